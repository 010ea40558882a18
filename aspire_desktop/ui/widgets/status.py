"""The closed list of words a status may use, each with its colours and glyph, and the tags beside them."""

import re
from dataclasses import dataclass

from aspire_desktop.ui.looks.theme import Tone


@dataclass(frozen=True)
class PillLook:
    """What a pill shows: one to three words, a set of colours and a glyph (none for a plain tag)."""

    words: str
    tone: Tone
    glyph: str = ""


_WORDS: dict[Tone, dict[str, str]] = {
    Tone.OK: {
        "Confirmed": "check-circle",
        "Ready": "check-circle",
        "Open": "check-circle",
        "Created": "check-circle",
        "Accepted": "check-circle",
        "Complete": "seal-check",
        "Outcome set": "seal-check",
        "Paid": "seal-check",
        "Stands": "check-circle",
        "Attended": "check",
        "Invoiced": "receipt",
        "All scored": "check",
    },
    Tone.INFO: {
        "Running": "play",
        "Booked": "calendar-blank",
        "Creating": "circle-notch",
        "Duplicate": "copy",
        "Council-paid": "currency-gbp",
        "Raised": "currency-gbp",
        "Nominated": "user",
        "Substituted": "user-switch",
        "Revised": "arrow-counter-clockwise",
        "Part paid": "currency-gbp",
        "Adjusted": "pencil-simple",
        "Answered": "envelope-simple",
        "To do": "clipboard-text",
    },
    Tone.DUE: {
        "Due": "clock",
        "Due today": "clock",
        "In progress": "clock",
        "Scoring": "clock",
        "Offered": "hourglass-medium",
        "Check": "warning",
        "To award": "certificate",
        "Panel due": "presentation",
        "Deferred": "clock-countdown",
        "Queried": "question",
    },
    Tone.BAD: {
        "Overdue": "warning-circle",
        "Missing": "warning-circle",
        "Must fix": "x-circle",
        "Blocked": "prohibit",
        "No-show": "x",
        "Revoked": "x-circle",
        "Refused": "prohibit",
    },
    Tone.NEUTRAL: {
        "Draft": "pencil-simple",
        "Full": "prohibit",
        "Not scored": "circle-dashed",
        "Waiting": "hourglass-medium",
        "Archived": "lock-simple",
        "Withdrawn": "user-minus",
        "Replaced": "swap",
        "Erased": "prohibit",
        "Waived": "minus",
        "Credited": "arrow-u-up-left",
    },
    Tone.LOCKED: {"Submitted": "lock-simple", "Bursary": "student"},
    Tone.ACCENT: {"LGA-subsidised": "hand-coins"},
}
_BY_WORD = {
    word: PillLook(word, tone, glyph) for tone, words in _WORDS.items() for word, glyph in words.items()
}
_PATTERNS = (
    (re.compile(r"\d+ left"), Tone.DUE, "warning"),
    (re.compile(r"Differ by \d+"), Tone.DUE, "arrows-left-right"),
    (re.compile(r"Blocked: .+"), Tone.BAD, "prohibit"),
)
_PASSES = re.compile(r"(\d+) of (\d+) pass")
_COUNTED = re.compile(r"(\d+) ([a-z].*)")


def status(words: str) -> PillLook:
    """Give the look of a status: a word of the design, "2 left", "Differ by 2", "6 of 7 pass",
    "Blocked: attendance", or a count of a status ("7 created").

    Raises ValueError for any other words, so that no screen invents one.
    """
    if words in _BY_WORD:
        return _BY_WORD[words]
    for pattern, tone, glyph in _PATTERNS:
        if pattern.fullmatch(words):
            return PillLook(words, tone, glyph)
    if passes := _PASSES.fullmatch(words):
        done = passes[1] == passes[2]
        return PillLook(words, Tone.OK if done else Tone.BAD, "check-circle" if done else "x-circle")
    if (counted := _COUNTED.fullmatch(words)) and (known := _BY_WORD.get(counted[2].capitalize())):
        return PillLook(words, known.tone, known.glyph)
    raise ValueError(f"“{words}” is not a status of the design")


def advised(words: str) -> PillLook:
    """Give the look of checks of which only some that advise do not pass."""
    return PillLook(words, Tone.DUE, "warning")


def to_do(glyph: str) -> PillLook:
    """Give the "To do" pill of Home, with the icon of its subject (bold weight must be shipped)."""
    return PillLook("To do", Tone.INFO, glyph)


def tag(words: str, tone: Tone = Tone.OUTLINE, glyph: str = "") -> PillLook:
    """Give a tag, which is not a state: "CODE member", "Mentor", "Starts in 62 days"."""
    return PillLook(words, tone, glyph)


def all_statuses() -> list[PillLook]:
    """Give every fixed word, for legends and the components sheet."""
    return list(_BY_WORD.values())

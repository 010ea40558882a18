"""What a search finds, and which letters of a word somebody may have mistyped."""

from collections.abc import Iterable
from dataclasses import dataclass

from aspire_desktop.domain.office.values import fold

FORGIVEN_FROM = 4
"""Letters that a word must have before a slip in it is forgiven: of shorter ones everything is near."""


@dataclass(frozen=True)
class Found:
    """One thing found: its kind, name, a detail, and the id of where it is seen, with a part of it.

    Kinds are person, organisation, cohort, session, return and certificate. A certificate is a part of its
    cohort and named by the booking; a return is a part of its agreement.
    """

    kind: str
    name: str
    detail: str
    id: int
    part: str = ""

    @property
    def key(self) -> "FoundKey":
        """Give by what it is found again."""
        return FoundKey(self.kind, self.id, self.part)


@dataclass(frozen=True)
class FoundKey:
    """What was found, without a word of it."""

    kind: str
    id: int
    part: str = ""


def pieces(word: str) -> tuple[str, ...]:
    """Give what a word holds of which at least one is left whole by one slip in typing it.

    The slip falls in one half and leaves the other, or swaps the letters where they meet.
    """
    if len(word) < FORGIVEN_FROM:
        return (word,)
    half = len(word) // 2
    swapped = word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :]
    return (word[:half], word[half:], swapped)


def nearly_begins(word: str, typed: str) -> bool:
    """Tell whether a word begins with what was typed, but for one slip.

    A slip is a letter too many, missing or wrong, or two that are swapped.
    """
    same = 0
    while same < min(len(word), len(typed)) and word[same] == typed[same]:
        same += 1
    rest, left = word[same:], typed[same:]
    if not left:
        return True
    if len(typed) < FORGIVEN_FROM:
        return False
    swapped = len(left) > 1 and rest[:2] == left[1] + left[0] and rest[2:].startswith(left[2:])
    wrong = bool(rest) and rest[1:].startswith(left[1:])
    return swapped or wrong or rest[1:].startswith(left) or rest.startswith(left[1:])


def nearly_holds(text: str, words: Iterable[str]) -> bool:
    """Tell whether each word begins one of the text, with at most one slip in it."""
    ours = fold(text).replace("'", "").split()
    return all(any(nearly_begins(each, word.replace("'", "")) for each in ours) for word in words)

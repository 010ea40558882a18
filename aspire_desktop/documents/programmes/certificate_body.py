"""The words in the middle of a certificate: name, programme and what was done, flowing from the top down."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from aspire_desktop.documents.typesetting.fitting import Breaks, Fitted, Measure, fit
from aspire_desktop.documents.typesetting.ink import Box, Colour, Ink
from aspire_desktop.documents.typesetting.typefaces import ITALIC, SANS, SERIF
from aspire_desktop.documents.typesetting.typesetting import is_plain, is_tall, width_of
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import long_date
from aspire_desktop.domain.programmes.certificates import CertificateFacts, hours_in_words

_TOP, _LOWEST = 129.0, 463.0
_MEASURE = 0.86
"""How much of the room's width the sentence at the end uses: shorter lines read better."""
_SHORT = 0.3
"""A last line shorter than this share of the measure looks left behind."""
_NAME_SIZES = tuple(float(size) for size in range(50, 35, -1))
_MARKED_NAME_SIZES = _NAME_SIZES[6:]
"""For names with marks above capitals."""
_LONG_NAME_SIZES = tuple(float(size) for size in range(36, 25, -1))
_LONGEST_NAME_SIZES = tuple(float(size) for size in range(36, 15, -1))
_TITLE_SIZES = tuple(size / 2 for size in range(54, 43, -1))
_LONG_TITLE_SIZES = tuple(size / 2 for size in range(48, 27, -1))
_TIGHTER = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64)
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class BodyStyle:
    """Where the words stand, in points, and their two colours."""

    left: float
    right: float
    ink: Colour
    quiet: Colour
    accent: Colour


@dataclass(frozen=True)
class _Word:
    text: str
    face: str


@dataclass(frozen=True)
class _Block:
    """Lines set alike; `before` is the distance from the baseline above to the first one here."""

    lines: tuple[tuple[_Word, ...], ...]
    size: float
    leading: float
    before: float
    colour: Colour
    role: str = "P"
    ruled: bool = False
    """Whether a short rule stands above."""


def draw_body(ink: Ink, facts: CertificateFacts, style: BodyStyle) -> None:
    """Set the words, closer together where there are many; raise RuleBroken where even that is not enough."""
    for tightness in _TIGHTER:
        blocks = tuple(_blocks(facts, style, tightness))
        if _TOP + sum(block.before + _depth(block) for block in blocks) <= _LOWEST:
            break
    else:
        raise RuleBroken(
            f"The certificate of {facts.name} would hold more words than fit on one page.",
            do="Shorten the project's title.",
        )
    baseline = _TOP
    for block in blocks:
        if block.ruled:
            _rule(ink, style, baseline + block.before * 0.45)
        baseline += block.before
        with ink.part(block.role):
            for line, words in enumerate(block.lines):
                _set(ink, words, style.left, baseline + line * block.leading, block)
        baseline += _depth(block)


def _depth(block: _Block) -> float:
    return (len(block.lines) - 1) * block.leading


def _rule(ink: Ink, style: BodyStyle, middle: float) -> None:
    with ink.decoration():
        ink.box(Box(style.left, middle - 1.1, style.left + 48, middle + 1.1), style.accent)


def _set(ink: Ink, words: tuple[_Word, ...], left: float, baseline: float, block: _Block) -> None:
    for face, run in groupby(words, key=lambda word: word.face):
        text = "".join(word.text for word in run)
        ink.text(text, left, baseline, face, block.size, block.colour)
        left += width_of(text, face, block.size)


def _blocks(facts: CertificateFacts, style: BodyStyle, tightness: float) -> Iterator[_Block]:
    room = style.right - style.left
    name, tall = _name(facts.name, room)
    title = fit(
        facts.programme, Measure(SERIF, room, _TITLE_SIZES), Measure(SERIF, room, _LONG_TITLE_SIZES, 2)
    )
    organisation = fit(facts.organisation, Measure(SERIF, room, (17.5, 16.5, 15.5, 14.5, 13.5), 2))
    grade = f" with {facts.grade}" if facts.grade else ""
    yield _plain(Fitted(("Certificate of completion",), 19.5), 0, style.quiet, role="H1")
    yield _plain(name, (name.size * (1.0 if tall else 0.76) + 15.5) * tightness, style.ink)
    yield _plain(organisation, (40.0 if tall else 34.5) * tightness, style.quiet)
    yield _plain(Fitted((f"has completed{grade} the",), 18.5), 64.5 * tightness, style.quiet, ruled=True)
    yield _plain(title, (title.size * 0.7 + 13) * tightness, style.ink)
    for place, words in enumerate(_small_facts(facts)):
        small = fit(words, Measure(SANS, room, (11.0, 10.0, 9.0, 8.0), 2))
        yield _plain(small, (26 if place == 0 else 16) * tightness, style.quiet, face=SANS)
    size = max(16.5 * tightness, 11.0)
    lines = _balanced(_sentence(facts), room * _MEASURE, size)
    yield _Block(lines, size, size * 1.36, 31 * tightness, style.ink)


def _name(name: str, room: float) -> tuple[Fitted, bool]:
    """Fit the name, and tell whether its script reaches further up and down than Latin."""
    tall, plain = is_tall(name, SERIF), is_plain(name, SERIF)
    fitted = fit(
        name,
        Measure(SERIF, room, _LONG_NAME_SIZES if tall else _NAME_SIZES if plain else _MARKED_NAME_SIZES),
        Measure(SERIF, room, _LONG_NAME_SIZES, 2),
        Measure(SERIF, room, _LONGEST_NAME_SIZES, 2, Breaks.HYPHENS),
        *([Measure(SERIF, room, _LONGEST_NAME_SIZES, 2, Breaks.LETTERS)] if tall else []),
    )
    return fitted, tall


def _plain(
    fitted: Fitted, before: float, colour: Colour, role: str = "P", face: str = SERIF, ruled: bool = False
) -> _Block:
    lines = tuple((_Word(line, face),) for line in fitted.lines)
    return _Block(lines, fitted.size, fitted.size * 1.12, before, colour, role, ruled)


def _small_facts(facts: CertificateFacts) -> Iterator[str]:
    yield f"{facts.version}, cohort {facts.cohort}"
    hours = hours_in_words(facts.cpd_hours)
    dates = f"{long_date(facts.begins)} to {long_date(facts.ends)}"
    yield f"{long_date(facts.begins) if facts.begins == facts.ends else dates}, {hours} of CPD"


def _sentence(facts: CertificateFacts) -> tuple[_Word, ...]:
    if not facts.project:
        every = "all " if facts.attended == facts.modules > 1 else ""
        return _words(f"Attended {every}{_parts_attended(facts)}.", SERIF)
    done = _parts_attended(facts)
    return (
        *_words(f"{done[0].upper()}{done[1:]} and an assessed project, ", SERIF),
        *_words(facts.project, ITALIC),
        *_words(", presented to a panel of heads of HR.", SERIF),
    )


def _parts_attended(facts: CertificateFacts) -> str:
    whole = _count(facts.modules)
    counted = whole if facts.attended == facts.modules else f"{_count(facts.attended)} of {whole}"
    return f"{counted} {facts.modules_called}"


def _count(number: int) -> str:
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


def _words(text: str, face: str) -> tuple[_Word, ...]:
    """Part a text after its spaces; joined again, the words give the text."""
    return tuple(_Word(piece, face) for piece in text.replace(" ", " \0").split("\0") if piece)


def _balanced(words: tuple[_Word, ...], width: float, size: float) -> tuple[tuple[_Word, ...], ...]:
    """Break words into lines, and where the last would be short, into narrower ones of the same number."""
    lines, narrower = _wrapped(words, width, size), width
    while len(lines) > 1 and _run_width(lines[-1], size) < width * _SHORT:
        narrower -= width / 40
        tried = _wrapped(words, narrower, size)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def _run_width(words: tuple[_Word, ...], size: float) -> float:
    return sum(width_of(word.text, word.face, size) for word in words)


def _wrapped(words: tuple[_Word, ...], width: float, size: float) -> tuple[tuple[_Word, ...], ...]:
    """Break words of mixed typefaces into lines. A full stop or comma never begins a line."""
    lines: list[list[_Word]] = [[]]
    used = 0.0
    for group in _unbroken(words):
        wide = sum(width_of(word.text.rstrip(), word.face, size) for word in group)
        if lines[-1] and used + wide > width:
            lines.append([])
            used = 0.0
        lines[-1] += group
        used += _run_width(group, size)
    return tuple(tuple(line) for line in lines)


def _unbroken(words: tuple[_Word, ...]) -> Iterator[tuple[_Word, ...]]:
    """Group words that no space parts, such as a title's last word and the comma behind it."""
    group: list[_Word] = []
    for word in words:
        group.append(word)
        if word.text.endswith(" "):
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)

"""Sheets to write on: A4, title, facts, a table with rows of one height, Page 1 of 3."""

from collections.abc import Sequence

from aspire_desktop.documents.typesetting.binding import bind
from aspire_desktop.documents.typesetting.fitting import Breaks, Fitted, Measure, fit
from aspire_desktop.documents.typesetting.house import (
    BLACK,
    FOOT,
    GREY,
    LINE,
    LONG,
    MARGIN,
    MM,
    PETROL,
    SHORT,
    TINT,
    Fact,
    PrintedColumn,
)
from aspire_desktop.documents.typesetting.ink import Box, Colour, Ink
from aspire_desktop.documents.typesetting.typefaces import SANS, SEMIBOLD
from aspire_desktop.documents.typesetting.typesetting import printable, width_of
from aspire_desktop.domain.office.errors import RuleBroken

_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
_CUT = "…"
"""Where a text ends that has more than its room holds."""
_LEADING = 1.18
"""From one baseline to the next, in sizes of the letters."""


class Sheets:
    """Printed pages in the making. Everything is set from the top down and never split over two pages.

    No text that somebody typed stops a sheet: a letter that no typeface has stands as its number, such as
    [U+1F600], and a text without room at the smallest size ends in “…”.
    """

    def __init__(self, title: str, printed: str = "", *, landscape: bool = False) -> None:
        """Begin; `printed` stands at the foot: filters in force, date and time."""
        self._title, self._printed = title, printable(printed)
        self._width, self._height = (LONG, SHORT) if landscape else (SHORT, LONG)
        self._pages: list[Ink] = []
        self._down = 0.0

    @property
    def room(self) -> float:
        """How many points are left above the foot of the page."""
        return self._height - MARGIN - FOOT - self._down

    def new_page(self, heading: str, above: str = "", continued: bool = False) -> None:
        """Begin a page with a heading, and a smaller line above it."""
        self._pages.append(Ink(self._width, self._height))
        self._down = MARGIN
        if above:
            self._line(above, SEMIBOLD, 10.0, PETROL, "P", 8)
            self._down += 12
        words = f"{heading} (continued)" if continued else heading
        fitted = _fit(words, Measure(SEMIBOLD, self._inner(), (16.0, 15.0, 14.0, 13.0, 12.0), 3))
        with self._ink.part("H1"):
            for line in fitted.lines:
                self._ink.text(line, MARGIN, self._down + 14, SEMIBOLD, fitted.size, BLACK)
                self._down += fitted.size * 1.3
        self._down += 4

    def facts(self, facts: Sequence[Fact]) -> None:
        """Set named facts below one another, their values aligned."""
        indent = max(width_of(fact.name, SEMIBOLD, 10) for fact in facts) + 14
        for fact in facts:
            fitted = _fit(fact.value, Measure(SANS, self._inner() - indent, _SIZES, 3))
            with self._ink.part("P"):
                self._ink.text(fact.name, MARGIN, self._down + 10, SEMIBOLD, 10, GREY)
                for line, words in enumerate(fitted.lines):
                    down = self._down + 10 + line * 13
                    self._ink.text(words, MARGIN + indent, down, SANS, fitted.size, BLACK)
            self._down += 2 + 13 * len(fitted.lines)
        self._down += 8

    def table(
        self, columns: Sequence[PrintedColumn], rows: Sequence[Sequence[str]], row_height: float
    ) -> int:
        """Set the table's header and as many rows as fit; give how many those were.

        `row_height` is in points. Call again on a new page with the rows that are left.
        """
        head = 9 * MM
        count = max(0, min(len(rows), int((self.room - head) // row_height)))
        with self._ink.group("Table"):
            self._row(columns, _heads(columns, self._inner()), head, "TH")
            for row in rows[:count]:
                cells = zip(columns, row, strict=True)
                fitted = [_fitted(words, column.share * self._inner(), SANS) for column, words in cells]
                self._row(columns, fitted, row_height, "TD")
        return count

    def finish(self) -> bytes:
        """Number the pages and give the PDF."""
        for place, ink in enumerate(self._pages):
            _foot(ink, self._printed, f"Page {place + 1} of {len(self._pages)}")
        return bind(self._pages, self._title)

    @property
    def _ink(self) -> Ink:
        return self._pages[-1]

    def _inner(self) -> float:
        return self._width - 2 * MARGIN

    def _line(self, words: str, face: str, size: float, colour: Colour, role: str, down: float) -> None:
        fitted = _fit(words, Measure(face, self._inner(), (size, size - 1, size - 2), 1))
        with self._ink.part(role):
            self._ink.text(fitted.lines[0], MARGIN, self._down + down, face, fitted.size, colour)

    def _row(
        self, columns: Sequence[PrintedColumn], cells: Sequence[Fitted], height: float, role: str
    ) -> None:
        bottom = self._down + height
        with self._ink.decoration():
            if role == "TH":
                self._ink.box(Box(MARGIN, self._down, self._width - MARGIN, bottom), TINT)
            self._grid(columns, bottom, heavy=role == "TH")
        with self._ink.group("TR"):
            left = MARGIN
            for column, fitted in zip(columns, cells, strict=True):
                width = column.share * self._inner()
                self._cell(fitted, Box(left, self._down, left + width, bottom), role, column.figures)
                left += width
        self._down = bottom

    def _cell(self, fitted: Fitted, box: Box, role: str, at_right: bool) -> None:
        face = SEMIBOLD if role == "TH" else SANS
        leading = fitted.size * _LEADING
        first = (box.top + box.bottom + fitted.size * 0.68 - leading * (len(fitted.lines) - 1)) / 2
        with self._ink.part(role):
            for line, text in enumerate(fitted.lines):
                spare = box.right - box.left - 10 - width_of(text, face, fitted.size)
                left = box.left + 5 + (spare if at_right else 0)
                self._ink.text(text, left, first + line * leading, face, fitted.size, BLACK)

    def _grid(self, columns: Sequence[PrintedColumn], bottom: float, heavy: bool) -> None:
        edge, thick = MARGIN, 0.9 if heavy else 0.5
        colour = PETROL if heavy else LINE
        self._ink.box(Box(MARGIN, bottom - thick, self._width - MARGIN, bottom), colour)
        for column in columns[:-1]:
            edge += column.share * self._inner()
            self._ink.box(Box(edge - 0.25, self._down, edge + 0.25, bottom), LINE)


def _fit(words: str, *measures: Measure) -> Fitted:
    """Fit what somebody typed; what has no room at the smallest size ends in “…”."""
    whole = printable(words)
    try:
        return fit(whole, *measures)
    except RuleBroken:
        return _cut(whole, measures)


def _cut(whole: str, measures: Sequence[Measure]) -> Fitted:
    while whole:
        whole = whole[: len(whole) * 9 // 10]
        try:
            return fit(f"{whole.rstrip()}{_CUT}", *measures)
        except RuleBroken:
            continue
    raise RuleBroken(f"A column has no room for “{_CUT}”.")


def _heads(columns: Sequence[PrintedColumn], inner: float) -> list[Fitted]:
    return [_fitted(column.title, column.share * inner, SEMIBOLD) for column in columns]


def _fitted(words: str, width: float, face: str) -> Fitted:
    """Fit a text into a cell of a row whose height is given."""
    measures = (
        Measure(face, width - 10, _SIZES, 2),
        Measure(face, width - 10, _SIZES[2:], 3, Breaks.HYPHENS),
        Measure(face, width - 10, (7.0, 6.5, 6.0, 5.5), 4, Breaks.LETTERS),
    )
    return _fit(words, *measures) if words else Fitted((), _SIZES[0])


def _foot(ink: Ink, printed: str, number: str) -> None:
    baseline = ink.height - MARGIN + 2
    with ink.decoration():
        if printed:
            ink.text(printed, MARGIN, baseline, SANS, 8.5, GREY)
        left = ink.width - MARGIN - width_of(number, SANS, 8.5)
        ink.text(number, left, baseline, SANS, 8.5, GREY)

"""A sheet as frozen cells for the screen: of a workbook being made, or read back from a finished file."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.styles import PatternFill

from aspire_desktop.documents.workbooks.cells import Formula, Value, clean, unescaped
from aspire_desktop.documents.workbooks.looks import (
    COUNT_FORM,
    MONEY_FORM,
    SHARE_FORM,
    STRONG,
    CellStyle,
    Look,
)
from aspire_desktop.documents.workbooks.sheet import Book, Cell, is_negative
from aspire_desktop.domain.money.grid import BAD, INK, Grid, GridCell, GridStyle
from aspire_desktop.domain.office.values import pounds, short_date

_WIDTH = re.compile(rb'<col (?=[^>]*\bmin="(\d+)")(?=[^>]*\bmax="(\d+)")(?=[^>]*\bwidth="([\d.]+)")[^>]*/>')
_PLAIN = GridStyle(11, False, INK, "", False, False, False, False)
_NOTHING = GridCell("", "", _PLAIN)
_STANDARD_WIDTH = 8.43
"""Characters, where a file does not say how wide a column is."""


def grid_of(book: Book, title: str) -> Grid:
    """Give one sheet of a workbook; its lists can be read only once, so the workbook is not written after."""
    titles = tuple(sheet.title for sheet in book.sheets)
    sheet = book.sheets[titles.index(title)]
    rows = ((number, [_shown(cell) for cell in cells]) for number, cells in sheet.cells())
    return Grid(title, titles, tuple(sheet.character_widths), _filled(rows))


def stored_grid(workbook: bytes, title: str) -> Grid:
    """Read one sheet of a finished file; the first where it has none of that title."""
    values = load_workbook(io.BytesIO(workbook), read_only=True, data_only=True)
    titles = tuple(values.sheetnames)
    shown = title if title in titles else titles[0]
    part = _part(workbook, titles.index(shown))
    read = _Reader()
    rows = [[read.cell(cell) for cell in row] for row in values[shown].iter_rows()]
    if b"<f>" in part:
        formulas = load_workbook(io.BytesIO(workbook), read_only=True)
        for row, written in zip(rows, formulas[shown].iter_rows(), strict=True):
            row[:] = [_with_formula(*pair) for pair in zip(row, written, strict=True)]
    return Grid(shown, titles, tuple(_widths(part)), _filled(enumerate(rows, start=1)))


def _filled(rows: Iterable[tuple[int, list[GridCell]]]) -> tuple[tuple[GridCell, ...], ...]:
    """Put every row at its number, without the empty cells at its end."""
    made: list[tuple[GridCell, ...]] = []
    for number, cells in rows:
        made.extend(() for _ in range(number - len(made) - 1))
        while cells and cells[-1] == _NOTHING:
            cells.pop()
        made.append(tuple(cells))
    while made and not made[-1]:
        made.pop()
    return tuple(made)


def _shown(cell: Cell) -> GridCell:
    value, form = cell.value, cell.look.value.form
    if isinstance(value, Formula):
        style = _style(cell.look, is_negative(value.value))
        return GridCell(_words(value.value, form), f"={value.text}", style)
    return GridCell(_words(value, form), _held(value, form), _style(cell.look, is_negative(value)))


@lru_cache(maxsize=128)
def _style(look: Look, negative: bool) -> GridStyle:
    style: CellStyle = look.value
    return GridStyle(
        size=style.size,
        bold=style.bold,
        colour=BAD if negative else style.colour,
        fill=style.fill or "",
        right=style.right,
        wrap=style.wrap,
        boxed=style.boxed,
        strong_top=style.boxed and style.top == STRONG,
    )


def _words(value: Value | float, form: str) -> str:
    """Write a value as its cell shows it."""
    if isinstance(value, datetime):
        return f"{short_date(value.date())}, {value:%H:%M}"
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, (int, float, Decimal)):
        figures = {
            MONEY_FORM: lambda number: pounds(Decimal(str(number))),
            COUNT_FORM: lambda number: f"{number:,.0f}",
            SHARE_FORM: lambda number: f"{number:.0%}",
        }
        return figures.get(form, str)(value).replace("-", "−")
    return "" if value is None else clean(str(value))


def _held(value: Value | float, form: str) -> str:
    """Write a value as the formula line shows it: a figure bare, without pound or separators."""
    if isinstance(value, (int, float, Decimal)):
        bare = {MONEY_FORM: ".2f", COUNT_FORM: ".0f", SHARE_FORM: ".2%"}
        return format(value, bare.get(form, "")).replace("-", "−")
    return _words(value, form)


class _Reader:
    """Reads cells of one file; each look of it is worked out once."""

    def __init__(self) -> None:
        self._looks: dict[tuple[int, ...], tuple[str, GridStyle]] = {}

    def cell(self, cell: object) -> GridCell:
        """Give a cell with the value that it shows."""
        if not isinstance(cell, ReadOnlyCell):
            return _NOTHING
        key = tuple(cell.style_array)
        if key not in self._looks:
            self._looks[key] = cell.number_format, _read_style(cell)
        form, style = self._looks[key]
        value = _day(cell.value)
        return GridCell(_words(value, form), _held(value, form), style)


def _with_formula(cell: GridCell, written: object) -> GridCell:
    if isinstance(written, ReadOnlyCell) and written.data_type == "f":
        return replace(cell, holds=str(written.value))
    return cell


def _day(value: object) -> Value | float:
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date()
    if isinstance(value, str):
        return unescaped(value)
    return value if isinstance(value, (int, float, Decimal, date)) else None


def _read_style(cell: ReadOnlyCell) -> GridStyle:
    font, border = cell.font, cell.border
    return GridStyle(
        size=int(font.sz or 11),
        bold=bool(font.b),
        colour=_colour(font.color, INK),
        fill=_fill(cell),
        right=cell.alignment.horizontal == "right",
        wrap=bool(cell.alignment.wrap_text),
        boxed=border.left is not None and border.left.style is not None,
        strong_top=border.top is not None and _colour(border.top.color, "") == STRONG,
    )


def _fill(cell: ReadOnlyCell) -> str:
    fill = cell.fill
    if isinstance(fill, PatternFill) and fill.patternType == "solid":
        return _colour(fill.fgColor, "")
    return ""


def _colour(colour: object, otherwise: str) -> str:
    rgb = getattr(colour, "rgb", None)
    return rgb[-6:] if isinstance(rgb, str) else otherwise


def _part(workbook: bytes, number: int) -> bytes:
    with ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read(f"xl/worksheets/sheet{number + 1}.xml")


def _widths(part: bytes) -> Iterator[float]:
    reached, head = 1, part.partition(b"<sheetData")[0]
    for first, last, width in sorted(_WIDTH.findall(head), key=lambda found: int(found[0])):
        yield from (_STANDARD_WIDTH for _ in range(reached, int(first)))
        yield from (float(width) for _ in range(int(first), int(last) + 1))
        reached = int(last) + 1

"""Workbooks in the house style: openpyxl lays out the sheets, their rows stream into the finished file.

openpyxl alone gives formulas no stored value and keeps every row in plain temporary files; here it
never sees a row. The same calls always give the same bytes.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from typing import TypeAlias, TypeVar
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from aspire_desktop.documents.workbooks.cells import Formula, Value, cell_xml, clean
from aspire_desktop.documents.workbooks.looks import Look, register
from aspire_desktop.documents.workbooks.page_sets import page_sets
from aspire_desktop.documents.workbooks.wrapping import height, lines_needed, room
from aspire_desktop.domain.money.grid import BAD

_INCH = 25.4
"""Millimetres."""
_MARGIN, _FOOT_MARGIN, _FOOTER = 15, 20, 12
"""Millimetres at the sides and the top, at the foot, and from the foot to the footer."""
_EMPTY_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData>\s*</sheetData>")
_AREA = re.compile(rb"<dimension [^>]*/>")
_LONGEST_FOOTER = 180
"""Excel calls a file damaged whose footer passes 255 characters, codes counted."""
_SAME_INSTANT = (1980, 1, 1, 0, 0, 0)
_BATCH = 256


@dataclass(frozen=True)
class Cell:
    """A value and how it looks."""

    value: Value
    look: Look = Look.TEXT


@dataclass(frozen=True)
class SheetColumn:
    """A column of a table: its heading, its width in characters, and how its cells look."""

    heading: str
    width: float
    look: Look = Look.TEXT


R = TypeVar("R")
Columns: TypeAlias = Sequence[tuple[SheetColumn, Callable[[R], Value]]]
"""The columns of a table, each with what it says of a row."""


@dataclass(frozen=True)
class _Row:
    number: int
    cells: tuple[Cell, ...]
    points: float | None


@dataclass(frozen=True)
class _List:
    first: int
    columns: tuple[SheetColumn, ...]
    rows: Iterable[Sequence[Value]]
    """Read once: for the file, or for what is shown of it."""


class WorkbookSheet:
    """One sheet, filled from the top down."""

    def __init__(self, layout: Worksheet, looks: tuple[dict[Look, int], dict[Look, int]]) -> None:
        self.layout = layout
        self._plain, self._taken = looks
        self._parts: list[_Row | _List] = []
        self._last = 0
        self._broadest = 1
        self._widths: tuple[float, ...] = ()
        self._rooms: list[int] = []

    def add(self, *cells: Cell, points: float | None = None) -> int:
        """Write a row from column A on, as high as its texts or `points`; give its number."""
        self._last += 1
        self._broadest = max(self._broadest, len(cells))
        self._parts.append(_Row(self._last, cells, points))
        return self._last

    def skip(self) -> None:
        """Leave a row empty."""
        self._last += 1

    def table(
        self,
        name: str,
        told: Columns[R],
        rows: Sequence[R],
        where: str = "in this return",
        *,
        kept: int = 1,
    ) -> None:
        """Write headings and rows as a real table at the top; values are asked for when the file is made.

        One too broad to be read on a page is printed on page sets, the first `kept` columns on each.
        Equal headings get numbers.
        A table without rows cannot be: its sheet says so in words, and reads as empty in formulas.
        """
        columns, values = _distinct([column for column, _ in told]), [value for _, value in told]
        self.widths(*(column.width for column in columns))
        self.head(columns)
        self.layout.freeze_panes = "B2"
        self.layout.print_title_rows = "1:1"
        self._print_in_sets(kept)
        if not rows:
            self.add(Cell(f"No {name[0].lower()}{name[1:]} {where}", Look.LABEL))
            return
        cells = ([value(row) for value in values] for row in rows)
        self._parts.append(_List(self._last + 1, tuple(columns), cells))
        self._last += len(rows)
        area = f"A1:{get_column_letter(len(columns))}{self._last}"
        headings = [TableColumn(id=n, name=column.heading) for n, column in enumerate(columns, start=1)]
        self.layout.add_table(
            Table(
                displayName=name.replace(" ", ""),
                ref=area,
                tableColumns=headings,
                autoFilter=AutoFilter(ref=area),
            )
        )

    def _print_in_sets(self, kept: int) -> None:
        sets = page_sets(self._widths, kept)
        if sets is None:
            return
        self.layout.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
        self.layout.page_setup.fitToWidth = self.layout.page_setup.fitToHeight = None
        self.layout.page_setup.scale = sets.percent
        self.layout.print_title_cols = f"A:{get_column_letter(kept)}"
        for end in sets.ends:
            self.layout.col_breaks.append(Break(id=end))

    def head(self, columns: Sequence[SheetColumn]) -> int:
        """Write a row of headings; figures are headed at the right."""
        return self.add(
            *(Cell(c.heading, Look.HEAD_RIGHT if c.look.value.right else Look.HEAD) for c in columns)
        )

    def widths(self, *characters: float) -> None:
        """Set the widths of the columns from A on."""
        self._widths = characters
        self._rooms = [room(width) for width in characters]
        for number, width in enumerate(characters, start=1):
            self.layout.column_dimensions[get_column_letter(number)].width = width

    def join(self, row: int, columns: int) -> None:
        """Make one cell of the first columns of a row, for a paragraph."""
        self.layout.merged_cells.add(f"A{row}:{get_column_letter(columns)}{row}")

    def alarm(self, area: str, word: str) -> None:
        """Turn cells of the area red while they hold the word."""
        rule = Rule(
            type="cellIs",
            operator="equal",
            formula=[f'"{word}"'],
            dxf=DifferentialStyle(font=Font(bold=True, color=BAD)),
        )
        self.layout.conditional_formatting.add(area, rule)

    @property
    def last(self) -> int:
        """Give the number of the last row."""
        return self._last

    def area(self) -> str:
        """Give the cells in use, such as A1:F20."""
        return f"A1:{get_column_letter(self._broadest)}{max(1, self._last)}"

    def rows(self) -> Iterator[bytes]:
        """Give the rows as XML, a few at a time."""
        every = (row for part in self._parts for row in self._xml(part))
        while batch := "".join(islice(every, _BATCH)):
            yield batch.encode()

    def cells(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Give the rows with their numbers as cells, the same that the file is written from."""
        for part in self._parts:
            if isinstance(part, _Row):
                yield part.number, part.cells
                continue
            looks = [column.look for column in part.columns]
            for number, row in enumerate(part.rows, start=part.first):
                yield number, [Cell(value, look) for value, look in zip(row, looks, strict=True)]

    @property
    def title(self) -> str:
        """Give what stands on the sheet's tab."""
        return str(self.layout.title)

    @property
    def character_widths(self) -> tuple[float, ...]:
        """Give the widths of the columns from A on, in characters."""
        return self._widths

    def _xml(self, part: _Row | _List) -> Iterable[str]:
        if isinstance(part, _Row):
            return [self._row(part.number, part.cells, part.points)]
        return self._stream(part.first, [column.look for column in part.columns], part.rows)

    def _row(self, number: int, cells: Sequence[Cell], points: float | None) -> str:
        inside = "".join(
            cell_xml(f"{get_column_letter(place)}{number}", cell.value, self._style(cell))
            for place, cell in enumerate(cells, start=1)
        )
        lines = max((self._lines(cell, place) for place, cell in enumerate(cells)), default=1)
        return f'<row r="{number}" ht="{points or height(lines):g}" customHeight="1">{inside}</row>'

    def _lines(self, cell: Cell, place: int) -> int:
        text, fits = cell.value, place < len(self._rooms) and cell.look.value.wrap
        return lines_needed(text, self._rooms[place]) if fits and isinstance(text, str) else 1

    def _style(self, cell: Cell) -> int:
        value = cell.value.value if isinstance(cell.value, Formula) else cell.value
        return (self._taken if is_negative(value) else self._plain)[cell.look]

    def _stream(self, first: int, looks: Sequence[Look], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
        """Give rows of a table as XML; only figures can be negative, so only they are asked."""
        columns = [
            (get_column_letter(place), self._plain[look], self._taken[look], look.value.right, letters)
            for place, (look, letters) in enumerate(zip(looks, self._rooms, strict=True), start=1)
        ]
        for number, row in enumerate(rows, start=first):
            inside, lines = [], 1
            for (letter, plain, taken, figure, letters), value in zip(columns, row, strict=True):
                style = taken if figure and is_negative(value) else plain
                inside.append(cell_xml(f"{letter}{number}", value, style))
                if isinstance(value, str) and len(value) > letters:
                    lines = max(lines, lines_needed(value, letters))
            yield f'<row r="{number}" ht="{height(lines):g}" customHeight="1">{"".join(inside)}</row>'


class Book:
    """A workbook being written; nothing touches the disk but an empty layout without anybody's data."""

    def __init__(self, *, title: str, creator: str, made_at: datetime, footer: str) -> None:
        self._book = Workbook()
        self._looks = register(self._book)
        self._footer = clean(footer)[:_LONGEST_FOOTER].replace("&", "&&")
        self._sheets: list[WorkbookSheet] = []
        self._book.remove(self._book.worksheets[0])
        instant = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        self._book.properties = DocumentProperties(
            title=clean(title), creator=clean(creator), created=instant, modified=instant, language="en-GB"
        )

    def sheet(self, title: str, *, protected: bool = True) -> WorkbookSheet:
        """Add a sheet that prints on A4 landscape, one page wide unless a table is too broad."""
        layout: Worksheet = self._book.create_sheet(title)
        layout.page_setup.orientation = "landscape"
        layout.page_setup.paperSize = layout.PAPERSIZE_A4
        layout.page_setup.fitToWidth, layout.page_setup.fitToHeight = 1, 0
        layout.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        layout.page_margins = PageMargins(
            left=_MARGIN / _INCH,
            right=_MARGIN / _INCH,
            top=_MARGIN / _INCH,
            bottom=_FOOT_MARGIN / _INCH,
            footer=_FOOTER / _INCH,
        )
        layout.HeaderFooter.oddFooter = HeaderFooterItem(
            left=_HeaderFooterPart(self._footer), right=_HeaderFooterPart("&A, page &P of &N")
        )
        layout.sheet_view.showGridLines = False
        layout.protection.sheet = protected
        for freedom in ("autoFilter", "sort", "formatColumns", "formatRows"):
            setattr(layout.protection, freedom, False)
        self._sheets.append(WorkbookSheet(layout, self._looks))
        return self._sheets[-1]

    @property
    def sheets(self) -> Sequence[WorkbookSheet]:
        """Give the sheets in their order."""
        return tuple(self._sheets)

    def to_bytes(self) -> bytes:
        """Finish the workbook and give the file."""
        empty = io.BytesIO()
        ExcelWriter(self._book, ZipFile(empty, "w")).save()
        paths = {f"xl/worksheets/sheet{number}.xml": s for number, s in enumerate(self._sheets, start=1)}
        finished = io.BytesIO()
        with ZipFile(empty) as source, ZipFile(finished, "w") as target:
            for name in source.namelist():
                _copy(target, name, source.read(name), paths.get(name))
        return finished.getvalue()


def _copy(target: ZipFile, name: str, content: bytes, sheet: WorkbookSheet | None) -> None:
    entry = ZipInfo(name, _SAME_INSTANT)
    entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
    with target.open(entry, "w") as file:
        if sheet is None:
            file.write(content)
            return
        before, after = _EMPTY_ROWS.split(content, maxsplit=1)
        file.write(_AREA.sub(f'<dimension ref="{sheet.area()}"/>'.encode(), before) + b"<sheetData>")
        for rows in sheet.rows():
            file.write(rows)
        file.write(b"</sheetData>" + _without_green_corners(after))


def _without_green_corners(tail: bytes) -> bytes:
    """Keep Excel from marking purchase orders and places as numbers stored as text: they are text."""
    quiet = b'<ignoredErrors><ignoredError sqref="A1:AZ1048576" numberStoredAsText="1"/></ignoredErrors>'
    mark = b"<tableParts" if b"<tableParts" in tail else b"</worksheet>"
    return tail.replace(mark, quiet + mark, 1)


def _distinct(columns: Sequence[SheetColumn]) -> list[SheetColumn]:
    """Number headings that are there already: Excel calls a table damaged that has one twice, in any case."""
    asked = {column.heading.casefold() for column in columns}
    told: set[str] = set()
    made: list[SheetColumn] = []
    for column in columns:
        heading, number = column.heading, 2
        while heading.casefold() in told or (heading != column.heading and heading.casefold() in asked):
            heading, number = f"{column.heading} {number}", number + 1
        told.add(heading.casefold())
        made.append(replace(column, heading=heading))
    return made


def is_negative(value: Value) -> bool:
    """Tell whether a value is a figure below nought, which is written in red."""
    return isinstance(value, (int, Decimal)) and value < 0

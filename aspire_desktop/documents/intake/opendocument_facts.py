"""OpenDocument spreadsheets (.ods): checked before a reader touches them, and what they show."""

import zipfile
from collections.abc import Iterator
from itertools import product
from xml.etree import ElementTree

from aspire_desktop.documents.intake.sheet_facts import Place, SheetFacts, SheetLook
from aspire_desktop.documents.workbooks.workbook_parts import MOST_COLUMNS, MOST_ROWS, Unfit, fits
from aspire_desktop.domain.intake.cells import Broken
from aspire_desktop.domain.money.grid import cell_name

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_MOST_ALIKE = 200
"""Rows or cells alike, written once with a count, of which each is looked at."""
_ASIDE = (f"{_OFFICE}annotation", f"{_TABLE}shapes")
"""Parts of a cell or sheet that are no content of it."""


def check_opendocument(archive: zipfile.ZipFile) -> None:
    """Refuse a document that is locked or no spreadsheet."""
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist() and b"encryption-data" in archive.read(manifest):
        raise Unfit("it is protected with a password")
    if b"opendocument.spreadsheet" not in archive.read("mimetype"):
        raise Unfit("it is an OpenDocument file of another kind, not a spreadsheet (.ods)")


def looks_of_opendocument(archive: zipfile.ZipFile) -> list[SheetLook]:
    """Look at every table that holds something, those that are shown first; raise Unfit for one too large."""
    looks: list[SheetLook] = []
    hidden_styles: set[str] = set()
    table: _Table | None = None
    with archive.open("content.xml") as stream:
        for event, element in ElementTree.iterparse(stream, ("start", "end")):
            if event == "start":
                if element.tag == f"{_TABLE}table" and table is None:
                    table = _Table(element, hidden_styles)
            elif table is None:
                hidden_styles.update(_hidden_style(element))
            elif element is table.element:
                looks += table.look()
                table = None
            else:
                table.take(element)
    return sorted(looks, key=lambda look: look.hidden)


def _hidden_style(element: ElementTree.Element) -> list[str]:
    if element.tag != f"{_STYLE}style":
        return []
    display = (each.get(f"{_TABLE}display") for each in element if each.tag == f"{_STYLE}table-properties")
    return [element.get(f"{_STYLE}name", "")] if "false" in display else []


class _Table:
    """Collects what one table shows while its elements end, and lets go of each row."""

    def __init__(self, element: ElementTree.Element, hidden_styles: set[str]) -> None:
        self.element = element
        self._hidden = element.get(f"{_TABLE}style-name", "") in hidden_styles
        self._rows = self._columns = 0
        self._last_row = self._last_column = 0
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._filtered = False
        self._shown: dict[Place, str] = {}
        self._broken: dict[Place, Broken] = {}
        self._covered: dict[int, list[int]] = {}

    def take(self, element: ElementTree.Element) -> None:
        """Take a column or a row that has ended."""
        if element.tag == f"{_TABLE}table-column":
            many = _repeated(element, "columns")
            if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
                self._hidden_columns.update(range(self._columns, min(self._columns + many, MOST_COLUMNS)))
            self._columns += many
        elif element.tag == f"{_TABLE}table-row":
            self._take_row(element)
            element.clear()

    def _take_row(self, row: ElementTree.Element) -> None:
        many = _repeated(row, "rows")
        before = self._last_row
        width = self._take_cells(row, range(self._rows, self._rows + min(many, _MOST_ALIKE)))
        if width:
            self._last_row = self._rows + many
            self._last_column = max(self._last_column, width)
            _refuse_beyond(self._last_row, self._last_column)
        visibility = row.get(f"{_TABLE}visibility")
        if visibility in ("collapse", "filter") and self._last_row != before:
            self._hidden_rows.update(range(self._rows + 1, self._rows + many + 1))
            self._filtered = self._filtered or visibility == "filter"
        self._rows += many

    def _take_cells(self, row: ElementTree.Element, places: range) -> int:
        """Read the cells of a row; give the column after the last that holds something."""
        column = last = 0
        for cell in row:
            if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                continue
            many = _repeated(cell, "columns")
            if _holds_something(cell):
                last = column + many
                alike = range(column, column + min(many, _MOST_ALIKE))
                for place in product(places, alike):
                    self._take_cell(cell, place)
            column += many
        return last

    def _take_cell(self, cell: ElementTree.Element, place: Place) -> None:
        text = "\n".join(_paragraphs(cell))
        kind = cell.get(f"{_OFFICE}value-type")
        name = cell_name(*place)
        if cell.get(f"{_CALC}value-type") == "error":
            shown = text or "#ERROR"
            why = f"Cell {name} shows {shown}, an error of the spreadsheet, instead of a value."
            self._broken[place] = Broken(shown, why)
        elif kind is None and cell.get(f"{_TABLE}formula") and not text:
            why = (
                f"Cell {name} holds a formula without a stored value. Save the file anew, or type the value."
            )
            self._broken[place] = Broken("(formula)", why)
        elif kind in ("float", "percentage", "currency"):
            self._shown[place] = text
        down = cell.get(f"{_TABLE}number-rows-spanned", "1")
        if (
            down.isdigit()
            and 1 < int(down) <= MOST_ROWS
            and cell.get(f"{_TABLE}number-columns-spanned", "1") == "1"
        ):
            for row in range(place[0] + 1, place[0] + int(down)):
                self._covered.setdefault(row, []).append(place[1])

    def look(self) -> list[SheetLook]:
        """Give the table as it was found; nothing where it is empty."""
        if not self._last_row:
            return []
        facts = SheetFacts(
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
            self._filtered,
            shown=self._shown,
            broken=self._broken,
            covered=self._covered,
        )
        return [SheetLook(self.element.get(f"{_TABLE}name", ""), self._hidden, facts)]


def _refuse_beyond(rows: int, columns: int) -> None:
    """The reader takes all tables at once, so one that is too large stops the file."""
    if not fits(rows, columns):
        raise Unfit(
            f"it reaches to row {rows:,} and column {columns:,}, which is more than can be read "
            "(perhaps something stands far from the rest by mistake)"
        )


def _repeated(element: ElementTree.Element, what: str) -> int:
    many = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(many) if many.isdigit() and len(many) < 9 else 1


def _holds_something(cell: ElementTree.Element) -> bool:
    return (
        cell.get(f"{_OFFICE}value-type") is not None
        or cell.get(f"{_TABLE}formula") is not None
        or any(child.tag not in _ASIDE for child in cell)
    )


def _paragraphs(cell: ElementTree.Element) -> Iterator[str]:
    return ("".join(each.itertext()) for each in cell if each.tag == f"{_TEXT}p")

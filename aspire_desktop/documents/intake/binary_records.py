"""Records of Excel's binary formats, .xls and .xlsb: what each says of rows, columns and cells."""

import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from aspire_desktop.documents.intake.sheet_facts import Place, SheetFacts, SheetLook
from aspire_desktop.documents.workbooks.workbook_parts import MOST_COLUMNS, Unfit, fits
from aspire_desktop.domain.intake.cells import Broken
from aspire_desktop.domain.intake.number_formats import code_shown
from aspire_desktop.domain.money.grid import cell_name

Record = tuple[int, bytes]
"""Its kind and what it holds."""
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_TRIED = (0, 7, 1234567)


def codes_among(formats: Mapping[int, str], styles: list[int]) -> dict[int, str]:
    """Give the formats that show numbers as codes, by the number of the style that has them."""
    return {
        style: formats[number]
        for style, number in enumerate(styles)
        if number in formats and any(code_shown(formats[number], value) for value in _TRIED)
    }


@dataclass
class Found:
    """What the records of one sheet say, put together while they are read."""

    codes: Mapping[int, str]
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False
    formats: dict[Place, str] = field(default_factory=dict)
    broken: dict[Place, Broken] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0

    def hide_columns(self, first: int, last: int) -> None:
        """Note columns that are not shown, counted from 0."""
        self.hidden_columns.update(range(first, min(last + 1, MOST_COLUMNS)))

    def cell(self, row: int, column: int, style: int) -> None:
        """Note a cell that holds something."""
        self.last_row, self.last_column = max(self.last_row, row + 1), max(self.last_column, column + 1)
        if style in self.codes:
            self.formats[row, column] = self.codes[style]

    def error(self, row: int, column: int, code: int) -> None:
        """Note a cell that shows an error."""
        self.cell(row, column, -1)
        text = _ERRORS.get(code, "#ERROR")
        name = cell_name(row, column)
        why = f"Cell {name} shows {text}, an error of the spreadsheet, instead of a value."
        self.broken[row, column] = Broken(text, why)

    def look(self, name: str, *, hidden: bool) -> SheetLook | None:
        """Give the sheet; None where it is empty."""
        if not self.last_row:
            return None
        if not fits(self.last_row, self.last_column):
            reach = f"it reaches to row {self.last_row:,} and column {self.last_column:,}"
            return SheetLook(name, hidden, unread=f"{reach}, which is more than can be read")
        facts = SheetFacts(
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            self.filtered and bool(self.hidden_rows),
            self.formats,
            broken=self.broken,
        )
        return SheetLook(name, hidden, facts)


def number(content: bytes, at: int, size: int) -> int:
    """Read a whole number, low byte first."""
    return int.from_bytes(content[at : at + size], "little")


def old_records(stream: bytes, at: int = 0) -> Iterator[Record]:
    """Read records of .xls from a place on, to the end of the part that begins there."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size
        depth += {_BOF: 1, _EOF: -1}.get(kind, 0)
        if depth <= 0:
            return


_BOF, _EOF = 0x0809, 0x000A


def binary_records(part: bytes) -> Iterator[Record]:
    """Read records of a part of .xlsb."""
    at = 0
    while at < len(part):
        kind, at = _variable(part, at, 2)
        size, at = _variable(part, at, 4)
        yield kind, part[at : at + size]
        at += size


def _variable(part: bytes, at: int, most: int) -> tuple[int, int]:
    """Read a number of seven bits a byte; give it and the place after it. A kind keeps its marks."""
    value = 0
    for step in range(most):
        byte = part[at] if at < len(part) else 0
        at += 1
        value |= (byte & 0x7F) << (7 * step)
        if byte < 0x80:
            break
    return value, at


Reader = Callable[[Found, bytes], None]


def _old_row(found: Found, of: bytes) -> None:
    if number(of, 12, 4) & 0x20:
        found.hidden_rows.add(number(of, 0, 2) + 1)


def _old_column(found: Found, of: bytes) -> None:
    if number(of, 8, 2) & 1:
        found.hide_columns(number(of, 0, 2), number(of, 2, 2))


def _old_cell(found: Found, of: bytes) -> None:
    found.cell(number(of, 0, 2), number(of, 2, 2), number(of, 4, 2))


def _old_numbers(found: Found, of: bytes) -> None:
    first = number(of, 2, 2)
    for step in range((len(of) - 6) // 6):
        found.cell(number(of, 0, 2), first + step, number(of, 4 + 6 * step, 2))


def _old_formula(found: Found, of: bytes) -> None:
    if of[6:7] == b"\x02" and of[12:14] == b"\xff\xff":
        found.error(number(of, 0, 2), number(of, 2, 2), number(of, 8, 1))
    else:
        _old_cell(found, of)


def _old_error(found: Found, of: bytes) -> None:
    if number(of, 7, 1):
        found.error(number(of, 0, 2), number(of, 2, 2), number(of, 6, 1))
    else:
        _old_cell(found, of)


def _old_filter(found: Found, _of: bytes) -> None:
    found.filtered = True


OLD_READERS: dict[int, Reader] = {
    0x0208: _old_row,
    0x007D: _old_column,
    0x0203: _old_cell,
    0x027E: _old_cell,
    0x00FD: _old_cell,
    0x0204: _old_cell,
    0x00BD: _old_numbers,
    0x0006: _old_formula,
    0x0205: _old_error,
    0x009B: _old_filter,
}
"""By kind: row, column, number, small number, shared text, text, numbers, formula, error, filter in force."""


def read_old_sheet(stream: bytes, at: int, codes: Mapping[int, str]) -> Found:
    """Read what the sheet that begins at a place of an .xls stream shows."""
    found = Found(codes)
    for kind, content in old_records(stream, at):
        if kind in OLD_READERS:
            OLD_READERS[kind](found, content)
    return found


_ROW, _COLUMN, _CELL_KINDS = 0, 60, frozenset(range(2, 12))
_ERROR_KINDS = {3: 8, 11: 8}
"""Error cells, and where their code stands."""
_FILTER_COLUMN = 163


def read_binary_sheet(part: bytes, codes: Mapping[int, str]) -> Found:
    """Read what the sheet in a part of an .xlsb workbook shows."""
    found, row = Found(codes), 0
    for kind, of in binary_records(part):
        if kind == _ROW:
            row = number(of, 0, 4)
            if number(of, 11, 1) & 0x10:
                found.hidden_rows.add(row + 1)
        elif kind == _COLUMN:
            if number(of, 16, 2) & 1:
                found.hide_columns(number(of, 0, 4), number(of, 4, 4))
        elif kind in _ERROR_KINDS:
            found.error(row, number(of, 0, 4), number(of, _ERROR_KINDS[kind], 1))
        elif kind in _CELL_KINDS:
            found.cell(row, number(of, 0, 4), number(of, 4, 3))
        elif kind == _FILTER_COLUMN:
            found.filtered = True
    return found


def refuse_too_large(look: SheetLook | None) -> None:
    """Refuse a whole file for one sheet, where the reader takes all of them at once."""
    if look is not None and look.unread:
        raise Unfit(look.unread)

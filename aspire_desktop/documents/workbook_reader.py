"""Reading a file of rows in a child process of its own, within limits of memory and time."""

import os
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, repeat
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar
from xml.etree.ElementTree import ParseError

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from aspire_desktop.documents import workbook_parts
from aspire_desktop.documents.child_limits import limit_this_process
from aspire_desktop.documents.workbook_facts import SheetFacts, code_formats, facts_of, tables_filtered
from aspire_desktop.documents.workbook_parts import SheetPart, Unfit
from aspire_desktop.domain.cells import Cell, Formatted, Sheet, SheetRow
from aspire_desktop.domain.number_formats import code_shown

MOST_MEMORY = 512 * 2**20
"""Bytes of memory for the child."""
MOST_SECONDS = 20
"""Seconds of processor time for the child."""
_ROWS_AT_ONCE = 500
CalamineCell = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True)
class SheetBegins:
    """A sheet, whose rows follow; `unread` says why there will be none."""

    name: str
    hidden: bool
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
    remarks: tuple[str, ...] = ()
    unread: str = ""


@dataclass(frozen=True)
class SomeRows:
    """Rows on their way to the parent: number counted from 1, cells, whether hidden."""

    rows: list[tuple[int, tuple[Cell, ...], bool]]


@dataclass(frozen=True)
class Finished:
    """The last message of a file that was read whole."""


@dataclass(frozen=True)
class Failed:
    """The last message of a file that cannot be read."""

    because: str


Message = SheetBegins | SomeRows | Finished | Failed


class Gathered:
    """Sheets put together from their messages."""

    def __init__(self) -> None:
        self._begun: list[tuple[SheetBegins, list[SheetRow]]] = []

    def take(self, message: SheetBegins | SomeRows) -> None:
        """Begin a sheet, or go on with the last."""
        if isinstance(message, SheetBegins):
            self._begun.append((message, []))
        else:
            self._begun[-1][1].extend(SheetRow(*row) for row in message.rows)

    def sheets(self) -> tuple[Sheet, ...]:
        """Give the sheets in the order in which they came."""
        return tuple(
            Sheet(tuple(rows), at.name, at.hidden, at.hidden_columns, at.filtered, at.remarks, at.unread)
            for at, rows in self._begun
        )


def read_for_parent(connection: Connection, path: Path) -> None:
    """Be the child: read the file and send messages, the last of them Finished or Failed."""
    _be_quiet()
    limit_this_process(MOST_MEMORY, MOST_SECONDS)
    send_all(connection.send, path)
    connection.close()


def send_all(send: Callable[[Message], object], path: Path) -> None:
    """Read the file and send its messages; the last one is Finished or Failed, whatever happens."""
    try:
        for message in messages(path):
            send(message)
    except BaseException as error:  # a panic of the reader is no Exception; the parent says it in words
        send(Failed(_reason(error)))


def _be_quiet() -> None:
    """A reader that aborts writes to standard error: that is the parent's to explain, not the reader's."""
    if sys.stderr is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)


_REASONS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    (MemoryError, "it needs more memory than one file may have"),
    (PasswordError, "it is protected with a password"),
    ((zipfile.BadZipFile, zlib.error, EOFError), "it is damaged or was cut short"),
    ((CalamineError, ParseError, KeyError), "its parts are not laid out as such a file should be"),
)


def _reason(error: BaseException) -> str:
    """Say in words why a file cannot be read; “damaged” only where its bytes are not what they should be."""
    if isinstance(error, Unfit):
        return str(error)
    if isinstance(error, OSError):
        return f"the system says: {error.strerror or error}"
    unusual = f"it is of an unusual kind ({type(error).__name__})"
    return next((words for kinds, words in _REASONS if isinstance(error, kinds)), unusual)


def messages(path: Path) -> Iterator[Message]:
    """Read every sheet that holds something, those that are shown before the hidden ones."""
    with zipfile.ZipFile(path) as archive:
        workbook_parts.check(archive)
        formats, filtered = code_formats(archive), tables_filtered(archive)
        # calamine goes by the ending of a name, which may be another than the content's
        with path.open("rb") as stream:
            book = CalamineWorkbook.from_filelike(stream)
        budget = Budget()
        for part in workbook_parts.worksheets(archive):
            xml = archive.read(part.part)
            if workbook_parts.holds_something(xml):
                facts = facts_of(xml, formats, table_filtered=filtered)
                yield from _sheet(book, part, xml, facts, budget)
    yield Finished()


class Budget:
    """How many cells of one file may still be read."""

    def __init__(self) -> None:
        self._left = workbook_parts.MOST_CELLS

    def spend(self, rows: int, columns: int) -> None:
        """Take a sheet's cells off; raise Unfit where they are too many."""
        if not workbook_parts.fits(rows, columns):
            raise Unfit("it has more rows and columns than can be read")
        if rows * columns > self._left:
            raise Unfit("the sheets before it hold as many cells as can be read at once")
        self._left -= rows * columns


def _sheet(
    book: CalamineWorkbook, part: SheetPart, xml: bytes, facts: SheetFacts, budget: Budget
) -> Iterator[Message]:
    """Read one sheet; one that is unfit is named with the reason, and the others are read."""
    try:
        workbook_parts.check_extent(xml)
        broken = {(each.row, each.column): each.cell for each in workbook_parts.broken_cells(xml)}
        read = book.get_sheet_by_name(part.name)
        budget.spend(read.total_height, read.total_width)
    except Unfit as unfit:
        yield SheetBegins(part.name, not part.visible, unread=str(unfit))
        return
    yield SheetBegins(part.name, not part.visible, facts.hidden_columns, facts.filtered)
    yield from in_portions(_rows(read, broken, facts.formats), facts.hidden_rows)


def in_portions(rows: Iterable[tuple[Cell, ...]], hidden: frozenset[int]) -> Iterator[SomeRows]:
    """Send rows that hold something a few hundred at a time."""
    some: list[tuple[int, tuple[Cell, ...], bool]] = []
    for number, row in enumerate(rows, start=1):
        if row:
            some.append((number, row, number in hidden))
        if len(some) == _ROWS_AT_ONCE:
            yield SomeRows(some)
            some = []
    yield SomeRows(some)


def _rows(
    sheet: CalamineSheet, broken: Mapping[tuple[int, int], Cell], formats: Mapping[tuple[int, int], str]
) -> Iterator[tuple[Cell, ...]]:
    """Give every row from the first on, blanks at its end cut off, with what the reader leaves out."""
    margin: list[Cell] = [""] * (sheet.start[1] if sheet.start else 0)
    patches = _by_row(broken)
    codes = _by_row(formats)
    fills = _filled_down(sheet)
    above: list[Cell] = []
    height = sheet.end[0] + 1 if sheet.end else 0
    read: Iterator[Sequence[Cell]] = sheet.iter_rows()
    beyond: Iterator[Sequence[Cell]] = repeat((), max(0, max(patches, default=-1) + 1 - height))
    for place, values in enumerate(chain(read, beyond)):
        row = _patched([*margin, *values], patches.get(place, {}))
        _show_codes(row, codes.get(place, {}))
        copies = {column: above[column] for column in fills.get(place, ()) if column < len(above)}
        above = _patched(row, copies)
        yield _trimmed(list(above))


V = TypeVar("V")


def _by_row(places: Mapping[tuple[int, int], V]) -> dict[int, dict[int, V]]:
    rows: dict[int, dict[int, V]] = {}
    for (row, column), value in places.items():
        rows.setdefault(row, {})[column] = value
    return rows


def _show_codes(row: list[Cell], formats: Mapping[int, str]) -> None:
    """Put what is shown beside each number that a format shows as a code."""
    for column, code in formats.items():
        value = row[column] if column < len(row) else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            text = code_shown(code, value)
            row[column] = value if text is None else Formatted(value, text)


def _patched(row: list[Cell], patches: dict[int, Cell]) -> list[Cell]:
    for column, cell in patches.items():
        row.extend([""] * (column + 1 - len(row)))
        row[column] = cell
    return row


def _trimmed(row: list[Cell]) -> tuple[Cell, ...]:
    while row and row[-1] == "":
        row.pop()
    return tuple(row)


def _filled_down(sheet: CalamineSheet) -> dict[int, list[int]]:
    """Give, per row, the columns in which a cell merged downwards stands for that row too."""
    fills: dict[int, list[int]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left == right and bottom - top < workbook_parts.MOST_ROWS:
            for row in range(top + 1, bottom + 1):
                fills.setdefault(row, []).append(left)
    return fills

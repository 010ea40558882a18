"""Reading a file of rows in a child process of its own, within limits of memory and time."""

import os
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain, repeat
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar
from xml.etree.ElementTree import ParseError

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from aspire_desktop.documents.intake.child_limits import limit_this_process
from aspire_desktop.documents.intake.child_messages import Failed, Finished, Message, SheetBegins, SomeRows
from aspire_desktop.documents.intake.file_kinds import looks_of
from aspire_desktop.documents.intake.sheet_facts import SheetFacts, SheetLook, with_code
from aspire_desktop.documents.workbooks import workbook_parts
from aspire_desktop.documents.workbooks.separated import read_separated
from aspire_desktop.documents.workbooks.workbook_parts import Unfit
from aspire_desktop.domain.intake.cells import Cell, Sheet

MOST_MEMORY = 512 * 2**20
"""Bytes of memory for the child."""
MOST_SECONDS = 20
"""Seconds of processor time for the child."""
_ROWS_AT_ONCE = 500
CalamineCell = int | float | str | bool | time | date | datetime | timedelta


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
        send(Failed(_reason(error), error.do if isinstance(error, Unfit) else ""))


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
    budget = Budget()
    with path.open("rb") as stream:
        if not workbook_parts.is_workbook(stream.read(len(workbook_parts.OLE))):
            yield from _text_messages(read_separated(path))
            return
        stream.seek(0)
        book: CalamineWorkbook | None = None
        for look in looks_of(path):
            # The look goes first. calamine is given the content, for a name may end as another kind's does.
            book = book or CalamineWorkbook.from_filelike(stream)
            yield from _sheet(book, look, budget)
    yield Finished()


def _text_messages(sheet: Sheet) -> Iterator[Message]:
    yield SheetBegins(sheet.name, hidden=False, remarks=sheet.remarks)
    for at in range(0, len(sheet.rows), _ROWS_AT_ONCE):
        some = sheet.rows[at : at + _ROWS_AT_ONCE]
        yield SomeRows([(row.number, row.cells, row.hidden) for row in some])
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


def _sheet(book: CalamineWorkbook, look: SheetLook, budget: Budget) -> Iterator[Message]:
    """Read one sheet; one that is unfit is named with the reason, and the others are read."""
    facts = look.facts
    try:
        if look.unread:
            raise Unfit(look.unread)
        read = book.get_sheet_by_name(look.name)
        budget.spend(read.total_height, read.total_width)
    except (Unfit, CalamineError) as error:
        yield SheetBegins(look.name, look.hidden, unread=_reason(error))
        return
    yield SheetBegins(look.name, look.hidden, facts.hidden_columns, facts.filtered)
    yield from in_portions(_rows(read, facts), facts.hidden_rows)


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


def _rows(sheet: CalamineSheet, facts: SheetFacts) -> Iterator[tuple[Cell, ...]]:
    """Give every row from the first on, blanks at its end cut off, with what the reader leaves out."""
    margin: list[Cell] = [""] * (sheet.start[1] if sheet.start else 0)
    patches, formats, shown = _by_row(facts.broken), _by_row(facts.formats), _by_row(facts.shown)
    fills = _filled_down(sheet) or facts.covered
    above: list[Cell] = []
    height = sheet.end[0] + 1 if sheet.end else 0
    read: Iterator[Sequence[Cell]] = sheet.iter_rows()
    beyond: Iterator[Sequence[Cell]] = repeat((), max(0, max(patches, default=-1) + 1 - height))
    for place, values in enumerate(chain(read, beyond)):
        row = _patched([*margin, *values], patches.get(place, {}))
        _show_codes(row, formats.get(place, {}), shown.get(place, {}))
        copies = {column: above[column] for column in fills.get(place, ()) if column < len(above)}
        above = _patched(row, copies)
        yield _trimmed(list(above))


V = TypeVar("V")


def _by_row(places: Mapping[tuple[int, int], V]) -> dict[int, dict[int, V]]:
    rows: dict[int, dict[int, V]] = {}
    for (row, column), value in places.items():
        rows.setdefault(row, {})[column] = value
    return rows


def _show_codes(row: list[Cell], formats: Mapping[int, str], shown: Mapping[int, str]) -> None:
    """Put what is shown beside each number that is shown as a code."""
    for column in {*formats, *shown}:
        if column < len(row):
            row[column] = with_code(row[column], formats.get(column), shown.get(column))


def _patched(row: list[Cell], patches: Mapping[int, Cell]) -> list[Cell]:
    for column, cell in patches.items():
        row.extend([""] * (column + 1 - len(row)))
        row[column] = cell
    return row


def _trimmed(row: list[Cell]) -> tuple[Cell, ...]:
    while row and row[-1] == "":
        row.pop()
    return tuple(row)


def _filled_down(sheet: CalamineSheet) -> Mapping[int, list[int]]:
    """Give, per row, the columns in which a cell merged downwards stands for that row too."""
    fills: dict[int, list[int]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left == right and bottom - top < workbook_parts.MOST_ROWS:
            for row in range(top + 1, bottom + 1):
                fills.setdefault(row, []).append(left)
    return fills

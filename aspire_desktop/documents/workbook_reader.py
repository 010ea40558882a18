"""Reading a workbook in a child process of its own, within limits of memory and time."""

import os
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, repeat
from multiprocessing.connection import Connection
from pathlib import Path
from xml.etree.ElementTree import ParseError

from python_calamine import CalamineError, CalamineSheet, load_workbook

from aspire_desktop.documents import workbook_parts
from aspire_desktop.documents.workbook_parts import SheetPart, Unfit
from aspire_desktop.domain.cells import Cell

MOST_MEMORY = 512 * 2**20
"""Bytes of address space for the child, where the system can limit it."""
MOST_SECONDS = 8
"""Seconds of processor time for the child, where the system can limit it."""
_ROWS_AT_ONCE = 500
CalamineCell = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True)
class SomeRows:
    """Rows on their way to the parent: number counted from 1, cells."""

    rows: list[tuple[int, tuple[Cell, ...]]]


@dataclass(frozen=True)
class Finished:
    """The last message of a sheet that was read whole."""

    name: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class Failed:
    """The last message of a file that cannot be read."""

    because: str


Message = SomeRows | Finished | Failed


def read_for_parent(connection: Connection, path: Path, sheet: str | None) -> None:
    """Be the child: read the file and send messages, the last of them Finished or Failed."""
    _be_quiet()
    _limit()
    send_all(connection.send, path, sheet)
    connection.close()


def send_all(send: Callable[[Message], object], path: Path, sheet: str | None = None) -> None:
    """Read the file and send its messages; the last one is Finished or Failed, whatever happens."""
    try:
        for message in messages(path, sheet):
            send(message)
    except BaseException as error:  # a panic of the reader is no Exception; the parent says it in words
        send(Failed(_reason(error)))


def _be_quiet() -> None:
    """A reader that aborts writes to standard error: that is the parent's to explain, not the reader's."""
    if sys.stderr is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)


def _limit() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _reason(error: BaseException) -> str:
    if isinstance(error, Unfit):
        return str(error)
    if isinstance(error, MemoryError):
        return "it needs more memory than one file may have"
    if isinstance(error, OSError):
        return f"the system says: {error.strerror or error}"
    if isinstance(error, zipfile.BadZipFile | CalamineError | ParseError | KeyError | EOFError):
        return "it is damaged or was cut short"
    return f"it is damaged or of an unusual kind ({type(error).__name__})"


def messages(path: Path, wanted: str | None = None) -> Iterator[Message]:
    """Read the wanted sheet, or the first one that holds something."""
    with zipfile.ZipFile(path) as archive:
        workbook_parts.check(archive)
        sheet, others = _choose(archive, wanted)
        xml = archive.read(sheet.part)
    workbook_parts.check_extent(xml)
    broken = {(each.row, each.column): each.cell for each in workbook_parts.broken_cells(xml)}
    del xml
    read = load_workbook(path).get_sheet_by_name(sheet.name)
    if not workbook_parts.fits(read.total_height, read.total_width):
        raise Unfit("it has more rows and columns than can be read")
    some: list[tuple[int, tuple[Cell, ...]]] = []
    for number, row in enumerate(_rows(read, broken), start=1):
        if row:
            some.append((number, row))
        if len(some) == _ROWS_AT_ONCE:
            yield SomeRows(some)
            some = []
    yield SomeRows(some)
    yield Finished(sheet.name, others)


def _choose(archive: zipfile.ZipFile, wanted: str | None) -> tuple[SheetPart, tuple[str, ...]]:
    filled = [
        each
        for each in workbook_parts.worksheets(archive)
        if workbook_parts.holds_something(archive.read(each.part))
    ]
    chosen = next((each for each in filled if wanted in (None, each.name)), None)
    if chosen is None:
        raise Unfit("it is empty" if wanted is None else f"it has no sheet “{wanted}” with anything in it")
    return chosen, tuple(each.name for each in filled if each is not chosen)


def _rows(sheet: CalamineSheet, broken: Mapping[tuple[int, int], Cell]) -> Iterator[tuple[Cell, ...]]:
    """Give every row from the first on, blanks at its end cut off, with what the reader leaves out."""
    margin: list[Cell] = [""] * (sheet.start[1] if sheet.start else 0)
    patches: dict[int, dict[int, Cell]] = {}
    for (place, column), cell in broken.items():
        patches.setdefault(place, {})[column] = cell
    fills = _filled_down(sheet)
    above: list[Cell] = []
    height = sheet.end[0] + 1 if sheet.end else 0
    read: Iterator[Sequence[Cell]] = sheet.iter_rows()
    beyond: Iterator[Sequence[Cell]] = repeat((), max(0, max(patches, default=-1) + 1 - height))
    for place, values in enumerate(chain(read, beyond)):
        row = _patched([*margin, *values], patches.get(place, {}))
        copies = {column: above[column] for column in fills.get(place, ()) if column < len(above)}
        above = _patched(row, copies)
        yield _trimmed(list(above))


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

"""The files of a list: its rows as frozen facts, and the jobs that write them away from the window."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Generic, TypeVar

from aspire_desktop.domain.office.lists import Kind, ShownColumn, ShownList, Value, refuse_to_print
from aspire_desktop.services.door.export import Asked, Tell
from aspire_desktop.services.office.lists import ExportList, PrintList
from aspire_desktop.ui.lists.fields import Field
from aspire_desktop.ui.lists.sifting import Group

T = TypeVar("T")
_STEP = 500
"""Rows asked for and told of at once."""


@dataclass(frozen=True)
class Snapshot(Generic[T]):
    """What a list shows when somebody asks for a file of it, with columns for which there is no room.

    Rows are there by `groups`, or are asked for by `keys` through `rows_of` while the file is written.
    """

    title: str
    fields: Sequence[Field[T]]
    filters: tuple[str, ...]
    group_name: str = ""
    groups: Sequence[Group[T]] = ()
    keys: Sequence[Group[int]] = ()
    rows_of: Callable[[Sequence[int], Asked], Sequence[T | None]] | None = None

    @property
    def count(self) -> int:
        """Count the rows."""
        held = sum(len(group.rows) for group in self.groups)
        return held + sum(len(group.rows) for group in self.keys)


def export_of(shot: Snapshot[T]) -> ExportList:
    """Give the Excel workbook to write, with values; a column that is there anyway names the groups."""
    named = any(each.groups and each.heading == shot.group_name for each in shot.fields)
    return ExportList(partial(_shown, replace(shot, group_name="") if named else shot, _value))


def print_of(shot: Snapshot[T]) -> PrintList:
    """Give the PDF to write, with the words on screen; raise RuleBroken where it is too long."""
    refuse_to_print(shot.count)
    return PrintList(partial(_shown, shot, _word))


def _shown(shot: Snapshot[T], cell: Callable[[Field[T], T], Value], office: Asked, tell: Tell) -> ShownList:
    grouped = bool(shot.group_name)
    head = [ShownColumn(shot.group_name, width=30)] if grouped else []
    columns = [*head, *(each.shown_column for each in shot.fields)]
    rows: Iterator[list[Value]] = (
        [*([words] if grouped else ()), *(cell(each, row) for each in shot.fields)]
        for words, row in _watched(_lines(shot, office), shot.count, tell)
    )
    return ShownList(shot.title, columns, rows, shot.count, shot.filters, grouped)


def _lines(shot: Snapshot[T], office: Asked) -> Iterator[tuple[str, T]]:
    """Give every row with the words of its group."""
    for group in shot.groups:
        yield from ((group.words, row) for row in group.rows)
    keyed = ((group.words, key) for group in shot.keys for key in group.rows)
    while part := list(islice(keyed, _STEP)):
        assert shot.rows_of is not None
        rows = shot.rows_of([key for _words, key in part], office)
        yield from ((words, row) for (words, _), row in zip(part, rows, strict=True) if row is not None)


def _watched(lines: Iterable[tuple[str, T]], total: int, tell: Tell) -> Iterator[tuple[str, T]]:
    for number, line in enumerate(lines):
        if number % _STEP == 0:
            tell(number, total, "")
        yield line


def _value(field: Field[T], row: T) -> Value:
    return field.exported(row)


def _word(field: Field[T], row: T) -> Value:
    """Give a cell as the screen has it; a text that files have otherwise, as they have it."""
    own = field.exported(row) if field.kind is Kind.TEXT else field.told(row)
    return str(own).strip()

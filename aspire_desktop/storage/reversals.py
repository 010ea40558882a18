"""Rows to put back: where each stands now, and where it stood before the action."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from sqlalchemy import Table

from aspire_desktop.domain.office.people import listing_key
from aspire_desktop.storage.chain import RowImages
from aspire_desktop.storage.images import Image, Values, values
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.schema import metadata

RowsOf: TypeAlias = dict[Table, set[int]]


@dataclass(frozen=True)
class Reversal:
    """One row to put back: `now` is its image after the action, `then` the one before it."""

    table: Table
    row: int
    now: Values | None
    then: Values | None

    def touched(self) -> list[str]:
        """Give the columns that the action changed; every column where the row came or went."""
        if self.now is None or self.then is None:
            return list(self.now or self.then or {})
        return [name for name, value in self.now.items() if self.then.get(name) != value]


def reversals_of(changes: Sequence[RowImages]) -> list[Reversal]:
    """Read the changes of an action as rows to put back."""
    return [
        Reversal(metadata.tables[change.tbl], change.row, _read(change.after), _read(change.before))
        for change in changes
    ]


def onto_present(reversals: Sequence[Reversal], stored: Mapping[tuple[Table, int], Values]) -> list[Reversal]:
    """Let rows that stay keep, in every column that the action did not touch, what they hold by now.

    Other people's later changes must outlive the undo, also where a row is taken out and put in again.
    """
    return [_onto(reversal, stored) for reversal in reversals]


def _onto(reversal: Reversal, stored: Mapping[tuple[Table, int], Values]) -> Reversal:
    if reversal.then is None:
        return reversal
    if reversal.now is None:
        return replace(reversal, then=_listed(reversal.table, reversal.then))
    present = stored[reversal.table, reversal.row]
    then = present | {name: reversal.then[name] for name in reversal.touched()}
    return replace(reversal, now=present, then=_listed(reversal.table, then))


def _listed(table: Table, taken: Values) -> Values:
    """Keep the key by which people are listed to their names: images of older releases have none."""
    if table is not people:
        return taken
    return taken | {"listing_key": listing_key(str(taken["given_name"]), str(taken["family_name"]))}


def rows_where(reversals: Sequence[Reversal], chosen: Callable[[Reversal], bool]) -> RowsOf:
    """Give the rows of the chosen reversals, by table."""
    rows: RowsOf = {}
    for reversal in reversals:
        if chosen(reversal):
            rows.setdefault(reversal.table, set()).add(reversal.row)
    return rows


def _read(taken: Image | None) -> Values | None:
    return None if taken is None else values(taken)

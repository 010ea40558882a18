"""What can stand in the way of an undo, named with person, title and action."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Connection, ForeignKey, Table, UniqueConstraint, select

from aspire_desktop.domain.office.errors import UndoRefused
from aspire_desktop.domain.office.values import enumerated
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.images import Values, restored
from aspire_desktop.storage.lookups.office.history import last_change
from aspire_desktop.storage.reversals import Reversal, RowsOf, rows_where
from aspire_desktop.storage.tables.schema import WHILE_NULL, metadata

_DO = "Undo that first, or make a new change."


def refuse_if_changed_since(
    connection: Connection, reversals: Sequence[Reversal], stored: dict[tuple[Table, int], Values]
) -> None:
    """Refuse where a touched value is not what the action left; other columns may have moved on."""
    for reversal in reversals:
        present = stored.get((reversal.table, reversal.row))
        if (present is None) == (reversal.now is None) and (
            present is None
            or reversal.now is None
            or all(present[name] == reversal.now[name] for name in reversal.touched())
        ):
            continue
        last = _last(connection, reversal.table, reversal.row, reversal.touched())
        raise UndoRefused(f"It was changed since: {last}.", do=_DO)


def refuse_if_children_came(connection: Connection, reversals: Sequence[Reversal]) -> None:
    """Refuse to take away a row that others point at by now."""
    going = rows_where(reversals, lambda reversal: reversal.then is None)
    for child in metadata.tables.values():
        for key in _keys_to(child, going):
            ids = going[key.column.table]
            found = connection.execute(select(child.c.id).where(among(connection, _column(key), ids)))
            left = {row.id for row in found} - going.get(child, set()) - _moved_away(reversals, key, ids)
            if left:
                raise UndoRefused(f"It is in use since: {_last(connection, child, min(left))}.", do=_DO)


def refuse_if_parent_went(connection: Connection, reversals: Sequence[Reversal]) -> None:
    """Refuse to bring back a row that would point at nothing."""
    coming = rows_where(reversals, lambda reversal: reversal.now is None)
    for parent, ids in _targets(reversals).items():
        wanted = ids - coming.get(parent, set())
        there = set(connection.scalars(select(parent.c.id).where(among(connection, parent.c.id, wanted))))
        if wanted - there:
            raise UndoRefused(
                f"What it belongs to is gone since: {_last(connection, parent, min(wanted - there))}.", do=_DO
            )


def refuse_if_unique_is_taken(connection: Connection, reversals: Sequence[Reversal]) -> None:
    """Refuse to bring back a value that must be unique and that another row holds by now."""
    ours = rows_where(reversals, lambda _reversal: True)
    for reversal in reversals:
        for each in unique_sets(reversal.table) if reversal.then else ():
            columns, then = each.columns, reversal.then or {}
            wanted = restored(reversal.table, {name: then[name] for name in columns})
            if None in wanted.values() or (each.while_null and then[each.while_null] is not None):
                continue
            same = [reversal.table.c[name] == value for name, value in wanted.items()]
            if each.while_null:
                same.append(reversal.table.c[each.while_null].is_(None))
            found = set(connection.scalars(select(reversal.table.c.id).where(*same))) - ours[reversal.table]
            if found:
                told = _last(connection, reversal.table, min(found))
                raise UndoRefused(f"Another one holds the same {enumerated(columns)} now: {told}.", do=_DO)


@dataclass(frozen=True)
class UniqueSet:
    """Columns that must be unique together; with `while_null` only among rows in which that one is NULL."""

    columns: tuple[str, ...]
    while_null: str = ""

    @property
    def names(self) -> set[str]:
        """Give every column whose change can bring a row into the way of another."""
        return {*self.columns, self.while_null} - {""}


def unique_sets(table: Table) -> list[UniqueSet]:
    """Give what must be unique in a table, apart from its id; an index says its condition in its `info`."""
    constraints = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
    found = [UniqueSet(tuple(column.name for column in constraint.columns)) for constraint in constraints]
    found += [
        UniqueSet(tuple(column.name for column in index.columns), index.info.get(WHILE_NULL, ""))
        for index in table.indexes
        if index.unique
    ]
    return sorted(found, key=lambda each: each.columns)


def _moved_away(reversals: Sequence[Reversal], key: ForeignKey, ids: set[int]) -> set[int]:
    """Give the children that point at one of the rows now and will point elsewhere once put back."""
    return {
        reversal.row
        for reversal in reversals
        if reversal.table is key.parent.table
        and reversal.then is not None
        and reversal.then[_column(key).name] not in ids
    }


def _keys_to(child: Table, going: RowsOf) -> Iterator[ForeignKey]:
    return (key for key in child.foreign_keys if key.column.table in going and "id" in child.c)


def _column(key: ForeignKey) -> Column[int]:
    column = key.parent
    assert isinstance(column, Column)
    return column


def _targets(reversals: Sequence[Reversal]) -> RowsOf:
    targets: RowsOf = {}
    for reversal in reversals:
        for key in reversal.table.foreign_keys if reversal.then else ():
            target = (reversal.then or {})[_column(key).name]
            if target is not None:
                targets.setdefault(key.column.table, set()).add(int(target))
    return targets


def _last(connection: Connection, table: Table, row: int, columns: Collection[str] = ()) -> str:
    """Name the last action that changed a row, or these columns of it: its title, who, and its number."""
    found = last_change(connection, [(table.name, row)], columns)
    return (
        f"“{found.title}” by {found.actor} ({found.id})" if found else f"{table.name} {row}, by nobody known"
    )

"""Putting the row images of an action back."""

from collections.abc import Sequence

from sqlalchemy import Table, delete, insert, update

from aspire_desktop.storage import obstacles
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.chain import RowImages
from aspire_desktop.storage.images import Values, restored, values
from aspire_desktop.storage.reversals import Reversal, onto_present, reversals_of, rows_where
from aspire_desktop.storage.work import UnitOfWork, stored_images


def put_back(work: UnitOfWork, changes: Sequence[RowImages]) -> None:
    """Bring every row of the changes back to its image before them.

    Raises UndoRefused, naming what stands in the way, before a row is written.
    """
    reversals = reversals_of(changes)
    stored = _note_stored(work, reversals)
    obstacles.refuse_if_changed_since(work.connection, reversals, stored)
    reversals = onto_present(reversals, stored)
    obstacles.refuse_if_children_came(work.connection, reversals)
    obstacles.refuse_if_parent_went(work.connection, reversals)
    obstacles.refuse_if_unique_is_taken(work.connection, reversals)
    _carry_out(work, reversals)


def _note_stored(work: UnitOfWork, reversals: Sequence[Reversal]) -> dict[tuple[Table, int], Values]:
    stored: dict[tuple[Table, int], Values] = {}
    for table, ids in rows_where(reversals, lambda _reversal: True).items():
        there = stored_images(work.connection, table, ids)
        for id in ids:
            work.note(table, id, there.get(id))
        stored.update({(table, id): values(taken) for id, taken in there.items()})
    return stored


def _carry_out(work: UnitOfWork, reversals: Sequence[Reversal]) -> None:
    """Delete first, insert last: rows that swap a unique value pass through not being there."""
    for table, ids in rows_where(reversals, _goes).items():
        work.write(delete(table).where(among(work.connection, table.c.id, ids)), len(ids))
    for reversal in reversals:
        if reversal.then is not None and not _comes(reversal):
            changed = {name: reversal.then[name] for name in reversal.touched()}
            table = reversal.table
            work.write(update(table).where(table.c.id == reversal.row).values(restored(table, changed)), 1)
    coming: dict[Table, list[dict[str, object]]] = {}
    for reversal in reversals:
        if reversal.then is not None and _comes(reversal):
            coming.setdefault(reversal.table, []).append(restored(reversal.table, reversal.then))
    for table, rows in coming.items():
        work.write_rows(insert(table), rows)


def _goes(reversal: Reversal) -> bool:
    return reversal.now is not None and (reversal.then is None or _moves_unique_value(reversal))


def _comes(reversal: Reversal) -> bool:
    return reversal.now is None or _moves_unique_value(reversal)


def _moves_unique_value(reversal: Reversal) -> bool:
    unique = {name for each in obstacles.unique_sets(reversal.table) for name in each.names}
    return reversal.then is not None and not unique.isdisjoint(reversal.touched())

"""What was ever done to one record and to what belongs to it, as a person's jobs and bookings."""

from collections.abc import Collection, Mapping, Sequence, Set
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, and_, false, or_, select

from aspire_desktop.domain.office.history import ActionRow, HistoryLine, Record, RowChange
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.domain.office.values import ActionId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.office.history import chains, may_be_reversed
from aspire_desktop.storage.lookups.programmes.changes import fact_changes
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.journal import JOURNAL, action, change
from aspire_desktop.storage.tables.office.organisations import organisations
from aspire_desktop.storage.tables.schema import metadata

_SHALLOW = frozenset({organisations.name})
"""What half of the office refers to: what names one of these belongs to it, and nothing that names that."""
_Rows = Mapping[Table, Set[int]]


@asked_by(OFFICE)
def record_history(connection: Connection, record: Record) -> list[HistoryLine]:
    """Give what was done to a record, the newest first; an act and its undoing are one line."""
    touched = select(change.c.action).where(_of(connection, _rows_of(connection, record)))
    chain = chains()
    query = (
        select(action, chain.c.latest, chain.c.steps, may_be_reversed().label("reversible"))
        .join(chain, chain.c.root == action.c.id)
        .where(action.c.id.in_(select(action.c.root).where(action.c.id.in_(touched))))
        .order_by(action.c.id.desc())
    )
    return [
        HistoryLine(row_of(ActionRow, row), ActionId(row.latest), row.steps % 2 == 0, bool(row.reversible))
        for row in connection.execute(query)
    ]


@asked_by(OFFICE)
def record_changes(connection: Connection, record: Record, act: ActionId, today: date) -> Sequence[RowChange]:
    """Give what one act changed of a record, where it may have changed many."""
    rows = {table.name: ids for table, ids in _rows_of(connection, record).items()}
    every = fact_changes(connection, [act], today).get(act, ())
    return [each for each in every if each.row in rows.get(each.table, ())]


def _rows_of(connection: Connection, record: Record) -> _Rows:
    """Give the rows that are the record or refer to it, themselves or by such a row; also those that went."""
    start = metadata.tables[record.table]
    found: dict[Table, set[int]] = {start: {record.row}}
    fresh: dict[Table, set[int]] = dict(found)
    while fresh:
        parents, fresh = fresh, {}
        for table, ids in _children(connection, parents).items():
            if new := ids - found.get(table, set()):
                found.setdefault(table, set()).update(new)
                fresh[table] = new
        if start.name in _SHALLOW:
            break
    return found


def _children(connection: Connection, parents: _Rows) -> Mapping[Table, set[int]]:
    found: dict[Table, set[int]] = {}
    for table in metadata.tables.values():
        if table.name in JOURNAL:
            continue
        for key in table.foreign_keys:
            if ids := parents.get(key.column.table):
                there = select(table.c.id).where(among(connection, key.parent, ids))
                gone = select(change.c.row).where(_took_out(table, key.parent.name, ids))
                found.setdefault(table, set()).update(connection.scalars(there), connection.scalars(gone))
    return found


def _took_out(table: Table, column: str, ids: Collection[int]) -> ColumnElement[bool]:
    """Say which changes took a row out that referred to one of these; its image is canonical JSON."""
    named = [f'"{column}":{id}{end}' for id in ids for end in ",}"]
    images = (change.c.before.contains(each, autoescape=True) for each in named)
    return and_(change.c.tbl == table.name, change.c.after.is_(None), or_(false(), *images))


def _of(connection: Connection, rows: _Rows) -> ColumnElement[bool]:
    touched = (
        and_(change.c.tbl == table.name, among(connection, change.c.row, ids)) for table, ids in rows.items()
    )
    return or_(false(), *touched)

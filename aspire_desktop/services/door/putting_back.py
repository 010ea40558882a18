"""The rules of actions that no row alone can break, asked of what an undo or a redo would leave."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, select

from aspire_desktop.domain.money.claims import ReturnRow
from aspire_desktop.domain.money.funding import ReturnStatus
from aspire_desktop.domain.money.remittances import Payable, check_share
from aspire_desktop.domain.office.values import ActionId
from aspire_desktop.domain.programmes.attendance import refuse_without_reason
from aspire_desktop.domain.programmes.cohorts import refuse_moving_finished
from aspire_desktop.services.door.history import refuse_places_held_wrongly
from aspire_desktop.services.door.judging import rows_of
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.chain import Change
from aspire_desktop.storage.images import Values, values
from aspire_desktop.storage.lookups.money.returns import return_rows
from aspire_desktop.storage.past import row_before
from aspire_desktop.storage.tables.money.settlements import remittance_shares
from aspire_desktop.storage.tables.programmes.cohorts import sessions

_WHEN = ("on", "starts", "ends")


def refuse_against_rules(
    connection: Connection, changes: Sequence[Change], action: ActionId, today: date
) -> None:
    """Raise Refused where putting an action's changes back passed a rule that actions ask."""
    refuse_places_held_wrongly(connection, changes, today)
    _refuse_on_finished_registers(connection, changes, action)
    _refuse_paid_too_much(connection, changes, today)


def _refuse_on_finished_registers(
    connection: Connection, changes: Sequence[Change], action: ActionId
) -> None:
    """A register that was finished since is corrected by hand, with a reason; its session stays."""
    marked = {int(str(_either(change)["session_id"])) for change in changes if change.tbl == "marks"}
    moved = {change.row for change in changes if change.tbl == "sessions" and _moves(change)}
    query = select(sessions.c.id).where(sessions.c.finished, among(connection, sessions.c.id, marked | moved))
    for id in connection.scalars(query).all():
        if id in moved:
            refuse_moving_finished(finished=True)
        before = row_before(connection, "sessions", id, action)
        if before is not None and not before["finished"]:
            refuse_without_reason(finished=True)


def _refuse_paid_too_much(connection: Connection, changes: Sequence[Change], today: date) -> None:
    ids = rows_of(changes, "remittance_shares")
    if not ids:
        return
    rows = {row.id: row for row in return_rows(connection, today)}
    query = select(remittance_shares).where(among(connection, remittance_shares.c.id, ids))
    for share in connection.execute(query.order_by(remittance_shares.c.id)).all():
        row = rows[share.return_id]
        standing = next(each for each in rows.values() if _stands_for(each, row))
        paid = standing.paid - share.amount
        check_share(Payable(row.summary.reference, standing.summary.amount, paid), share.amount)


def _stands_for(one: ReturnRow, sent: ReturnRow) -> bool:
    """Tell whether a row is the revision that stands of a return."""
    same = (one.agreement_id, one.summary.reference) == (sent.agreement_id, sent.summary.reference)
    return same and one.summary.status is not ReturnStatus.REVISED


def _either(change: Change) -> Values:
    """Give a row as it was before the change, or else after it."""
    taken = change.before if change.before is not None else change.after
    assert taken is not None  # a row that was there neither before nor after is no change
    return values(taken)


def _moves(change: Change) -> bool:
    if change.before is None or change.after is None:
        return False
    before, after = values(change.before), values(change.after)
    return any(before[name] != after[name] for name in _WHEN)

"""The rules of actions that no row alone can break, asked of what an undo or a redo would leave."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, select

from aspire_desktop.domain.money.claims import ReturnRow
from aspire_desktop.domain.money.funding import ReturnStatus
from aspire_desktop.domain.money.remittances import Payable, check_share
from aspire_desktop.domain.office.errors import UndoRefused
from aspire_desktop.domain.office.values import ActionId, CohortId
from aspire_desktop.domain.programmes.attendance import refuse_without_reason
from aspire_desktop.domain.programmes.cohorts import Room, refuse_moving_finished
from aspire_desktop.domain.programmes.enrolments import HOLDS_A_PLACE
from aspire_desktop.services.door.history import refuse_places_held_wrongly
from aspire_desktop.services.door.judging import rows_of
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.chain import RowImages
from aspire_desktop.storage.images import Values, values
from aspire_desktop.storage.lookups.money.earlier import rows_then
from aspire_desktop.storage.lookups.money.returns import return_rows
from aspire_desktop.storage.lookups.programmes.cohorts import held_places
from aspire_desktop.storage.past import row_before
from aspire_desktop.storage.tables.money.settlements import remittance_shares
from aspire_desktop.storage.tables.office.organisations import organisation_names
from aspire_desktop.storage.tables.programmes.cohorts import cohorts, sessions
from aspire_desktop.storage.tables.programmes.enrolments import enrolments

_WHEN = ("on", "starts", "ends")


def refuse_against_rules(
    connection: Connection, changes: Sequence[RowImages], action: ActionId, today: date
) -> None:
    """Raise Refused where putting an action's changes back passed a rule that actions ask."""
    refuse_places_held_wrongly(connection, changes, today)
    _refuse_on_finished_registers(connection, changes, action)
    _refuse_paid_too_much(connection, changes, today)
    _refuse_overfull(connection, changes, action)
    _refuse_one_name_twice(connection, changes)


def _refuse_on_finished_registers(
    connection: Connection, changes: Sequence[RowImages], action: ActionId
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


def _refuse_paid_too_much(connection: Connection, changes: Sequence[RowImages], today: date) -> None:
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


def _refuse_overfull(connection: Connection, changes: Sequence[RowImages], action: ActionId) -> None:
    """A cohort goes over its capacity by hand alone, for a reason, or back to what it held before the act."""
    booked = rows_of(changes, "enrolments")
    mine = select(enrolments.c.cohort_id).where(among(connection, enrolments.c.id, booked))
    ids = rows_of(changes, "cohorts") | set(connection.scalars(mine))
    for row in connection.execute(select(cohorts).where(among(connection, cohorts.c.id, ids))).all():
        room = Room(row.capacity, held_places(connection, row.id))
        if room.over > _over_before(connection, row.id, action):
            raise UndoRefused(
                f"Cohort {row.code} would have {room.held} places held, of {room.capacity}.",
                do="Free a place first, or make the change by hand, with the reason to go over.",
            )


def _over_before(connection: Connection, cohort_id: CohortId, action: ActionId) -> int:
    """Give by how many people a cohort was over its capacity before an act."""
    people = list(connection.scalars(select(enrolments.c.id).where(enrolments.c.cohort_id == cohort_id)))
    held = rows_then(connection, enrolments, people, action - 1).values()
    cohort = rows_then(connection, cohorts, [cohort_id], action - 1).get(cohort_id)
    holding = sum(each["status"] in HOLDS_A_PLACE for each in held)
    return Room(cohort["capacity"], holding).over if cohort else 0


def _refuse_one_name_twice(connection: Connection, changes: Sequence[RowImages]) -> None:
    """Two organisations are never called the same now: files and forms could not tell them apart."""
    ids = rows_of(changes, "organisation_names")
    other = organisation_names.alias("other")
    query = (
        select(organisation_names.c.name)
        .join(other, other.c.name_key == organisation_names.c.name_key)
        .where(
            among(connection, organisation_names.c.id, ids),
            organisation_names.c.until.is_(None),
            other.c.until.is_(None),
            other.c.organisation_id != organisation_names.c.organisation_id,
        )
    )
    name = connection.scalar(query.limit(1))
    if name is not None:
        raise UndoRefused(
            f"There is an organisation called {name} already.", do="Rename one of the two first, then undo."
        )


def _stands_for(one: ReturnRow, sent: ReturnRow) -> bool:
    """Tell whether a row is the revision that stands of a return."""
    same = (one.agreement_id, one.summary.reference) == (sent.agreement_id, sent.summary.reference)
    return same and one.summary.status is not ReturnStatus.REVISED


def _either(change: RowImages) -> Values:
    """Give a row as it was before the change, or else after it."""
    taken = change.before if change.before is not None else change.after
    assert taken is not None  # a row that was there neither before nor after is no change
    return values(taken)


def _moves(change: RowImages) -> bool:
    if change.before is None or change.after is None:
        return False
    before, after = values(change.before), values(change.after)
    return any(before[name] != after[name] for name in _WHEN)

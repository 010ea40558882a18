"""What the check of a database looks for beside the rules that hold at the end of every transaction."""

from collections.abc import Iterator

from sqlalchemy import Connection, Row, Select, func, select

from aspire_desktop.domain.money.figures import lines_digest
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.domain.office.values import ReturnId
from aspire_desktop.domain.programmes.certificate_awards import Unfounded
from aspire_desktop.services.door.judging import judged_certified
from aspire_desktop.storage.journal import changes_of
from aspire_desktop.storage.lookups.money.stored_returns import stored_return
from aspire_desktop.storage.lookups.programmes.unfounded import unfounded
from aspire_desktop.storage.past import made_by
from aspire_desktop.storage.tables.journal import action, change
from aspire_desktop.storage.tables.money.funding import returns
from aspire_desktop.storage.tables.programmes.certificates import certificates

_GROUND = ("marks", "sessions", "projects", "project_members", "versions", "modules", "enrolments")
"""The tables on which certificates rest."""


def emptied_by_undo(connection: Connection) -> list[str]:
    """Name the certificates whose ground went by an undo of what was done before they were issued.

    Ground that went by hand is the office's to decide on, and is not named here; nor is an undo after a
    change by hand that bears on the certificate too, for that change may have taken the ground first.
    """
    at = connection.scalar(select(func.max(action.c.at)))
    if at is None:
        return []
    held = connection.scalars(select(certificates.c.enrolment_id)).all()
    issued = made_by(connection, "certificates")
    found = []
    for each in unfounded(connection, held, at.astimezone(OFFICE_ZONE).date()):
        acts = list(_acts_on(connection, each, issued[each.id]))
        if any(act.undoes is None for act in acts):
            continue
        last = next(iter(acts), None)
        if last is not None and last.root < issued[each.id]:
            found.append(f"Certificate {each} lost what it rests on by “{last.title}” (action {last.id}).")
    return found


def _acts_on(connection: Connection, lost: Unfounded, since: int) -> Iterator[Row[tuple[object, ...]]]:
    """Give the actions after one that bear on a certificate, the latest first."""
    touching = select(change.c.action).where(change.c.tbl.in_(_GROUND), change.c.action > since).distinct()
    query: Select[tuple[object, ...]] = select(action).where(action.c.id.in_(touching))
    for row in connection.execute(query.order_by(action.c.id.desc())).all():
        if lost.enrolment_id in judged_certified(connection, changes_of(connection, row.id)):
            yield row


def not_as_submitted(connection: Connection) -> list[str]:
    """Name the returns of which only the lines are known, and those whose lines are others by now."""
    return [told for id in connection.scalars(select(returns.c.id)).all() for told in _amiss(connection, id)]


def _amiss(connection: Connection, return_id: ReturnId) -> Iterator[str]:
    try:
        said = stored_return(connection, return_id)
    except Unreadable as strange:
        yield strange.explanation.what
    else:
        if said.digest != lines_digest(said.lines, said.adjustments):
            yield f"Return {said.reference} is not as it was submitted: its lines are others."


INSPECTIONS = (emptied_by_undo, not_as_submitted)
"""For the check to ask of a database."""

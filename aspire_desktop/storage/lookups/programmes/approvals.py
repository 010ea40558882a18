"""What managers have approved: who, when, and what shows it."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.domain.office.values import CohortId, EnrolmentId
from aspire_desktop.domain.programmes.approvals import ApprovalRow
from aspire_desktop.domain.programmes.enrolments import Status
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.programmes.enrolments import approvals, enrolments, steps


@asked_by(OFFICE)
def approval_rows(connection: Connection, cohort_id: CohortId) -> list[ApprovalRow]:
    """Give the approvals on record for a cohort's bookings."""
    query = (
        select(approvals)
        .join(enrolments, enrolments.c.id == approvals.c.enrolment_id)
        .where(enrolments.c.cohort_id == cohort_id)
        .order_by(approvals.c.id)
    )
    return [row_of(ApprovalRow, row) for row in connection.execute(query)]


def approved_among(connection: Connection, ids: Iterable[EnrolmentId]) -> frozenset[EnrolmentId]:
    """Give those of the bookings that a manager approved: on record, or by a step before there was one."""
    wanted = list(ids)
    told = select(approvals.c.enrolment_id).where(among(connection, approvals.c.enrolment_id, wanted))
    stepped = select(steps.c.enrolment_id).where(
        among(connection, steps.c.enrolment_id, wanted), steps.c.status == Status.APPROVED
    )
    return frozenset((*connection.scalars(told), *connection.scalars(stepped)))


def is_approved(connection: Connection, id: EnrolmentId) -> bool:
    """Tell whether a manager approved a booking."""
    return bool(approved_among(connection, [id]))

"""Participants of a cohort, the steps of a place, and restricted needs."""

from datetime import date

from sqlalchemy import Connection, and_, func, select

from aspire_desktop.domain.office.people import listing_key
from aspire_desktop.domain.office.staff import ADMINISTRATORS, EVERYONE
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, PersonId, SessionId, place_label
from aspire_desktop.domain.programmes.enrolments import (
    NeedsRow,
    ParticipantRow,
    Status,
    StepRow,
    TakenPartRow,
    WaitingRow,
    is_past,
)
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.lookups.programmes.approvals import approved_among
from aspire_desktop.storage.lookups.programmes.cohorts import first_days
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.money.funding import agreements, places
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.programmes.cohorts import cohorts, sessions
from aspire_desktop.storage.tables.programmes.enrolments import approvals, enrolments, needs, steps
from aspire_desktop.storage.tables.programmes.programmes import versions


@asked_by(EVERYONE)
def participant_rows(connection: Connection, cohort_id: CohortId, today: date) -> list[ParticipantRow]:
    """Give everybody who is or was on the cohort, by family name."""
    query = (
        select(
            enrolments,
            people.c.given_name,
            people.c.family_name,
            people.c.email,
            agreements.c.reference,
            places.c.id.label("place_id"),
            func.coalesce(approvals.c.by, "").label("approved_by"),
        )
        .join(people, people.c.id == enrolments.c.person_id)
        .outerjoin(places, and_(places.c.enrolment_id == enrolments.c.id, places.c.released_on.is_(None)))
        .outerjoin(agreements, agreements.c.id == places.c.agreement_id)
        .outerjoin(approvals, approvals.c.enrolment_id == enrolments.c.id)
        .where(enrolments.c.cohort_id == cohort_id)
    )
    rows = connection.execute(query).all()
    names = names_on(connection, {row.organisation_id for row in rows}, today)
    approved = approved_among(connection, [row.id for row in rows])
    rows = sorted(rows, key=lambda row: (listing_key(row.given_name, row.family_name), row.id))
    return [
        row_of(
            ParticipantRow,
            row,
            organisation=names[row.organisation_id],
            traced_to=f"{row.reference}, {place_label(row.place_id)}" if row.reference else "",
            approved=row.id in approved,
            overdue=is_past(row.offered_until, today),
            elsewhere="",
        )
        for row in rows
    ]


@asked_by(EVERYONE)
def waiting_rows(connection: Connection, cohort_id: CohortId, today: date) -> list[WaitingRow]:
    """Give a cohort's waiting list in its order."""
    places = {row.id: row for row in participant_rows(connection, cohort_id, today)}
    return [WaitingRow(places[id], joined) for id, joined in waiting_line(connection, cohort_id).items()]


def waiting_line(connection: Connection, cohort_id: CohortId) -> dict[EnrolmentId, date]:
    """Give who waits for a place of a cohort and since when: as put in order, then by joining."""
    query = (
        select(steps.c.id, steps.c.enrolment_id, steps.c.status, steps.c.on, enrolments.c.waiting_order)
        .join(enrolments, enrolments.c.id == steps.c.enrolment_id)
        .where(enrolments.c.cohort_id == cohort_id, enrolments.c.status == Status.WAITING)
        .order_by(steps.c.id)
    )
    joined: dict[EnrolmentId, tuple[bool, int, date, int]] = {}
    stood: dict[EnrolmentId, Status] = {}
    for row in connection.execute(query):
        if row.status is Status.WAITING and stood.get(row.enrolment_id) is not Status.WAITING:
            order = row.waiting_order
            joined[row.enrolment_id] = (order is None, order or 0, row.on, row.id)
        stood[row.enrolment_id] = row.status
    return {id: joined[id][2] for id in sorted(joined, key=joined.__getitem__)}


@asked_by(EVERYONE)
def taken_part_rows(connection: Connection, person_id: PersonId) -> list[TakenPartRow]:
    """Give the cohorts that a person is or was on, the latest first."""
    begins = first_days()
    query = (
        select(enrolments.c.id, enrolments.c.cohort_id, enrolments.c.status)
        .add_columns(cohorts.c.code, versions.c.title.label("version"), begins.c.first_on)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .join(versions, versions.c.id == cohorts.c.version_id)
        .outerjoin(begins, begins.c.cohort_id == cohorts.c.id)
        .where(enrolments.c.person_id == person_id)
        .order_by(begins.c.first_on.desc(), enrolments.c.id.desc())
    )
    return [row_of(TakenPartRow, row, enrolment_id=row.id) for row in connection.execute(query)]


def booked_for(connection: Connection, session_id: SessionId) -> list[EnrolmentId]:
    """Give everybody who is or was booked on the cohort of a session, those who left it too."""
    query = select(enrolments.c.id).join(sessions, sessions.c.cohort_id == enrolments.c.cohort_id)
    return list(connection.scalars(query.where(sessions.c.id == session_id).order_by(enrolments.c.id)))


@asked_by(EVERYONE)
def step_rows(connection: Connection, enrolment_id: EnrolmentId) -> list[StepRow]:
    """Give the dated steps of a place, oldest first."""
    query = select(steps).where(steps.c.enrolment_id == enrolment_id).order_by(steps.c.id)
    return [row_of(StepRow, row) for row in connection.execute(query)]


@asked_by(ADMINISTRATORS)
def needs_of(connection: Connection, cohort_id: CohortId) -> list[NeedsRow]:
    """Give the access and dietary needs of a cohort's people: for the restricted panel only."""
    query = (
        select(needs)
        .join(enrolments, enrolments.c.id == needs.c.enrolment_id)
        .where(enrolments.c.cohort_id == cohort_id)
        .order_by(needs.c.id)
    )
    return [row_of(NeedsRow, row) for row in connection.execute(query)]

"""Participants of a cohort, the steps of a place, and restricted needs."""

from datetime import date

from sqlalchemy import Connection, and_, select

from aspire_desktop.domain.enrolments import NeedsRow, ParticipantRow, StepRow
from aspire_desktop.domain.values import CohortId, EnrolmentId, fold
from aspire_desktop.storage.lookups.names import names_on
from aspire_desktop.storage.tables.enrolments import enrolments, needs, steps
from aspire_desktop.storage.tables.funding import agreements, places
from aspire_desktop.storage.tables.people import people


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
        )
        .join(people, people.c.id == enrolments.c.person_id)
        .outerjoin(places, and_(places.c.enrolment_id == enrolments.c.id, places.c.released_on.is_(None)))
        .outerjoin(agreements, agreements.c.id == places.c.agreement_id)
        .where(enrolments.c.cohort_id == cohort_id)
    )
    rows = connection.execute(query).all()
    names = names_on(connection, {row.organisation_id for row in rows}, today)
    rows = sorted(rows, key=lambda row: (fold(row.family_name), fold(row.given_name), row.id))
    return [
        ParticipantRow(
            id=row.id,
            person_id=row.person_id,
            given_name=row.given_name,
            family_name=row.family_name,
            email=row.email,
            job_title=row.job_title,
            organisation=names[row.organisation_id],
            status=row.status,
            funding=row.funding,
            traced_to=f"{row.reference}, place {row.place_id}" if row.reference else "",
            po_number=row.po_number,
        )
        for row in rows
    ]


def step_rows(connection: Connection, enrolment_id: EnrolmentId) -> list[StepRow]:
    """Give the dated steps of a place, oldest first."""
    query = select(steps).where(steps.c.enrolment_id == enrolment_id).order_by(steps.c.id)
    return [StepRow(row.status, row.on, row.noted_on, row.reason) for row in connection.execute(query)]


def needs_of(connection: Connection, cohort_id: CohortId) -> list[NeedsRow]:
    """Give the access and dietary needs of a cohort's people: for the restricted panel only."""
    query = (
        select(needs)
        .join(enrolments, enrolments.c.id == needs.c.enrolment_id)
        .where(enrolments.c.cohort_id == cohort_id)
        .order_by(needs.c.id)
    )
    return [NeedsRow(row.enrolment_id, row.access, row.dietary) for row in connection.execute(query)]

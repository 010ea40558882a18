"""Projects of a cohort and who works on them."""

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.people import full_name, listing_key
from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, ProjectId
from aspire_desktop.domain.programmes.projects import ProjectRow
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.tables.programmes.programmes import outcome_options
from aspire_desktop.storage.tables.programmes.projects import project_members, projects


@asked_by(EVERYONE)
def project_rows(connection: Connection, cohort_id: CohortId) -> list[ProjectRow]:
    """Give a cohort's projects in the order they were added, their members by family name."""
    query = (
        select(projects, outcome_options.c.title.label("decided"))
        .join(cohorts, cohorts.c.id == projects.c.cohort_id)
        .outerjoin(
            outcome_options,
            (outcome_options.c.version_id == cohorts.c.version_id)
            & (outcome_options.c.key == projects.c.outcome),
        )
        .where(projects.c.cohort_id == cohort_id)
        .order_by(projects.c.id)
    )
    members = _members(connection, cohort_id)
    return [
        row_of(
            ProjectRow,
            row,
            members=", ".join(members.get(row.id, ())),
            outcome=row.decided or "",
            outcome_key=row.outcome,
            enrolment_ids=tuple(project_member_ids(connection, row.id)),
        )
        for row in connection.execute(query)
    ]


@asked_by(EVERYONE)
def project_member_ids(connection: Connection, project_id: ProjectId) -> list[EnrolmentId]:
    """Give the bookings of those who work on it, in the order they were put on it."""
    query = select(project_members.c.enrolment_id).where(project_members.c.project_id == project_id)
    return list(connection.scalars(query.order_by(project_members.c.id)))


@asked_by(EVERYONE)
def project_people(connection: Connection, project_id: ProjectId) -> dict[EnrolmentId, str]:
    """Name those who work on it, in the order they were put on it, on the register or not."""
    query = (
        select(project_members.c.enrolment_id, people.c.given_name, people.c.family_name)
        .join(enrolments, enrolments.c.id == project_members.c.enrolment_id)
        .join(people, people.c.id == enrolments.c.person_id)
        .where(project_members.c.project_id == project_id)
        .order_by(project_members.c.id)
    )
    return {id: full_name(given, family) for id, given, family in connection.execute(query)}


def _members(connection: Connection, cohort_id: CohortId) -> dict[ProjectId, list[str]]:
    query = (
        select(project_members.c.project_id, people.c.given_name, people.c.family_name)
        .join(enrolments, enrolments.c.id == project_members.c.enrolment_id)
        .join(people, people.c.id == enrolments.c.person_id)
        .where(enrolments.c.cohort_id == cohort_id)
    )
    found: dict[ProjectId, list[str]] = {}
    for row in sorted(
        connection.execute(query), key=lambda row: listing_key(row.given_name, row.family_name)
    ):
        found.setdefault(row.project_id, []).append(full_name(row.given_name, row.family_name))
    return found

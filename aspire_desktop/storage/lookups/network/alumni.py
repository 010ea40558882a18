"""Who completed which programme, and where they work now."""

from datetime import date

from sqlalchemy import Connection, Row, Select, Subquery, func, select

from aspire_desktop.domain.network.alumni import AlumnusRow
from aspire_desktop.domain.office.people import listing_key
from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.domain.office.values import OrganisationId, PersonId
from aspire_desktop.domain.programmes.enrolments import Status
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.lookups.office.people import PRESENT
from aspire_desktop.storage.lookups.programmes.completions import progress_of
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.office.people import employments, people
from aspire_desktop.storage.tables.programmes.certificates import certificates
from aspire_desktop.storage.tables.programmes.cohorts import cohorts, sessions
from aspire_desktop.storage.tables.programmes.enrolments import enrolments, steps
from aspire_desktop.storage.tables.programmes.programmes import versions


@asked_by(EVERYONE)
def alumni_rows(connection: Connection, today: date) -> list[AlumnusRow]:
    """Give everybody who completed, by family name; one row for each person and programme.

    That is whoever meets the rules of the version, whose place is marked completed, or who holds a
    certificate that stands. The day they finished is when the last rule was met, or else that of the
    step, or else the cohort's last day. Somebody who was erased, or asked for it, is none any more.
    """
    progress = progress_of(connection, connection.scalars(select(cohorts.c.id)), today)
    met = {id: each.completion.met_on for id, each in progress.items() if each.completion.complete}
    rows = sorted(
        (row for row in connection.execute(_places()) if row.id in met or _counts(row)),
        key=lambda row: (listing_key(row.given_name, row.family_name), row.person_id, row.id),
    )
    jobs = _present_jobs(connection, {row.person_id for row in rows})
    names = names_on(connection, {job.organisation_id for job in jobs.values()}, today)
    return [_alumnus(row, met.get(row.id), jobs.get(row.person_id), names) for row in rows]


def _counts(row: Row[tuple[object, ...]]) -> bool:
    return row.status is Status.COMPLETED or row.number is not None


def _alumnus(
    row: Row[tuple[object, ...]],
    met_on: date | None,
    job: Row[tuple[object, ...]] | None,
    names: dict[OrganisationId, str],
) -> AlumnusRow:
    return row_of(
        AlumnusRow,
        row,
        enrolment_id=row.id,
        job_title=job.job_title if job else "",
        organisation_id=job.organisation_id if job else None,
        organisation=names[job.organisation_id] if job else "",
        programme=row.version,
        finished_on=met_on or row.stepped_on or row.last_on,
        certificate=row.number or "",
    )


def _places() -> Select[tuple[object, ...]]:
    stood, stepped, ran = _standing(), _steps(), _last_days()
    return (
        select(
            enrolments.c.id,
            enrolments.c.person_id,
            enrolments.c.status,
            people.c.given_name,
            people.c.family_name,
            people.c.email,
            versions.c.title.label("version"),
            cohorts.c.code.label("cohort"),
            stood.c.number,
            stepped.c.on.label("stepped_on"),
            ran.c.on.label("last_on"),
        )
        .join(people, people.c.id == enrolments.c.person_id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .join(versions, versions.c.id == cohorts.c.version_id)
        .outerjoin(stood, stood.c.enrolment_id == enrolments.c.id)
        .outerjoin(stepped, stepped.c.enrolment_id == enrolments.c.id)
        .outerjoin(ran, ran.c.cohort_id == cohorts.c.id)
        .where(people.c.erased_on.is_(None), people.c.restricted_on.is_(None))
    )


def _standing() -> Subquery:
    """Give the certificate of each enrolment that is neither replaced nor revoked."""
    newer = certificates.alias()
    return (
        select(certificates.c.enrolment_id, func.max(certificates.c.number).label("number"))
        .outerjoin(newer, newer.c.replaces_id == certificates.c.id)
        .where(newer.c.id.is_(None), certificates.c.revoked_on.is_(None))
        .group_by(certificates.c.enrolment_id)
        .subquery()
    )


def _steps() -> Subquery:
    return (
        select(steps.c.enrolment_id, func.max(steps.c.on).label("on"))
        .where(steps.c.status == Status.COMPLETED)
        .group_by(steps.c.enrolment_id)
        .subquery()
    )


def _last_days() -> Subquery:
    last = func.max(sessions.c.on).label("on")
    return select(sessions.c.cohort_id, last).group_by(sessions.c.cohort_id).subquery()


def _present_jobs(connection: Connection, ids: set[PersonId]) -> dict[PersonId, Row[tuple[object, ...]]]:
    query = select(employments).where(among(connection, employments.c.person_id, ids), PRESENT)
    return {row.person_id: row for row in connection.execute(query.order_by(employments.c.id))}

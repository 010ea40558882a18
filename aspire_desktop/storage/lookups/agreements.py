"""Agreements that could pay for a place on a cohort, and the places that people hold already."""

from sqlalchemy import Connection, func, or_, select

from aspire_desktop.domain.agreements import Candidate
from aspire_desktop.domain.enrolments import Funding, Status
from aspire_desktop.domain.programmes import ALSO
from aspire_desktop.domain.values import (
    AgreementId,
    CohortId,
    PersonId,
    PlaceId,
    ProgrammeId,
    VersionId,
    fold,
)
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.tables.cohorts import cohorts
from aspire_desktop.storage.tables.enrolments import enrolments
from aspire_desktop.storage.tables.funding import agreements, covers, places
from aspire_desktop.storage.tables.organisations import organisation_names
from aspire_desktop.storage.tables.programmes import versions


def agreements_covering(connection: Connection, cohort_id: CohortId) -> list[Candidate]:
    """Give the agreements that cover the cohort's programme version, whatever their dates."""
    version = select(cohorts.c.version_id).where(cohorts.c.id == cohort_id).scalar_subquery()
    programme = select(versions.c.programme_id).where(versions.c.id == version).scalar_subquery()
    taken = (
        select(func.count())
        .where(places.c.agreement_id == agreements.c.id, places.c.released_on.is_(None))
        .scalar_subquery()
    )
    query = (
        select(agreements, taken.label("taken"))
        .where(
            agreements.c.id.in_(
                select(covers.c.agreement_id).where(
                    covers.c.programme_id == programme,
                    or_(covers.c.version_id.is_(None), covers.c.version_id == version),
                )
            )
        )
        .order_by(agreements.c.id)
    )
    rows = connection.execute(query).all()
    lga = _funders_called(connection, {row.funder_id for row in rows}, Funding.LGA.value)
    return [
        Candidate(row.id, row.reference, row.funder_id in lga, row.places, row.taken, row.begins, row.ends)
        for row in rows
    ]


def funded_place(
    connection: Connection, agreement_id: AgreementId, person_id: PersonId, version_id: VersionId
) -> PlaceId | None:
    """Give the live place that a person holds under the agreement for the version, a deferred one apart."""
    query = (
        select(places.c.id)
        .join(enrolments, enrolments.c.id == places.c.enrolment_id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .where(
            places.c.agreement_id == agreement_id,
            places.c.released_on.is_(None),
            enrolments.c.person_id == person_id,
            enrolments.c.status != Status.DEFERRED,
            cohorts.c.version_id == version_id,
        )
    )
    return connection.scalar(query)


def second_places(connection: Connection, person_id: PersonId) -> list[PlaceId]:
    """Give the live places of a person beyond the first taken of each agreement and programme version."""
    query = (
        select(places.c.id, places.c.agreement_id, cohorts.c.version_id)
        .join(enrolments, enrolments.c.id == places.c.enrolment_id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .where(places.c.released_on.is_(None), enrolments.c.person_id == person_id)
        .order_by(places.c.taken_on, places.c.id)
    )
    first: set[tuple[AgreementId, VersionId]] = set()
    later = []
    for row in connection.execute(query):
        key = (row.agreement_id, row.version_id)
        if key in first:
            later.append(PlaceId(row.id))
        first.add(key)
    return later


def deferred_place(
    connection: Connection, person_id: PersonId, version_id: VersionId, funding: Funding
) -> PlaceId | None:
    """Give the live place of the funding that a person carries along from a deferred enrolment, or None."""
    query = (
        select(places.c.id)
        .join(enrolments, enrolments.c.id == places.c.enrolment_id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .where(
            places.c.released_on.is_(None),
            enrolments.c.person_id == person_id,
            enrolments.c.status == Status.DEFERRED,
            enrolments.c.funding == funding,
            cohorts.c.version_id == version_id,
        )
        .order_by(places.c.id)
        .limit(1)
    )
    return connection.scalar(query)


def programmes_covered(
    connection: Connection, agreement_id: AgreementId
) -> tuple[tuple[ProgrammeId, VersionId | None], ...]:
    """Give the programmes that an agreement pays for, with the version or None for every version."""
    query = select(covers).where(covers.c.agreement_id == agreement_id).order_by(covers.c.id)
    return tuple((row.programme_id, row.version_id) for row in connection.execute(query))


def _funders_called(connection: Connection, ids: set[int], name: str) -> set[int]:
    query = select(organisation_names).where(
        among(connection, organisation_names.c.organisation_id, ids), organisation_names.c.until.is_(None)
    )
    return {
        row.organisation_id
        for row in connection.execute(query)
        if fold(name) in {fold(word) for word in (row.name, *row.also.split(ALSO))}
    }

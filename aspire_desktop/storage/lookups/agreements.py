"""Agreements that could pay for a place on a cohort, and the places that people hold already."""

from collections.abc import Iterable

from sqlalchemy import Connection, or_, select

from aspire_desktop.domain.agreements import Candidate
from aspire_desktop.domain.enrolments import Funding, Status
from aspire_desktop.domain.funding import cap_of
from aspire_desktop.domain.programmes import ALSO
from aspire_desktop.domain.values import (
    AgreementId,
    CohortId,
    OrganisationId,
    PersonId,
    PlaceId,
    ProgrammeId,
    VersionId,
    fold,
)
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.caps import use_of
from aspire_desktop.storage.lookups.held_places import RESERVED
from aspire_desktop.storage.tables.cohorts import cohorts
from aspire_desktop.storage.tables.enrolments import enrolments
from aspire_desktop.storage.tables.funding import agreements, covers, places
from aspire_desktop.storage.tables.organisations import organisation_names
from aspire_desktop.storage.tables.programmes import versions


def agreements_covering(connection: Connection, cohort_id: CohortId) -> list[Candidate]:
    """Give the agreements that cover the cohort's programme version, whatever their dates."""
    version = select(cohorts.c.version_id).where(cohorts.c.id == cohort_id).scalar_subquery()
    programme = select(versions.c.programme_id).where(versions.c.id == version).scalar_subquery()
    query = (
        select(agreements)
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
        Candidate(
            row.id,
            row.reference,
            row.funder_id in lga,
            cap_of(row.places, row.unit, row.amount_cap),
            use_of(connection, row.id).live,
            row.begins,
            row.ends,
        )
        for row in rows
    ]


def reserved_place(
    connection: Connection,
    agreement_ids: Iterable[AgreementId],
    organisation_id: OrganisationId,
    cohort_id: CohortId,
    name: str,
) -> PlaceId | None:
    """Give the place of these agreements that is reserved for an organisation's person on a cohort, or None.

    One reserved by that name comes first, then one for the cohort, then one for any cohort; a place
    reserved by another name is left for them.
    """
    query = select(places).where(
        RESERVED,
        among(connection, places.c.agreement_id, agreement_ids),
        places.c.organisation_id == organisation_id,
        places.c.cohort_id.is_(None) | (places.c.cohort_id == cohort_id),
    )
    rows = [
        row
        for row in connection.execute(query)
        if not row.reserved_for or fold(row.reserved_for) == fold(name)
    ]
    best = min(rows, key=lambda row: (not row.reserved_for, row.cohort_id is None, row.id), default=None)
    return None if best is None else best.id


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

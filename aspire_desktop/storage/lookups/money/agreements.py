"""Agreements that could pay for a place on a cohort, whom they pay for, and places that are held already."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from aspire_desktop.domain.money.agreements import AgreementTerms, CoveringAgreement, Employer
from aspire_desktop.domain.money.funding import cap_of
from aspire_desktop.domain.office.organisations import is_member
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.domain.office.values import (
    AgreementId,
    CohortId,
    OrganisationId,
    PersonId,
    PlaceId,
    ProgrammeId,
    VersionId,
    fold,
    parted,
)
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.money.caps import LIVE, SUBSIDISED, holder, live_by_holder, taken_of
from aspire_desktop.storage.lookups.money.held_places import RESERVED
from aspire_desktop.storage.lookups.money.standing import STANDS
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.lookups.office.successions import lineage
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.money.funding import (
    agreements,
    allotments,
    covers,
    places,
    return_lines,
    returns,
)
from aspire_desktop.storage.tables.money.settlements import layouts, remittances
from aspire_desktop.storage.tables.office.organisations import organisation_names, organisations
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.tables.programmes.programmes import versions


def agreements_covering(
    connection: Connection, cohort_id: CohortId, organisation_id: OrganisationId | None = None
) -> list[CoveringAgreement]:
    """Give the agreements that cover the cohort's programme version, whatever their dates.

    Each says how many live places the organisation, where one is given, has under it already.
    """
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
    held = _held_by(connection, organisation_id) if organisation_id is not None else {}
    return [
        row_of(
            CoveringAgreement,
            row,
            by_lga=row.funder_id in lga,
            places=cap_of(row.places, row.unit, row.amount_cap),
            taken=taken_of(connection, row.id),
            terms=_terms(row),
            held=held.get(row.id, 0),
        )
        for row in rows
    ]


@asked_by(OFFICE)
def agreement_terms(connection: Connection) -> dict[AgreementId, AgreementTerms]:
    """Give what every agreement says beside its places, price and dates."""
    return {row.id: _terms(row) for row in connection.execute(select(agreements))}


@asked_by(OFFICE)
def places_granted(connection: Connection) -> dict[AgreementId, int]:
    """Give how many places each agreement names, whatever its cap in pounds leaves of them."""
    return {row.id: row.places for row in connection.execute(select(agreements.c.id, agreements.c.places))}


def employer_on(connection: Connection, organisation_id: OrganisationId, first_on: date) -> Employer:
    """Give an organisation as an agreement asks about it, for a cohort that begins on a day."""
    row = connection.execute(select(organisations).where(organisations.c.id == organisation_id)).one()
    name = names_on(connection, [organisation_id], first_on)[organisation_id]
    member = is_member(row.member_since, row.member_until, first_on)
    return row_of(Employer, row, name=name, member=member)


def was_used(connection: Connection, agreement_id: AgreementId) -> bool:
    """Tell whether anything rests on an agreement: places, even released ones, returns, money, a form."""
    return any(
        connection.scalar(select(table.c.id).where(table.c.agreement_id == agreement_id).limit(1))
        for table in (places, returns, allotments, remittances, layouts)
    )


def was_claimed(connection: Connection, place_id: PlaceId) -> bool:
    """Tell whether a return that stands claims a place, or did before the claim was taken back."""
    query = (
        select(return_lines.c.id)
        .join(returns, returns.c.id == return_lines.c.return_id)
        .where(return_lines.c.place_id == place_id, STANDS)
    )
    return connection.scalar(query.limit(1)) is not None


def reserved_place(
    connection: Connection,
    agreement_ids: Iterable[AgreementId],
    organisation_id: OrganisationId,
    cohort_id: CohortId,
    name: str,
    on: date | None,
) -> PlaceId | None:
    """Give the place of these agreements that is reserved for an organisation's person on a cohort, or None.

    One reserved by that name comes first, then one for the cohort, then one for any cohort; a place
    reserved by another name is left for them. What was reserved for a body that the organisation has taken
    over from by `on`, the first session's day, or for its single successor then, is theirs.
    """
    body = {organisation_id} if on is None else lineage(connection).same_body(organisation_id, on)
    query = select(places).where(
        RESERVED,
        among(connection, places.c.agreement_id, agreement_ids),
        among(connection, places.c.organisation_id, body),
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


def second_places(connection: Connection, person_id: PersonId) -> list[PlaceId]:
    """Give the live places of a person beyond the first taken of each agreement and programme version.

    One that stays taken for its claim alone, with somebody else paying by now, is neither first nor second.
    """
    query = (
        select(places.c.id, places.c.agreement_id, cohorts.c.version_id)
        .join(enrolments, enrolments.c.id == places.c.enrolment_id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .where(LIVE, SUBSIDISED, enrolments.c.person_id == person_id)
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
    connection: Connection, person_id: PersonId, version_id: VersionId, funding: Funding, on: date | None
) -> PlaceId | None:
    """Give the live place of the funding that a person carries along from a deferred enrolment, or None.

    `on` is the day of the first session it is carried to: an agreement pays for nothing before it began,
    though a place may be carried beyond its end.
    """
    query = (
        select(places.c.id)
        .join(enrolments, enrolments.c.id == places.c.enrolment_id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .join(agreements, agreements.c.id == places.c.agreement_id)
        .where(
            places.c.released_on.is_(None),
            enrolments.c.person_id == person_id,
            enrolments.c.status == Status.DEFERRED,
            enrolments.c.funding == funding,
            cohorts.c.version_id == version_id,
            agreements.c.begins <= on,
        )
        .order_by(places.c.id)
        .limit(1)
    )
    return connection.scalar(query)


@asked_by(OFFICE)
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
        if fold(name) in {fold(word) for word in (row.name, *parted(row.also))}
    }


def _held_by(connection: Connection, organisation_id: OrganisationId) -> dict[AgreementId, int]:
    query = live_by_holder().where(holder == organisation_id)
    return {row.agreement_id: row.held for row in connection.execute(query)}


def _terms(row: Row[Any]) -> AgreementTerms:
    return row_of(AgreementTerms, row)

"""What must hold of funded places and claims at the end of every transaction, and what a cap is used for."""

from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Connection, Select, func, select

from aspire_desktop.domain.money.agreements import over_organisation_cap
from aspire_desktop.domain.money.funding import Tally, cap_of
from aspire_desktop.domain.money.settlements import QueryResult
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.values import AgreementId, ReturnId, pounds
from aspire_desktop.domain.programmes.enrolments import Funding, is_subsidised
from aspire_desktop.storage.lookups.money.held_places import outstanding
from aspire_desktop.storage.lookups.money.standing import STANDS
from aspire_desktop.storage.tables.money.funding import agreements, places, return_lines, returns
from aspire_desktop.storage.tables.money.settlements import queries
from aspire_desktop.storage.tables.office.organisations import organisation_names
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.tables.programmes.programmes import versions

LIVE = places.c.released_on.is_(None)
SUBSIDISED = enrolments.c.funding.in_([each for each in Funding if is_subsidised(each)])
"""True where a funder pays; a claimed place may stay taken although its agreement pays for nobody there."""
holder = func.coalesce(enrolments.c.organisation_id, places.c.organisation_id)
"""Whose a place is: of the organisation of whoever holds it, or of the one it is reserved for."""


def places_within_cap(connection: Connection, touched: frozenset[str]) -> None:
    """Raise RuleBroken where an agreement has more live places than its cap, or one person two of them.

    A place that was released is free again at once; that it is still claimed is settled by an
    adjustment on the next return. Exact, since a transaction that writes holds the one write lock.
    """
    if "agreements" in touched:
        for row in connection.execute(_caps()):
            check_cap(connection, row.id, cap_of(row.places, row.unit, row.amount_cap))
    elif touched & {"places", "allotments", "allotment_releases"}:
        _refuse_over_cap(connection)
    if touched & {"places", "enrolments"}:
        _refuse_second_place(connection)


def organisations_within_cap(connection: Connection, touched: frozenset[str]) -> None:
    """Raise RuleBroken where one organisation has more live places of an agreement than it allows."""
    if not touched & {"places", "enrolments", "agreements"}:
        return
    capped = select(agreements.c.id).where(agreements.c.organisation_cap.is_not(None))
    held = live_by_holder().where(places.c.agreement_id.in_(capped)).subquery()
    query = (
        select(agreements.c.reference, agreements.c.organisation_cap, held.c.holder_id, held.c.held)
        .join(held, held.c.agreement_id == agreements.c.id)
        .where(held.c.held > agreements.c.organisation_cap)
        .order_by(agreements.c.id)
    )
    over = connection.execute(query).first()
    if over is not None:
        name = connection.scalar(
            select(organisation_names.c.name)
            .where(organisation_names.c.organisation_id == over.holder_id)
            .order_by(organisation_names.c.id.desc())
        )
        raise RuleBroken(
            over_organisation_cap(over.reference, over.organisation_cap, name or "it", over.held),
            do="Choose another funding, or release a place of this organisation first.",
        )


def claimed_once(connection: Connection, touched: frozenset[str]) -> None:
    """Raise RuleBroken where returns that stand claim a place twice, or take a claim back twice.

    A claim is taken back at most once, and its money alone is corrected at most once.
    """
    if not touched & {"return_lines", "returns"}:
        return
    lines = (
        select(return_lines).join(returns, returns.c.id == return_lines.c.return_id).where(STANDS).subquery()
    )
    net = func.sum(lines.c.places)
    query = select(lines.c.place_id).group_by(lines.c.place_id).having(~net.between(0, 1))
    if connection.scalar(query.limit(1)) is not None:
        raise RuleBroken("A place would be claimed twice, or taken back without a claim.")
    corrected = (lines.c.corrects_id, lines.c.places)
    twice = select(*corrected).where(corrected[0].is_not(None)).group_by(*corrected).having(func.count() > 1)
    if connection.scalar(twice.limit(1)) is not None:
        raise RuleBroken("A claim would be taken back twice.")


def pounds_within_cap(connection: Connection, touched: frozenset[str]) -> None:
    """Raise RuleBroken where funders add more to claims than an agreement's pounds leave beside its places.

    Places at their price may use the cap up at any time, so only what is beyond them can be added to claims:
    else a return would come to more than the agreement pays, and none could be drawn up.
    """
    if not touched & {"agreements", "queries"}:
        return
    for row in connection.execute(_added_to_claims()):
        places = cap_of(row.places, row.unit, row.amount_cap)
        taken = places * row.unit
        left = (taken if row.amount_cap is None else row.amount_cap) - taken
        if row.added > left:
            raise RuleBroken(
                f"Funders' queries add {pounds(row.added)} to claims of agreement {row.reference}, which has "
                f"{pounds(left)} beside its {places} places at {pounds(row.unit)}.",
                do="Give the agreement a cap in pounds that holds both.",
            )


def _added_to_claims() -> Select[Any]:
    terms = (agreements.c.id, agreements.c.reference, agreements.c.places, agreements.c.unit)
    key = (*terms, agreements.c.amount_cap)
    return (
        select(*key, func.sum(queries.c.amount).label("added"))
        .join(returns, returns.c.agreement_id == agreements.c.id)
        .join(return_lines, return_lines.c.return_id == returns.c.id)
        .join(queries, queries.c.line_id == return_lines.c.id)
        .where(queries.c.result == QueryResult.ADJUSTED, queries.c.amount > Decimal("0.00"))
        .group_by(*key)
        .order_by(agreements.c.id)
    )


def taken_of(connection: Connection, agreement_id: AgreementId) -> int:
    """Count what of an agreement's cap is used: live places, and those allotted and not given back."""
    live = select(func.count()).select_from(places).where(places.c.agreement_id == agreement_id, LIVE)
    return (connection.scalar(live) or 0) + sum(outstanding(connection, agreement_id).values())


def check_cap(connection: Connection, agreement_id: AgreementId, cap: int) -> None:
    """Raise RuleBroken for a cap below the places that are taken, or claimed by submitted returns."""
    taken = taken_of(connection, agreement_id)
    claimed = 0 if cap < taken else claimed_before(connection, agreement_id).places
    if cap >= max(taken, claimed):
        return
    reference = connection.scalar(select(agreements.c.reference).where(agreements.c.id == agreement_id))
    told = f"{taken} places taken" if cap < taken else f"{claimed} places claimed"
    raise RuleBroken(
        f"Agreement {reference} has {told}, so it cannot have only {cap}.",
        do="Release places first." if cap < taken else "Submit the return with the adjustments first.",
    )


def claimed_before(
    connection: Connection, agreement_id: AgreementId, restating: ReturnId | None = None
) -> Tally:
    """Give what submitted returns come to, net of their adjustments; `restating` leaves one out."""
    query = (
        select(
            func.sum(return_lines.c.places).label("places"), func.sum(return_lines.c.amount).label("amount")
        )
        .join(returns, returns.c.id == return_lines.c.return_id)
        .where(returns.c.agreement_id == agreement_id, STANDS, returns.c.id != (restating or 0))
    )
    row = connection.execute(query).one()
    return Tally(int(row.places or 0), row.amount or Decimal("0.00"))


def live_by_holder() -> Select[Any]:
    """Select how many live places each organisation has under each agreement."""
    return (
        select(places.c.agreement_id, holder.label("holder_id"), func.count().label("held"))
        .select_from(places)
        .outerjoin(enrolments, enrolments.c.id == places.c.enrolment_id)
        .where(LIVE)
        .group_by(places.c.agreement_id, holder)
    )


def _refuse_over_cap(connection: Connection) -> None:
    """Say it for those engines and cases in which the database's own rule has not spoken already."""
    for row in connection.execute(_caps()):
        cap = cap_of(row.places, row.unit, row.amount_cap)
        if taken_of(connection, row.id) > cap:
            raise RuleBroken(
                f"Agreement {row.reference} has {cap} of {cap} places taken: none is free.",
                do="Choose another funding, or wait until a place is released.",
            )


def _caps() -> Select[Any]:
    figures = (agreements.c.places, agreements.c.unit, agreements.c.amount_cap)
    return select(agreements.c.id, agreements.c.reference, *figures).order_by(agreements.c.id)


def _refuse_second_place(connection: Connection) -> None:
    """Aspire and Aspire 2.0 by one person are two: a programme here is one version of it."""
    key = (places.c.agreement_id, enrolments.c.person_id, versions.c.id)
    names = (agreements.c.reference, people.c.given_name, people.c.family_name, versions.c.title)
    query = (
        _live_places(*key, *names)
        .join(agreements, agreements.c.id == places.c.agreement_id)
        .where(SUBSIDISED)
        .group_by(*key, *names)
        .having(func.count() > 1)
    )
    twice = connection.execute(query).first()
    if twice is not None:
        raise RuleBroken(
            f"{full_name(twice.given_name, twice.family_name)} has a place of agreement {twice.reference} "
            f"for {twice.title} already; an agreement pays for one.",
            do="Choose another funding for this place.",
        )


def _live_places(*columns: Column[Any]) -> Select[Any]:
    return (
        select(*columns)
        .select_from(places)
        .join(enrolments, enrolments.c.id == places.c.enrolment_id)
        .join(people, people.c.id == enrolments.c.person_id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .join(versions, versions.c.id == cohorts.c.version_id)
        .where(LIVE)
    )

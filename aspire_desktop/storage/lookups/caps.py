"""What must hold of funded places and claims at the end of every transaction, and what a cap is used for."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Select, case, func, select

from aspire_desktop.domain.agreements import over_organisation_cap
from aspire_desktop.domain.errors import RuleBroken
from aspire_desktop.domain.funding import LineKind
from aspire_desktop.domain.values import AgreementId, ProgrammeId, VersionId
from aspire_desktop.storage.lookups.agreements import live_by_holder
from aspire_desktop.storage.tables.cohorts import cohorts
from aspire_desktop.storage.tables.enrolments import enrolments
from aspire_desktop.storage.tables.funding import agreements, places, return_lines, returns
from aspire_desktop.storage.tables.organisations import organisation_names
from aspire_desktop.storage.tables.people import people
from aspire_desktop.storage.tables.programmes import versions

LIVE = places.c.released_on.is_(None)


@dataclass(frozen=True)
class Use:
    """How many places of an agreement are live, and how many submitted returns claim, net."""

    live: int
    claimed: int


@dataclass(frozen=True)
class Taught:
    """A programme version that live places of an agreement are taken for."""

    programme_id: ProgrammeId
    version_id: VersionId
    title: str


def places_within_cap(connection: Connection, touched: frozenset[str]) -> None:
    """Raise RuleBroken where an agreement has more live places than its cap, or one person two of them.

    A place that was released is free again at once; that it is still claimed is settled by an
    adjustment on the next return. Exact, since a transaction that writes holds the one write lock.
    """
    if touched & {"places", "agreements"}:
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
    """Raise RuleBroken where a place is claimed twice, or a claim is taken back twice."""
    if "return_lines" not in touched:
        return
    net = func.sum(case((return_lines.c.kind == LineKind.CLAIM, 1), else_=-1))
    query = select(return_lines.c.place_id).group_by(return_lines.c.place_id).having(~net.between(0, 1))
    if connection.scalar(query.limit(1)) is not None:
        raise RuleBroken("A place would be claimed twice, or taken back without a claim.")
    corrected = return_lines.c.corrects_id
    twice = select(corrected).where(corrected.is_not(None)).group_by(corrected).having(func.count() > 1)
    if connection.scalar(twice.limit(1)) is not None:
        raise RuleBroken("A claim would be taken back twice.")


def claims_at_price(connection: Connection, touched: frozenset[str]) -> None:
    """Raise RuleBroken where an agreement would have another price than its submitted claims."""
    if not touched & {"agreements", "return_lines"}:
        return
    query = (
        select(agreements.c.reference)
        .join(returns, returns.c.agreement_id == agreements.c.id)
        .join(return_lines, return_lines.c.return_id == returns.c.id)
        .where(return_lines.c.kind == LineKind.CLAIM, return_lines.c.amount != agreements.c.unit)
    )
    reference = connection.scalar(query.limit(1))
    if reference is not None:
        raise RuleBroken(
            f"Places of agreement {reference} were claimed at another price.",
            do="Add another agreement for places at another price.",
        )


def use_of(connection: Connection, agreement_id: AgreementId) -> Use:
    """Count what of an agreement's cap is used."""
    live = select(func.count()).select_from(places).where(places.c.agreement_id == agreement_id, LIVE)
    claimed = (
        select(func.sum(case((return_lines.c.kind == LineKind.CLAIM, 1), else_=-1)))
        .join(returns, returns.c.id == return_lines.c.return_id)
        .where(returns.c.agreement_id == agreement_id)
    )
    return Use(connection.scalar(live) or 0, int(connection.scalar(claimed) or 0))


def taught_under(connection: Connection, agreement_id: AgreementId) -> list[Taught]:
    """Give the programme versions that live places of an agreement are taken for."""
    query = (
        _live_places(versions.c.programme_id, versions.c.id, versions.c.title)
        .where(places.c.agreement_id == agreement_id)
        .distinct()
        .order_by(versions.c.id)
    )
    return [Taught(row.programme_id, row.id, row.title) for row in connection.execute(query)]


def _refuse_over_cap(connection: Connection) -> None:
    query = (
        select(agreements.c.reference, agreements.c.places, func.max(places.c.id).label("newest"))
        .join(places, places.c.agreement_id == agreements.c.id)
        .where(LIVE)
        .group_by(agreements.c.id, agreements.c.reference, agreements.c.places)
        .having(func.count() > agreements.c.places)
    )
    over = connection.execute(query).first()
    if over is None:
        return
    person = connection.execute(
        _live_places(people.c.given_name, people.c.family_name).where(places.c.id == over.newest)
    ).one()
    name = f"{person.given_name} {person.family_name}".strip()
    raise RuleBroken(
        f"Agreement {over.reference} has {over.places} of {over.places} places taken: "
        f"none is free for {name}.",
        do="Choose another funding, or wait until a place is released.",
    )


def _refuse_second_place(connection: Connection) -> None:
    """Aspire and Aspire 2.0 by one person are two: a programme here is one version of it."""
    key = (places.c.agreement_id, enrolments.c.person_id, versions.c.id)
    names = (agreements.c.reference, people.c.given_name, people.c.family_name, versions.c.title)
    query = (
        _live_places(*key, *names)
        .join(agreements, agreements.c.id == places.c.agreement_id)
        .group_by(*key, *names)
        .having(func.count() > 1)
    )
    twice = connection.execute(query).first()
    if twice is not None:
        raise RuleBroken(
            f"{twice.given_name} {twice.family_name} has a place of agreement {twice.reference} "
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

"""Places that nobody has taken up: reserved for an organisation, or allotted to a partner."""

from collections import Counter
from datetime import date

from sqlalchemy import ColumnElement, Connection, Row, func, select

from aspire_desktop.domain.money.claims import PlaceState, PoolPlace
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.values import AgreementId, AllotmentId, PlaceId, place_label
from aspire_desktop.storage.lookups.office.as_at import happened
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.tables.journal import action, change
from aspire_desktop.storage.tables.money.funding import allotment_releases, allotments, places
from aspire_desktop.storage.tables.programmes.cohorts import cohorts

RESERVED: ColumnElement[bool] = places.c.enrolment_id.is_(None) & places.c.released_on.is_(None)
"""True of a row of `places` that is held for somebody who has not enrolled yet."""


def held_by_agreement(connection: Connection) -> dict[AgreementId, int]:
    """Count, by agreement, the places reserved and those allotted that were not given back."""
    reserved = (
        select(places.c.agreement_id, func.count().label("places"))
        .where(RESERVED)
        .group_by(places.c.agreement_id)
    )
    found = {row.agreement_id: int(row.places) for row in connection.execute(reserved)}
    still = outstanding(connection)
    for row in connection.execute(select(allotments.c.id, allotments.c.agreement_id)):
        found[row.agreement_id] = found.get(row.agreement_id, 0) + still[row.id]
    return found


def outstanding(
    connection: Connection, agreement_id: AgreementId | None = None, on: date | None = None
) -> dict[AllotmentId, int]:
    """Give how many places of each allotment, of one agreement or of all, are still with the partner.

    With `on` as at the end of that day, and only of allotments made by then.
    """
    given_back: Counter[AllotmentId] = Counter()
    for row in connection.execute(select(allotment_releases)):
        if on is None or _came_back(connection, row) <= on:
            given_back[row.allotment_id] += row.places
    query = select(allotments).order_by(allotments.c.id)
    if agreement_id is not None:
        query = query.where(allotments.c.agreement_id == agreement_id)
    if on is not None:
        query = query.where(happened(allotments.c.allotted_on, on))
    return {row.id: row.places - given_back[row.id] for row in connection.execute(query)}


def _came_back(connection: Connection, release: Row[tuple[object, ...]]) -> date:
    """Give the day that a release is dated, or that it was taken in, whichever was first.

    A partner's clock may be wrong: places that are free here today are not with the partner until 2099.
    """
    taken_in = (
        select(func.min(action.c.at))
        .join(change, change.c.action == action.c.id)
        .where(change.c.tbl == allotment_releases.name, change.c.row == release.id)
    )
    at = connection.scalar(taken_in)
    dated: date = release.released_on
    return dated if at is None else min(dated, at.astimezone(OFFICE_ZONE).date())


def reserved_and_allotted(connection: Connection, agreement_id: AgreementId, today: date) -> list[PoolPlace]:
    """Give the places of an agreement that are committed without a person."""
    return [
        *_reserved(connection, agreement_id, today),
        *_allotted(connection, agreement_id, today),
    ]


def _reserved(connection: Connection, agreement_id: AgreementId, today: date) -> list[PoolPlace]:
    query = (
        select(places, cohorts.c.code)
        .outerjoin(cohorts, cohorts.c.id == places.c.cohort_id)
        .where(places.c.agreement_id == agreement_id, RESERVED)
        .order_by(places.c.id)
    )
    rows = connection.execute(query).all()
    names = names_on(connection, {row.organisation_id for row in rows}, today)
    return [
        _held(
            row.id,
            place_label(row.id),
            f"{row.reserved_for or 'Nobody named yet'}, reserved for {names[row.organisation_id]}",
            row.code or "",
            row.reserved_for,
        )
        for row in rows
    ]


def _allotted(connection: Connection, agreement_id: AgreementId, today: date) -> list[PoolPlace]:
    still = outstanding(connection, agreement_id)
    query = select(allotments).where(allotments.c.agreement_id == agreement_id).order_by(allotments.c.id)
    rows = connection.execute(query).all()
    names = names_on(connection, {row.partner_id for row in rows}, today)
    return [
        _held(None, f"{row.reference}/{number}", f"Allotted to {names[row.partner_id]}", "")
        for row in rows
        for number in range(1, still[row.id] + 1)
    ]


def _held(id: PlaceId | None, label: str, words: str, cohort: str, reserved_for: str = "") -> PoolPlace:
    return PoolPlace(
        place_id=id,
        label=label,
        enrolment_id=None,
        person_id=None,
        person=words,
        cohort_id=None,
        cohort=cohort,
        state=PlaceState.COMMITTED,
        met_on=None,
        claimed_in="",
        reserved_for=reserved_for,
    )

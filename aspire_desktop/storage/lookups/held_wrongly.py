"""What an undo may leave of funded places that no action leaves: others may have moved on in between."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, or_, select

from aspire_desktop.domain.enrolments import HOLDS_A_PLACE, Funding, Status
from aspire_desktop.domain.values import EnrolmentId, PlaceId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.agreements import was_claimed
from aspire_desktop.storage.lookups.caps import LIVE
from aspire_desktop.storage.lookups.claims import delivered_by
from aspire_desktop.storage.tables.enrolments import enrolments, steps
from aspire_desktop.storage.tables.funding import agreements, places
from aspire_desktop.storage.tables.people import people

_KEEP_ONE = frozenset({*HOLDS_A_PLACE, Status.DEFERRED})
"""Who holds a funded place or, deferred, carries one along; others only for a reason."""
_HAS_ONE: ColumnElement[bool] = exists().where(places.c.enrolment_id == enrolments.c.id, LIVE)


def held_wrongly(
    connection: Connection,
    passed: Iterable[PlaceId],
    place_ids: Iterable[PlaceId],
    enrolment_ids: Iterable[EnrolmentId],
    today: date,
) -> str:
    """Say what is wrong with these places, or with those of these people; empty where nothing is.

    `passed` are places that have another holder now, or none.
    """
    if any(was_claimed(connection, id) for id in passed):
        return "A place that was claimed would lose the person it was claimed for."
    for row in connection.execute(_of_leavers(connection, place_ids, enrolment_ids)):
        if not _stays_taken(connection, row, today):
            return f"{_name(row)} has left, and would hold a subsidised place."
    without = connection.execute(_without(connection, enrolment_ids)).first()
    return "" if without is None else f"{_name(without)} would be subsidised without holding a place."


def _stays_taken(connection: Connection, row: Row[tuple[object, ...]], today: date) -> bool:
    """Tell whether somebody who left holds a place rightly: it was delivered, or is not to be free again."""
    if row.status is Status.WITHDRAWN and delivered_by(
        connection, row.place_id, _left_on(connection, row), today
    ):
        return True
    return not row.clawed_back_is_free and was_claimed(connection, row.place_id)


def _left_on(connection: Connection, row: Row[tuple[object, ...]]) -> date:
    query = select(steps.c.on).where(steps.c.enrolment_id == row.id, steps.c.status == Status.WITHDRAWN)
    return connection.scalar(query.order_by(steps.c.id.desc()).limit(1)) or date.max


def _of_leavers(
    connection: Connection, place_ids: Iterable[PlaceId], enrolment_ids: Iterable[EnrolmentId]
) -> Select[tuple[object, ...]]:
    return (
        _people()
        .join(places, places.c.enrolment_id == enrolments.c.id)
        .join(agreements, agreements.c.id == places.c.agreement_id)
        .add_columns(places.c.id.label("place_id"), agreements.c.clawed_back_is_free)
        .where(LIVE, enrolments.c.status.not_in(_KEEP_ONE))
        .where(
            or_(among(connection, places.c.id, place_ids), among(connection, enrolments.c.id, enrolment_ids))
        )
    )


def _without(connection: Connection, ids: Iterable[EnrolmentId]) -> Select[tuple[object, ...]]:
    paid = enrolments.c.funding.in_((Funding.LGA, Funding.BURSARY))
    return _people().where(
        among(connection, enrolments.c.id, ids), enrolments.c.status.in_(HOLDS_A_PLACE), paid, ~_HAS_ONE
    )


def _people() -> Select[tuple[object, ...]]:
    return (
        select(enrolments.c.id, enrolments.c.status, people.c.given_name, people.c.family_name)
        .select_from(enrolments)
        .join(people, people.c.id == enrolments.c.person_id)
    )


def _name(row: Row[tuple[object, ...]]) -> str:
    return f"{row.given_name} {row.family_name}".strip()

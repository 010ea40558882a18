"""What an undo may leave of funded places that no action leaves: others may have moved on in between."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, select

from aspire_desktop.domain.money.funding import UNDELIVERED_WORDS, WITHDRAWN_WORDS
from aspire_desktop.domain.money.settlements import REFUSED_WORDS
from aspire_desktop.domain.money.stored_lines import read_claim
from aspire_desktop.domain.office.people import full_name, person_reference
from aspire_desktop.domain.office.values import AgreementId, EnrolmentId, PlaceId, QueryId, VersionId
from aspire_desktop.domain.programmes.enrolments import HOLDS_A_PLACE, Status, is_subsidised
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.money.agreements import was_claimed
from aspire_desktop.storage.lookups.money.caps import LIVE, SUBSIDISED
from aspire_desktop.storage.lookups.money.claims import claims_of, delivered_by
from aspire_desktop.storage.lookups.money.corrections import is_refused
from aspire_desktop.storage.lookups.programmes.registered import left_on
from aspire_desktop.storage.tables.money.funding import agreements, places, return_lines
from aspire_desktop.storage.tables.money.settlements import queries
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments

_HAS_LEFT: ColumnElement[bool] = enrolments.c.status.not_in({*HOLDS_A_PLACE, Status.DEFERRED})
"""True of whoever neither holds a place nor, deferred, carries one along."""
_UNPAID: ColumnElement[bool] = enrolments.c.funding.is_(None) | ~SUBSIDISED
_held = places.alias("held")
_HAS_ONE: ColumnElement[bool] = exists().where(
    _held.c.enrolment_id == enrolments.c.id, _held.c.released_on.is_(None)
)
_elsewhere, _other_cohort = enrolments.alias("elsewhere"), cohorts.alias("other_cohort")
_HAS_ANOTHER: ColumnElement[bool] = exists().where(
    _held.c.agreement_id == places.c.agreement_id,
    _held.c.released_on.is_(None),
    _elsewhere.c.id == _held.c.enrolment_id,
    _elsewhere.c.person_id == enrolments.c.person_id,
    _other_cohort.c.id == _elsewhere.c.cohort_id,
    _other_cohort.c.version_id == cohorts.c.version_id,
)
"""True of whoever holds a place of the same agreement for the same programme, on any cohort."""
_GIVEN_UP: ColumnElement[bool] = ~LIVE & places.c.release_reason.in_(
    (REFUSED_WORDS, UNDELIVERED_WORDS, WITHDRAWN_WORDS)
)


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
    named = _claimed_for_another(connection, enrolment_ids)
    if named:
        return f"A return was submitted that claims a place for {named}."
    for row in connection.execute(_of_others(connection, place_ids, enrolment_ids)):
        if not _stays_taken(connection, row, today):
            return f"{_name(row)} has left or is paid for otherwise, and would hold a subsidised place."
    without = connection.execute(_without(connection, enrolment_ids)).first()
    return "" if without is None else f"{_name(without)} would be subsidised without holding a place."


def kept_for_nothing(connection: Connection, agreement_id: AgreementId, today: date) -> list[PlaceId]:
    """Give the places that stayed taken for their claim alone, and that no return claims any more."""
    query = _with_places().where(LIVE, places.c.agreement_id == agreement_id, _HAS_LEFT | _UNPAID)
    rows = connection.execute(query.order_by(places.c.id)).all()
    return [row.place_id for row in rows if not _stays_taken(connection, row, today)]


def held_undelivered(
    connection: Connection, enrolment_ids: Iterable[EnrolmentId], today: date
) -> list[PlaceId]:
    """Give the places that these people left behind as delivered, and that were not delivered after all."""
    rows = connection.execute(_of_others(connection, (), enrolment_ids)).all()
    return [row.place_id for row in rows if not _stays_taken(connection, row, today)]


def given_up_for_nothing(
    connection: Connection, enrolment_ids: Iterable[EnrolmentId], today: date
) -> list[PlaceId]:
    """Give the places that these people left behind and that were given up as refused or not delivered,
    where neither is so (any more, or by what was told since): they left late enough to keep them.

    None of those who came back since, or who hold another place of the agreement for the programme.
    """
    query = (
        _with_places()
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .where(among(connection, enrolments.c.id, enrolment_ids), _GIVEN_UP, ~_HAS_ONE, ~_HAS_ANOTHER)
        .where(enrolments.c.status == Status.WITHDRAWN, SUBSIDISED)
    )
    found: dict[EnrolmentId, PlaceId] = {}
    for row in connection.execute(query.order_by(places.c.id.desc())).all():
        if row.id not in found and _was_earned(connection, row, today):
            found[row.id] = row.place_id
    return sorted(found.values())


def left_under(connection: Connection, agreement_id: AgreementId) -> list[EnrolmentId]:
    """Give who withdrew and left a place of an agreement behind, held still or given up as not earned."""
    return _leavers(connection, places.c.agreement_id == agreement_id)


def left_by_rules_of(connection: Connection, version_id: VersionId) -> list[EnrolmentId]:
    """Give who withdrew from any cohort of a version and left a place behind, held still or given up."""
    return _leavers(connection, cohorts.c.version_id == version_id)


def claimed_for(connection: Connection, query_ids: Iterable[QueryId]) -> list[EnrolmentId]:
    """Give the bookings that the lines of these queries claim for."""
    query = (
        select(places.c.enrolment_id)
        .join(return_lines, return_lines.c.place_id == places.c.id)
        .join(queries, queries.c.line_id == return_lines.c.id)
        .where(among(connection, queries.c.id, query_ids), places.c.enrolment_id.is_not(None))
    )
    return [EnrolmentId(id) for id in connection.scalars(query) if id is not None]


def _leavers(connection: Connection, where: ColumnElement[bool]) -> list[EnrolmentId]:
    query = (
        select(enrolments.c.id)
        .join(places, places.c.enrolment_id == enrolments.c.id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .where(where, enrolments.c.status == Status.WITHDRAWN, LIVE | _GIVEN_UP)
    )
    return list(connection.scalars(query.distinct().order_by(enrolments.c.id)))


def _claimed_for_another(connection: Connection, ids: Iterable[EnrolmentId]) -> str:
    """Name somebody on record for whom a place is claimed that another person holds; empty where none is."""
    query = select(places.c.id, places.c.agreement_id, enrolments.c.person_id).join(
        enrolments, enrolments.c.id == places.c.enrolment_id
    )
    rows = connection.execute(query.where(LIVE, among(connection, enrolments.c.id, ids))).all()
    standing = claims_of(connection, {row.agreement_id for row in rows}).standing if rows else {}
    for row in rows:
        claim = standing.get(row.id)
        if claim is None:
            continue
        facts = connection.scalar(select(return_lines.c.facts).where(return_lines.c.id == claim.line_id))
        named = read_claim(str(facts)).participant
        if named.reference != person_reference(row.person_id) and _on_record(connection, named.reference):
            return named.name
    return ""


def _on_record(connection: Connection, reference: str) -> bool:
    return reference in map(person_reference, connection.scalars(select(people.c.id)))


def _stays_taken(connection: Connection, row: Row[tuple[object, ...]], today: date) -> bool:
    """Tell whether such a one holds a place rightly: it was delivered first, or is not to be free again."""
    withdrew = row.status is Status.WITHDRAWN and is_subsidised(row.funding)
    if withdrew and _was_earned(connection, row, today):
        return True
    return not row.clawed_back_is_free and was_claimed(connection, row.place_id)


def _was_earned(connection: Connection, row: Row[tuple[object, ...]], today: date) -> bool:
    """Tell whether a place was delivered before its person withdrew, and its funder pays for it."""
    left = left_on(connection, [row.id]).get(row.id, date.max)
    delivered = delivered_by(connection, row.place_id, left, today)
    return delivered and not is_refused(connection, row.place_id)


def _of_others(
    connection: Connection, place_ids: Iterable[PlaceId], enrolment_ids: Iterable[EnrolmentId]
) -> Select[tuple[object, ...]]:
    touched = among(connection, places.c.id, place_ids) | among(connection, enrolments.c.id, enrolment_ids)
    return _with_places().where(LIVE, _HAS_LEFT | _UNPAID, touched)


def _without(connection: Connection, ids: Iterable[EnrolmentId]) -> Select[tuple[object, ...]]:
    holds = enrolments.c.status.in_(HOLDS_A_PLACE) & SUBSIDISED
    return _people().where(among(connection, enrolments.c.id, ids), holds, ~_HAS_ONE)


def _with_places() -> Select[tuple[object, ...]]:
    return (
        _people()
        .join(places, places.c.enrolment_id == enrolments.c.id)
        .join(agreements, agreements.c.id == places.c.agreement_id)
        .add_columns(places.c.id.label("place_id"), agreements.c.clawed_back_is_free)
    )


def _people() -> Select[tuple[object, ...]]:
    return (
        select(
            enrolments.c.id,
            enrolments.c.status,
            enrolments.c.funding,
            people.c.given_name,
            people.c.family_name,
        )
        .select_from(enrolments)
        .join(people, people.c.id == enrolments.c.person_id)
    )


def _name(row: Row[tuple[object, ...]]) -> str:
    return full_name(row.given_name, row.family_name)

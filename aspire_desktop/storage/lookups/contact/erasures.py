"""Whether somebody may be erased, what stands in the way, and what would go."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from sqlalchemy import Connection, Row, func, select

from aspire_desktop.domain.contact.erasures import ErasurePlan, years_after
from aspire_desktop.domain.money.charges import ChargeState
from aspire_desktop.domain.money.claims import PlaceState
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.errors import NotFound
from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.staff import ADMINISTRATORS
from aspire_desktop.domain.office.values import EnrolmentId, PersonId, ReturnId, place_label
from aspire_desktop.domain.programmes.enrolments import STILL_TO_COME
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.belongings import lines_about, references_of
from aspire_desktop.storage.erasure_marks import marks_in
from aspire_desktop.storage.lookups.money.charges import charges_of
from aspire_desktop.storage.lookups.money.funding import pool_places
from aspire_desktop.storage.lookups.money.returns import changes_since
from aspire_desktop.storage.lookups.office.settings import office_settings
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.tables.money.funding import agreements, places, return_lines, returns
from aspire_desktop.storage.tables.money.settlements import queries
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.programmes.certificates import certificates
from aspire_desktop.storage.tables.programmes.cohorts import cohorts, sessions
from aspire_desktop.storage.tables.programmes.enrolments import enrolments


@asked_by(ADMINISTRATORS)
def erasure_plan(connection: Connection, person_id: PersonId, today: date) -> ErasurePlan:
    """Give what erasing a person would meet with today; raise NotFound where there is no such record."""
    person = connection.execute(select(people).where(people.c.id == person_id)).first()
    if person is None:
        raise NotFound.gone("person")
    booked = list(connection.scalars(select(enrolments.c.id).where(enrolments.c.person_id == person_id)))
    told = returns_about(connection, person_id)
    last = max((row.submitted_at.astimezone(OFFICE_ZONE).date() for row in told), default=None)
    years = office_settings(connection).evidence_years
    return ErasurePlan(
        person_id=person_id,
        name=full_name(person.given_name, person.family_name),
        restricted_on=person.restricted_on,
        erased_on=person.erased_on,
        obstacles=tuple(_obstacles(connection, person_id, booked, today)),
        claimed_in=tuple(f"{row.reference}, revision {row.revision}" for row in told),
        evidenced_until=None if last is None else years_after(last, years),
        certificates=_count_certificates(connection, booked),
    )


def still_there(connection: Connection, marks: Collection[str]) -> list[PersonId]:
    """Give who is on record and not erased of those whom another copy of the database has erased."""
    meant = {id for mark, id in marks_in(connection).items() if mark in marks} if marks else set()
    here = select(people.c.id).where(among(connection, people.c.id, meant), people.c.erased_on.is_(None))
    return list(connection.scalars(here.order_by(people.c.id)))


def returns_about(connection: Connection, person_id: PersonId) -> list[Row[tuple[object, ...]]]:
    """Give the stored returns, whatever became of them, with a line about the person."""
    lines = lines_about(connection, references_of(connection, person_id))
    about = select(return_lines.c.return_id).where(among(connection, return_lines.c.id, lines))
    return list(connection.execute(select(returns).where(returns.c.id.in_(about)).order_by(returns.c.id)))


def returns_holding(connection: Connection, lines: Iterable[int], returned: Iterable[int]) -> list[ReturnId]:
    """Give the returns that hold any of the lines, and the others named, in the order of submission."""
    query = select(return_lines.c.return_id).where(among(connection, return_lines.c.id, lines))
    return [ReturnId(id) for id in sorted({*connection.scalars(query), *returned})]


def _obstacles(
    connection: Connection, person_id: PersonId, booked: list[EnrolmentId], today: date
) -> Iterator[str]:
    yield from _cohorts_to_come(connection, booked, today)
    yield from _places_unsettled(connection, person_id, booked, today)
    yield from _queries_open(connection, person_id)
    for charge in (each for found in charges_of(connection, booked).values() for each in found):
        if charge.state is ChargeState.RAISED:
            yield f"A charge raised on {charge.on:%d/%m/%Y} is not invoiced: invoice it or waive it."


def _cohorts_to_come(connection: Connection, booked: list[EnrolmentId], today: date) -> Iterator[str]:
    query = (
        select(cohorts.c.code)
        .join(enrolments, enrolments.c.cohort_id == cohorts.c.id)
        .join(sessions, sessions.c.cohort_id == cohorts.c.id)
        .where(among(connection, enrolments.c.id, booked), enrolments.c.status.in_(STILL_TO_COME))
        .group_by(cohorts.c.code)
        .having(func.max(sessions.c.on) >= today)
        .order_by(cohorts.c.code)
    )
    for code in connection.scalars(query):
        yield f"{code} is not over, and they are booked on it: withdraw them first."


def _places_unsettled(
    connection: Connection, person_id: PersonId, booked: list[EnrolmentId], today: date
) -> Iterator[str]:
    """Name what the next return is to say of them: it needs a name then."""
    query = select(places.c.agreement_id, agreements.c.reference).join(agreements)
    held = query.where(among(connection, places.c.enrolment_id, booked)).distinct()
    labels = {
        place_label(id)
        for id in connection.scalars(
            select(places.c.id).where(among(connection, places.c.enrolment_id, booked))
        )
    }
    for row in connection.execute(held.order_by(agreements.c.reference)).all():
        changed = {each.place for each in changes_since(connection, today, row.agreement_id)} & labels
        for place in pool_places(connection, row.agreement_id, today):
            if place.person_id == person_id and place.state is not PlaceState.CLAIMED:
                changed.discard(place.label)
                yield f"Place {place.label} of {row.reference} is {_WORDS[place.state]}."
        for label in sorted(changed):
            yield f"The next return of {row.reference} corrects place {label}: submit it first."


def _queries_open(connection: Connection, person_id: PersonId) -> Iterator[str]:
    lines = lines_about(connection, references_of(connection, person_id))
    query = (
        select(returns.c.reference, return_lines.c.number)
        .join(return_lines, return_lines.c.return_id == returns.c.id)
        .join(queries, queries.c.line_id == return_lines.c.id)
        .where(among(connection, return_lines.c.id, lines), queries.c.result.is_(None))
        .order_by(returns.c.id, return_lines.c.number)
    )
    for row in connection.execute(query):
        yield f"The funder asks about line {row.number} of {row.reference}: settle the query first."


def _count_certificates(connection: Connection, booked: list[EnrolmentId]) -> int:
    query = select(func.count()).where(among(connection, certificates.c.enrolment_id, booked))
    return connection.scalar(query) or 0


_WORDS = {
    PlaceState.COMMITTED: "still committed to them: change who pays for it first",
    PlaceState.CLAIMABLE: "to be claimed for them: submit the return first",
    PlaceState.IN_RETURN: "in the open return: submit it first",
    PlaceState.TAKEN_BACK: "to be taken back: submit the return first",
    PlaceState.GIVEN_UP: "to be taken back: submit the return first",
}

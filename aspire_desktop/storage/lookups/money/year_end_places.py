"""Places of agreements as they stood on a date: delivered, to come, and at risk of lapsing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, Row, Select, func, or_, select

from aspire_desktop.domain.money.claim_basis import claim_basis
from aspire_desktop.domain.money.claims import ClaimRef, Terms
from aspire_desktop.domain.money.year_end import Section, YearEndRow, expected_on
from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.values import (
    AgreementId,
    EnrolmentId,
    PlaceId,
    long_date,
    place_label,
    short_date,
)
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.domain.programmes.completions import Delivery
from aspire_desktop.domain.programmes.enrolments import EVERY_STATUS, ON_REGISTER, Status, is_subsidised
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.money.claims import Claims, claims_in, correcting, place_records
from aspire_desktop.storage.lookups.money.corrections import money_corrections, refused_people
from aspire_desktop.storage.lookups.money.held_places import outstanding
from aspire_desktop.storage.lookups.money.year_end_returns import standing_on
from aspire_desktop.storage.lookups.office.as_at import stood
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.lookups.programmes.cohorts import sessions_of
from aspire_desktop.storage.lookups.programmes.completions import deliveries_of
from aspire_desktop.storage.lookups.programmes.programmes import rules_of
from aspire_desktop.storage.tables.money.funding import allotments, places
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments, steps

NOUGHT = Decimal("0.00")


@dataclass(frozen=True)
class _Place:
    """A place that was live on the date, or released and claimed; without a person while only reserved."""

    row: Row[tuple[object, ...]]
    terms: Terms
    organisation: str
    met_on: date | None
    expected_on: date | None
    claim: ClaimRef | None
    """The claim of returns submitted by the date that none of them takes back."""
    correction: Decimal
    """Pounds by which the funder changed that claim, in no return submitted by the date."""
    refused: bool

    @property
    def live(self) -> bool:
        return bool(self.row.live)

    @property
    def person(self) -> str:
        if self.row.enrolment_id is None:
            return str(self.row.reserved_for)
        return full_name(self.row.given_name, self.row.family_name)

    @property
    def nameless(self) -> bool:
        return self.row.enrolment_id is None and not self.row.reserved_for


def place_rows(connection: Connection, terms: Mapping[AgreementId, Terms], on: date) -> Iterator[YearEndRow]:
    """Give the rows of places for the sections of delivery, forecast and risk."""
    taken: dict[AgreementId, int] = {}
    for place in _places(connection, terms, on):
        agreement = place.terms.agreement_id
        taken[agreement] = taken.get(agreement, 0) + place.live
        yield from _claim_rows(place)
        yield from _rows(place, on)
    for row, still, partner in _allotted(connection, terms, on):
        taken[row.agreement_id] = taken.get(row.agreement_id, 0) + still
        yield from _allotment_rows(row, terms[row.agreement_id], still, partner)
    running = {id: each for id, each in terms.items() if each.dates.holds(on)}
    records = place_records(connection, running, on)
    for id, each in running.items():
        yield from _free(each, taken.get(id, 0), correcting(each, records[id]))


def _claim_rows(place: _Place) -> Iterator[YearEndRow]:
    """Tell a claim that the next return takes back, or whose money it corrects."""
    if place.claim is None:
        return
    claimed = f"Claimed in {place.claim}"
    if not place.live or place.met_on is None:
        why = "place released" if not place.live else "refused" if place.refused else "claim rule not met"
        yield _row(place, Section.GIVE_BACK, f"{claimed}, {why}", None, place.claim.amount)
    elif place.correction < 0:
        less = f"{claimed}, lowered by the funder"
        yield replace(_row(place, Section.GIVE_BACK, less, None, -place.correction), places=0)
    elif place.correction > 0:
        more = f"{claimed}, raised by the funder"
        yield replace(_row(place, Section.UNCLAIMED, more, None, place.correction), places=0)


def _rows(place: _Place, on: date) -> Iterator[YearEndRow]:
    if not place.live or (place.claim is not None and place.met_on is not None):
        return
    if place.met_on is not None:
        yield _row(place, Section.UNCLAIMED, f"Claim rule met on {long_date(place.met_on)}", place.met_on)
        return
    expected, ends = place.expected_on, place.terms.dates.ends
    if place.refused:
        for section in (Section.FORECAST, Section.AT_RISK):
            yield _row(place, section, "Refused by the funder, the place still held", None)
        return
    yield _row(place, Section.FORECAST, _outlook(place, on), expected)
    if expected is not None and expected > ends:
        late = f"Expected {short_date(expected)}, after the end on {short_date(ends)}"
        yield _row(place, Section.AT_RISK, late, expected)
    elif place.nameless:
        yield _row(place, Section.AT_RISK, "Reserved, nobody named yet", expected)


def _outlook(place: _Place, on: date) -> str:
    if place.expected_on is None:
        told = "No session planned"
    elif place.expected_on <= on:
        told = "Overdue, not met yet"
    else:
        told = f"Expected {short_date(place.expected_on)}"
    return told if place.row.enrolment_id is not None else f"Reserved. {told}"


def _row(
    place: _Place, section: Section, what: str, day: date | None, amount: Decimal | None = None
) -> YearEndRow:
    """Give a row of one place, at the agreement's price if no other amount is given."""
    return YearEndRow(
        section=section,
        agreement=place.terms.reference,
        what=what,
        person=place.person or "Nobody named yet",
        organisation=place.organisation,
        cohort=place.row.code or "",
        place=place_label(PlaceId(place.row.id)),
        on=day,
        places=1,
        amount=place.terms.unit if amount is None else amount,
        person_id=place.row.person_id,
        cohort_id=place.row.on_cohort,
    )


def _free(terms: Terms, taken: int, corrected: Decimal) -> Iterator[YearEndRow]:
    """Tell free places by what the pool has free in pounds, which may pay for a part of a place too."""
    free, amount, ends = terms.cap - taken, terms.left(taken, corrected), terms.dates.ends
    if free > 0 or amount > 0:
        told = "Free" if free > 0 else "Left in pounds, less than a place"
        what = f"{told}, to be claimed by {long_date(ends)}"
        yield YearEndRow(Section.AT_RISK, terms.reference, what, "", "", "", "", ends, free, amount)


def _allotment_rows(
    row: Row[tuple[object, ...]], terms: Terms, still: int, partner: str
) -> Iterator[YearEndRow]:
    what = f"Allotted by {row.reference}, in the partner's own database"
    amount = still * terms.unit
    yield YearEndRow(Section.FORECAST, terms.reference, what, "", partner, "", "", None, still, amount)


def _allotted(
    connection: Connection, terms: Mapping[AgreementId, Terms], on: date
) -> Iterator[tuple[Row[tuple[object, ...]], int, str]]:
    """Give allotments of the date, how many places were still with the partner, and its name."""
    still = outstanding(connection, on=on)
    query = select(allotments).where(
        among(connection, allotments.c.agreement_id, set(terms)), among(connection, allotments.c.id, still)
    )
    rows = connection.execute(query.order_by(allotments.c.id)).all()
    names = names_on(connection, {row.partner_id for row in rows}, on)
    for row in rows:
        if still[row.id] > 0:
            yield row, still[row.id], names[row.partner_id]


def _places(connection: Connection, terms: Mapping[AgreementId, Terms], on: date) -> list[_Place]:
    """Give the places of the date in their order: the live ones, and those released whose claim stood."""
    claims = claims_in(connection, {each.id for each in standing_on(connection, terms, on).values()})
    corrections = money_corrections(connection, terms)
    rows = connection.execute(_of_date(connection, terms, on, claims)).all()
    entitled = _entitled(connection, rows, on)
    ids = {row.on_cohort for row in rows if row.on_cohort is not None}
    deliveries = deliveries_of(connection, ids, EVERY_STATUS)
    rules, days = rules_of(connection), sessions_of(connection, sorted(ids))
    refused = refused_people(connection, terms)
    names = names_on(connection, {row.of_organisation for row in rows}, on)
    found = []
    for row in rows:
        each = terms[row.agreement_id]
        sessions: Sequence[SessionRow] = days.get(row.on_cohort, [])
        expected = (
            expected_on(sessions, rules[row.version_id].claim_rule, each.claim_point, each.sessions_needed)
            if row.version_id is not None
            else None
        )
        will_not_pay = (row.agreement_id, row.enrolment_id) in refused
        delivery = None if will_not_pay else deliveries.get(row.enrolment_id)
        met_on = _met_on(row, delivery, each, entitled, on)
        organisation = names.get(row.of_organisation, "")
        found.append(
            _Place(
                row,
                each,
                organisation,
                met_on,
                expected,
                claims.standing.get(row.id),
                NOUGHT if row.id in claims.corrected else corrections.get(row.id, NOUGHT),
                will_not_pay,
            )
        )
    return found


def _met_on(
    row: Row[tuple[object, ...]],
    delivery: Delivery | None,
    terms: Terms,
    entitled: Mapping[EnrolmentId, date | None],
    on: date,
) -> date | None:
    """Ask what the pool asks: a funding that takes a place, and nobody who had left before."""
    if delivery is None or not row.live or row.enrolment_id not in entitled or not is_subsidised(row.funding):
        return None
    left = replace(delivery, left_on=entitled[row.enrolment_id])
    return claim_basis(left, terms.claim_point, terms.sessions_needed, on).met_on


def _of_date(
    connection: Connection, terms: Mapping[AgreementId, Terms], on: date, claims: Claims
) -> Select[tuple[object, ...]]:
    live = stood(places.c.taken_on, places.c.released_on, on)
    cohort_id = func.coalesce(enrolments.c.cohort_id, places.c.cohort_id)
    return (
        select(
            places.c.id,
            places.c.agreement_id,
            places.c.enrolment_id,
            places.c.reserved_for,
            enrolments.c.person_id,
            enrolments.c.status,
            enrolments.c.funding,
            func.coalesce(enrolments.c.organisation_id, places.c.organisation_id).label("of_organisation"),
            people.c.given_name,
            people.c.family_name,
            cohorts.c.id.label("on_cohort"),
            cohorts.c.code,
            cohorts.c.version_id,
            live.label("live"),
        )
        .outerjoin(enrolments, enrolments.c.id == places.c.enrolment_id)
        .outerjoin(people, people.c.id == enrolments.c.person_id)
        .outerjoin(cohorts, cohorts.c.id == cohort_id)
        .where(
            among(connection, places.c.agreement_id, set(terms)),
            or_(live, among(connection, places.c.id, claims.standing)),
        )
        .order_by(places.c.id)
    )


def _entitled(
    connection: Connection, rows: Sequence[Row[tuple[object, ...]]], on: date
) -> dict[EnrolmentId, date | None]:
    """Give the enrolments that stood on a register on the date, and those that withdrew, with their last day.

    What was noted last of what is dated by then counts, as it does today: a withdrawal may be told late.
    """
    standing: dict[EnrolmentId, tuple[Status | None, date | None]] = {
        row.enrolment_id: (row.status, None) for row in rows if row.enrolment_id is not None
    }
    moves = select(steps).where(among(connection, steps.c.enrolment_id, set(standing)))
    dated: dict[EnrolmentId, tuple[Status | None, date | None]] = {}
    for step in connection.execute(moves.order_by(steps.c.id)):
        if step.on <= on:
            dated[step.enrolment_id] = step.status, step.on if step.status is Status.WITHDRAWN else None
        else:
            dated.setdefault(step.enrolment_id, (None, None))
    return {
        id: left_on
        for id, (status, left_on) in (standing | dated).items()
        if status in ON_REGISTER or status is Status.WITHDRAWN
    }

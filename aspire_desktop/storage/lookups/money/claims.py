"""Every place of an agreement with who holds it, how they stand, and what submitted returns say of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, Row, Select, select

from aspire_desktop.domain.money.claim_basis import ClaimBasis, claim_basis
from aspire_desktop.domain.money.claims import ClaimRef, PlaceState, Terms, falls_in, place_state
from aspire_desktop.domain.money.funding import LineKind
from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.values import (
    AgreementId,
    CohortId,
    EnrolmentId,
    Period,
    PersonId,
    PlaceId,
    ReturnId,
    VersionId,
)
from aspire_desktop.domain.programmes.completions import Delivery
from aspire_desktop.domain.programmes.enrolments import Status, is_subsidised
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.money.corrections import money_corrections, refused_people
from aspire_desktop.storage.lookups.money.standing import STANDS
from aspire_desktop.storage.lookups.programmes.completions import deliveries_of
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.money.funding import agreements, places, return_lines, returns
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments

NO_BASIS = ClaimBasis(None, (), None, "")


@dataclass(frozen=True)
class PlaceRecord:
    """A place that somebody took, with how they stand and what submitted returns say of it."""

    id: PlaceId
    enrolment_id: EnrolmentId
    person_id: PersonId
    person: str
    version_id: VersionId
    cohort_id: CohortId
    cohort: str
    status: Status
    subsidised: bool
    """Whether its holder's funding takes a place of an agreement: one that was claimed may stay with somebody
    whom another pays for now."""
    released_on: date | None
    release_reason: str
    delivery: Delivery | None
    """None where the person is neither on the register nor withdrew from it."""
    basis: ClaimBasis
    """What its claim rests on, whether the place is still held or not; empty without a delivery."""
    claim: ClaimRef | None
    """The claim that stands: submitted, and not taken back by a submitted return."""
    last_claim: ClaimRef | None
    """The latest claim of the agreement for the same person and version, taken back or not, by any place."""
    met_on: date | None
    """Since when it may be claimed; None for a released place and while the rule is not met."""
    refused: bool
    """Whether its funder will not pay for its person on the cohort: never again, by another place neither."""
    correction: Decimal | None
    """Pounds by which the funder changed the claim that stands, not in a submitted return yet."""

    @property
    def live(self) -> bool:
        """Whether it takes one of the agreement's places."""
        return self.released_on is None

    @property
    def to_correct(self) -> Decimal | None:
        """Give the pounds that the open return corrects of a claim that stands; None where there are none."""
        return self.correction if self.live and self.claim and self.met_on is not None else None

    def state(self, terms: Terms, period: Period | None) -> PlaceState | None:
        """Give where it stands towards the return for a period."""
        falls = self.met_on is not None and falls_in(terms, period, self.met_on)
        return place_state(live=self.live, claimed=self.claim is not None, met_on=self.met_on, falls=falls)


@dataclass(frozen=True)
class Claims:
    """What the submitted returns that stand say of places."""

    standing: dict[PlaceId, ClaimRef]
    """The claims that stand, net of corrections of their money."""
    latest: dict[PlaceId, ClaimRef]
    """The latest claim of each place, whether it stands or was taken back."""
    corrected: frozenset[PlaceId]
    """Places whose money alone was corrected since they were claimed last."""


def placed(
    terms: Terms, records: Iterable[PlaceRecord], period: Period | None
) -> list[tuple[PlaceRecord, PlaceState]]:
    """Give every place that stands in a figure of the pool, with where it stands."""
    stated = ((record, record.state(terms, period)) for record in records)
    return [(record, state) for record, state in stated if state is not None]


def correcting(terms: Terms, records: Iterable[PlaceRecord]) -> Decimal:
    """Add up by how many pounds the open return differs from its net places at the agreement's price.

    It corrects money alone, and takes a claim back at what is left of it after earlier corrections.
    """
    return sum((_beside_the_price(terms, record) for record in records), Decimal("0.00"))


def _beside_the_price(terms: Terms, record: PlaceRecord) -> Decimal:
    if record.claim is None:
        return Decimal("0.00")
    if record.live and record.met_on is not None:
        return record.to_correct or Decimal("0.00")
    return terms.unit - record.claim.amount


def place_records(
    connection: Connection,
    terms: dict[AgreementId, Terms],
    today: date,
    restating: ReturnId | None = None,
) -> dict[AgreementId, list[PlaceRecord]]:
    """Give the places that people took of the agreements, released ones too, as they were taken.

    With `restating` a return counts as if it had never been submitted.
    """
    found: dict[AgreementId, list[PlaceRecord]] = {id: [] for id in terms}
    rows = connection.execute(_taken().where(among(connection, places.c.agreement_id, found))).all()
    facts = _Facts(connection, terms, rows, today, restating)
    for row in rows:
        found[row.agreement_id].append(facts.record(row))
    return found


class _Facts:
    """What records are put together from, each asked for once."""

    def __init__(
        self,
        connection: Connection,
        terms: dict[AgreementId, Terms],
        rows: Sequence[Row[tuple[object, ...]]],
        today: date,
        restating: ReturnId | None,
    ) -> None:
        self._terms, self._today = terms, today
        self._claims = claims_of(connection, terms, restating)
        asked = {row.cohort_id for row in rows if row.released_on is None or row.id in self._claims.standing}
        self._deliveries = deliveries_of(connection, asked)
        self._refused = refused_people(connection, terms)
        self._corrections = money_corrections(connection, terms)
        self._before: dict[tuple[AgreementId, PersonId, VersionId], ClaimRef] = {}
        latest = self._claims.latest
        for row in sorted((row for row in rows if row.id in latest), key=lambda row: latest[row.id].line_id):
            self._before[row.agreement_id, row.person_id, row.version_id] = latest[row.id]

    def record(self, row: Row[tuple[object, ...]]) -> PlaceRecord:
        delivery, id = self._deliveries.get(row.enrolment_id), row.id
        terms = self._terms[row.agreement_id]
        basis = (
            claim_basis(delivery, terms.claim_point, terms.sessions_needed, self._today)
            if delivery
            else NO_BASIS
        )
        correction = None if id in self._claims.corrected else self._corrections.get(id)
        return row_of(
            PlaceRecord,
            row,
            id=id,
            person=full_name(row.given_name, row.family_name),
            cohort=row.code,
            subsidised=is_subsidised(row.funding),
            delivery=delivery,
            basis=basis,
            claim=self._claims.standing.get(id),
            last_claim=self._before.get((row.agreement_id, row.person_id, row.version_id)),
            met_on=self._met_on(row, basis),
            refused=(row.agreement_id, row.enrolment_id) in self._refused,
            correction=correction,
        )

    def _met_on(self, row: Row[tuple[object, ...]], basis: ClaimBasis) -> date | None:
        off = row.released_on is not None or not is_subsidised(row.funding)
        return None if off or (row.agreement_id, row.enrolment_id) in self._refused else basis.met_on


def delivered_by(connection: Connection, place_id: PlaceId, on: date, today: date) -> bool:
    """Tell whether a place had met its agreement's claim rule by a day: then it stays with who leaves."""
    query = (
        select(places.c.enrolment_id, enrolments.c.cohort_id)
        .add_columns(agreements.c.claim_point, agreements.c.sessions_needed)
        .join(enrolments, enrolments.c.id == places.c.enrolment_id)
        .join(agreements, agreements.c.id == places.c.agreement_id)
        .where(places.c.id == place_id)
    )
    row = connection.execute(query).one()
    delivery = deliveries_of(connection, [row.cohort_id]).get(row.enrolment_id)
    if delivery is None:
        return False
    left = replace(delivery, left_on=on)
    return claim_basis(left, row.claim_point, row.sessions_needed, today).met_on is not None


def claims_of(
    connection: Connection, agreement_ids: Iterable[AgreementId], restating: ReturnId | None = None
) -> Claims:
    """Give what submitted returns claim by place; `restating` leaves one of them out."""
    lines = _lines().where(among(connection, returns.c.agreement_id, agreement_ids), STANDS)
    return _claims(row for row in connection.execute(lines) if row.return_id != restating)


def claims_in(connection: Connection, return_ids: Iterable[ReturnId]) -> Claims:
    """Give what these returns alone claim by place."""
    return _claims(connection.execute(_lines().where(among(connection, returns.c.id, return_ids))))


def _claims(lines: Iterable[Row[tuple[object, ...]]]) -> Claims:
    standing: dict[PlaceId, ClaimRef] = {}
    latest: dict[PlaceId, ClaimRef] = {}
    corrected: set[PlaceId] = set()
    for row in lines:
        if row.kind is LineKind.CLAIM:
            standing[row.place_id] = latest[row.place_id] = row_of(ClaimRef, row)
        elif row.places:
            standing.pop(row.place_id, None)
            corrected.discard(row.place_id)  # whoever claims it again asks for the whole price
        else:
            corrected.add(row.place_id)
            claim = standing[row.place_id]
            standing[row.place_id] = replace(claim, amount=claim.amount + row.amount)
    return Claims(standing, latest, frozenset(corrected))


def _lines() -> Select[tuple[object, ...]]:
    return (
        select(
            return_lines.c.id.label("line_id"),
            return_lines.c.return_id,
            return_lines.c.number,
            return_lines.c.place_id,
            return_lines.c.kind,
            return_lines.c.places,
            return_lines.c.amount,
            returns.c.reference.label("return_reference"),
        )
        .join(returns, returns.c.id == return_lines.c.return_id)
        .order_by(return_lines.c.return_id, return_lines.c.number)
    )


def _taken() -> Select[tuple[object, ...]]:
    """Ask for places with their people; a place that nobody has taken up is not among them."""
    return (
        select(
            places.c.id,
            places.c.agreement_id,
            places.c.enrolment_id,
            places.c.released_on,
            places.c.release_reason,
            enrolments.c.person_id,
            enrolments.c.cohort_id,
            enrolments.c.status,
            enrolments.c.funding,
            cohorts.c.code,
            people.c.given_name,
            people.c.family_name,
            cohorts.c.version_id,
        )
        .join(enrolments, enrolments.c.id == places.c.enrolment_id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .join(people, people.c.id == enrolments.c.person_id)
        .order_by(places.c.id)
    )

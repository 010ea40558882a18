"""In which return a place is claimed or taken back, and where every place of an agreement stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from aspire_desktop.domain.money.funding import (
    ClaimPoint,
    Pool,
    ReturnStatus,
    Vat,
    cap_in_pounds,
    cap_of,
    left_in_pounds,
)
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import (
    AgreementId,
    CohortId,
    EnrolmentId,
    Period,
    PersonId,
    PlaceId,
    ReturnId,
    ReturnLineId,
    long_date,
    months_on,
)


class PlaceState(StrEnum):
    """Where one place stands; what it adds to each figure of the pool is in SHARES."""

    COMMITTED = "committed"
    CLAIMABLE = "claimable"
    IN_RETURN = "in the open return"
    CLAIMED = "claimed"
    TAKEN_BACK = "claimed, to be taken back"
    GIVEN_UP = "released, to be taken back"


@dataclass(frozen=True)
class Share:
    """What one place adds to each figure of the pool; all but `free` are figures of places taken."""

    committed: int = 0
    claimable: int = 0
    in_return: int = 0
    claimed: int = 0

    @property
    def taken(self) -> int:
        """Give what it takes of the cap: 1 for a live place, 0 for a released one."""
        return self.committed + self.claimable + self.in_return + self.claimed


SHARES: dict[PlaceState, Share] = {
    PlaceState.COMMITTED: Share(committed=1),
    PlaceState.CLAIMABLE: Share(claimable=1),
    PlaceState.IN_RETURN: Share(in_return=1),
    PlaceState.CLAIMED: Share(claimed=1),
    # still claimed by a submitted return, which the open one takes back by -1
    PlaceState.TAKEN_BACK: Share(claimed=1, in_return=-1, committed=1),
    PlaceState.GIVEN_UP: Share(claimed=1, in_return=-1),
}


@dataclass(frozen=True)
class Terms:
    """What decides in which return a claim falls: an agreement's dates and what was submitted under it."""

    agreement_id: AgreementId
    reference: str
    places: int
    unit: Decimal
    dates: Period
    period_months: int
    submitted: tuple[Period, ...]
    amount_cap: Decimal | None = None
    claim_point: ClaimPoint = ClaimPoint.VERSION
    sessions_needed: int | None = None
    vat: Vat = Vat.OUTSIDE
    held: int = 0
    """Places that nobody has taken up yet: reserved, or allotted to partners and not given back."""
    corrected: Decimal = Decimal("0.00")
    """Pounds by which submitted returns corrected claims without taking a place back."""

    @property
    def cap(self) -> int:
        """Give how many places it pays for."""
        return cap_of(self.places, self.unit, self.amount_cap)

    def left(self, taken: int, correcting: Decimal) -> Decimal:
        """Give the pounds that so many places leave free, with what the open return corrects."""
        cap_amount = cap_in_pounds(self.cap, self.unit, self.amount_cap)
        return left_in_pounds(cap_amount, self.unit, taken, self.corrected + correcting)


@dataclass(frozen=True)
class PoolPlace:
    """One place behind the figures of a pool: taken, reserved or allotted, or released but still claimed."""

    place_id: PlaceId | None
    """None for a place allotted to a partner: it gets its number in the partner's own database."""
    label: str
    """Such as L-0108, or A-0002/3 for the third place of an allotment; no two are the same."""
    enrolment_id: EnrolmentId | None
    person_id: PersonId | None
    person: str
    """The person, or for whom the place is held in words."""
    cohort_id: CohortId | None
    cohort: str
    state: PlaceState
    met_on: date | None
    """The day on which the claim rule was met; None while it is not."""
    claimed_in: str
    """The submitted return and line that claim it, or empty."""
    reserved_for: str = ""
    """The name for which it is held, where somebody gave one."""

    @property
    def reserved(self) -> bool:
        """Tell whether it is held for somebody who has not enrolled yet."""
        return self.place_id is not None and self.enrolment_id is None


@dataclass(frozen=True)
class AgreementRow:
    """An agreement as listed; `covers` names its programmes and versions, `period` is the open one."""

    id: AgreementId
    reference: str
    funder: str
    covers: tuple[str, ...]
    places: int
    unit: Decimal
    begins: date
    ends: date
    period_months: int
    period: Period | None


@dataclass(frozen=True)
class ReturnSummary:
    """A return in figures. `lines` are new claims, `places` and `amount` are net of adjustments."""

    reference: str
    revision: int
    status: ReturnStatus
    lines: int
    adjustments: int
    places: int
    amount: Decimal
    cumulative: int
    """Net places claimed to date, this return included."""
    remaining: int
    """The cap less `cumulative`."""


@dataclass(frozen=True)
class ReturnRow:
    """A submitted return as listed, and what has changed for its period since."""

    id: ReturnId
    agreement_id: AgreementId
    period: Period
    submitted_by: str
    submitted_on: date
    workbook: str
    summary: ReturnSummary
    since: "Since"
    supersedes_id: ReturnId | None
    revision_reason: str
    newest: bool
    """Whether it is the latest of its agreement that stands: the one that can be restated."""
    paid: Decimal
    """Pounds that came for it, for whichever of its revisions; nothing for one that is revised."""

    @property
    def outstanding(self) -> Decimal:
        """Give what is still to come; negative where the funder is to get money back."""
        if self.summary.status is ReturnStatus.REVISED:
            return Decimal("0.00")
        return self.summary.amount - self.paid


@dataclass(frozen=True)
class Since:
    """What the next return will claim for a submitted one's period, and take back or correct of its lines."""

    claims: int = 0
    adjustments: int = 0
    corrections: int = 0
    """Lines whose money alone is corrected."""

    def __str__(self) -> str:
        """Write: +1 −1 ±1; empty where nothing changed."""
        signed = (("+", self.claims), ("−", self.adjustments), ("±", self.corrections))
        return " ".join(f"{sign}{count}" for sign, count in signed if count)


@dataclass(frozen=True)
class ChangeSince:
    """One place that stands otherwise than a submitted return has it, until the next one says so."""

    return_id: ReturnId
    reference: str
    """The submitted return that it concerns."""
    place: str
    """The place's label."""
    change: int
    """Places: 1 met the rule in its period, -1 is taken back, 0 corrects money only."""
    amount: Decimal
    """Pounds, signed likewise."""


@dataclass(frozen=True)
class ClaimRef:
    """A claim line of a submitted return that stands; `amount` is net of corrections of its money."""

    line_id: ReturnLineId
    return_id: ReturnId
    return_reference: str
    number: int
    amount: Decimal

    def __str__(self) -> str:
        return f"{self.return_reference} line {self.number}"


# What follows from it


def runs_first(rows: Iterable[AgreementRow], today: date) -> AgreementRow | None:
    """Choose the agreement that screens open with: one that runs today, and of several that ends first."""
    running = (row for row in rows if row.begins <= today <= row.ends)
    return min(running, key=lambda row: row.ends, default=None)


def open_period(terms: Terms, today: date) -> Period | None:
    """Give the period whose return is open: the first, or else the one after the latest submitted.

    None where that would begin after today: until then nothing is open. Periods go on after the
    agreement's end, since a late register or a project decided later is claimed then.
    """
    if not terms.submitted:
        return _cell(terms, terms.dates.begins)
    begins = day_after(terms)
    if begins > today:
        return None
    return Period(begins, _cell(terms, begins).ends)


def day_after(terms: Terms) -> date:
    """Give the day after the latest submitted return, of which there is one."""
    return max(period.ends for period in terms.submitted) + timedelta(days=1)


def period_of(terms: Terms, day: date) -> Period:
    """Give the period, as the agreement counts them, that holds a day on or after its beginning.

    It leaves out what submitted returns hold before and after the day.
    """
    cell = _cell(terms, day)
    before = [each.ends + timedelta(days=1) for each in terms.submitted if each.ends < day]
    after = [each.begins - timedelta(days=1) for each in terms.submitted if each.begins > day]
    return Period(max(cell.begins, *before, date.min), min(cell.ends, *after, date.max))


def period_after(terms: Terms, period: Period) -> Period:
    """Give the period that follows one, whether a return holds it or not."""
    return _cell(terms, period.ends + timedelta(days=1))


def periods_waiting(terms: Terms, met: Iterable[date], today: date) -> tuple[Period, ...]:
    """Give the periods, never submitted, that hold the days on which claims were met, but for the open one.

    They lie before the open period, where an agreement's dates were corrected or a period was left out, or
    after it, where nobody sent a return for the open one.
    """
    opened = open_period(terms, today)
    waiting = (day for day in met if not _has_passed(terms, day))
    found = {period_of(terms, day) for day in waiting if opened is None or not opened.holds(day)}
    return tuple(sorted(found))


def falls_in(terms: Terms, period: Period | None, met_on: date) -> bool:
    """Tell whether a claim that is in no return yet belongs into the return for the period.

    It falls in the period of its day. Where a submitted return holds that day already it goes
    into the next open one; met before the period in one never submitted, it waits for that one.
    A session made up before the agreement began is in no period of it: it goes into the open one.
    """
    if period is None:
        return False
    return period.holds(met_on) or (met_on < period.begins and _has_passed(terms, met_on))


def _has_passed(terms: Terms, day: date) -> bool:
    """Tell whether no return for the period of a day can be made: it is submitted, or there is none."""
    return day < terms.dates.begins or any(each.holds(day) for each in terms.submitted)


def place_state(*, live: bool, claimed: bool, met_on: date | None, falls: bool) -> PlaceState | None:
    """Give where a place stands; None for a released one that no return claims.

    `met_on` is the day of the claim rule, None where it is not met or the person is off the
    register; `falls` tells whether that day falls in the open return.
    """
    if claimed:
        if live and met_on is not None:
            return PlaceState.CLAIMED
        return PlaceState.TAKEN_BACK if live else PlaceState.GIVEN_UP
    if not live:
        return None
    if met_on is None:
        return PlaceState.COMMITTED
    return PlaceState.IN_RETURN if falls else PlaceState.CLAIMABLE


def pool_of(terms: Terms, states: Iterable[PlaceState], correcting: Decimal = Decimal("0.00")) -> Pool:
    """Add up where the places of an agreement stand; free is what the others leave of the cap.

    `correcting` is by how many pounds the open return differs from its net places at their price.
    """
    shares = [SHARES[state] for state in states]
    return Pool(
        agreement_id=terms.agreement_id,
        reference=terms.reference,
        cap=terms.cap,
        free=terms.cap - terms.held - sum(share.taken for share in shares),
        committed=terms.held + sum(share.committed for share in shares),
        claimable=sum(share.claimable for share in shares),
        in_return=sum(share.in_return for share in shares),
        claimed=sum(share.claimed for share in shares),
        unit=terms.unit,
        amount_cap=terms.amount_cap,
        corrected=terms.corrected,
        correcting=correcting,
    )


def check_period(terms: Terms, period: Period) -> None:
    """Raise RuleBroken where no return can be made for a period.

    One that is not over yet is allowed: what is met in it later falls into the next return.
    """
    for each in sorted(terms.submitted):
        if each == period:
            raise RuleBroken(
                f"The return for {period} is submitted already.",
                do="Later changes become adjustments on the next return.",
            )
        if each.begins <= period.ends and period.begins <= each.ends:
            raise RuleBroken(
                f"A return for {each} is submitted already, and {period} overlaps it.",
                do=f"Choose a period that does not hold a day from {long_date(each.begins)} "
                f"to {long_date(each.ends)}.",
            )
    if period.ends < terms.dates.begins:
        raise RuleBroken(
            f"Agreement {terms.reference} runs from {terms.dates}; {period} is over before that.",
            do="Choose a later period.",
        )


def revision_words(reference: str, revision: int) -> str:
    """Write "L-R1", or "L-R1, revision 2" of one that was restated."""
    return reference if revision == 1 else f"{reference}, revision {revision}"


def submitted_words(references: Sequence[tuple[str, date]]) -> str:
    """Say which returns came before: "L-R1 of 3 July 2026, L-R2 of 5 October 2026"."""
    return ", ".join(f"{reference} of {long_date(on)}" for reference, on in references)


def _cell(terms: Terms, day: date) -> Period:
    """Give the period that holds a day: so many months each, counted from the beginning, cut at the end."""
    count = 1
    while months_on(terms.dates.begins, count * terms.period_months) <= day:
        count += 1
    first = months_on(terms.dates.begins, (count - 1) * terms.period_months)
    last = months_on(terms.dates.begins, count * terms.period_months) - timedelta(days=1)
    if day <= terms.dates.ends:
        return Period(first, min(last, terms.dates.ends))
    return Period(max(first, terms.dates.ends + timedelta(days=1)), last)

"""The year end as at a date: what is delivered, claimed, received early, still to come, and at risk.

Delivered and unclaimed: live places whose claim rule was met by the date, and that no return submitted by
the date claims; at the agreement's price of a place; and what a funder added to a claim.

Claimed and unpaid: for each return submitted by the date (its newest revision of then), what it comes to
net, less what remittances dated by the date paid of it; below nought where the funder is to get money back.

Money to be given back: claims of those returns that none of them takes back although the place was released
or its claim rule is not met as at the date, and what a funder took off a claim that none of them corrects;
and what was paid of a return above what its newest revision claims, as far as an earlier one claimed it.

Deferred income: invoiced charges for places, not credited by the date, on cohorts whose first session is
after the date or not planned; and money remitted above all that a return ever claimed, or for no return yet.

Forecast by month: what the pool counts as committed (places that no return claims, or whose claim is to be
given back, also where their funder refused whom they are held for), by the month in which the claim rule is
expected to be met: the last day of the sessions that the rule asks for. What is overdue, refused or not
planned has no month.

At risk of lapsing: such places expected after their agreement's end, places reserved without a name, places
held for somebody whom their funder refused, and places that are free, of agreements that run on the date.
What is free comes to what the pool has free in pounds: more than its places at their price where a cap in
pounds leaves a remainder, or a funder paid less.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from aspire_desktop.domain.money.claim_basis import counting
from aspire_desktop.domain.money.funding import ClaimPoint, Tally
from aspire_desktop.domain.office.values import CohortId, PersonId
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.domain.programmes.programmes import ClaimRule


class Section(StrEnum):
    """The six parts of a year end, in their order."""

    UNCLAIMED = "Delivered and unclaimed"
    UNPAID = "Claimed and unpaid"
    GIVE_BACK = "To be given back"
    DEFERRED = "Deferred income"
    FORECAST = "Forecast by month"
    AT_RISK = "At risk of lapsing"


DEFINITIONS: Mapping[Section, str] = {
    Section.UNCLAIMED: "Live places whose claim rule was met by the date and that no return submitted by "
    "the date claims, at the agreement's price of a place; and what a funder added to a claim where none of "
    "them corrects it.",
    Section.UNPAID: "For each return submitted by the date, in its newest revision of then: what it comes "
    "to net, less what remittances dated by the date paid of it; below £0 where the funder is to get money "
    "back.",
    Section.GIVE_BACK: "Claims in returns submitted by the date, paid or not, that none of them takes back "
    "although the place was released or its claim rule is not met as at the date; and what a funder took off "
    "a claim where none of them corrects it: the next return takes these back. And what was paid of a return "
    "above what its newest revision claims, as far as an earlier one claimed it: the funder takes it off a "
    "payment.",
    Section.DEFERRED: "Charges for places invoiced and not credited by the date, without VAT, on cohorts "
    "whose first session is after the date or not planned; and money remitted by the date above all that a "
    "return ever claimed, or for no return yet.",
    Section.FORECAST: "Committed places: those that no return claims, or whose claim is to be given back, by "
    "the month in which the last session that the claim rule asks for is planned. What is overdue, or has no "
    "sessions yet, has no month; nor has what is held for somebody whom the funder refused.",
    Section.AT_RISK: "Places of the forecast expected after their agreement's end, places reserved without a "
    "name, places held for somebody whom the funder refused, and places that are free, of agreements that "
    "run on the date; what is free comes to what the pool has free in pounds.",
}
AS_AT = (
    "Places, returns, revisions, remittances, invoices and credit notes are taken as at the date, by their "
    "own dates, and people's standing by the dates of their steps.",
    "Marks, sessions, project outcomes, settled queries and the terms of agreements are taken as recorded "
    "now: a mark that was corrected after the date counts as corrected, if its session was by the date.",
    "A place counts once in each section; a committed place at risk also stands in the forecast.",
)
"""How the date is kept to, and what cannot be turned back."""


@dataclass(frozen=True)
class YearEndRow:
    """One place, charge or payment behind a figure. Empty text is unknown or does not apply."""

    section: Section
    agreement: str
    """The agreement's reference; empty for a charge to a council."""
    what: str
    """What it is about, in words without names."""
    person: str
    organisation: str
    cohort: str
    place: str
    on: date | None
    """The day on which it was met, submitted, paid, invoiced or is expected."""
    places: int
    amount: Decimal
    person_id: PersonId | None = None
    cohort_id: CohortId | None = None


@dataclass(frozen=True)
class MonthTally:
    """What is expected in one month; `first` is its first day, None where there is no month yet."""

    first: date | None
    tally: Tally

    @property
    def words(self) -> str:
        """Write: November 2026."""
        return f"{self.first:%B %Y}" if self.first else "No month: overdue or not planned"


@dataclass(frozen=True)
class YearEnd:
    """The year end of every agreement and council-paid place, or of one agreement."""

    on: date
    agreement: str
    """The reference of the one agreement, or empty for all."""
    rows: tuple[YearEndRow, ...]

    def of(self, section: Section) -> tuple[YearEndRow, ...]:
        """Give the rows behind one section."""
        return tuple(row for row in self.rows if row.section is section)

    def total(self, section: Section) -> Tally:
        """Add up one section."""
        return _added(self.of(section))

    def months(self) -> tuple[MonthTally, ...]:
        """Split the forecast by month, in order; what has none comes last."""
        found: dict[date | None, list[YearEndRow]] = {}
        for row in self.of(Section.FORECAST):
            found.setdefault(month_of(row.on, self.on), []).append(row)
        ordered = sorted(found, key=lambda first: first or date.max)
        return tuple(MonthTally(first, _added(found[first])) for first in ordered)


def month_of(expected: date | None, on: date) -> date | None:
    """Give the first day of the month in which a claim is expected; None for an overdue or unplanned one."""
    return expected.replace(day=1) if expected is not None and expected > on else None


def expected_on(
    days: Sequence[SessionRow], rule: ClaimRule, point: ClaimPoint, sessions: int | None
) -> date | None:
    """Give the day on which a place's claim rule is expected to be met, None while nothing is planned.

    `days` are the cohort's sessions. The agreement's `point` rules; VERSION leaves it to the version's rule.
    """
    ordered = sorted(day.on for day in days)
    if not ordered:
        return None
    if point is ClaimPoint.START:
        return ordered[0]
    if point is ClaimPoint.SESSIONS:
        return ordered[min(sessions or 1, len(ordered)) - 1]
    return max((day.on for day in counting(rule, point, days)), default=ordered[-1])


def _added(rows: Iterable[YearEndRow]) -> Tally:
    return sum((Tally(row.places, row.amount) for row in rows), Tally())

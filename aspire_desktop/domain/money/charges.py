"""Dated prices for members and others, and what organisations are charged beside what is subsidised."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from aspire_desktop.domain.money.funding import Vat
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.limits import MOST, check_count, check_pounds
from aspire_desktop.domain.office.values import (
    ChargeId,
    CohortId,
    EnrolmentId,
    PersonId,
    PriceId,
    VersionId,
    to_pence,
)
from aspire_desktop.domain.programmes.enrolments import ON_REGISTER, Funding, Status

USUAL_PERCENT = Decimal(20)
"""The standard rate of VAT where an office has set none."""


class ChargeKind(StrEnum):
    """What is charged for."""

    PLACE = "place"
    NO_SHOW = "no-show"
    LATE_WITHDRAWAL = "late withdrawal"


class ChargeState(StrEnum):
    """Where a charge stands; what is due is worked out and never stored."""

    DUE = "due"
    RAISED = "raised"
    INVOICED = "invoiced"
    WAIVED = "waived"
    CREDITED = "credited"


NO_PO = "No PO number"
STANDING = frozenset({ChargeState.RAISED, ChargeState.INVOICED})
"""States in which an organisation is charged."""


@dataclass(eq=False)
class Price:
    """What is charged from a day on, under a programme version; the newest since then holds."""

    id: PriceId = field(init=False)
    version_id: VersionId
    kind: ChargeKind
    member: bool
    amount: Decimal
    """Pounds without VAT."""
    vat: Vat
    since: date
    within_days: int | None = None
    """For a late withdrawal: so many days before the first session, or fewer."""


@dataclass(eq=False)
class Charge:
    """One charge for one enrolment: to be invoiced, invoiced, waived or credited."""

    id: ChargeId = field(init=False)
    enrolment_id: EnrolmentId
    kind: ChargeKind
    raised_on: date
    amount: Decimal
    """Pounds without VAT."""
    vat: Vat
    vat_amount: Decimal
    po_number: str = ""
    invoice: str = ""
    """The invoice's number, or empty until there is one."""
    invoiced_on: date | None = None
    waived_on: date | None = None
    waiver_reason: str = ""
    credit_note: str = ""
    credited_on: date | None = None

    @property
    def state(self) -> ChargeState:
        """Give where it stands."""
        return charge_state(self.invoiced_on, self.waived_on, self.credited_on)


# What may be read of it


@dataclass(frozen=True)
class Sums:
    """Pounds without VAT, and the VAT on them."""

    net: Decimal = Decimal("0.00")
    vat: Decimal = Decimal("0.00")

    @property
    def gross(self) -> Decimal:
        """Give both together."""
        return self.net + self.vat

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.net + other.net, self.vat + other.vat)

    def __neg__(self) -> "Sums":
        return Sums(-self.net, -self.vat)


@dataclass(frozen=True)
class VatTerms:
    """The standard rate in percent, and how the finance system calls each kind of VAT."""

    percent: Decimal
    outside: str
    exempt: str
    zero: str
    standard: str

    def code(self, vat: Vat) -> str:
        """Give the finance system's code, or our own words where the office has set none."""
        codes = {
            Vat.OUTSIDE: self.outside,
            Vat.EXEMPT: self.exempt,
            Vat.ZERO: self.zero,
            Vat.STANDARD: self.standard,
        }
        return codes[vat] or vat.value


@dataclass(frozen=True)
class PriceRow:
    """A price as listed; `used` where a charge was raised at it."""

    id: PriceId
    version_id: VersionId
    version: str
    kind: ChargeKind
    member: bool
    amount: Decimal
    vat: Vat
    since: date
    within_days: int | None
    used: bool = False


@dataclass(frozen=True)
class Charged:
    """What a charge is for: one enrolment is charged once for each."""

    enrolment_id: EnrolmentId
    kind: ChargeKind


@dataclass(frozen=True)
class Booked:
    """What decides the charges of one enrolment."""

    version_id: VersionId
    funding: Funding | None
    status: Status
    first_on: date | None
    """The day of the cohort's first session: prices and membership are those of that day."""
    member: bool
    withdrawal_noted_on: date | None
    """When somebody who was on the register withdrew, as noted; None for everybody else."""
    cancelled: bool
    """Whether the cohort is cancelled."""


@dataclass(frozen=True)
class ChargeDue:
    """What is due for an enrolment; without a price until the office sets one."""

    kind: ChargeKind
    price: PriceRow | None


@dataclass(frozen=True)
class ChargeFacts:
    """A charge as stored, or as it would be raised now."""

    id: ChargeId | None
    """None for what is due and not raised yet."""
    charged: Charged
    state: ChargeState
    on: date
    """The invoice's date; before there is one the day it was raised, and of what is due the first session."""
    sums: Sums | None
    """None where no price is set."""
    vat: Vat | None
    po_number: str
    invoice: str = ""
    invoiced_on: date | None = None
    waived_on: date | None = None
    waiver_reason: str = ""
    credit_note: str = ""
    credited_on: date | None = None


@dataclass(frozen=True)
class ChargeRow:
    """A charge with whom it is for; organisation and code are those of the charge's date."""

    charge: ChargeFacts
    person_id: PersonId
    person: str
    organisation: str
    gss: str
    cohort_id: CohortId
    cohort: str
    version: str
    warning: str
    """What somebody should look at, in words; or empty."""

    @property
    def state(self) -> ChargeState:
        """Give where the charge stands."""
        return self.charge.state

    @property
    def is_invoiced_place(self) -> bool:
        """Tell whether the place itself, not a fee round it, stands on an invoice."""
        return self.charge.charged.kind is ChargeKind.PLACE and self.state is ChargeState.INVOICED

    @property
    def description(self) -> str:
        """Say what is charged for: Late withdrawal, Inspire OD, INS26-WM01, Siân O’Neill."""
        return f"{self.charge.charged.kind.capitalize()}, {self.version}, {self.cohort}, {self.person}"


# What follows from it


def charge_state(invoiced_on: date | None, waived_on: date | None, credited_on: date | None) -> ChargeState:
    """Give where a charge stands from its dates."""
    if credited_on is not None:
        return ChargeState.CREDITED
    if waived_on is not None:
        return ChargeState.WAIVED
    return ChargeState.RAISED if invoiced_on is None else ChargeState.INVOICED


def check_percent(percent: Decimal) -> None:
    """Raise RuleBroken for a rate of VAT below 0 or above 100 percent, or finer than a hundredth."""
    if not percent.is_finite() or not 0 <= percent <= 100 or percent != to_pence(percent):
        raise RuleBroken("The rate of VAT lies between 0 and 100 percent.", do="Write it like 20 or 17.5.")


def check_price(price: Price) -> None:
    """Raise RuleBroken for a price that cannot be charged."""
    check_pounds("A price", price.amount, MOST)
    check_count("Days before the first session", price.within_days or 0)
    if price.amount < 0 or price.amount != to_pence(price.amount):
        raise RuleBroken("A price must be in whole pence, and not below £0.")
    late = price.kind is ChargeKind.LATE_WITHDRAWAL
    if late and (price.within_days is None or price.within_days < 0):
        raise RuleBroken("Say how many days before the first session a withdrawal is late.")
    if not late and price.within_days is not None:
        raise RuleBroken("Only a late withdrawal has days before the first session.")


def taxed(net: Decimal, vat: Vat, percent: Decimal) -> Sums:
    """Add VAT to one line, rounded to pence for the line: the sum of rounded lines is the total."""
    rate = percent if vat is Vat.STANDARD else Decimal(0)
    return Sums(net, to_pence(net * rate / 100))


def price_on(
    prices: Iterable[PriceRow], version_id: VersionId, kind: ChargeKind, *, member: bool, day: date
) -> PriceRow | None:
    """Give the price that holds on a day: the newest that began on it or before; None where none had."""
    holding = [
        price
        for price in prices
        if price.version_id == version_id
        and price.kind is kind
        and price.member is member
        and price.since <= day
    ]
    return max(holding, key=lambda price: price.since, default=None)


def price_for(booked: Booked, kind: ChargeKind, prices: Iterable[PriceRow]) -> PriceRow | None:
    """Give an enrolment's price: of the cohort's first day, and for a member if it was one on that day."""
    if booked.first_on is None:
        return None
    return price_on(prices, booked.version_id, kind, member=booked.member, day=booked.first_on)


def grounds(booked: Booked) -> frozenset[ChargeKind]:
    """Give what an enrolment may be charged for as it stands, whatever the prices.

    A council pays for a place on the register: an offer that nobody has taken up costs nothing.
    """
    if booked.cancelled:
        return frozenset()
    found = {
        ChargeKind.PLACE: booked.funding is Funding.COUNCIL and booked.status in ON_REGISTER,
        ChargeKind.NO_SHOW: booked.status is Status.NO_SHOW,
        ChargeKind.LATE_WITHDRAWAL: booked.withdrawal_noted_on is not None,
    }
    return frozenset(kind for kind, holds in found.items() if holds)


def dues(booked: Booked, prices: Sequence[PriceRow]) -> tuple[ChargeDue, ...]:
    """Give what is due for an enrolment.

    A place that a council pays for is due even before a price is set. A no-show and a late withdrawal
    cost something only where the office has set a price for them.
    """
    found = [
        ChargeDue(kind, price_for(booked, kind, prices)) for kind in ChargeKind if kind in grounds(booked)
    ]
    return tuple(due for due in found if _is_due(booked, due))


def _is_due(booked: Booked, due: ChargeDue) -> bool:
    if due.kind is ChargeKind.PLACE:
        return booked.first_on is not None
    if due.price is None:
        return False
    return due.kind is ChargeKind.NO_SHOW or _is_late(booked, due.price)


def _is_late(booked: Booked, price: PriceRow) -> bool:
    """Tell whether a withdrawal was told so many days before the first session, or fewer; or after it."""
    if booked.first_on is None or booked.withdrawal_noted_on is None or price.within_days is None:
        return False
    return (booked.first_on - booked.withdrawal_noted_on).days <= price.within_days


def still_owed(charged: Sequence[ChargeFacts], kind: ChargeKind) -> bool:
    """Tell whether what is due is not answered yet by a charge; one that was credited answers nothing."""
    return all(each.state is ChargeState.CREDITED for each in charged if each.charged.kind is kind)


def charge_warning(charge: ChargeFacts, booked: Booked) -> str:
    """Say what somebody should look at before an invoice goes out, or after it went out in vain."""
    if charge.state in STANDING and charge.charged.kind not in grounds(booked):
        do = "credit the invoice" if charge.state is ChargeState.INVOICED else "waive it"
        return f"Not due any more: {do}"
    if charge.sums is None:
        return "No price is set"
    if not charge.po_number and charge.state not in (ChargeState.WAIVED, ChargeState.CREDITED):
        return NO_PO
    return ""


def total(charges: Iterable[ChargeFacts]) -> Sums:
    """Add up what organisations are charged: neither what is only due, nor what was waived or credited."""
    standing = (each.sums for each in charges if each.state in STANDING)
    return sum((sums for sums in standing if sums), Sums())

"""Dated prices for members and others, and what organisations are charged beside what is subsidised."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from aspire_desktop.domain.funding import Vat
from aspire_desktop.domain.values import ChargeId, EnrolmentId, PriceId, VersionId


class ChargeKind(StrEnum):
    """What is charged for."""

    PLACE = "place"
    NO_SHOW = "no-show"
    LATE_WITHDRAWAL = "late withdrawal"


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

"""Agreements with funders, the places they pay for, and returns. Funding attaches to the place."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from aspire_desktop.domain.values import (
    AgreementId,
    EnrolmentId,
    OrganisationId,
    PlaceId,
    ProgrammeId,
    ReturnId,
    ReturnLineId,
    VersionId,
    fold,
    tidy,
)


@dataclass(eq=False)
class Agreement:
    """What a funder pays: so many places at so much each, between two dates (days, both included)."""

    id: AgreementId = field(init=False)
    reference: str
    funder_id: OrganisationId
    places: int
    unit: Decimal
    """Pounds for one place."""
    begins: date
    ends: date
    period_months: int = 3
    """How many months one return covers."""
    reference_key: str = field(init=False)

    def __post_init__(self) -> None:
        self.reference = tidy(self.reference)
        self.reference_key = fold(self.reference)


@dataclass(eq=False)
class Cover:
    """A programme that an agreement pays for; version None covers every version of it."""

    id: int = field(init=False)
    agreement_id: AgreementId
    programme_id: ProgrammeId
    version_id: VersionId | None = None


@dataclass(eq=False)
class Place:
    """One place of an agreement, taken by an enrolment; released places are free again."""

    id: PlaceId = field(init=False)
    agreement_id: AgreementId
    enrolment_id: EnrolmentId
    taken_on: date
    released_on: date | None = None
    release_reason: str = ""


class ReturnStatus(StrEnum):
    """Where a return stands; a draft is worked out and never stored."""

    DRAFT = "draft"
    SUBMITTED = "submitted"


class LineKind(StrEnum):
    """What a line of a return does: claims a place, or takes a claim back."""

    CLAIM = "claim"
    ADJUSTMENT = "adjustment"


@dataclass(eq=False)
class Return:
    """A submitted return: locked, with the digest of the stored workbook."""

    id: ReturnId = field(init=False)
    agreement_id: AgreementId
    reference: str
    begins: date
    ends: date
    status: ReturnStatus
    prepared_by: str
    submitted_by: str
    submitted_at: datetime
    workbook: str
    """Digest (sha256, hexadecimal) of the stored workbook."""
    anchor: str
    """The journal's head when it was submitted: its number and digest."""


@dataclass(eq=False)
class ReturnLine:
    """A stored line; `facts` is the copy of everything printed about it, as JSON with sorted keys."""

    id: ReturnLineId = field(init=False)
    return_id: ReturnId
    number: int
    place_id: PlaceId
    kind: LineKind
    amount: Decimal
    corrects_id: ReturnLineId | None
    facts: str


# What may be read of it


@dataclass(frozen=True)
class Pool:
    """Where every place of an agreement stands; the five figures always add up to the cap."""

    agreement_id: AgreementId
    reference: str
    cap: int
    free: int
    committed: int
    claimable: int
    in_return: int
    claimed: int
    unit: Decimal


def unclaimed(pool: Pool) -> int:
    """Give how many places of the cap stand in no return yet: free, committed or claimable."""
    return pool.free + pool.committed + pool.claimable


@dataclass(frozen=True)
class Tally:
    """So many places and so many pounds; either may be negative, and they need not share a sign."""

    places: int = 0
    amount: Decimal = Decimal("0.00")

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.places + other.places, self.amount + other.amount)

    def __sub__(self, other: "Tally") -> "Tally":
        return Tally(self.places - other.places, self.amount - other.amount)

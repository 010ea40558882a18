"""Agreements with funders, the places they pay for, and returns. Funding attaches to the place."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from aspire_desktop.domain.office.values import (
    AgreementId,
    AllotmentId,
    CohortId,
    EnrolmentId,
    OrganisationId,
    Period,
    PlaceId,
    ProgrammeId,
    ReturnId,
    ReturnLineId,
    VersionId,
    fold,
    money,
    tidy,
)


class ClaimPoint(StrEnum):
    """When a place may be claimed: as the programme version says, or as the agreement says instead."""

    VERSION = "version"
    START = "start"
    SESSIONS = "sessions"
    COMPLETION = "completion"


class SubstitutionRule(StrEnum):
    """Until when a funded place may pass to another person."""

    VERSION = "version"
    NEVER = "never"
    BEFORE_START = "before the start"
    ANY_TIME = "any time"


class Vat(StrEnum):
    """How an amount stands towards VAT."""

    OUTSIDE = "outside the scope"
    EXEMPT = "exempt"
    ZERO = "zero rate"
    STANDARD = "standard rate"


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
    amount_cap: Decimal | None = None
    """The most pounds it pays; None where the places at their price are the only cap."""
    claim_point: ClaimPoint = ClaimPoint.VERSION
    sessions_needed: int | None = None
    """How many attended sessions make a claim, where `claim_point` is SESSIONS."""
    eligible_types: tuple[str, ...] = ()
    """Types of organisation that may take a place; none means any."""
    eligible_regions: tuple[str, ...] = ()
    """Regions whose organisations may take a place; none means any."""
    members_only: bool = False
    """Whether an organisation must be a member on the day of the cohort's first session."""
    substitution: SubstitutionRule = SubstitutionRule.VERSION
    vat: Vat = Vat.OUTSIDE
    organisation_cap: int | None = None
    """The most places that one organisation may hold; None where there is no such cap."""
    clawed_back_is_free: bool = True
    """Whether a place that was claimed and taken back may be taken again."""
    rolls_into_id: AgreementId | None = None
    """The agreement into which places left at the end may be rolled."""
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


WITHDRAWN_WORDS = "Withdrawn"
"""Why a place is free again that nothing had earned when its person withdrew."""
UNDELIVERED_WORDS = "Not delivered before they left"
"""Why a place that somebody left behind as delivered is free again, where the record says otherwise since."""


@dataclass(eq=False)
class Place:
    """One place of an agreement, taken by an enrolment or reserved; released places are free again.

    A reserved place has no enrolment yet: it is held for an organisation (and perhaps a cohort and a
    name), and keeps its number when somebody takes it up.
    """

    id: PlaceId = field(init=False)
    agreement_id: AgreementId
    enrolment_id: EnrolmentId | None
    taken_on: date
    released_on: date | None = None
    release_reason: str = ""
    """Why it is free again; or, of a claimed one that stays taken after a merge, why it pays for nobody."""
    organisation_id: OrganisationId | None = None
    cohort_id: CohortId | None = None
    reserved_for: str = ""
    """The name of the person it is held for, or empty."""


@dataclass(eq=False)
class Allotment:
    """A block of places handed to a partner by a signed file: two databases cannot share one cap."""

    id: AllotmentId = field(init=False)
    agreement_id: AgreementId
    partner_id: OrganisationId
    reference: str
    places: int
    allotted_on: date
    partner_key: str
    """The partner's public key (Ed25519, hexadecimal), with which releases are signed."""
    document: str
    """Digest (sha256, hexadecimal) of the signed file."""


@dataclass(eq=False)
class AllotmentRelease:
    """Places of an allotment that the partner gave back by a signed file."""

    id: int = field(init=False)
    allotment_id: AllotmentId
    number: int
    """The partner's own number of the release within the allotment, from 1."""
    places: int
    released_on: date
    document: str
    """Digest (sha256, hexadecimal) of the signed file."""


class ReturnStatus(StrEnum):
    """Where a return stands; a draft is worked out and never stored.

    Only SUBMITTED is ever stored: the others follow from what came after (settlements, a revision).
    """

    DRAFT = "draft"
    SUBMITTED = "submitted"
    QUERIED = "queried"
    ACCEPTED = "accepted"
    PART_PAID = "part paid"
    PAID = "paid"
    REVISED = "revised"


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
    revision: int = 1
    supersedes_id: ReturnId | None = None
    """The return that this one restates; both stay, and only the newest counts."""
    revision_reason: str = ""
    form: str | None = None
    """Digest of the funder's own form, filled in and kept beside our workbook; None where there is none."""
    facts: str | None = None
    """Digest of what it says beside its lines, as JSON; None where an older workbook could not be read."""


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
    places: int = 1
    """What it adds to the places claimed: 1 for a claim, -1 or 0 for an adjustment."""
    reclaims_id: ReturnLineId | None = None
    """The line, taken back since, that claimed the same person's place before."""


# What may be read of it


@dataclass(frozen=True)
class Tally:
    """So many places and so many pounds; either may be negative, and they need not share a sign."""

    places: int = 0
    amount: Decimal = Decimal("0.00")

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.places + other.places, self.amount + other.amount)

    def __sub__(self, other: "Tally") -> "Tally":
        return Tally(self.places - other.places, self.amount - other.amount)

    def __str__(self) -> str:
        """Say what so many places come to: 13 places, £4,550."""
        shown = f"−{-self.places}" if self.places < 0 else str(self.places)
        return f"{shown} place{'' if abs(self.places) == 1 else 's'}, {money(self.amount)}"


@dataclass(frozen=True)
class PeriodTally:
    """What a return for one period would claim."""

    period: Period
    tally: Tally


class PoolFigure(StrEnum):
    """The five figures of a pool, which add up to its cap, in the order in which a place passes through them.

    The values are the fields of Pool and of Share.
    """

    FREE = "free"
    COMMITTED = "committed"
    CLAIMABLE = "claimable"
    IN_RETURN = "in_return"
    CLAIMED = "claimed"


COUNTED = {
    PoolFigure.FREE: "Neither promised nor claimed",
    PoolFigure.COMMITTED: "Reserved, allotted, offered, confirmed",
    PoolFigure.CLAIMABLE: "Rule met, in no return yet",
}
"""What papers say a figure counts, of those of which no return tells yet."""


@dataclass(frozen=True)
class Pool:
    """Where every place of an agreement stands; the five figures add up to the cap, in places and pounds."""

    agreement_id: AgreementId
    reference: str
    cap: int
    free: int
    committed: int
    claimable: int
    in_return: int
    claimed: int
    unit: Decimal
    amount_cap: Decimal | None = None
    """The most pounds the agreement pays, where that is not just its places at their price."""
    corrected: Decimal = Decimal("0.00")
    """Pounds by which submitted returns corrected claims without taking a place back."""
    correcting: Decimal = Decimal("0.00")
    """By how many pounds the open return differs from its net places at their price."""
    waiting: tuple[PeriodTally, ...] = ()
    """What of `claimable` a return for another period than the open one can claim, the earliest first."""

    def tally(self, figure: PoolFigure) -> Tally:
        """Give a figure in places and pounds, as every screen, command and document shows it.

        What is in the return is net, and may be negative.
        """
        figures = {
            PoolFigure.FREE: Tally(self.free, self.free_amount),
            PoolFigure.COMMITTED: Tally(self.committed, self.committed_amount),
            PoolFigure.CLAIMABLE: Tally(self.claimable, self.claimable_amount),
            PoolFigure.IN_RETURN: Tally(self.in_return, self.in_return_amount),
            PoolFigure.CLAIMED: Tally(self.claimed, self.claimed_amount),
        }
        return figures[figure]

    @property
    def whole(self) -> Tally:
        """Give the cap in places and pounds."""
        return Tally(self.cap, self.cap_amount)

    @property
    def cap_amount(self) -> Decimal:
        """Give the cap in pounds."""
        return cap_in_pounds(self.cap, self.unit, self.amount_cap)

    @property
    def committed_amount(self) -> Decimal:
        """Give what committed places will come to."""
        return self.committed * self.unit

    @property
    def claimable_amount(self) -> Decimal:
        """Give what places come to that another return than the open one can claim."""
        return self.claimable * self.unit

    @property
    def in_return_amount(self) -> Decimal:
        """Give what the open return comes to, net."""
        return self.in_return * self.unit + self.correcting

    @property
    def claimed_amount(self) -> Decimal:
        """Give what submitted returns come to, net."""
        return self.claimed * self.unit + self.corrected

    @property
    def free_amount(self) -> Decimal:
        """Give what the others leave of the cap in pounds."""
        beside = self.corrected + self.correcting
        return left_in_pounds(self.cap_amount, self.unit, self.cap - self.free, beside)


def cap_of(places: int, unit: Decimal, amount_cap: Decimal | None) -> int:
    """Give how many places an agreement pays for: fewer than its places where its pounds run out first."""
    if amount_cap is None or unit <= 0:
        return places
    return min(places, int(amount_cap // unit))


def cap_in_pounds(cap: int, unit: Decimal, amount_cap: Decimal | None) -> Decimal:
    """Give the most pounds an agreement pays for a cap of places."""
    return cap * unit if amount_cap is None else amount_cap


def left_in_pounds(cap_amount: Decimal, unit: Decimal, taken: int, beside: Decimal) -> Decimal:
    """Give what of a cap in pounds is free, with so many places taken.

    `beside` is by how many pounds claims differ from their places at the price, as funders corrected them.
    """
    return cap_amount - taken * unit - beside


def unclaimed(pool: Pool) -> int:
    """Give how many places of the cap stand in no return yet: free, committed or claimable."""
    return pool.free + pool.committed + pool.claimable

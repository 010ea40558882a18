"""What a subsidy return is printed from: copies as at its date, which nothing later can alter."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from aspire_desktop.domain.money.funding import ClaimPoint, Pool, ReturnStatus, Tally
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.files import FileFacts
from aspire_desktop.domain.office.people import PersonFacts
from aspire_desktop.domain.office.values import Period, pounds, to_pence


@dataclass(frozen=True)
class OrganisationFacts:
    """An organisation as it stood on the date of the line."""

    name: str
    gss: str | None
    type: str
    region: str


@dataclass(frozen=True)
class CohortFacts:
    """A cohort as it stood on the date of the line."""

    code: str
    programme: str
    version: str
    partner: str
    first_on: date | None
    last_on: date | None


@dataclass(frozen=True)
class ReturnLineFacts:
    """One place claimed. None and empty text are printed as empty cells, never guessed."""

    number: int
    """Of the line within the return; claims and adjustments share one numbering."""
    return_reference: str
    revision: int
    place: str
    """The place as people name it, such as L-0108."""
    agreement: str
    cohort: CohortFacts
    participant: PersonFacts
    job_title: str
    organisation: OrganisationFacts
    status: str
    """The word shown for the enrolment's status."""
    sessions_required: int | None
    sessions_attended: int | None
    attended_share: Decimal | None
    """Between 0 and 1, as the attendance rule counts it."""
    threshold_met: bool | None
    threshold_met_on: date | None
    price: Decimal | None
    subsidy: Decimal | None
    vat: Decimal | None
    employer_contribution: Decimal | None
    po_number: str
    invoice: str
    substitution_of: PersonFacts | None
    previous_claim: str
    """Return and line that claimed this place before, or empty."""
    amount: Decimal
    """Whole pence, never negative."""
    evidence: str
    """Where the evidence lies, in words without names."""

    def __post_init__(self) -> None:
        _refuse_part_pence(self.number, self.amount)
        if self.amount < 0:
            raise RuleBroken(
                f"Line {self.number} claims {pounds(self.amount)}.", do="Take money back with an adjustment."
            )


@dataclass(frozen=True)
class AdjustmentFacts:
    """A correction of a line of an earlier return, printed on the next one; that return stays as it is."""

    number: int
    return_reference: str
    revision: int
    corrects_return: str
    corrects_line: int
    place: str
    agreement: str
    cohort: CohortFacts
    participant: PersonFacts
    organisation: OrganisationFacts
    cause: str
    """Such as: Register corrected, Withdrawn before day 2."""
    reason: str
    effective_on: date | None
    noted_on: date | None
    places: int
    """-1 takes a place back, 0 corrects money only, +1 gives one back."""
    amount: Decimal
    """Whole pence, either sign."""
    evidence: str

    def __post_init__(self) -> None:
        _refuse_part_pence(self.number, self.amount)


@dataclass(frozen=True)
class EvidenceFacts:
    """One piece of evidence for a line: a register, a history, a purchase order."""

    line: int
    participant: PersonFacts
    kind: str
    title: str
    on: date | None
    source: str
    """Where it is kept: a stored file's name or a place in the program."""
    digest: str
    """sha256 in hexadecimal, or empty where nothing is stored."""


class Evidence(StrEnum):
    """Where one sees for oneself what a check found."""

    LINES = "lines"
    """The lines of the return."""
    POOL = "pool"
    LEDGER = "ledger"
    RETURNS = "returns"
    """Those submitted earlier."""
    AGREEMENT = "agreement"
    CHARGES = "charges"
    NOTHING = ""


PERIOD_OVER = "The period is over"
NAMES_DIFFER = "No two people share a name"
NOTHING_WAITS = "No claim waits in an earlier period"
ADVICE = frozenset({PERIOD_OVER, NAMES_DIFFER, NOTHING_WAITS})
"""Checks that warn; every other one must pass before a return is submitted."""


@dataclass(frozen=True)
class InternalCheck:
    """A check made before a return is submitted; failed ones are printed in drafts only."""

    title: str
    """The sentence that is true where it passes; it names the check."""
    passed: bool
    detail: str
    evidence: Evidence = Evidence.LINES
    places: tuple[str, ...] = ()
    """Labels of the places that stand in the way; empty where it passes, or where it is about no place."""
    failing: str = field(default="", compare=False)
    """The sentence that is true where it does not pass."""

    @property
    def said(self) -> str:
        """Give the sentence that is true."""
        return self.title if self.passed else self.failing or f"Not so: {self.title}"

    @property
    def warns(self) -> bool:
        """Tell whether it does not pass, and only advises."""
        return not self.passed and self.title in ADVICE

    @property
    def forbids(self) -> bool:
        """Tell whether it does not pass, and the return is not submitted before it does."""
        return not self.passed and self.title not in ADVICE


def passed_words(checks: Sequence[InternalCheck]) -> str:
    """Count the checks as every screen and file does: 12 of 13 pass."""
    return f"{sum(check.passed for check in checks)} of {len(checks)} pass"


@dataclass(frozen=True)
class Declaration:
    """What the signing officer declares; the text is the agreement's, and blanks are lines to write on."""

    paragraphs: tuple[str, ...]
    name: str = ""
    role: str = ""
    signed_on: date | None = None


@dataclass(frozen=True)
class AgreedTerms:
    """What its agreement said when a return was made, on which it rests from then on."""

    dates: Period
    unit: Decimal
    claim_point: ClaimPoint | None
    """None where it was submitted before agreements had a claim rule of their own."""
    sessions_needed: int | None


@dataclass(frozen=True)
class ReturnFacts:
    """Everything a return's workbook prints; figures that can be worked out are not in here."""

    title: str
    office: str
    funder: str
    agreement: str
    reference: str
    revision: int
    """1 for the first; a later one supersedes the one before, for `revision_reason`."""
    supersedes: str
    revision_reason: str
    period: Period
    status: ReturnStatus
    prepared_by: str
    prepared_on: date
    submitted_by: str
    submitted_at: datetime | None
    allocation: Tally
    before: Tally
    """Net of everything claimed in earlier returns."""
    before_sources: str
    pool: Pool
    """In which `in_return` is this return's net places and `claimed` is `before`."""
    lines: tuple[ReturnLineFacts, ...]
    adjustments: tuple[AdjustmentFacts, ...]
    evidence: tuple[EvidenceFacts, ...]
    checks: tuple[InternalCheck, ...]
    declaration: Declaration
    file: FileFacts
    digest: str
    """What lines_digest gave when the lines were frozen."""
    anonymous: bool = False
    """Print references in place of people's names."""
    known: tuple[PersonFacts, ...] = ()
    """Everybody on record, whose names a copy without names must not tell in somebody's words either."""
    copy_of: str = ""
    """Digest of the stored workbook that this is a copy of, or empty."""
    erased: tuple[str, ...] = ()
    """References of people whose personal data were erased since it was submitted."""
    terms: AgreedTerms | None = None
    """None where the history does not tell by which it was submitted."""


def _refuse_part_pence(number: int, amount: Decimal) -> None:
    if amount != to_pence(amount):
        raise RuleBroken(f"Line {number} comes to £{amount}, which is not in whole pence.")

"""What comes after a return is sent: acceptance, queries by line, payments, a funder's own form."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import NoReturn

from aspire_desktop.domain.money.funding import LineKind, ReturnStatus
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.limits import check_pounds
from aspire_desktop.domain.office.values import (
    AgreementId,
    LayoutId,
    QueryId,
    RemittanceId,
    ReturnId,
    ReturnLineId,
    long_date,
    pounds,
    to_pence,
)

REFUSED_WORDS = "Refused by the funder"
ADJUSTED_WORDS = "Amount changed by the funder"
"""The causes under which a return carries what a query ended with."""


class QueryResult(StrEnum):
    """What came of a funder's query about a line."""

    STANDS = "stands"
    ADJUSTED = "adjusted"
    REFUSED = "refused"


@dataclass(eq=False)
class Acceptance:
    """A funder's word that a return is accepted as a whole."""

    id: int = field(init=False)
    return_id: ReturnId
    on: date
    by: str
    """Who said so for the funder."""
    note: str = ""


@dataclass(eq=False)
class Query:
    """A funder's question about one line of a submitted return, and what came of it."""

    id: QueryId = field(init=False)
    line_id: ReturnLineId
    question: str
    asked_on: date
    due_on: date | None = None
    answer: str = ""
    answered_on: date | None = None
    result: QueryResult | None = None
    amount: Decimal | None = None
    """Pounds by which the line changes where the result is ADJUSTED; negative takes money back."""
    settled_on: date | None = None


@dataclass(eq=False)
class QueryFile:
    """A file that went with an answer, kept by its digest."""

    id: int = field(init=False)
    query_id: QueryId
    name: str
    document: str


@dataclass(eq=False)
class Remittance:
    """Money that came from a funder under an agreement."""

    id: RemittanceId = field(init=False)
    agreement_id: AgreementId
    reference: str
    on: date
    amount: Decimal


@dataclass(eq=False)
class RemittanceShare:
    """What of a remittance pays one return, in part or whole."""

    id: int = field(init=False)
    remittance_id: RemittanceId
    return_id: ReturnId
    amount: Decimal


@dataclass(eq=False)
class Layout:
    """A funder's own form: an uploaded workbook, and which figure goes into which of its cells."""

    id: LayoutId = field(init=False)
    agreement_id: AgreementId
    name: str
    document: str
    """Digest of the empty form."""
    mapping: str
    """JSON with sorted keys: the cells of figures, and the sheet, first row and columns of lines."""
    active: bool = True


# What may be read of it


@dataclass(frozen=True)
class AcceptanceRow:
    """That a funder accepted a return, and who said so."""

    return_id: ReturnId
    on: date
    by: str
    note: str


@dataclass(frozen=True)
class QueriedLine:
    """A line that a funder asks about, as the rules of queries need it."""

    line_id: ReturnLineId
    reference: str
    number: int
    kind: LineKind
    amount: Decimal
    submitted_on: date
    stands: bool
    """Whether no revision supersedes its return."""
    claimed: bool
    """Whether submitted returns still claim its place by this return, or by a revision of it."""
    corrected: bool
    """Whether the money of its place was changed, or is to be, by another query."""

    def __str__(self) -> str:
        return f"line {self.number} of {self.reference}"


@dataclass(frozen=True)
class LineChoice:
    """A claim line of a submitted return, as offered to be asked about."""

    id: ReturnLineId
    number: int
    person: str
    organisation: str
    cohort: str
    place: str
    amount: Decimal


@dataclass(frozen=True)
class QueryRow:
    """A funder's query as listed, with the line it is about as that was submitted."""

    id: QueryId
    agreement_id: AgreementId
    agreement: str
    return_id: ReturnId
    return_reference: str
    revision: int
    line: LineChoice
    question: str
    asked_on: date
    due_on: date | None
    answer: str
    answered_on: date | None
    files: tuple[str, ...]
    """The names of the files that went with the answer."""
    result: QueryResult | None
    amount: Decimal | None
    settled_on: date | None
    carried_in: str
    """The submitted return that carries what the result changed, or empty."""

    @property
    def open(self) -> bool:
        """Whether the funder has not settled it yet."""
        return self.result is None

    @property
    def waits(self) -> bool:
        """Whether the funder waits for an answer."""
        return self.open and self.answered_on is None


# What follows from it


@dataclass(frozen=True)
class Dated:
    """Something that happened on a day: "question", 3 October."""

    what: str
    on: date


def check_order(today: date, *steps: Dated) -> None:
    """Raise RuleBroken where one of the steps is still to come, or before the one that precedes it."""
    for step in steps:
        if step.on > today:
            raise RuleBroken(
                f"The {step.what} is dated {long_date(step.on)}, which is still to come.",
                do="Give the day on which it happened.",
            )
    for first, second in pairwise(steps):
        if second.on < first.on:
            raise RuleBroken(
                f"The {second.what} of {long_date(second.on)} "
                f"would come before the {first.what} of {long_date(first.on)}.",
                do="Put the dates right.",
            )


def check_queried(line: QueriedLine) -> None:
    """Raise RuleBroken for a line about which no query can be kept."""
    if line.kind is not LineKind.CLAIM:
        raise RuleBroken(
            f"Line {line.number} of {line.reference} is an adjustment.",
            do="Ask about the claim that it corrects instead.",
        )
    if not line.stands:
        raise RuleBroken(
            f"Return {line.reference} was restated, so this line of it counts for nothing.",
            do="Ask about the line of its revision.",
        )


def check_result(line: QueriedLine, result: QueryResult, amount: Decimal | None) -> None:
    """Raise RuleBroken where a query about the line cannot end so; `amount` belongs to ADJUSTED alone."""
    if result is not QueryResult.STANDS and not line.claimed:
        raise RuleBroken(
            f"No return claims {line} any more.",
            do="Settle the query as standing: there is nothing left to take back.",
        )
    if result is QueryResult.ADJUSTED:
        _check_adjusted(line, amount)
    elif amount is not None:
        raise RuleBroken(f"A query that ends with the word “{result}” changes no amount.")


def _check_adjusted(line: QueriedLine, amount: Decimal | None) -> None:
    check_pounds("The pounds by which a line changes", amount or Decimal(0))
    if amount is None or not amount or amount != to_pence(amount):
        raise RuleBroken(
            "An adjusted line needs the pounds by which it changes, in whole pence and not £0.",
            do="Write a minus sign where money is taken back.",
        )
    if amount < -line.amount:
        raise RuleBroken(
            f"{pounds(-amount)} is more than {line} claims, {pounds(line.amount)}.",
            do="Take back no more than the line, or settle the query as refused.",
        )
    if line.corrected:
        raise RuleBroken(
            f"The amount of {line} was changed by another query already.",
            do="Reopen that query and settle it anew, or settle this one as refused.",
        )


def refuse_carried(carried_in: str, number: int, reference: str) -> NoReturn:
    """Raise RuleBroken: what the query about a line of a return ended with is carried by another."""
    raise RuleBroken(
        f"Return {carried_in} carries what the query about line {number} of {reference} ended with.",
        do="It stays as it is. Ask a new query where the funder thinks otherwise by now.",
    )


def return_status(
    *, revised: bool, queried: bool, accepted: bool, net: Decimal, paid: Decimal
) -> ReturnStatus:
    """Give the status of a submitted return from what came after it; a revision stands above the rest.

    A return that takes more back than it claims is paid when the funder has deducted it.
    """
    if revised:
        return ReturnStatus.REVISED
    if queried:
        return ReturnStatus.QUERIED
    if paid:
        whole = paid >= net if net >= 0 else paid <= net
        return ReturnStatus.PAID if whole else ReturnStatus.PART_PAID
    return ReturnStatus.ACCEPTED if accepted else ReturnStatus.SUBMITTED


def refuse_restated(reference: str, revision: int, do: str) -> NoReturn:
    """Raise RuleBroken: what is said of a return can only be said of the revision of it that stands."""
    raise RuleBroken(f"Return {reference}, revision {revision}, was restated.", do=do)

"""What comes after a return is sent: acceptance, queries by line, payments, a funder's own form."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from aspire_desktop.domain.values import (
    AgreementId,
    LayoutId,
    QueryId,
    RemittanceId,
    ReturnId,
    ReturnLineId,
)


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

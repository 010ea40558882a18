"""What the tab of payments shows: returns with what came for them, queries, and the payments themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from aspire_desktop.domain.money.claims import ReturnRow
from aspire_desktop.domain.money.funding import ReturnStatus
from aspire_desktop.domain.money.remittances import NOTHING, RemittanceRow
from aspire_desktop.domain.money.settlements import AcceptanceRow, QueryResult, QueryRow
from aspire_desktop.domain.office.values import AgreementId, money, pounds, short_date, short_day
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.money.remittances import remittance_rows
from aspire_desktop.storage.lookups.money.returns import return_rows
from aspire_desktop.storage.lookups.money.settlements import acceptance_rows, query_rows
from aspire_desktop.ui.charts.pool import period_words
from aspire_desktop.ui.lists.fields import Field, day_field, money_field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.screens.money.finance.returns_list import PILLS
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.status import PillLook, status

RESULTS = {
    QueryResult.STANDS: "Stands",
    QueryResult.ADJUSTED: "Adjusted",
    QueryResult.REFUSED: "Refused",
}

LONG = 50
"""Letters of a question that its column may have to cut."""


@dataclass(frozen=True)
class Payments:
    """Everything the tab shows of one agreement."""

    today: date
    returns: Sequence[ReturnRow]
    acceptances: Sequence[AcceptanceRow]
    queries: Sequence[QueryRow]
    remittances: Sequence[RemittanceRow]

    @property
    def standing(self) -> list[ReturnRow]:
        """Give the returns that count, the oldest first."""
        rows = [row for row in self.returns if row.summary.status is not ReturnStatus.REVISED]
        return sorted(rows, key=lambda row: (row.period, row.id))

    def acceptance(self, row: ReturnRow) -> AcceptanceRow | None:
        """Give what the funder accepted, or None while nothing is on record."""
        return next((each for each in self.acceptances if each.return_id == row.id), None)


@dataclass(frozen=True)
class QueryLine:
    """A query as shown on a day."""

    row: QueryRow
    today: date

    @property
    def late(self) -> bool:
        """Whether the reply is overdue."""
        return self.row.waits and self.row.due_on is not None and self.row.due_on < self.today

    @property
    def look(self) -> PillLook:
        """Give its status."""
        row = self.row
        if row.result is not None:
            return status(RESULTS[row.result])
        if not row.waits:
            return status("Answered")
        if self.late:
            return status("Overdue")
        return status("Due today" if row.due_on == self.today else "Queried")


def payments_of(agreement_id: AgreementId, office: Office) -> Payments:
    """Ask for what came after the returns of an agreement."""
    today = office.clock.today()
    return Payments(
        today=today,
        returns=office.ask(return_rows, today, agreement_id),
        acceptances=office.ask(acceptance_rows, agreement_id),
        queries=office.ask(query_rows, agreement_id),
        remittances=office.ask(remittance_rows, agreement_id),
    )


def _owed(row: ReturnRow, amount: Decimal) -> Decimal | None:
    """Give an amount of a return; none of one that is revised, which is owed nothing."""
    return None if row.summary.status is ReturnStatus.REVISED else amount


def _overpaid(row: ReturnRow) -> Tone | None:
    return Tone.BAD if row.outstanding < 0 <= row.summary.amount else None


RETURNS = ListOf[ReturnRow](
    name="Returns and what is paid",
    noun=("return", "returns"),
    key=lambda row: row.id,
    fields=(
        Field(
            "Return",
            lambda row: period_words(row.period),
            Cell.TWO_LINES,
            stretch=True,
            order=lambda row: (row.period, row.id),
            second=lambda row: _sent_words(row),
        ),
        money_field("Claimed £", lambda row: row.summary.amount),
        money_field("Paid £", lambda row: _owed(row, row.paid), least=490),
        money_field("Outstanding £", lambda row: _owed(row, row.outstanding), 110, tone=_overpaid),
        Field(
            "Status",
            lambda row: PILLS[row.summary.status],
            Cell.PILL,
            116,
            pill=lambda row: status(PILLS[row.summary.status]),
            groups=True,
        ),
        day_field("Sent", lambda row: row.submitted_on, spare=True),
    ),
    empty=Empty("file-xls", "Nothing was submitted yet", "What is claimed and paid of a return stands here."),
)
QUERIES = ListOf[QueryLine](
    name="Queries",
    noun=("query", "queries"),
    key=lambda line: line.row.id,
    fields=(
        Field(
            "Line",
            lambda line: line.row.line.person,
            Cell.TWO_LINES,
            190,
            second=lambda line: _line_words(line.row),
        ),
        Field("Question", lambda line: line.row.question, stretch=True, tip=lambda line: line.row.question),
        day_field("Asked", lambda line: line.row.asked_on, 96, least=620, cell=Cell.QUIET),
        day_field(
            "Reply due",
            lambda line: line.row.due_on,
            96,
            tone=lambda line: Tone.BAD if line.late else None,
        ),
        Field("Status", lambda line: line.look.words, Cell.PILL, 120, pill=lambda line: line.look),
        day_field("Settled", lambda line: line.row.settled_on, spare=True),
    ),
    empty=Empty("question", "No queries", "What the funder asks about a return stands here."),
)
PAYMENTS = ListOf[RemittanceRow](
    name="Payments received",
    noun=("payment", "payments"),
    key=lambda row: row.id,
    fields=(
        Field(
            "Payment",
            lambda row: row.reference,
            Cell.TWO_LINES,
            stretch=True,
            second=lambda row: f"{short_date(row.on)} · {_spread_words(row)}",
        ),
        day_field("Received", lambda row: row.on, spare=True),
        money_field("Amount £", lambda row: row.amount, 96),
    ),
    empty=Empty("currency-gbp", "No payments", "What the funder has paid stands here."),
)


def _line_words(row: QueryRow) -> str:
    return f"{_short(row.return_reference)} line {row.line.number} · {row.line.place}"


def owed_words(found: Payments) -> str:
    """Say what is outstanding of the returns that stand."""
    rows = found.standing
    outstanding = sum((row.outstanding for row in rows), NOTHING)
    claimed = sum((row.summary.amount for row in rows), NOTHING)
    return f"{money(outstanding)} outstanding of {money(claimed)}" if rows else ""


def left_words(found: Payments) -> str:
    """Say what of the payments pays no return."""
    left = sum((row.unallocated for row in found.remittances), NOTHING)
    return f"{money(left)} unallocated" if left else ""


def return_note(found: Payments, row: ReturnRow | None) -> str:
    """Say of the one return chosen what its row has no room for; nothing where the row says it all."""
    if row is None:
        return ""
    told = []
    accepted = found.acceptance(row)
    if accepted is not None:
        note = f": {accepted.note}" if accepted.note else ""
        told.append(f"Accepted by {accepted.by} on {short_date(accepted.on)}{note}.")
    if row.summary.status is ReturnStatus.REVISED:
        told.append("Restated: payments and queries count for its newest revision.")
    elif row.outstanding < 0 <= row.summary.amount:
        told.append(f"{pounds(-row.outstanding)} more was paid than it claims.")
    elif row.outstanding < 0:
        told.append("It takes back more than it claims: the funder deducts that from another return.")
    return " ".join(told)


def query_note(line: QueryLine | None) -> str:
    """Say in full what was asked and answered, and what came of it; nothing where the row says it all."""
    if line is None:
        return ""
    row = line.row
    told = []
    if row.answered_on is not None:
        told.append(f"Answered {short_date(row.answered_on)}: “{row.answer}”")
    if row.files:
        told.append(f"Files: {', '.join(row.files)}.")
    if row.result is not None and row.settled_on is not None:
        changed = f" by {pounds(row.amount)}" if row.amount is not None else ""
        carried = f", carried by return {row.carried_in.removesuffix(',')}" if row.carried_in else ""
        told.append(f"{RESULTS[row.result]}{changed}, {short_date(row.settled_on)}{carried}.")
    if told or len(row.question) > LONG:
        told.insert(0, f"“{row.question}”")
    return " ".join(told)


def return_words(row: ReturnRow) -> str:
    """Name a return with its revision."""
    revision = f" rev. {row.summary.revision}" if row.summary.revision > 1 else ""
    return f"{row.summary.reference}{revision}"


def _sent_words(row: ReturnRow) -> str:
    return f"{_short(return_words(row))} · sent {short_day(row.submitted_on)}"


def _spread_words(row: RemittanceRow) -> str:
    paid = [_short(share.reference) for share in row.shares]
    told = [f"pays {', '.join(paid)}"] if paid else []
    told += [f"{money(row.unallocated)} unallocated"] if row.unallocated else []
    return ", ".join(told)


def _short(reference: str) -> str:
    """Leave the agreement out, whose screen it is."""
    return reference.rpartition("-")[2]

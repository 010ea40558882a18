"""What organisations are charged as rows: who, for what, how much, and where each charge stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt

from aspire_desktop.domain.money.charges import NO_PO, STANDING, ChargeRow, ChargeState, Sums
from aspire_desktop.domain.office.values import short_date
from aspire_desktop.ui.charts.pool import money, plain_pounds
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.widgets.cells import Cell, CellRole, Column
from aspire_desktop.ui.widgets.filter_button import FilterChoice
from aspire_desktop.ui.widgets.status import status

HEADINGS = (
    "Person", "Organisation", "Cohort", "Charged for", "Net £", "VAT £", "Gross £", "PO", "Invoice", "Status"
)  # fmt: skip
COLUMNS = (
    Column(Cell.STRONG, 150),
    Column(Cell.TEXT, stretch=True),
    Column(Cell.TEXT, 112),
    Column(Cell.TEXT, 118),
    Column(Cell.FIGURE, 82),
    Column(Cell.FIGURE, 76),
    Column(Cell.FIGURE, 82),
    Column(Cell.TEXT, 92),
    Column(Cell.TEXT, 150),
    Column(Cell.PILL, 104),
)
ORGANISATION, NET, VAT, PO, INVOICE, STATUS = 1, 4, 5, 7, 8, 9
STATE_WORDS = {state: state.value.capitalize() for state in ChargeState}


@dataclass(frozen=True)
class Sieve:
    """Which rows are wanted: of a cohort and in a state, "" for any."""

    cohort: str = ""
    state: str = ""

    def passes(self, row: ChargeRow) -> bool:
        """Tell whether a row is wanted."""
        return self.cohort in ("", row.cohort) and self.state in ("", row.state.value)


def cohort_choices(rows: Sequence[ChargeRow]) -> list[FilterChoice]:
    """Offer the cohorts that have charges."""
    return [FilterChoice(code, code) for code in dict.fromkeys(row.cohort for row in rows)]


def state_choices(rows: Sequence[ChargeRow]) -> list[FilterChoice]:
    """Offer the states that charges are in."""
    there = {row.state for row in rows}
    return [FilterChoice(state.value, STATE_WORDS[state]) for state in ChargeState if state in there]


def cell(row: ChargeRow, column: int, role: int) -> object:
    """Give a cell."""
    if role == CellRole.PILL and column == STATUS:
        return status(STATE_WORDS[row.state])
    if role == CellRole.TONE:
        return _tone(row, column)
    if role == Qt.ItemDataRole.ToolTipRole:
        return row.warning or row.charge.waiver_reason or None
    return _words(row)[column] if role == Qt.ItemDataRole.DisplayRole else None


def totals_words(rows: Sequence[ChargeRow]) -> str:
    """Say what the rows come to by state: 3 due, £1,485 · 1 invoiced, £495, before VAT."""
    told = []
    for state in ChargeState:
        ours = [row for row in rows if row.state is state]
        if ours:
            told.append(f"{len(ours)} {state.value}, {money(sums_of(ours).net)}")
    return f"{' · '.join(told)}, before VAT" if told else ""


def sums_of(rows: Sequence[ChargeRow]) -> Sums:
    """Add up rows, whatever their states."""
    return sum((row.charge.sums for row in rows if row.charge.sums), Sums())


def note_of(row: ChargeRow) -> str:
    """Say what became of a charge, and what somebody should look at."""
    charge = row.charge
    told = [
        f"Due for a first session on {short_date(charge.on)}" if row.state is ChargeState.DUE else "",
        f"Raised on {short_date(charge.on)}" if row.state is ChargeState.RAISED else "",
        f"Invoice {charge.invoice} of {short_date(charge.invoiced_on)}" if charge.invoiced_on else "",
        f"Waived on {short_date(charge.waived_on)}: {charge.waiver_reason}" if charge.waived_on else "",
        f"Credit note {charge.credit_note} of {short_date(charge.credited_on)}" if charge.credited_on else "",
        row.warning,
    ]
    return ". ".join([row.person, *(part for part in told if part)])


def _tone(row: ChargeRow, column: int) -> Tone | None:
    if column == PO and _po_missing(row):
        return Tone.DUE
    if column == NET and row.charge.sums is None:
        return Tone.DUE
    return Tone.BAD if column == INVOICE and _in_vain(row) else None


def _in_vain(row: ChargeRow) -> bool:
    """Tell whether a charge that stands is not due any more."""
    return row.state in STANDING and row.warning not in ("", NO_PO)


def _po_missing(row: ChargeRow) -> bool:
    return row.warning == NO_PO


def _words(row: ChargeRow) -> tuple[str, ...]:
    charge, sums = row.charge, row.charge.sums
    amounts = (sums.net, sums.vat, sums.gross) if sums else (None, None, None)
    return (
        row.person,
        row.organisation,
        row.cohort,
        charge.charged.kind.capitalize(),
        *(_amount(each) for each in amounts),
        charge.po_number or ("none yet" if _po_missing(row) else ""),
        ", ".join(part for part in (charge.invoice, charge.credit_note, _to_do(row)) if part),
        STATE_WORDS[row.state],
    )


def _to_do(row: ChargeRow) -> str:
    if not _in_vain(row):
        return ""
    return "to credit" if row.state is ChargeState.INVOICED else "to waive"


def _amount(amount: Decimal | None) -> str:
    return "no price" if amount is None else plain_pounds(amount)

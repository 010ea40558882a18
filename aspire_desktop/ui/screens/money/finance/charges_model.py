"""What organisations are charged as rows: who, for what, how much, and where each charge stands."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from aspire_desktop.domain.money.charges import NO_PO, STANDING, ChargeRow, ChargeState, Sums
from aspire_desktop.domain.office.values import money, short_date
from aspire_desktop.ui.lists.fields import Field, day_field, money_field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.sifting import Filter
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.status import status

TITLE, NET = "Council-paid places and charges", "Net £"
STATE_WORDS = {state: state.value.capitalize() for state in ChargeState}


def totals_words(rows: Sequence[ChargeRow]) -> str:
    """Say what the rows come to by state: 3 due, £1,485 · 1 invoiced, £495, before VAT."""
    told = []
    for state in ChargeState:
        ours = [row for row in rows if row.state is state]
        if ours:
            told.append(f"{len(ours)} {state.value}, {_amount(ours)}")
    priced = any(row.charge.sums for row in rows)
    return " · ".join(told) + (", before VAT" if priced else "")


def _amount(rows: Sequence[ChargeRow]) -> str:
    """Say what rows come to; what has no price yet is counted, not taken as nothing."""
    priced = [row for row in rows if row.charge.sums]
    if not priced:
        return "no price set"
    told = money(sums_of(priced).net)
    lacking = len(rows) - len(priced)
    return f"{told} and {lacking} with no price set" if lacking else told


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


def _why(row: ChargeRow) -> str:
    """Say what somebody should look at, or why a charge was waived."""
    return row.warning or row.charge.waiver_reason or ""


def _in_vain(row: ChargeRow) -> bool:
    """Tell whether a charge that stands is not due any more."""
    return row.state in STANDING and row.warning not in ("", NO_PO)


def _po_missing(row: ChargeRow) -> bool:
    return row.warning == NO_PO


def _to_do(row: ChargeRow) -> str:
    if not _in_vain(row):
        return ""
    return "to credit" if row.state is ChargeState.INVOICED else "to waive"


def _sum_field(heading: str, of: Callable[[Sums], Decimal], width: int, least: int = 0) -> Field[ChargeRow]:
    def amount(row: ChargeRow) -> Decimal | None:
        return of(row.charge.sums) if row.charge.sums else None

    tone = _priceless if heading == NET else None
    return money_field(heading, amount, width, least=least, none="no price", tone=tone)


def _priceless(row: ChargeRow) -> Tone | None:
    return Tone.DUE if row.charge.sums is None else None


def _invoice_words(row: ChargeRow) -> str:
    charge = row.charge
    return ", ".join(part for part in (charge.invoice, charge.credit_note, _to_do(row)) if part)


CHARGES = ListOf[ChargeRow](
    name=TITLE,
    noun=("charge", "charges"),
    key=lambda row: (row.charge.charged, row.charge.credit_note),
    fields=(
        Field("Person", lambda row: row.person, Cell.STRONG, 150, tip=_why),
        Field("Organisation", lambda row: row.organisation, stretch=True, least=800, tip=_why, groups=True),
        Field("Cohort", lambda row: row.cohort, width=112, tip=_why, groups=True),
        Field("Charged for", lambda row: row.charge.charged.kind.capitalize(), width=118, groups=True),
        _sum_field(NET, lambda sums: sums.net, 82),
        _sum_field("VAT £", lambda sums: sums.vat, 76, 1080),
        _sum_field("Gross £", lambda sums: sums.gross, 82),
        Field(
            "PO",
            lambda row: row.charge.po_number or ("none yet" if _po_missing(row) else ""),
            width=92,
            least=1000,
            tone=lambda row: Tone.DUE if _po_missing(row) else None,
        ),
        Field(
            "Invoice",
            _invoice_words,
            width=150,
            tone=lambda row: Tone.BAD if _in_vain(row) else None,
            tip=_why,
        ),
        Field(
            "Status",
            lambda row: STATE_WORDS[row.state],
            Cell.PILL,
            104,
            pill=lambda row: status(STATE_WORDS[row.state]),
            tip=_why,
            groups=True,
        ),
        day_field("Of", lambda row: row.charge.on, spare=True),
        day_field("Invoiced", lambda row: row.charge.invoiced_on, spare=True),
    ),
    filters=(
        Filter("Cohort", lambda row: row.cohort),
        Filter(
            "Status",
            lambda row: row.state.value,
            lambda key: STATE_WORDS[ChargeState(key)],
            tuple(state.value for state in ChargeState),
        ),
    ),
    empty=Empty(
        "receipt",
        "No place is council-paid yet",
        "A place is listed here once somebody has it and their council pays for it.",
    ),
)

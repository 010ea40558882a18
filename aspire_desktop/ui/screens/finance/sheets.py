"""Lines of the tables: returns in the list, a return by cohort and by place, and people behind a figure."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from aspire_desktop.domain.claims import PlaceState, PoolPlace, ReturnRow, ReturnSummary
from aspire_desktop.domain.figures import adjusted, claimed
from aspire_desktop.domain.funding import Tally
from aspire_desktop.domain.returns import AdjustmentFacts, CohortFacts, ReturnLineFacts
from aspire_desktop.domain.values import pounds, short_date
from aspire_desktop.ui.board import Line, Shown
from aspire_desktop.ui.pool import money
from aspire_desktop.ui.screens.finance.model import Sheet, period_words
from aspire_desktop.ui.signals import Destination
from aspire_desktop.ui.theme import Tone
from aspire_desktop.ui.widgets.cells import Cell, Column, GroupHeading
from aspire_desktop.ui.widgets.status import status

RETURN_COLUMNS = (Column(Cell.TWO_LINES, stretch=True), Column(Cell.PILL, 112))
RETURN_HEADINGS = ("Return", "Status")
SHEET_COLUMNS = (
    Column(Cell.STRONG, 112),
    Column(Cell.TEXT, stretch=True),
    Column(Cell.TEXT, 96),
    Column(Cell.FIGURE, 64),
    Column(Cell.FIGURE, 74),
    Column(Cell.FIGURE, 92),
)
SHEET_HEADINGS = ("Cohort", "Delivery partner", "Type", "Places", "Rate £", "Amount £")
LINE_COLUMNS = (
    Column(Cell.STRONG, 56),
    Column(Cell.STRONG, 150),
    Column(Cell.TEXT, stretch=True),
    Column(Cell.TEXT, 112),
    Column(Cell.QUIET, 140),
    Column(Cell.FIGURE, 92),
)
CLAIM_HEADINGS = ("Line", "Person", "Organisation", "Cohort", "Rule met on", "Amount £")
ADJUSTMENT_HEADINGS = ("Line", "Person", "Cause", "Cohort", "Corrects", "Amount £")
PLACE_COLUMNS = (
    Column(Cell.STRONG, 160),
    Column(Cell.STRONG, 116),
    Column(Cell.TEXT, 110),
    Column(Cell.TEXT, stretch=True),
    Column(Cell.QUIET, 112),
)
PLACE_HEADINGS = ("Person", "Cohort", "Place", "Where it stands", "Rule met on")
STATES = {
    PlaceState.COMMITTED: "Committed",
    PlaceState.CLAIMABLE: "Can be claimed later",
    PlaceState.IN_RETURN: "In the open return",
    PlaceState.CLAIMED: "Claimed",
    PlaceState.TAKEN_BACK: "Claimed, will be taken back",
    PlaceState.GIVEN_UP: "Released, will be taken back",
}


def return_line(row: ReturnRow) -> Line:
    """Show a submitted return in the list, with what changed since."""
    told = [net_words(row.summary)]
    told += [f"since then {row.since}"] if str(row.since) else []
    cells = (
        Shown(period_words(row.period), second=" · ".join(told)),
        Shown("Submitted", pill=status("Submitted")),
    )
    return Line(f"return {row.id}", cells)


def draft_line(sheet: Sheet) -> Line:
    """Show the draft of the open period in the list."""
    cells = (
        Shown(period_words(sheet.period), second=net_words(sheet.summary)),
        Shown("Draft", pill=status("Draft")),
    )
    return Line("draft", cells)


def net_words(summary: ReturnSummary) -> str:
    """Say what a return comes to: 13 places, £4,550."""
    places = summary.places
    shown = f"−{-places}" if places < 0 else str(places)
    return f"{shown} place{'' if places == 1 else 's'}, {money(summary.amount)}"


def sheet_lines(sheet: Sheet, unit: Decimal, cap: int) -> list[Line]:
    """Show a return by cohort, then what it makes of the agreement."""
    lines = [Line("period", heading=GroupHeading("1. This period"))]
    for cohort in _cohorts(sheet):
        ours = [line for line in sheet.claims if line.cohort.code == cohort.code]
        if ours:
            lines.append(_cohort_line(cohort, "New claim", claimed(ours), unit))
        for undone in sheet.adjustments:
            if undone.cohort.code == cohort.code:
                kind = f"Adjusts {undone.corrects_return.rpartition('-')[2]}"
                tally = adjusted([undone])
                lines.append(_cohort_line(cohort, kind, tally, unit, undone.number))
    summary = sheet.summary
    net = Tally(summary.places, summary.amount)
    lines.append(_total("Total", "for this period", net))
    lines.append(Line("pool", heading=GroupHeading("2. The agreement")))
    before = summary.cumulative - net.places
    for words, how, places in (
        ("Before", "Claimed in earlier returns, net", before),
        ("To date", "With this return", summary.cumulative),
        ("Remaining", f"Of {cap} places", summary.remaining),
    ):
        lines.append(_total(words, how, Tally(places, places * unit), plain=True))
    return lines


def claim_lines_of(sheet: Sheet) -> list[Line]:
    """Show each claim of a return."""
    return [
        Line(
            f"line {line.number}",
            (
                Shown(str(line.number)),
                Shown(line.participant.name),
                Shown(line.organisation.name),
                Shown(line.cohort.code),
                Shown(short_date(line.threshold_met_on) if line.threshold_met_on else ""),
                Shown(plain_pounds(line.amount)),
            ),
        )
        for line in sheet.claims
    ]


def adjustment_lines_of(sheet: Sheet) -> list[Line]:
    """Show each adjustment of a return with its cause."""
    return [
        Line(
            f"line {line.number}",
            (
                Shown(str(line.number)),
                Shown(line.participant.name),
                Shown(line.cause if not line.reason else f"{line.cause}: {line.reason}"),
                Shown(line.cohort.code),
                Shown(f"{line.corrects_return} line {line.corrects_line}"),
                Shown(plain_pounds(line.amount), tone=Tone.BAD),
            ),
        )
        for line in sheet.adjustments
    ]


def place_lines(places: Iterable[PoolPlace]) -> list[Line]:
    """Show the people behind a figure; each opens the person."""
    return [
        Line(
            f"place {place.label}",
            (
                Shown(place.person),
                Shown(place.cohort),
                Shown(place.label),
                Shown(f"{STATES[place.state]}{f', {place.claimed_in}' if place.claimed_in else ''}"),
                Shown(short_date(place.met_on) if place.met_on else ""),
            ),
            Destination("people", place.person_id) if place.person_id is not None else None,
        )
        for place in places
    ]


def plain_pounds(amount: Decimal) -> str:
    """Write an amount under a heading that names the pound."""
    return pounds(amount).replace("£", "")


def _cohorts(sheet: Sheet) -> Sequence[CohortFacts]:
    lines: list[ReturnLineFacts | AdjustmentFacts] = [*sheet.claims, *sheet.adjustments]
    shown = {line.cohort.code: line.cohort for line in lines}
    return [shown[code] for code in sorted(shown)]


def _cohort_line(cohort: CohortFacts, kind: str, tally: Tally, unit: Decimal, number: int = 0) -> Line:
    tone = Tone.BAD if tally.places < 0 else None
    cells = (
        Shown(cohort.code),
        Shown(cohort.partner),
        Shown(kind),
        Shown(_signed(tally.places), tone=tone),
        Shown(plain_pounds(unit)),
        Shown(plain_pounds(tally.amount), tone=tone),
    )
    return Line(f"cohort {cohort.code} {kind} {number}", cells)


def _total(words: str, how: str, tally: Tally, plain: bool = False) -> Line:
    tone = None if plain else Tone.ACCENT
    cells = (
        Shown(words),
        Shown(how),
        Shown(" "),
        Shown(_signed(tally.places), tone=tone),
        Shown(" "),
        Shown(plain_pounds(tally.amount), tone=tone),
    )
    return Line(f"total {words}", cells)


def _signed(number: int) -> str:
    return f"−{-number}" if number < 0 else str(number)

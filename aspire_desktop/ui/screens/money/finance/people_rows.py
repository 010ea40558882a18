"""The rows of people behind a figure: places of the pool, or lines of a return."""

from collections.abc import Iterable

from aspire_desktop.domain.money.claims import PlaceState, PoolPlace
from aspire_desktop.domain.money.returns import AdjustmentFacts
from aspire_desktop.domain.money.sources import Line as ClaimLine
from aspire_desktop.domain.office.values import PersonId, pounds, short_date
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.board import Line, Shown
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.widgets.cells import Cell, Column

PLACE_COLUMNS = (
    Column(Cell.STRONG, 150),
    Column(Cell.STRONG, 110),
    Column(Cell.TEXT, 84),
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


def claim_rows(lines: Iterable[ClaimLine]) -> list[Line]:
    """Show the people of a return's lines: what is claimed for each, or taken back and why."""
    return [
        Line(
            f"line {line.number}",
            (
                Shown(line.participant.name),
                Shown(line.cohort.code),
                Shown(line.place),
                Shown(_told(line), tone=Tone.BAD if line.amount < 0 else None),
                Shown(_met(line)),
            ),
            Destination("people", _person_of(line)),
        )
        for line in lines
    ]


def _told(line: ClaimLine) -> str:
    if isinstance(line, AdjustmentFacts):
        reason = f", {line.reason}" if line.reason else ""
        corrects = f"corrects {line.corrects_return} line {line.corrects_line}"
        return f"Line {line.number}: {pounds(line.amount)}, {corrects}: {line.cause}{reason}"
    again = f", claimed before as {line.previous_claim}" if line.previous_claim else ""
    return f"Line {line.number}: {pounds(line.amount)}{again}"


def _met(line: ClaimLine) -> str:
    day = line.effective_on if isinstance(line, AdjustmentFacts) else line.threshold_met_on
    return short_date(day) if day else ""


def _person_of(line: ClaimLine) -> PersonId:
    """Read the person from the reference that stands for the name: P-00012."""
    return PersonId(int(line.participant.reference.rpartition("-")[2]))

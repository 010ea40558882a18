"""The rows of people behind a figure: places of the pool, or lines of a return."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from aspire_desktop.domain.money.claims import PlaceState, PoolPlace
from aspire_desktop.domain.money.returns import AdjustmentFacts
from aspire_desktop.domain.money.sources import LineFacts
from aspire_desktop.domain.office.values import PersonId, pounds
from aspire_desktop.ui.lists.fields import Field, day_field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.widgets.cells import Cell

STATES = {
    PlaceState.COMMITTED: "Committed",
    PlaceState.CLAIMABLE: "Can be claimed later",
    PlaceState.IN_RETURN: "In the open return",
    PlaceState.CLAIMED: "Claimed",
    PlaceState.TAKEN_BACK: "Claimed, will be taken back",
    PlaceState.GIVEN_UP: "Released, will be taken back",
}


@dataclass(frozen=True)
class StandsBehind:
    """Somebody behind a figure: a place of the pool, or a line of a return."""

    key: str
    person: str
    cohort: str
    place: str
    standing: str
    met_on: date | None
    person_id: PersonId | None
    """Whom the row opens; None where there is nobody yet."""
    reserved: PoolPlace | None = None
    """The place that is held for somebody who has not enrolled yet."""
    taken_back: bool = False


PEOPLE_BEHIND = ListOf[StandsBehind](
    name="People behind a figure",
    noun=("person", "people"),
    key=lambda row: row.key,
    fields=(
        Field("Person", lambda row: row.person, Cell.STRONG, 150),
        Field("Cohort", lambda row: row.cohort, Cell.STRONG, 110, groups=True),
        Field("Place", lambda row: row.place, width=84, least=460),
        Field(
            "Where it stands",
            lambda row: row.standing,
            stretch=True,
            tone=lambda row: Tone.BAD if row.taken_back else None,
        ),
        day_field("Rule met on", lambda row: row.met_on, 112, least=560, cell=Cell.QUIET),
    ),
    empty=Empty("bank", "Nobody", "Nobody stands here today."),
)


def key_of(place: PoolPlace) -> str:
    """Give the key of a place's row."""
    return f"place {place.label}"


def place_rows(places: Iterable[PoolPlace]) -> list[StandsBehind]:
    """Show the people behind a figure of the pool."""
    return [
        StandsBehind(
            key_of(place),
            place.person,
            place.cohort,
            place.label,
            f"{STATES[place.state]}{f', {place.claimed_in}' if place.claimed_in else ''}",
            place.met_on,
            place.person_id,
            place if place.reserved else None,
        )
        for place in places
    ]


def claim_rows(lines: Iterable[LineFacts]) -> list[StandsBehind]:
    """Show the people of a return's lines: what is claimed for each, or taken back and why."""
    return [
        StandsBehind(
            f"line {line.number}",
            line.participant.name,
            line.cohort.code,
            line.place,
            _told(line),
            line.effective_on if isinstance(line, AdjustmentFacts) else line.threshold_met_on,
            _person_of(line),
            taken_back=line.amount < 0,
        )
        for line in lines
    ]


def _told(line: LineFacts) -> str:
    if isinstance(line, AdjustmentFacts):
        reason = f", {line.reason}" if line.reason else ""
        corrects = f"corrects {line.corrects_return} line {line.corrects_line}"
        return f"Line {line.number}: {pounds(line.amount)}, {corrects}: {line.cause}{reason}"
    again = f", claimed before as {line.previous_claim}" if line.previous_claim else ""
    return f"Line {line.number}: {pounds(line.amount)}{again}"


def _person_of(line: LineFacts) -> PersonId:
    """Read the person from the reference that stands for the name: P-00012."""
    return PersonId(int(line.participant.reference.rpartition("-")[2]))

"""Cohorts as a list grouped by programme, each with what is open in it today."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from aspire_desktop.domain.office.facts import Fact
from aspire_desktop.domain.office.history import Record
from aspire_desktop.domain.office.lists import Kind
from aspire_desktop.domain.office.values import fold
from aspire_desktop.domain.programmes.cohorts import DETAILS, STAGE_WORDS, CohortRow, Stage
from aspire_desktop.domain.programmes.decisions import decided_by, decision_words
from aspire_desktop.domain.programmes.open_work import OpenWork, still_open
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_rows
from aspire_desktop.storage.lookups.programmes.open_work import open_work
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.ui.lists.fields import Field, day_field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.sifting import Filter, Grouping, Order
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.widgets.cells import Amount, Cell
from aspire_desktop.ui.widgets.status import PillLook, status
from aspire_desktop.ui.widgets.words import dates_words, next_words, stage_look

FULL = status("Full")
NOT_OVER = OpenWork()
"""What stands for a cohort whose days are not over: nobody asks yet what is open in it."""
STILL_OPEN = "open"
"""The key of the filter for cohorts whose days are over while something is open."""
STAGES = {**{stage.value: STAGE_WORDS[stage] for stage in Stage}, STILL_OPEN: "Over, not complete"}


@dataclass(frozen=True)
class CohortToday:
    """A cohort as it stands on a day, under the title of its programme; programmes have an order."""

    row: CohortRow
    today: date
    open: OpenWork
    title: str
    rank: int

    @property
    def left(self) -> tuple[str, ...]:
        """Say what keeps it from being complete once its days are over."""
        return still_open(self.row, self.open)

    @property
    def look(self) -> PillLook:
        """Give the pill of its stage."""
        return stage_look(self.row, self.open)

    @property
    def stage_key(self) -> str:
        """Give the key of the filter that finds it."""
        return STILL_OPEN if self.left else self.row.stage.value

    @property
    def stage_rank(self) -> float:
        """Give its place among the stages; what is still open stands before what is complete."""
        return list(Stage).index(self.row.stage) - (0.5 if self.left else 0)


def cohorts_today(office: Office) -> Sequence[CohortToday]:
    """Ask for every cohort as it stands today; there are a few hundred at most."""
    today = office.clock.today()
    rows = office.ask(cohort_rows, today)
    full_titles = {row.programme: row.full_title for row in office.ask(version_rows)}
    ranks = {name: number for number, name in enumerate(full_titles)}
    over = [row.id for row in rows if row.stage is Stage.COMPLETED]
    open = office.ask(open_work, over, today)
    return [
        CohortToday(
            row,
            today,
            open.get(row.id, NOT_OVER),
            _title(row.programme, full_titles[row.programme]),
            ranks[row.programme],
        )
        for row in rows
    ]


def _title(title: str, full_title: str) -> str:
    rest = full_title.removeprefix(title).strip()
    return f"{title} · {rest}" if rest else title


def _then_code(number: Callable[[CohortToday], float]) -> Callable[[CohortToday], tuple[float, str]]:
    return lambda each: (number(each), fold(each.row.code))


def _said(fact: Fact, each: CohortToday) -> str:
    return fact.of(each.row)


def _decision_due(each: CohortToday) -> Tone | None:
    by = decided_by(each.row)
    return Tone.DUE if by is not None and by <= each.today else None


FILTERS: tuple[Filter[CohortToday], ...] = (
    Filter("Programme", lambda each: each.row.programme),
    Filter("Version", lambda each: each.row.version),
    Filter("Delivery partner", lambda each: each.row.partner),
    Filter("Status", lambda each: each.stage_key, STAGES.__getitem__, tuple(STAGES)),
)
COHORTS = ListOf[CohortToday](
    name="Cohorts",
    noun=("cohort", "cohorts"),
    key=lambda each: each.row.id,
    about=lambda each: Record("cohorts", each.row.id, each.row.code),
    ask=cohorts_today,
    searched=lambda each: f"{each.row.code} {each.row.partner} {each.row.venue}",
    fields=(
        Field("Cohort", lambda each: each.row.code, Cell.STRONG, 104),
        Field("Version", lambda each: each.row.version, Cell.QUIET, 82, least=800, groups=True),
        Field("Delivery partner", lambda each: each.row.partner, stretch=True, groups=True),
        Field(
            "Dates",
            lambda each: dates_words(each.row.first_on, each.row.last_on),
            Cell.QUIET,
            156,
            least=540,
            order=_then_code(lambda each: (each.row.first_on or each.today).toordinal()),
        ),
        Field(
            "Booked",
            lambda each: f"{each.row.held} of {each.row.capacity}",
            Cell.AMOUNT,
            102,
            order=_then_code(lambda each: each.row.held / max(1, each.row.capacity)),
            kind=Kind.COUNT,
            value=lambda each: each.row.held,
            amount=lambda each: Amount(each.row.held, each.row.capacity),
        ),
        Field(
            "Places",
            lambda each: "Full" if each.row.room.is_full else f"{each.row.room.free} free",
            Cell.PILL,
            74,
            least=980,
            order=_then_code(lambda each: -each.row.room.left),
            kind=Kind.COUNT,
            value=lambda each: each.row.room.left,
            pill=lambda each: FULL if each.row.room.is_full else None,
        ),
        Field(
            "Status",
            lambda each: each.look.words,
            Cell.PILL,
            106,
            order=_then_code(lambda each: each.stage_rank),
            pill=lambda each: each.look,
            tip=lambda each: " ".join(filter(None, (*each.left, decision_words(each.row)))),
            groups=True,
        ),
        Field(
            "Next",
            lambda each: decision_words(each.row) or next_words(each.row, each.today),
            Cell.QUIET,
            150,
            least=700,
            order=_then_code(lambda each: (each.row.next_on or date.max).toordinal()),
        ),
        *(Field(fact.head, partial(_said, fact), width=150, groups=True, spare=True) for fact in DETAILS),
        day_field("Decide by", lambda each: decided_by(each.row), tone=_decision_due, spare=True),
        day_field("First day", lambda each: each.row.first_on, spare=True),
        day_field("Last day", lambda each: each.row.last_on, spare=True),
    ),
    filters=FILTERS,
    grouping=Grouping("Programme", lambda each: each.title, lambda each: each.rank),
    order=Order("Dates", descending=True),
    empty=Empty(
        "users-three",
        "There are no cohorts yet",
        "A cohort takes one version of a programme together, with a date for each session.",
    ),
)

"""What an import would do, told as a list: what becomes of each row of the file, and what comes with it."""

from dataclasses import dataclass
from enum import Enum

from aspire_desktop.domain.intake.cells import is_blank, shown
from aspire_desktop.domain.intake.import_reports import Fate, RowFate
from aspire_desktop.domain.intake.imports import ParticipantLine
from aspire_desktop.domain.office.lists import Kind
from aspire_desktop.domain.programmes.enrolments import PAID_AS
from aspire_desktop.services.intake.imports.review import Review, ReviewedRow, RowStanding
from aspire_desktop.ui.lists.fields import Field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.sifting import Filter, Grouping
from aspire_desktop.ui.screens.intake.imports.words import counted, naming, things
from aspire_desktop.ui.widgets.cells import Cell


class Outcome(Enum):
    """What becomes of a row of the file, or of what comes with it; in the order of the list."""

    COLUMN = "Columns left out"
    ORGANISATION = "Organisations added"
    NAME = "Names remembered"
    ADDED = "Added"
    CHANGED = "Changed"
    LEFT_OUT = "Left out"
    THERE = "Already there, nothing changes"


_OF_FATES = {Fate.NEW: Outcome.ADDED, Fate.UPDATED: Outcome.CHANGED, Fate.MATCHED: Outcome.THERE}
_RANKS = {outcome.value: rank for rank, outcome in enumerate(Outcome)}


@dataclass(frozen=True)
class ImportOutcomeRow:
    """A line of the list. `at` is the number of its row in the file, or its place among its kind."""

    outcome: Outcome
    at: int
    name: str
    more: str
    happens: str

    @property
    def number(self) -> int | None:
        """Give the number that the spreadsheet shows beside the row; None for what is no row of it."""
        beside = (Outcome.COLUMN, Outcome.ORGANISATION, Outcome.NAME)
        return None if self.outcome in beside else self.at


OUTCOME = ListOf[ImportOutcomeRow](
    name="Outcome of the import",
    noun=("line", "lines"),
    key=lambda row: (row.outcome, row.at),
    fields=(
        Field(
            "Row",
            lambda row: "" if row.number is None else str(row.number),
            Cell.QUIET,
            70,
            order=lambda row: row.number or 0,
            kind=Kind.COUNT,
            value=lambda row: row.number,
        ),
        Field("Name", lambda row: row.name, Cell.STRONG, 240),
        Field("Details", lambda row: row.more, width=260),
        Field("What happens", lambda row: row.happens, Cell.QUIET, stretch=True),
    ),
    empty=Empty("file-xls", "Nothing would be imported"),
    filters=(Filter("Outcome", lambda row: row.outcome.value, keys=tuple(_RANKS)),),
    grouping=Grouping("Outcome", lambda row: row.outcome.value, lambda row: _RANKS[row.outcome.value]),
    no_match="Nothing in this import matches these filters",
)


def outcome_rows(review: Review) -> list[ImportOutcomeRow]:
    """List exactly what would be added, changed and left out."""
    draft = review.draft
    columns = [
        ImportOutcomeRow(Outcome.COLUMN, each.position, each.text, "", "Nothing of this column is kept")
        for each in draft.mapping.left_out
    ]
    added = [
        ImportOutcomeRow(Outcome.ORGANISATION, at, name, "", "New organisation")
        for at, name in enumerate(draft.additions)
    ]
    names = [
        ImportOutcomeRow(Outcome.NAME, at, each.text, each.organisation, "Kept as another name of it")
        for at, each in enumerate(draft.remembered_names)
    ]
    rows = (_row(review, each) for each in review.rows)
    return [*columns, *added, *names, *(each for each in rows if each is not None)]


def _row(review: Review, row: ReviewedRow) -> ImportOutcomeRow | None:
    """Say what becomes of a row; None of one that must be put right first."""
    if row.standing is RowStanding.LEFT_OUT:
        return _left(row, review.draft.sheet.hidden_rows)
    outcome = None if row.fate is None else _OF_FATES.get(row.fate.fate)
    if row.fate is None or outcome is None or row.row.line is None:
        return None
    called = naming(row.row.line)
    happens = _happens(review, row, row.fate)
    return ImportOutcomeRow(outcome, row.number, called.name, row.employer or called.more, happens)


def _happens(review: Review, row: ReviewedRow, fate: RowFate) -> str:
    return "; ".join(filter(None, (_becomes(review, row, fate), fate.note if fate.fate is Fate.NEW else "")))


def _becomes(review: Review, row: ReviewedRow, fate: RowFate) -> str:
    if fate.waits:
        return "Goes to the waiting list"
    if fate.fate is Fate.UPDATED:
        return fate.note or "Brought up to date"
    if fate.fate is Fate.NEW and isinstance(row.row.line, ParticipantLine):
        funding = row.row.line.funding or review.draft.funding
        return f"Confirmed place, {PAID_AS[funding] if funding else 'funding not recorded'}"
    return "Added" if fate.fate is Fate.NEW else "Nothing changes"


def _left(row: ReviewedRow, hidden: frozenset[int]) -> ImportOutcomeRow:
    why = "Hidden in the file, left out" if row.number in hidden else "Left out by you"
    if row.row.line is not None:
        called = naming(row.row.line)
        return ImportOutcomeRow(Outcome.LEFT_OUT, row.number, called.name, row.employer or called.more, why)
    words = [shown(cell) for cell in row.row.cells if not is_blank(cell)]
    return ImportOutcomeRow(Outcome.LEFT_OUT, row.number, " ".join(words[:2]), " · ".join(words[2:4]), why)


def places_words(review: Review) -> str:
    """Say how the people fit the places that are free, where some of them must wait."""
    waiting, cohort = review.report.waiting, review.cohort
    if not waiting or cohort is None:
        return ""
    rows = counted(review.report.new, "row")
    goes = "goes" if waiting == 1 else "go"
    return f"{rows}, {counted(cohort.room.free, 'place')} free: {waiting} {goes} to the waiting list."


def summary_words(review: Review) -> str:
    """Say in a line what the import does."""
    report, kind = review.report, review.draft.kind
    parts = [f"{things(kind, report.new)} added"] if report.new else []
    parts += [f"{report.updated} changed"] if report.updated else []
    parts += [f"{report.matched} already there"] if report.matched else []
    left = review.counts[RowStanding.LEFT_OUT]
    parts += [f"{left} left out"] if left else []
    return ", ".join(parts) or "Nothing is added or changed"

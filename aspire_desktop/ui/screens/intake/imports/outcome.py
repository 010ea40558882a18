"""What an import would do, as rows of a table in groups: added, changed, left out, already there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from aspire_desktop.domain.intake.cells import is_blank, shown
from aspire_desktop.domain.intake.import_reports import Fate, RowFate
from aspire_desktop.domain.intake.imports import ParticipantLine
from aspire_desktop.domain.programmes.enrolments import PAID_AS
from aspire_desktop.services.intake.imports.review import Review, ReviewedRow, RowStanding
from aspire_desktop.ui.screens.intake.imports.words import counted, naming, things
from aspire_desktop.ui.widgets.cells import Cell, CellRole, GroupHeading, TableColumn

Index = QModelIndex | QPersistentModelIndex
COLUMNS = (
    TableColumn(Cell.QUIET, 70),
    TableColumn(Cell.STRONG, 240),
    TableColumn(Cell.TEXT, 260),
    TableColumn(Cell.QUIET, stretch=True),
)
HEADINGS = ("Row", "Name", "Details", "What happens")


@dataclass(frozen=True)
class OutcomeRow:
    """A line of the list; with a heading, the line that begins a group."""

    number: str = ""
    name: str = ""
    more: str = ""
    happens: str = ""
    heading: GroupHeading | None = None


def outcome_rows(review: Review) -> list[OutcomeRow]:
    """List exactly what would be added, changed and left out."""
    rows: list[OutcomeRow] = []
    hidden = review.draft.sheet.hidden_rows
    added = [OutcomeRow("", name, "", "New organisation") for name in review.draft.additions]
    names = [
        OutcomeRow("", each.text, each.organisation, "Kept as another name of it")
        for each in review.draft.remembered_names
    ]
    columns = [
        OutcomeRow("", heading.text, "", "Nothing of this column is kept")
        for heading in review.draft.mapping.left_out
    ]
    groups = (
        ("Columns left out", columns),
        ("Organisations added", added),
        ("Names remembered", names),
        ("Added", _rows(review, Fate.NEW)),
        ("Changed", _rows(review, Fate.UPDATED)),
        ("Left out", [_left(row, hidden) for row in review.rows if row.standing is RowStanding.LEFT_OUT]),
        ("Already there, nothing changes", _rows(review, Fate.MATCHED)),
    )
    for words, lines in groups:
        if lines:
            rows += [OutcomeRow(heading=GroupHeading(words, len(lines))), *lines]
    return rows


def _rows(review: Review, fate: Fate) -> list[OutcomeRow]:
    found = []
    for row in review.rows:
        if row.fate is not None and row.fate.fate is fate and row.row.line is not None:
            called = naming(row.row.line)
            more = row.employer or called.more
            found.append(OutcomeRow(str(row.number), called.name, more, _happens(review, row)))
    return found


def _happens(review: Review, row: ReviewedRow) -> str:
    fate = row.fate
    assert fate is not None
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


def _left(row: ReviewedRow, hidden: frozenset[int]) -> OutcomeRow:
    why = "Hidden in the file, left out" if row.number in hidden else "Left out by you"
    if row.row.line is not None:
        called = naming(row.row.line)
        return OutcomeRow(str(row.number), called.name, row.employer or called.more, why)
    words = [shown(cell) for cell in row.row.cells if not is_blank(cell)]
    return OutcomeRow(str(row.number), " ".join(words[:2]), " · ".join(words[2:4]), why)


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


class OutcomeModel(QAbstractTableModel):
    """The list of the last step."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[OutcomeRow] = ()

    def show_rows(self, rows: Sequence[OutcomeRow]) -> None:
        """Show this list."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Count the lines."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Say how many headings there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell, or the heading of a group."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            words = (row.number, row.name, row.more, row.happens)[index.column()]
            return row.heading.words if row.heading and index.column() == 0 else words or " "
        if role == CellRole.GROUP and index.column() == 0:
            return row.heading
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give the heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None

"""Registers as grouped rows: overdue, today, this week and next, earlier."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from aspire_desktop.domain.office.values import SessionId, fold, short_date
from aspire_desktop.domain.programmes.registers import RegisterListRow
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.programmes.attendance import register_list
from aspire_desktop.ui.widgets.cells import Amount, Cell, CellRole, Column, GroupHeading

Index = QModelIndex | QPersistentModelIndex
COLUMNS = (
    Column(Cell.STRONG, 150),
    Column(Cell.TEXT, stretch=True),
    Column(Cell.TEXT, 130),
    Column(Cell.QUIET, 120),
    Column(Cell.QUIET, 170),
    Column(Cell.QUIET, 150),
    Column(Cell.AMOUNT, 120),
    Column(Cell.PILL, 130),
)
HEADINGS = ("Cohort", "Session", "Day", "Programme", "Venue", "Trainer", "Marked", "Status")
PROGRAMME, VENUE, MARKED, STATUS = 3, 4, 6, 7
LOOKS_BACK = timedelta(days=120)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


@dataclass(frozen=True)
class Group:
    """Registers under a heading."""

    words: str
    rows: Sequence[RegisterListRow]


@dataclass(frozen=True)
class Listing:
    """What the screen shows, and how many registers there are without the filter."""

    groups: Sequence[Group]
    total: int
    due: int
    today: date


def listing(text: str, office: Office) -> Listing:
    """Ask for the registers that are due, those until the end of next week, and finished ones of late."""
    today = office.clock.today()
    until = today + timedelta(days=13 - today.weekday())
    every = office.ask(register_list, today - LOOKS_BACK, until)
    rows = [row for row in every if fold(text) in fold(_searched(row))]
    groups = (
        _group("Overdue", rows, lambda row: row.session.on < today and row.is_due(today)),
        _group("Today", rows, lambda row: row.session.on == today),
        _group("This week and next", rows, lambda row: row.session.on > today),
        _group("Earlier", rows[::-1], lambda row: row.session.on < today and not row.is_due(today)),
    )
    due = sum(row.is_due(today) for row in every)
    return Listing([group for group in groups if group.rows], len(every), due, today)


def _group(words: str, rows: Sequence[RegisterListRow], holds: Callable[[RegisterListRow], bool]) -> Group:
    return Group(words, [row for row in rows if holds(row)])


def _searched(row: RegisterListRow) -> str:
    return " ".join((row.cohort, row.session.title, row.programme, row.venue, *row.trainers))


def status_words(row: RegisterListRow, today: date) -> str:
    """Give the status of a register, a word of the closed list."""
    if row.session.on > today:
        return "Booked"
    if not row.is_due(today):
        return "Complete"
    if row.session.on < today:
        return "Overdue"
    return "In progress" if row.marked else "Due today"


def words(row: RegisterListRow, column: int, today: date) -> str:
    """Give a cell in words."""
    session = row.session
    return (
        row.cohort,
        session.title,
        f"{session.on:%a} {short_date(session.on)}",
        row.programme,
        row.venue,
        ", ".join(row.trainers),
        f"{row.marked}/{row.people}",
        status_words(row, today),
    )[column]


class RegistersModel(QAbstractTableModel):
    """A heading row for each group, and below it a row for each register."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[GroupHeading | RegisterListRow] = ()
        self._today = date.min

    def show_listing(self, found: Listing) -> None:
        """Show these registers in place of any before."""
        self.beginResetModel()
        self._today = found.today
        lines: list[GroupHeading | RegisterListRow] = []
        for group in found.groups:
            lines += [GroupHeading(group.words, len(group.rows)), *group.rows]
        self._lines = lines
        self.endResetModel()

    def row_at(self, index: Index) -> RegisterListRow | None:
        """Give the register of a cell, None for headings."""
        line = self._lines[index.row()] if index.isValid() else None
        return line if isinstance(line, RegisterListRow) else None

    def index_of(self, session_id: SessionId | None) -> QModelIndex:
        """Find a register, or the first where it is not shown."""
        numbers = [number for number, line in enumerate(self._lines) if isinstance(line, RegisterListRow)]
        found = (number for number in numbers if self._id(number) == session_id)
        return self.index(next(found, numbers[0] if numbers else -1), 0)

    def _id(self, number: int) -> SessionId | None:
        line = self._lines[number]
        return line.session.id if isinstance(line, RegisterListRow) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Count headings and registers."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Count the columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Give a cell."""
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        if isinstance(line, GroupHeading):
            return line if role == CellRole.GROUP and column == 0 else _heading_words(line, column, role)
        if role == _DISPLAY:
            return words(line, column, self._today)
        if role == CellRole.AMOUNT and column == MARKED:
            return Amount(line.marked, line.people)
        if role == CellRole.PILL and column == STATUS:
            return status_words(line, self._today)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the keyboard pass over headings."""
        return super().flags(index) if self.row_at(index) is not None else Qt.ItemFlag.NoItemFlags

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY
    ) -> object:
        """Give the heading of a column."""
        return HEADINGS[section] if orientation is Qt.Orientation.Horizontal and role == _DISPLAY else None


def _heading_words(line: GroupHeading, column: int, role: int) -> str | None:
    return f"{line.words}, {line.count}" if role == _DISPLAY and column == 0 else None

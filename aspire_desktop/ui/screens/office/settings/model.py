"""The people who use Aspire as rows of a table."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from aspire_desktop.domain.office.staff import ColleagueRow, Role
from aspire_desktop.domain.office.values import ColleagueId
from aspire_desktop.ui.widgets.cells import Cell, Column

Index = QModelIndex | QPersistentModelIndex
COLUMNS = (Column(Cell.STRONG, 220), Column(Cell.TEXT, stretch=True), Column(Cell.QUIET, 150))
HEADINGS = ("Person", "Roles", "Access")
ROLE_WORDS = {Role.ADMINISTRATOR: "Administrator", Role.TRAINER: "Trainer", Role.FINANCE: "Finance"}


def words(row: ColleagueRow, column: int) -> str:
    """Give a cell in words."""
    roles = ", ".join(word for role, word in ROLE_WORDS.items() if role in row.roles)
    return (row.name, roles or "No role yet", "May use Aspire" if row.active else "Closed")[column]


class ColleaguesModel(QAbstractTableModel):
    """One row for each person."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[ColleagueRow] = ()

    def show_rows(self, rows: Sequence[ColleagueRow]) -> None:
        """Show these people in place of any before."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, index: Index) -> ColleagueRow | None:
        """Give the person of a cell."""
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, id: ColleagueId | None) -> QModelIndex:
        """Find a person; the first one where they are not shown."""
        places = (number for number, row in enumerate(self._rows) if row.id == id)
        return self.index(next(places, 0), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Count the people."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Count the columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell in words."""
        row = self.row_at(index)
        return words(row, index.column()) if row is not None and role == Qt.ItemDataRole.DisplayRole else None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give the heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None

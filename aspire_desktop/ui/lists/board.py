"""Short lists of ready-made lines: each has its cells in words, and the place that it opens."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.widgets.cells import Amount, CellRole, Column, GroupHeading
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.status import PillLook

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Shown:
    """One cell: its words, and a second line, pill, amount or tone where its column draws one."""

    words: str = ""
    second: str = ""
    pill: PillLook | None = None
    amount: Amount | None = None
    tone: Tone | None = None


@dataclass(frozen=True)
class Line:
    """One line, with a key that stays the same from load to load; a heading has no cells."""

    key: str
    cells: tuple[Shown, ...] = ()
    place: Destination | None = None
    heading: GroupHeading | None = None


@dataclass(frozen=True)
class Order:
    """In which order lines are wanted: by a column, up or down."""

    column: int = 0
    descending: bool = False


class BoardModel(QAbstractTableModel):
    """Shows lines under headings. `sorting` carries the Order wanted: the screen asks again."""

    sorting = Signal(Order)

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._lines: Sequence[Line] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines in place of any before."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def line_at(self, index: Index) -> Line | None:
        """Give the line of a cell; None for a heading."""
        line = self._lines[index.row()] if index.isValid() else None
        return None if line is None or line.heading else line

    def row_of(self, key: str) -> int | None:
        """Find a line by its key."""
        found = (row for row, line in enumerate(self._lines) if line.key == key and not line.heading)
        return next(found, None)

    def first_row(self) -> int | None:
        """Find the first line that is no heading."""
        return next((row for row, line in enumerate(self._lines) if not line.heading), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Count lines and headings."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Say how many headings there are."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell as its column draws it."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if line.heading is not None:
            return _heading(line.heading, index.column(), role)
        cell = line.cells[index.column()]
        drawn = {
            int(Qt.ItemDataRole.DisplayRole): cell.words,
            int(CellRole.SECOND_LINE): cell.second,
            int(CellRole.PILL): cell.pill,
            int(CellRole.AMOUNT): cell.amount,
            int(CellRole.TONE): cell.tone,
            int(Qt.ItemDataRole.AccessibleTextRole): _spoken(cell),
        }
        return drawn.get(int(role))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let lines be chosen, headings not."""
        return super().flags(index) if self.line_at(index) else Qt.ItemFlag.ItemIsEnabled

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give the heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask the screen to show the lines in this order."""
        self.sorting.emit(Order(column, order is Qt.SortOrder.DescendingOrder))


def _heading(heading: GroupHeading, column: int, role: int) -> object:
    if column or role not in (CellRole.GROUP, Qt.ItemDataRole.DisplayRole):
        return None
    if role == CellRole.GROUP:
        return heading
    return heading.words if heading.count is None else f"{heading.words}, {heading.count}"


def _spoken(cell: Shown) -> str:
    if cell.pill is not None:
        told = f"Status: {cell.pill.words}"
        return f"{cell.words}. {cell.second}. {told}" if cell.second else told
    if cell.amount is not None:
        return f"{cell.amount.done} of {cell.amount.total}"
    return f"{cell.words}. {cell.second}" if cell.second else cell.words or "not recorded"


class BoardTable(DataTable):
    """A table of such lines, of which one is chosen; `lines` is its model."""

    def __init__(self, name: str, headings: Sequence[str], columns: Sequence[Column]) -> None:
        super().__init__(name, columns, grouped=True)
        self.lines = BoardModel(headings, self)
        self.setModel(self.lines)
        self.setSelectionMode(DataTable.SelectionMode.SingleSelection)

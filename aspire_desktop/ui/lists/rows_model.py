"""A table model over rows of one kind: headings, and a function that gives each cell."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
Cells = Callable[[T, int, int], object]
"""Gives cell(row, column, role); None where there is nothing for the role."""


class RowsModel(QAbstractTableModel, Generic[T]):
    """One line for each row, in the order given."""

    def __init__(self, headings: Sequence[str], cells: Cells[T], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._cells = cells
        self.rows: Sequence[T] = ()

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show these rows in place of any before."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def row_at(self, index: Index) -> T | None:
        """Give the row of a cell."""
        return self.rows[index.row()] if index.isValid() else None

    def place_of(self, holds: Callable[[T], bool], column: int = 0) -> QModelIndex:
        """Find the first row of which something holds; not valid where there is none."""
        return self.index(next((n for n, row in enumerate(self.rows) if holds(row)), -1), column)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Say how many things are listed."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Say how many headings there are."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell."""
        row = self.row_at(index)
        return None if row is None else self._cells(row, index.column(), role)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give the heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None


class TickedRows(RowsModel[T]):
    """Rows of which some can be ticked in column 0; the screen says which, and hears through `turned`."""

    def __init__(
        self,
        headings: Sequence[str],
        cells: Cells[T],
        may_tick: Callable[[T], bool],
        turned: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(headings, cells, parent)
        self._may_tick, self._turned = may_tick, turned
        self._ticked: set[int] = set()

    @property
    def ticked(self) -> list[T]:
        """Give the rows that are ticked."""
        return [row for number, row in enumerate(self.rows) if number in self._ticked]

    def show_ticked(self, rows: Sequence[T], holds: Callable[[T], bool]) -> None:
        """Show rows, ticking those of which something holds."""
        self._ticked = {n for n, row in enumerate(rows) if self._may_tick(row) and holds(row)}
        self.show_rows(rows)
        self._turned()

    def tick_all(self, ticked: bool) -> None:
        """Tick every row that may be, or none."""
        self.show_ticked(self.rows, lambda _: ticked)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be ticked that may be."""
        row = self.row_at(index)
        ticks = row is not None and index.column() == 0 and self._may_tick(row)
        return super().flags(index) | (Qt.ItemFlag.ItemIsUserCheckable if ticks else Qt.ItemFlag(0))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell, or whether the row is ticked."""
        if index.isValid() and index.column() == 0 and role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if index.row() in self._ticked else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Tick or untick a row."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self._ticked ^= {index.row()}
        self.dataChanged.emit(index, index)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)
        self._turned()
        return True

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give the heading of a column, and how much is ticked."""
        if section == 0 and role == Qt.ItemDataRole.CheckStateRole:
            possible = sum(self._may_tick(row) for row in self.rows)
            every = Qt.CheckState.Checked if self._ticked else Qt.CheckState.Unchecked
            return Qt.CheckState.PartiallyChecked if 0 < len(self._ticked) < possible else every
        return super().headerData(section, orientation, role)

"""Rows that can be ticked: in the first column, one by one or all at once over it."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from aspire_desktop.ui.lists.fields import Field
from aspire_desktop.ui.lists.list_of import Ticking
from aspire_desktop.ui.lists.model import FieldModel, Index
from aspire_desktop.ui.lists.shelves import Shelf

T = TypeVar("T")
TICK = 0
_CHECK = int(Qt.ItemDataRole.CheckStateRole)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


class TickedModel(FieldModel[T]):
    """Ticks stay with the rows shown, whatever their order. `ticked_anew` when a box is turned."""

    ticked_anew = Signal()

    def __init__(
        self,
        fields: Sequence[Field[T]],
        key: Callable[[T], Hashable],
        ticking: Ticking[T],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(fields, key, parent)
        self._ticking = ticking
        self._ticked: set[Hashable] = set()

    @property
    def ticked(self) -> list[T]:
        """Give the rows that are ticked, in the order shown."""
        return [row for row in self.rows if self.key(row) in self._ticked]

    def show_shelf(self, shelf: Shelf[T]) -> None:
        """Show rows; ticks of those that are shown no more, or may not be ticked any more, go."""
        super().show_shelf(shelf)
        self.tick(self._ticked)

    def tick(self, keys: Iterable[Hashable]) -> None:
        """Tick the rows of these keys that may be, and no others."""
        wanted = set(keys)
        self._ticked = {self.key(row) for row in self.rows if self._ticking.may(row)} & wanted
        if len(self.shelf):
            self.dataChanged.emit(self.index(0, TICK), self.index(len(self.shelf) - 1, TICK))
        self._tell()

    def tick_all(self, ticked: bool) -> None:
        """Tick every row that is ticked together with the others, or none."""
        self.tick([self.key(row) for row in self.rows if self._ticking.together(row)] if ticked else ())

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be ticked that may be."""
        row = self.row_at(index)
        ticks = row is not None and index.column() == TICK and self._ticking.may(row)
        return super().flags(index) | (Qt.ItemFlag.ItemIsUserCheckable if ticks else Qt.ItemFlag(0))

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Give a cell, or whether the row is ticked."""
        row = self.row_at(index)
        if row is None or index.column() != TICK:
            return super().data(index, role)
        ticked = self.key(row) in self._ticked
        if role == _CHECK:
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{'Ticked' if ticked else 'Not ticked'}: {self.fields[TICK + 1].words(row)}"
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = _CHECK) -> bool:  # noqa: N802
        """Tick or untick a row."""
        row = self.row_at(index)
        if row is None or role != _CHECK:
            return False
        self._ticked ^= {self.key(row)}
        self.dataChanged.emit(index, index)
        self._tell()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:  # noqa: N802
        """Give the heading of a column, and how much is ticked."""
        if section != TICK or role != _CHECK or orientation is not Qt.Orientation.Horizontal:
            return super().headerData(section, orientation, role)
        possible = sum(self._ticking.together(row) for row in self.rows)
        every = Qt.CheckState.Checked if self._ticked else Qt.CheckState.Unchecked
        return Qt.CheckState.PartiallyChecked if 0 < len(self._ticked) < possible else every

    def _tell(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, TICK, TICK)
        self.ticked_anew.emit()

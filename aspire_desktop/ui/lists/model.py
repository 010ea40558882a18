"""The one table model: rows under headings, each cell as its field tells it."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from aspire_desktop.ui.lists.fields import Field
from aspire_desktop.ui.lists.shelves import Held, Shelf
from aspire_desktop.ui.lists.sifting import Group, Order
from aspire_desktop.ui.widgets.cells import CellRole, GroupHeading

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
ON_ITS_WAY = "…"
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


@dataclass(frozen=True)
class Lacking:
    """The number of a row that is not here yet."""

    row: int


class FieldModel(QAbstractTableModel, Generic[T]):
    """Shows what stands on its shelf.

    `sorting` carries the Order that a heading asks for, `lacking` the Lacking row that is to be drawn.
    """

    sorting = Signal(Order)
    lacking = Signal(Lacking)

    def __init__(
        self, fields: Sequence[Field[T]], key: Callable[[T], Hashable], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.fields, self.key = tuple(fields), key
        self.shelf: Shelf[T] = Held[T]((), key)

    def show_shelf(self, shelf: Shelf[T]) -> None:
        """Show these rows in place of any before."""
        self.beginResetModel()
        self.shelf = shelf
        self.endResetModel()

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show these rows, all held, without groups."""
        self.show_shelf(Held[T]([Group("", rows)], self.key))

    def filled(self, first: int, last: int) -> None:
        """Say that rows have come that were lacking."""
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.fields) - 1))

    @property
    def rows(self) -> list[T]:
        """Give the rows that are here, without headings."""
        found = (self.shelf.at(number) for number in range(len(self.shelf)))
        return [row for row in found if row is not None and not isinstance(row, GroupHeading)]

    def row_at(self, index: Index) -> T | None:
        """Give the row of a cell; None for a heading."""
        row = self.shelf.at(index.row()) if index.isValid() else None
        return None if isinstance(row, GroupHeading) else row

    def heading_at(self, number: int) -> GroupHeading | None:
        """Give the heading that stands there; None for a row."""
        row = self.shelf.at(number)
        return row if isinstance(row, GroupHeading) else None

    def index_of(self, key: Hashable, column: int = 0) -> QModelIndex:
        """Find a row; not valid where it is not shown."""
        return self.index(self.shelf.place_of(key), column)

    def first(self) -> QModelIndex:
        """Find the first row that is no heading; not valid where there is none."""
        rows = (number for number in range(len(self.shelf)) if self.heading_at(number) is None)
        return self.index(next(rows, -1), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Count rows and headings."""
        return 0 if parent.isValid() else len(self.shelf)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Say how many fields the list has, hidden ones included."""
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Give a cell as its field draws it."""
        if not index.isValid():
            return None
        row = self.shelf.at(index.row())
        if isinstance(row, GroupHeading):
            return _heading(row, index.column(), role)
        if row is not None:
            return _cell(self.fields[index.column()], row, role)
        if role == _DISPLAY and self.shelf.lacks(index.row()):
            self.lacking.emit(Lacking(index.row()))
        return ON_ITS_WAY if role == _DISPLAY else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be chosen; the keyboard passes over a heading that does not fold."""
        row = self.shelf.at(index.row()) if index.isValid() else None
        if isinstance(row, GroupHeading):
            return Qt.ItemFlag.ItemIsEnabled if row.folds else Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY
    ) -> object:
        """Give the heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == _DISPLAY:
            return self.fields[section].heading
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for this order."""
        if column >= 0:
            self.sorting.emit(Order(self.fields[column].heading, order is Qt.SortOrder.DescendingOrder))


def _heading(heading: GroupHeading, column: int, role: int) -> object:
    if column or role not in (CellRole.GROUP, _DISPLAY):
        return None
    if role == CellRole.GROUP:
        return heading
    return heading.words if heading.count is None else f"{heading.words}, {heading.count}"


def _cell(field: Field[T], row: T, role: int) -> object:
    if role == _DISPLAY:
        return field.words(row)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return field.spoken(row)
    drawn: dict[int, Callable[[T], object] | None] = {
        int(CellRole.SECOND_LINE): field.second,
        int(CellRole.PILL): field.pill,
        int(CellRole.AMOUNT): field.amount,
        int(CellRole.TONE): field.tone,
        int(Qt.ItemDataRole.ToolTipRole): field.tip,
    }
    made = drawn.get(int(role))
    return made(row) if made else None

"""The table of every list: drawn to the design, worked from the keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from aspire_desktop.ui.looks.theme import theme
from aspire_desktop.ui.widgets.cells import Cell, CellRole, TableColumn
from aspire_desktop.ui.widgets.delegates import CellDelegate, TwoLinesDelegate, delegate, turn
from aspire_desktop.ui.widgets.table_header import TableHeader

_ALONE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class DataTable(QTableView):
    """A table over a model that the screen makes (roles in `cells.CellRole`).

    `opened` carries the QModelIndex on Enter or double click, `ticked` the one turned by Space or a click,
    `all_ticked` True or False from the header's check box, `group_turned` the row of a folding heading.
    `grouped=True` lets heading rows (CellRole.GROUP) span the table. With `grid=True` (registers) Home
    and End move along the row and any cell may be selected.
    """

    opened = Signal(QModelIndex)
    ticked = Signal(QModelIndex)
    all_ticked = Signal(bool)
    group_turned = Signal(int)

    def __init__(
        self,
        name: str,
        columns: Sequence[TableColumn],
        grid: bool = False,
        grouped: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns: Sequence[TableColumn] = tuple(columns)
        self._grid, self._grouped = grid, grouped
        self._delegates: list[CellDelegate] = []
        self._heading_rows: list[int] = []
        self._percent = theme().text_percent
        self.search_column = next((n for n, c in enumerate(columns) if c.cell is not Cell.CHECK), 0)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        by = QAbstractItemView.SelectionBehavior
        self.setSelectionBehavior(by.SelectItems if grid else by.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._headed = TableHeader([n for n, c in enumerate(columns) if c.cell is Cell.FIGURE], self)
        self.setHorizontalHeader(self._headed)
        self._headed.check_clicked.connect(self._turn_all)
        if grouped:  # a heading stays where it is while the columns are scrolled below it
            self.horizontalScrollBar().valueChanged.connect(lambda: self.viewport().update())
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(self._open)
        self.clicked.connect(self._turn_group)
        self._dress()
        self._fit_rows()
        theme().changed.connect(self._follow_theme)

    def _dress(self) -> None:
        for number, column in enumerate(self._columns):
            made = delegate(column.cell, self)
            self._delegates.append(made)
            self.setItemDelegateForColumn(number, made)

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802
        """Show a model, with widths and spans to the columns given."""
        super().setModel(model)
        if model is None:
            return
        for signal in (model.modelReset, model.layoutChanged, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._span_groups)
        self._span_groups()
        self.fit_columns()

    def allow_sorting(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Let headers sort through `model.sort`, starting from this column."""
        self._headed.setSortIndicator(column, order)
        self.setSortingEnabled(True)

    def open_current(self) -> None:
        """Open the current row, as Enter does."""
        if self.currentIndex().isValid():
            self._open(self.currentIndex())

    def fit_columns(self) -> None:
        """Give every column the width that was declared."""
        for number, column in enumerate(self._columns[: self.model().columnCount()]):
            if column.stretch:
                self._headed.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            elif column.width:
                self.setColumnWidth(number, column.width * theme().text_percent // 100)
            else:
                self.resizeColumnToContents(number)

    def _follow_theme(self) -> None:
        """Give rows the height in force, and columns the room that larger text needs."""
        self._fit_rows()
        if self.model() is not None and self._percent != theme().text_percent:
            self.fit_columns()
        self._percent = theme().text_percent

    def _fit_rows(self) -> None:
        two = any(isinstance(made, TwoLinesDelegate) for made in self._delegates)
        height = max(theme().row_pixels(), 43 * theme().text_percent // 100 if two else 0)
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setDefaultSectionSize(height)
        if self.model() is not None:
            self._span_groups()
        self._headed.updateGeometry()
        self.viewport().update()

    def _span_groups(self) -> None:
        if not self._grouped:
            return
        self.clearSpans()
        usual = self.verticalHeader().defaultSectionSize()
        for row in self._heading_rows:
            self.setRowHeight(row, usual)
        self._heading_rows.clear()
        model = self.model()
        wide = model.columnCount()
        for row in range(model.rowCount()):
            heading = model.index(row, 0).data(CellRole.GROUP)
            if heading is not None:
                if wide > 1:
                    self.setSpan(row, 0, 1, wide)
                self.setRowHeight(row, theme().row_pixels())
                self._heading_rows.append(row)

    def _open(self, index: QModelIndex) -> None:
        if index.siblingAtColumn(0).data(CellRole.GROUP) is None:
            self.opened.emit(index)
        else:
            self.group_turned.emit(index.row())

    def _turn_group(self, index: QModelIndex) -> None:
        if index.siblingAtColumn(0).data(CellRole.GROUP) is not None:
            self.group_turned.emit(index.row())
        elif index.column() < len(self._columns) and self._columns[index.column()].cell is Cell.CHECK:
            self.ticked.emit(index)

    def _turn_all(self, column: int) -> None:
        state = self.model().headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.CheckStateRole)
        self.all_ticked.emit(Qt.CheckState(state) is not Qt.CheckState.Checked)

    def _tick_current(self) -> bool:
        columns = [number for number, column in enumerate(self._columns) if column.cell is Cell.CHECK]
        if not columns or not self.currentIndex().isValid():
            return False
        index = self.currentIndex().siblingAtColumn(columns[0])
        if turn(self.model(), index):
            self.ticked.emit(index)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens, Space ticks, Home and End choose the first and last row, with Ctrl too."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.open_current()
        elif key == Qt.Key.Key_Space and not self._grid and self._tick_current():
            return
        elif (
            key in (Qt.Key.Key_Home, Qt.Key.Key_End)
            and not self._grid
            and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier)
        ):
            self.selectionModel().setCurrentIndex(self._end(last=key == Qt.Key.Key_End), _ALONE)
        else:
            super().keyPressEvent(event)

    def moveCursor(  # noqa: N802
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go as far as the first and last row by Home and End in a list: Shift chooses up to there."""
        ends = (QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd)
        if self._grid or action not in ends:
            return super().moveCursor(action, modifiers)
        return self._end(last=action is ends[1])

    def _end(self, last: bool) -> QModelIndex:
        row = self.model().rowCount() - 1 if last else 0
        return self.model().index(row, max(0, self.currentIndex().column()))

    def scrollTo(  # noqa: N802
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll by the rows shown now: Qt lays a new list out later, and would stop at the old end."""
        self.executeDelayedItemsLayout()
        super().scrollTo(index, hint)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Jump by the letters typed, always in `search_column`."""
        current = self.currentIndex()
        if self._grid or not current.isValid() or current.column() == self.search_column:
            super().keyboardSearch(search)
            return
        self.selectionModel().setCurrentIndex(
            current.siblingAtColumn(self.search_column), self.selectionModel().SelectionFlag.NoUpdate
        )
        super().keyboardSearch(search)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tint the row under the pointer."""
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Tint no row."""
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if not self._delegates or self._delegates[0].hovered_row == row:
            return
        for made in self._delegates:
            made.hovered_row = row
        self.viewport().update()

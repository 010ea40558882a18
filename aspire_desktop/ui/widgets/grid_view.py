"""A sheet drawn as a spreadsheet draws it: lettered columns, numbered rows, the cells of the file."""

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from aspire_desktop.domain.money import grid as house
from aspire_desktop.domain.money.grid import Grid, GridCell, cell_name, column_letters
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.widgets.cell_painting import elided, paint_ring

Index = QModelIndex | QPersistentModelIndex
CELL = int(Qt.ItemDataRole.UserRole) + 200
"""The role under which a model gives the GridCell."""
PADDING = 6
MEASURED = 200
"""Rows whose words decide how wide the columns are."""
NARROWEST, WIDEST, CHARACTER, ROW = 34, 190, 7, 22
"""Logical pixels with standard text: of a column, of a character of a column's width, and of a row."""
TOKENS = {
    house.PETROL: "accent",
    house.WHITE: "on_accent",
    house.INK: "ink",
    house.QUIET: "ink_2",
    house.TINT: "accent_soft",
    house.GOOD: "ok",
    house.BAD: "bad",
    house.DUE: "due",
    house.CORRECTION: "locked",
}


class GridModel(QAbstractTableModel):
    """Gives the cells of one sheet; nothing is made for a cell that is not seen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid = Grid("", (), (), ())

    @property
    def grid(self) -> Grid:
        """Give the sheet that is shown."""
        return self._grid

    def show_grid(self, grid: Grid) -> None:
        """Show a sheet in place of the one before."""
        self.beginResetModel()
        self._grid = grid
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Say how far down the sheet goes."""
        return 0 if parent.isValid() else len(self._grid.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Say how far across the sheet goes."""
        return 0 if parent.isValid() else self._grid.columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell, its words, or what is read aloud of it."""
        if role not in (Qt.ItemDataRole.DisplayRole, CELL, Qt.ItemDataRole.AccessibleTextRole):
            return None
        cell = self._grid.cell(index.row(), index.column())
        if role == CELL:
            return cell
        words = cell.words if cell is not None else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{cell_name(index.row(), index.column())}: {words or 'empty'}"
        return words

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Letter the columns and number the rows."""
        if role == Qt.ItemDataRole.DisplayRole:
            return column_letters(section) if orientation is Qt.Orientation.Horizontal else str(section + 1)
        return None


class GridView(QTableView):
    """The sheet, moved about by arrow keys; the heading of a table stays in view while its lines go by.

    `moved` when another cell is current, `opened` on Enter or a double click, `turned` (1 or -1) on
    Ctrl+Page Down and Ctrl+Page Up.
    """

    moved = Signal()
    opened = Signal(QModelIndex)
    turned = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.cells = GridModel(self)
        self.setModel(self.cells)
        self.setItemDelegate(_CellDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._headings: list[int | None] = []
        self._fitted: set[int] = set()
        self._letters = _Ruler(Qt.Orientation.Horizontal, self)
        self.setHorizontalHeader(self._letters)
        self.setVerticalHeader(_Ruler(Qt.Orientation.Vertical, self))
        self.setCornerButtonEnabled(False)
        self.selectionModel().currentChanged.connect(self._follow)
        self.doubleClicked.connect(self.opened)
        self.verticalScrollBar().valueChanged.connect(self._keep_heading)
        theme().changed.connect(self._fit)

    def show_grid(self, grid: Grid) -> None:
        """Show a sheet; the same sheet worked out anew keeps the place and the cell that was current."""
        same = grid.title == self.cells.grid.title
        here = self.currentIndex()
        row, column = (here.row(), here.column()) if same and here.isValid() else (0, 0)
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self.cells.show_grid(grid)
        self._fit()
        self.go_to(min(row, len(grid.rows) - 1), column)
        if same:
            self.horizontalScrollBar().setValue(left)
            self.verticalScrollBar().setValue(top)
        else:
            self.scrollToTop()

    def go_to(self, row: int, column: int) -> None:
        """Make a cell the current one."""
        self.setCurrentIndex(self.cells.index(max(0, row), column))

    def cell(self, row: int, column: int) -> GridCell | None:
        """Give a cell of the sheet that is shown."""
        return self.cells.grid.cell(row, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens the current cell; Ctrl with Page Up and Page Down turns to another sheet."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit(self.currentIndex())
        elif control and event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turned.emit(1 if event.key() == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def _follow(self) -> None:
        self.horizontalHeader().viewport().update()
        self.verticalHeader().viewport().update()
        self.moved.emit()

    @property
    def kept_heading(self) -> int | None:
        """Give the row of the heading that is kept in view above the first line; None where there is none."""
        return self._letters.heading

    def _keep_heading(self) -> None:
        """Show what heads the first line in view below the letters, once it has gone out of sight itself."""
        top = self.rowAt(0)
        heading = self._headings[top] if 0 <= top < len(self._headings) else None
        if heading != self._letters.heading:
            self._letters.heading = heading
            self.updateGeometries()
            self._letters.viewport().update()

    def _fit(self) -> None:
        """Give columns the width of their words, at most that of the file or WIDEST; let titles run on."""
        grid, percent = self.cells.grid, theme().text_percent
        self.clearSpans()
        self.verticalHeader().setDefaultSectionSize(ROW * percent // 100)
        runs = [(row, *run) for row in _rows_that_run(grid) for run in _runs(grid, row)]
        for row in self._fitted:
            self.setRowHeight(row, self.verticalHeader().defaultSectionSize())
        self._fitted = {row for row, *_ in runs} | set(_heading_rows(grid))
        alone = {(row, column) for row, column, _ in runs}
        for column, width in enumerate(_widths(grid, alone)):
            self.setColumnWidth(column, width)
        for row in _heading_rows(grid):
            for column in range(len(grid.rows[row])):
                self._fit_row(row, column, 1)
        for row, column, count in runs:
            if count > 1:
                self.setSpan(row, column, 1, count)
            self._fit_row(row, column, count)
        self._headings = _headings(grid)
        self._letters.heading = None
        self.updateGeometries()
        self._keep_heading()

    def _fit_row(self, row: int, column: int, count: int) -> None:
        cell = self.cell(row, column)
        if cell is None:
            return
        width = sum(self.columnWidth(each) for each in range(column, column + count)) - 2 * PADDING
        needed = _height(cell, width)
        self.setRowHeight(row, max(self.rowHeight(row), needed + 6))


class _CellDelegate(QStyledItemDelegate):
    """Draws a cell in the look of the file, in the colours of the theme."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        cell = index.data(CELL)
        painter.save()
        painter.fillRect(rect, theme().tokens.card)
        if isinstance(cell, GridCell):
            _paint_cell(painter, rect, cell)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, rect)
        elif state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(theme().tokens.accent, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()


def _paint_cell(painter: QPainter, rect: QRect, cell: GridCell) -> None:
    tokens, style = theme().tokens, cell.style
    if style.fill:
        painter.fillRect(rect, _colour(style.fill))
    if style.boxed:
        line = tokens.on_accent if style.fill == house.PETROL else tokens.line
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), line)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, tokens.line)
    if style.strong_top:
        painter.fillRect(rect.left(), rect.top(), rect.width(), 1, tokens.ink)
    inside = rect.adjusted(PADDING, 0, -PADDING, 0)
    painter.setFont(_font(cell))
    painter.setPen(_colour(style.colour))
    side = Qt.AlignmentFlag.AlignRight if style.right else Qt.AlignmentFlag.AlignLeft
    if _breaks(cell):
        flags = int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(inside, flags, cell.words)
        return
    words = elided(painter.font(), cell.words, inside.width())
    painter.drawText(inside, int(side | Qt.AlignmentFlag.AlignVCenter), words)


class _Ruler(QHeaderView):
    """The letters above or the numbers at the left; those of the current cell are marked.

    Below the letters stands the row `heading` of the sheet, if there is one.
    """

    def __init__(self, orientation: Qt.Orientation, view: GridView) -> None:
        super().__init__(orientation, view)
        self._view = view
        self.heading: int | None = None
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(18)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for a low row of letters, and for room for the longest number."""
        metrics = QFontMetrics(theme().font(TypeRole.SMALL))
        if self.orientation() is Qt.Orientation.Horizontal:
            kept = 0 if self.heading is None else self._view.rowHeight(self.heading)
            return QSize(super().sizeHint().width(), metrics.height() + 5 + kept)
        longest = str(max(10, self._view.cells.rowCount()))
        return QSize(metrics.horizontalAdvance(longest) + 16, super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        """Draw one letter or number, and below a letter what heads its column."""
        if self.heading is not None:
            kept = self._view.rowHeight(self.heading)
            cell = self._view.cell(self.heading, logicalIndex)
            if cell is not None:
                _paint_cell(painter, rect.adjusted(0, rect.height() - kept, 0, 0), cell)
            rect = rect.adjusted(0, 0, 0, -kept)
        tokens, here = theme().tokens, self._view.currentIndex()
        across = self.orientation() is Qt.Orientation.Horizontal
        current = here.isValid() and (here.column() if across else here.row()) == logicalIndex
        painter.fillRect(rect, tokens.selection if current else tokens.head)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, tokens.line)
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), tokens.line)
        painter.setFont(theme().font(TypeRole.SMALL_STRONG if current else TypeRole.SMALL))
        painter.setPen(tokens.ink if current else tokens.ink_3)
        orientation = Qt.Orientation.Horizontal if across else Qt.Orientation.Vertical
        words = self.model().headerData(logicalIndex, orientation)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), str(words))


def _colour(rgb: str) -> QColor:
    name = TOKENS.get(rgb)
    return theme().tokens.colour(name) if name else QColor(f"#{rgb}")


def _font(cell: GridCell) -> QFont:
    if cell.style.size >= 16:
        return theme().font(TypeRole.PANE)
    if cell.style.size > 11:
        return theme().font(TypeRole.CARD)
    return theme().font(TypeRole.STRONG if cell.style.bold else TypeRole.BODY)


def _height(cell: GridCell, width: int) -> int:
    """Give the pixels that the words need, broken into lines where they are a paragraph."""
    metrics = QFontMetrics(_font(cell))
    if not _breaks(cell):
        return metrics.height()
    flags = int(Qt.TextFlag.TextWordWrap)
    return metrics.boundingRect(QRect(0, 0, width, 10000), flags, cell.words).height()


def _breaks(cell: GridCell) -> bool:
    """Tell whether words are broken into lines: paragraphs and headings, but no cell of a list."""
    return cell.style.wrap and (not cell.style.boxed or cell.style.fill == house.PETROL)


def _heading_rows(grid: Grid) -> list[int]:
    return [n for n, row in enumerate(grid.rows) if row and row[0].style.fill == house.PETROL]


def _headings(grid: Grid) -> list[int | None]:
    """Give for each row of the sheet the row that heads its table; None for headings and outside tables."""
    found: list[int | None] = []
    heading: int | None = None
    for number, row in enumerate(grid.rows):
        first = row[0].style if row else None
        if first is None or not (first.boxed or first.fill == house.PETROL):
            heading = None
        is_heading = first is not None and first.fill == house.PETROL
        heading = number if is_heading else heading
        found.append(None if is_heading else heading)
    return found


def _rows_that_run(grid: Grid) -> list[int]:
    """Find the rows with words outside a table, which may run on over empty cells beside them."""
    return [number for number, row in enumerate(grid.rows) if any(_is_free(cell) for cell in row)]


def _is_free(cell: GridCell) -> bool:
    return bool(cell.words) and not cell.style.boxed


def _runs(grid: Grid, row: int) -> list[tuple[int, int]]:
    """Give for each free cell of a row its column, and how many columns its words may take."""
    filled = [column for column, cell in enumerate(grid.rows[row]) if cell.words or cell.style.boxed]
    ends = [*filled[1:], grid.columns]
    return [
        (column, end - column)
        for column, end in zip(filled, ends, strict=True)
        if _is_free(grid.rows[row][column])
    ]


def _widths(grid: Grid, alone: set[tuple[int, int]]) -> list[int]:
    """Measure the words that stand in one column; words that run on to the end of their row need no room."""
    percent = theme().text_percent
    found = [NARROWEST * percent // 100] * grid.columns
    for row, cells in enumerate(grid.rows[:MEASURED]):
        for column, cell in enumerate(cells):
            runs_on = (row, column) in alone and column + 1 == len(cells)
            if cell.words and not runs_on:
                needed = QFontMetrics(_font(cell)).horizontalAdvance(cell.words) + 2 * PADDING + 4
                found[column] = max(found[column], needed)
    widest = [int(min(width * CHARACTER, WIDEST) * percent / 100) for width in grid.widths]
    return [min(pair) for pair in zip(found, [*widest, *found[len(widest) :]], strict=False)]

"""The table of a file's rows: framed cells, fixed in place, worked from the keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from aspire_desktop.domain.intake.columns import EMPLOYERS
from aspire_desktop.ui.looks.icons import BUTTON, paint_icon
from aspire_desktop.ui.looks.theme import Tokens, Tone, TypeRole, theme
from aspire_desktop.ui.screens.intake.imports.mapping_header import MappingHeader
from aspire_desktop.ui.screens.intake.imports.sheet_model import Glyph, SheetModel, SheetRole
from aspire_desktop.ui.widgets.cell_painting import FIRST_PADDING, PADDING
from aspire_desktop.ui.widgets.delegates import ACCENT_BAR, CellDelegate, Index
from aspire_desktop.ui.widgets.label import label

FIRST_WIDTH = 74
WIDEST = 230
LOOKED_AT = 60
"""Rows by which the widths of columns are found."""


@dataclass(frozen=True)
class Pressed:
    """The rows, by the spreadsheet's numbers, on which a key was pressed."""

    rows: tuple[int, ...]


class SheetDelegate(CellDelegate):
    """Draws cells with lines between them and a frame round those with a problem."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self.employers: Sequence[str] = ()

    def _paint_ground(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        super()._paint_ground(painter, rect, index, selected)
        tone = index.data(SheetRole.FRAME)
        if tone is not None:
            painter.fillRect(rect, theme().tokens.sets[Tone(tone)].fill)

    def ink(self, index: Index) -> QColor:
        """Give quiet ink to rows that do not go in."""
        tokens: Tokens = theme().tokens
        return tokens.ink_3 if index.data(SheetRole.QUIET) else tokens.ink

    def _paint_edges(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        tokens = theme().tokens
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, tokens.line)
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), tokens.line)
        tone = index.data(SheetRole.FRAME)
        if tone is not None:
            pen = QPen(tokens.sets[Tone(tone)].text, 2)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def createEditor(  # noqa: N802
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """Make a field over the cell; names of organisations are completed."""
        field = QLineEdit(parent)
        tokens = theme().tokens
        field.setStyleSheet(
            f"background: {tokens.card.name()}; border: 2px solid {tokens.accent.name()};"
            f" border-radius: 0; padding: 0 {PADDING - 3}px; min-height: 0;"
        )
        model = index.model()
        heading = model.heading_at(index.column()) if isinstance(model, SheetModel) else None
        if heading is not None and heading.target in EMPLOYERS:
            completer = QCompleter(list(self.employers), field)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            field.setCompleter(completer)
        field.setAccessibleName(
            f"{heading.text if heading else 'Cell'}, row {index.sibling(index.row(), 0).data()}"
        )
        return field

    def updateEditorGeometry(  # noqa: N802
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Cover the whole cell, and more where the words need it."""
        rect: QRect = option.rect
        needed = self.width(index) + 4 * PADDING
        parent = editor.parentWidget()
        widest = parent.width() - rect.left() if parent is not None else rect.width()
        editor.setGeometry(
            QRect(rect.topLeft(), QSize(max(rect.width(), min(needed, widest)), rect.height()))
        )


class RowHeader(QHeaderView):
    """The state and number of each row; it stays in view however far one scrolls to the right."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._table = table
        self.setFixedWidth(FIRST_WIDTH)
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the rows, and below them the ground of the table."""
        super().paintEvent(event)
        port = self.viewport()
        below = port.rect().adjusted(0, self.length() - self.offset(), 0, 0)
        if below.isValid():
            QPainter(port).fillRect(below, theme().tokens.card)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        """Draw the glyph, the number, and the bar of a row that is selected."""
        tokens = theme().tokens
        index = self.model().index(logicalIndex, 0)
        selected = self._table.selectionModel().isRowSelected(logicalIndex, self._table.rootIndex())
        painter.fillRect(rect, tokens.selection if selected else tokens.card)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, tokens.line)
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), tokens.line)
        if selected:
            painter.fillRect(rect.left(), rect.top(), ACCENT_BAR, rect.height(), tokens.accent)
        inside = rect.adjusted(FIRST_PADDING, 0, -PADDING, 0)
        glyph = index.data(SheetRole.GLYPH)
        if isinstance(glyph, Glyph):
            box = QRect(inside.left(), inside.center().y() - BUTTON // 2 + 1, BUTTON, BUTTON)
            paint_icon(painter, box, glyph.name, glyph.token, glyph.weight)
        painter.setFont(theme().font(TypeRole.BODY))
        painter.setPen(tokens.ink_2)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(inside, int(flags), str(index.data()))


class SheetTable(QTableView):
    """`left_out` carries Pressed (Del), `taken_back` nothing (Ctrl+Z while `can_take_back`)."""

    left_out = Signal(Pressed)
    taken_back = Signal()

    def __init__(self, name: str, model: SheetModel) -> None:
        super().__init__()
        self._corner = label("Row", TypeRole.SMALL_STRONG, "2")
        self._corner.setParent(self)
        self._corner.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.can_take_back = False
        self.sheet = model
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.EditKeyPressed | trigger.DoubleClicked | trigger.AnyKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.heading = MappingHeader(self)
        self.setHorizontalHeader(self.heading)
        self.setVerticalHeader(RowHeader(self))
        self.setCornerButtonEnabled(False)
        self.cell_delegate = SheetDelegate(self)
        self.setItemDelegate(self.cell_delegate)
        self.setModel(model)
        self.setColumnHidden(0, True)  # its numbers stand in the header of rows
        model.modelReset.connect(self._fit_columns)
        model.dataChanged.connect(lambda: self.verticalHeader().viewport().update())
        self.selectionModel().selectionChanged.connect(lambda: self.verticalHeader().viewport().update())
        theme().changed.connect(self._fit_rows)
        self._fit_rows()

    def go_to(self, index: QModelIndex) -> None:
        """Make a cell the current one, with its row selected, and show it among its neighbours."""
        if index.isValid():
            middle = self.visualRect(index).center().y()
            self.setCurrentIndex(index)
            if not 0 <= middle < self.viewport().height():
                across = self.horizontalScrollBar().value()
                self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
                self.horizontalScrollBar().setValue(across)
            self.scrollTo(index)

    def chosen_rows(self) -> tuple[int, ...]:
        """Give the numbers of the rows selected."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        found = (self.sheet.row_at(row) for row in rows)
        return tuple(row.number for row in found if row is not None)

    def updateGeometries(self) -> None:  # noqa: N802
        """Keep the word over the numbers of rows in its corner."""
        super().updateGeometries()
        self._corner.setGeometry(0, 0, FIRST_WIDTH - PADDING, self.horizontalHeader().height())
        self._corner.raise_()

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().row_pixels())

    def fit_columns(self) -> None:
        """Give every column the width it needs, and share out room that is left."""
        self._fit_columns()

    def _fit_columns(self) -> None:
        columns = self.sheet.columnCount()
        if columns < 2 or len(self.heading.choices) != columns - 1:
            return
        widths = [self._width_for(column) for column in range(1, columns)]
        self.setColumnHidden(0, True)
        spare = self.viewport().width() - sum(widths)
        for column, width in enumerate(widths, 1):
            self.setColumnWidth(column, width + max(0, spare) // len(widths))

    def _width_for(self, column: int) -> int:
        rows = range(min(LOOKED_AT, self.sheet.rowCount()))
        words = [self.cell_delegate.width(self.sheet.index(row, column)) for row in rows]
        return max(self.heading.width_for(column), min(WIDEST, max(words, default=0) + 2 * PADDING + 4))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share out the room."""
        super().resizeEvent(event)
        self._fit_columns()

    def event(self, event: QEvent) -> bool:
        """Take Ctrl+Z for what was typed here, before the window takes it for what was saved."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self.can_take_back
            and event.matches(QKeySequence.StandardKey.Undo)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Del leaves rows out, Enter and F2 open the cell, Ctrl+Z takes the last change back."""
        key = event.key()
        if self.can_take_back and event.matches(QKeySequence.StandardKey.Undo):
            self.taken_back.emit()
        elif key == Qt.Key.Key_Delete:
            self.left_out.emit(Pressed(self.chosen_rows()))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.state() is not QAbstractItemView.State.EditingState:
                self.edit(self.currentIndex())  # otherwise this Enter has just closed the cell
        else:
            super().keyPressEvent(event)

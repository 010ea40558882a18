"""The table of a file's rows: framed cells, fixed in place, worked from the keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent
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

from aspire_desktop.services.imports.offers import EMPLOYERS
from aspire_desktop.ui.icons import BUTTON, paint_icon
from aspire_desktop.ui.screens.imports.mapping_header import MappingHeader
from aspire_desktop.ui.screens.imports.sheet_model import Glyph, SheetModel, SheetRole
from aspire_desktop.ui.theme import Tokens, Tone, TypeRole, theme
from aspire_desktop.ui.widgets.cell_painting import PADDING
from aspire_desktop.ui.widgets.delegates import CellDelegate, Index

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

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        """Draw the words; in the first column the glyph of the row and its number."""
        if index.column() > 0:
            super().paint_content(painter, rect, index, selected)
            return
        glyph = index.data(SheetRole.GLYPH)
        if isinstance(glyph, Glyph):
            box = QRect(rect.left(), rect.center().y() - BUTTON // 2 + 1, BUTTON, BUTTON)
            paint_icon(painter, box, glyph.name, glyph.token, glyph.weight)
        painter.setFont(theme().font(TypeRole.BODY))
        painter.setPen(theme().tokens.ink_2)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(rect, int(flags), self.words(index))

    def ink(self, index: Index) -> QColor:
        """Give quiet ink to rows that do not go in."""
        tokens: Tokens = theme().tokens
        return tokens.ink_3 if index.data(SheetRole.QUIET) else tokens.ink

    def _paint_edges(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        super()._paint_edges(painter, rect, index, selected)
        tokens = theme().tokens
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


class SheetTable(QTableView):
    """`left_out` carries Pressed (Del), `taken_back` nothing (Ctrl+Z while `can_take_back`)."""

    left_out = Signal(Pressed)
    taken_back = Signal()

    def __init__(self, name: str, model: SheetModel) -> None:
        super().__init__()
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
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.cell_delegate = SheetDelegate(self)
        self.setItemDelegate(self.cell_delegate)
        self.setModel(model)
        model.modelReset.connect(self._fit_columns)
        theme().changed.connect(self._fit_rows)
        self._fit_rows()

    def go_to(self, index: QModelIndex) -> None:
        """Make a cell the current one, with its row selected, and show it among its neighbours."""
        if index.isValid():
            seen = self.viewport().rect().contains(self.visualRect(index))
            self.setCurrentIndex(index)
            if not seen:
                self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def chosen_rows(self) -> tuple[int, ...]:
        """Give the numbers of the rows selected."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        found = (self.sheet.row_at(row) for row in rows)
        return tuple(row.number for row in found if row is not None)

    def _fit_rows(self) -> None:
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setDefaultSectionSize(theme().row_pixels())

    def fit_columns(self) -> None:
        """Give every column the width it needs, and share out room that is left."""
        self._fit_columns()

    def _fit_columns(self) -> None:
        columns = self.sheet.columnCount()
        if columns < 2 or len(self.heading.choices) != columns - 1:
            return
        widths = [self._width_for(column) for column in range(1, columns)]
        spare = self.viewport().width() - FIRST_WIDTH - sum(widths)
        self.setColumnWidth(0, FIRST_WIDTH)
        for column, width in enumerate(widths, 1):
            self.setColumnWidth(column, width + max(0, spare) // len(widths))

    def _width_for(self, column: int) -> int:
        rows = range(min(LOOKED_AT, self.sheet.rowCount()))
        words = [self.cell_delegate.width(self.sheet.index(row, column)) for row in rows]
        return max(self.heading.width_for(column), min(WIDEST, max(words, default=0) + 3 * PADDING))

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
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

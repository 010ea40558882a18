"""The grid of marks: moves within the session worked on, and shows as many sessions as there is room for."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from aspire_desktop.domain.programmes.registers import RegisterRow
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.register.heading import RegisterHeading
from aspire_desktop.ui.register.model import FIRST_SESSION, NAME, ORGANISATION, RegisterModel
from aspire_desktop.ui.register.painting import (
    AttendedCell,
    MarkCell,
    NameCell,
    NoteCell,
    OrganisationCell,
    RowTinted,
)
from aspire_desktop.ui.widgets.cell_painting import FIRST_PADDING, PADDING
from aspire_desktop.ui.widgets.cells import Cell, TableColumn
from aspire_desktop.ui.widgets.data_table import DataTable

_Move = QAbstractItemView.CursorAction
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALONG = frozenset({_Move.MoveLeft, _Move.MoveRight, _Move.MovePrevious, _Move.MoveNext})
NARROWEST, WIDEST, WIDEST_ALONE = 88, 150, 270
ORGANISATION_LEAST = 190


class RegisterGrid(DataTable):
    """`moved` when another cell is worked on or others are chosen."""

    moved = Signal()

    def __init__(self, model: RegisterModel) -> None:
        super().__init__("Register", [TableColumn(Cell.NAME), TableColumn(Cell.QUIET)], grid=True)
        self.register = model
        self.narrow = False
        self._first_shown = FIRST_SESSION
        self._headed = self.heading = RegisterHeading(model, self)
        self.setHorizontalHeader(self.heading)
        self._mark_cell, self._attended_cell = MarkCell(self), AttendedCell(self)
        self._name_cell, self._organisation_cell = NameCell(self), OrganisationCell(self)
        self._note_cell = NoteCell(self)
        self._tinted: tuple[RowTinted, ...] = (
            self._name_cell,
            self._organisation_cell,
            self._mark_cell,
            self._attended_cell,
            self._note_cell,
        )
        self._delegates = list(self._tinted)
        self.setItemDelegate(self._mark_cell)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setModel(model)
        self.heading.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.heading.setSortIndicatorShown(True)
        self.heading.setSortIndicator(NAME, Qt.SortOrder.AscendingOrder)
        model.modelReset.connect(self._dress_columns)
        self.selectionModel().currentChanged.connect(self._follow_current)
        self.selectionModel().selectionChanged.connect(self._follow_chosen)
        theme().changed.connect(self.fit)

    # where the person is

    def go_to(self, row: int, column: int) -> None:
        """Work on a cell."""
        self.selectionModel().setCurrentIndex(
            self.register.index(row, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def chosen_rows(self) -> list[int]:
        """Give the rows chosen in the session worked on, from the top; without any, the current one."""
        column = self.register.session
        rows = {cell.row() for cell in self.selectedIndexes() if cell.column() == column}
        current = self.currentIndex()
        return sorted(rows) or ([current.row()] if current.isValid() else [])

    def step_session(self, step: int) -> None:
        """Go to the session before (-1) or after (1)."""
        column = self.register.session + step
        if self.register.session_at(column) is not None and self.currentIndex().isValid():
            self.go_to(self.currentIndex().row(), column)

    def step_down(self) -> None:
        """Go to the next person."""
        row = self.currentIndex().row() + 1
        if row < self.register.rowCount():
            self.go_to(row, self.register.session)

    def selectAll(self) -> None:  # noqa: N802
        """Choose everybody in the session worked on."""
        last = self.register.rowCount() - 1
        column = self.register.session
        if last >= 0:
            everybody = QItemSelection(self.register.index(0, column), self.register.index(last, column))
            self.selectionModel().select(everybody, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802
        """Stay among the marks; Shift extends within the session only."""
        here = self.currentIndex()
        if not here.isValid() or not self.register.columns:
            return super().moveCursor(action, modifiers)
        if action in _ALONG:
            step = 1 if action in (_Move.MoveRight, _Move.MoveNext) else -1
            column = here.column() if modifiers & _SHIFT else here.column() + step
            return here.siblingAtColumn(self._within(column))
        if action in (_Move.MoveHome, _Move.MoveEnd):
            return self._far(here, action is _Move.MoveEnd, bool(modifiers & (_CTRL | _SHIFT)))
        return super().moveCursor(action, modifiers)

    def _far(self, here: QModelIndex, end: bool, along_column: bool) -> QModelIndex:
        """Go along the row, but with Ctrl or Shift, or where one session is shown, along the column."""
        if along_column or self.narrow:
            return here.siblingAtRow(self.register.rowCount() - 1 if end else 0)
        return here.siblingAtColumn(self.register.attended - 1 if end else FIRST_SESSION)

    def _within(self, column: int) -> int:
        if self.narrow:
            return self.register.session
        return max(FIRST_SESSION, min(column, self.register.attended - 1))

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Letters are marks here."""

    def _follow_current(self, current: QModelIndex, before: QModelIndex) -> None:
        if not current.isValid():
            return
        column = current.column()
        if self.register.session_at(column) is None:
            # a click beside the marks means the person, in the session worked on
            self.go_to(current.row(), self.register.session)
            return
        if column != self.register.session:
            self.register.work_on(column)
            self.fit()
        self._tint()
        self.moved.emit()

    def _follow_chosen(self) -> None:
        self._tint()
        self.moved.emit()

    def _tint(self) -> None:
        rows = self.chosen_rows()
        row = self.currentIndex().row() if len(rows) < 2 else -1
        before = self._mark_cell.current_row
        for each in self._tinted:
            each.current_row, each.session = row, self.register.session
        for changed in {before, row} - {-1}:
            top = self.rowViewportPosition(changed)
            self.viewport().update(0, top, self.viewport().width(), self.rowHeight(changed))

    # how much is shown

    def _dress_columns(self) -> None:
        model = self.register
        own = {NAME: self._name_cell, ORGANISATION: self._organisation_cell}
        own |= {model.attended: self._attended_cell, model.note: self._note_cell}
        for column in range(model.columnCount()):
            self.setItemDelegateForColumn(column, own.get(column, self._mark_cell))
        self.fit()
        self._tint()

    def show_narrow(self, narrow: bool) -> None:
        """Show the session worked on alone, with its notes."""
        self.narrow = narrow
        self.fit()

    def fit(self) -> None:
        """Share the width out between the columns, and hide the sessions there is no room for."""
        model, room = self.register, self.viewport().width()
        if not model.columns:
            return
        name, attended = self._name_width(), self._words_width("Attended") + PADDING
        spare = room - name - ORGANISATION_LEAST - attended
        session = self._session_width(spare)
        shown = 1 if self.narrow else max(1, min(len(model.columns), spare // session))
        self._hide_but(shown)
        rest = room - name - attended - shown * session
        organisation = min(rest, self._organisation_width()) if self.narrow else rest
        widths = {NAME: name, ORGANISATION: organisation, model.attended: attended}
        widths[model.note] = rest - organisation
        for column in range(model.columnCount()):
            self.setColumnWidth(column, widths.get(column, session))
        self.setMaximumHeight(self.heading.sizeHint().height() + self.verticalHeader().length())

    def _hide_but(self, count: int) -> None:
        model = self.register
        last = max(FIRST_SESSION, model.attended - count)
        first = min(max(self._first_shown, model.session - count + 1), model.session, last)
        self._first_shown = first
        for column in range(FIRST_SESSION, model.attended):
            self.setColumnHidden(column, not first <= column < first + count)
        self.setColumnHidden(model.note, not self.narrow)

    def _name_width(self) -> int:
        widest = max((_name_width(row) for row in self.register.rows), default=0)
        return max(130, min(widest + FIRST_PADDING + PADDING + 4, 220))

    def _organisation_width(self) -> int:
        metrics = QFontMetrics(theme().font(TypeRole.BODY))
        widest = max((metrics.horizontalAdvance(row.organisation) for row in self.register.rows), default=0)
        return max(ORGANISATION_LEAST, min(widest + 2 * PADDING + 8, 260))

    def _session_width(self, spare: int) -> int:
        """Give every session an equal share of the room, as wide as its title or narrower."""
        columns = range(FIRST_SESSION, self.register.attended)
        widest = max(self._words_width(self.heading.words(column)) for column in columns)
        scale = theme().text_percent
        if self.narrow:
            return min(widest, WIDEST_ALONE * scale // 100)
        widest = min(widest, WIDEST * scale // 100)
        return max(NARROWEST * scale // 100, min(widest, spare // len(columns)))

    def _words_width(self, words: str) -> int:
        return QFontMetrics(theme().font(TypeRole.SMALL_STRONG)).horizontalAdvance(words) + 2 * PADDING

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share the width out again."""
        super().resizeEvent(event)
        self.fit()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())


def _name_width(row: RegisterRow) -> int:
    strong, plain = QFontMetrics(theme().font(TypeRole.STRONG)), QFontMetrics(theme().font(TypeRole.BODY))
    return strong.horizontalAdvance(row.family_name) + plain.horizontalAdvance(f", {row.given_name}")

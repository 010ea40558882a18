"""What the sections of settings share: a list beside a form that adds, changes or removes."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.pane_form import PaneForm
from aspire_desktop.ui.lists.board import BoardModel, Line
from aspire_desktop.ui.looks.theme import CARD_GAP
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.cells import Column
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.empty_state import EmptyState

WIDTH = 360


class Section(QWidget):
    """A tab of settings. `add_words` names its Ctrl+N, "" where nothing is added there."""

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    topics: ClassVar[frozenset[str]] = frozenset()
    add_words: ClassVar[str] = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk.of(self)

    def load(self) -> None:
        """Ask for what the section shows."""
        raise NotImplementedError

    def begin(self) -> None:
        """Start adding (Ctrl+N)."""

    def panes(self) -> Sequence[QWidget]:
        """Give what F6 visits."""
        return ()


class ListSection(Section):
    """A list and a form. A subclass shows lines, and fills the form with the row of a key."""

    def __init__(
        self, desk: Desk, headings: Sequence[str], columns: Sequence[Column], form: PaneForm
    ) -> None:
        super().__init__(desk)
        self.form = form
        self._chosen = ""
        self.model = BoardModel(headings, self)
        self.table = DataTable(self.title, columns)
        self.table.setModel(self.model)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.selectionModel().currentRowChanged.connect(self._follow_row)
        self.table.opened.connect(lambda _: self.form.start())
        self.nothing = EmptyState("gear", "")
        self.nothing.button.clicked.connect(self.begin)
        self.card, self.pane = Card(self.title), Card()
        pane = self.pane
        pane.hide()
        pane.setAccessibleName("Details")
        pane.setMinimumWidth(WIDTH - 60)
        self.list_stack, self.form_stack = QStackedWidget(), QStackedWidget()
        for page in (self.table, self.nothing):
            self.list_stack.addWidget(page)
        for widget in (QWidget(), form):
            self.form_stack.addWidget(widget)
        self.card.body.addWidget(self.list_stack)
        pane.body.addWidget(self.form_stack)
        self.form_stack.currentChanged.connect(lambda page: pane.setVisible(page == 1))
        self._lay_out(pane)
        form.sent.connect(self._send)
        form.left.connect(self._leave)
        form.dropped.connect(self._drop)

    def _lay_out(self, pane: Card) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.card)
        splitter.addWidget(pane)
        splitter.setStretchFactor(0, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(CARD_GAP)
        splitter.setSizes([780, WIDTH])
        self.desk.memory.follow_splitter(f"settings {self.key}", splitter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    def panes(self) -> Sequence[QWidget]:
        """Give the list and the form."""
        return (self.table, self.form)

    def show_lines(self, lines: Sequence[Line], count: str) -> None:
        """Show the list, and stay on what was chosen; a form for something new stays open."""
        chosen = self._chosen
        self.model.show_lines(lines)
        self.card.set_title(self.title, count)
        self.list_stack.setCurrentWidget(self.table if lines else self.nothing)
        row = self.model.row_of(chosen)
        if lines:
            self.table.setCurrentIndex(self.model.index(row or 0, 0))
        if not self._adding and not (self.form.touched and self.model.row_of(chosen) is not None):
            self._show_current()

    @property
    def _adding(self) -> bool:
        return self.form.new and self.form_stack.currentIndex() == 1

    def fill(self, key: str) -> None:
        """Fill the form with what a line stands for."""
        raise NotImplementedError

    def removal(self, key: str) -> Action[object] | None:
        """Give the action that removes what a line stands for, where that can be asked for."""
        return None

    def empty(self) -> None:
        """Empty the form for something new, where there can be."""

    def begin(self) -> None:
        """Open the form for something new."""
        self.empty()
        self.form_stack.setCurrentIndex(1)
        self.form.start()

    def _follow_row(self, index: QModelIndex) -> None:
        line = self.model.line_at(index)
        if line is not None and line.key != self._chosen:
            self._chosen = line.key
            self._show_current()

    def _show_current(self) -> None:
        line = self.model.line_at(self.table.currentIndex())
        self.form_stack.setCurrentIndex(0 if line is None else 1)
        if line is not None:
            self._chosen = line.key
            self.fill(line.key)

    def _send(self, action: Action[object]) -> None:
        self.desk.do(action, self._finish, self.form.complain)

    def _finish(self, done: Done[object]) -> None:
        if self.form.new and isinstance(done.value, int):
            self._chosen = str(done.value)
        self.form.clear_errors()  # nothing may have been changed: then nothing fills the form anew
        self._leave()
        self.load()

    def _leave(self) -> None:
        self.form.new = False
        self._show_current()
        front = self.table if self.model.rowCount() else self.nothing.button
        front.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self) -> None:
        removal = self.removal(self._chosen)
        if removal is not None:
            self.desk.do(removal, failed=self.form.complain)

"""What the sections of settings share: a list beside a form that adds, changes or removes."""

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from aspire_desktop.domain.office.staff import Role
from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.services.door.touched import AsShown
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.pane_form import PaneForm
from aspire_desktop.ui.lists.list_commands import ListCommands
from aspire_desktop.ui.lists.list_of import ListOf
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.looks.theme import CARD_GAP
from aspire_desktop.ui.widgets.card import Card

T = TypeVar("T")
WIDTH = 360


class Section(QWidget):
    """A tab of settings. `add_words` names its Ctrl+N, "" where nothing is added there."""

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    roles: ClassVar[frozenset[Role]] = frozenset()
    """Who may change what stands there: the tab is shown to nobody else."""
    add_words: ClassVar[str] = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk.of(self)
        self.files: ListCommands[Any] | None = None
        """What can be done with its list, where it has one."""

    def load(self) -> None:
        """Ask for what the section shows."""
        raise NotImplementedError

    def begin(self) -> None:
        """Start adding (Ctrl+N)."""

    def panes(self) -> Sequence[QWidget]:
        """Give what F6 visits."""
        return ()


class ListSection(Section, Generic[T]):
    """A list and a form. A subclass brings rows, and fills the form with the one that is chosen."""

    def __init__(self, desk: Desk, told: ListOf[T], form: PaneForm) -> None:
        super().__init__(desk)
        self.form = form
        self._chosen: Hashable | None = None
        self.list = RowList(self.desk, told)
        self.list.setParent(self)
        self.files = files = ListCommands(self.list)
        self.model, self.table, self.nothing = self.list.model, self.list.table, self.list.nothing
        self.list_stack, self.card, self.pane = self.list.stack, self.list.card, Card()
        self.list.add_words = self.add_words
        self.list.followed.connect(self._follow_row)
        self.list.opened.connect(self.form.start)
        self.list.best_wanted.connect(self.begin)
        pane = self.pane
        pane.hide()
        pane.setAccessibleName("Details")
        pane.setMinimumWidth(WIDTH - 60)
        self.form_stack = QStackedWidget()
        for widget in (QWidget(), form):
            self.form_stack.addWidget(widget)
        self.list.put_button_in(self.card)
        self.card.body.addWidget(files.jobs)
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

    def show_rows(self, rows: Sequence[T], said: str) -> None:
        """Show the list, and stay on what was chosen; a form for something new stays open."""
        chosen = self._chosen
        self.list.take(rows)
        self.card.set_title(self.title, said)
        if not self._adding and not (self.form.touched and self.model.index_of(chosen).isValid()):
            self._show_current()

    @property
    def _adding(self) -> bool:
        return self.form.new and self.form_stack.currentIndex() == 1

    def fill(self, row: T) -> None:
        """Fill the form with a row."""
        raise NotImplementedError

    def removal(self, row: T) -> Action[object] | None:
        """Give the action that removes a row, where that can be asked for."""
        return None

    def empty(self) -> None:
        """Empty the form for something new, where there can be."""

    def begin(self) -> None:
        """Open the form for something new."""
        self.empty()
        self.form_stack.setCurrentIndex(1)
        self.form.start()

    def _follow_row(self) -> None:
        row = self.list.current
        if row is None or self.list.told.key(row) != self._chosen:
            self._show_current()

    def _show_current(self) -> None:
        row = self.list.current
        self.form_stack.setCurrentIndex(0 if row is None else 1)
        self._chosen = None if row is None else self.list.told.key(row)
        if row is not None:
            self.fill(row)

    def _send(self, action: Action[object]) -> None:
        self.desk.do(action, self._finish, self.form.complain)

    def _finish(self, done: Done[object]) -> None:
        if self.form.new and isinstance(done.value, int):
            self.list.choose(done.value)
        self.form.clear_errors()  # nothing may have been changed: then nothing fills the form anew
        self._leave()
        self.load()

    def _leave(self) -> None:
        self.form.new = False
        self._show_current()
        front = self.table if self.model.rowCount() else self.nothing.button
        front.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self) -> None:
        row = self.list.current
        removal = None if row is None else self.removal(row)
        if removal is not None:
            if self.form.read is not None:
                removal = AsShown(removal, self.form.read)
            self.desk.do(removal, failed=self.form.complain)

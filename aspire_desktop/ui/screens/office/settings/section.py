"""What the sections of settings share: a list beside a form that adds, changes or removes."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form import Form
from aspire_desktop.ui.forms.form_row import FormRow
from aspire_desktop.ui.lists.board import BoardModel, Line
from aspire_desktop.ui.looks.theme import CARD_GAP, CARD_PADDING, TypeRole
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.cells import Column
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.date_field import dates_are_read
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.enter import entered
from aspire_desktop.ui.widgets.label import label

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


class EditForm(QWidget, Form):
    """Fields, a verb, and for what is there already a way to remove it.

    `sent` carries the Action to do, `dropped` asks for the removal, `left` when adding is given up.
    """

    sent = Signal(object)
    dropped = Signal()
    left = Signal()

    def __init__(self, save: str, remove: str = "") -> None:
        super().__init__()
        self.make_form()
        self._save = save
        self.new = False
        self.title = label("", TypeRole.PANE, wraps=True)
        self.said = label("", TypeRole.SMALL, "2", wraps=True)
        self.said.hide()
        self.send_button = Button(save, Kind.PRIMARY, keys="Enter")
        self.send_button.clicked.connect(self.send)
        self.remove_button = Button(remove, icon="trash")
        self.remove_button.clicked.connect(self.dropped)
        self.cancel_button = Button("Cancel", keys="Esc")
        self.cancel_button.clicked.connect(self.left)
        self._removable = bool(remove)
        self._area, self._inside = QScrollArea(), QWidget()
        self.fields.setSpacing(10)
        buttons = QHBoxLayout()
        for button in (self.send_button, self.cancel_button, self.remove_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(CARD_PADDING + 2, CARD_PADDING, CARD_PADDING + 2, CARD_PADDING)
        whole.setSpacing(10)
        whole.addWidget(self.title)
        whole.addWidget(self.message)
        whole.addWidget(self.summary)
        whole.addWidget(self._scrolled(), 1)
        whole.addLayout(buttons)

    def _scrolled(self) -> QScrollArea:
        """Let many fields be scrolled where the window is low, with the buttons always in view."""
        inside, area = self._inside, self._area
        column = QVBoxLayout(inside)
        column.setContentsMargins(2, 2, 6, 2)
        column.setSpacing(10)
        column.addWidget(self.said)
        column.addLayout(self.fields)
        column.addStretch(1)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        for each in (area.viewport(), inside):
            each.setAutoFillBackground(False)
        return area

    def turn(self, title: str, verb: str = "") -> None:
        """Show that something new is added (with its verb), or that what is there may be changed."""
        self.new = bool(verb)
        if title != self.title.text():
            self._area.verticalScrollBar().setValue(0)
        self.title.setText(title)
        self.send_button.setText(verb or self._save)
        self.send_button.updateGeometry()
        self.cancel_button.setVisible(self.new)
        self.remove_button.setVisible(self._removable and not self.new)
        self.begin(None)
        self.clear_errors()

    def start(self) -> None:
        """Put the keyboard into the first field that can be changed."""
        first = next(row.field for row in self.rows if row.field.isEnabled())
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_errors(self) -> None:
        """Take every complaint back."""
        self.send_button.setEnabled(True)
        self.clear()

    def show_part(self, part: QWidget) -> None:
        """Scroll to a part."""
        self._area.ensureWidgetVisible(part)

    def complain(self, explanation: Explanation, row: FormRow | None = None) -> None:
        """Show why it was refused beside the field it is about, and put the keyboard there.

        Where no field is known it stands at the head of the form, and the keyboard stays; so it does where
        the person has left the form. Of several complaints the first one has the keyboard.
        """
        if explanation.clashes:
            super().complain(explanation)
            return
        words = " ".join(part for part in (explanation.what, explanation.do) if part)
        about = row or self.row_about(explanation.about)
        beside = about or self.rows[0]
        first = not any(each.error for each in self.rows)
        beside.set_error(words)
        focused = QApplication.focusWidget()
        if first and about is not None and focused is not None and self.isAncestorOf(focused):
            about.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_whole(beside)
        self.send_button.setEnabled(True)

    def _show_whole(self, row: FormRow) -> None:
        """Scroll to a row as high as it is with its complaint, which Qt has not laid out yet."""
        for layout in (row.layout(), self.fields, self._inside.layout()):
            if layout is not None:
                layout.activate()
        self._inside.adjustSize()
        self._area.ensureWidgetVisible(row)

    def row_about(self, field: str) -> FormRow | None:
        """Give the row in which a field of the action is typed, where the form has one of its own."""
        return next((row for row in self.rows if row.about and row.about == field), None)

    def send(self) -> None:
        """Ask for it to be done; the form stays until it is."""
        self.clear_errors()
        action = self.to_do() if self.is_complete() and dates_are_read(self) else None
        if action is not None:
            self.send_button.setEnabled(False)
            self.sent.emit(action)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Send with Enter, leave with Esc."""
        if entered(event, self.send):
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ListSection(Section):
    """A list and a form. A subclass shows lines, and fills the form with the row of a key."""

    def __init__(
        self, desk: Desk, headings: Sequence[str], columns: Sequence[Column], form: EditForm
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

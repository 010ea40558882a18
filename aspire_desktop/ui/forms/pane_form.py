"""The form in a pane beside a list: it adds something new, or changes or removes what is there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.ui.forms.form import Form
from aspire_desktop.ui.forms.form_row import FormRow
from aspire_desktop.ui.looks.theme import CARD_PADDING, TypeRole
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.enter import entered
from aspire_desktop.ui.widgets.focus_ring import REACH
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.scrolled import Scrolled
from aspire_desktop.ui.widgets.wrapping_row import WrappingRow

MENU_LETTERS = "fevgth"
"""Access keys of the window's menus: a form in it leaves them alone."""


class PaneForm(QWidget, Form):
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
        self._inside = QWidget()
        self.fields.setSpacing(10)
        head, buttons = QVBoxLayout(), WrappingRow()
        for line in (head, buttons):
            line.setContentsMargins(2, 0, 0, 0)
        for button in (self.send_button, self.cancel_button, self.remove_button):
            buttons.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(CARD_PADDING, CARD_PADDING, CARD_PADDING + 2, CARD_PADDING)
        whole.setSpacing(10)
        head.setSpacing(10)
        for part in (self.title, self.message, self.summary):
            head.addWidget(part)
        whole.addLayout(head)
        self._area = self._scrolled()
        whole.addWidget(self._area, 1)
        whole.addLayout(buttons)

    def _scrolled(self) -> Scrolled:
        """Let many fields be scrolled where the window is low, with the buttons always in view."""
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(REACH, 2, 6, REACH)  # the ring round a field reaches so far
        column.setSpacing(10)
        column.addWidget(self.said)
        column.addLayout(self.fields)
        column.addStretch(1)
        return Scrolled(self._inside, sideways=True)

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

    def clear_errors(self) -> None:
        """Take every complaint back."""
        self.send_button.setEnabled(True)
        self.clear()

    def show_part(self, part: QWidget) -> None:
        """Scroll to a part as high as it is by now, which Qt has not laid out yet."""
        within: QWidget | None = part
        while within is not None and within is not self._inside:
            _lay_out(within)
            within = within.parentWidget()
        self.fields.activate()
        for whole in (self, self._inside):
            _lay_out(whole)
        self._inside.adjustSize()
        self._area.ensureWidgetVisible(part)

    def complain(self, explanation: Explanation, row: FormRow | None = None) -> None:
        """Show why it was refused beside the field it is about, and put the keyboard there.

        Where no field is known it stands at the head of the form, and the keyboard stays; so it does where
        the person has left the form. Of several complaints the first one has the keyboard.
        """
        if explanation.clashes:
            super().complain(explanation)
            return
        about = row or self.row_about(explanation.about)
        beside = about or self.rows[0]
        first = not any(each.error for each in self.rows)
        beside.refuse(" ".join(filter(None, (explanation.what, explanation.do))))
        focused = QApplication.focusWidget()
        if first and about is not None and focused is not None and self.isAncestorOf(focused):
            about.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_part(beside)
        self.send_button.setEnabled(True)

    def send(self) -> None:
        """Ask for it to be done; the form stays until it is."""
        self.clear_errors()
        action = self.to_do() if self.is_complete() else None
        if action is not None:
            self.send_button.setEnabled(False)
            self.sent.emit(action)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Send with Enter, leave with Esc."""
        if entered(event, self._send_if_ready):
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _send_if_ready(self) -> None:
        if self.send_button.isEnabled():
            self.send()


def _lay_out(widget: QWidget) -> None:
    layout = widget.layout()
    if layout is not None:
        layout.activate()

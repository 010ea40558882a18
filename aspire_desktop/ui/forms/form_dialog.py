"""The dialog of a few fields that asks for one action: Enter sends, Esc leaves, a refusal loses nothing."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from aspire_desktop.domain.office.errors import Explanation, Refused
from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.looks.theme import Tone, TypeRole
from aspire_desktop.ui.widgets.banner import Message, MessageBar
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.date_field import dates_are_read
from aspire_desktop.ui.widgets.enter import entered
from aspire_desktop.ui.widgets.field_row import FieldRow
from aspire_desktop.ui.widgets.framed_dialog import FramedDialog
from aspire_desktop.ui.widgets.label import label

R = TypeVar("R")
WIDTH = 480


class FormDialog(FramedDialog):
    """Fields above a verb. A subclass adds rows with `add`, and `send` hands its action to `do`.

    `wrong` puts a reason beside a field; `complain` shows a refusal at the top with every field as it was.
    """

    def __init__(self, desk: Desk, title: str, verb: str, intro: str = "") -> None:
        super().__init__(title, WIDTH, desk.window)
        self.desk = desk.of(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.rows: list[FieldRow] = []
        self.message = MessageBar(Tone.BAD, Message(""), closable=False)
        self.message.hide()
        self.intro = label(intro, ink="2", wraps=True)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(12)
        self.body.setSpacing(12)
        self.body.addWidget(label(title, TypeRole.PANE, wraps=True))
        self.body.addWidget(self.intro)
        self.intro.setVisible(bool(intro))
        self.body.addWidget(self.message)
        self.body.addLayout(self.fields, 1)
        self.send_button = Button(verb, Kind.PRIMARY, keys="Enter")
        self.send_button.clicked.connect(self._begin_sending)
        self.cancel_button = Button("Cancel", keys="Esc")
        self.cancel_button.clicked.connect(self.reject)
        self.buttons.addWidget(self.send_button)
        self.buttons.addWidget(self.cancel_button)

    def add(self, words: str, field: QWidget, hint: str = "") -> FieldRow:
        """Add a field below those before."""
        row = FieldRow(words, field, hint)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, field.sizePolicy().verticalPolicy())
        self.rows.append(row)
        self.fields.addWidget(row)
        return row

    def beside(self, *rows: FieldRow) -> None:
        """Put fields that were added side by side, where the first of them stands."""
        line = QHBoxLayout()
        line.setSpacing(12)
        place = self.fields.indexOf(rows[0])
        for row in rows:
            self.fields.removeWidget(row)
            line.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        self.fields.insertLayout(place, line)

    def send(self) -> None:
        """Check the fields and `do` the action they ask for."""
        raise NotImplementedError

    def do(self, action: Action[R], then: Callable[[Done[R]], None] | None = None) -> None:
        """Carry out the action and close; where it is refused, stay as it was and say why."""

        def finish(done: Done[R]) -> None:
            self.accept()
            if then is not None:
                then(done)

        self.send_button.setEnabled(False)
        self.desk.do(action, finish, self.complain)

    def wrong(self, row: FieldRow, words: str) -> None:
        """Put a reason beside a field, and the keyboard into the first that has one."""
        row.set_error(words)
        first = next(each for each in self.rows if each.error)
        first.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()
        self.show_part(first)

    def complain(self, explanation: Explanation) -> None:
        """Show what happened, what is safe and what to do, and let the person try again."""
        self.message.say(Message(explanation.what, explanation.safe, explanation.do))
        self.message.show()
        self.send_button.setEnabled(True)
        self.fit()
        self.show_part(self.message)

    def ask(self) -> None:
        """Open over the window, which stays drawn and alive behind it."""
        self.open()

    def _begin_sending(self) -> None:
        self.message.hide()
        for row in self.rows:
            row.set_error("")
        if dates_are_read(self):
            try:
                self.send()
            except Refused as refused:
                self.complain(refused.explanation)
        if any(row.error for row in self.rows):
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Send with Enter from any field; a button that has the keyboard takes the key itself."""
        if not entered(event, self._send_if_ready):
            super().keyPressEvent(event)

    def _send_if_ready(self) -> None:
        if self.send_button.isEnabled():
            self._begin_sending()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Start in the first field that can be seen."""
        super().showEvent(event)
        seen = (row.field for row in self.rows if row.isVisible() and row.field.isEnabled())
        first = next(seen, None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

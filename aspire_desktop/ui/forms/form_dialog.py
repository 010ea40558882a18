"""The dialog of a few fields that asks for one action: Enter sends, Esc leaves, a refusal loses nothing."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent

from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form import Form
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.enter import entered
from aspire_desktop.ui.widgets.framed_dialog import FramedDialog
from aspire_desktop.ui.widgets.label import label

R = TypeVar("R")
WIDTH = 480


class FormDialog(FramedDialog, Form):
    """Fields above a verb. A subclass adds rows with `add`, and says in `action` what they ask for.

    One that shows what is stored ends with `begin(change)`: then `action` is that change as it was touched.
    """

    def __init__(self, desk: Desk, title: str, verb: str, intro: str = "") -> None:
        super().__init__(title, WIDTH, desk.window)
        self.desk = desk.of(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.make_form()
        self.then: Callable[[Done[Any]], None] | None = None
        """How to go on once it is done."""
        self.intro = label(intro, ink="2", wraps=True)
        self.body.setSpacing(12)
        self.body.addWidget(label(title, TypeRole.PANE, wraps=True))
        self.body.addWidget(self.intro)
        self.intro.setVisible(bool(intro))
        self.body.addWidget(self.message)
        self.body.addWidget(self.summary)
        self.body.addLayout(self.fields, 1)
        self.send_button = Button(verb, Kind.PRIMARY, keys="Enter")
        self.send_button.clicked.connect(self._begin_sending)
        self.cancel_button = Button("Cancel", keys="Esc")
        self.cancel_button.clicked.connect(self.reject)
        self.buttons.addWidget(self.send_button)
        self.buttons.addWidget(self.cancel_button)

    def send(self) -> None:
        """Do what the fields ask for."""
        action = self.to_do()
        if action is not None:
            self.do(action, self.then)

    def do(self, action: Action[R], then: Callable[[Done[R]], None] | None = None) -> None:
        """Carry out the action and close; where it is refused, stay as it was and say why."""

        def finish(done: Done[R]) -> None:
            self.accept()
            if then is not None:
                then(done)

        self.send_button.setEnabled(False)
        self.desk.do(action, finish, self.complain)

    def ask(self) -> None:
        """Open over the window, which stays drawn and alive behind it."""
        self.open()

    def refit(self) -> None:
        """Be as high as what is shown needs."""
        self.fit()

    def _begin_sending(self) -> None:
        self.clear()
        if self.is_complete():
            try:
                self.send()
            except Refused as refused:
                self.complain(refused.explanation)
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
        self.start()

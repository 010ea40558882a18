"""The summary at the top of a form: how many things must be put right, each with a way to its field."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from aspire_desktop.ui.forms.form_row import FormRow
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.widgets.banner import Message, MessageBar
from aspire_desktop.ui.widgets.button import Button, Kind


class Summary(MessageBar):
    """Shown where several fields are wrong; one alone says it itself."""

    def __init__(self) -> None:
        super().__init__(Tone.BAD, Message(""), closable=False)
        self._links: list[Button] = []
        self.hide()

    def show_rows(self, wrong: Sequence[FormRow]) -> None:
        """Name the fields that are wrong."""
        for link in self._links:
            link.hide()
            link.deleteLater()
        self._links = [_link(row) for row in wrong]
        for link in self._links:
            self.add_below(link)
        self.say(Message(f"{len(wrong)} things must be put right"))
        self.setVisible(len(wrong) > 1)


def _link(row: FormRow) -> Button:
    made = Button(row.name.replace("&", "&&"), Kind.QUIET, "caret-right", small=True)
    made.setAccessibleDescription(row.error)
    made.clicked.connect(lambda: row.field.setFocus(Qt.FocusReason.OtherFocusReason))
    return made

"""The dialog in which the office says what a kind of message says from now on."""

from typing import Any

from aspire_desktop.domain.contact.message_fields import FIELDS
from aspire_desktop.domain.contact.wordings import WordingRow, shown
from aspire_desktop.services.contact.messages import SaveWording
from aspire_desktop.services.door.action import Action
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.text_fields import ProseField, TextField

HEIGHT = 220


class WordingDialog(FormDialog):
    """What was made already keeps the version it was written from."""

    def __init__(self, desk: Desk, wording: WordingRow) -> None:
        intro = (
            f"This becomes version {wording.number + 1}, for every cohort. "
            "What was made keeps the version it was written from."
        )
        super().__init__(desk, f"Change the wording of {wording.kind}", "Save wording", intro)
        self._kind = wording.kind
        self.subject, self.text = TextField(shown(wording.subject)), ProseField(shown(wording.body), HEIGHT)
        self.add("&Subject", self.subject, need="Enter a subject", about="subject")
        fields = f"Fields: {', '.join(f'{{{each.words}}}' for each in FIELDS)}"
        self.add("&Text", self.text, fields, need="Enter a text", about="body")

    def action(self) -> Action[Any]:
        """Save it as the next version."""
        return SaveWording(self._kind, self.subject.given, self.text.given)

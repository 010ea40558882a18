"""The dialog that asks which organisation a name means; the answer goes in with the file."""

from collections.abc import Callable

from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.organisation_choice import Choice


class MeantDialog(FormDialog):
    """Tells `then` the name on record of the organisation that was chosen."""

    def __init__(self, desk: Desk, text: str, then: Callable[[str], None]) -> None:
        intro = f"“{text}” is kept as another name of it, so that files which use it are understood."
        super().__init__(desk, f"Which organisation is “{text}”?", "Choose it", intro)
        self._then = then
        self.choice = Choice()
        self.add("&Organisation", self.choice, need="Choose one of the list")
        self.desk.ask(organisation_rows.about(self.desk.clock.today()), self.choice.offer_rows)

    def send(self) -> None:
        """Take the organisation; nothing is saved before the import."""
        self._then(self.choice.words)
        self.accept()

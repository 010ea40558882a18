"""The dialog that gives a view its name."""

from collections.abc import Callable, Sequence

from aspire_desktop.domain.office.values import tidy
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.text_fields import TextField

LONGEST = 60
"""Letters of a name."""
INTRO = (
    "A view keeps columns, order, groups and filters for you on this computer. "
    "What you typed to find rows is not kept."
)


class SaveViewDialog(FormDialog):
    """A name; one in use is given to the new view."""

    def __init__(self, desk: Desk, taken: Sequence[str], then: Callable[[str], None]) -> None:
        super().__init__(desk, "Save this view", "Save view", INTRO)
        self._then = then
        self.name = TextField()
        self.name.setMaxLength(LONGEST)
        hint = f"You have {', '.join(taken)}. A name you have takes this view." if taken else ""
        need = "Enter a name for the view, like Members by region"
        self.name_row = self.add("&Name", self.name, hint, need=need)

    def send(self) -> None:
        """Hand the name on."""
        self.accept()
        self._then(tidy(self.name.given))

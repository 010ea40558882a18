"""The question before a return is locked, and who prepared it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from aspire_desktop.ui.widgets.dialogs import ConfirmDialog
from aspire_desktop.ui.widgets.field_row import FieldRow
from aspire_desktop.ui.widgets.fields import ChoiceField


class SubmitDialog(ConfirmDialog):
    """Asks before a return is locked and, where the office wants two people for it, who prepared it."""

    def __init__(
        self, title: str, sentences: Sequence[str], preparers: Sequence[str] | None, parent: QWidget
    ) -> None:
        super().__init__(title, sentences, "Submit and lock", "Keep as draft", parent)
        self.who = ChoiceField()
        self.who.addItems(list(preparers or ()))
        row = FieldRow("&Prepared by", self.who, "You submit what a colleague prepared")
        self.words.insertWidget(self.words.count() - 1, row)
        row.setVisible(preparers is not None)
        self.act_button.setEnabled(preparers is None or bool(preparers))

    @property
    def preparer(self) -> str:
        """Name the colleague who prepared it; nothing where the one who submits may have done so."""
        return self.who.currentText()

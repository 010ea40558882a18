"""The field that chooses an organisation: type to find it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter

from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.domain.office.values import OrganisationId, fold
from aspire_desktop.ui.widgets.fields import ChoiceField


class Choice(ChoiceField):
    """Organisations by name; what is typed must be one of them."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[OrganisationRow] = ()
        self.setEditable(True)
        self.setInsertPolicy(ChoiceField.InsertPolicy.NoInsert)
        # as wide as the form, whatever the longest name
        self.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        completer = self.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)

    def offer(self, rows: Sequence[OrganisationRow]) -> None:
        """Offer these organisations, and keep what was typed."""
        typed = self.currentText()
        self._rows = tuple(rows)
        self.clear()
        self.addItems([row.name for row in rows])
        if typed:
            self.setCurrentText(typed)

    def choose(self, id: OrganisationId) -> None:
        """Show an organisation."""
        self.setCurrentText(next((row.name for row in self._rows if row.id == id), ""))

    @property
    def organisation(self) -> OrganisationId | None:
        """Give the organisation that the words name; None where they name none."""
        wanted = fold(self.currentText())
        return next((row.id for row in self._rows if fold(row.name) == wanted), None)

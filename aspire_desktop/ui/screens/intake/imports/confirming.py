"""The last step: exactly what will be added, changed and left out, before anything is saved."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.intake.imports.review import Review
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.lists.list_commands import ListCommands
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.looks.theme import CARD_GAP, Tone
from aspire_desktop.ui.screens.intake.imports.outcome import (
    OUTCOME,
    ImportOutcomeRow,
    outcome_rows,
    places_words,
    summary_words,
)
from aspire_desktop.ui.widgets.banner import Message, MessageBar


class ConfirmPage(QWidget):
    """The list of what happens, with what must be known above it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._review: Review | None = None
        self.trouble = MessageBar(Tone.BAD, Message(""), closable=False)
        self.places = MessageBar(Tone.DUE, Message(""), closable=False)
        self.list = RowList(desk, replace(OUTCOME, ask=self._rows))
        self.list.setParent(self)
        self.files, self.search = ListCommands(self.list), self.list.tools.search
        self.panes = (self.search, self.list.table)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(CARD_GAP)
        for part in (self.trouble, self.places, self.list.tools):
            whole.addWidget(part)
        whole.addWidget(self.list.card, 1)
        whole.addWidget(self.files.jobs)
        self.trouble.hide()

    def begin(self, file: str) -> None:
        """Begin another file at its first row, with no filter: all that happens is to be seen."""
        self._review = None
        self.list.title = f"Import of {file}"
        self.list.begin_at()
        self.list.clear_filters()

    def show_review(self, review: Review) -> None:
        """List what would happen."""
        self._review = review
        self.list.load()
        self.list.card.set_title("What happens", summary_words(review))
        words = places_words(review)
        self.places.setVisible(bool(words))
        if words:
            todo = "Go back to leave rows out, or change the capacity on the cohort's page."
            self.places.say(Message(words, "", todo))

    def explain(self, explanation: Explanation | None) -> None:
        """Say why the import was refused, or nothing."""
        self.trouble.setVisible(explanation is not None)
        if explanation is not None:
            self.trouble.say(Message(explanation.what, explanation.safe, explanation.do))

    def focus_first(self) -> None:
        """Go to the list."""
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rows(self, _office: Office) -> Sequence[ImportOutcomeRow]:
        """Give the rows on the reading thread: a file may have a hundred thousand."""
        return () if self._review is None else outcome_rows(self._review)

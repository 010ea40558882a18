"""The last step: exactly what will be added, changed and left out, before anything is saved."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.services.intake.imports.review import Review
from aspire_desktop.ui.looks.theme import CARD_GAP, Tone
from aspire_desktop.ui.screens.intake.imports.outcome import (
    COLUMNS,
    OutcomeModel,
    outcome_rows,
    places_words,
    summary_words,
)
from aspire_desktop.ui.widgets.banner import Message, MessageBar
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.data_table import DataTable


class ConfirmPage(QWidget):
    """The list of what happens, with what must be known above it."""

    def __init__(self) -> None:
        super().__init__()
        self.trouble = MessageBar(Tone.BAD, Message(""), closable=False)
        self.places = MessageBar(Tone.DUE, Message(""), closable=False)
        self.model = OutcomeModel(self)
        self.table = DataTable("What happens", COLUMNS, grouped=True)
        self.table.setModel(self.model)
        self.card = Card("What happens")
        self.card.body.addWidget(self.table)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(CARD_GAP)
        whole.addWidget(self.trouble)
        whole.addWidget(self.places)
        whole.addWidget(self.card, 1)
        self.trouble.hide()

    def show_review(self, review: Review) -> None:
        """List what would happen."""
        rows = outcome_rows(review)
        self.model.show_rows(rows)
        self.card.set_title("What happens", summary_words(review))
        words = places_words(review)
        self.places.setVisible(bool(words))
        if words:
            todo = "Go back to leave rows out, or change the capacity on the cohort's page."
            self.places.say(Message(words, "", todo))
        if len(rows) > 1:
            self.table.setCurrentIndex(self.model.index(1, 1))

    def explain(self, explanation: Explanation | None) -> None:
        """Say why the import was refused, or nothing."""
        self.trouble.setVisible(explanation is not None)
        if explanation is not None:
            self.trouble.say(Message(explanation.what, explanation.safe, explanation.do))

    def focus_first(self) -> None:
        """Go to the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

"""How a message goes out: one of a few ways, each with what it makes, or why it cannot serve."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton

from aspire_desktop.domain.contact.messages import Composed, Way
from aspire_desktop.domain.contact.wordings import is_alike_for_all
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.label import label

OFFERED: Mapping[Way, str] = {
    Way.DRAFT: "E-mail drafts",
    Way.SHEET: "Mail-merge sheet",
    Way.ADDRESSES: "Copy addresses",
    Way.BCC: "One BCC mail",
}

NOT_ALIKE = " One BCC mail: not with fields for each person."


class Ways(Card):
    """`turned` when another way is chosen."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__("Way out", "Alt+1 to Alt+4", padded=True)
        self._group = QButtonGroup(self)
        self.buttons: dict[Way, QRadioButton] = {}
        self._words = label("", TypeRole.SMALL, "2", wraps=True)
        grid = QGridLayout()
        for number, (way, words) in enumerate(OFFERED.items()):
            button = QRadioButton(words)
            self.buttons[way] = button
            self._group.addButton(button)
            grid.addWidget(button, number // 2, number % 2)
        self.body.addLayout(grid)
        self.body.addWidget(self._words)
        self.buttons[Way.DRAFT].setChecked(True)
        self._group.buttonToggled.connect(lambda: self.turned.emit())
        self.setFocusProxy(self.buttons[Way.DRAFT])

    @property
    def way(self) -> Way:
        """Give the way that is chosen."""
        return next(way for way, button in self.buttons.items() if button.isChecked())

    def choose(self, way: Way) -> None:
        """Choose a way, where it can serve."""
        if self.buttons[way].isEnabled():
            self.buttons[way].setChecked(True)

    def show_composed(self, found: Composed, ticked: int) -> None:
        """Say what each way makes of those who are ticked."""
        alike = is_alike_for_all(found.wording)
        people = "1 person" if ticked == 1 else f"{ticked} people"
        said = {
            Way.DRAFT: f"{people}: files that open in Outlook, where you press Send",
            Way.SHEET: f"{people}: a row each for Word, without calendar entries",
            Way.ADDRESSES: f"{people}: for a mail of your own; nothing is recorded",
            Way.BCC: f"{people}: one file, nobody sees another; without calendar entries"
            if alike
            else "not with fields for each person",
        }
        for way, words in said.items():
            self.buttons[way].setAccessibleDescription(words)
            self.buttons[way].setToolTip(words)
        self.buttons[Way.BCC].setEnabled(alike)
        if not alike and self.way is Way.BCC:
            self.buttons[Way.DRAFT].setChecked(True)
        chosen = f"{said[self.way]}." if ticked else "Nobody is ticked."
        self._words.setText(f"{chosen}{'' if alike else NOT_ALIKE}")

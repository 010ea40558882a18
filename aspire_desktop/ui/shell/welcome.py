"""The first page: the ways in, before any database is open."""

from enum import Enum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from aspire_desktop.ui.looks.icons import icon
from aspire_desktop.ui.looks.theme import Tone, TypeRole, theme
from aspire_desktop.ui.widgets.banner import Message, MessageBar
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.welcome_heading import welcome_heading

WIDTH = 748
GLYPH = 26
LEAD = "It keeps cohorts, registers, certificates and returns in one place. You can undo anything you add."


class Beginning(Enum):
    """How somebody without a database begins."""

    NEW = "new"
    OPEN = "open"
    RESTORE = "restore"
    PRACTICE = "practice"


_WAYS = (
    (
        Beginning.NEW,
        "database",
        "Set up a new database",
        "An encrypted file on this computer. You will be given a recovery key to keep.",
        "New database…",
    ),
    (
        Beginning.OPEN,
        "folder-open",
        "Open a database you already have",
        "Choose the file. You carry on where the office left off.",
        "Open database…",
    ),
    (
        Beginning.RESTORE,
        "hard-drives",
        "Restore a backup",
        "With its recovery key it opens on any computer. It is checked before anything is replaced.",
        "Restore a backup…",
    ),
    (
        Beginning.PRACTICE,
        "student",
        "Look round with made-up data",
        "Opens a separate practice database. It never mixes with real data and can be deleted.",
        "Open practice data",
    ),
)


class Welcome(QWidget):
    """`chosen` carries a Way. While something opens the buttons rest and a line says so."""

    chosen = Signal(Beginning)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[Beginning, Button] = {}
        self.message = MessageBar(Tone.BAD, Message(""))
        self.message.hide()
        self._busy = label("", ink="2")
        middle = QWidget()
        middle.setFixedWidth(WIDTH)
        column = QVBoxLayout(middle)
        column.setSpacing(10)
        column.addStretch(1)
        column.addLayout(welcome_heading(LEAD))
        column.addSpacing(16)
        column.addWidget(self.message)
        for way, glyph, title, words, verb in _WAYS:
            column.addWidget(self._card(way, glyph, title, words, verb))
        column.addWidget(self._busy)
        column.addStretch(2)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(middle)
        row.addStretch(1)

    def _card(self, way: Beginning, glyph: str, title: str, words: str, verb: str) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        row = QHBoxLayout(card)
        row.setContentsMargins(20, 12, 18, 12)
        row.setSpacing(18)
        row.addWidget(_Glyph(glyph))
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(label(title, TypeRole.CARD))
        texts.addWidget(label(words, ink="2", wraps=True))
        row.addLayout(texts, 1)
        button = Button(verb, Kind.PRIMARY if way is Beginning.NEW else Kind.SECONDARY)
        button.setAccessibleDescription(words)
        button.setDefault(way is Beginning.NEW)
        button.clicked.connect(lambda: self.chosen.emit(way))
        row.addWidget(button)
        self.buttons[way] = button
        return card

    def say_busy(self, words: str) -> None:
        """Say what is being opened; "" when nothing is."""
        self._busy.setText(words)
        for button in self.buttons.values():
            button.setEnabled(not words)

    def begin(self) -> None:
        """Put the keyboard on the best way in."""
        self.buttons[Beginning.NEW].setFocus(Qt.FocusReason.OtherFocusReason)


class _Glyph(QLabel):
    """The icon of a card, in the colour of the theme in force."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._dress()
        theme().changed.connect(self._dress)

    def _dress(self) -> None:
        self.setPixmap(icon(self._name, "accent").pixmap(QSize(GLYPH, GLYPH)))

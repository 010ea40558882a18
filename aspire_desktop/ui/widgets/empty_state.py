"""What stands where a list would be: an icon, what belongs here, why it is empty, the one best action."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from aspire_desktop.ui.looks.icons import EMPTY_STATE, icon
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.scrolled import Scrolled

WIDEST = 420


class EmptyState(Scrolled):
    """An icon of 28 pixels, a heading, at most two sentences and at most one button (`button`).

    Where it is too low for all of it, it scrolls.
    """

    def __init__(
        self, glyph: str, heading: str, sentences: str = "", action: str = "", parent: QWidget | None = None
    ) -> None:
        inside = QWidget()
        super().__init__(inside)
        self.setParent(parent)
        self._glyph = glyph
        self._picture = QLabel()
        self._heading = label(heading, TypeRole.CARD, wraps=True)
        self._sentences = label(sentences, ink="2", wraps=True)
        self.button = Button(action, Kind.PRIMARY)
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(24, 24, 24, 24)
        whole.setSpacing(8)
        whole.addStretch(1)
        for part in (self._picture, self._heading, self._sentences):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            part.setMaximumWidth(WIDEST)
            whole.addLayout(_in_the_middle(part))
        whole.addSpacing(4)
        whole.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)
        self.button.setVisible(bool(action))
        self._paint_picture()
        theme().changed.connect(self._paint_picture)

    def say(self, heading: str, sentences: str = "", action: str = "") -> None:
        """Change the words; without words for the action there is no button."""
        self._heading.setText(heading)
        self._sentences.setText(sentences)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.button.updateGeometry()

    def _paint_picture(self) -> None:
        picture = icon(self._glyph, "ink_3").pixmap(EMPTY_STATE, EMPTY_STATE)
        self._picture.setPixmap(picture)


def _in_the_middle(part: QWidget) -> QHBoxLayout:
    """Let words be as wide as there is room for, and no wider than they may be."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(part, WIDEST)
    row.addStretch(1)
    return row

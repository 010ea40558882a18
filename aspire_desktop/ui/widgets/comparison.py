"""Two records side by side, line by line: what differs is tinted, and a value can be chosen."""

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from aspire_desktop.ui.looks.theme import CARD_PADDING, Tone, TypeRole, theme
from aspire_desktop.ui.widgets.cell_painting import elided
from aspire_desktop.ui.widgets.label import ElidedLabel, label

NONE = "–"
LINE = 29
WIDEST = "Name on certificates"
"""The longest word for a fact that stands beside two records."""
INDENT = 24
BUTTON_ROOM = 26
"""Pixels of a radio button before its words."""


class Pick(QRadioButton):
    """A value that can be chosen; one too long ends in …, with the whole as its tooltip."""

    def __init__(self, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self.words = words
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show as much as fits."""
        super().resizeEvent(event)
        shown = elided(self.font(), self.words, self.width() - BUTTON_ROOM)
        self.setText(shown.replace("&", "&&"))


class ComparisonLine(QFrame):
    """A line of the comparison, tinted where the two differ."""

    def __init__(self, words: str, ours: QWidget, theirs: QWidget, *, differs: bool = False) -> None:
        super().__init__()
        self._differs = differs
        row = QHBoxLayout(self)
        row.setContentsMargins(CARD_PADDING, 2, CARD_PADDING, 3)
        row.setSpacing(10)
        self.setMinimumHeight(LINE)
        name = label(words, TypeRole.SMALL, "2")
        name.setFixedWidth(name.fontMetrics().horizontalAdvance(WIDEST) + 8)
        row.addWidget(name)
        for part in (ours, theirs):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            row.addWidget(part, 1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the ground and the line below."""
        tokens, painter = theme().tokens, QPainter(self)
        if self._differs:
            painter.fillRect(self.rect(), tokens.sets[Tone.DUE].fill)
        painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.line)


def plain(words: str) -> ElidedLabel:
    """Give a value that is only read, in line with values that can be chosen."""
    made = ElidedLabel(words or NONE)
    made.setContentsMargins(INDENT, 0, 0, 0)
    return made

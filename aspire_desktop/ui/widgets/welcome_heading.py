"""The words of welcome beside five rising lines, on the first page and on a Home without cohorts."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.widgets.label import label


def welcome_heading(lead: str) -> QHBoxLayout:
    """Make the heading, with a sentence or two below it."""
    row, words = QHBoxLayout(), QVBoxLayout()
    words.addStretch(1)
    words.addWidget(label("Welcome to Aspire Desktop", TypeRole.DISPLAY))
    words.addWidget(label(lead, ink="2", wraps=True))
    words.addStretch(1)
    row.addWidget(_Rising())
    row.addSpacing(20)
    row.addLayout(words, 1)
    return row


class _Rising(QWidget):
    """Five rising lines: the modules of the programme."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(144, 104)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the ground and the lines, each stronger than the one before."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self.height() - 3
        painter.setPen(QPen(theme().tokens.accent, 1))
        painter.drawLine(0, ground, self.width(), ground)
        for number in range(5):
            colour = _between(theme().tokens.canvas, theme().tokens.accent, 0.4 + number * 0.15)
            left, top = 17 + number * 26, ground - 24 - number * 17
            painter.setPen(QPen(colour, 2))
            painter.drawLine(left, ground, left, top)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(left, top), 5, 5)


def _between(ground: QColor, full: QColor, share: float) -> QColor:
    """Give the colour that `share` of the full one makes on the ground."""
    sides = ((ground.redF(), full.redF()), (ground.greenF(), full.greenF()), (ground.blueF(), full.blueF()))
    return QColor.fromRgbF(*(low + (high - low) * share for low, high in sides))

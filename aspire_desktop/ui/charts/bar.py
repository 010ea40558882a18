"""The plain bar, as painting for table cells and as a widget, and segments as painting."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QProgressBar, QWidget

from aspire_desktop.ui.charts.pattern import Pattern, paint_pattern
from aspire_desktop.ui.looks.theme import theme

THICKNESS = 8
SEGMENT_GAP = 3


def paint_bar(painter: QPainter, rect: QRectF, done: float, hatched: float = 0.0) -> None:
    """Draw a bar; `done` and `hatched` (offered, next) are shares of the whole from 0 to 1."""
    tokens = theme().tokens
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    shape = QPainterPath()
    shape.addRoundedRect(edge, edge.height() / 2, edge.height() / 2)
    painter.fillPath(shape, tokens.head)
    painter.save()
    painter.setClipPath(shape)
    filled = QRectF(rect.left(), rect.top(), rect.width() * min(1.0, done), rect.height())
    painter.fillRect(filled, tokens.accent)
    if hatched > 0:
        paint_pattern(
            painter,
            QRectF(filled.right(), rect.top(), rect.width() * min(hatched, 1 - done), rect.height()),
            Pattern.HATCH,
            0,
        )
    painter.restore()
    painter.setPen(QPen(tokens.line_strong if done < 1 else tokens.accent, 1))
    painter.drawPath(shape)
    painter.restore()


def paint_segments(painter: QPainter, rect: QRectF, patterns: Sequence[Pattern]) -> None:
    """Draw one segment for each pattern, side by side and as wide as `rect`."""
    width = (rect.width() - SEGMENT_GAP * (len(patterns) - 1)) / max(1, len(patterns))
    for number, pattern in enumerate(patterns):
        left = rect.left() + number * (width + SEGMENT_GAP)
        paint_pattern(painter, QRectF(left, rect.top(), width, rect.height()), pattern)


class Bar(QProgressBar):
    """A bar with a value that screen readers read: `words` says it whole ("16 of 20 booked")."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hatched = 0
        self.setTextVisible(False)
        theme().changed.connect(self.update)

    def show_amount(self, done: int, total: int, words: str, hatched: int = 0) -> None:
        """Show `done` of `total` solid and `hatched` more (offered, next) hatched."""
        self._hatched = hatched
        self.setRange(0, max(1, total))
        self.setValue(min(done, total))
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for 8 pixels of height."""
        return QSize(120, THICKNESS)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the bar."""
        whole = max(1, self.maximum())
        paint_bar(QPainter(self), QRectF(self.rect()), self.value() / whole, self._hatched / whole)

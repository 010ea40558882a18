"""The small cap that prints a shortcut on or beside the control that has it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from aspire_desktop.ui.looks.theme import TypeRole, theme


def cap_size(keys: str) -> QSize:
    """Give the size of a cap in logical pixels."""
    metrics = QFontMetrics(theme().font(TypeRole.SMALLEST))
    return QSize(max(18, metrics.horizontalAdvance(keys) + 12), metrics.height() + 4)


def paint_cap(painter: QPainter, left: float, middle: float, keys: str, ink: QColor, edge: QColor) -> None:
    """Draw a cap with its left edge at `left` and its centre line at `middle`."""
    size = cap_size(keys)
    rect = QRectF(left, round(middle - size.height() / 2), size.width(), size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.fillRect(QRectF(rect.left() + 2, rect.bottom() - 2, rect.width() - 4, 1), edge)
    painter.setFont(theme().font(TypeRole.SMALLEST))
    painter.setPen(ink)
    painter.drawText(rect.adjusted(0, -1, 0, 0), Qt.AlignmentFlag.AlignCenter, keys)
    painter.restore()


class KeyCap(QLabel):
    """A cap that stands alone: "↑", "Enter", "F6"."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setAccessibleName(keys)
        self.setFixedSize(cap_size(keys))
        theme().changed.connect(self._resize)

    def _resize(self) -> None:
        self.setFixedSize(cap_size(self._keys))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for the whole cap."""
        return cap_size(self._keys)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the cap."""
        tokens = theme().tokens
        paint_cap(QPainter(self), 0, self.height() / 2, self._keys, tokens.ink_2, tokens.line_strong)

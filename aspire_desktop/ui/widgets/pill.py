"""The status pill: glyph, word and colour together, as painting for cells and as a widget."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from aspire_desktop.ui.looks.icons import PILL, Weight, paint_icon
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.widgets.status import PillLook, status

PADDING = 8
GAP = 5


def pill_size(look: PillLook) -> QSize:
    """Give the size a pill needs, in logical pixels; pills never elide."""
    metrics = QFontMetrics(theme().font(TypeRole.SMALL_STRONG))
    glyph = PILL + GAP if look.glyph else 0
    return QSize(
        2 * PADDING + glyph + metrics.horizontalAdvance(look.words) + 1, max(20, metrics.height() + 4)
    )


def paint_pill(painter: QPainter, left: float, middle: float, look: PillLook) -> None:
    """Draw a pill with its left edge at `left` and its centre line at `middle`."""
    size = pill_size(look)
    colours = theme().tokens.sets[look.tone]
    rect = QRectF(left, round(middle - size.height() / 2), size.width(), size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.border, 1))
    painter.setBrush(colours.fill)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), rect.height() / 2, rect.height() / 2)
    start = int(rect.left()) + PADDING
    if look.glyph:
        box = QRect(start, int(rect.top() + (rect.height() - PILL) / 2), PILL, PILL)
        paint_icon(painter, box, look.glyph, str(look.tone), Weight.BOLD)
        start += PILL + GAP
    painter.setFont(theme().font(TypeRole.SMALL_STRONG))
    painter.setPen(colours.text)
    words = QRectF(QPointF(start, rect.top()), rect.bottomRight())
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), look.words)
    painter.restore()


class Pill(QLabel):
    """A pill as a widget; screen readers read "Status: Overdue"."""

    def __init__(self, look: PillLook | str, spoken: str = "Status", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spoken = spoken
        self._look = status(look) if isinstance(look, str) else look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_look(self._look)
        theme().changed.connect(self.updateGeometry)

    @property
    def look(self) -> PillLook:
        """Give what is shown."""
        return self._look

    def set_look(self, look: PillLook | str) -> None:
        """Show another status; raises ValueError for words outside the design's list."""
        self._look = status(look) if isinstance(look, str) else look
        self.setAccessibleName(f"{self._spoken}: {self._look.words}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for the whole pill."""
        return pill_size(self._look)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Never shrink."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the pill."""
        paint_pill(QPainter(self), 0, self.height() / 2, self._look)

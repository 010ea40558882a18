"""Patterns that carry quantity without colour: solid, dot, hatch, lines and empty."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from aspire_desktop.ui.looks.theme import Tokens, theme


class Pattern(StrEnum):
    """Solid: done or claimed; dot: in this return; hatch: committed or next; lines: bursary; empty: free."""

    SOLID = "solid"
    DOT = "dot"
    HATCH = "hatch"
    LINES = "lines"
    EMPTY = "empty"


def paint_pattern(painter: QPainter, rect: QRectF, pattern: Pattern, radius: float = 2.0) -> None:
    """Fill a rounded rectangle (a waffle's square, a segment, a part of a bar) with a pattern."""
    tokens = theme().tokens
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    shape.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    filled = pattern in (Pattern.SOLID, Pattern.DOT)
    painter.fillPath(shape, tokens.accent if filled else tokens.card)
    _paint_mark(painter, rect, pattern, shape, tokens)
    painter.setPen(QPen(tokens.line_strong if pattern is Pattern.EMPTY else tokens.accent, 1))
    painter.drawPath(shape)
    painter.restore()


def _paint_mark(
    painter: QPainter, rect: QRectF, pattern: Pattern, shape: QPainterPath, tokens: Tokens
) -> None:
    painter.save()
    painter.setClipPath(shape)
    if pattern is Pattern.DOT:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.card)
        reach = max(1.5, min(rect.width(), rect.height()) * 0.17)
        painter.drawEllipse(rect.center(), reach, reach)
    elif pattern is Pattern.HATCH:
        painter.setPen(QPen(tokens.accent, 1.6))
        across = int(rect.height())
        for start in range(-across, int(rect.width()) + across, 5):
            left = rect.left() + start
            painter.drawLine(QPointF(left, rect.bottom()), QPointF(left + across, rect.top()))
    elif pattern is Pattern.LINES:
        thick = max(2.0, rect.height() * 0.2)
        for part in (0.3, 0.72):
            top = rect.top() + rect.height() * part - thick / 2
            painter.fillRect(QRectF(rect.left(), top, rect.width(), thick), tokens.accent)
    painter.restore()

"""Drawing that table cells and headings share: focus ring, heading rows, check boxes, cut words."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from aspire_desktop.ui.looks.icons import Weight, paint_icon
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.widgets.cells import GroupHeading

PADDING = 8
FIRST_PADDING = 14
BOX = 16


def elided(font: QFont, words: str, width: int) -> str:
    """Give as much of the words as fits, ending in … when cut."""
    return QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, width)


def paint_ring(painter: QPainter, rect: QRect) -> None:
    """Draw the focus ring inside a cell: 2 px outside, 1 px inside."""
    tokens = theme().tokens
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_mitred(tokens.focus, 2))
    painter.drawRect(rect.adjusted(1, 1, -1, -1))
    painter.setPen(_mitred(tokens.focus_inner, 1))
    painter.drawRect(rect.adjusted(2, 2, -3, -3))


def _mitred(colour: QColor, width: int) -> QPen:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def paint_group(painter: QPainter, rect: QRect, heading: GroupHeading) -> None:
    """Draw a heading row over the whole width."""
    tokens = theme().tokens
    painter.fillRect(rect, tokens.head)
    left = rect.left() + FIRST_PADDING
    if heading.folds:
        caret = "caret-down" if heading.is_open else "caret-right"
        paint_icon(painter, QRect(left, rect.center().y() - 5, 12, 12), caret, "ink_2", Weight.BOLD)
        left += 18
    words = heading.words if heading.count is None else f"{heading.words} · {heading.count}"
    painter.setFont(theme().font(TypeRole.SMALL_STRONG))
    painter.setPen(tokens.ink_2)
    box = QRect(left, rect.top(), rect.right() - left, rect.height())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), elided(painter.font(), words, box.width()))


def paint_check(painter: QPainter, left: int, middle: int, state: Qt.CheckState, usable: bool) -> None:
    """Draw a check box of 16 pixels with its left edge at `left`."""
    tokens = theme().tokens
    box = QRect(left, middle - BOX // 2 + 1, BOX, BOX)
    empty = state is Qt.CheckState.Unchecked
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    filled, edge = (tokens.accent, tokens.accent) if usable else (tokens.disabled, tokens.line)
    painter.setPen(QPen(tokens.line_strong if empty and usable else edge, 1))
    painter.setBrush(tokens.card if empty else filled)
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if not empty:
        glyph = "check" if state is Qt.CheckState.Checked else "minus"
        paint_icon(painter, box.adjusted(2, 2, -2, -2), glyph, "on_accent", Weight.BOLD)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

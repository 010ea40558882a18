"""The tiles of the attendance register: a letter and a glyph for each mark."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from aspire_desktop.ui.looks.icons import PILL, Weight, paint_icon
from aspire_desktop.ui.looks.theme import RADIUS, Tone, TypeRole, theme

WIDTH, HEIGHT = 44, 20


class Tile(StrEnum):
    """What a cell of the register can show; the values of marks are their letters and keys."""

    PRESENT = "P"
    LATE = "L"
    LEFT_EARLY = "F"
    ABSENT = "A"
    EXCUSED = "E"
    MADE_UP = "M"
    NOT_REQUIRED = "N"
    UNMARKED = ""
    NOT_STARTED = "–"
    GONE = "gone"


@dataclass(frozen=True)
class MarkLook:
    """The words, colours and glyph of a mark."""

    words: str
    tone: Tone
    glyph: str


MARKS = {
    Tile.PRESENT: MarkLook("Present", Tone.OK, "check"),
    Tile.LATE: MarkLook("Late", Tone.DUE, "clock"),
    Tile.LEFT_EARLY: MarkLook("Left early", Tone.DUE, "clock-countdown"),
    Tile.ABSENT: MarkLook("Absent", Tone.BAD, "x"),
    Tile.EXCUSED: MarkLook("Excused", Tone.INFO, "minus"),
    Tile.MADE_UP: MarkLook("Made up", Tone.INFO, "arrow-u-up-left"),
    Tile.NOT_REQUIRED: MarkLook("Not required", Tone.NEUTRAL, "prohibit"),
}


def spoken(tile: Tile) -> str:
    """Say a tile: "Late", "Not marked", "Not started"."""
    if tile in MARKS:
        return MARKS[tile].words
    return {Tile.UNMARKED: "Not marked", Tile.GONE: "Had left"}.get(tile, "Not started")


def paint_tile(painter: QPainter, cell: QRect, tile: Tile) -> None:
    """Draw a tile of 44 × 20 in the middle of a cell; nothing where the person had left."""
    if tile is Tile.GONE:
        return
    rect = QRect(0, 0, min(WIDTH, cell.width() - 6), max(HEIGHT, QFontMetrics(_font()).height() + 2))
    rect.moveCenter(cell.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if tile is Tile.NOT_STARTED:
        painter.setPen(theme().tokens.ink_3)
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, tile)
    elif tile is Tile.UNMARKED:
        painter.setPen(QPen(theme().tokens.line_strong, 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS - 1, RADIUS - 1)
    else:
        _paint_mark(painter, rect, tile)
    painter.restore()


def _paint_mark(painter: QPainter, rect: QRect, tile: Tile) -> None:
    look = MARKS[tile]
    colours = theme().tokens.sets[look.tone]
    painter.setPen(QPen(colours.border, 1))
    painter.setBrush(colours.fill)
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS - 1, RADIUS - 1)
    letter = QFontMetrics(_font()).horizontalAdvance(tile)
    left = rect.left() + (rect.width() - PILL - 4 - letter) // 2
    box = QRect(left, rect.top() + (rect.height() - PILL) // 2, PILL, PILL)
    paint_icon(painter, box, look.glyph, str(look.tone), Weight.BOLD)
    painter.setFont(_font())
    painter.setPen(colours.text)
    painter.drawText(
        rect.adjusted(left - rect.left() + PILL + 4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, tile
    )


def _font() -> QFont:
    return theme().font(TypeRole.SMALL_STRONG)

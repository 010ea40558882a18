"""The foot of the register: who was there, who was not, and how far each register is."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QWidget

from aspire_desktop.domain.programmes.registers import RegisterColumn, RegisterState
from aspire_desktop.ui.looks.icons import PILL, Weight, paint_icon
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.register.model import FIRST_SESSION, RegisterModel
from aspire_desktop.ui.register.words import session_and_day
from aspire_desktop.ui.widgets.cell_painting import PADDING

GAP = 5


@dataclass(frozen=True)
class _Words:
    """Words of a cell, with the glyph before them and the ink of both."""

    words: str
    ink: str = "ink_2"
    glyph: str = ""
    strong: bool = False


_LABELS = (
    _Words("Attended", "ok", "check"),
    _Words("Not attended", "bad", "x"),
    _Words("Register"),
)
_STATES = {
    RegisterState.DONE: ("ok", "check"),
    RegisterState.MARKED: ("due", "clock"),
    RegisterState.LEFT: ("due", "clock"),
    RegisterState.NOT_YET: ("ink_2", ""),
    RegisterState.EMPTY: ("ink_2", ""),
}


class Totals(QWidget):
    """Three rows drawn under the columns of the grid; the sums are also said by the cards beside it."""

    def __init__(self, model: RegisterModel, heading: QHeaderView) -> None:
        super().__init__()
        self._model = model
        self._heading = heading
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        heading.sectionResized.connect(self.update)
        heading.geometriesChanged.connect(self.update)
        model.dataChanged.connect(self._follow)
        model.modelReset.connect(self._follow)
        theme().changed.connect(self.updateGeometry)

    def _follow(self) -> None:
        self.update()
        self.setAccessibleName(self.spoken())

    def spoken(self) -> str:
        """Say the sums of the session worked on."""
        session = self._model.session_at(self._model.session)
        if session is None:
            return "Totals"
        return (
            f"Totals of {session_and_day(session.session)}: {session.attended} attended, "
            f"{session.missed} not attended, register: {session.words}"
        )

    def row_height(self) -> int:
        """Give pixels that one line of totals needs in the letters of now."""
        return max(24, QFontMetrics(theme().font(TypeRole.BODY)).height() + 4)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for three rows."""
        return QSize(200, 3 * self.row_height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the rows column by column."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().tokens.head)
        self._paint_lines(painter, 0, self.width())
        first = self.width()
        for section in range(FIRST_SESSION, self._model.attended):
            if not self._heading.isSectionHidden(section):
                first = min(first, self._heading.sectionViewportPosition(section))
                self._paint_column(painter, section)
        after = self._heading.sectionViewportPosition(self._model.attended)
        painter.fillRect(after, 0, 1, self.height(), theme().tokens.line)
        for number, label in enumerate(_LABELS):
            self._paint_label(painter, self._box(0, first - PADDING, number), label)

    def _box(self, left: int, width: int, number: int) -> QRect:
        return QRect(left, number * self.row_height(), width, self.row_height())

    def _paint_lines(self, painter: QPainter, left: int, width: int) -> None:
        for number in range(3):
            box = self._box(left, width, number)
            painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme().tokens.line)

    def _paint_column(self, painter: QPainter, section: int) -> None:
        tokens = theme().tokens
        left, width = self._heading.sectionViewportPosition(section), self._heading.sectionSize(section)
        if section == self._model.session:
            painter.fillRect(left, 0, width, self.height(), tokens.accent_soft)
            self._paint_lines(painter, left, width)
        painter.fillRect(left, 0, 1, self.height(), tokens.line)
        for number, words in enumerate(_cells(self._model.columns[section - FIRST_SESSION])):
            self._paint_middle(painter, self._box(left, width, number), words)

    def _paint_middle(self, painter: QPainter, box: QRect, words: _Words) -> None:
        font = theme().font(TypeRole.SMALL_STRONG if words.strong else TypeRole.SMALL)
        glyph = PILL + 3 if words.glyph else 0
        width = glyph + QFontMetrics(font).horizontalAdvance(words.words)
        left = box.left() + (box.width() - width) // 2
        _paint_glyph(painter, left, box, words)
        painter.setFont(font)
        painter.setPen(theme().tokens.colour(words.ink))
        box.setLeft(left + glyph)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words.words)

    def _paint_label(self, painter: QPainter, box: QRect, words: _Words) -> None:
        font = theme().font(TypeRole.SMALL)
        painter.setFont(font)
        painter.setPen(theme().tokens.ink_2)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), words.words)
        left = box.right() - QFontMetrics(font).horizontalAdvance(words.words) - GAP - PILL
        _paint_glyph(painter, left, box, words)


def _paint_glyph(painter: QPainter, left: int, box: QRect, words: _Words) -> None:
    if words.glyph:
        square = QRect(left, box.center().y() - PILL // 2, PILL, PILL)
        paint_icon(painter, square, words.glyph, words.ink, Weight.BOLD)


def _cells(column: RegisterColumn) -> tuple[_Words, _Words, _Words]:
    ink, glyph = _STATES[column.state]
    state = _Words(column.words, ink, glyph, strong=column.state is not RegisterState.NOT_YET)
    there, away = column.attended, column.missed
    if column.state is RegisterState.NOT_YET:
        return _Words("–"), _Words(str(away) if away else "–", "ink" if away else "ink_2"), state
    return _Words(str(there), "ink"), _Words(str(away), "ink"), state

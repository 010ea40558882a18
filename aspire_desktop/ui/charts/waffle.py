"""The unit waffle: one square is one place."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from aspire_desktop.ui.charts.chart import Chart, ChartShare, as_rows, in_words
from aspire_desktop.ui.charts.pattern import paint_pattern
from aspire_desktop.ui.looks.theme import theme

GAP = 3
SMALLEST, LARGEST = 8, 16


class Waffle(Chart):
    """Squares in rows of `columns`; `square_chosen` carries the number of a square, from 0."""

    square_chosen = Signal(int)

    def __init__(self, columns: int = 25, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._shares: Sequence[ChartShare] = ()
        self._current = 0

    def set_shares(self, shares: Sequence[ChartShare]) -> None:
        """Show these shares, in this order."""
        self._shares = tuple(shares)
        self._current = 0
        self._say(in_words(shares), as_rows(shares))

    def set_columns(self, columns: int) -> None:
        """Lay the squares in rows of so many."""
        if columns != self._columns:
            self._columns = columns
            self.updateGeometry()
            self.update()

    @property
    def squares(self) -> int:
        """Say how many squares there are."""
        return sum(share.count for share in self._shares)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for squares of 13 pixels."""
        return QSize(self._columns * (13 + GAP), self.heightForWidth(self._columns * (13 + GAP)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Stay large enough to point at a square."""
        width = self._columns * (SMALLEST + GAP)
        return QSize(width, self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Say that squares stay square."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Give the height of all rows at this width."""
        rows = -(-self.squares // self._columns)
        return max(1, rows) * (self._side(width) + GAP) - GAP + 2

    def _side(self, width: int) -> int:
        return max(SMALLEST, min(LARGEST, (width + GAP) // self._columns - GAP))

    def _square(self, number: int) -> QRect:
        pitch = self._side(self.width()) + GAP
        row, column = divmod(number, self._columns)
        return QRect(1 + column * pitch, 1 + row * pitch, pitch - GAP, pitch - GAP)

    def _number_at(self, where: QPoint) -> int | None:
        hits = (number for number in range(self.squares) if self._square(number).contains(where))
        return next(hits, None)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw each square, and the ring round the current one."""
        painter = QPainter(self)
        patterns = [share.pattern for share in self._shares for _ in range(share.count)]
        for number, pattern in enumerate(patterns):
            paint_pattern(painter, QRectF(self._square(number)), pattern)
        if self.hasFocus() and patterns:
            painter.setPen(QPen(theme().tokens.focus, 2))
            painter.drawRect(self._square(self._current))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move with the arrows, open with Enter."""
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: self._columns,
            Qt.Key.Key_Up: -self._columns,
        }
        key = Qt.Key(event.key())
        if key in steps and 0 <= self._current + steps[key] < self.squares:
            self._current += steps[key]
            self.setAccessibleDescription(self._words_at(self._current))
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.squares:
            self.square_chosen.emit(self._current)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open the square under the pointer."""
        number = self._number_at(event.position().toPoint())
        if number is not None and event.button() is Qt.MouseButton.LeftButton:
            self._current = number
            self.square_chosen.emit(number)

    def event(self, event: QEvent) -> bool:
        """Name the square under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            number = self._number_at(event.pos())
            QToolTip.showText(event.globalPos(), "" if number is None else self._words_at(number), self)
            return True
        return super().event(event)

    def _words_at(self, number: int) -> str:
        reached = 0
        for share in self._shares:
            reached += share.count
            if number < reached:
                return f"Place {number + 1} of {self.squares}: {share.words}"
        return ""

"""The four steps at the left: what was done, where one is, and that nothing is saved yet."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from aspire_desktop.ui.looks.icons import BUTTON, Weight, icon, paint_icon
from aspire_desktop.ui.looks.theme import CARD_RADIUS, CONTROL_GAP, TypeRole, theme
from aspire_desktop.ui.widgets.cell_painting import elided
from aspire_desktop.ui.widgets.enter import entered
from aspire_desktop.ui.widgets.label import label

TITLES = ("Choose a file", "Match columns", "Check rows", "Confirm")
WIDE, NARROW = 204, 60
CIRCLE = 22
ROOM = 12


class StepButton(QAbstractButton):
    """One step: a tick when it is done, its number otherwise, and what there is to say of it."""

    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        self._number, self._title = number, title
        self._more = ""
        self._done = self._current = False
        self.narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)
        self.show_state("", done=False, current=False)

    def show_state(self, more: str, *, done: bool, current: bool) -> None:
        """Show where this step stands."""
        self._more, self._done, self._current = more, done, current
        state = "done" if done else "this step" if current else "to come"
        self.setAccessibleName(f"Step {self._number} of {len(TITLES)}: {self._title}")
        self.setAccessibleDescription(f"{state}. {more}".strip())
        self.setToolTip(f"{self._title}. {more}".strip(" .") if self.narrow else "")
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Click on Enter as on Space."""
        if not entered(event, self.click):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for the title and as many lines as the rest needs."""
        if self.narrow:
            return QSize(NARROW, CIRCLE + 2 * ROOM)
        title = QFontMetrics(theme().font(TypeRole.STRONG)).height()
        return QSize(WIDE, title + self._more_height() + 2 * ROOM)

    def _more_height(self) -> int:
        if not self._more:
            return 0
        metrics = QFontMetrics(theme().font(TypeRole.SMALL))
        room = QRect(0, 0, WIDE - self._left() - 8, 200)
        return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._more).height()

    def _left(self) -> int:
        return ROOM + CIRCLE + 10

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the step, on a card of its own where it is the present one."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._current:
            painter.setPen(QPen(tokens.line, 1))
            painter.setBrush(tokens.card)
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CARD_RADIUS, CARD_RADIUS
            )
        left = (self.width() - CIRCLE) // 2 if self.narrow else ROOM
        self._paint_circle(painter, left)
        if not self.narrow:
            self._paint_words(painter)

    def _paint_circle(self, painter: QPainter, left: int) -> None:
        tokens = theme().tokens
        circle = QRectF(left, ROOM - 1, CIRCLE, CIRCLE)
        edge: QColor = tokens.accent if self._done or self._current else tokens.line_strong
        painter.setPen(QPen(edge, 2 if self._current else 1))
        painter.setBrush(tokens.accent if self._done else tokens.card)
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        if self._done:
            box = QRect(left + 4, ROOM + 3, CIRCLE - 8, CIRCLE - 8)
            paint_icon(painter, box, "check", "on_accent", Weight.BOLD)
            return
        painter.setFont(theme().font(TypeRole.SMALL_STRONG))
        painter.setPen(tokens.accent if self._current else tokens.ink_3)
        painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), str(self._number))

    def _paint_words(self, painter: QPainter) -> None:
        tokens = theme().tokens
        font = theme().font(TypeRole.STRONG if self._current else TypeRole.BODY)
        height = QFontMetrics(font).height()
        room = self.width() - self._left() - 8
        painter.setFont(font)
        painter.setPen(tokens.ink if self.isEnabled() or self._current else tokens.ink_2)
        painter.drawText(
            QPointF(self._left(), ROOM + QFontMetrics(font).ascent()), elided(font, self._title, room)
        )
        painter.setFont(theme().font(TypeRole.SMALL))
        painter.setPen(tokens.ink_2)
        below = QRect(self._left(), ROOM + height, room, self._more_height() + 4)
        painter.drawText(below, int(Qt.TextFlag.TextWordWrap), self._more)


class StepRail(QFrame):
    """All steps; `chosen` carries the number of one (0 to 3) that can be gone to."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Steps")
        self._buttons = [StepButton(number, title) for number, title in enumerate(TITLES, 1)]
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        for number, button in enumerate(self._buttons):
            button.clicked.connect(lambda _=False, chosen=number: self.chosen.emit(chosen))
            whole.addWidget(button)
        whole.addStretch(1)
        self._safe = _Safe()
        whole.addWidget(self._safe)
        self.set_narrow(False)

    def show_steps(self, current: int, reached: int, more: Sequence[str]) -> None:
        """Show the present step, how far one has come, and what there is to say of each."""
        for number, (button, words) in enumerate(zip(self._buttons, more, strict=True)):
            button.setEnabled(number <= reached)
            button.show_state(words, done=number < reached and number != current, current=number == current)
        self.setFocusProxy(self._buttons[current])

    def set_narrow(self, narrow: bool) -> None:
        """Show circles only, or the words as well."""
        self.setFixedWidth(NARROW if narrow else WIDE)
        self._safe.setVisible(not narrow)
        for button in self._buttons:
            button.narrow = narrow
            button.updateGeometry()
            button.update()


class _Safe(QFrame):
    """Says that nothing is saved yet."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(CONTROL_GAP - 2)
        self._shield = QLabel()
        head.addWidget(self._shield)
        head.addWidget(label("Nothing is saved yet", TypeRole.SMALL_STRONG), 1)
        column.addLayout(head)
        words = "The file is only read, never changed. One Undo takes back the whole import."
        column.addWidget(label(words, TypeRole.SMALL, "2", wraps=True))
        self._draw()
        theme().changed.connect(self._draw)

    def _draw(self) -> None:
        self._shield.setPixmap(icon("shield-check", "ok").pixmap(BUTTON, BUTTON))

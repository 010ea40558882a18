"""Bars across a page: the striped practice banner, and messages that stay until they are dealt with."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from aspire_desktop.ui.looks.icons import NAV, Weight, paint_icon
from aspire_desktop.ui.looks.theme import CARD_PADDING, CONTROL_GAP, Tone, TypeRole, theme
from aspire_desktop.ui.widgets.button import icon_button
from aspire_desktop.ui.widgets.label import label

STRIPES = 28
_GLYPHS = {Tone.BAD: "x-circle", Tone.DUE: "warning", Tone.OK: "check-circle", Tone.INFO: "info"}


class PracticeBanner(QWidget):
    """The striped banner on every screen of the practice database."""

    def __init__(
        self, words: str = "Practice data: nothing here is real", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for one line."""
        return QSize(320, max(STRIPES, self.fontMetrics().height() + 8))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the stripes, and the words on a plain patch."""
        colours = theme().tokens.sets[Tone.DUE]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colours.fill)
        painter.setPen(QPen(colours.border, 6))
        for left in range(-self.height(), self.width(), 18):
            painter.drawLine(QPointF(left, self.height()), QPointF(left + self.height(), 0))
        painter.setFont(theme().font(TypeRole.SMALL_STRONG))
        width = painter.fontMetrics().horizontalAdvance(self._words) + 32
        patch = QRectF((self.width() - width) / 2, 0, width, self.height())
        painter.fillRect(patch, colours.fill)
        painter.setPen(colours.text)
        painter.drawText(patch, int(Qt.AlignmentFlag.AlignCenter), self._words)


@dataclass(frozen=True)
class Message:
    """What happened, what is safe, what to do: in this order, each a sentence or empty."""

    happened: str
    safe: str = ""
    to_do: str = ""


class MessageBar(QFrame):
    """A message under the page header; it stays until closed or until its cause is gone.

    `closed` is emitted when the person closes it. Add buttons with `add_action`.
    """

    closed = Signal()

    def __init__(
        self, tone: Tone, message: Message, closable: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setProperty("bar", str(tone))
        row = QHBoxLayout(self)
        row.setContentsMargins(CARD_PADDING + NAV + 10, 9, 8, 9)
        row.setSpacing(CONTROL_GAP)
        self._words = words = QVBoxLayout()
        words.setSpacing(1)
        self._happened = label("", TypeRole.STRONG, wraps=True)
        self._rest = label("", wraps=True)
        words.addStretch(1)
        words.addWidget(self._happened)
        words.addWidget(self._rest)
        words.addStretch(1)
        row.addLayout(words, 1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(CONTROL_GAP)
        row.addLayout(self._actions)
        if closable:
            cross = icon_button("x", "Close this message")
            cross.clicked.connect(self._close)
            row.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        self.say(message)

    def say(self, message: Message) -> None:
        """Show this message."""
        rest = " ".join(part for part in (message.safe, message.to_do) if part)
        self._happened.setText(message.happened)
        self._rest.setText(rest)
        self._rest.setVisible(bool(rest))
        self.setAccessibleName(f"{message.happened} {rest}".strip())

    def add_action(self, widget: QWidget) -> None:
        """Add a button or link at the right."""
        self._actions.addWidget(widget)

    def add_below(self, part: QWidget) -> None:
        """Add a part below the words."""
        self._words.insertWidget(self._words.count() - 1, part, 0, Qt.AlignmentFlag.AlignLeft)
        part.show()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the frame, then the verdict at the first line."""
        super().paintEvent(event)
        middle = self._happened.y() + self._happened.fontMetrics().height() // 2
        box = QRect(CARD_PADDING, middle - NAV // 2, NAV, NAV)
        paint_icon(QPainter(self), box, _GLYPHS[self._tone], str(self._tone), Weight.FILL)

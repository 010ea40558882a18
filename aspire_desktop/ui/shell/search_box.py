"""The box in the corner of the menus that opens the palette, and the field within the palette."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from aspire_desktop.ui.looks.icons import BUTTON, icon, paint_icon
from aspire_desktop.ui.looks.theme import RADIUS, TypeRole, theme
from aspire_desktop.ui.widgets.enter import entered
from aspire_desktop.ui.widgets.key_cap import cap_size, paint_cap

WORDS = "Search or run a command"
KEYS = "Ctrl+K"
WIDTH = 340
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class SearchBox(QAbstractButton):
    """Looks like a field; a click or Enter opens the palette, `typed` carries a first letter typed here."""

    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setText(WORDS)
        self.setAccessibleName(WORDS)
        self.setAccessibleDescription(f"Shortcut {KEYS}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open on Enter, and take a letter as the beginning of what is looked for."""
        letter = event.text() if event.modifiers() in _PLAIN else ""
        if entered(event, self.click):
            return
        if letter.isprintable() and letter.strip():
            self.typed.emit(letter)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for a field's height and room for the words and the cap."""
        words = self.fontMetrics().horizontalAdvance(WORDS) + cap_size(KEYS).width() + 70
        return QSize(max(WIDTH, words), max(28, self.fontMetrics().height() + 8))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the field, with air above and to the right."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 2.5, -8.5, -2.5)
        painter.setPen(QPen(tokens.line_strong, 1))
        painter.setBrush(tokens.card)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        middle = box.center().y()
        paint_icon(painter, QRect(9, round(middle - BUTTON / 2), BUTTON, BUTTON), "magnifying-glass", "ink_2")
        painter.setFont(theme().font(TypeRole.SMALL))
        painter.setPen(tokens.ink_2)
        painter.drawText(box.adjusted(32, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), WORDS)
        left = box.right() - cap_size(KEYS).width() - 6
        paint_cap(painter, left, middle, KEYS, tokens.ink_2, tokens.line_strong)


class PaletteField(QLineEdit):
    """The large bare field of the palette."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bare", True)
        self.setProperty("palette", True)
        self.setAccessibleName(WORDS)
        self.setPlaceholderText(WORDS)
        self.addAction(icon("magnifying-glass", "accent"), QLineEdit.ActionPosition.LeadingPosition)
        self._dress()
        theme().changed.connect(self._dress)

    def _dress(self) -> None:
        self.setStyleSheet(f"font-size: {theme().points(TypeRole.PANE):g}pt")

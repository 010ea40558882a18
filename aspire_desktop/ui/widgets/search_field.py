"""The field that filters a list as you type, with its shortcut printed at the right."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from aspire_desktop.ui.looks.icons import icon
from aspire_desktop.ui.looks.theme import theme
from aspire_desktop.ui.widgets.key_cap import cap_size, paint_cap

PAUSE_MS = 150


class SearchField(QLineEdit):
    """`settled` carries the trimmed text 150 ms after the last key; Esc empties the field."""

    settled = Signal(str)

    def __init__(
        self, hint: str, keys: str = "", glyph: str = "magnifying-glass", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setAccessibleDescription(f"Shortcut {keys}" if keys else "")
        self.addAction(icon(glyph, "ink_3"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self.setTextMargins(0, 0, cap_size(keys).width() if keys else 0, 0)
        self.setMinimumWidth(self.sizeHint().width() + cap_size(keys).width())
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._settle)
        self.textChanged.connect(lambda _: self._pause.start())

    def _settle(self) -> None:
        self.settled.emit(self.text().strip())

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z and Ctrl+Y to the window, whose bar says what they do: a filter is no work to undo.

        Esc is the field's own while there is something to empty, also where a screen has it as a key.
        """
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if _is_step(event):
                event.ignore()
                return False
            if event.key() == Qt.Key.Key_Escape and self.text():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Empty the field with Esc, settle at once with Enter."""
        if _is_step(event):
            event.ignore()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pause.stop()
            self._settle()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the field, and the cap while the field is empty."""
        super().paintEvent(event)
        if self._keys and not self.text():
            tokens = theme().tokens
            left = self.width() - cap_size(self._keys).width() - 7
            paint_cap(QPainter(self), left, self.height() / 2, self._keys, tokens.ink_2, tokens.line_strong)


def _is_step(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)

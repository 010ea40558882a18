"""Alt and a letter is a way to a button or a field, never a letter typed where the keyboard is."""

import sys

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication


class AltLetters(QObject):
    """Swallows Alt and a letter that led nowhere, because what it is printed on is greyed or gone.

    Qt types such a letter into the field, or lets it choose in a list. On macOS Alt writes letters and stays.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        if sys.platform != "darwin":
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keep letters from whatever has the keyboard; those of AltGr carry other modifiers."""
        return (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.modifiers() == Qt.KeyboardModifier.AltModifier
            and event.text().isprintable()
            and bool(event.text())
            and watched.isWidgetType()
        )

"""Enter does what has the keyboard: it presses a button as Space does, and sends a form from its fields."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def entered(event: QKeyEvent, act: Callable[[], object]) -> bool:
    """Act on Enter, and say whether it was Enter; every button and form of ours asks this before Qt does.

    Qt presses only a dialog's default button, whichever has the keyboard. A key that is held acts once: what
    it opens must not be answered by the same stroke.
    """
    if event.key() not in _ENTER or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    if not event.isAutoRepeat():
        act()
    return True

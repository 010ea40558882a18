"""How large a window is before anybody has sized it: as designed, or as much as its screen shows."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QWidget

from aspire_desktop.ui.widgets.framed_dialog import TITLE_BAR

SMALLEST = QSize(1024, 608)
FIRST_SIZE = QSize(1440, 868)


def first_place(room: QRect) -> QRect:
    """Give the place of a window without its bar, in the middle of what a screen has free of task bars."""
    size = FIRST_SIZE.boundedTo(QSize(room.width(), room.height() - TITLE_BAR))
    over = (room.size() - size - QSize(0, TITLE_BAR)) / 2
    return QRect(
        room.left() + over.width(), room.top() + TITLE_BAR + over.height(), size.width(), size.height()
    )


def take_first_size(window: QWidget) -> None:
    """Size and place a window on the screen that the pointer is on: there it was just asked for."""
    screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
    window.setGeometry(first_place(screen.availableGeometry()))

"""What the system would dress by itself: its own fonts for menus and boxes, and the window's icon."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMenu, QMenuBar, QMessageBox, QStatusBar
from pytestqt.qtbot import QtBot

from aspire_desktop.ui.looks.theme import families, theme
from aspire_desktop.ui.shell.start import program_icon

# The stub asks for bytes where Qt takes a name.
DRESSED_BY_WINDOWS: tuple[Any, ...] = ("QMenu", "QMenuBar", "QMessageBox", "QStatusBar", "QTipLabel")


@pytest.fixture
def with_fonts_of_the_system(qapp: QApplication) -> Iterator[None]:
    """As on Windows, where each of these gets a font of the system's when its theme changes."""
    theme().apply(qapp)
    for kind in DRESSED_BY_WINDOWS:
        qapp.setFont(QFont("EB Garamond", 23), kind)
    yield
    qapp.setFont(qapp.font())


@pytest.mark.usefixtures("with_fonts_of_the_system")
def test_menus_boxes_and_the_status_bar_keep_the_programs_font(qtbot: QtBot) -> None:
    window, box = QMainWindow(), QMessageBox()
    menu, bar, status, label = QMenu(window), QMenuBar(window), QStatusBar(window), QLabel("Saved")
    status.addWidget(label)
    for widget in (menu, bar, status, label, box):
        widget.ensurePolished()
        assert widget.font().families()[0] == families()[0], type(widget)
        assert widget.font().pointSizeF() < 12, type(widget)
    for top in (window, box):
        qtbot.addWidget(top)


def test_the_icon_has_every_size_and_is_drawn(qapp: QApplication) -> None:
    icon = program_icon()
    assert {16, 20, 24, 32, 40, 48, 64, 128, 256} <= {size.width() for size in icon.availableSizes()}
    image = icon.pixmap(QSize(32, 32)).toImage()
    assert image.pixelColor(16, 4).alpha() == 255
    assert image.pixelColor(0, 0).alpha() == 0

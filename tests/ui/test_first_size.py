"""A window that nobody has sized yet fits its screen; one that was sized comes back as it was left."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from aspire_desktop.ui.desk.memory import Memory
from aspire_desktop.ui.shell.first_size import FIRST_SIZE, SMALLEST, first_place
from aspire_desktop.ui.shell.start import StartWindow
from aspire_desktop.ui.widgets.framed_dialog import TITLE_BAR


@pytest.mark.parametrize(
    "room",
    [
        QRect(0, 0, 1366, 728),  # a small laptop with a task bar
        QRect(0, 0, 1280, 680),  # 1920 × 1080 at 150 %
        QRect(0, 40, 1920, 1040),  # a task bar at the top
        QRect(-1366, 0, 1366, 768),  # a second screen at the left
    ],
)
def test_the_first_window_lies_within_its_screen_with_its_bar(room: QRect) -> None:
    place = first_place(room)
    assert room.contains(place.adjusted(0, -TITLE_BAR, 0, 0))
    assert place.width() >= SMALLEST.width()
    assert place.height() >= SMALLEST.height()


def test_a_large_screen_shows_the_window_as_designed() -> None:
    assert first_place(QRect(0, 0, 2560, 1400)).size() == FIRST_SIZE


def test_the_window_before_a_database_is_open_fits_too(qtbot: QtBot) -> None:
    window = StartWindow()
    qtbot.addWidget(window)
    room = window.screen().availableGeometry().size()
    assert window.size() == FIRST_SIZE.boundedTo(room - QSize(0, TITLE_BAR)).expandedTo(SMALLEST)


def test_a_window_that_was_maximised_comes_back_so(qtbot: QtBot, tmp_path: Path) -> None:
    def window() -> QWidget:
        made = QWidget()
        qtbot.addWidget(made)
        return made

    memory, first, again = Memory(tmp_path), window(), window()
    first.resize(500, 400)
    first.showMaximized()
    memory.keep_window(first)
    memory.save()
    assert Memory(tmp_path).restore_window(again)
    again.show()
    assert again.isMaximized()

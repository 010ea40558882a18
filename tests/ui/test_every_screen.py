"""What holds of every screen there is, of each of its tabs, and of the first pages."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QRadioButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from aspire_desktop.ui.shell.navigation import ENTRIES
from aspire_desktop.ui.shell.start import StartWindow
from aspire_desktop.ui.widgets.focus_ring import FocusRing
from tests.ui.bench import Bench
from tests.ui.test_every_dialog import below, buttons_of, fields_of, presses_with_enter, turns_unasked
from tests.ui.window_watch import windows_watched


@pytest.fixture
def fronted(busy_bench: Bench) -> Iterator[QWidget]:
    """Bring each screen forward, then each tab of it: a loop over it walks them all."""

    def each_fronted() -> Iterator[QWidget]:
        for entry in ENTRIES:
            screen = busy_bench.go(entry.key)
            yield screen
            for bar in screen.findChildren(QTabBar):
                for number in range(1, bar.count()):
                    bar.setCurrentIndex(number)
                    busy_bench.settle()
                    yield screen
        yield busy_bench.go("cohort", 1)
        yield busy_bench.window.rail
        yield busy_bench.window.menuBar()

    return each_fronted()


def test_enter_presses_the_button_that_has_the_keyboard(fronted: Iterator[QWidget]) -> None:
    seen = 0
    for part in fronted:
        found = buttons_of(part)
        assert [each for each in found if not presses_with_enter(each)] == [], part
        seen += len(found)
    assert seen > 60


def test_no_part_of_a_screen_flashes_as_a_window_of_its_own(fronted: Iterator[QWidget]) -> None:
    with windows_watched() as watch:
        seen = sum(1 for _ in fronted)
    assert seen > 10
    assert watch.strays == []


def test_enter_presses_the_buttons_of_the_first_pages(qtbot: QtBot) -> None:
    window = StartWindow()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    for show in (
        window.show_welcome,
        lambda: window.show_recovery("words", "Its key is in the keyring."),
        lambda: window.show_key("a", ""),
    ):
        show()
        qtbot.waitUntil(window.isActiveWindow)
        found = buttons_of(window)
        assert found
        assert [each for each in found if not presses_with_enter(each)] == []


def test_every_kind_of_button_asks_about_enter_before_qt_does() -> None:
    kinds = {each for each in below(QAbstractButton) if each.__module__.startswith("aspire_desktop.")}
    pressed = {each for each in kinds if not issubclass(each, QCheckBox | QRadioButton)}
    assert len(pressed) > 5
    assert [each for each in pressed if not _own_keys(each)] == []


def _own_keys(kind: type) -> bool:
    return any(
        "keyPressEvent" in vars(each)
        for each in kind.__mro__
        if each.__module__.startswith("aspire_desktop.")
    )


def test_every_pane_shows_that_it_has_the_keyboard(busy_bench: Bench, ring: FocusRing) -> None:
    """Lists and tabs draw a ring of their own, inside a cell; round all else there is one."""
    hidden, seen = set[str](), 0
    for entry in ENTRIES:
        screen = busy_bench.go(entry.key, 1 if entry.under else None)
        for _pane in range(len(screen.panes) + 1):
            busy_bench.press(Qt.Key.Key_F6)
            QApplication.processEvents()  # the ring follows a moment later
            held = busy_bench.window.focusWidget()
            seen += 1
            if not isinstance(held, QAbstractItemView | QTabBar) and (not ring.ring or ring.ring.isHidden()):
                hidden.add(f"{entry.key}: {type(held).__name__}")
    assert hidden == set()
    assert seen > 20


def test_no_field_of_a_screen_takes_the_wheel_unasked(fronted: Iterator[QWidget]) -> None:
    seen = 0
    for part in fronted:
        found = fields_of(part)
        assert [each for each in found if turns_unasked(each)] == [], part
        seen += len(found)
    assert seen > 10

"""What holds of every dialog there is: the classes are found, and their facts are made up."""

import importlib
import pkgutil
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from made_up_facts import built
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QRadioButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

import aspire_desktop.ui
from aspire_desktop.domain.enrolments import Status
from aspire_desktop.ui.desk import Desk
from aspire_desktop.ui.form_dialog import FormDialog
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.framed_dialog import TITLE_BAR, FramedDialog
from aspire_desktop.ui.widgets.label import label
from tests.ui.bench import Bench


def below(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from below(each)


def _dialogs() -> list[type[QDialog]]:
    """Give every dialog that stands for something, not what dialogs are built on."""
    for module in pkgutil.walk_packages(aspire_desktop.ui.__path__, "aspire_desktop.ui."):
        importlib.import_module(module.name)
    found = {each for each in below(QDialog) if each.__module__.startswith("aspire_desktop.")}
    return sorted(
        (each for each in found - {FramedDialog, FormDialog} if not each.__name__.startswith("_")),
        key=lambda each: (each.__module__, each.__name__),
    )


DIALOGS = _dialogs()
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def opened(busy_bench: Bench) -> Iterator[Iterator[FramedDialog]]:
    """Open one after another over the window, with made-up facts: a loop over it walks them all."""

    def each_opened() -> Generator[FramedDialog]:
        for kind in DIALOGS:
            known = {Desk: busy_bench.screen.desk, QWidget: busy_bench.window, Status: Status.WITHDRAWN}
            dialog = built(kind, known)
            assert isinstance(dialog, FramedDialog), f"{kind.__name__} lays itself out by itself"
            dialog.open()
            busy_bench.settle()
            busy_bench.until(dialog.isActiveWindow)
            try:
                yield dialog
            finally:
                dialog.close()

    walk = each_opened()
    yield walk
    walk.close()


def buttons_of(part: QWidget) -> list[QAbstractButton]:
    """Give the buttons that the keyboard can come to; what is ticked or picked is turned with Space.

    The arrows at the ends of a strip of tabs are for the mouse: keys move from tab to tab.
    """
    return [
        each
        for each in part.findChildren(QAbstractButton)
        if each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(each, QCheckBox | QRadioButton)
        and not isinstance(each.parent(), QTabBar)
    ]


def presses_with_enter(button: QAbstractButton) -> bool:
    """Say whether Enter on a button clicks it once; what it would do is left undone."""
    heard: list[bool] = []
    button.clicked.connect(lambda: None)  # Qt complains where there is nothing to disconnect
    button.clicked.disconnect()
    button.clicked.connect(lambda: heard.append(True))
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    return len(heard) == 2


def test_there_are_dialogs_to_look_at() -> None:
    assert len(DIALOGS) > 35


def test_enter_presses_the_button_that_has_the_keyboard(opened: Iterator[FramedDialog]) -> None:
    for dialog in opened:
        found = buttons_of(dialog)
        assert found, dialog
        assert [each for each in found if not presses_with_enter(each)] == [], dialog
        assert dialog.isVisible()


def test_a_held_enter_presses_once(qtbot: QtBot) -> None:
    button, heard = Button("Issue"), list[bool]()
    qtbot.addWidget(button)
    button.clicked.connect(lambda: heard.append(True))
    for held in (False, True, True):
        QApplication.sendEvent(
            button, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, PLAIN, "\r", held)
        )
    assert len(heard) == 1


def test_the_buttons_stay_in_view_on_a_low_screen(opened: Iterator[FramedDialog]) -> None:
    for dialog in opened:
        room = dialog.screen().availableGeometry().height()
        assert dialog.height() <= room - TITLE_BAR, dialog
        dialog.resize(dialog.width(), 260)
        QApplication.processEvents()
        assert dialog.height() == 260, f"{dialog} cannot be made lower than {dialog.height()}"
        assert [each for each in _footer_of(dialog) if not _whole_in_view(each, dialog)] == []


def _footer_of(dialog: FramedDialog) -> list[QWidget]:
    row = dialog.buttons
    widgets = [item.widget() for n in range(row.count()) if (item := row.itemAt(n)) is not None]
    return [each for each in widgets if each is not None]


def _whole_in_view(part: QWidget, dialog: QWidget) -> bool:
    return dialog.rect().contains(part.rect().translated(part.mapTo(dialog, QPoint())))


def test_a_dialog_that_grows_stays_above_the_lower_edge(qtbot: QtBot) -> None:
    dialog = FramedDialog("Growing", 300, None)
    qtbot.addWidget(dialog)
    dialog.body.addWidget(label("One line"))
    dialog.show()
    room = dialog.screen().availableGeometry()
    dialog.move(40, room.bottom() - dialog.height() - 10)
    for _ in range(60):
        dialog.body.addWidget(label("Another line"))
    qtbot.waitUntil(lambda: dialog.height() > room.height() // 2)
    qtbot.waitUntil(lambda: dialog.frameGeometry().bottom() <= room.bottom())
    assert dialog.y() >= room.top()

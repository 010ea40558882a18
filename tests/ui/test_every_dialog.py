"""What holds of every dialog there is: the classes are found, and their facts are made up."""

import importlib
import pkgutil
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from made_up_facts import built
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QRadioButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

import aspire_desktop.ui
from aspire_desktop.domain.office.history import Record
from aspire_desktop.domain.programmes.enrolments import Status
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.screens.programmes.cohorts.new_cohort import NewCohort
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.framed_dialog import TITLE_BAR, FramedDialog
from aspire_desktop.ui.widgets.label import label
from tests.ui.bench import Bench
from tests.ui.window_watch import windows_watched


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
            known = {
                Desk: busy_bench.screen.desk,
                QWidget: busy_bench.window,
                Status: Status.WITHDRAWN,
                Record: Record("people", 1, "Jo Webb"),
            }
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


def test_no_part_of_a_dialog_flashes_as_a_window_of_its_own(opened: Iterator[FramedDialog]) -> None:
    with windows_watched() as watch:
        assert sum(1 for _ in opened) == len(DIALOGS)
    assert watch.strays == []


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
        assert dialog.height() <= 260, f"{dialog} cannot be made lower than {dialog.height()}"
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


def fields_of(part: QWidget) -> list[QAbstractSpinBox | QComboBox]:
    """Give the fields whose value a wheel turns in Qt."""
    found: list[QAbstractSpinBox | QComboBox] = list(part.findChildren(QAbstractSpinBox))
    found += part.findChildren(QComboBox)
    return [each for each in found if each.isVisible() and each.isEnabled()]


def turns_unasked(field: QAbstractSpinBox | QComboBox) -> bool:
    """Say whether the wheel over a field that has not the keyboard changes it, or gives it the keyboard."""
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
    before = said_by(field)
    for delta in (120, -240):
        middle = QPointF(field.rect().center())
        turn = QWheelEvent(
            middle, middle, QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, PLAIN,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(field, turn)
        if said_by(field) != before or turn.isAccepted():
            return True
    return field.focusPolicy() == Qt.FocusPolicy.WheelFocus


def said_by(field: QAbstractSpinBox | QComboBox) -> str:
    """Give what stands in a field."""
    return field.currentText() if isinstance(field, QComboBox) else field.text()


def test_no_field_of_a_dialog_takes_the_wheel_unasked(opened: Iterator[FramedDialog]) -> None:
    seen = 0
    for dialog in opened:
        found = fields_of(dialog)
        assert [each for each in found if turns_unasked(each)] == [], dialog
        seen += len(found)
    assert seen > 20


@pytest.mark.parametrize("typed", ["31 June 2026", "soon", "13/13/2026", "", "1 Oct"])
def test_no_dialog_is_sent_with_a_date_that_cannot_be_read(
    typed: str, opened: Iterator[FramedDialog], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []
    monkeypatch.setattr(Desk, "do", lambda *given: done.append(given))
    seen = 0
    for dialog in opened:
        for field in [
            each for each in dialog.findChildren(DateField) if each.isVisible() and each.isEnabled()
        ]:
            before = field.text()
            field.setFocus()
            field.setText(typed)
            QTest.keyClick(field, Qt.Key.Key_Return)
            assert (dialog.isVisible(), field.text(), done) == (True, typed, []), dialog
            said = [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
            assert field.trouble in said, dialog
            field.setText(before)
            seen += 1
    assert seen > 10


def test_tab_goes_to_the_dates_of_a_new_cohort(opened: Iterator[FramedDialog]) -> None:
    form = next(dialog for dialog in opened if isinstance(dialog, NewCohort))
    passed: list[QWidget] = []
    here: QWidget | None = form.told["venue"].nextInFocusChain()
    while here is not None and here is not form.trainers:
        passed.append(here)
        here = here.nextInFocusChain()
    assert [each for each in passed if isinstance(each, DateField)] == form.days

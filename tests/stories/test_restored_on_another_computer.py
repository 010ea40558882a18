"""Yesterday's backup, restored in the window on another computer with the recovery key."""

import getpass
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aspire_desktop.app.openings import Doors
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.storage.keys import Vault
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.ui.desk.memory import Memory
from aspire_desktop.ui.shell.main_window import MainWindow
from aspire_desktop.ui.shell.start import Reception
from aspire_desktop.ui.shell.welcome import Beginning
from aspire_desktop.ui.widgets import file_dialogs
from tests.app.conftest import settle

GUARD_MS = 20000
Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    return lambda holds: qtbot.waitUntil(holds, timeout=GUARD_MS)


@pytest.fixture
def receptions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Reception]]:
    made: list[Reception] = []
    yield made
    for each in made:
        for window in (each.window, each.front):
            if window is not None:
                window.close()


def computer(receptions: list[Reception], clock: SetClock, looks: Path) -> Reception:
    reception = Reception(Doors(getpass.getuser(), clock, Vault()), Memory(looks))
    receptions.append(reception)
    return reception


def entered(reception: Reception, until: Until) -> MainWindow:
    until(lambda: reception.window is not None)
    assert reception.window is not None
    return reception.window


def begun(
    reception: Reception, until: Until, monkeypatch: pytest.MonkeyPatch, file: Path, places: Path
) -> tuple[MainWindow, str]:
    """Make a new database whose backups go to a folder; gives its window and its recovery key."""
    reception.begin()
    reception.make_new(file)
    front = reception.front
    assert front is not None
    until(front.recovery.isVisible)
    recovery_key = front.recovery.shown.text()
    monkeypatch.setattr(file_dialogs, "ask_folder", lambda *_: places)
    front.recovery.place_button.click()
    assert front.recovery.place.text() == str(places)
    front.recovery.typed.setText(recovery_key)
    front.recovery.go_button.click()
    return entered(reception, until), recovery_key


def test_yesterdays_backup_on_another_computer_with_the_recovery_key(
    receptions: list[Reception],
    until: Until,
    qtbot: QtBot,
    tmp_path: Path,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
    home: Path,
) -> None:
    # set up on the first computer, with a folder for backups that is not beside the database
    stick = tmp_path / "stick"
    reception = computer(receptions, clock, tmp_path / "looks")
    window, recovery_key = begun(reception, until, monkeypatch, home / "Office.aspire", stick)
    until(lambda: bool(window.status.backups.text()))
    assert window.status.backups.text() == "No backup yet"
    window.desk.do(AddOrganisation("Narnia Council"))
    until(lambda: window.desk.idle)
    # closing keeps the day's work by itself
    window.close()
    until(lambda: reception.closing is None)
    [backup] = stick.glob("*.aspire")
    # the computer is lost; the next day, on another one, there is the stick and the printed key
    shutil.rmtree(home)
    clock.instant += timedelta(days=1)
    other = settle(tmp_path / "other computer", monkeypatch)
    reception = computer(receptions, clock, tmp_path / "other looks")
    reception.begin()
    front = reception.front
    assert front is not None
    until(front.welcome.isVisible)
    monkeypatch.setattr(file_dialogs, "ask_open", lambda *_: backup)
    monkeypatch.setattr(file_dialogs, "ask_target", lambda *_: other / "Office.aspire")
    front.welcome.buttons[Beginning.RESTORE].click()
    until(front.key.isVisible)
    front.key.typed.setText(recovery_key.lower())
    front.key.open_button.click()
    there = entered(reception, until)
    until(lambda: there.desk.idle and bool(there.status.backups.text()))
    rows = there.desk.office.ask(organisation_rows, clock.today())
    assert "Narnia Council" in [row.name for row in rows]
    assert "Restored from" in there.notices.warning.accessibleName()
    there.close()
    until(lambda: reception.closing is None)


@pytest.fixture
def asking(
    receptions: list[Reception],
    until: Until,
    tmp_path: Path,
    clock: SetClock,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Reception:
    """A window that was closed after a change, whose folder for backups is a file by now."""
    stick = tmp_path / "stick"
    reception = computer(receptions, clock, tmp_path / "looks")
    window, _ = begun(reception, until, monkeypatch, home / "Office.aspire", stick)
    shutil.rmtree(stick, ignore_errors=True)
    stick.write_text("a file lies where the folder was")
    window.desk.do(AddOrganisation("Narnia Council"))
    until(lambda: window.desk.idle)
    window.close()
    until(lambda: reception.closing is not None and reception.closing.asks)
    return reception


def test_a_last_backup_that_fails_is_said_and_tried_again(
    asking: Reception, until: Until, tmp_path: Path
) -> None:
    closing, stick = asking.closing, tmp_path / "stick"
    assert closing is not None
    assert closing.title.text() == "The latest changes of Office.aspire are in no backup"
    assert str(stick) in closing.words.text().replace("\u200b", "")
    stick.unlink()
    stick.mkdir()
    QTest.keyClick(closing.again_button, Qt.Key.Key_Return)
    until(lambda: asking.closing is None)
    assert len(list(stick.glob("*.aspire"))) == 1


def test_whoever_cannot_mend_it_closes_without_a_backup_and_has_all_that_was_saved(
    asking: Reception, receptions: list[Reception], until: Until, tmp_path: Path, clock: SetClock, home: Path
) -> None:
    assert asking.closing is not None
    QTest.keyClick(asking.closing, Qt.Key.Key_Escape)
    assert asking.closing is None
    again = computer(receptions, clock, tmp_path / "looks")
    again.begin(home / "Office.aspire")
    window = entered(again, until)
    rows = window.desk.office.ask(organisation_rows, clock.today())
    assert "Narnia Council" in [row.name for row in rows]
    safety = window.safety
    assert safety._timer.isActive()
    (tmp_path / "stick").unlink()
    (tmp_path / "stick").mkdir()
    window.close()
    until(lambda: again.closing is None)
    assert not safety._timer.isActive(), "nobody looks after a database that is closed"

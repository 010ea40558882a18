"""Yesterday's backup, restored in the window on another computer with the recovery key."""

import getpass
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aspire_desktop.app.openings import Doors
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.storage.keys import Vault
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.ui.desk.memory import Memory
from aspire_desktop.ui.shell.main_window import MainWindow
from aspire_desktop.ui.shell.start import Reception
from aspire_desktop.ui.shell.welcome import Way
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
    reception.begin()
    reception.make_new(home / "Office.aspire")
    front = reception.front
    assert front is not None
    until(front.recovery.isVisible)
    recovery_key = front.recovery.shown.text()
    monkeypatch.setattr(file_dialogs, "ask_folder", lambda *_: stick)
    front.recovery.place_button.click()
    assert front.recovery.place.text() == str(stick)
    front.recovery.typed.setText(recovery_key)
    front.recovery.go_button.click()
    window = entered(reception, until)
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
    front.welcome.buttons[Way.RESTORE].click()
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

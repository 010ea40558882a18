"""The first run: three ways in, the recovery key typed back, and messages where a way is closed."""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from aspire_desktop.domain.office.errors import Explanation, Unreadable
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.ui.desk.memory import Memory
from aspire_desktop.ui.desk.signals import Told
from aspire_desktop.ui.shell.openings import KeyWanted, Opened
from aspire_desktop.ui.shell.start import Reception
from aspire_desktop.ui.shell.welcome import Beginning
from aspire_desktop.ui.widgets.focus_ring import FocusRing
from tests.ui.bench import GUARD_MS, Bench, take_pictures

KEY = "7KQ4-M2XD-99TF-H3ZV"


@dataclass
class Doors:
    """Ways in that open onto one office."""

    office: Office
    start_with: Path | None = None
    warning: Explanation | None = None
    confirmed: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    restored: list[tuple[str, str, str]] = field(default_factory=list)

    def last(self) -> Path | None:
        return self.start_with

    def person(self) -> str:
        return "Ann"

    def folder(self) -> Path:
        return Path("Documents")

    def new(self, file: Path, person: str) -> Opened:
        return self._opened(file.name, recovery_key=KEY)

    def open(self, file: Path, recovery_key: str = "") -> Opened:
        if file.name == "broken.aspire":
            raise Unreadable("broken.aspire is damaged.", do="Restore a backup.")
        if file.name == "foreign.aspire" and recovery_key != KEY:
            raise KeyWanted("The recovery key is another one.")
        return self._opened(file.name)

    def restore(self, backup: Path, target: Path, recovery_key: str = "") -> Opened:
        self.restored.append((backup.name, target.name, recovery_key))
        return self.open(backup, recovery_key)

    def practice(self) -> Opened:
        return self._opened("Practice data", practice=True)

    def confirm(self, opened: Opened) -> None:
        self.confirmed.append(opened.name)

    def _opened(self, name: str, practice: bool = False, recovery_key: str = "") -> Opened:
        kept = "Its key is in the keyring." if recovery_key else ""
        closes = partial(self.closed.append, name)
        return Opened(self.office, name, closes, practice, recovery_key, kept, self.warning)


@pytest.fixture
def doors(sqlite_office: Office) -> Doors:
    return Doors(sqlite_office)


@pytest.fixture
def reception(qtbot: QtBot, doors: Doors, tmp_path: Path, ring: FocusRing) -> Iterator[Reception]:
    made = Reception(doors, Memory(tmp_path / "looks"))
    yield made
    for window in (made.window, made.front):
        if window is not None:
            window.close()


@pytest.fixture
def until(qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    return lambda holds: qtbot.waitUntil(holds, timeout=GUARD_MS)


Until = Callable[[Callable[[], bool]], None]


def test_practice_data_opens_under_a_banner(reception: Reception, doors: Doors, until: Until) -> None:
    reception.begin()
    assert reception.front is not None
    reception.front.welcome.buttons[Beginning.PRACTICE].click()
    until(lambda: reception.window is not None and reception.window.pages.front is not None)
    assert reception.window is not None
    assert reception.window.practice
    reception.window.close()
    assert doors.closed == ["Practice data"]


def test_set_up_is_complete_when_the_key_is_typed_back(
    reception: Reception, doors: Doors, until: Until, tmp_path: Path
) -> None:
    reception.begin()
    front = reception.front
    assert front is not None
    reception.make_new(tmp_path / "Office")
    until(front.recovery.isVisible)
    assert front.recovery.shown.text() == KEY
    assert "Its key is in the keyring." in [each.text() for each in front.recovery.findChildren(QLabel)]
    umask = os.umask(0)
    front.recovery.save_to(tmp_path / "key.txt")
    os.umask(umask)
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "key.txt").stat().st_mode) == 0o600
    assert KEY in (tmp_path / "key.txt").read_text(encoding="utf-8")
    front.recovery.typed.setText("7KQ4")
    front.recovery.go_button.click()
    assert doors.confirmed == []
    front.recovery.typed.setText("7kq4 m2xd 99tf h3zv")
    front.recovery.go_button.click()
    until(lambda: reception.window is not None)
    assert doors.confirmed == ["Office.aspire"]


def test_a_file_that_cannot_be_read_is_explained(reception: Reception, until: Until) -> None:
    reception.begin(Path("broken.aspire"))
    front = reception.front
    assert front is not None
    until(front.welcome.message.isVisible)
    assert "broken.aspire is damaged" in front.welcome.message.accessibleName()
    assert front.welcome.buttons[Beginning.NEW].isEnabled()


def test_a_foreign_file_asks_for_its_key(reception: Reception, until: Until) -> None:
    reception.begin(Path("foreign.aspire"))
    front = reception.front
    assert front is not None
    until(front.key.isVisible)
    front.key.typed.setText("wrong")
    front.key.open_button.click()
    until(lambda: bool(front.key.typed.accessibleDescription()))
    front.key.typed.setText(KEY)
    front.key.open_button.click()
    until(lambda: reception.window is not None)


def test_a_backup_is_restored_with_its_recovery_key(
    reception: Reception, doors: Doors, until: Until, tmp_path: Path
) -> None:
    reception.begin()
    front = reception.front
    assert front is not None
    reception.restore(tmp_path / "foreign.aspire", tmp_path / "Office.aspire")
    until(front.key.isVisible)
    front.key.typed.setText(KEY)
    front.key.open_button.click()
    until(lambda: reception.window is not None)
    assert doors.restored == [("foreign.aspire", "Office.aspire", key) for key in ("", KEY)]


def test_the_last_database_opens_by_itself_and_another_can_be_opened(
    reception: Reception, doors: Doors, until: Until
) -> None:
    doors.start_with = Path("Office.aspire")
    reception.begin()
    until(lambda: reception.window is not None and reception.window.pages.front is not None)
    assert reception.window is not None
    other = next(each for each in reception.window.menus.file.actions() if "Open another" in each.text())
    other.trigger()
    assert reception.window is None
    assert doors.closed == ["Office.aspire"]
    assert reception.front is not None


def test_what_endangers_a_database_is_said_over_its_window(
    reception: Reception, doors: Doors, until: Until
) -> None:
    doors.warning = Explanation("It lies in a synchronised folder.", "", "Keep it elsewhere.")
    reception.begin(Path("Office.aspire"))
    until(lambda: reception.window is not None and reception.window.pages.front is not None)
    assert reception.window is not None
    bar = reception.window.notices.warning
    assert bar.isVisible()
    assert bar.accessibleName() == "It lies in a synchronised folder. Keep it elsewhere."


def test_how_it_looks(reception: Reception, pictures: Path, until: Until, tmp_path: Path) -> None:
    reception.begin()
    front = reception.front
    assert front is not None
    take_pictures(front, pictures, "welcome")
    reception.make_new(tmp_path / "Office")
    until(front.recovery.isVisible)
    front.recovery.go_button.click()
    take_pictures(front, pictures, "recovery")


def test_a_warning_stays_until_it_is_closed_whatever_is_saved(bench: Bench) -> None:
    notices = bench.window.notices
    notices.warn(Explanation("It lies in a synchronised folder.", do="Keep it elsewhere."))
    bench.desk.do(AddOrganisation("Narnia Council"))
    bench.settle()
    assert notices.warning.isVisible()
    notices.tell(Told(Explanation("Something was refused.")))
    notices.forget()
    assert (notices.warning.isVisible(), notices.message.isVisible()) == (True, False)
    notices.warning.closed.emit()
    notices.warning.hide()
    notices.forget()
    assert not notices.isVisible()

"""A window on a fresh database for tests of the interface, and pictures of it in every dress."""

import os
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import pytest
from busy_office import BusyOffice, busy_office
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import INVARIANTS
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.dispatcher import Dispatcher
from aspire_desktop.ui.desk.memory import Memory
from aspire_desktop.ui.desk.screen import Screen
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.desk.switchboard import Switchboard
from aspire_desktop.ui.looks.theme import Choice, theme
from aspire_desktop.ui.shell.main_window import MainWindow
from aspire_desktop.ui.shell.navigation import ENTRIES
from aspire_desktop.ui.widgets.focus_ring import FocusRing
from tests.conftest import KEY, NOW
from tests.ui.readable import unreadable

STANDARD, SMALL, LAPTOP = QSize(1440, 868), QSize(1024, 608), QSize(1280, 720)
GUARD_MS = 20000
DRESSES = (
    ("", Choice.LIGHT, STANDARD, 1.0),
    ("-dark", Choice.DARK, STANDARD, 1.0),
    ("-small", Choice.LIGHT, SMALL, 1.0),
    ("-150", Choice.LIGHT, LAPTOP, 1.5),
)


@dataclass
class Bench:
    """A window at work: tests press keys, wait until it is idle, and look at what a person sees."""

    qtbot: QtBot
    window: MainWindow
    desk: Desk
    switchboard: Switchboard

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: self.desk.idle, timeout=GUARD_MS)

    def leave(self) -> None:
        """Wait until nothing is under way, and let nothing more be."""
        self.settle()
        self.switchboard.close()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something can be seen."""
        self.qtbot.waitUntil(holds, timeout=GUARD_MS)
        self.settle()

    @property
    def screen(self) -> Screen:
        """Give the screen in front."""
        front = self.window.pages.front
        assert front is not None
        return front

    def go(self, screen: str, id: int | None = None, tab: str = "") -> Screen:
        """Go to a screen and give it."""
        self.desk.go(Destination(screen, id, tab))
        self.settle()
        return self.screen

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self._focused(), key, modifiers)
        self.settle()

    def ctrl(self, key: Qt.Key) -> None:
        """Press a key with Ctrl."""
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        QTest.keyClicks(self._focused(), text)

    def _focused(self) -> QWidget:
        front = QApplication.activeModalWidget() or self.window
        self.qtbot.waitUntil(lambda: _is_active(front), timeout=GUARD_MS)
        return QApplication.focusWidget() or front

    def menu(self, *path: str) -> None:
        """Choose from the menus: menu("Edit", "Undo: Add Walsall Council")."""
        actions = self.window.menuBar().actions()
        for words in path:
            by_words = {action.text().replace("&", ""): action for action in actions}
            chosen = by_words[words]
            within = chosen.menu()
            actions = within.actions() if isinstance(within, QMenu) else []
        chosen.trigger()
        self.settle()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """The folder for pictures: what ASPIRE_SCREENSHOTS names, or one of the test's own."""
    folder = Path(os.environ.get("ASPIRE_SCREENSHOTS") or tmp_path / "pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def sqlite_store(sqlite_location: Location, clock: SetClock) -> Iterator[Store]:
    """A store on SQLite only: the interface does not care which engine there is."""
    opened = Store(sqlite_location, clock)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_office(sqlite_store: Store) -> Office:
    """Ann at work, with every role."""
    return Office(sqlite_store, "Ann")


@pytest.fixture(scope="session")
def busy_template(templates: Path) -> tuple[Path, BusyOffice]:
    """A file with work of every kind, to be copied, and what is where in it."""
    file = Path(shutil.copy(templates / "open.sqlite", templates / "busy.sqlite"))
    store = Store(Location(file=file, key=KEY), SetClock(NOW), INVARIANTS)
    made = busy_office(store)
    store.close()
    return file, made


@pytest.fixture
def opened_store(
    request: pytest.FixtureRequest, open_sqlite_location: Location, clock: SetClock
) -> Iterator[Store]:
    """A store on SQLite only, with programmes, councils and vocabularies and every rule of the program.

    Where a test asks for `busy` too, the work of every kind is in it.
    """
    if "busy" in request.fixturenames:
        busy_file, _made = request.getfixturevalue("busy_template")
        assert open_sqlite_location.file is not None
        shutil.copy(busy_file, open_sqlite_location.file)
    opened = Store(open_sqlite_location, clock, INVARIANTS)
    yield opened
    opened.close()


@pytest.fixture
def opened(opened_store: Store) -> Office:
    """Ann at work in an office that has been opened, with every role."""
    return Office(opened_store, "Ann")


@pytest.fixture
def ellie(opened: Office, opened_store: Store) -> Office:
    """A colleague at another window on the same file."""
    opened.do(AddColleague("Ellie Marsh", EVERYONE))
    return Office(opened_store, "Ellie Marsh")


@pytest.fixture
def busy(busy_template: tuple[Path, BusyOffice], opened_store: Store) -> BusyOffice:
    """The same office with work of every kind."""
    _file, made = busy_template
    return deepcopy(made)


@pytest.fixture(scope="session")
def ring(qapp: QApplication) -> FocusRing:
    """The focus ring, one for the program."""
    return FocusRing(qapp)


@pytest.fixture
def new_bench(qtbot: QtBot, tmp_path: Path, ring: FocusRing) -> Callable[[Office], Bench]:
    """Make a bench for an office; several one after another stand for restarts."""

    def make(office: Office, practice: bool = False) -> Bench:
        switchboard = Switchboard(office, Dispatcher(), Memory(tmp_path / "looks"))
        desk = Desk(switchboard)
        window = MainWindow(desk, ENTRIES, "Office.aspire", practice)
        window.resize(STANDARD)  # whatever the screen of the tests is
        bench = Bench(qtbot, window, desk, switchboard)
        # what is still asked comes back before the window goes, as where a person closes it
        qtbot.addWidget(window, before_close_func=lambda _: bench.leave())
        switchboard.begin()
        window.show()
        qtbot.waitUntil(lambda: _is_active(window), timeout=GUARD_MS)
        bench.settle()
        return bench

    return make


@pytest.fixture
def bench(new_bench: Callable[[Office], Bench], sqlite_office: Office) -> Bench:
    """A window on an empty database, with Ann before it."""
    return new_bench(sqlite_office)


@pytest.fixture
def busy_bench(new_bench: Callable[[Office], Bench], opened: Office, busy: BusyOffice) -> Bench:
    """A window on the busy office, with Ann before it."""
    return new_bench(opened)


def _is_active(window: QWidget) -> bool:
    """Ask for the keyboard until the window has it: off screen a first request may get lost."""
    if not window.isActiveWindow():
        window.activateWindow()
    return window.isActiveWindow()


def take_pictures(window: QWidget, folder: Path, name: str) -> None:
    """See that a window can be read light, dark, 1024 wide, and as a laptop shows it at 150 %, and save that.

    Where ASPIRE_SCREENSHOTS names no folder nobody will look: nothing is saved, and the last is left out.
    """
    looked_at = "ASPIRE_SCREENSHOTS" in os.environ
    wrong = list[str]()
    for suffix, choice, size, scale in DRESSES if looked_at else DRESSES[:3]:
        theme().choose(choice)
        window.resize(size)
        for _round in range(3):  # the navigation narrows, then the page, then its tables
            QApplication.processEvents()
        wrong += unreadable(window)
        if looked_at:
            _save(window, scale, folder / f"{name}{suffix}.png")
    theme().choose(Choice.LIGHT)
    window.resize(STANDARD)
    QApplication.processEvents()
    assert wrong == []


def _save(window: QWidget, scale: float, file: Path) -> None:
    image = QImage(window.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    window.render(image)
    assert image.save(str(file))


def take_picture(part: QWidget, folder: Path, name: str) -> None:
    """See that a part can be read as it is, and save a picture of it."""
    assert part.grab().save(str(folder / f"{name}.png"))
    assert unreadable(part) == []

"""The list of cohorts as a person sees and works it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cohort_office import furnish
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from aspire_desktop.domain.clock import SetClock
from aspire_desktop.services.office import Office
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.screens.cohorts.view import Cohorts
from tests.ui.bench import Bench, take_pictures


@pytest.fixture
def furnished(open_sqlite_location: Location, clock: SetClock) -> Iterator[Office]:
    store = Store(open_sqlite_location, clock)
    office = Office(store, "Ann")
    furnish(office)
    yield office
    store.close()


@pytest.fixture
def at_cohorts(new_bench: Callable[[Office], Bench], furnished: Office) -> Bench:
    made = new_bench(furnished)
    made.go("cohorts")
    return made


def test_pictures(at_cohorts: Bench, pictures: Path) -> None:
    screen = at_cohorts.screen
    assert isinstance(screen, Cohorts)
    screen.table.setFocus()
    at_cohorts.press(Qt.Key.Key_End)
    at_cohorts.press(Qt.Key.Key_Up)
    at_cohorts.qtbot.wait(200)
    at_cohorts.settle()
    take_pictures(at_cohorts.window, pictures, "cohorts")
    at_cohorts.press(Qt.Key.Key_Return)
    at_cohorts.settle()
    take_pictures(at_cohorts.window, pictures, "cohort")
    at_cohorts.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.grab().save(str(pictures / "add-person.png"))

"""Finance through keys and visible words."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from busy_office import BusyOffice, busy_office
from PySide6.QtCore import Qt

from aspire_desktop.domain.clock import SetClock
from aspire_desktop.services.office import Office
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.pool import Figure
from aspire_desktop.ui.screens.finance.view import Finance
from tests.ui.bench import Bench, take_pictures


@pytest.fixture
def store(open_sqlite_location: Location, clock: SetClock) -> Iterator[Store]:
    opened = Store(open_sqlite_location, clock)
    yield opened
    opened.close()


@pytest.fixture
def busy(store: Store) -> BusyOffice:
    return busy_office(store)


@pytest.fixture
def bench(new_bench: Callable[[Office], Bench], store: Store, busy: BusyOffice) -> Bench:
    return new_bench(Office(store, "Ann"))


def finance(bench: Bench) -> Finance:
    screen = bench.go("finance")
    assert isinstance(screen, Finance)
    return screen


def test_pictures_of_finance(bench: Bench, pictures: Path) -> None:
    screen = finance(bench)
    take_pictures(bench.window, pictures, "finance")
    screen.strip.buttons[Figure.IN_RETURN].setFocus()
    bench.press(Qt.Key.Key_Return)
    take_pictures(bench.window, pictures, "finance-people")
    bench.press(Qt.Key.Key_Backspace)
    screen.submit_command.trigger()
    assert screen.confirm is not None
    screen.confirm.grab().save(str(pictures / "finance-confirm.png"))
    screen.confirm.accept()
    bench.settle()
    take_pictures(bench.window, pictures, "finance-submitted")

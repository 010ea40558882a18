"""Home through keys and visible words."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from busy_office import BusyOffice, busy_office

from aspire_desktop.domain.clock import SetClock
from aspire_desktop.services.office import Office
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.screens.home.view import Home
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
def home(new_bench: Callable[[Office], Bench], store: Store, busy: BusyOffice) -> Bench:
    return new_bench(Office(store, "Ann"))


def test_pictures_of_home(home: Bench, pictures: Path) -> None:
    assert isinstance(home.screen, Home)
    take_pictures(home.window, pictures, "home")


def test_pictures_of_the_first_run(
    new_bench: Callable[[Office], Bench], store: Store, pictures: Path
) -> None:
    bench = new_bench(Office(store, "Ann"))
    take_pictures(bench.window, pictures, "first-run")

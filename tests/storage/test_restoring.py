"""A backup takes a database's place whole, or nothing changes; what was there before is kept."""

import shutil
from pathlib import Path

import pytest

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.domain.office.staff import EVERYONE, Colleague, role_words
from aspire_desktop.storage.backup import back_up
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.journal import Entry
from aspire_desktop.storage.lookups.office.staff import colleague_rows
from aspire_desktop.storage.restoring import Restored, restore
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import SCHEMA
from tests.conftest import KEY


@pytest.fixture
def backup(sqlite_location: Location, clock: SetClock, tmp_path: Path) -> Path:
    """A copy from before Ruth came."""
    copy = back_up(sqlite_location, tmp_path / "older.sqlite").file
    store = Store(sqlite_location, clock)
    with store.writing("Ann") as work:
        work.add(Colleague("Ruth", role_words(EVERYONE)))
        store.seal(work, Entry(clock.now(), "Ann", "Add", "Add Ruth", final=True, schema=SCHEMA))
    store.close()
    return copy


def names(file: Path, clock: SetClock) -> set[str]:
    store = Store(Location(file=file, key=KEY), clock)
    with store.reading() as connection:
        found = {row.name for row in colleague_rows(connection)}
    store.close()
    return found


def put_back(source: Path, target: Path, clock: SetClock) -> Restored:
    return restore(source, target, KEY, KEY, clock.now(), lambda _copy: None)


def test_it_takes_the_place_and_what_was_there_is_kept(
    backup: Path, sqlite_location: Location, clock: SetClock
) -> None:
    file = sqlite_location.file
    assert file is not None
    done = put_back(backup, file, clock)
    assert names(file, clock) == {"Ann"}
    assert done.before is not None
    assert names(done.before, clock) == {"Ann", "Ruth"}


def test_it_comes_where_there_is_nothing(backup: Path, tmp_path: Path, clock: SetClock) -> None:
    done = put_back(backup, tmp_path / "elsewhere.sqlite", clock)
    assert done.before is None
    assert names(tmp_path / "elsewhere.sqlite", clock) == {"Ann"}


def test_a_damaged_database_is_replaced_and_kept_as_it_is(
    backup: Path, sqlite_location: Location, clock: SetClock
) -> None:
    file = sqlite_location.file
    assert file is not None
    file.write_bytes(b"no database" * 500)
    done = put_back(backup, file, clock)
    assert names(file, clock) == {"Ann"}
    assert done.before is not None
    assert done.before.read_bytes().startswith(b"no database")


def test_a_database_that_is_open_is_left_alone(
    backup: Path, sqlite_location: Location, clock: SetClock
) -> None:
    file = sqlite_location.file
    assert file is not None
    store = Store(sqlite_location, clock)
    with store.reading() as connection:
        assert len(colleague_rows(connection)) == 2
        with pytest.raises(Refused) as refused:
            put_back(backup, file, clock)
    assert refused.value.explanation.what == f"{file.name} is open in a window or another command."
    store.close()
    assert names(file, clock) == {"Ann", "Ruth"}


def test_neither_itself_nor_what_is_damaged_is_restored(
    backup: Path, sqlite_location: Location, clock: SetClock, tmp_path: Path
) -> None:
    file = sqlite_location.file
    assert file is not None
    with pytest.raises(Refused, match="is the database itself"):
        put_back(file, file, clock)
    broken = Path(shutil.copy(backup, tmp_path / "broken.sqlite"))
    broken.write_bytes(backup.read_bytes()[:-4096])
    with pytest.raises(Refused):
        put_back(broken, file, clock)
    assert names(file, clock) == {"Ann", "Ruth"}

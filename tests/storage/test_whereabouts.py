"""A database that is swapped or deleted under an open store stops the work, and nothing saved is lost."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.storage import journal
from aspire_desktop.storage.chain import Head
from aspire_desktop.storage.engines import Location, connect
from aspire_desktop.storage.open_files import note_of_window
from aspire_desktop.storage.peek import peeking
from aspire_desktop.storage.soundness import problems
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.work import Difference

pytestmark = pytest.mark.skipif(os.name == "nt", reason="on Windows nothing can take away an open file")


@pytest.fixture
def file(sqlite_location: Location) -> Path:
    assert sqlite_location.file is not None
    return sqlite_location.file


@pytest.fixture
def store(sqlite_location: Location, clock: SetClock) -> Iterator[Store]:
    opened = Store(sqlite_location, clock)
    yield opened
    opened.close()


@pytest.fixture
def office(store: Store) -> Office:
    """An office at work, with a change that is in the log."""
    made = Office(store, "Ann")
    made.do(AddOrganisation("Narnia Council"))
    return made


def log_of(file: Path) -> Path:
    return Path(f"{file}-wal")


def swap(file: Path) -> None:
    shutil.copy(file, file.with_name("other"))
    file.with_name("other").replace(file)


HAPPENINGS: dict[str, tuple[Callable[[Path], object], str]] = {
    "deleted": (Path.unlink, "office.sqlite was moved or deleted"),
    "moved": (lambda file: file.rename(file.with_name("away")), "office.sqlite was moved or deleted"),
    "swapped": (swap, "office.sqlite was replaced by another file"),
    "log deleted": (lambda file: log_of(file).unlink(), "The log of office.sqlite was moved or deleted"),
    "log swapped": (lambda file: swap(log_of(file)), "The log of office.sqlite was replaced"),
    "index deleted": (lambda file: Path(f"{file}-shm").unlink(), "The log of office.sqlite was moved"),
}


def organisations(file: Path, key: str | None) -> set[str]:
    with peeking(file, key) as opened:
        return {str(name) for (name,) in opened.execute("SELECT name FROM organisation_names").fetchall()}


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_work_stops_and_what_was_saved_is_kept_aside(
    happening: str, sqlite_location: Location, file: Path, store: Store, office: Office
) -> None:
    do, words = HAPPENINGS[happening]
    do(file)
    for _again in "12":
        with pytest.raises(Unreadable, match=words) as stopped:
            office.do(AddOrganisation("Calormen Council"))
    told = stopped.value.explanation
    [kept] = file.parent.glob("office kept *.sqlite")
    assert f"is kept in {kept}. This change was not saved." in told.safe
    assert kept.name in told.do
    assert organisations(kept, sqlite_location.key) == {"Narnia Council"}
    store.close()
    assert problems(Location(file=kept, key=sqlite_location.key)) == []


def test_a_change_that_went_nowhere_is_among_what_is_kept(
    sqlite_location: Location, file: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file goes between the look before a change and its end."""
    write = journal.write

    def unlink_and_write(connection: Connection, entry: journal.Entry, differences: list[Difference]) -> Head:
        file.unlink()
        return write(connection, entry, differences)

    monkeypatch.setattr(journal, "write", unlink_and_write)
    with pytest.raises(Unreadable, match="moved or deleted") as stopped:
        office.do(AddOrganisation("Calormen Council"))
    assert "This change is among it." in stopped.value.explanation.safe
    [kept] = file.parent.glob("office kept *.sqlite")
    assert organisations(kept, sqlite_location.key) == {"Narnia Council", "Calormen Council"}


def test_a_log_cut_short_is_noticed(file: Path, office: Office) -> None:
    size = log_of(file).stat().st_size
    os.truncate(log_of(file), size - 4096)
    with pytest.raises(Unreadable, match="cut short") as stopped:
        office.do(AddOrganisation("Calormen Council"))
    told = stopped.value.explanation.safe
    kept = list(file.parent.glob("office kept *.sqlite"))
    assert ("is kept in" in told) is bool(kept)
    assert ("could not be kept aside" in told) is not bool(kept)


def test_where_nothing_can_be_kept_that_is_said(
    file: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> Path:
        raise Unreadable("The disk is full.")

    monkeypatch.setattr("aspire_desktop.storage.store.keep_aside", refuse)
    file.unlink()
    with pytest.raises(Unreadable, match=r"could not be kept aside: The disk is full\."):
        office.do(AddOrganisation("Calormen Council"))
    monkeypatch.undo()
    with pytest.raises(Unreadable, match="is kept in"):
        office.do(AddOrganisation("Calormen Council"))


def test_what_is_in_no_file_is_kept_when_the_store_closes_too(
    sqlite_location: Location, file: Path, store: Store, office: Office
) -> None:
    file.unlink()
    store.close()
    [kept] = file.parent.glob("office kept *.sqlite")
    assert organisations(kept, sqlite_location.key) == {"Narnia Council"}


def test_other_stores_and_a_long_log_stop_nothing(
    sqlite_location: Location, file: Path, office: Office
) -> None:
    for number in range(3):
        other = Store(sqlite_location, office.clock)
        Office(other, "Ann").do(AddOrganisation(f"Council {number}"))
        other.close()
        office.do(AddOrganisation(f"Borough {number}"))
    with closing(connect(file, sqlite_location.key)) as opened:
        opened.execute("PRAGMA wal_checkpoint(PASSIVE)")
    office.do(AddOrganisation("Calormen Council"))
    assert not list(file.parent.glob("office kept *"))


def test_the_last_to_close_merges_the_log(file: Path, store: Store, office: Office) -> None:
    store.close()
    assert not log_of(file).exists()


def test_a_command_beside_a_window_never_is_the_last(file: Path, store: Store, office: Office) -> None:
    """Whatever became of the window's locks: here no other connection holds one."""
    note_of_window(file).write_text(json.dumps({"process": os.getpid() + 1}))
    store.close()
    assert log_of(file).stat().st_size > 0
    note_of_window(file).write_text(json.dumps({"process": os.getpid()}))
    with store.reading():
        pass
    store.close()
    assert not log_of(file).exists()

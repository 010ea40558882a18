"""The backups of a database: in several places, checked, thinned, and weighed before one is restored."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from whole_office import whole_office

from aspire_desktop.domain.office.backups import Checked, Shelf
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.services.contact.erasures import ErasePerson
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.returns import SubmitReturn
from aspire_desktop.services.office.backups import UPDATES, Backups, NotedPlace
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.storage.backup import back_up
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.erased_list import erased_by, listed_in
from aspire_desktop.storage.soundness import problems
from aspire_desktop.storage.store import Store


@dataclass
class Book:
    """Remembers places for as long as a test."""

    places: list[NotedPlace] = field(default_factory=list)

    def read(self) -> Sequence[NotedPlace]:
        return list(self.places)

    def write(self, places: Sequence[NotedPlace]) -> None:
        self.places = list(places)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    places = [tmp_path / "first", tmp_path / "drive" / "second"]
    for each in places:
        each.mkdir(parents=True)
    return Book([NotedPlace(each) for each in places])


@pytest.fixture
def store(open_sqlite_location: Location, clock: SetClock) -> Store:
    return Store(open_sqlite_location, clock)


@pytest.fixture
def backups(store: Store, clock: SetClock, book: Book) -> Backups:
    return Backups(store, clock, book)


def change(store: Store, name: str) -> None:
    Office(store, "Ann").do(AddOrganisation(name))


def test_a_copy_in_every_place_is_opened_and_checked(backups: Backups, store: Store, clock: SetClock) -> None:
    before = backups.state()
    assert before.pending > 0
    assert before.newest is None
    after = backups.back_up()
    assert (after.pending, after.newest) == (0, clock.now())
    [row] = after.rows
    assert (row.checked, row.shelf, len(row.files)) == (Checked.SOUND, Shelf.DAILY, 2)
    assert row.told_checked == "opened, 2 places"
    for file in row.files:
        assert problems(Location(file=file, key=store.location.key)) == []
    clock.instant += timedelta(days=1)
    change(store, "Narnia Council")
    assert backups.state().is_due(clock.today())
    assert [each.changes for each in backups.back_up().rows] == [1, None]
    store.close()


def test_a_place_that_is_away_is_said_with_its_age_and_stops_nothing(
    backups: Backups, store: Store, book: Book, clock: SetClock, tmp_path: Path
) -> None:
    first_taken = clock.now()
    backups.back_up()
    (tmp_path / "drive").rename(tmp_path / "away")
    clock.instant += timedelta(days=2)
    change(store, "Narnia Council")
    state = backups.back_up()
    assert state.newest == clock.now()
    assert state.worst is not None
    assert (state.worst.connected, state.worst.newest) == (False, first_taken)
    assert "is not connected" in state.worst.trouble
    assert not (tmp_path / "drive").exists(), "nothing is written where a drive should be"
    (tmp_path / "away").rename(tmp_path / "drive")
    assert backups.state().is_due(clock.today())
    assert backups.back_up().worst is None
    store.close()


def test_older_copies_are_thinned_and_none_while_a_newer_one_is_unchecked(
    backups: Backups, store: Store, book: Book, clock: SetClock
) -> None:
    book.places = book.places[:1]
    for number in range(14):
        change(store, f"Council {number}")
        backups.back_up()
        clock.instant += timedelta(hours=6)
    assert len(backups.state().rows) == 4, "one a day"
    [newest, *_] = backups.state().rows
    newest.files[0].write_bytes(newest.files[0].read_bytes()[:-4096])
    assert backups.state().rows[0].checked is Checked.NOT_YET
    assert backups.check().rows[0].checked is Checked.UNSOUND
    assert backups.state().pending > 0, "what is in no good copy is not backed up"
    store.close()


def test_what_a_restore_would_lose_is_told_returns_first(
    backups: Backups, store: Store, clock: SetClock, tmp_path: Path
) -> None:
    [row] = backups.back_up().rows
    assert backups.loss(row.files[0]).changes == 0
    world = whole_office(Office(store, "Ann"))
    world.office.do(SubmitReturn(world.agreement, date(2026, 7, 1), date(2026, 9, 30)))
    loss = backups.loss(row.files[0])
    assert loss.same
    assert loss.people == 1
    assert loss.first
    assert all("return" in title.lower() or "LGA/1" in title for title in loss.first)
    assert ("Add person", 5) in loss.kinds
    assert sum(many for _act, many in loss.kinds) + len(loss.first) == loss.changes
    store.close()


def test_a_backup_of_another_database_is_told_as_such(
    backups: Backups, store: Store, clock: SetClock, sqlite_location: Location
) -> None:
    assert sqlite_location.file is not None
    assert not backups.loss(sqlite_location.file).same
    store.close()


def test_the_list_of_whom_was_erased_lies_in_each_place(
    backups: Backups, store: Store, clock: SetClock, tmp_path: Path
) -> None:
    world = whole_office(Office(store, "Ann"))
    world.office.do(ErasePerson(world.people[4]))
    backups.keep_lists()
    marks = erased_by(store.location)
    assert len(marks) == 1
    for name in ("first", "drive/second"):
        assert listed_in(tmp_path / name) == marks
    store.close()


def test_after_a_restore_the_newer_copies_hold_nothing_of_what_is_done_then(
    backups: Backups, store: Store, clock: SetClock, book: Book, tmp_path: Path
) -> None:
    [older] = backups.back_up().rows
    clock.instant += timedelta(days=1)
    for number in range(5):
        change(store, f"Council {number}")
    backups.back_up()
    assert store.location.file is not None
    back = back_up(Location(file=older.files[0], key=store.location.key), tmp_path / "back.sqlite").file
    store.close()
    back.replace(store.location.file)
    change(store, "Narnia Council")
    assert backups.state().pending == 1
    assert not backups.loss(backups.state().rows[0].files[0]).same, "it went on differently"
    store.close()


def test_a_copy_from_before_an_update_is_checked_with_the_next_backup(
    backups: Backups, store: Store, clock: SetClock
) -> None:
    assert store.location.file is not None
    folder = store.location.file.parent / UPDATES
    back_up(store.location, folder / f"{store.location.file.stem} schema 0001 2026-10-01 090000.sqlite")
    assert [each.checked for each in backups.state().rows] == [Checked.NOT_YET]
    rows = backups.back_up().rows
    assert [(each.checked, each.shelf) for each in rows] == [
        (Checked.SOUND, Shelf.DAILY),
        (Checked.SOUND, Shelf.UPDATE),
    ]
    store.close()


def test_a_folder_that_cannot_be_made_changes_nothing_of_the_places(
    backups: Backups, store: Store, book: Book, tmp_path: Path
) -> None:
    before, taken = backups.folders, tmp_path / "taken"
    taken.write_text("a file")
    with pytest.raises(Refused) as refused:
        backups.choose([tmp_path / "third", taken / "inside"])
    assert refused.value.explanation.what == f"The folder {taken / 'inside'} cannot be made."
    assert backups.folders == before
    backups.choose([tmp_path / "third", before[0]])
    assert backups.folders == (tmp_path / "third", before[0])
    assert (tmp_path / "third").is_dir()
    store.close()


def test_each_place_and_each_copy_is_told_of_as_it_is_worked_on(
    backups: Backups, store: Store, book: Book
) -> None:
    told = list[tuple[int, int, str]]()
    backups.back_up(lambda *given: told.append(given))
    assert told == [(0, 2, str(book.places[0].folder)), (1, 2, str(book.places[1].folder))]
    told.clear()
    [row] = backups.check(lambda *given: told.append(given)).rows
    assert told == [(0, 2, row.name), (1, 2, row.name)]
    store.close()

"""A copy of a database from before somebody was erased: they are erased in it again, and nobody else."""

from pathlib import Path

import pytest
from whole_office import whole_office

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.services.contact.erased_again import erase_again
from aspire_desktop.services.contact.erasures import ErasePerson
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.backup import back_up
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.erased_list import erased_by
from aspire_desktop.storage.lookups.office.people import person_rows
from aspire_desktop.storage.store import Store


@pytest.fixture
def store(open_sqlite_location: Location, clock: SetClock) -> Store:
    return Store(open_sqlite_location, clock)


def test_whoever_goes_by_a_mark_is_erased_in_the_copy_once(
    store: Store, clock: SetClock, tmp_path: Path
) -> None:
    world = whole_office(Office(store, "Ann"))
    copy = Location(file=back_up(store.location, tmp_path / "older.sqlite").file, key=store.location.key)
    world.office.do(ErasePerson(world.people[4]))
    store.close()
    marks = erased_by(store.location)
    [again] = erase_again(copy, clock, "Ann", marks)
    assert again.reference.startswith("P-")
    assert erase_again(copy, clock, "Ann", marks) == []
    opened = Store(copy, clock)
    rows = Office(opened, "Ann").ask(person_rows, clock.today())
    assert {row.id for row in rows if row.erased_on} == {world.people[4]}
    opened.close()

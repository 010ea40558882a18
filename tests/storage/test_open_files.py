"""Whatever is done beside an open database, its locks stay: no file of it is opened but by SQLite."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from held_locks import locks_on
from systems import has_links, on_linux

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.domain.office.lists import ShownColumn, ShownList
from aspire_desktop.services.door.export import Asked, Tell
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.lists import ExportList, PrintList
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.storage.backup import back_up, copy
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.files import write_file
from aspire_desktop.storage.keys import salt_of
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.open_files import is_ours
from aspire_desktop.storage.peek import schema_in
from aspire_desktop.storage.soundness import problems
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.upkeep import make_ready, schema_at


@pytest.fixture
def at_work(sqlite_location: Location, clock: SetClock) -> Iterator[Office]:
    """An office with a change that is only in the log yet."""
    store = Store(sqlite_location, clock)
    office = Office(store, "Ann")
    office.do(AddOrganisation("Narnia Council"))
    yield office
    store.close()


def file_of(location: Location) -> Path:
    assert location.file is not None
    return location.file


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(Refused):
        act()


BESIDE: dict[str, Callable[[Location, Path, Office], object]] = {
    "backup": lambda place, folder, _: back_up(place, folder / "b.sqlite"),
    "backup over one": lambda place, folder, _: [back_up(place, folder / "b.sqlite") for _again in "12"],
    "backup over itself": lambda place, _, __: refused(lambda: back_up(place, file_of(place))),
    "check": lambda place, _, __: problems(place),
    "copy": lambda place, folder, _: _copied(place, folder / "c.sqlite"),
    "salt": lambda place, _, __: salt_of(file_of(place)),
    "peek": lambda place, _, __: (schema_in(file_of(place), place.key), schema_at(place)),
    "look over": lambda place, _, office: make_ready(place, office.clock.now()),
    "list to Excel": lambda _, folder, office: office.export(ExportList(_shown), folder / "l.xlsx"),
    "list for printing": lambda _, folder, office: office.export(PrintList(_shown), folder / "l.pdf"),
    "another store": lambda place, _, office: _work_beside(place, office),
}


def _shown(asked: Asked, _tell: Tell) -> ShownList:
    names = [row.name for row in asked.ask(organisation_rows, asked.moment.today)]
    return ShownList("Organisations", (ShownColumn("Name"),), [[name] for name in names], len(names))


def _copied(place: Location, target: Path) -> None:
    target.touch()
    copy(file_of(place), target, place.key, live=True)


def _work_beside(place: Location, office: Office) -> None:
    other = Store(place, office.clock)
    Office(other, "Ann").do(AddOrganisation("Calormen Council"))
    other.close()


@on_linux
@pytest.mark.parametrize("act", BESIDE)
def test_locks_are_the_same_before_and_after(
    sqlite_location: Location, tmp_path: Path, at_work: Office, act: str
) -> None:
    before = locks_on(file_of(sqlite_location))
    assert {place for place, *_ in before} == {"file", "-shm"}
    BESIDE[act](sqlite_location, tmp_path, at_work)
    assert locks_on(file_of(sqlite_location)) == before


@on_linux
def test_a_plain_look_does_drop_them(sqlite_location: Location, at_work: Office) -> None:
    before = locks_on(file_of(sqlite_location))
    file_of(sqlite_location).read_bytes()
    assert locks_on(file_of(sqlite_location)) < before


@pytest.mark.parametrize("ending", ["", "-wal", "-shm"])
def test_an_open_database_is_not_written_over(
    sqlite_location: Location, at_work: Office, ending: str
) -> None:
    target = Path(f"{sqlite_location.file}{ending}")
    before = target.stat()
    for written in (lambda: write_file(target, b"a letter"), lambda: back_up(sqlite_location, target)):
        with pytest.raises(Refused):
            written()
    assert (target.stat().st_ino, target.stat().st_size) == (before.st_ino, before.st_size)


@has_links
def test_what_belongs_to_a_database_is_known_by_any_name(
    sqlite_location: Location, tmp_path: Path, clock: SetClock
) -> None:
    file, linked, link = file_of(sqlite_location), tmp_path / "linked", tmp_path / "link"
    linked.hardlink_to(file)
    link.symlink_to(file)
    names = [file, Path(f"{file}-wal"), Path(f"{file}.key"), linked, link]
    store = Store(sqlite_location, clock)
    assert not any(map(is_ours, names))
    Office(store, "Ann").do(AddOrganisation("Narnia Council"))
    assert all(map(is_ours, names))
    assert not is_ours(tmp_path / "list.csv")
    store.close()
    assert not any(map(is_ours, names))

"""An older backup that is restored anywhere does not bring back whom the database has erased since."""

import getpass
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from remains import found_in
from terminal import Terminal, Told
from whole_office import WholeOffice, whole_office

from aspire_desktop.app.databases import opened
from aspire_desktop.app.openings import Doors
from aspire_desktop.app.request import office_of
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.values import PersonId
from aspire_desktop.services.contact.erased_again import erase_again
from aspire_desktop.services.contact.erasures import ErasePerson
from aspire_desktop.services.contact.merging import MergePeople
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.returns import SubmitReturn
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.storage.backup import back_up
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.erased_list import erased_by, keep_list, listed_in
from aspire_desktop.storage.keys import Key, Vault
from aspire_desktop.storage.lookups.money.funding import agreement_rows
from aspire_desktop.storage.lookups.money.returns import return_rows
from aspire_desktop.storage.lookups.office.history import action_rows
from aspire_desktop.storage.lookups.office.people import person_rows
from tests.app.conftest import settle

ERASED = ("Lindqvist", "bo@dudley.gov.uk", "O’Neill", "p0@walsall.gov.uk")
MUCH_LATER = datetime(2032, 12, 1, 9, tzinfo=UTC)


@dataclass
class Erased:
    """A database in which Bo and Siân, who was claimed, were erased after a backup in a folder of its own."""

    location: Location
    recovery: str
    backup: Path
    bo: PersonId
    world: WholeOffice


@pytest.fixture
def erased(database: Path, tmp_path: Path, clock: SetClock) -> Erased:
    """Bo is on record twice in the backup; the records were merged, and erased, after it."""
    raw = Path(f"{database}.key").read_text().strip()
    location = Location(file=database, key=raw)
    backup = tmp_path / "stick" / "older.aspire"
    with opened(location, clock) as store:
        world = whole_office(office_of(store, getpass.getuser()))
        office = world.office
        bo = office.do(AddPerson("Bo", "Lindqvist", "bo@dudley.gov.uk", "", world.dudley)).value
        again = office.do(AddPerson("Bo", "Lindqvist", "", "", world.walsall)).value
        office.do(SubmitReturn(world.agreement, date(2026, 7, 1), date(2026, 9, 30)))
        back_up(location, backup)
        office.do(MergePeople(bo, again))
        clock.instant = MUCH_LATER
        office.do(ErasePerson(bo))
        office.do(ErasePerson(world.people[0]))
    return Erased(location, Key.of_raw(raw).recovery, backup, bo, world)


def restored_elsewhere(erased: Erased, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settle(tmp_path / "other computer", monkeypatch)
    return tmp_path / "other computer" / "office.aspire"


def restore(terminal: Terminal, erased: Erased, file: Path) -> Told:
    return terminal(
        "restore", erased.backup, "--database", file, "--recovery-key", erased.recovery, "--key-file"
    )


def told(office: Office) -> tuple[object, ...]:
    """Give what must be alike but for those who were erased."""
    today = office.clock.today()
    people = office.ask(person_rows, today)
    return (
        [row for row in people if row.erased_on is None],
        office.ask(agreement_rows, today),
        [(row.summary.amount, row.summary.status) for row in office.ask(return_rows, today)],
    )


def test_nobody_erased_comes_back_with_an_older_backup(
    erased: Erased, tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, clock: SetClock
) -> None:
    keep_list(erased.location, erased.backup.parent)
    with opened(erased.location, clock) as store:
        before = told(office_of(store, getpass.getuser()))
    file = restored_elsewhere(erased, tmp_path, monkeypatch)
    said = restore(terminal, erased, file)
    assert said.code == 0, said.err
    assert "Erased again, as they were after this backup: P-0000" in said.out
    location = Location(file=file, key=erased.location.key)
    with opened(location, clock) as store, store.reading() as connection:
        assert found_in(connection, ERASED) == []
        office = office_of(store, getpass.getuser())
        assert told(office) == before
        titles = [row.title for row in office.ask(action_rows)]
        assert sum("again, after a backup from before it" in title for title in titles) == 3
    assert terminal("check", "--database", file).code == 0


def test_a_later_backup_beside_the_older_one_knows_it_too(
    erased: Erased, tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, clock: SetClock
) -> None:
    back_up(erased.location, erased.backup.with_name("later.aspire"))
    file = restored_elsewhere(erased, tmp_path, monkeypatch)
    assert restore(terminal, erased, file).code == 0
    with opened(Location(file=file, key=erased.location.key), clock) as store, store.reading() as connection:
        assert found_in(connection, ERASED) == []
    assert erased_by(erased.location) <= listed_in(file.parent), "for whatever is restored there next"


def test_the_database_in_whose_place_a_backup_comes_knows_it_too(
    erased: Erased, terminal: Terminal, clock: SetClock
) -> None:
    assert terminal("restore", erased.backup, "--database", erased.location.file or "").code == 0
    with opened(erased.location, clock) as store, store.reading() as connection:
        assert found_in(connection, ERASED) == []


def test_it_says_where_erasures_could_not_be_looked_up(
    erased: Erased, tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = erased.backup.with_name("later.aspire")
    back_up(erased.location, later)
    spoil(later)
    said = restore(terminal, erased, restored_elsewhere(erased, tmp_path, monkeypatch))
    assert said.code == 0, said.err
    assert (
        "later.aspire could not be read, so erasures that are known there alone were not repeated."
        in said.out
    )


def test_the_window_says_so_of_a_database_that_cannot_be_read(erased: Erased, clock: SetClock) -> None:
    file = erased.location.file
    assert file is not None
    spoil(file)
    opened_again = Doors(getpass.getuser(), clock, Vault()).restore(erased.backup, file)
    try:
        assert opened_again.warning is not None
        assert "The database that was there before could not be read, so" in opened_again.warning.do
    finally:
        opened_again.close()


def spoil(file: Path) -> None:
    """Leave of a file the salt alone, by which it is known for a copy of the same database."""
    whole = file.read_bytes()
    file.write_bytes(whole[:16] + bytes(len(whole) - 16))


def test_the_list_says_nothing_of_anybody_and_forgets_nobody(erased: Erased) -> None:
    file = keep_list(erased.location, erased.backup.parent)
    assert file is not None
    noted = json.loads(file.read_text())["erased"]
    assert len(noted) == 3
    assert all(len(mark) == 64 and set(mark) <= set("0123456789abcdef") for mark in noted)
    keep_list(Location(file=erased.backup, key=erased.location.key), erased.backup.parent)
    assert json.loads(file.read_text())["erased"] == noted


def test_a_damaged_list_is_not_passed_over(erased: Erased, tmp_path: Path, terminal: Terminal) -> None:
    file = keep_list(erased.location, erased.backup.parent)
    assert file is not None
    file.write_text("{")
    said = restore(terminal, erased, tmp_path / "fresh" / "office.aspire")
    assert said.code != 0
    assert "The list of erased people cannot be read" in said.err
    assert not (tmp_path / "fresh" / "office.aspire").exists()


def test_nobody_who_took_the_number_of_somebody_erased_is_erased(
    erased: Erased, clock: SetClock, tmp_path: Path
) -> None:
    """After a restore the next person gets a number that the lost part of the history gave to somebody."""
    older = tmp_path / "branch.aspire"
    back_up(Location(file=erased.backup, key=erased.location.key), older)
    with opened(Location(file=older, key=erased.location.key), clock) as store:
        office = office_of(store, getpass.getuser())
        added = office.do(AddPerson("Zoë", "Ash", "", "", erased.world.dudley)).value
    with opened(erased.location, clock) as store:
        office = office_of(store, getpass.getuser())
        other = office.do(AddPerson("Ann", "Other", "", "", erased.world.dudley)).value
        assert other == added
        office.do(ErasePerson(other))
    marks = erased_by(erased.location)
    location = Location(file=older, key=erased.location.key)
    assert len(erase_again(location, clock, "Ann", marks)) == 3
    with opened(location, clock) as store, store.reading() as connection:
        assert found_in(connection, ("Zoë",))

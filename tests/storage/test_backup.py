"""Backups are copies of one moment that were checked; migrations are made after one."""

import random
from pathlib import Path

import pytest

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import Refused, Unreadable
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.storage import backup, upkeep
from aspire_desktop.storage.backup import back_up
from aspire_desktop.storage.engines import Location, connect
from aspire_desktop.storage.files import claim, write_file
from aspire_desktop.storage.open_files import BESIDE, TAKEN
from aspire_desktop.storage.peek import Content, peeking, schema_in
from aspire_desktop.storage.soundness import problems
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import SCHEMA
from aspire_desktop.storage.upkeep import make_ready


@pytest.fixture
def file(sqlite_location: Location) -> Path:
    assert sqlite_location.file is not None
    return sqlite_location.file


def test_a_backup_holds_what_was_there_while_others_write(
    sqlite_location: Location, file: Path, tmp_path: Path, clock: SetClock
) -> None:
    store = Store(sqlite_location, clock)
    Office(store, "Ann").do(AddOrganisation("Narnia Council"))
    made = back_up(sqlite_location, tmp_path / "b.sqlite")
    Office(store, "Ann").do(AddOrganisation("Calormen Council"))
    store.close()
    assert problems(Location(file=made.file, key=sqlite_location.key)) == []
    with peeking(made.file, sqlite_location.key) as opened:
        assert opened.execute("SELECT count(*) FROM organisations").fetchone() == (1,)
        assert opened.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert made.anchor.id == 2
    assert made.file.read_bytes()[:16] == file.read_bytes()[:16]


def test_a_backup_replaces_an_older_one_and_nothing_else(
    sqlite_location: Location, file: Path, tmp_path: Path
) -> None:
    target = tmp_path / "b.sqlite"
    back_up(sqlite_location, target)
    back_up(sqlite_location, target)
    other = tmp_path / "letter.docx"
    other.write_bytes(b"a letter that matters")
    for wrong in (file, other, tmp_path):
        with pytest.raises(Refused):
            back_up(sqlite_location, wrong)
    assert other.read_bytes() == b"a letter that matters"


@pytest.mark.parametrize("ending", BESIDE)
def test_a_backup_never_takes_a_name_that_goes_with_the_database(
    sqlite_location: Location, file: Path, clock: SetClock, ending: str
) -> None:
    """SQLite takes a file of such a name for the database's own log, and a replaced lock holds nothing."""
    store = Store(sqlite_location, clock)
    Office(store, "Ann").do(AddOrganisation("Narnia Council"))
    beside = {each.name: each.read_bytes() for each in file.parent.iterdir() if each != file}
    with pytest.raises(Refused, match="belongs to the database"):
        back_up(sqlite_location, Path(f"{file}{ending}"))
    assert {each.name: each.read_bytes() for each in file.parent.iterdir() if each != file} == beside
    store.close()
    assert problems(sqlite_location) == []


@pytest.mark.parametrize("ending", TAKEN)
def test_no_file_is_written_where_a_database_would_read_it(file: Path, tmp_path: Path, ending: str) -> None:
    named = file.with_name(f"{file.name}{ending}")
    made = tmp_path / "made.sqlite"
    made.write_bytes(b"made")
    for write in (lambda: write_file(named, b"figures"), lambda: claim(made, named)):
        with pytest.raises(Refused, match="belongs to the database beside it"):
            write()
    assert not named.exists()
    assert write_file(tmp_path / f"notes{ending}", b"figures").exists()


def test_a_copy_that_is_not_sound_never_gets_the_name(
    sqlite_location: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(source: Path, target: Path, key: str | None, *, live: bool = False) -> Content:
        held = real(source, target, key, live=live)
        content = bytearray(target.read_bytes())
        content[len(content) // 2] ^= 1
        target.write_bytes(content)
        return held

    real = backup.copy
    back_up(sqlite_location, tmp_path / "b.sqlite")
    before = (tmp_path / "b.sqlite").read_bytes()
    monkeypatch.setattr(backup, "copy", spoil)
    with pytest.raises(Unreadable):
        back_up(sqlite_location, tmp_path / "b.sqlite")
    assert (tmp_path / "b.sqlite").read_bytes() == before
    assert not list(tmp_path.glob("*.part*"))


def test_every_flipped_bit_is_found(sqlite_location: Location, file: Path) -> None:
    sound = file.read_bytes()
    chance = random.Random(7)
    for _trial in range(12):
        spoilt = bytearray(sound)
        place = chance.randrange(len(sound))
        spoilt[place] ^= 1 << chance.randrange(8)
        file.write_bytes(spoilt)
        assert problems(sqlite_location) != [], place
    file.write_bytes(sound)
    assert problems(sqlite_location) == []


def test_a_file_cut_short_is_found(sqlite_location: Location, file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    assert problems(sqlite_location) != []


def set_schema(file: Path, key: str | None, schema: str) -> None:
    opened = connect(file, key)
    opened.execute(f"UPDATE alembic_version SET version_num = '{schema}'")
    opened.execute("PRAGMA journal_mode = DELETE")
    opened.close()


def test_an_older_database_is_backed_up_before_its_migration(
    sqlite_location: Location, file: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_schema(file, sqlite_location.key, "0000")
    monkeypatch.setattr(upkeep, "migrate", lambda place: set_schema(file, place.key, SCHEMA))
    kept = make_ready(sqlite_location, clock.now())
    assert kept is not None
    assert kept.parent.name == "before-migration"
    assert schema_in(kept, sqlite_location.key) == "0000"
    assert schema_in(file, sqlite_location.key) == SCHEMA
    assert make_ready(sqlite_location, clock.now()) is None


def test_a_newer_database_is_refused_with_no_byte_written(
    sqlite_location: Location, file: Path, clock: SetClock
) -> None:
    set_schema(file, sqlite_location.key, "9999")
    before = file.read_bytes()
    with pytest.raises(Unreadable, match="newer"):
        make_ready(sqlite_location, clock.now())
    assert file.read_bytes() == before
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_file_of_another_program_is_refused(tmp_path: Path, clock: SetClock) -> None:
    other = tmp_path / "other.sqlite"
    opened = connect(other, None, "rwc")
    opened.execute("CREATE TABLE stamps (id INTEGER)")
    opened.close()
    with pytest.raises(Unreadable, match="not an Aspire Desktop database"):
        make_ready(Location(file=other), clock.now())

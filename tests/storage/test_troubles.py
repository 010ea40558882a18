"""What an engine says of a lock reaches people in plain words, at the door that window and command share."""

import shutil
from pathlib import Path

import pytest
import sqlcipher3

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.storage import engines, troubles
from aspire_desktop.storage.engines import Location, connect
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.troubles import unopened


def test_a_locked_database_is_a_refusal(
    sqlite_location: Location, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(engines.PRAGMAS, "busy_timeout", "50")
    assert sqlite_location.file
    store, other = Store(sqlite_location, clock), connect(sqlite_location.file, sqlite_location.key)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(Refused, match="busy with somebody else"):
            Office(store, "Ann").do(AddColleague("Bob", EVERYONE))
    finally:
        other.close()
        store.close()


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("file is not a database", "damaged, or its key"),
        ("database disk image is malformed", "damaged, or its key"),
        ("unable to open database file", "cannot be reached"),
        ("invalid uri authority: srv", "cannot be reached"),
        ("disk I/O error", "cannot be reached"),
        ("database is locked", "busy with somebody else"),
        ("database or disk is full", "disk is full"),
    ],
)
def test_damaged_is_said_only_of_a_file_that_was_read(said: str, what: str, tmp_path: Path) -> None:
    file = tmp_path / "office.sqlite"
    file.touch()
    told = unopened(file, sqlcipher3.DatabaseError(said)).explanation
    assert what in told.what
    assert ("it is damaged" in told.what) == ("damaged" in what)
    assert ("backup" in told.do) == ("damaged" in what)


@pytest.mark.parametrize("said", ["unable to open database file", "disk I/O error"])
def test_a_full_disk_is_named_where_no_log_could_be_begun(
    said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "office.sqlite"
    file.touch()
    full = shutil.disk_usage(tmp_path)._replace(free=20 * 1024)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: full)
    told = unopened(file, sqlcipher3.OperationalError(said)).explanation
    assert told.what == "The disk of office.sqlite is full."
    assert told.do == "Free some space and try again."


def test_a_file_that_went_away_and_a_folder_that_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = sqlcipher3.OperationalError("unable to open database file")
    assert "There is no file" in str(unopened(tmp_path / "office.sqlite", error))
    (tmp_path / "office.sqlite").touch()
    monkeypatch.setattr(troubles, "may_write_in", lambda _folder: False)
    assert "where nothing can be written" in str(unopened(tmp_path / "office.sqlite", error))

"""Every SQLite connection has the settings that measurements asked for, and refuses stray writes."""

from pathlib import Path

import pytest
from sqlalchemy import text

from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.storage.engines import Location, connect, reading_engine, writing_engine
from aspire_desktop.storage.store import Store

SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "secure_delete": 1,
}


def test_settings_read_back(sqlite_location: Location) -> None:
    engine = writing_engine(sqlite_location)
    with engine.connect() as connection:
        assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in SETTINGS} == SETTINGS
    engine.dispose()


def test_the_file_is_encrypted(sqlite_location: Location) -> None:
    assert sqlite_location.file is not None
    assert not sqlite_location.file.read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(Unreadable):
        connect(sqlite_location.file, "00" * 48)


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        connect(tmp_path / "nowhere.sqlite", None)
    assert list(tmp_path.iterdir()) == []


def test_a_write_outside_the_unit_of_work_is_refused(store: Store, location: Location) -> None:
    engine = writing_engine(location)
    with engine.connect() as connection, pytest.raises(RuntimeError, match="outside the unit of work"):
        connection.execute(text("DELETE FROM organisations"))
    engine.dispose()


def test_a_reading_connection_cannot_write(location: Location) -> None:
    engine = reading_engine(location)
    with engine.connect() as connection, pytest.raises(Exception, match=r"readonly|read-only"):
        connection.execute(text("DELETE FROM organisations"))
    engine.dispose()


@pytest.mark.parametrize("secret", ["u:p@ss@h", "u:a%2Fb@h", "h"])
def test_a_location_never_tells_its_password(secret: str) -> None:
    told = str(Location(url=f"postgresql+psycopg://{secret}/office?password=hidden&host=/run"))
    assert told.startswith("postgresql+psycopg://h/office?host=")
    assert not any(part in told for part in ("ss@", "a%2Fb", "hidden"))

"""Engines for SQLite (SQLCipher) and PostgreSQL, with the settings that measurements asked for."""

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3
from sqlalchemy import URL, Engine, QueuePool, create_engine, event, make_url

from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.storage.addresses import Mode, address
from aspire_desktop.storage.reads import noted
from aspire_desktop.storage.troubles import unopened

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlcipher3 import Connection as Driver

LOCK = 20_260_922
"""The advisory lock that one writer holds on PostgreSQL."""
OLDEST_SQLITE = (3, 51, 3)
"""Older ones may corrupt a write-ahead log."""
PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "busy_timeout": "5000",
    "trusted_schema": "OFF",
    "cell_size_check": "ON",
    "mmap_size": "0",
    "secure_delete": "ON",
}
_WRITES = re.compile(
    r"\s*(WITH\b.*?\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE)"
    r"|INSERT|UPDATE|DELETE|REPLACE|MERGE|CREATE|DROP|ALTER|TRUNCATE|SAVEPOINT|COPY)\b",
    re.I | re.S,
)


@dataclass(frozen=True)
class Location:
    """Where a database is: a file (with its raw key, 96 hexadecimal digits, or plain) or a PostgreSQL URL."""

    file: Path | None = None
    key: str | None = None
    url: str | None = None

    def __str__(self) -> str:
        if self.file:
            return str(self.file)
        url = make_url(self.url or "").difference_update_query(["password"])
        host = (url.host or "").rpartition("@")[2]  # an @ in a password is read as part of the host
        told = URL.create(url.drivername, host=host, port=url.port, database=url.database, query=url.query)
        return told.render_as_string()


def salt_in(location: Location) -> bytes | None:
    """Give the bytes with which the file begins, which end its key; None where it is not encrypted."""
    return bytes.fromhex(location.key[64:]) if location.key else None


def connect(file: Path, key: str | None, mode: Mode = "rw") -> "Driver":
    """Open one connection to an SQLite file, with its key and every setting.

    Raises Refused, in words, where it does not open.
    """
    if sqlcipher3.sqlite_version_info < OLDEST_SQLITE:
        raise Unreadable(f"This build of SQLite ({sqlcipher3.sqlite_version}) is too old to be trusted.")
    try:
        # isolation_level None: the driver's own transactions let a read turn into a failing write
        opened = sqlcipher3.connect(
            address(file, mode),
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        opened.execute("PRAGMA cipher_log_level = NONE")
        if key is not None:
            opened.execute(f"PRAGMA key = \"x'{key}'\"")
        opened.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for name, value in PRAGMAS.items():
            opened.execute(f"PRAGMA {name} = {value}")
        # Read again: only a connection that has seen the log merges it when it is the last to close.
        opened.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher3.DatabaseError as error:
        raise unopened(file, error) from error
    return opened


def writing_engine(location: Location) -> Engine:
    """Make the engine that writes: each transaction holds the one write lock from its first statement."""
    engine = _engine(location)
    event.listen(engine, "before_cursor_execute", noted)
    lock = "BEGIN IMMEDIATE" if location.file else f"SELECT pg_advisory_xact_lock({LOCK})"
    event.listen(engine, "begin", partial(_run, lock))
    event.listen(engine, "before_cursor_execute", _refuse_stray_writes)
    event.listen(engine, "commit", _refuse_unsealed)
    return engine


def reading_engine(location: Location) -> Engine:
    """Make the engine that only reads, so that a forgotten read never holds up a writer.

    A file it opens is there already, with its log. Whoever may not write cannot merge a log on closing
    either: a database whose last connection is one of these keeps its log.
    """
    engine = _engine(location, "ro")
    event.listen(engine, "before_cursor_execute", noted)
    if location.file:
        event.listen(engine, "connect", _query_only)
        event.listen(engine, "begin", partial(_run, "BEGIN"))
    else:
        event.listen(
            engine, "begin", partial(_run, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        )
    return engine


def upkeep_engine(location: Location) -> Engine:
    """Make the engine for migrations: foreign keys off, or batch changes would cascade; no guards."""
    engine = _engine(location, "rwc")
    if location.file:
        event.listen(engine, "connect", _foreign_keys_off)
        event.listen(engine, "begin", partial(_run, "BEGIN IMMEDIATE"))
    else:
        event.listen(engine, "begin", partial(_run, f"SELECT pg_advisory_xact_lock({LOCK})"))
    return engine


def _engine(location: Location, mode: Mode = "rw") -> Engine:
    if location.file:
        return create_engine(
            "sqlite://",
            module=sqlcipher3.dbapi2,
            creator=partial(connect, location.file, location.key, mode),
            poolclass=QueuePool,
            hide_parameters=True,
        )
    assert location.url is not None
    return create_engine(location.url, hide_parameters=True)


def _run(statement: str, connection: "Connection") -> None:
    connection.exec_driver_sql(statement)


def _query_only(opened: "Driver", _record: object) -> None:
    opened.execute("PRAGMA query_only = ON")


def _foreign_keys_off(opened: "Driver", _record: object) -> None:
    opened.execute("PRAGMA foreign_keys = OFF")


def _refuse_stray_writes(connection: "Connection", _cursor: object, statement: str, *_rest: object) -> None:
    """Refuse every write that the unit of work does not make itself: it would have no image."""
    if _WRITES.match(statement) and not connection.info.get("door"):
        raise RuntimeError(f"a write outside the unit of work: {statement[:60]}")


def _refuse_unsealed(connection: "Connection") -> None:
    """Refuse a commit that is not the sealed end of an action: its changes would have no journal."""
    if not connection.info.pop("sealed", False):
        raise RuntimeError("a commit inside an action")

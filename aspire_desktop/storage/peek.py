"""Looking into a database file without writing a byte, and copying it out of one moment."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3

from aspire_desktop.storage.addresses import address
from aspire_desktop.storage.chain import Head
from aspire_desktop.storage.journal import FIRST
from aspire_desktop.storage.troubles import unopened

if TYPE_CHECKING:
    from sqlcipher3 import Connection as Driver


@dataclass(frozen=True)
class Content:
    """What a database holds at one moment: its schema, rows by table, and the journal's head."""

    schema: str | None
    rows: tuple[tuple[str, int], ...]
    head: Head


@contextmanager
def peeking(file: Path, key: str | None, *, live: bool = False) -> Iterator["Driver"]:
    """Open a file to read only; raise Refused in words for why it does not open.

    A live database is read with locks. Anything else without a log beside it is complete in itself:
    it is read without any, so that it may lie where nothing can be written.
    """
    alone = not live and not Path(f"{file}-wal").exists()
    try:
        with closing(raw(address(file, "ro", immutable=alone), key)) as opened:
            opened.execute("SELECT count(*) FROM sqlite_master").fetchone()
            yield opened
    except sqlcipher3.DatabaseError as error:
        raise unopened(file, error) from error


def raw(uri: str, key: str | None) -> "Driver":
    """Open a connection with nothing set but its key and a patience of five seconds."""
    opened = sqlcipher3.connect(uri, uri=True, isolation_level=None)
    opened.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        opened.execute(f"PRAGMA key = \"x'{key}'\"")
    opened.execute("PRAGMA busy_timeout = 5000")
    return opened


def content(opened: "Driver") -> Content:
    """Count every table and read the head of the journal; the caller holds a transaction."""
    found = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    names = [str(name) for (name,) in found]
    rows = tuple((name, _number(opened, f'SELECT count(*) FROM "{name}"')) for name in names)
    return Content(_schema(opened, names), rows, _head(opened, names))


def schema_in(file: Path, key: str | None) -> str | None:
    """Give the schema that a database file has, or None where it has none."""
    with peeking(file, key) as opened:
        found = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return _schema(opened, [str(name) for (name,) in found])


def faults(opened: "Driver", *, encrypted: bool) -> list[str]:
    """Give what is wrong with the file itself, in words: pages, their seals, references."""
    found = [f"The file: {row[0]}" for row in opened.execute("PRAGMA integrity_check").fetchall()]
    found = [each for each in found if each != "The file: ok"]
    if encrypted:
        found += [f"The file: {row[0]}" for row in opened.execute("PRAGMA cipher_integrity_check").fetchall()]
    broken = opened.execute("PRAGMA foreign_key_check").fetchall()
    return found + [f"Row {row[1]} of {row[0]} points at a row of {row[2]} that is gone." for row in broken]


def _schema(opened: "Driver", names: list[str]) -> str | None:
    if "alembic_version" not in names:
        return None
    row = opened.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def _head(opened: "Driver", names: list[str]) -> Head:
    if "action" not in names:
        return Head(0, FIRST)
    row = opened.execute("SELECT id, digest FROM action ORDER BY id DESC LIMIT 1").fetchone()
    return Head(int(str(row[0])), str(row[1])) if row else Head(0, FIRST)


def _number(opened: "Driver", query: str) -> int:
    row = opened.execute(query).fetchone()
    assert row is not None
    return int(str(row[0]))

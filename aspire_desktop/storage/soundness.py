"""Checking all of a database: its file, its references, its history, its kept files, its rules."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, select

from aspire_desktop.domain.clock import SystemClock
from aspire_desktop.domain.errors import RuleBroken, Unreadable
from aspire_desktop.storage import journal
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.peek import faults, peeking
from aspire_desktop.storage.store import Invariant, Store
from aspire_desktop.storage.tables.journal import blob
from aspire_desktop.storage.tables.schema import metadata
from aspire_desktop.storage.troubles import told_plainly


def problems(location: Location, invariants: Sequence[Invariant] = ()) -> list[str]:
    """Give everything that is wrong, in words; an empty list is a sound database.

    Raises Refused where it cannot be checked now: it is busy, or its server is away.
    """
    if location.file is None:
        return _content_faults(location, invariants)
    try:
        return _file_faults(location.file, location.key) or _content_faults(location, invariants)
    except Unreadable as damaged:
        return [damaged.explanation.what]


def _file_faults(file: Path, key: str | None) -> list[str]:
    with peeking(file, key, live=True) as opened:
        return faults(opened, encrypted=key is not None)


def _content_faults(location: Location, invariants: Sequence[Invariant]) -> list[str]:
    store = Store(location, SystemClock())
    try:
        with told_plainly(), store.reading() as connection:
            found = journal.verify(connection) + altered_files(connection)
            return found + [told for each in invariants for told in _broken(each, connection)]
    finally:
        store.close()


def _broken(invariant: Invariant, connection: Connection) -> list[str]:
    """Ask a rule as if everything had just been changed."""
    try:
        invariant(connection, frozenset(metadata.tables))
    except RuleBroken as broken:
        return [broken.explanation.what]
    return []


def altered_files(connection: Connection) -> list[str]:
    """Name every kept file whose content is no longer what its digest says."""
    rows = connection.execution_options(yield_per=20).execute(select(blob.c.digest, blob.c.content))
    return [
        f"The kept file {row.digest[:12]} was altered after it was written."
        for row in rows
        if hashlib.sha256(row.content).hexdigest() != row.digest
    ]

"""The list of whom a database has erased: in each folder of backups, for whoever restores one."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlcipher3
from sqlalchemy import Connection, NullPool, create_engine

from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.storage.addresses import address
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.erasure_marks import erased_in, first_digest
from aspire_desktop.storage.files import write_file
from aspire_desktop.storage.peek import raw
from aspire_desktop.storage.troubles import told_plainly

_BEGINS: Final = "Erased people "
_LONG: Final = 12
"""Digits that tell the lists of several databases in one folder apart."""
_ABOUT: Final = (
    "Whom this database has erased, in digests that say nothing of them. "
    "Restoring an older backup erases them again: keep this file beside the backups."
)


def erased_by(location: Location) -> frozenset[str]:
    """Give the marks of whom a database file has erased, without writing to it; raise Refused."""
    with _looking(location) as connection:
        return erased_in(connection)


def keep_list(location: Location, folder: Path, more: Iterable[str] = ()) -> Path | None:
    """Have the list in a folder of backups say whom the database has erased by now; nothing leaves it.

    `more` are marks from the lists of other folders. Gives the file, or None where nobody was erased yet.
    Raises Refused where it cannot be written.
    """
    with _looking(location) as connection:
        marks = erased_in(connection).union(more)
        name = hashlib.sha256(first_digest(connection).encode()).hexdigest()[:_LONG]
    file = folder / f"{_BEGINS}{name}.json"
    noted = _marks_of(file) if file.exists() else frozenset()
    if not marks <= noted:
        told = {"about": _ABOUT, "erased": sorted(marks | noted)}
        write_file(file, json.dumps(told, indent=1).encode())
    return file if marks or noted else None


def listed_in(folder: Path) -> frozenset[str]:
    """Give every mark that lies in a folder, of whichever database; raise Unreadable for a damaged list."""
    if not folder.is_dir():
        return frozenset()
    return frozenset[str]().union(*(_marks_of(file) for file in sorted(folder.glob(f"{_BEGINS}*.json"))))


def _marks_of(file: Path) -> frozenset[str]:
    try:
        noted = json.loads(file.read_text(encoding="utf-8"))["erased"]
        return frozenset(str(mark) for mark in noted)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unreadable(
            f"The list of erased people cannot be read: {file}.",
            do="Put back a good copy of it from another place of backups. Without one move it elsewhere: "
            "people whom it names would be in the database again.",
        ) from error


@contextmanager
def _looking(location: Location) -> Iterator[Connection]:
    """Read a database file, open or not, backup or not."""
    file = location.file
    assert file is not None
    alone = not Path(f"{file}-wal").exists()

    def opened() -> object:
        return raw(address(file, "ro", immutable=alone), location.key)

    engine = create_engine("sqlite://", module=sqlcipher3.dbapi2, creator=opened, poolclass=NullPool)
    with told_plainly(), engine.connect() as connection:
        yield connection

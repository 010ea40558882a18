"""Which database files are open in this process: nothing but SQLite may open those.

Closing any descriptor of a file drops every POSIX lock that the process holds on it. Another process would
then take the database for closed, merge its log and delete it, and what is written afterwards is in no file.
"""

import json
import os
from collections import Counter
from pathlib import Path
from threading import Lock
from typing import Final

from aspire_desktop.domain.office.errors import Refused

LOG: Final = ("-wal", "-shm")
"""What SQLite keeps beside a database that is open."""
TAKEN: Final = (*LOG, "-journal")
"""The endings under which SQLite reads a file beside a database as part of it, whoever wrote it."""
BESIDE: Final = ("", *TAKEN, ".key", ".lock", ".who")
"""The endings of a database and of everything that belongs to it."""
_open: Final[Counter[tuple[Path, bytes | None]]] = Counter()
_guard: Final = Lock()


def note_open(file: Path, salt: bytes | None) -> None:
    """Note that this process opens a database; `salt` is what it begins with, None where it is plain."""
    with _guard:
        _open[file.resolve(), salt] += 1


def note_closed(file: Path, salt: bytes | None) -> None:
    """Take back one opening of a database that was noted; the last leaves it free."""
    with _guard:
        _open[file.resolve(), salt] -= 1
        if not _open[file.resolve(), salt]:
            del _open[file.resolve(), salt]


def note_of_window(database: Path) -> Path:
    """Give the file in which a window writes that it has the database open, and takes away on closing."""
    return database.with_name(f"{database.name}.who")


def is_in_another_window(database: Path) -> bool:
    """Tell whether a window of another process says that it is there; one that was killed says so still."""
    note = note_of_window(database)
    try:
        return bool(json.loads(note.read_text(encoding="utf-8"))["process"] != os.getpid())
    except (OSError, ValueError, KeyError, TypeError):
        return note.exists()  # it is being written, or an older program's


def belongs_to(file: Path, database: Path) -> bool:
    """Tell whether a file is a database or goes with it, by name or by what the names stand for."""
    ours = [Path(f"{database}{ending}") for ending in BESIDE]
    return file.resolve() in [each.resolve() for each in ours] or any(_same(file, each) for each in ours)


def is_ours(file: Path) -> bool:
    """Tell, without opening it, whether a file is a database open in this process or goes with one."""
    with _guard:
        there = [database for database, _salt in _open]
    return any(belongs_to(file, database) for database in there)


def salt_here(file: Path) -> tuple[bool, bytes | None]:
    """Tell whether a database is open in this process, and what it begins with."""
    with _guard:
        there = list(_open)
    for database, salt in there:
        if file.resolve() == database or _same(file, database):
            return True, salt
    return False, None


def refuse_taken(file: Path) -> None:
    """Raise Refused for a name under which SQLite would read the file as part of a database beside it."""
    for ending in TAKEN:
        if file.name.endswith(ending) and file.with_name(file.name.removesuffix(ending)).is_file():
            raise Refused(f"{file.name} belongs to the database beside it.", do="Choose another name.")


def refuse_ours(file: Path) -> None:
    """Raise Refused for a database that is open in this process, and for its log."""
    with _guard:
        there = [Path(f"{database}{ending}") for database, _salt in _open for ending in ("", *LOG)]
    if any(file.resolve() == each or _same(file, each) for each in there):
        raise Refused(f"{file.name} belongs to the database that is open.", do="Choose another name.")


def _same(file: Path, other: Path) -> bool:
    try:
        return file.samefile(other)
    except OSError:
        return False  # one of them is not there

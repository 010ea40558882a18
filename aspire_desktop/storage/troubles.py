"""What database engines raise, turned into refusals in plain words."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlcipher3
from sqlalchemy.exc import DBAPIError, IntegrityError

from aspire_desktop.domain.office.errors import Damaged, Explanation, Refused, Unreadable
from aspire_desktop.storage.paths import may_write_in

_BUSY: Final = Explanation(
    "The database is busy with somebody else's change.", do="Try again in a moment, or close what is open."
)
_DAMAGED: Final = Explanation(
    "Part of the database file is damaged and cannot be read.",
    do="Restore the latest backup: aspire-desktop restore FILE.",
)
_FULL: Final = Explanation("The disk is full.", do="Free some space and try again.")
_FORBIDDEN: Final = Explanation("The database may only be read here.", do="Ask for the right to write to it.")
_AWAY: Final = Explanation("The database file cannot be reached.", do="Check the disk and its connection.")
_SERVER: Final = Explanation(
    "The database server cannot be reached, or does not let you in.",
    do="Check its address, your name and your password.",
)
_WORDS: Final = {
    "is locked": _BUSY,
    "is busy": _BUSY,
    "malformed": _DAMAGED,
    "not a database": _DAMAGED,
    "disk is full": _FULL,
    "readonly database": _FORBIDDEN,
    "read-only transaction": _FORBIDDEN,
    "permission denied": _FORBIDDEN,
    "disk i/o": _AWAY,
    "unable to open": _AWAY,
    "connection": _SERVER,
    "password": _SERVER,
    "name resolution": _SERVER,
}
"""What engines say in their own English, and what people are told; the first that fits."""
_KINDS: Final = {_BUSY: Refused, _FULL: Refused, _FORBIDDEN: Refused, _DAMAGED: Damaged}
_LEAST: Final = 64 * 1024
"""Bytes without which SQLite cannot begin the log of a database: it says “unable to open” or “I/O error”."""


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn a lock, a damaged file, a full disk or a server that is away into words; let the rest pass."""
    try:
        yield
    except IntegrityError:
        raise  # quotes what people typed, in which any of the words may stand
    except (DBAPIError, sqlcipher3.DatabaseError) as error:
        told = in_words(error)
        if told is None:
            raise
        raise told from error


def in_words(error: Exception) -> Refused | None:
    """Give the refusal for what an engine said, or None where it is nobody's fault but the program's."""
    said = str(error.orig if isinstance(error, DBAPIError) else error).lower()
    for words, told in _WORDS.items():
        if words in said:
            return _KINDS.get(told, Unreadable)(told.what, do=told.do)
    return None


def unopened(file: Path, error: Exception) -> Refused:
    """Give the refusal for a database file that did not open; "damaged" only where it was found so."""
    said = str(error).lower()
    if "not a database" in said or "malformed" in said:
        return found_damaged(file)
    told = in_words(error)
    if told is not None and told.explanation.what in (_BUSY.what, _FULL.what):
        return told
    folder = file.absolute().parent
    if folder.is_dir() and shutil.disk_usage(folder).free < _LEAST:
        return Refused(f"The disk of {file.name} is full.", do=_FULL.do)
    if not file.exists():
        return Unreadable(f"There is no file {file.name} in {folder}.", do="Check its name and place.")
    if not may_write_in(folder):
        return Unreadable(
            f"{file.name} cannot be opened in {folder}, where nothing can be written.",
            safe="The file was not changed; nothing says that it is damaged.",
            do="Move it to a folder that you may write to, or ask for the right to write there.",
        )
    return Unreadable(
        f"{file.name} cannot be reached in {folder}.",
        safe="The file was not changed; nothing says that it is damaged.",
        do="Check the disk, its connection and your right to read the file.",
    )


def found_damaged(file: Path) -> Damaged:
    """Give the refusal for a file that was read and does not hold together under its key."""
    return Damaged(
        f"{file.name} could not be read: it is damaged, or its key is another one.",
        safe="The file was not changed.",
        do="Restore a backup, with its recovery key if need be.",
    )

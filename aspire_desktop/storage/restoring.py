"""Restoring a backup: to a new file, checked, then swapped in; what was there before is kept."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlcipher3

from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.storage.addresses import address
from aspire_desktop.storage.backup import copy, refuse_faulty
from aspire_desktop.storage.chain import Head
from aspire_desktop.storage.files import (
    beside,
    claim,
    patiently,
    plainly,
    refuse_if_short,
    set_aside,
    sync,
    write_file,
)
from aspire_desktop.storage.keys import key_file
from aspire_desktop.storage.peek import Content, content, peeking, raw
from aspire_desktop.storage.upkeep import refuse_unknown


@dataclass(frozen=True)
class Restored:
    """What was restored: the database, the journal's head in it, and where the one before it is kept."""

    file: Path
    anchor: Head
    before: Path | None


def restore(
    source: Path,
    target: Path,
    key: str | None,
    old_key: str | None,
    now: datetime,
    prepare: Callable[[Path], None],
) -> Restored:
    """Put a backup in the target's place; `old_key` opens what is there now, where it is known.

    `prepare` brings the checked copy up to date before anything is replaced, and leaves it closed.
    Raises Refused with nothing changed where the backup is damaged or the target is in use.
    """
    if target.exists() and target.samefile(source):
        raise Refused(f"{source.name} is the database itself.", do="Name the backup to restore.")
    refuse_if_short(target, source.stat().st_size)
    with beside(target, private=True) as temporary:
        held = copy(source, temporary, key)
        refuse_faulty(temporary, key, held)
        refuse_unknown(held.schema)
        prepare(temporary)
        held = _at_rest(temporary, key)
        before = _swap(temporary, target, old_key, now)
    return Restored(target.absolute(), held.head, before)


def _at_rest(temporary: Path, key: str | None) -> Content:
    """Check a copy once more after it was worked on; give what it holds now."""
    with closing(raw(address(temporary, "rw"), key)) as opened:
        opened.execute("PRAGMA journal_mode = DELETE")
    with peeking(temporary, key) as opened:
        held = content(opened)
    refuse_faulty(temporary, key, held)
    return held


def _swap(temporary: Path, target: Path, old_key: str | None, now: datetime) -> Path | None:
    if not target.exists():
        claim(temporary, target)
        return None
    _come_to_rest(target, old_key)
    at = now.astimezone(OFFICE_ZONE)
    kept = target.with_name(f"{target.stem} before-restore {at:%Y-%m-%d %H%M%S}{target.suffix}")
    if key_file(target).exists():
        write_file(key_file(kept), key_file(target).read_bytes(), private=True)
    set_aside(target, kept)
    sync(temporary)
    with plainly(target):
        # A log that could not be merged must go first: it would be taken for the restored database's own.
        for end in ("-wal", "-shm"):
            if Path(f"{target}{end}").exists():
                Path(f"{target}{end}").rename(f"{kept}{end}")
        patiently(lambda: temporary.replace(target))
    return kept


def _come_to_rest(file: Path, key: str | None) -> None:
    """Merge the log into the file, which succeeds only where nobody else has the database open."""
    try:
        with closing(raw(address(file, "rw"), key)) as opened:
            opened.execute("PRAGMA journal_mode = DELETE")
    except sqlcipher3.OperationalError as error:
        if "locked" not in str(error):
            return  # damaged: it is kept as it is, with its log
        raise Refused(
            f"{file.name} is open in a window or another command.", do="Close it and restore again."
        ) from error
    except sqlcipher3.DatabaseError:
        return  # damaged, or its key is not known here: it is kept as it is, with its log

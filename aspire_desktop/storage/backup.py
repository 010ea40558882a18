"""Backing up a database file: copied in one moment, opened, fully checked, and only then given its name."""

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.errors import Refused, Unreadable
from aspire_desktop.storage.addresses import address
from aspire_desktop.storage.chain import Head
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.files import refuse_if_short, replace_file, write_file
from aspire_desktop.storage.keys import key_file, salt_of
from aspire_desktop.storage.open_files import belongs_to
from aspire_desktop.storage.peek import Content, content, faults, peeking, raw

if TYPE_CHECKING:
    from sqlcipher3 import Connection as Driver


@dataclass(frozen=True)
class Backup:
    """A backup that was made: where, the journal's head as anchor, and how many rows it holds."""

    file: Path
    anchor: Head
    rows: int


def back_up(location: Location, target: Path) -> Backup:
    """Copy the database to a file that is checked before it gets its name; the key is not in it.

    Raises Refused for a database on a server, and for a target that is anything but an older backup of it.
    """
    file = location.file
    if file is None:
        raise Refused(
            "A database on a server is backed up by the server's own program.",
            do=f"Run: pg_dump --format=custom --file={target.name} {_plain_url(location)}",
        )
    refuse_other_target(file, target)
    refuse_if_short(target, file.stat().st_size)
    made: list[Content] = []

    def fill(temporary: Path) -> None:
        made.append(copy(file, temporary, location.key, live=True))

    def check(temporary: Path) -> None:
        refuse_faulty(temporary, location.key, made[-1])

    written = replace_file(target, fill, check, private=True)
    return Backup(written, made[-1].head, sum(rows for _name, rows in made[-1].rows))


def copy(source: Path, target: Path, key: str | None, *, live: bool = False) -> Content:
    """Copy a database out of one moment, writers at work or not; give what it held then."""
    with peeking(source, key, live=live) as opened:
        return _copy_out(opened, target, key)


def keep_aside(opened: "Driver", location: Location, at: datetime) -> Path:
    """Copy a database out of an open connection, beside the file that it was opened from; give the copy.

    For a file that is not at its path any more: the connection still holds all of it. The copy is checked.
    """
    assert location.file is not None
    file, key = location.file.absolute(), location.key
    kept = file.with_name(f"{file.stem} kept {at.astimezone(OFFICE_ZONE):%Y-%m-%d %H%M%S}{file.suffix}")
    made: list[Content] = []

    def fill(temporary: Path) -> None:
        made.append(_copy_out(opened, temporary, key))

    def check(temporary: Path) -> None:
        refuse_faulty(temporary, key, made[-1])

    written = replace_file(kept, fill, check, private=True)
    if key_file(file).exists():
        write_file(key_file(kept), key_file(file).read_bytes(), private=True)
    return written


def _copy_out(opened: "Driver", target: Path, key: str | None) -> Content:
    with closing(raw(address(target, "rw"), key)) as written:
        opened.execute("BEGIN")
        held = content(opened)
        opened.backup(written)
        opened.execute("COMMIT")
        # A copy in one file: it may be read where no log can be written beside it.
        written.execute("PRAGMA journal_mode = DELETE")
    return held


def refuse_faulty(file: Path, key: str | None, expected: Content) -> None:
    """Raise Unreadable unless the file is sound and holds what was expected."""
    with peeking(file, key) as opened:
        wrong = faults(opened, encrypted=key is not None)
        if content(opened) != expected:
            wrong.append("The copy does not hold the same rows.")
    if wrong:
        raise Unreadable(
            f"The copy is not sound: {wrong[0]}",
            safe="It was thrown away; nothing was changed.",
            do="Run aspire-desktop check.",
        )


def refuse_other_target(file: Path, target: Path) -> None:
    """Raise Refused where the target is the database, goes with it, or is a file that is no backup of it."""
    if belongs_to(target, file):
        raise Refused(f"{target.name} belongs to the database itself.", do="Choose another name.")
    if not target.exists():
        return
    if target.is_dir() or Path(f"{target}-wal").exists():
        raise Refused(f"{target.name} is in use and not a backup.", do="Choose another name.")
    if target.stat().st_size and salt_of(target) != salt_of(file):
        raise Refused(
            f"{target.name} is there already and is not a backup of this database.",
            safe="It was not changed.",
            do="Choose another name.",
        )


def _plain_url(location: Location) -> str:
    return str(location).replace("postgresql+psycopg:", "postgresql:")

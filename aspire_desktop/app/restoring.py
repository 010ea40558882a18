"""Restoring a backup, for the window and for the command alike: its key, what was erased since, the swap."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from aspire_desktop.app import databases
from aspire_desktop.app.holding import hold
from aspire_desktop.domain.contact.erasures import ErasedAgain
from aspire_desktop.domain.office.clock import Clock
from aspire_desktop.domain.office.errors import Damaged, Refused, Unreadable
from aspire_desktop.domain.office.values import enumerated
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.erased_list import erased_by, keep_list, listed_in
from aspire_desktop.storage.keys import Key, Vault, key_file, salt_of
from aspire_desktop.storage.restoring import Restored, restore
from aspire_desktop.storage.upkeep import migrate


@dataclass(frozen=True)
class RestoreOrder:
    """A backup to be restored, where to, and on whose behalf.

    `typed` is the recovery key, for a computer without the key; `lists` are more folders in which a list of
    erased people may lie.
    """

    source: Path
    target: Path
    person: str
    typed: str | None = None
    key_in_file: bool = False
    lists: tuple[Path, ...] = ()


@dataclass
class RestoreOutcome:
    """What became of it: the files, where the key is kept, who was erased again.

    `unread` names files beside it that might have told of more erasures, and could not be read.
    """

    restored: Restored
    key_told: str
    again: Sequence[ErasedAgain] = ()
    unread: Sequence[str] = ()


@dataclass
class _Erasures:
    """The marks of those who were erased, as far as files tell, and which files did not."""

    marks: set[str] = field(default_factory=set)
    unread: list[str] = field(default_factory=list)


def restored(wanted: RestoreOrder, clock: Clock, vault: Vault) -> RestoreOutcome:
    """Put the backup in the target's place, without those who were erased since; raise Refused."""
    with _held(wanted, clock):
        source, target = wanted.source, wanted.target
        key = _backup_key(wanted, vault)
        old = known_key(target, vault)
        known = _erased_since(wanted, key, old)
        marks = frozenset(known.marks)
        # The key is kept first: a restored database without one could not be opened.
        in_file = wanted.key_in_file
        told = vault.keep(key, key_file(target), in_file=in_file).told if key else "It is not encrypted."
        raw, again = key.raw if key else None, list[ErasedAgain]()
        prepare = partial(_erase, raw, marks, clock, wanted.person, again)
        try:
            done = restore(source, target, raw, old, clock.now(), prepare)
        except Refused as refused:
            if key and refused.denies_changes:
                refused.having_done("The database was not changed; this computer keeps the backup’s key.")
            raise
        if marks:
            keep_list(Location(file=target, key=raw), target.parent, marks)
        return RestoreOutcome(done, told, again, known.unread)


def told_again(done: RestoreOutcome) -> Iterator[str]:
    """Say who was erased again, what was open about them then, and where more could not be found out."""
    if done.again:
        yield f"Erased again, as they were after this backup: {', '.join(e.reference for e in done.again)}."
    for each in done.again:
        if each.open:
            yield f"Open about {each.reference} in it: {' '.join(each.open)}"
    if done.unread:
        yield (
            f"{enumerated(done.unread)} could not be read, so erasures that are known there alone were not"
            " repeated. Whoever was erased after this backup may be on record again: look in People, and"
            " erase them anew."
        )


def known_key(target: Path, vault: Vault) -> str | None:
    """Give the key of what is there now, where this computer knows it."""
    salt = salt_of(target) if target.exists() and target.stat().st_size else None
    key = vault.find(salt, key_file(target)) if salt else None
    return key.raw if key else None


@contextmanager
def _held(wanted: RestoreOrder, clock: Clock) -> Iterator[None]:
    """Keep windows away from a database while another takes its place; raise Refused where one is open."""
    if not wanted.target.exists():
        yield
        return
    held = hold(wanted.target, wanted.person, clock.now())
    try:
        yield
    finally:
        held.let_go()


def _backup_key(wanted: RestoreOrder, vault: Vault) -> Key | None:
    source = wanted.source
    salt = salt_of(source)
    if salt is None:
        return None
    if wanted.typed is None:
        return vault.find(salt, key_file(wanted.target)) or databases.key_of(source, salt, vault)
    return databases.tried_key(source, salt, wanted.typed)


def _erase(
    raw: str | None,
    marks: Collection[str],
    clock: Clock,
    person: str,
    again: list[ErasedAgain],
    copy: Path,
) -> None:
    if marks:
        from aspire_desktop.services.contact.erased_again import erase_again

        location = Location(file=copy, key=raw)
        migrate(location)
        again += erase_again(location, clock, person, marks)


def _erased_since(wanted: RestoreOrder, key: Key | None, old: str | None) -> _Erasures:
    """Give the marks of all erasures that can be known of here, and what might have told of more.

    They lie in the folder of the backup, of the database and of other backups; in the database that is there
    now, and in later backups beside this one.
    """
    source, target = wanted.source.absolute(), wanted.target.absolute()
    folders = {source.parent, target.parent, *(each.absolute() for each in wanted.lists)}
    known = _Erasures(set[str]().union(*(listed_in(folder) for folder in sorted(folders))))
    if target.exists():
        _add_erased_by(known, target, old, "The database that was there before")
    raw = key.raw if key else None
    for file in sorted(source.parent.glob(f"*{source.suffix}")):
        if file not in (source, target) and _alike(file, key):
            _add_erased_by(known, file, raw, file.name)
    return known


def _add_erased_by(known: _Erasures, file: Path, raw: str | None, called: str) -> None:
    try:
        known.marks |= erased_by(Location(file=file, key=raw))
    except (Unreadable, Damaged):
        known.unread.append(called)


def _alike(file: Path, key: Key | None) -> bool:
    """Tell whether a file may be opened by the same key, so another backup of the same database."""
    with suppress(Refused):
        return salt_of(file) == (key.salt if key else None)
    return False

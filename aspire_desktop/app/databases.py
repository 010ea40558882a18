"""Databases as people name them: found, made, unlocked and opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from aspire_desktop.app.settings import default_database, key_folder
from aspire_desktop.app.shared_places import KEEP, drive_type, on_mapped_drive, on_network_share
from aspire_desktop.domain.office.clock import Clock
from aspire_desktop.domain.office.errors import Damaged, Refused, Unreadable
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import INVARIANTS
from aspire_desktop.services.programmes.setup import OpenOffice
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.files import beside, claim
from aspire_desktop.storage.keys import Kept, Key, Vault, key_file, name_of_url, new_key, recovered, salt_of
from aspire_desktop.storage.peek import schema_in
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.upkeep import make_ready, migrate, refuse_unknown, schema_at

POSTGRESQL: Final = "postgresql+psycopg://"
_SMALLEST_PAGE: Final = 512
"""Bytes."""
_SCHEMES: Final = ("postgresql://", "postgres://", POSTGRESQL)


@dataclass(frozen=True)
class Made:
    """A database that was made: where, its recovery key, and where its key is kept."""

    location: Location
    recovery_key: str
    kept: Kept


def named(given: str | None) -> Location:
    """Read what --database says: a file, a PostgreSQL URL, or nothing for the user's own database.

    Raises Refused for a share on the network or a drive mapped to one, where several writers damage a file.
    """
    if given is None:
        return Location(file=default_database())
    for scheme in _SCHEMES:
        if given.startswith(scheme):
            return Location(url=POSTGRESQL + given.removeprefix(scheme))
    if "://" in given:
        raise Refused(f"“{given.split('://')[0]}” is not a kind of database that Aspire Desktop knows.",
                      do="Name a file, or a URL that begins with postgresql://.")  # fmt: skip
    if on_network_share(given) or on_mapped_drive(str(Path(given).absolute()), drive_type):
        raise Refused(f"{given} lies on a network share, where a database file can be damaged.", do=KEEP)
    return Location(file=Path(given).expanduser().absolute())


def make(location: Location, person: str, clock: Clock, vault: Vault, *, key_in_file: bool = False) -> Made:
    """Make a database with programmes and reference data, in which the person holds every role.

    Raises Refused, with nothing changed, where there is one already.
    """
    if location.file is None:
        return _make_on_server(location, person, clock, vault)
    file, key = location.file, new_key()
    if file.exists():
        raise Refused(f"{file} is there already.", safe="It was not changed.", do="Choose another name.")
    with beside(file, private=True) as temporary:
        _fill(Location(file=temporary, key=key.raw), person, clock)
        kept = vault.keep(key, key_file(file), in_file=key_in_file)
        try:
            claim(temporary, file)
        except Refused as refused:
            done = f"No database was made. A key that opens nothing is left in {kept}."
            raise refused.having_done(done) from refused.__cause__
    return Made(replace(location, key=key.raw), key.recovery, kept)


def unlocked(location: Location, vault: Vault) -> Location:
    """Give the location with its key.

    Raises Unreadable, with nothing written, where the key is not on this computer, the file is damaged, or
    the database is a newer program's or another program's.
    """
    if location.file is None:
        key = vault.find(_name_on_server(location), server_key_file(location))
        return replace(location, key=key.raw if key else None)
    keyed = _unlocked_file(location, vault)
    refuse_unknown(schema_at(keyed))
    return keyed


def refuse_missing(location: Location) -> None:
    """Raise Unreadable where the file is not there."""
    if location.file and not location.file.exists():
        raise Unreadable(
            f"There is no database at {location.file}.",
            do="Make one with: aspire-desktop new, or name another with --database.",
        )


def key_of(file: Path, salt: bytes, vault: Vault) -> Key:
    """Give the key of an encrypted file from this computer; raise Unreadable where it is not here."""
    keys = vault.candidates(salt, key_file(file))
    if not keys:
        refuse_no_database(file)
        raise Unreadable(
            no_key_words(file),
            safe="The file was not changed.",
            do="Restore it with its recovery key: aspire-desktop restore FILE --recovery-key KEY. "
            "Where that does not open it, restore the latest backup.",
        )
    return next((key for key in keys[:-1] if _opens(key, file)), keys[-1])


def no_key_words(file: Path) -> str:
    """Say that no key was found; a key is found by the first bytes of its file, so these may be at fault."""
    return (
        f"No key for {file.name} was found on this computer: its key is not here, or the first bytes "
        "of the file, by which its key is found, are damaged."
    )


def refuse_no_database(file: Path) -> None:
    """Raise Damaged for a file that no key can open: every SQLite database is made of whole pages."""
    if file.stat().st_size % _SMALLEST_PAGE:
        raise Damaged(f"{file.name} is not a database, or was cut short.", safe="It was not changed.")


def _opens(key: Key, file: Path) -> bool:
    try:
        schema_in(file, key.raw)
    except Damaged:
        return False
    return True


def tried_key(file: Path, salt: bytes, typed: str) -> Key:
    """Give the key that a typed recovery key stands for, once it has opened the file; raise Refused."""
    key = recovered(typed, salt)
    try:
        schema_in(file, key.raw)
    except Damaged as error:
        raise Unreadable(
            f"This recovery key does not open {file.name}: it belongs to another database, "
            "or the file is damaged.",
            do="Look for the key that was printed when this database was made.",
        ) from error
    return key


@contextmanager
def opened(location: Location, clock: Clock) -> Iterator[Store]:
    """Open a database that is unlocked, migrated first if it is older, and close it at the end."""
    make_ready(location, clock.now())
    store = store_of(location, clock)
    try:
        yield store
    finally:
        store.close()


def store_of(location: Location, clock: Clock) -> Store:
    """Give the store with every rule that must hold at the end of a change."""
    return Store(location, clock, INVARIANTS)


def _unlocked_file(location: Location, vault: Vault) -> Location:
    refuse_missing(location)
    assert location.file is not None
    salt = salt_of(location.file)
    return location if salt is None else replace(location, key=key_of(location.file, salt, vault).raw)


def _make_on_server(location: Location, person: str, clock: Clock, vault: Vault) -> Made:
    if schema_at(location) is not None:
        raise Refused(
            f"There is an Aspire Desktop database at {location} already.",
            safe="It was not changed.",
            do="Name another, or make an empty one on the server first.",
        )
    key = new_key(_name_on_server(location))
    keyed = replace(location, key=key.raw)
    kept = vault.keep(key, server_key_file(location))
    try:
        _fill(keyed, person, clock)
    except Refused as refused:
        done = f"Its key is kept in {kept}; the database may have been begun, and is not finished."
        raise refused.having_done(done) from refused.__cause__
    return Made(keyed, key.recovery, kept)


def _fill(location: Location, person: str, clock: Clock) -> None:
    migrate(location)
    store = store_of(location, clock)
    try:
        Office(store, person).do(OpenOffice(person))
    finally:
        store.close()


def _name_on_server(location: Location) -> bytes:
    return name_of_url(location.url or "")


def server_key_file(location: Location) -> Path:
    """Give the file for the key of a database on a server, for where it is not in the keyring."""
    return key_folder() / f"{_name_on_server(location).hex()}.key"

"""The ways into a database that the start page offers: new, open, practice data."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from aspire_desktop.app import databases, settings
from aspire_desktop.app.backup_places import Places
from aspire_desktop.app.holding import Hold, hold
from aspire_desktop.app.practice import PRACTICE, build
from aspire_desktop.app.request import office_of
from aspire_desktop.app.restoring import RestoreOrder, RestoreOutcome, restored, told_again
from aspire_desktop.app.shared_places import warning_of
from aspire_desktop.domain.office.clock import Clock
from aspire_desktop.domain.office.errors import Explanation, Refused
from aspire_desktop.services.office.backups import Backups
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.keys import Key, Vault, key_file, salt_of
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.upkeep import make_ready
from aspire_desktop.ui.shell.openings import KeyWanted, Opened


class Doors:
    """Opens databases for a window, on behalf of one person."""

    def __init__(self, person: str, clock: Clock, vault: Vault) -> None:
        self._person = person
        self._clock = clock
        self._vault = vault
        self._made: Path | None = None

    def last(self) -> Path | None:
        """Give the database that was open last, or else the user's own, if it is there."""
        noted = settings.last_database()
        for file in (Path(noted) if noted else None, settings.default_database()):
            if file is not None and file.is_file():
                return file
        return None

    def person(self) -> str:
        """Give the name the computer has for whoever sits at it."""
        return self._person

    def folder(self) -> Path:
        """Give the folder that is offered for a new database, made if need be."""
        folder = settings.data_folder()
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def new(self, file: Path, person: str) -> Opened:
        """Make a database in which the person holds every role; raise Refused where a file is there."""
        made = databases.make(databases.named(str(file)), person, self._clock, self._vault)
        self._made = made.location.file
        return replace(self._opened(made.location, recovery_key=made.recovery_key), key_kept=made.kept.told)

    def open(self, file: Path, recovery_key: str = "") -> Opened:
        """Open a database; raise KeyWanted without its key, Unreadable for what is no such database."""
        place = databases.named(str(file))
        databases.refuse_missing(place)
        assert place.file is not None
        salt = salt_of(place.file)
        if salt is not None and self._vault.find(salt, key_file(place.file)) is None:
            self._take_key(place.file, salt, recovery_key)
        return self._opened(databases.unlocked(place, self._vault))

    def practice(self) -> Opened:
        """Open the practice database, made of invented data if it is not there yet."""
        folder = settings.data_folder() / "practice"
        if not (folder / PRACTICE).exists():
            build(folder, self._person, self._clock)
        return self._opened(databases.unlocked(Location(file=folder / PRACTICE), self._vault))

    def restore(self, backup: Path, target: Path, recovery_key: str = "") -> Opened:
        """Put a backup in the place of a database, or where none is yet, and open it.

        Raises KeyWanted where its key is not here, Refused with nothing changed where it is damaged.
        """
        place = databases.named(str(target))
        databases.refuse_missing(Location(file=backup))
        assert place.file is not None
        salt = salt_of(backup)
        if salt is not None and self._vault.find(salt, key_file(place.file), key_file(backup)) is None:
            _refuse_without_key(backup, salt, recovery_key)
        lists = tuple(each.folder for each in Places(place.file).read())
        order = RestoreOrder(backup, place.file, self._person, recovery_key or None, lists=lists)
        done = restored(order, self._clock, self._vault)
        opened = self._opened(databases.unlocked(place, self._vault))
        return replace(opened, warning=_restored_words(backup, done))

    def confirm(self, opened: Opened) -> None:
        """Remember the database that was made: its recovery key is safe, so set-up is complete."""
        if self._made is not None and self._made.name == opened.name:
            settings.remember_database(str(self._made))

    def _take_key(self, file: Path, salt: bytes, typed: str) -> None:
        """Keep the key that the person typed, once it has opened the file."""
        self._vault.keep(_refuse_without_key(file, salt, typed), key_file(file))

    def _opened(self, location: Location, recovery_key: str = "") -> Opened:
        assert location.file is not None
        held = hold(location.file, self._person, self._clock.now())
        try:
            make_ready(location, self._clock.now())
            store = databases.store_of(location, self._clock)
            office = office_of(store, self._person)
        except BaseException:
            held.let_go()
            raise
        practice = location.file.name == PRACTICE
        warning = None if practice else warning_of(location.file)
        if not practice and not recovery_key and not _is_copy(location.file):
            settings.remember_database(str(location.file))
        own = None if practice else Backups(store, self._clock, Places(location.file))
        closes = partial(_close, store, held)
        return Opened(
            office, location.file.name, closes, practice, recovery_key, warning=warning, backups=own
        )


def _close(store: Store, held: Hold) -> None:
    store.close()
    held.let_go()


def _refuse_without_key(file: Path, salt: bytes, typed: str) -> Key:
    """Give the key that the person typed, once it has opened the file; raise KeyWanted."""
    if not typed:
        databases.refuse_no_database(file)
        raise KeyWanted(databases.no_key_words(file), do="Type its recovery key.")
    try:
        return databases.tried_key(file, salt, typed)
    except Refused as refused:
        told = refused.explanation
        raise KeyWanted(told.what, safe=told.safe, do=told.do) from refused


def _restored_words(backup: Path, done: RestoreOutcome) -> Explanation:
    kept = done.restored.before
    safe = f"What was there before is kept as {kept}." if kept else ""
    return Explanation(f"Restored from {backup.name}, opened and checked.", safe, " ".join(told_again(done)))


def _is_copy(file: Path) -> bool:
    """Tell whether a file is a copy of the database that is remembered: looking into it once is no move."""
    noted = settings.last_database()
    own = Path(noted) if noted else settings.default_database()
    if not own.is_file() or own.samefile(file):
        return False
    salt = salt_of(own)
    return salt is not None and salt == salt_of(file)

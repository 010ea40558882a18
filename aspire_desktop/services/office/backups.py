"""The backups of one database: made in every place, checked, thinned, listed, weighed before a restore."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from aspire_desktop.domain.office.backups import (
    BackupPlaceState,
    BackupRow,
    BackupState,
    Checked,
    KeptCopy,
    Loss,
    Shelf,
    may_go,
    shelved,
)
from aspire_desktop.domain.office.clock import Clock
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.domain.office.history import act_noted, act_words
from aspire_desktop.storage.backup import back_up
from aspire_desktop.storage.chain import Head
from aspire_desktop.storage.copies import (
    NotedCopy,
    copies_in,
    copy_name,
    let_go,
    looked_over,
    note_down,
    notes_of,
)
from aspire_desktop.storage.engines import Location, salt_in
from aspire_desktop.storage.erased_list import keep_list, listed_in
from aspire_desktop.storage.journal import head, holds
from aspire_desktop.storage.keys import salt_of
from aspire_desktop.storage.lookups.office.history import actions_after
from aspire_desktop.storage.peek import content, peeking
from aspire_desktop.storage.store import Store

FIRST_NAMED: Final = frozenset(
    {"SubmitReturn", "RestateReturn", "IssueCertificates", "ReissueCertificate", "RevokeCertificates"}
)
"""What went out of the house: named first where a restore would lose it."""
UPDATES: Final = "before-migration"
Told = Callable[[int, int, str], None]
"""How far it is: done, of how many, the item in hand."""


@dataclass(frozen=True)
class NotedPlace:
    """A place of backups as this computer remembers it; `newest` is the newest good copy in it."""

    folder: Path
    newest: datetime | None = None
    trouble: str = ""


class PlaceBook(Protocol):
    """Where this computer remembers the places."""

    def read(self) -> Sequence[NotedPlace]:
        """Give the places, the first to be written to first."""
        ...

    def write(self, places: Sequence[NotedPlace]) -> None:
        """Remember them."""
        ...


class Backups:
    """May be asked on any thread, by one at a time. Places that are away stop nothing."""

    def __init__(self, store: Store, clock: Clock, book: PlaceBook) -> None:
        assert store.location.file is not None
        self._store, self._clock, self._book = store, clock, book
        self.file = store.location.file.absolute()
        self._key = store.location.key
        self._salt = salt_in(store.location)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The places, the first to be written to first."""
        return tuple(place.folder for place in self._book.read())

    def state(self) -> BackupState:
        """Say how things stand; reads the notes beside the copies, and opens none of them."""
        places, by_name = list[BackupPlaceState](), dict[str, list[KeptCopy]]()
        shelves: dict[str, Shelf] = {}
        for place in self._book.read():
            there = self._copies(place.folder)
            shelves |= {copy.file.name: shelf for copy, shelf in shelved(there).items()}
            for copy in there:
                by_name.setdefault(copy.file.name, []).append(copy)
            here = place.folder.is_dir()
            taken = [copy.at for copy in there if copy.checked is Checked.SOUND]
            newest = max(taken, default=None) if here else place.newest
            places.append(BackupPlaceState(place.folder, here, newest, place.trouble))
        updates = self._updates()
        for copy in updates:
            by_name.setdefault(copy.file.name, []).append(copy)
        shelves |= {copy.file.name: shelf for copy, shelf in shelved(updates).items()}
        copies = sorted(by_name.values(), key=lambda each: each[0].at, reverse=True)
        older = [*copies[1:], ()]
        rows = tuple(
            _row(each, before, shelves.get(each[0].file.name))
            for each, before in zip(copies, older, strict=False)
        )
        good = [each for found in copies for each in found if each.checked is Checked.SOUND]
        with self._store.reading() as connection:
            ours = (each.head for each in good if holds(connection, Head(each.head, each.digest)))
            pending = head(connection).id - max(ours, default=0)
        return BackupState(tuple(places), rows, pending)

    def back_up(self, tell: Told | None = None) -> BackupState:
        """Make a copy in every place that is there, check each, thin the older ones.

        No place stops another, or raises: what went wrong there is remembered, and said by the state.
        """
        at, places = self._clock.now(), list(self._book.read())
        source, kept = self._store.location, list[NotedPlace]()
        for number, place in enumerate(places):
            if tell is not None:
                tell(number, len(places), str(place.folder))
            try:
                source = self._write(source, place.folder, at)
                kept.append(NotedPlace(place.folder, at))
            except Refused as refused:
                kept.append(NotedPlace(place.folder, place.newest, refused.explanation.what))
        self._book.write(kept)
        self._look_over([copy for copy in self._updates() if copy.checked is Checked.NOT_YET])
        return self.state()

    def check(self, tell: Told | None = None) -> BackupState:
        """Open every copy in every place and check all of it; what is found is noted beside it."""
        every = [copy for place in self._book.read() for copy in self._copies(place.folder)]
        self._look_over([*every, *self._updates()], tell)
        return self.state()

    def choose(self, folders: Sequence[Path]) -> None:
        """Take these folders as the places, made where they are not there; raise Refused."""
        known = {place.folder: place for place in self._book.read()}
        for folder in folders:
            _make(folder)
        self._book.write([known.get(folder, NotedPlace(folder)) for folder in folders])

    def keep_lists(self) -> None:
        """Have the list in every place say at once whom was erased; one that is away hears it later."""
        for place in self._book.read():
            if place.folder.is_dir():
                keep_list(self._store.location, place.folder)

    def loss(self, file: Path) -> Loss:
        """Say what would be missing if a backup were restored; raise Refused for one that does not open."""
        taken = next((row.at for row in self.state().rows if file in row.files), None)
        at = taken or datetime.fromtimestamp(file.stat().st_mtime, self._clock.now().tzinfo)
        if salt_of(file) != self._salt:
            return Loss(at, same=False)
        with peeking(file, self._key) as opened:
            held: Head = content(opened).head
        with self._store.reading() as connection:
            if not holds(connection, held):
                return Loss(at, same=False)
            lost = actions_after(connection, held.id)
        first = tuple(row.title for row in lost if act_noted(row.kind) in FIRST_NAMED)
        rest = Counter(
            act_words(act_noted(row.kind)) for row in lost if act_noted(row.kind) not in FIRST_NAMED
        )
        people = len({row.actor for row in lost})
        return Loss(at, True, len(lost), people, first, tuple(rest.most_common()))

    def _look_over(self, copies: Sequence[KeptCopy], tell: Told | None = None) -> None:
        for number, copy in enumerate(copies):
            if tell is not None:
                tell(number, len(copies), copy.file.name)
            note_down(copy.file.parent, self.file, {copy.file.name: looked_over(copy, self._key)})

    def _updates(self) -> list[KeptCopy]:
        """Give the copies from before an update: they lie beside the database, whatever the places are."""
        return copies_in(self.file.parent / UPDATES, self.file, self._salt, before_update=True)

    def _copies(self, folder: Path) -> list[KeptCopy]:
        return copies_in(folder, self.file, self._salt, before_update=False)

    def _write(self, source: Location, folder: Path, at: datetime) -> Location:
        """Write one checked copy; give it, to be copied on to the next place: all hold the same moment."""
        if not folder.is_dir() and folder.parent == self.file.parent:
            _make(folder)
        if not folder.is_dir():
            raise Refused(f"{folder} is not connected.", do="Connect it, or choose another place.")
        made = back_up(source, folder / copy_name(self.file, at))
        size = made.file.stat().st_size
        noted = NotedCopy(at.isoformat(), size, made.anchor.id, made.anchor.digest, Checked.SOUND)
        note_down(folder, self.file, {made.file.name: noted})
        keep_list(self._store.location, folder, listed_in(self.file.parent))
        let_go(may_go(self._copies(folder)))
        note_down(folder, self.file, notes_of(folder, self.file))
        return Location(file=made.file, key=self._key)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"The folder {folder} cannot be made.", do="Choose another one.") from error


def _row(copies: Sequence[KeptCopy], before: Sequence[KeptCopy], shelf: Shelf | None) -> BackupRow:
    newest = copies[0]
    worst = next((each.checked for each in copies if each.checked is not Checked.SOUND), Checked.SOUND)
    known = bool(before and before[0].head and newest.head >= before[0].head)
    changes = newest.head - before[0].head if known else None
    files = tuple(each.file for each in copies)
    return BackupRow(newest.file.name, newest.at, newest.size, changes, worst, shelf, files)

"""A database that is open: transactions that write through a unit of work, and reads beside them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias, cast

import sqlcipher3
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError

from aspire_desktop.domain.office.clock import Clock
from aspire_desktop.domain.office.errors import Refused, RuleBroken, Unreadable
from aspire_desktop.domain.office.values import ActionId
from aspire_desktop.storage import journal
from aspire_desktop.storage.backup import keep_aside
from aspire_desktop.storage.chain import Head
from aspire_desktop.storage.engines import Location, reading_engine, salt_in, writing_engine
from aspire_desktop.storage.frozen import refuse_touching_erased
from aspire_desktop.storage.mapping import map_all
from aspire_desktop.storage.open_files import is_in_another_window, note_closed, note_open
from aspire_desktop.storage.precedence import Precedence
from aspire_desktop.storage.troubles import told_plainly
from aspire_desktop.storage.whereabouts import Whereabouts
from aspire_desktop.storage.work import Difference, UnitOfWork

if TYPE_CHECKING:
    from sqlcipher3 import Connection as Driver

CAP_RULES = {
    "none is free": "Choose another funding, or wait until a place is released.",
    "so it cannot have only": "Release places first.",
}
"""In what the database itself says where a cap would not hold, by the migration that made its triggers; and
what to do."""
Invariant: TypeAlias = Callable[[Connection, frozenset[str]], None]
"""Asked before every commit with the names of the tables touched; raises RuleBroken."""


class Store:
    """One open database. Connections are made when first needed and kept; close gives them back."""

    def __init__(self, location: Location, clock: Clock, invariants: Sequence[Invariant] = ()) -> None:
        map_all()
        self.location = location
        self.clock = clock
        self._invariants = invariants
        self._opening = Lock()
        self._precedence = Precedence()
        self._engines: tuple[Engine, Engine] | None = None
        self._whereabouts: Whereabouts | None = None
        self._kept: Path | None = None

    @contextmanager
    def writing(self, actor: str) -> Iterator[UnitOfWork]:
        """Hold the write lock for a unit of work; what is not sealed by `seal` is rolled back.

        Where saving itself meets trouble, the history is asked whether the work is in it: then all is well,
        and what is refused as not changed was not.
        """
        ending: list[Head] = []
        try:
            with (
                self._precedence.taken(),
                told_plainly(),
                self._writer.connect() as connection,
                connection.begin() as transaction,
            ):
                # a pooled connection remembers: after a failed flush its door would stand open
                connection.info.update(door=False, sealed=False)
                self._refuse_elsewhere("This change was not saved.")
                work = UnitOfWork(connection, self.clock, actor, _secret(self.location))
                try:
                    yield work
                finally:
                    work.close()
                if work.sealed is None:
                    transaction.rollback()
                else:
                    ending.append(work.sealed)
        except IntegrityError as error:
            for words, do in CAP_RULES.items():
                if words in str(error.orig):
                    raise RuleBroken(str(error.orig).partition("\n")[0], do=do) from error
            raise RuleBroken(
                "Something else still refers to it, or holds the same name.",
                do="Remove or change that first.",
            ) from error
        except Exception as error:
            if not ending or not self._was_kept(ending[0], error):
                raise
        if ending:
            self._refuse_elsewhere("This change is among it.")
            self._note_written()

    def _was_kept(self, sealed: Head, trouble: Exception) -> bool:
        """Tell whether a work whose saving met trouble is in the history; refuse where it cannot be read."""
        try:
            with self.reading() as connection:
                return journal.holds(connection, sealed)
        except Refused as away:
            raise Refused(
                away.explanation.what,
                safe="Whether this was saved cannot be told now; all that was saved before is safe.",
                do="Once the database can be read again, look whether it is there before you do it again.",
            ) from trouble

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one moment of the database and cannot write."""
        with told_plainly(), self._reader.connect() as connection, connection.begin():
            yield connection

    def check(self, work: UnitOfWork) -> list[Difference]:
        """Give what the work changes, after asking every rule that must hold at its end."""
        differences = work.changed = work.differences()
        touched = frozenset(difference.table.name for difference in differences)
        for invariant in self._invariants:
            invariant(work.connection, touched)
        refuse_touching_erased(work.connection, differences)
        work.check_count()
        return differences

    def seal(self, work: UnitOfWork, entry: journal.Entry) -> tuple[ActionId | None, frozenset[str]]:
        """Write the journal; the transaction commits when its block ends. Gives the action and its topics.

        An action that changed nothing leaves no trace (its id is None), unless it is final.
        """
        differences = self.check(work)
        if not differences and not entry.final:
            return None, frozenset()
        work.sealed = journal.write(work.connection, entry, differences)
        work.connection.info["sealed"] = True
        return ActionId(work.sealed.id), frozenset(difference.table.name for difference in differences)

    def close(self) -> None:
        """Close every connection; the last one that may write merges the log into the file.

        A command that finds a window at work leaves the log as it is, whatever the locks say. So does
        whoever finds another file in the database's place, and keeps aside what is in none.
        """
        if self._engines is None:
            return
        writer, reader = self._engines
        leaves = self._is_elsewhere()
        if leaves and self._kept is None:
            with suppress(Refused, sqlcipher3.DatabaseError, DBAPIError):  # nobody is left to be told
                self._keep_aside()
        file = self.location.file
        leaves = leaves or (file is not None and is_in_another_window(file))
        for engine in (writer, reader) if leaves else (reader, writer):
            engine.dispose()
        if file:
            note_closed(file, salt_in(self.location))
        self._engines = self._whereabouts = self._kept = None

    def _is_elsewhere(self) -> bool:
        return bool(self._whereabouts and self._whereabouts.trouble())

    @property
    def _writer(self) -> Engine:
        return self._both[0]

    @property
    def _reader(self) -> Engine:
        return self._both[1]

    @property
    def _both(self) -> tuple[Engine, Engine]:
        with self._opening:
            if self._engines is None:
                self._engines = self._open()
            return self._engines

    def _open(self) -> tuple[Engine, Engine]:
        """Make both engines, one connection of each, and note what the files are."""
        writer, reader = writing_engine(self.location), reading_engine(self.location)
        event.listen(reader, "before_cursor_execute", self._precedence.stand_back)
        if self.location.file:
            note_open(self.location.file, salt_in(self.location))
            try:
                for engine in (writer, reader):  # in this order: the second finds the first one's log
                    engine.connect().close()
            except BaseException:
                note_closed(self.location.file, salt_in(self.location))
                raise
            self._whereabouts = Whereabouts(self.location.file)
        return writer, reader

    def _note_written(self) -> None:
        if self._whereabouts is not None:
            self._whereabouts.note_written()

    def _refuse_elsewhere(self, of_this: str) -> None:
        """Raise Unreadable where the file is not the one that was opened: what is written is in no file."""
        trouble = self._whereabouts.trouble() if self._whereabouts else ""
        if not trouble:
            return
        try:
            kept = self._kept = self._kept or self._keep_aside()
        except (Refused, sqlcipher3.DatabaseError, DBAPIError) as error:
            because = error.explanation.what if isinstance(error, Refused) else "it cannot be read any more."
            raise Unreadable(
                f"{trouble} Work on it has stopped.",
                safe=f"What was saved here since could not be kept aside: {because}",
                do="Leave this open, put that right and make a change again: keeping it is tried anew. "
                "Where that fails, restore the latest backup.",
            ) from error
        raise Unreadable(
            f"{trouble} Work on it has stopped.",
            safe=f"All that was saved here is kept in {kept}. {of_this}",
            do=f"Close this, look at both files and go on with the right one: aspire-desktop restore "
            f"“{kept.name}”, or open what is there now.",
        )

    def _keep_aside(self) -> Path:
        """Copy all that the connections still hold to a file of its own."""
        with self._reader.connect() as connection:
            opened = cast("Driver", connection.connection.driver_connection)
            return keep_aside(opened, self.location, self.clock.now())


def _secret(location: Location) -> bytes | None:
    """Give the 32 bytes that wrap private keys: the first 64 hexadecimal digits of the database's key.

    A plain file has no secrets to keep, so its keys are wrapped under noughts; a server without a key has
    none to give.
    """
    if location.key is None:
        return bytes(32) if location.file else None
    return bytes.fromhex(location.key[:64])

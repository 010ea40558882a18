"""A database that is open: transactions that write through a unit of work, and reads beside them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TypeAlias

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from aspire_desktop.domain.clock import Clock
from aspire_desktop.domain.errors import Refused, RuleBroken
from aspire_desktop.domain.values import ActionId
from aspire_desktop.storage import journal
from aspire_desktop.storage.engines import Location, reading_engine, salt_in, writing_engine
from aspire_desktop.storage.frozen import refuse_touching_erased
from aspire_desktop.storage.mapping import map_all
from aspire_desktop.storage.open_files import note_closed, note_open
from aspire_desktop.storage.troubles import told_plainly
from aspire_desktop.storage.work import Difference, UnitOfWork

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
        self._open = False

    @contextmanager
    def writing(self, actor: str) -> Iterator[UnitOfWork]:
        """Hold the write lock for a unit of work; what is not sealed by `seal` is rolled back.

        Where saving itself meets trouble, the history is asked whether the work is in it: then all is well,
        and what is refused as not changed was not.
        """
        ending: list[journal.Head] = []
        try:
            with told_plainly(), self._writer.connect() as connection, connection.begin() as transaction:
                # a pooled connection remembers: after a failed flush its door would stand open
                connection.info.update(door=False, sealed=False)
                work = UnitOfWork(connection, self.clock, actor, _secret(self.location))
                try:
                    yield work
                finally:
                    work.close()
                if work.sealed:
                    ending.append(journal.head(connection))
                else:
                    transaction.rollback()
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

    def _was_kept(self, sealed: journal.Head, trouble: Exception) -> bool:
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
        id = journal.write(work.connection, entry, differences)
        work.sealed = work.connection.info["sealed"] = True
        return id, frozenset(difference.table.name for difference in differences)

    def close(self) -> None:
        """Close every connection."""
        for name in ("_writer", "_reader"):
            engine = self.__dict__.pop(name, None)
            if engine is not None:
                engine.dispose()
        if self._open and self.location.file:
            note_closed(self.location.file, salt_in(self.location))
        self._open = False

    def _note_open(self) -> None:
        if not self._open and self.location.file:
            note_open(self.location.file, salt_in(self.location))
        self._open = True

    @cached_property
    def _writer(self) -> Engine:
        self._note_open()
        return writing_engine(self.location)

    @cached_property
    def _reader(self) -> Engine:
        self._note_open()
        return reading_engine(self.location)


def _secret(location: Location) -> bytes | None:
    """Give the 32 bytes that wrap private keys: the first 64 hexadecimal digits of the database's key.

    A plain file has no secrets to keep, so its keys are wrapped under noughts; a server without a key has
    none to give.
    """
    if location.key is None:
        return bytes(32) if location.file else None
    return bytes.fromhex(location.key[:64])

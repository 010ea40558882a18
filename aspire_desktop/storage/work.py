"""The unit of work: one transaction in which every row changed leaves its image in the journal."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Executable,
    Insert,
    Select,
    Table,
    Update,
    insert,
    inspect,
    select,
)
from sqlalchemy import event as events
from sqlalchemy.orm import Session, UOWTransaction

from aspire_desktop.domain.office.clock import Clock, Moment
from aspire_desktop.domain.office.errors import NotFound
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.chain import Head
from aspire_desktop.storage.images import Image, image
from aspire_desktop.storage.lookups.office.kept_files import is_kept, kept_file
from aspire_desktop.storage.tables.journal import blob
from aspire_desktop.storage.tally import rows_written

E = TypeVar("E")
T = TypeVar("T")
P = ParamSpec("P")
_CALLED = {
    "Enrolment": "booking",
    "Layout": "form",
    "ReturnLine": "line",
    "VenueRoom": "room",
    "Version": "programme version",
}
"""What people call an entity whose class has another name."""


def called(entity: str) -> str:
    """Say what people call an entity, by the name of its class."""
    return _CALLED.get(entity, entity.lower())


@dataclass(frozen=True)
class Difference:
    """One row before and after the whole transaction."""

    table: Table
    row: int
    before: Image | None
    after: Image | None

    @property
    def tbl(self) -> str:
        """The name of the table, as the journal has it."""
        return self.table.name


class UnitOfWork:
    """What an action works with: find, add and delete entities, ask lookups, keep files.

    Rows are imaged as they are flushed; `differences` gives them at the end. Made by Store only.
    """

    def __init__(self, connection: Connection, clock: Clock, actor: str, secret: bytes | None = None) -> None:
        self.connection = connection
        self.clock = clock
        self.actor = actor
        self.secret = secret
        """32 bytes under which private keys are wrapped; None where the database has no key to give."""
        self.sealed: Head | None = None
        """The head of the history that this work makes, once its journal is written."""
        self.changed: list[Difference] = []
        """What the transaction changes, once the store has checked it."""
        self._first: dict[tuple[Table, int], Image | None] = {}
        self._expected = 0
        self._start = rows_written(connection)
        self._session = Session(connection, expire_on_commit=False)
        events.listen(self._session, "before_flush", self._before_flush)
        events.listen(self._session, "after_flush", self._after_flush)

    @property
    def moment(self) -> Moment:
        """The present moment, for the actor."""
        return Moment.of(self.clock, self.actor)

    def add(self, entity: E) -> E:
        """Add a new entity and give it back with its id."""
        self._session.add(entity)
        self.flush()
        return entity

    def add_all(self, entities: list[E]) -> None:
        """Add new entities in one go."""
        self._session.add_all(entities)
        self.flush()

    def delete(self, entity: object) -> None:
        """Delete an entity."""
        self._session.delete(entity)
        self.flush()

    def get(self, kind: type[E], id: int) -> E:
        """Give the entity with this id; raise NotFound if there is none (any more)."""
        found = self._session.get(kind, id)
        if found is None:
            raise NotFound.gone(called(kind.__name__))
        return found

    def first(self, kind: type[E], *where: ColumnElement[bool]) -> E | None:
        """Give the first entity (by id) that meets the conditions, or None."""
        return self._session.scalars(self._query(kind, where).limit(1)).first()

    def all(self, kind: type[E], *where: ColumnElement[bool]) -> list[E]:
        """Give the entities that meet the conditions, by id."""
        return list(self._session.scalars(self._query(kind, where)))

    def ask(self, lookup: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a lookup on what has been changed so far."""
        self.flush()
        return lookup(self.connection, *args, **kwargs)

    @contextmanager
    def noting_loads(self) -> Iterator[list[tuple[str, int]]]:
        """Give the rows that are loaded within the block, each by its table's name and its number."""
        rows: list[tuple[str, int]] = []

        def note(_session: Session, entity: object) -> None:
            rows.append((_table_of(entity).name, _id_of(entity)))

        events.listen(self._session, "loaded_as_persistent", note)
        try:
            yield rows
        finally:
            events.remove(self._session, "loaded_as_persistent", note)

    def flush(self) -> None:
        """Send pending changes to the database."""
        self._session.flush()

    def keep(self, content: bytes) -> str:
        """Keep a file's content and give its digest (sha256, hexadecimal), by which rows name it.

        A file is kept once, is not journalled and stays when what named it is taken back.
        """
        digest = hashlib.sha256(content).hexdigest()
        if not self.ask(is_kept, digest):
            with through_the_door(self.connection):
                self.connection.execute(insert(blob).values(digest=digest, content=content))
            self._expected += 1
        return digest

    def content(self, digest: str) -> bytes:
        """Give the content of a file that was kept; raise Unreadable where it is not there or damaged."""
        return self.ask(kept_file, digest)

    def write(self, statement: Delete | Update, count: int) -> None:
        """Run a Core statement that writes `count` rows whose images are noted already."""
        self._write(statement, None, count)

    def write_rows(self, statement: Insert, rows: list[dict[str, object]]) -> None:
        """Insert rows, ids included, whose images are noted already."""
        self._write(statement, rows, len(rows))

    def note(self, table: Table, row: int, before: Image | None) -> None:
        """Remember a row's image before the change (None: it was not there); the first one wins."""
        self._first.setdefault((table, row), before)

    def close(self) -> None:
        """Let go of the entities."""
        self._session.close()

    def differences(self) -> list[Difference]:
        """Re-read every touched row once and give those that differ, by table and row."""
        self.flush()
        now = self._images(sorted(self._first, key=lambda key: (key[0].name, key[1])))
        return [
            Difference(table, row, self._first[table, row], after)
            for (table, row), after in now.items()
            if after != self._first[table, row]
        ]

    def check_count(self) -> None:
        """Compare rows written with rows seen: a cascade or a trigger would have left no image."""
        written = rows_written(self.connection) - self._start
        if written != self._expected:
            raise RuntimeError(f"{written} rows were written but {self._expected} were seen")

    def _write(self, statement: Executable, rows: list[dict[str, object]] | None, count: int) -> None:
        self.flush()
        self._session.expire_all()
        with through_the_door(self.connection):
            self.connection.execute(statement, rows)
        self._expected += count

    def _query(self, kind: type[E], where: tuple[ColumnElement[bool], ...]) -> Select[Any]:
        table: Any = inspect(kind).local_table
        return select(kind).where(*where).order_by(table.c.id)

    def _before_flush(self, session: Session, _context: UOWTransaction, _instances: object) -> None:
        stored = [entity for entity in session.dirty if session.is_modified(entity)]
        stored += session.deleted
        keys = [(_table_of(entity), _id_of(entity)) for entity in stored]
        for (table, row), taken in self._images([key for key in keys if key not in self._first]).items():
            self.note(table, row, taken)
        self._expected += len(stored) + len(session.new)
        self.connection.info["door"] = True

    def _after_flush(self, session: Session, _context: UOWTransaction) -> None:
        self.connection.info["door"] = False
        for entity in session.new:
            self.note(_table_of(entity), _id_of(entity), None)

    def _images(self, keys: list[tuple[Table, int]]) -> dict[tuple[Table, int], Image | None]:
        found: dict[tuple[Table, int], Image | None] = dict.fromkeys(keys)
        rows: dict[Table, list[int]] = {}
        for table, row in keys:
            rows.setdefault(table, []).append(row)
        for table, ids in rows.items():
            taken = stored_images(self.connection, table, ids)
            found.update({(table, row): image for row, image in taken.items()})
        return found


def stored_images(connection: Connection, table: Table, ids: Iterable[int]) -> dict[int, Image]:
    """Take the images of the stored rows with these ids, by id."""
    rows = connection.execute(select(table).where(among(connection, table.c.id, ids))).mappings()
    return {int(row["id"]): image({str(name): value for name, value in row.items()}) for row in rows}


@contextmanager
def through_the_door(connection: Connection) -> Iterator[None]:
    """Let writes pass the guard for as long as the block lasts."""
    connection.info["door"] = True
    try:
        yield
    finally:
        connection.info["door"] = False


def _id_of(entity: object) -> int:
    return int(getattr(entity, "id"))  # noqa: B009


def _table_of(entity: object) -> Table:
    table: Any = inspect(type(entity)).local_table
    assert isinstance(table, Table)
    return table

"""Checking all of a database: its file, its references, its history, its kept files, its rules."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Connection, Table, func, inspect, select

from aspire_desktop.domain.office.clock import SystemClock
from aspire_desktop.domain.office.errors import Damaged, RuleBroken
from aspire_desktop.storage import journal
from aspire_desktop.storage.chain import Head
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.images import Image, image, values
from aspire_desktop.storage.peek import faults, peeking
from aspire_desktop.storage.store import Invariant, Store
from aspire_desktop.storage.tables.journal import JOURNAL, blob, change
from aspire_desktop.storage.tables.schema import SCHEMA, kept_files, metadata
from aspire_desktop.storage.troubles import told_plainly
from aspire_desktop.storage.upkeep import refuse_unknown, schema_of

Inspection: TypeAlias = Callable[[Connection], list[str]]
"""Looks for what no rule at the end of a transaction can see, and says it in words."""


class FindingKind(Enum):
    """What is the matter, which decides what helps."""

    DAMAGED = auto()
    """The file, or a file kept in it, is not as it was written."""
    ALTERED = auto()
    """The history, or what follows from it, was changed by something other than this program."""
    BROKEN = auto()
    """The data break a rule of the office, or lost what they rest on."""


@dataclass(frozen=True)
class Finding:
    """Something that is wrong, in words; `rule` is the rule broken or the inspection that found it."""

    kind: FindingKind
    what: str
    rule: Invariant | Inspection | None = None


def problems(
    location: Location, invariants: Sequence[Invariant] = (), inspections: Sequence[Inspection] = ()
) -> list[str]:
    """Give the words of `findings`."""
    return [each.what for each in findings(location, invariants, inspections)]


def findings(
    location: Location,
    invariants: Sequence[Invariant] = (),
    inspections: Sequence[Inspection] = (),
    anchor: Head | None = None,
) -> list[Finding]:
    """Give everything that is wrong; an empty list is a sound database.

    `anchor` is what its history must hold. Raises Refused where it cannot be checked now: it is busy, its
    server or disk is away, or it is a newer program's.
    """
    if location.file is None:
        return _content_faults(location, invariants, inspections, anchor)
    try:
        found = [Finding(FindingKind.DAMAGED, each) for each in _file_faults(location.file, location.key)]
        return found or _content_faults(location, invariants, inspections, anchor)
    except Damaged as damaged:
        return [Finding(FindingKind.DAMAGED, damaged.explanation.what)]


def _file_faults(file: Path, key: str | None) -> list[str]:
    with peeking(file, key, live=True) as opened:
        return faults(opened, encrypted=key is not None)


def _content_faults(
    location: Location,
    invariants: Sequence[Invariant],
    inspections: Sequence[Inspection],
    anchor: Head | None,
) -> list[Finding]:
    store = Store(location, SystemClock())
    try:
        with told_plainly(), store.reading() as connection:
            current = refuse_unknown(schema_of(connection)) == SCHEMA
            altered = (
                journal.verify(connection) + altered_rows(connection) + _other_history(connection, anchor)
            )
            damaged = altered_files(connection) + missing_files(connection)
            found = [Finding(FindingKind.ALTERED, each) for each in altered]
            found += [Finding(FindingKind.DAMAGED, each) for each in damaged]
            # the rules ask for what an older schema lacks: they are asked once it is brought forward
            if current:
                found += [told for each in invariants for told in _broken(each, connection)]
                found += [
                    Finding(FindingKind.BROKEN, told, by) for by in inspections for told in by(connection)
                ]
            return found
    finally:
        store.close()


def _other_history(connection: Connection, anchor: Head | None) -> list[str]:
    if anchor is None or journal.holds(connection, anchor):
        return []
    return [f"The history does not hold the anchor {anchor}: it is another one, or was written anew."]


def _broken(invariant: Invariant, connection: Connection) -> list[Finding]:
    """Ask a rule as if everything had just been changed."""
    try:
        invariant(connection, frozenset(metadata.tables))
    except RuleBroken as broken:
        return [Finding(FindingKind.BROKEN, broken.explanation.what, invariant)]
    return []


def altered_files(connection: Connection) -> list[str]:
    """Name every kept file whose content is no longer what its digest says."""
    query = select(blob.c.digest, blob.c.content)
    rows = connection.execute(query, execution_options={"yield_per": 20})  # of this query alone
    return [
        f"The kept file {row.digest[:12]} was altered after it was written."
        for row in rows
        if hashlib.sha256(row.content).hexdigest() != row.digest
    ]


def missing_files(connection: Connection) -> list[str]:
    """Name everything whose kept file is not there: certificates, returns, forms, signed files, answers."""
    kept, there = select(blob.c.digest), _there(connection)
    return [
        f"{each.what} {name} is missing."
        for each in kept_files()
        if each.digest.name in there.get(each.digest.table.name, ())
        for name in connection.scalars(select(each.called).where(each.digest.not_in(kept), each.digest != ""))
    ]


def altered_rows(connection: Connection) -> list[str]:
    """Name every row that is not as the history left it: it was altered beside the program.

    A column that a later migration added is judged from the first change that has it in its image; of a
    database that was not brought forward yet, the tables and columns that it has.
    """
    found, there = list[str](), _there(connection)
    for name, table in sorted(metadata.tables.items()):
        if name not in JOURNAL and name in there:
            left, stored = _left_by_history(connection, name), _stored(connection, table, there[name])
            differ = (
                row for row in left.keys() | stored.keys() if not _as_left(left.get(row), stored.get(row))
            )
            found += [f"Row {row} of {name} is not as its history says." for row in sorted(differ)]
    return found


def _as_left(left: Image | None, stored: Image | None) -> bool:
    if left is None or stored is None or left == stored:
        return left == stored
    return values(left).items() <= values(stored).items()


def _left_by_history(connection: Connection, table: str) -> dict[int, Image]:
    """Give each row of a table as the last change to it left it; rows that went are not in it."""
    last = (
        select(change.c.row, func.max(change.c.action).label("action"))
        .where(change.c.tbl == table)
        .group_by(change.c.row)
        .subquery()
    )
    query = select(change.c.row, change.c.after).join(
        last, (last.c.row == change.c.row) & (last.c.action == change.c.action)
    )
    rows = connection.execute(query.where(change.c.tbl == table, change.c.after.is_not(None)))
    return {row.row: Image(row.after) for row in rows}


def _stored(connection: Connection, table: Table, there: Collection[str]) -> dict[int, Image]:
    query = select(*(column for column in table.c if column.name in there))
    rows = connection.execute(query).mappings()
    return {int(row["id"]): image({str(name): value for name, value in row.items()}) for row in rows}


def _there(connection: Connection) -> dict[str, frozenset[str]]:
    """Give the tables of the database with their columns: an older one has fewer."""
    inspector = inspect(connection)
    return {
        name: frozenset(str(column["name"]) for column in inspector.get_columns(name))
        for name in inspector.get_table_names()
    }

"""Taking a person out of the rows and the history of a database, so that the chain of digests still holds.

A row and every image of it lose the same words. What a digest covered is gone then: its salt goes too, since
digests of names could be guessed, and the digest of what is left is given back, to be journalled by the
action that erases.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, Row, delete, or_, select, update

from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.belongings import Belongings
from aspire_desktop.storage.chain import redacted_digest, sha
from aspire_desktop.storage.identity import Identity, images_of
from aspire_desktop.storage.images import restored, values
from aspire_desktop.storage.lookups.kept_files import named_files
from aspire_desktop.storage.personal import FREE, PERSONAL, Redaction
from aspire_desktop.storage.tables.certificates import certificates
from aspire_desktop.storage.tables.funding import return_lines
from aspire_desktop.storage.tables.journal import action, blob, change
from aspire_desktop.storage.tables.schema import metadata
from aspire_desktop.storage.tables.settlements import query_files
from aspire_desktop.storage.work import UnitOfWork, stored_images

_REASON = re.compile(r"\.? Reason: .*", re.S)
"""The end of an action's title in which somebody's own words stand."""


@dataclass
class Redacted:
    """Which parts of the journal were redacted, each with the digest of what is left of it."""

    changes: list[tuple[int, int, str]] = field(default_factory=list)
    """Action, seq, digest."""
    titles: list[tuple[int, str]] = field(default_factory=list)
    """Action, digest."""


def redact(work: UnitOfWork, identity: Identity) -> Redacted:
    """Take a person out of their rows, of every image of these and of titles; their kept files go too."""
    redaction = Redaction(identity.belongings, identity.veiled)
    touched = _touched(work.connection, identity)
    files = _files(work.connection, identity.belongings)
    done = Redacted()
    for table, rows in touched.items():
        _redact_rows(work, table, rows, redaction)
        _redact_changes(work, table, rows, redaction, done)
    _redact_titles(work, identity, done)
    forget(work, files)
    return done


def forget(work: UnitOfWork, digests: Iterable[str]) -> None:
    """Let go of the contents of kept files that nothing names any more."""
    work.flush()
    unnamed = set(digests) - named_files(work.connection)
    for digest in set(work.connection.scalars(select(blob.c.digest).where(blob.c.digest.in_(unnamed)))):
        work.write(delete(blob).where(blob.c.digest == digest), 1)


def _touched(connection: Connection, identity: Identity) -> dict[str, set[int]]:
    """Give the rows to redact by table: the person's own, and those in which a name of theirs stands."""
    told_in = (*FREE, return_lines.name)
    own = identity.belongings.rows.items()
    touched = {table: set(rows) for table, rows in own if table in (*PERSONAL, *told_in)}
    images = (change.c.before, change.c.after)
    holds = or_(*(column.contains(word, autoescape=True) for word in identity.told for column in images))
    query = select(change.c.tbl, change.c.row).where(holds, change.c.tbl.in_(told_in))
    for row in connection.execute(query.distinct()):
        touched.setdefault(row.tbl, set()).add(row.row)
    return touched


def _redact_rows(work: UnitOfWork, name: str, rows: Iterable[int], redaction: Redaction) -> None:
    """Write the rows without the person; their image counts as if it had never been another one."""
    table = metadata.tables[name]
    for row, taken in stored_images(work.connection, table, rows).items():
        then, left = values(taken), redaction.of(name, row, values(taken))
        changed = {column: value for column, value in left.items() if value != then[column]}
        if changed:
            work.note(table, row, redaction.image(name, row, taken))
            work.write(update(table).where(table.c.id == row).values(restored(table, changed)), 1)


def _redact_changes(
    work: UnitOfWork, name: str, rows: Iterable[int], redaction: Redaction, done: Redacted
) -> None:
    query = select(change).where(change.c.tbl == name, among(work.connection, change.c.row, rows))
    for row in work.connection.execute(query.order_by(change.c.action, change.c.seq)).all():
        before, after = (redaction.image(name, row.row, taken) for taken in (row.before, row.after))
        if (before, after) == (row.before, row.after):
            continue
        here = (change.c.action == row.action) & (change.c.seq == row.seq)
        work.write(update(change).where(here).values(before=before, after=after, salt=None), 1)
        done.changes.append((row.action, row.seq, redacted_digest(before, after)))


def _redact_titles(work: UnitOfWork, identity: Identity, done: Redacted) -> None:
    own = _changed_by(work.connection, identity.belongings)
    for row in _titled(work.connection, own, identity):
        left = identity.veiled(row.title, own=row.id in own)
        if own.get(row.id) == row.size:
            left = _REASON.sub("", left)
        if left != row.title:
            work.write(update(action).where(action.c.id == row.id).values(title=left, salt=None), 1)
            done.titles.append((row.id, sha(left)))


def _changed_by(connection: Connection, belongings: Belongings) -> dict[int, int]:
    """Count, by action, the person's rows that it changed."""
    found: dict[int, int] = {}
    for table, rows in belongings.rows.items():
        here = (change.c.tbl == table) & among(connection, change.c.row, rows)
        for row in connection.execute(select(change.c.action).where(here)):
            found[row.action] = found.get(row.action, 0) + 1
    return found


def _titled(
    connection: Connection, own: Iterable[int], identity: Identity
) -> list[Row[tuple[int, str, int]]]:
    """Give the actions whose titles may tell of the person: theirs, and those that name nobody else."""
    words = () if identity.shared else identity.words
    named = (action.c.title.contains(word, autoescape=True) for word in words)
    tells = or_(among(connection, action.c.id, own), *named)
    query = select(action.c.id, action.c.title, action.c.size).where(tells, action.c.title.is_not(None))
    return list(connection.execute(query.order_by(action.c.id)))


def _files(connection: Connection, belongings: Belongings) -> set[str]:
    """Give the digests of every file that was ever kept about the person."""
    return {
        str(taken["document"])
        for table in (certificates, query_files)
        for taken in images_of(connection, table.name, belongings.rows[table.name])
        if taken["document"]
    }

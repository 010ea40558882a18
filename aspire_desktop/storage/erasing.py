"""Taking a person out of the rows and the history of a database, so that the chain of digests still holds.

A row and every image of it lose the same words. What a digest covered is gone then: its salt goes too, since
digests of names could be guessed, and the digest of what is left is given back, to be journalled by the
action that erases.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from sqlalchemy import Connection, delete, or_, select, update

from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.belongings import Belongings
from aspire_desktop.storage.chain import redacted_digest, sha
from aspire_desktop.storage.identity import Identity, images_of
from aspire_desktop.storage.images import restored, values
from aspire_desktop.storage.lookups.office.kept_files import named_files
from aspire_desktop.storage.personal import FREE, Redaction
from aspire_desktop.storage.tables.journal import action, blob, change
from aspire_desktop.storage.tables.money.funding import return_lines
from aspire_desktop.storage.tables.money.settlements import query_files
from aspire_desktop.storage.tables.programmes.certificates import certificates
from aspire_desktop.storage.tables.programmes.enrolments import approvals
from aspire_desktop.storage.tables.schema import metadata
from aspire_desktop.storage.work import UnitOfWork, stored_images

Touched: TypeAlias = dict[str, set[int]]
"""Rows by table."""

_REASON = re.compile(r"\.? Reason: ")
"""Before the end of an action's title, in which somebody's own words stand."""


Redacted: TypeAlias = dict[tuple[int, int], str]
"""The digest of what is left of each redacted change, by action and seq."""


def touched_by(connection: Connection, identity: Identity) -> Touched:
    """Give the rows to redact by table: the person's own, and those in whose words their name may stand."""
    touched = {table: set(rows) for table, rows in identity.belongings.rows.items()}
    told_in = (*FREE, return_lines.name)
    query = select(change.c.tbl, change.c.row, change.c.before, change.c.after)
    rows = connection.execute(query.where(change.c.tbl.in_(told_in)).execution_options(yield_per=1000))
    for row in rows:
        if any(identity.may_name(taken) for taken in (row.before, row.after) if taken):
            touched.setdefault(row.tbl, set()).add(row.row)
    return touched


def redact(work: UnitOfWork, touched: Mapping[str, Iterable[int]], redaction: Redaction) -> Redacted:
    """Take a person out of rows and of every image of them."""
    done: Redacted = {}
    for table, rows in touched.items():
        _redact_rows(work, table, rows, redaction)
        _redact_changes(work, table, rows, redaction, done)
    return done


def redact_titles(work: UnitOfWork, identity: Identity) -> dict[int, str]:
    """Take a person out of the titles of actions; give the digests of what is left, by action."""
    own, done = _changed_by(work.connection, identity.belongings), dict[int, str]()
    for id, title, size in _titled(work.connection, own, identity):
        if id in own:
            left = _own_title(identity, title, alone=own[id] == size)
        else:
            left = identity.veiled(title, own=False)
        if left != title:
            work.write(update(action).where(action.c.id == id).values(title=left, salt=None), 1)
            done[id] = sha(left)
    return done


def _own_title(identity: Identity, title: str, *, alone: bool) -> str:
    """Take the person out of a title of theirs; the reason goes where it is about nobody else."""
    found = _REASON.search(title)
    if found is None:
        return identity.hidden(title) if alone else identity.veiled(title, own=True)
    head, reason = title[: found.start()], title[found.end() :]
    if alone:
        return identity.hidden(head)
    return f"{identity.veiled(head, own=True)}{found[0]}{identity.hidden(reason)}"


def files_about(connection: Connection, belongings: Belongings) -> set[str]:
    """Give the digests of every file that was ever kept about the person."""
    return {
        str(taken["document"])
        for table in (certificates, query_files, approvals)
        for taken in images_of(connection, table.name, belongings.rows[table.name])
        if taken["document"]
    }


def forget(work: UnitOfWork, digests: Iterable[str]) -> None:
    """Let go of the contents of kept files that nothing names, and that no redo could name again."""
    work.flush()
    unnamed = set(digests) - named_files(work.connection)
    for digest in work.connection.scalars(select(blob.c.digest).where(blob.c.digest.in_(unnamed))).all():
        named = or_(change.c.before.contains(digest), change.c.after.contains(digest))
        here = blob.c.digest == digest
        if work.connection.execute(select(change.c.action).where(named).limit(1)).first() is None:
            work.write(delete(blob).where(here), 1)


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
        told = (row.seq, name, row.row, before, after)
        done[row.action, row.seq] = redacted_digest(row.action, told)


def _changed_by(connection: Connection, belongings: Belongings) -> dict[int, int]:
    """Count, by action, the person's rows that it changed."""
    found: dict[int, int] = {}
    for table, rows in belongings.rows.items():
        here = (change.c.tbl == table) & among(connection, change.c.row, rows)
        for row in connection.execute(select(change.c.action).where(here)):
            found[row.action] = found.get(row.action, 0) + 1
    return found


def _titled(connection: Connection, own: Mapping[int, int], identity: Identity) -> list[tuple[int, str, int]]:
    """Give id, title and size of the actions that may tell of the person: theirs, and others by its words."""
    query = select(action.c.id, action.c.title, action.c.size).order_by(action.c.id)
    return [
        (row.id, row.title, row.size)
        for row in connection.execute(query)
        if row.id in own or (not identity.shared and identity.may_name(row.title))
    ]

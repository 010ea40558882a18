"""Whom a database has erased, as marks that say nothing of anybody.

A backup from before an erasure still holds the person. The mark of a person is a keyed digest of the digest
with which the history added them: that one is salted, so no name can be guessed from it, and it is the same
in every copy of the database and in no other. An id alone is not: after a restore it may be somebody else's.
"""

import hashlib
import hmac

from sqlalchemy import Connection, inspect, select

from aspire_desktop.domain.office.values import PersonId
from aspire_desktop.storage.belongings import records_of
from aspire_desktop.storage.tables.journal import action, change
from aspire_desktop.storage.tables.office.erasures import erasures
from aspire_desktop.storage.tables.office.people import people


def marks_in(connection: Connection) -> dict[str, PersonId]:
    """Give everybody who was ever added, by mark."""
    key = first_digest(connection).encode()
    query = select(change.c.row, change.c.digest).where(
        change.c.tbl == people.name, change.c.before.is_(None), change.c.after.is_not(None)
    )
    added: dict[int, str] = {}
    for row in connection.execute(query.order_by(change.c.action)):
        added.setdefault(
            row.row, row.digest
        )  # taken back and done again it is another change of the same row
    return {_mark(key, digest): PersonId(row) for row, digest in added.items()}


def erased_in(connection: Connection) -> frozenset[str]:
    """Give the marks of everybody who was erased, also as records that were merged into theirs."""
    if not inspect(connection).has_table(erasures.name):
        return frozenset()
    gone: set[PersonId] = set()
    for id in connection.scalars(select(erasures.c.person_id)):
        gone |= records_of(connection, id)
    return frozenset(mark for mark, id in marks_in(connection).items() if id in gone) if gone else frozenset()


def first_digest(connection: Connection) -> str:
    """Give the digest of the first action, which every copy of a database has and no other one."""
    return connection.scalar(select(action.c.digest).order_by(action.c.id).limit(1)) or ""


def _mark(key: bytes, digest: str) -> str:
    return hmac.new(key, f"erased {digest}".encode(), hashlib.sha256).hexdigest()

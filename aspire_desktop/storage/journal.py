"""Writing an action and its changes into the journal, and reading them back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, func, insert, inspect, select

from aspire_desktop.domain.office.values import ActionId
from aspire_desktop.storage.chain import (
    Head,
    Header,
    RowImages,
    action_digest,
    body_digest,
    change_digest,
    redacted_digest,
    salted,
    sha,
)
from aspire_desktop.storage.images import Image
from aspire_desktop.storage.tables import journal
from aspire_desktop.storage.tables.office.erasures import erasures
from aspire_desktop.storage.work import Difference, through_the_door

FIRST = "0" * 64
"""The digest before the first action."""


@dataclass(frozen=True)
class Entry:
    """What is written of an action; `undoes` and `root` are set for undo and redo."""

    at: datetime
    actor: str
    kind: str
    title: str
    final: bool
    schema: str
    undoes: ActionId | None = None
    root: ActionId | None = None


def head(connection: Connection) -> Head:
    """Give the last action's id and digest, or nought and the first digest."""
    newest = select(func.max(journal.action.c.id)).scalar_subquery()
    row = connection.execute(
        select(journal.action.c.id, journal.action.c.digest).where(journal.action.c.id == newest)
    ).first()
    return Head(row.id, row.digest) if row else Head(0, FIRST)


def write(connection: Connection, entry: Entry, differences: Sequence[Difference]) -> Head:
    """Write an action with its changes and give the head it makes; the caller holds the write lock."""
    last = head(connection)
    id = last.id + 1
    changes = [_change(id, seq, difference) for seq, difference in enumerate(differences)]
    header = Header(
        id,
        entry.at,
        entry.actor,
        entry.kind,
        entry.undoes,
        entry.root or id,
        entry.final,
        len(changes),
        entry.schema,
    )
    salt = salted()
    sealed, body = sha(salt, entry.title), body_digest([change.digest for change in changes])
    digest = action_digest(last.digest, header, sealed, body)
    named = {"title": entry.title, "salt": salt, "sealed": sealed, "body": body, "digest": digest}
    with through_the_door(connection):
        connection.execute(insert(journal.action).values(**vars(header), **named))
        if changes:
            connection.execute(insert(journal.change), [{"action": id, **vars(change)} for change in changes])
    return Head(id, digest)


def holds(connection: Connection, action: Head) -> bool:
    """Tell whether the history holds this very action."""
    query = select(journal.action.c.digest).where(journal.action.c.id == action.id)
    return connection.execute(query).scalar() == action.digest


def changes_of(connection: Connection, id: int) -> list[RowImages]:
    """Give an action's changes, in order."""
    table = journal.change
    rows = connection.execute(select(table).where(table.c.action == id).order_by(table.c.seq))
    return [
        RowImages(row.seq, row.tbl, row.row, _image(row.before), _image(row.after), row.salt, row.digest)
        for row in rows
    ]


def verify(connection: Connection) -> list[str]:
    """Recompute every digest; give what does not agree, in words (an empty list is a sound journal)."""
    problems: list[str] = []
    previous, expected, left = FIRST, 1, _left_by_erasures(connection)
    for row in connection.execute(select(journal.action).order_by(journal.action.c.id)):
        if row.id != expected:
            problems.append(f"Action {expected} is missing from the history.")
        changes = changes_of(connection, row.id)
        header = Header(
            row.id, row.at, row.actor, row.kind, row.undoes, row.root, row.final, row.size, row.schema
        )
        sound = (
            row.size == len(changes)
            and _title_holds(row, left)
            and row.body == body_digest([change.digest for change in changes])
            and all(_change_holds(row.id, change, left) for change in changes)
            and row.digest == action_digest(previous, header, row.sealed, row.body)
        )
        if not sound:
            problems.append(f"Action {row.id} was altered after it was written.")
        previous, expected = row.digest, row.id + 1
    return problems


def _change(action: int, seq: int, difference: Difference) -> RowImages:
    told = (seq, difference.table.name, difference.row, difference.before, difference.after)
    salt = salted()
    return RowImages(*told, salt, change_digest(salt, action, told))


@dataclass(frozen=True)
class _Left:
    """What erasures left of titles, by action, and of changes, by action and seq: a digest each."""

    titles: dict[int, str]
    changes: dict[tuple[int, int], str]


def _left_by_erasures(connection: Connection) -> _Left:
    left = _Left({}, {})
    if inspect(connection).has_table(erasures.name):
        for row in connection.execute(select(erasures).order_by(erasures.c.id)):
            left.titles.update(dict(json.loads(row.titles)))
            left.changes.update({(action, seq): digest for action, seq, digest in json.loads(row.changes)})
    return left


def _title_holds(row: Row[tuple[object, ...]], left: _Left) -> bool:
    """Tell whether a title is the one that was sealed, or what an erasure left of it."""
    if row.salt is None or row.id in left.titles:
        return row.salt is None and left.titles.get(row.id) == sha(row.title)
    return bool(row.sealed == sha(row.salt, row.title))


def _change_holds(action: int, change: RowImages, left: _Left) -> bool:
    """Tell whether the images are those that were written, or what an erasure left of them."""
    told = (change.seq, change.tbl, change.row, change.before, change.after)
    covered = left.changes.get((action, change.seq))
    if change.salt is None or covered is not None:
        return change.salt is None and covered == redacted_digest(action, told)
    return change.digest == change_digest(change.salt, action, told)


def _image(text: str | None) -> Image | None:
    return None if text is None else Image(text)

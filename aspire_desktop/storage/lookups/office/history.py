"""The record of actions, and each person's next steps of undo and redo."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, time

from sqlalchemy import ColumnElement, Connection, ScalarSelect, and_, func, or_, select, tuple_
from sqlalchemy.sql.selectable import Subquery

from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.history import (
    ANYTHING,
    ActionChoices,
    ActionRow,
    ActionsAmong,
    HistoryOrder,
    News,
    NextSteps,
    Step,
    act_noted,
    roles_asked,
)
from aspire_desktop.domain.office.staff import EVERYONE, OFFICE
from aspire_desktop.domain.office.values import ActionId, fold
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.images import Image, values
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.journal import action, change
from aspire_desktop.storage.tables.office.erasures import erasures
from aspire_desktop.storage.tables.schema import SCHEMA


@asked_by(EVERYONE)
def first_digest(connection: Connection) -> str:
    """Give the digest of the first action, which tells a database from another; "" before there is one."""
    return connection.scalar(select(action.c.digest).order_by(action.c.id).limit(1)) or ""


@asked_by(EVERYONE)
def news_since(connection: Connection, seen: ActionId | None, known: Collection[ActionId] = ()) -> News:
    """Give what was changed after an action, but for what is known; nothing where there was none before."""
    newest = ActionId(connection.scalar(select(func.max(action.c.id))) or 0)
    if seen is None or newest == seen:
        return News(newest, frozenset())
    query = select(change.c.action, change.c.tbl).where(change.c.action > seen).distinct()
    return News(newest, frozenset(row.tbl for row in connection.execute(query) if row.action not in known))


@asked_by(OFFICE)
def action_rows(connection: Connection, limit: int = 100) -> list[ActionRow]:
    """Give the newest actions, newest first."""
    rows = connection.execute(select(action).order_by(action.c.id.desc()).limit(limit))
    return [row_of(ActionRow, row) for row in rows]


def actions_after(connection: Connection, id: int) -> list[ActionRow]:
    """Give every action after one, the oldest first."""
    rows = connection.execute(select(action).where(action.c.id > id).order_by(action.c.id))
    return [row_of(ActionRow, row) for row in rows]


@asked_by(OFFICE)
def action_keys(
    connection: Connection,
    containing: str = "",
    order: HistoryOrder = HistoryOrder.WHEN,
    descending: bool = False,
    within: ActionsAmong = ANYTHING,
) -> list[ActionId]:
    """Give the ids alone of the actions whose title or doer holds each of the words, in this order.

    A list of 100,000 actions holds these, and asks for the rows it draws by `action_rows_of`.
    """
    by = [action.c.actor, action.c.id] if order is HistoryOrder.WHO else [action.c.id]
    query = select(action.c.id).where(*map(_telling, containing.split()), *_within(within))
    return list(connection.scalars(query.order_by(*(each.desc() if descending else each for each in by))))


@asked_by(OFFICE)
def action_rows_of(connection: Connection, ids: Sequence[ActionId]) -> list[ActionRow]:
    """Give actions by their ids, in whatever order."""
    rows = connection.execute(select(action).where(among(connection, action.c.id, ids)))
    return [row_of(ActionRow, row) for row in rows]


@asked_by(OFFICE)
def actors_of(connection: Connection) -> Mapping[int, str]:
    """Give who did each action."""
    return {row.id: row.actor for row in connection.execute(select(action.c.id, action.c.actor))}


@asked_by(OFFICE)
def action_choices(connection: Connection) -> ActionChoices:
    """Give what actions can be listed among."""
    actors, kinds = (
        set(connection.scalars(select(column).distinct())) for column in (action.c.actor, action.c.kind)
    )
    return ActionChoices(sorted(actors, key=fold), sorted({*map(act_noted, kinds)}))


@asked_by(OFFICE)
def count_actions(connection: Connection) -> int:
    """Count what was ever done, also what was taken back."""
    return connection.scalar(select(func.count()).select_from(action)) or 0


def _within(within: ActionsAmong) -> Iterator[ColumnElement[bool]]:
    if within.actor:
        yield action.c.actor == within.actor
    if within.kind:
        kind = action.c.kind
        yield or_(kind == within.kind, kind.startswith(f"{within.kind} (", autoescape=True))
    if within.since is not None:
        yield action.c.at >= datetime.combine(within.since, time.min, OFFICE_ZONE)


def _telling(word: str) -> ColumnElement[bool]:
    return action.c.title.icontains(word, autoescape=True) | action.c.actor.icontains(word, autoescape=True)


def last_change(
    connection: Connection, rows: Collection[tuple[str, int]], columns: Collection[str] = ()
) -> ActionRow | None:
    """Give the newest action that touched one of some rows, each by its table's name and its number.

    Where columns are named it is the newest that changed one of these, or made or took out the row; where
    none of them was changed on these rows, the newest that touched them.
    """
    if not rows:
        return None
    every = (
        select(change).where(tuple_(change.c.tbl, change.c.row).in_(rows)).order_by(change.c.action.desc())
    )
    found = connection.execute(every).all()
    if not found:
        return None
    telling = (each for each in found if columns and _changes(each.before, each.after, columns))
    last = next(telling, found[0])
    row = connection.execute(select(action).where(action.c.id == last.action)).one()
    return row_of(ActionRow, row)


def _changes(before: str | None, after: str | None, columns: Collection[str]) -> bool:
    if before is None or after is None:
        return True
    was, now = values(Image(before)), values(Image(after))
    return any(was.get(name) != now.get(name) for name in columns)


@asked_by(EVERYONE)
def next_steps(connection: Connection, actor: str) -> NextSteps:
    """Give what the actor can take back and do again, and how far the record went when it was asked."""
    seen = connection.scalar(select(func.max(action.c.id))) or 0
    return NextSteps(ActionId(seen), undo_step(connection, actor), redo_step(connection, actor))


def done_since(connection: Connection, actor: str, seen: ActionId) -> list[ActionRow]:
    """Give what was done on the actor's behalf after an action, undoing included, the oldest first."""
    query = select(action).where(action.c.id > seen, action.c.actor == actor).order_by(action.c.id)
    return [row_of(ActionRow, row) for row in connection.execute(query)]


def undo_step(connection: Connection, actor: str) -> Step | None:
    """Give the actor's latest action that stands and can be taken back, and the final ones passed by.

    Nothing from before somebody was erased is taken back any more.
    """
    chain = chains()
    query = (
        select(action.c.id, action.c.kind, action.c.title, action.c.final, chain.c.latest)
        .join(chain, chain.c.root == action.c.id)
        .where(action.c.actor == actor, action.c.undoes.is_(None), chain.c.steps % 2 == 1)
        .where(_rests_on_what_is_there())
        .order_by(action.c.id.desc())
    )
    passed: list[str] = []
    for row in connection.execute(query):
        if not row.final:
            asked = roles_asked(row.kind)
            return Step(ActionId(row.latest), ActionId(row.id), row.title, asked, tuple(passed))
        passed.append(row.title)
    return None


def step_of(connection: Connection, root: ActionId) -> Step | None:
    """Give the step that takes an act back, or does it again where it is taken back already.

    None for what cannot be taken back whatever else is undone: it is final, was done before somebody was
    erased or before an update of the database.
    """
    chain = chains()
    query = (
        select(action.c.id, action.c.kind, action.c.title, chain.c.latest)
        .join(chain, chain.c.root == action.c.id)
        .where(action.c.id == root, may_be_reversed())
    )
    row = connection.execute(query).first()
    return row and Step(ActionId(row.latest), ActionId(row.id), row.title, roles_asked(row.kind))


def may_be_reversed() -> ColumnElement[bool]:
    """Say of an act whether it can be taken back as far as it alone tells."""
    return and_(action.c.final.is_(False), action.c.undoes.is_(None), _rests_on_what_is_there())


def _rests_on_what_is_there() -> ColumnElement[bool]:
    return and_(action.c.schema == SCHEMA, action.c.id > _last_erasure())


def redo_step(connection: Connection, actor: str) -> Step | None:
    """Give what the actor took back last, unless they have done something new since."""
    chain = chains()
    newest = select(func.max(action.c.id)).where(action.c.actor == actor, action.c.undoes.is_(None))
    last = action.alias()
    query = (
        select(action.c.id, action.c.kind, action.c.title, chain.c.latest)
        .join(chain, chain.c.root == action.c.id)
        .join(last, and_(last.c.id == chain.c.latest, last.c.actor == actor))
        .where(last.c.schema == SCHEMA, action.c.id > _last_erasure())
        .where(action.c.undoes.is_(None), chain.c.steps % 2 == 0, chain.c.latest > newest.scalar_subquery())
        .order_by(chain.c.latest.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return Step(ActionId(row.latest), ActionId(row.id), row.title, roles_asked(row.kind))


def _last_erasure() -> ScalarSelect[int]:
    """Give the action that erased somebody last, or nought: what was done before rests on what is gone."""
    newest = select(func.max(change.c.action)).where(change.c.tbl == erasures.name)
    return select(func.coalesce(newest.scalar_subquery(), 0)).scalar_subquery()


def chains() -> Subquery:
    """Give each root action with how many actions share it (itself, undos, redos) and the latest of them."""
    return (
        select(action.c.root, func.count().label("steps"), func.max(action.c.id).label("latest"))
        .group_by(action.c.root)
        .subquery()
    )

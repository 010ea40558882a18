"""The commands on the record of actions: history, undo, redo."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from aspire_desktop.app.answers import Answer
from aspire_desktop.app.parser import Commands, a_count
from aspire_desktop.app.request import Request
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.history import ActionRow, RowChange, Step
from aspire_desktop.domain.office.values import ActionId
from aspire_desktop.services.door.action import Done
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.office.history import action_rows
from aspire_desktop.storage.lookups.programmes.changes import fact_changes

Changes: TypeAlias = Mapping[ActionId, Sequence[RowChange]]


def declare(commands: Commands) -> None:
    """Add the commands."""
    history = commands.add("history", run_history, "list what was done, newest first")
    history.add_argument("--limit", type=a_count, default=20, metavar="N", help="how many (20)")
    history.add_argument("--changes", action="store_true", help="say below each what it changed")
    commands.add("undo", run_undo, "take back your latest action")
    commands.add("redo", run_redo, "do again what you took back last")


def run_history(request: Request, given: Namespace) -> Answer:
    """List the newest actions."""
    limit: int = given.limit
    with request.office() as office:
        rows = office.ask(action_rows, limit)
        told = _changes(office, rows) if given.changes else None
    lines = list[str]()
    for row in rows:
        lines += [_line(row), *(f"{'':8}{each}" for each in _told_of(row, told))]
    return Answer(tuple(lines), {"actions": [_facts(row, told) for row in rows]})


def run_undo(request: Request, _given: Namespace) -> Answer:
    """Take back the person's latest action that can be, naming final ones stepped over."""
    with request.office() as office:
        return _told(office.undo())


def run_redo(request: Request, _given: Namespace) -> Answer:
    """Do again what the person took back last."""
    with request.office() as office:
        return _told(office.redo())


def _told(done: Done[Step]) -> Answer:
    passed = done.value.stepped_over
    lines = tuple(f"Stepped over “{title}”, which is final." for title in passed)
    return Answer((*lines, done.title), {"title": done.title, "stepped_over": list(passed)})


def _line(row: ActionRow) -> str:
    return f"{row.id:>6}  {row.at.astimezone(OFFICE_ZONE):%d %b %Y %H:%M}  {row.actor}  {row.title}"


def _changes(office: Office, rows: Sequence[ActionRow]) -> Changes:
    return office.ask(fact_changes, [row.id for row in rows], office.clock.today())


def _told_of(row: ActionRow, told: Changes | None) -> Sequence[str]:
    changes = () if told is None else told.get(row.id, ())
    return [f"{each.table} {each.row}: {fact.words}" for each in changes for fact in each.facts]


def _facts(row: ActionRow, told: Changes | None) -> dict[str, object]:
    facts = {"id": row.id, "at": row.at, "actor": row.actor, "title": row.title, "undoes": row.undoes}
    return facts if told is None else facts | {"changes": _told_of(row, told)}

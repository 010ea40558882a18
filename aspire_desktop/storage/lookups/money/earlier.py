"""What was on record when an action had been done: a person's delivery as it stood, from the history."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, select

from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.values import EnrolmentId, VersionId
from aspire_desktop.domain.programmes.attendance import MarkRow
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.domain.programmes.completions import Delivery
from aspire_desktop.domain.programmes.programmes import Rules
from aspire_desktop.domain.programmes.projects import Decision
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.images import Image, Values, restored, values
from aspire_desktop.storage.lookups.programmes.programmes import rules_from
from aspire_desktop.storage.tables.journal import action, change
from aspire_desktop.storage.tables.programmes.attendance import marks
from aspire_desktop.storage.tables.programmes.cohorts import sessions
from aspire_desktop.storage.tables.programmes.programmes import modules, outcome_options, versions
from aspire_desktop.storage.tables.programmes.projects import project_members, projects

# a column's Python type is the table's to know
Typed = dict[str, Any]


def delivery_then(
    connection: Connection, enrolment_id: EnrolmentId, version_id: VersionId, now: Delivery, head: int
) -> Delivery:
    """Give somebody's delivery as it was on record once action `head` had been done.

    `now` is how it stands. When they left is taken as it is by now; sessions removed since are left out.
    """
    return Delivery(
        rules=rules_then(connection, version_id, head),
        days=_days(connection, now.days, head),
        marks=_marks(connection, enrolment_id, head),
        decision=_decision(connection, enrolment_id, version_id, head),
        left_on=now.left_on,
    )


@dataclass(frozen=True)
class EarlierChange:
    """One change of a row: when and by whom, the title of the act, and its values before and after."""

    row: int
    before: Values
    after: Values
    on: date
    actor: str
    title: str
    """Empty where it was erased."""

    @property
    def values(self) -> Values:
        """Give the row as it became, or as it was where it is gone."""
        return self.after or self.before


def changes_of_rows(
    connection: Connection, table: Table, ids: Collection[int], head: int
) -> list[EarlierChange]:
    """Give the changes of rows of a table after action `head`, in their order."""
    query = (
        select(change.c.row, change.c.before, change.c.after, action.c.at, action.c.actor, action.c.title)
        .join(action, action.c.id == change.c.action)
        .where(change.c.tbl == table.name, among(connection, change.c.row, ids), change.c.action > head)
        .order_by(change.c.action, change.c.seq)
    )
    return [
        EarlierChange(
            row.row,
            values(Image(row.before)) if row.before else {},
            values(Image(row.after)) if row.after else {},
            row.at.astimezone(OFFICE_ZONE).date(),
            row.actor,
            row.title or "",
        )
        for row in connection.execute(query)
    ]


def rules_then(connection: Connection, version_id: VersionId, head: int) -> Rules:
    """Give the rules of a version as they were once an action had been done."""
    [version] = rows_then(connection, versions, [version_id], head).values()
    owned = select(outcome_options.c.id).where(outcome_options.c.version_id == version_id)
    options = rows_then(connection, outcome_options, list(connection.scalars(owned)), head).values()
    return rules_from(version, frozenset(row["key"] for row in options if row["completes"]))


def rows_then(connection: Connection, table: Table, ids: Collection[int], head: int) -> dict[int, Typed]:
    """Give rows of a table as they were once an action had been done, without those that were not there."""
    stored = connection.execute(select(table).where(among(connection, table.c.id, ids)))
    found: dict[int, Typed] = {row["id"]: {**row} for row in stored.mappings()}
    query = (
        select(change.c.row, change.c.before)
        .where(change.c.tbl == table.name, among(connection, change.c.row, ids), change.c.action > head)
        .order_by(change.c.action.desc(), change.c.seq.desc())
    )
    for row in connection.execute(query):  # the earliest change after it comes last, and has it as it was
        if row.before is None:
            found.pop(row.row, None)
        else:
            found[row.row] = restored(table, values(Image(row.before)))
    return found


def _days(connection: Connection, now: tuple[SessionRow, ...], head: int) -> tuple[SessionRow, ...]:
    held = rows_then(connection, sessions, [day.id for day in now], head)
    taught = rows_then(connection, modules, [row["module_id"] for row in held.values()], head)
    found = []
    for day in now:
        if day.id in held and held[day.id]["module_id"] in taught:
            row = held[day.id]
            module = taught[row["module_id"]]
            minutes, for_claim = module["minutes"], module["for_claim"]
            found.append(replace(day, on=row["on"], minutes=minutes, for_claim=for_claim))
    return tuple(found)


def marks_ever(connection: Connection, enrolment_id: EnrolmentId, head: int) -> set[int]:
    """Give the rows of somebody's marks, those cleared after action `head` too."""
    ids = set(connection.scalars(select(marks.c.id).where(marks.c.enrolment_id == enrolment_id)))
    cleared = select(change.c.row, change.c.before).where(
        change.c.action > head, change.c.tbl == marks.name, change.c.after.is_(None)
    )
    ids |= {
        row.row
        for row in connection.execute(cleared)
        if row.before and values(Image(row.before))["enrolment_id"] == enrolment_id
    }
    return ids


def _marks(connection: Connection, enrolment_id: EnrolmentId, head: int) -> tuple[MarkRow, ...]:
    rows = rows_then(connection, marks, marks_ever(connection, enrolment_id, head), head).values()
    return tuple(
        MarkRow(
            row["session_id"],
            row["enrolment_id"],
            row["code"],
            row["note"],
            row["made_up_on"],
            row["made_up_at"],
            row["minutes_stayed"],
        )
        for row in rows
    )


def _decision(
    connection: Connection, enrolment_id: EnrolmentId, version_id: VersionId, head: int
) -> Decision | None:
    mine = select(project_members.c.project_id).where(project_members.c.enrolment_id == enrolment_id)
    for row in rows_then(connection, projects, list(connection.scalars(mine)), head).values():
        titled = select(outcome_options.c.title).where(
            outcome_options.c.version_id == version_id, outcome_options.c.key == row["outcome"]
        )
        title = connection.scalar(titled)
        return None if title is None else Decision(row["outcome"], title, row["decided_on"])
    return None

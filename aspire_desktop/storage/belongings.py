"""Which rows of every table are about one person, those that are gone by now included."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Table, or_, select

from aspire_desktop.domain.office.people import person_reference
from aspire_desktop.domain.office.values import PersonId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.images import Image, Values, values
from aspire_desktop.storage.tables.contact.messages import invitations, messages
from aspire_desktop.storage.tables.journal import action, change
from aspire_desktop.storage.tables.money.charges import charges
from aspire_desktop.storage.tables.money.funding import places, return_lines
from aspire_desktop.storage.tables.money.settlements import queries, query_files
from aspire_desktop.storage.tables.office.people import employments, former_names, people
from aspire_desktop.storage.tables.programmes.attendance import marks
from aspire_desktop.storage.tables.programmes.certificates import certificates
from aspire_desktop.storage.tables.programmes.enrolments import approvals, enrolments, needs, steps
from aspire_desktop.storage.tables.programmes.projects import project_members, projects

_CHILDREN: tuple[tuple[Column[int], Table], ...] = (
    (former_names.c.person_id, people),
    (employments.c.person_id, people),
    (enrolments.c.person_id, people),
    (steps.c.enrolment_id, enrolments),
    (needs.c.enrolment_id, enrolments),
    (approvals.c.enrolment_id, enrolments),
    (marks.c.enrolment_id, enrolments),
    (certificates.c.enrolment_id, enrolments),
    (charges.c.enrolment_id, enrolments),
    (places.c.enrolment_id, enrolments),
    (project_members.c.enrolment_id, enrolments),
    (messages.c.enrolment_id, enrolments),
    (invitations.c.message_id, messages),
    (queries.c.line_id, return_lines),
    (query_files.c.query_id, queries),
)
"""Each table whose rows belong to a row of another one, in an order in which that one comes first."""


@dataclass(frozen=True)
class Belongings:
    """A person's rows by table, and the references under which return lines know them."""

    rows: Mapping[str, frozenset[int]]
    references: frozenset[str]


def belongings_of(connection: Connection, person_id: PersonId) -> Belongings:
    """Give what is about a person, also as records that were merged into theirs."""
    gone, persons = _gone(connection), records_of(connection, person_id)
    references = frozenset(person_reference(id) for id in persons)
    owned: dict[str, frozenset[int]] = {
        people.name: frozenset(persons),
        return_lines.name: frozenset(lines_about(connection, references)),
    }
    for column, parent in _CHILDREN:
        table = column.table
        above = owned[parent.name]
        there = connection.scalars(select(table.c.id).where(among(connection, column, above)))
        left = (row for row, last in gone.get(table.name, {}).items() if last[column.name] in above)
        owned[table.name] = frozenset((*there, *left))
    owned[projects.name] = _projects(connection, owned[project_members.name])
    return Belongings(owned, references)


def _projects(connection: Connection, members: Iterable[int]) -> frozenset[int]:
    """Give the projects in which somebody has, or had, a part."""
    query = select(change.c.before, change.c.after).where(
        change.c.tbl == project_members.name, among(connection, change.c.row, members)
    )
    taken = (each for row in connection.execute(query) for each in (row.before, row.after) if each)
    return frozenset(int(str(values(Image(each))["project_id"])) for each in taken)


def lines_about(connection: Connection, references: Iterable[str]) -> Iterator[int]:
    """Give the stored return lines whose participant goes by one of the references."""
    wanted = set(references)
    named = or_(*(return_lines.c.facts.contains(f'"{reference}"') for reference in wanted))
    for row in connection.execute(select(return_lines.c.id, return_lines.c.facts).where(named)):
        if json.loads(row.facts)["participant"]["reference"] in wanted:
            yield row.id


def references_of(connection: Connection, person_id: PersonId) -> frozenset[str]:
    """Give the references under which return lines know a person, merged records included."""
    return frozenset(person_reference(id) for id in records_of(connection, person_id))


def records_of(connection: Connection, person_id: PersonId) -> set[PersonId]:
    """Give a person and the records that were merged into theirs, one after another."""
    persons, into = {person_id}, _merges(connection)
    while more := {merged for merged, kept in into.items() if kept in persons} - persons:
        persons |= more
    return persons


def _merges(connection: Connection) -> dict[PersonId, PersonId]:
    """Give the records that are gone with those they were merged into: a merge passes the old name on."""
    named = change.alias()
    query = (
        select(change.c.row, named.c.after)
        .join(action, action.c.id == change.c.action)
        .join(named, (named.c.action == change.c.action) & (named.c.tbl == former_names.name))
        .where(change.c.tbl == people.name, change.c.after.is_(None), named.c.before.is_(None))
        .where(change.c.row.not_in(select(people.c.id)), action.c.undoes.is_(None))
    )
    return {
        PersonId(row.row): PersonId(int(str(values(Image(row.after))["person_id"])))
        for row in connection.execute(query)
    }


def _gone(connection: Connection) -> dict[str, dict[int, Values]]:
    """Give every row that went for good, as it was last, by table."""
    return {column.table.name: _gone_rows(connection, column.table) for column, _ in _CHILDREN}


def _gone_rows(connection: Connection, table: Table) -> dict[int, Values]:
    query = (
        select(change.c.row, change.c.before)
        .where(change.c.tbl == table.name, change.c.after.is_(None), change.c.before.is_not(None))
        .where(change.c.row.not_in(select(table.c.id)))
        .order_by(change.c.action)
    )
    return {row.row: values(Image(row.before)) for row in connection.execute(query)}

"""What actions changed of the nouns whose facts are told once, in words."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.history import RowChange
from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.domain.office.values import ActionId, OrganisationId
from aspire_desktop.domain.programmes.facts import FACTS
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.images import Image, Values, values
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.tables.journal import change
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments

_TABLES = frozenset(fact.table for fact in FACTS if fact.table)
_OWN = {"people": "person_id", "cohorts": "cohort_id", "organisations": "organisation_id"}
"""By which other rows refer to a row of these."""


@asked_by(OFFICE)
def fact_changes(
    connection: Connection, ids: Collection[ActionId], today: date
) -> Mapping[ActionId, Sequence[RowChange]]:
    """Give what these actions changed of rows that were there before and after, in the order it was written.

    Rows are called as they are today.
    """
    query = (
        select(change)
        .where(among(connection, change.c.action, ids), change.c.tbl.in_(_TABLES))
        .where(change.c.before.is_not(None), change.c.after.is_not(None))
        .order_by(change.c.action, change.c.seq)
    )
    found = [(row, values(Image(row.before)), values(Image(row.after))) for row in connection.execute(query)]
    names = _names(connection, [_references(row.tbl, row.row, after) for row, _, after in found], today)
    told: dict[ActionId, list[RowChange]] = defaultdict(list)
    for row, before, after in found:
        changes = (fact.changed(before, after) for fact in FACTS if fact.table == row.tbl)
        if facts := tuple(each for each in changes if each):
            called = names.of(_references(row.tbl, row.row, after)) or f"{row.tbl} {row.row}"
            told[row.action].append(RowChange(row.tbl, row.row, called, facts))
    return told


def _references(table: str, row: int, after: Values) -> Mapping[str, int]:
    """Give which person, booking, cohort and organisation a row is or is about."""
    named = {*_OWN.values(), "enrolment_id"}
    about = {name: cast("int", id) for name, id in after.items() if name in named and id is not None}
    return about | ({_OWN[table]: row} if table in _OWN else {})


@dataclass(frozen=True)
class _Names:
    """What the rows are called that others refer to, by the column that does."""

    by: Mapping[str, Mapping[int, str]]

    def of(self, about: Mapping[str, int]) -> str:
        """Name the person first; the organisation only where there is no cohort."""
        told = [self.by[name].get(about.get(name, 0), "") for name in ("enrolment_id", *_OWN.values())]
        person, place = told[0] or told[1], told[2] or told[3]
        return ", ".join(each for each in (person, place) if each)


def _names(connection: Connection, rows: Sequence[Mapping[str, int]], today: date) -> _Names:
    ids: dict[str, set[int]] = defaultdict(set)
    for about in rows:
        for name, id in about.items():
            ids[name].add(id)
    booked = select(enrolments.c.id, enrolments.c.person_id).where(
        among(connection, enrolments.c.id, ids["enrolment_id"])
    )
    person_of = {row.id: row.person_id for row in connection.execute(booked)}
    known = select(people).where(among(connection, people.c.id, ids["person_id"] | set(person_of.values())))
    persons = {row.id: full_name(row.given_name, row.family_name) for row in connection.execute(known)}
    codes = select(cohorts.c.id, cohorts.c.code).where(among(connection, cohorts.c.id, ids["cohort_id"]))
    bodies = names_on(connection, map(OrganisationId, ids["organisation_id"]), today)
    return _Names(
        {
            "enrolment_id": {id: persons.get(person, "") for id, person in person_of.items()},
            "person_id": persons,
            "cohort_id": {row.id: row.code for row in connection.execute(codes)},
            "organisation_id": {int(id): name for id, name in bodies.items()},
        }
    )

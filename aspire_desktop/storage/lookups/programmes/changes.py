"""What actions changed of the nouns whose facts are told once, in words."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, cast

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.facts import Fact
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
from aspire_desktop.storage.tables.programmes.programmes import outcome_options
from aspire_desktop.storage.tables.programmes.projects import projects

_OF: Mapping[str, Sequence[Fact]] = {
    table: [fact for fact in FACTS if fact.table == table and not fact.part]
    for table in dict.fromkeys(fact.table for fact in FACTS if fact.table)
}
_PARTS = {fact.table: fact for fact in FACTS if fact.part}
"""What stands in several rows of a cohort."""
_OWN = {"people": "person_id", "cohorts": "cohort_id", "organisations": "organisation_id"}
"""By which other rows refer to a row of these."""
_Rows: TypeAlias = dict[tuple[ActionId, str, int], tuple[Values, Values]]
"""What a row was and became, by the action, the table and its number."""


@asked_by(OFFICE)
def fact_changes(
    connection: Connection, ids: Collection[ActionId], today: date
) -> Mapping[ActionId, Sequence[RowChange]]:
    """Give what these actions changed of rows that were there before and after, in the order it was written.

    Rows are called as they are today.
    """
    found = _found(connection, ids)
    _say_outcomes(connection, found)
    about = {key: _references(*key[1:], after) for key, (_, after) in found.items()}
    bodies = [each for (_, table, _), images in found.items() for each in _bodies(table, images)]
    names = _names(connection, [*about.values(), *bodies], today)
    told: dict[ActionId, list[RowChange]] = defaultdict(list)
    for key, images in found.items():
        action, table, row = key
        before, after = (names.named(table, image) for image in images)
        changes = (fact.changed(before, after) for fact in (*_OF[table], *_PARTS.values()))
        if facts := tuple(each for each in changes if each):
            called = names.of(about[key]) or f"{table} {row}"
            told[action].append(RowChange(table, row, _with_place(called, after), facts))
    return told


def _found(connection: Connection, ids: Collection[ActionId]) -> _Rows:
    """Give the rows that stayed; trainers, who stand in rows of their own, as words of their cohort."""
    stayed = change.c.before.is_not(None) & change.c.after.is_not(None)
    asked = (stayed & change.c.tbl.in_(_OF)) | change.c.tbl.in_((cohorts.name, *_PARTS))
    query = select(change).where(among(connection, change.c.action, ids), asked)
    rows = connection.execute(query.order_by(change.c.action, change.c.seq)).all()
    whole = [row for row in rows if row.tbl not in _PARTS]
    passing = {(row.action, row.tbl, row.row) for row in whole if row.before is None or row.after is None}
    found: _Rows = {
        (row.action, row.tbl, row.row): (values(Image(row.before)), values(Image(row.after)))
        for row in whole
        if (row.action, row.tbl, row.row) not in passing
    }
    for row in (row for row in rows if row.tbl in _PARTS):
        fact, parts = _PARTS[row.tbl], [_values(row.before), _values(row.after)]
        cohort = next(cast("int", part["cohort_id"]) for part in parts if part)
        if (row.action, cohorts.name, cohort) not in passing:
            images = found.setdefault((row.action, cohorts.name, cohort), ({}, {}))
            for image, part in zip(images, parts, strict=True):
                _add_part(image, fact, part)
    return found


def _say_outcomes(connection: Connection, found: _Rows) -> None:
    """Put the titles of outcomes in place of the keys by which projects hold them."""
    images = [each for (_, table, _), pair in found.items() if table == projects.name for each in pair]
    ids = {cast("int", each["cohort_id"]) for each in images}
    query = select(cohorts.c.id, outcome_options.c.key, outcome_options.c.title).where(
        outcome_options.c.version_id == cohorts.c.version_id, among(connection, cohorts.c.id, ids)
    )
    titles = {(row.id, row.key): row.title for row in connection.execute(query)} if ids else {}
    for image in images:
        key = image["outcome"]
        image["outcome"] = titles.get((image["cohort_id"], key), key)


def _values(taken: str | None) -> Values | None:
    return None if taken is None else values(Image(taken))


def _add_part(image: Values, fact: Fact, part: Values | None) -> None:
    if part:
        image[fact.name] = ", ".join(str(each) for each in (image.get(fact.name), part[fact.part]) if each)


def _bodies(table: str, images: Iterable[Values]) -> list[Mapping[str, int]]:
    """Give the organisations that a row names, before and after."""
    kept = [fact.kept_as for fact in _OF[table] if fact.of_body]
    named = [image.get(name) for image in images for name in kept]
    return [{"organisation_id": cast("int", id)} for id in named if id is not None]


def _with_place(called: str, after: Mapping[str, object]) -> str:
    """Say which session of a cohort it is."""
    return f"{called}, session {after['position']}" if "position" in after else called


def _references(table: str, row: int, after: Values) -> Mapping[str, int]:
    """Give which person, booking, cohort and organisation a row is or is about."""
    named = {*_OWN.values(), "enrolment_id"}
    about = {name: cast("int", id) for name, id in after.items() if name in named and id is not None}
    return about | ({_OWN[table]: row} if table in _OWN else {})


@dataclass(frozen=True)
class _Names:
    """What the rows are called that others refer to, by the column that does."""

    by: Mapping[str, Mapping[int, str]]

    def named(self, table: str, image: Values) -> Mapping[str, object]:
        """Give an image with the organisations that it names, by the names of the facts."""
        bodies = {fact.name: image.get(fact.kept_as) for fact in _OF[table] if fact.of_body}
        known = self.by["organisation_id"]
        return image | {name: known.get(cast("int", id), "") for name, id in bodies.items()}

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

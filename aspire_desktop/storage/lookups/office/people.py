"""People with their present job, and by what names and addresses they are found."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, func, or_, select, true

from aspire_desktop.domain.office.facts import told
from aspire_desktop.domain.office.people import (
    ANYBODY,
    OF_JOB,
    EmploymentRow,
    FormerNameRow,
    PeopleAmong,
    PeopleChoices,
    PeopleOrder,
    PersonRow,
)
from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.domain.office.values import OrganisationId, PersonId, fold
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.office.organisations import organisations
from aspire_desktop.storage.tables.office.people import employments, former_names, people

PRESENT = employments.c.until.is_(None)
"""True of the job that somebody has now: no job begins after the day on which it is noted."""
_PRESENT_OF_EACH = and_(employments.c.person_id == people.c.id, PRESENT)
_AT = employments.c.organisation_id == organisations.c.id
_JOB_OF: Mapping[PeopleOrder, Sequence[ColumnElement[bool]]] = {
    PeopleOrder.ROLE: (employments.c.job_title != "",),
    PeopleOrder.ORGANISATION: (),
    PeopleOrder.REGION: (),
}
MOST_ROLES = 60
"""Offered to choose from: roles are typed, and there may be thousands."""


@asked_by(EVERYONE)
def person_rows(
    connection: Connection, today: date, containing: str = "", limit: int | None = None
) -> list[PersonRow]:
    """Give the people whose name or e-mail address, now or before, holds the words; `limit` at most.

    They come by family name.
    """
    query = _people().where(_holding(containing))
    query = query.order_by(people.c.listing_key, people.c.id).limit(limit)
    return _person_rows(connection, connection.execute(query).all(), today)


@asked_by(EVERYONE)
def person_keys(
    connection: Connection,
    today: date,
    containing: str = "",
    order: PeopleOrder = PeopleOrder.NAME,
    descending: bool = False,
    within: PeopleAmong = ANYBODY,
) -> list[PersonId]:
    """Give the ids alone of the people whose name or address holds the words, in this order.

    A list of 100,000 people holds these, and asks for the rows it draws by `person_rows_of`.
    """
    by = [people.c.listing_key, people.c.id]
    if order is PeopleOrder.EMAIL:
        by.insert(0, people.c.email)
    wanted = and_(_holding(containing), _within(connection, today, within))
    query = select(people.c.id).where(wanted).order_by(*(each.desc() if descending else each for each in by))
    keys = list(connection.scalars(query))
    if order in (PeopleOrder.NAME, PeopleOrder.EMAIL):
        return keys
    groups: dict[str, list[PersonId]] = {}
    words = people_by(connection, today, order)
    for key in keys:
        groups.setdefault(words.get(key, ""), []).append(key)
    return [key for each in sorted(groups, key=fold, reverse=descending) for key in groups[each]]


@asked_by(EVERYONE)
def people_by(connection: Connection, today: date, by: PeopleOrder) -> Mapping[int, str]:
    """Give everybody's role, or their employer's name or region today; whoever has none is left out."""
    job = (PRESENT, *_JOB_OF[by])
    of = employments.c.job_title if by is PeopleOrder.ROLE else employments.c.organisation_id
    words = _words_of(connection, today, by, set(connection.scalars(select(of).where(*job).distinct())))
    found = connection.execute(select(employments.c.person_id, of).where(*job))
    return {person: told for person, key in found if (told := words.get(key, ""))}


@asked_by(EVERYONE)
def people_choices(connection: Connection, today: date) -> PeopleChoices:
    """Give what people can be listed among."""
    bodies = _employers(connection)
    often = select(employments.c.job_title).where(PRESENT, employments.c.job_title != "")
    often = often.group_by(employments.c.job_title).order_by(func.count().desc(), employments.c.job_title)
    regions = _words_of(connection, today, PeopleOrder.REGION, bodies)
    return PeopleChoices(
        sorted({*names_on(connection, bodies, today).values()}, key=fold),
        sorted(connection.scalars(often.limit(MOST_ROLES)), key=fold),
        sorted({*regions.values()} - {""}),
    )


def _words_of(
    connection: Connection, today: date, by: PeopleOrder, keys: Collection[Any]
) -> Mapping[Any, str]:
    if by is PeopleOrder.ROLE:
        return {role: role for role in keys}
    if by is PeopleOrder.ORGANISATION:
        return names_on(connection, keys, today)
    told = select(organisations.c.id, organisations.c.region).where(
        among(connection, organisations.c.id, keys)
    )
    return {row.id: row.region for row in connection.execute(told)}


def _employers(connection: Connection) -> set[OrganisationId]:
    """Give the organisations at which somebody is now, each looked up: they are few, people are many."""
    job = select(employments.c.id).where(_AT, PRESENT)
    return set(connection.scalars(select(organisations.c.id).where(job.exists())))


def _within(connection: Connection, today: date, within: PeopleAmong) -> ColumnElement[bool]:
    """Ask for a present job as it is wanted; an employer goes by its name today, or its successor's."""
    if within == ANYBODY:
        return true()
    job: list[ColumnElement[bool]] = [PRESENT]
    if within.organisation:
        bodies = _employers(connection)
        named = names_on(connection, bodies, today)
        own = [body for body in bodies if named.get(body) == within.organisation]
        job.append(among(connection, employments.c.organisation_id, own))
    if within.job_title:
        job.append(employments.c.job_title == within.job_title)
    if within.region:
        there = select(organisations.c.id).where(organisations.c.region == within.region)
        job.append(employments.c.organisation_id.in_(there))
    return people.c.id.in_(select(employments.c.person_id).where(*job))


@asked_by(EVERYONE)
def person_rows_of(connection: Connection, ids: Sequence[PersonId], today: date) -> list[PersonRow]:
    """Give people by their ids, in whatever order."""
    rows = connection.execute(_people().where(among(connection, people.c.id, ids))).all()
    return _person_rows(connection, rows, today)


@asked_by(EVERYONE)
def count_people(connection: Connection, containing: str = "") -> int:
    """Count the people whose name or e-mail address, now or before, holds the words."""
    query = select(func.count()).select_from(people).where(_holding(containing))
    return connection.scalar(query) or 0


@asked_by(EVERYONE)
def employment_rows(connection: Connection, person_id: PersonId, today: date) -> list[EmploymentRow]:
    """Give a person's jobs, the present one first, each under the organisation's name on its last day."""
    query = (
        select(employments).where(employments.c.person_id == person_id).order_by(employments.c.until.desc())
    )
    rows = sorted(
        connection.execute(query.order_by(employments.c.id.desc())), key=lambda row: row.until is not None
    )
    return [
        row_of(
            EmploymentRow,
            row,
            organisation=names_on(connection, [row.organisation_id], min(row.until or today, today))[
                row.organisation_id
            ],
        )
        for row in rows
    ]


@asked_by(EVERYONE)
def former_name_rows(connection: Connection, person_id: PersonId) -> list[FormerNameRow]:
    """Give what somebody was called before, the latest first."""
    query = select(former_names).where(former_names.c.person_id == person_id)
    return [
        row_of(FormerNameRow, row) for row in connection.execute(query.order_by(former_names.c.id.desc()))
    ]


def formerly_called(connection: Connection, name: str) -> list[PersonId]:
    """Give who bore a name before, accents and case aside."""
    found = select(former_names.c.person_id).where(former_names.c.name_key == fold(name)).distinct()
    return list(connection.scalars(found.order_by(former_names.c.person_id)))


def formerly_at(connection: Connection, email: str) -> list[PersonId]:
    """Give who had an e-mail address before."""
    found = select(former_names.c.person_id).where(former_names.c.email_key == fold(email)).distinct()
    return list(connection.scalars(found.order_by(former_names.c.person_id)))


def _holding(words: str) -> ColumnElement[bool]:
    folded = fold(words).split()
    if not folded:
        return true()
    before = select(former_names.c.person_id).where(_in_each(former_names, folded))
    return or_(_in_each(people, folded), people.c.id.in_(before))


def _in_each(table: Table, words: Sequence[str]) -> ColumnElement[bool]:
    return and_(
        *(
            table.c.name_key.contains(word, autoescape=True)
            | table.c.email_key.contains(word, autoescape=True)
            for word in words
        )
    )


@asked_by(EVERYONE)
def person_row(connection: Connection, person_id: PersonId, today: date) -> PersonRow | None:
    """Give one person, or None."""
    rows = connection.execute(_people().where(people.c.id == person_id)).all()
    return next(iter(_person_rows(connection, rows, today)), None)


def _people() -> Select[tuple[object, ...]]:
    of_job = (employments.c[fact.kept_as] for fact in OF_JOB)
    query = select(people, *of_job, employments.c.organisation_id, organisations.c.region)
    return query.outerjoin(employments, _PRESENT_OF_EACH).outerjoin(organisations, _AT)


def _person_rows(
    connection: Connection, rows: Sequence[Row[tuple[object, ...]]], today: date
) -> list[PersonRow]:
    bodies = {row.organisation_id for row in rows if row.organisation_id is not None}
    names = names_on(connection, bodies, today)
    return [
        row_of(
            PersonRow,
            row,
            **told(row, OF_JOB),
            organisation=names.get(row.organisation_id, ""),
            region=row.region or "",
        )
        for row in rows
    ]

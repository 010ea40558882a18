"""People with their present job, and by what names and addresses they are found."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, func, or_, select, true

from aspire_desktop.domain.office.people import EmploymentRow, FormerNameRow, PeopleOrder, PersonRow
from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.domain.office.values import PersonId, fold
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.office.people import employments, former_names, people

_PRESENT = and_(employments.c.person_id == people.c.id, employments.c.until.is_(None))


@asked_by(EVERYONE)
def person_rows(
    connection: Connection, today: date, containing: str = "", limit: int | None = None
) -> list[PersonRow]:
    """Give the people whose name or e-mail address, now or before, holds the words; `limit` at most.

    They come by family name.
    """
    query = _people().where(_holding(containing))
    query = query.order_by(people.c.family_name, people.c.given_name, people.c.id).limit(limit)
    return _person_rows(connection, connection.execute(query).all(), today)


@asked_by(EVERYONE)
def person_keys(
    connection: Connection,
    today: date,
    containing: str = "",
    order: PeopleOrder = PeopleOrder.NAME,
    descending: bool = False,
) -> list[PersonId]:
    """Give the ids alone of the people whose name or address holds the words, in this order.

    A list of 100,000 people holds these, and asks for the rows it draws by `person_rows_of`.
    """
    by = [people.c.family_name, people.c.given_name, people.c.id]
    if order is PeopleOrder.EMAIL:
        by.insert(0, people.c.email)
    ordered = [each.desc() if descending else each for each in by]
    if order in (PeopleOrder.NAME, PeopleOrder.EMAIL):
        return list(connection.scalars(select(people.c.id).where(_holding(containing)).order_by(*ordered)))
    groups = _keys_by_job(connection, today, _holding(containing), order, ordered)
    return [key for words in sorted(groups, reverse=descending) for key in groups[words]]


def _keys_by_job(
    connection: Connection,
    today: date,
    wanted: ColumnElement[bool],
    order: PeopleOrder,
    ordered: Sequence[ColumnElement[object]],
) -> dict[str, list[PersonId]]:
    """Give people by their role, or by their employer's name today, folded; who has none by no words.

    The database orders people by name; the few roles and employers are put in order here, where a
    successor's name is known.
    """
    by_role = order is PeopleOrder.ROLE
    of = employments.c.job_title if by_role else employments.c.organisation_id
    told = and_(employments.c.until.is_(None), employments.c.job_title != "" if by_role else true())
    job = and_(people.c.id == employments.c.person_id, told)
    query = select(people.c.id, of).join_from(employments, people, job).where(wanted).order_by(*ordered)
    words = _words_of(connection, today, set(connection.scalars(select(of).where(told).distinct())), order)
    without = select(people.c.id).where(
        wanted, people.c.id.not_in(select(employments.c.person_id).where(told))
    )
    found = {"": list(connection.scalars(without.order_by(*ordered)))}
    for key, whose in connection.execute(query):
        found.setdefault(words[whose], []).append(key)
    return found


def _words_of(
    connection: Connection, today: date, jobs: Collection[Any], order: PeopleOrder
) -> Mapping[Any, str]:
    if order is PeopleOrder.ROLE:
        return {role: fold(role) for role in jobs}
    names = names_on(connection, jobs, today)
    return {body: fold(names.get(body, "")) for body in jobs}


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
    return select(people, employments.c.job_title, employments.c.organisation_id).outerjoin(
        employments, _PRESENT
    )


def _person_rows(
    connection: Connection, rows: Sequence[Row[tuple[object, ...]]], today: date
) -> list[PersonRow]:
    bodies = {row.organisation_id for row in rows if row.organisation_id is not None}
    names = names_on(connection, bodies, today)
    return [
        row_of(
            PersonRow,
            row,
            job_title=row.job_title or "",
            organisation=names.get(row.organisation_id, ""),
        )
        for row in rows
    ]

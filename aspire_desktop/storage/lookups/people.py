"""People with their present job."""

from datetime import date

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, select, true

from aspire_desktop.domain.people import EmploymentRow, PersonRow
from aspire_desktop.domain.values import PersonId, fold
from aspire_desktop.storage.lookups.organisations import name_holds
from aspire_desktop.storage.tables.organisations import organisation_names
from aspire_desktop.storage.tables.people import employments, people


def person_rows(
    connection: Connection, today: date, containing: str = "", limit: int | None = None
) -> list[PersonRow]:
    """Give the people whose name or e-mail address holds the words, by family name; `limit` at most."""
    query = _people(today).where(_holding(containing))
    query = query.order_by(people.c.family_name, people.c.given_name, people.c.id).limit(limit)
    return [_person_row(row) for row in connection.execute(query)]


def count_people(connection: Connection, containing: str = "") -> int:
    """Count the people whose name or e-mail address holds the words."""
    query = select(func.count()).select_from(people).where(_holding(containing))
    return connection.scalar(query) or 0


def certificate_name_of(connection: Connection, person_id: PersonId) -> str:
    """Give the spelling that a person confirmed for certificates, or nothing."""
    return connection.scalar(select(people.c.certificate_name).where(people.c.id == person_id)) or ""


def employment_rows(connection: Connection, person_id: PersonId, today: date) -> list[EmploymentRow]:
    """Give a person's jobs, the present one first."""
    query = (
        select(employments, organisation_names.c.name)
        .join(organisation_names, organisation_names.c.organisation_id == employments.c.organisation_id)
        .where(employments.c.person_id == person_id, name_holds(today))
        .order_by(employments.c.id.desc())
    )
    return [
        EmploymentRow(row.job_title, row.organisation_id, row.name, row.since, row.until)
        for row in connection.execute(query)
    ]


def _holding(words: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = true()
    for word in fold(words).split():
        found &= people.c.name_key.contains(word, autoescape=True) | people.c.email_key.contains(
            word, autoescape=True
        )
    return found


def person_row(connection: Connection, person_id: PersonId, today: date) -> PersonRow | None:
    """Give one person, or None."""
    row = connection.execute(_people(today).where(people.c.id == person_id)).first()
    return None if row is None else _person_row(row)


def _people(today: date) -> Select[tuple[object, ...]]:
    return (
        select(people, employments.c.job_title, employments.c.organisation_id, organisation_names.c.name)
        .outerjoin(employments, and_(employments.c.person_id == people.c.id, employments.c.until.is_(None)))
        .outerjoin(
            organisation_names,
            and_(organisation_names.c.organisation_id == employments.c.organisation_id, name_holds(today)),
        )
    )


def _person_row(row: Row[tuple[object, ...]]) -> PersonRow:
    return PersonRow(
        id=row.id,
        given_name=row.given_name,
        family_name=row.family_name,
        email=row.email,
        job_title=row.job_title or "",
        organisation_id=row.organisation_id,
        organisation=row.name or "",
    )

"""People with their present job."""

from datetime import date

from sqlalchemy import Connection, Row, Select, and_, select

from aspire_desktop.domain.people import PersonRow
from aspire_desktop.domain.values import PersonId, fold
from aspire_desktop.storage.lookups.organisations import name_holds
from aspire_desktop.storage.tables.organisations import organisation_names
from aspire_desktop.storage.tables.people import employments, people


def person_rows(connection: Connection, today: date, containing: str = "") -> list[PersonRow]:
    """Give the people whose name or e-mail address holds the words, by family name."""
    query = _people(today).order_by(people.c.name_key, people.c.id)
    for word in fold(containing).split():
        query = query.where(
            people.c.name_key.contains(word, autoescape=True)
            | people.c.email_key.contains(word, autoescape=True)
        )
    return [_person_row(row) for row in connection.execute(query)]


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

"""People, organisations, cohorts and certificates by any part of their names, accents and case aside."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, func, select

from aspire_desktop.domain.search import Found
from aspire_desktop.domain.values import fold, short_date
from aspire_desktop.storage.lookups.organisations import name_holds
from aspire_desktop.storage.tables.certificates import certificates
from aspire_desktop.storage.tables.cohorts import cohorts
from aspire_desktop.storage.tables.enrolments import enrolments
from aspire_desktop.storage.tables.organisations import organisation_names, organisations
from aspire_desktop.storage.tables.people import employments, people
from aspire_desktop.storage.tables.programmes import versions


def search(connection: Connection, text: str, today: date, limit: int = 20) -> list[Found]:
    """Give what holds every word of the text, at most `limit` of each kind; nothing for an empty text."""
    words = fold(text).split()
    if not words:
        return []
    return [found for find in _KINDS for found in find(connection, words, today)[:limit]]


def _people(connection: Connection, words: list[str], today: date) -> list[Found]:
    query = (
        select(people, employments.c.job_title, organisation_names.c.name.label("organisation"))
        .outerjoin(employments, and_(employments.c.person_id == people.c.id, employments.c.until.is_(None)))
        .outerjoin(
            organisation_names,
            and_(organisation_names.c.organisation_id == employments.c.organisation_id, name_holds(today)),
        )
        .where(_holds(people.c.name_key + " " + func.coalesce(people.c.email_key, ""), words))
        .order_by(people.c.name_key, people.c.id)
    )
    return [
        Found(
            "person",
            f"{row.given_name} {row.family_name}".strip(),
            ", ".join(filter(None, (row.job_title, row.organisation, row.email))),
            row.id,
        )
        for row in connection.execute(query)
    ]


def _organisations(connection: Connection, words: list[str], today: date) -> list[Found]:
    query = (
        select(organisations, organisation_names.c.name, organisation_names.c.gss)
        .join(organisation_names, organisation_names.c.organisation_id == organisations.c.id)
        .where(
            name_holds(today),
            _holds(organisation_names.c.name_key + " " + func.lower(organisation_names.c.also), words)
            | (func.lower(organisation_names.c.gss) == words[0]),
        )
        .order_by(organisation_names.c.name_key)
    )
    return [
        Found("organisation", row.name, ", ".join(filter(None, (row.type, row.region, row.gss))), row.id)
        for row in connection.execute(query)
    ]


def _cohorts(connection: Connection, words: list[str], _today: date) -> list[Found]:
    query = (
        select(cohorts, versions.c.title)
        .join(versions, versions.c.id == cohorts.c.version_id)
        .where(_holds(cohorts.c.code_key + " " + func.lower(cohorts.c.venue), words))
        .order_by(cohorts.c.code_key)
    )
    return [
        Found("cohort", row.code, ", ".join(filter(None, (row.title, row.venue))), row.id)
        for row in connection.execute(query)
    ]


def _certificates(connection: Connection, words: list[str], _today: date) -> list[Found]:
    query = (
        select(certificates, cohorts.c.code, cohorts.c.id.label("cohort_id"))
        .join(enrolments, enrolments.c.id == certificates.c.enrolment_id)
        .join(people, people.c.id == enrolments.c.person_id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .where(_holds(func.lower(certificates.c.number) + " " + people.c.name_key, words))
        .order_by(certificates.c.number)
    )
    return [
        Found(
            "certificate", row.number, f"{row.name}, {row.code}, {short_date(row.issued_on)}", row.cohort_id
        )
        for row in connection.execute(query)
    ]


def _holds(text: ColumnElement[str], words: list[str]) -> ColumnElement[bool]:
    """Apostrophes count for nothing on either side: “obrien” finds O’Brien."""
    bare = func.replace(text, "'", "")
    return and_(*(bare.contains(word.replace("'", ""), autoescape=True) for word in words))


_KINDS: tuple[Callable[[Connection, list[str], date], list[Found]], ...] = (
    _people,
    _organisations,
    _cohorts,
    _certificates,
)

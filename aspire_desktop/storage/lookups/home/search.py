"""People, organisations, cohorts and certificates by any part of their names, accents and case aside."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, func, select

from aspire_desktop.domain.home.search import Found
from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.domain.office.values import PersonId, fold, short_date
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.lookups.office.organisations import name_holds
from aspire_desktop.storage.lookups.office.people import PRESENT
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.tables.office.organisations import organisation_names, organisations
from aspire_desktop.storage.tables.office.people import employments, former_names, people
from aspire_desktop.storage.tables.programmes.certificates import certificates
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.tables.programmes.programmes import versions


@asked_by(EVERYONE)
def search(connection: Connection, text: str, today: date, limit: int = 20) -> list[Found]:
    """Give what holds every word of the text, at most `limit` of each kind; nothing for an empty text."""
    words = fold(text).split()
    if not words:
        return []
    return [found for find in _KINDS for found in find(connection, words, today)[:limit]]


def _people(connection: Connection, words: list[str], today: date) -> list[Found]:
    """Find them by what they are called, or were: then the old name says why they are found."""
    now = _holds(people.c.name_key + " " + func.coalesce(people.c.email_key, ""), words)
    earlier = _former_names(connection, words)
    query = (
        select(people, now.label("now"), employments.c.job_title, employments.c.organisation_id)
        .outerjoin(employments, and_(employments.c.person_id == people.c.id, PRESENT))
        .where(now | among(connection, people.c.id, earlier))
        .order_by(people.c.name_key, people.c.id)
    )
    rows = connection.execute(query).all()
    names = names_on(connection, {row.organisation_id for row in rows if row.organisation_id}, today)
    return [
        Found(
            "person",
            full_name(row.given_name, row.family_name),
            ", ".join(
                filter(
                    None,
                    (
                        "" if row.now else earlier[row.id],
                        row.job_title,
                        names.get(row.organisation_id),
                        row.email,
                    ),
                )
            ),
            row.id,
        )
        for row in rows
    ]


def _former_names(connection: Connection, words: list[str]) -> dict[PersonId, str]:
    query = select(former_names).where(
        _holds(former_names.c.name_key + " " + func.coalesce(former_names.c.email_key, ""), words)
    )
    return {
        row.person_id: f"formerly {full_name(row.given_name, row.family_name)}"
        for row in connection.execute(query.order_by(former_names.c.id))
    }


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
            "certificate",
            row.number,
            ", ".join(filter(None, (row.name, row.code, short_date(row.issued_on)))),
            row.cohort_id,
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

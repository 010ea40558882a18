"""Who holds a place, or for whom it is reserved, in words as they stand on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, or_, select

from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.values import PersonId, PlaceId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.tables.money.funding import places
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments


@dataclass(frozen=True)
class Holder:
    """A person, their organisation and cohort; empty where a place has none of them."""

    person_id: PersonId | None = None
    person: str = ""
    organisation: str = ""
    cohort: str = ""


def holders_of(connection: Connection, ids: Iterable[PlaceId], today: date) -> dict[PlaceId, Holder]:
    """Give the holder of each place that is still on record."""
    organisation = func.coalesce(enrolments.c.organisation_id, places.c.organisation_id)
    query = (
        select(
            places.c.id,
            places.c.reserved_for,
            people.c.id.label("person_id"),
            organisation.label("organisation_id"),
            people.c.given_name,
            people.c.family_name,
            cohorts.c.code,
        )
        .outerjoin(enrolments, enrolments.c.id == places.c.enrolment_id)
        .outerjoin(people, people.c.id == enrolments.c.person_id)
        .outerjoin(
            cohorts,
            or_(
                cohorts.c.id == enrolments.c.cohort_id,
                enrolments.c.id.is_(None) & (cohorts.c.id == places.c.cohort_id),
            ),
        )
        .where(among(connection, places.c.id, ids))
    )
    rows = connection.execute(query).all()
    names = names_on(connection, {row.organisation_id for row in rows if row.organisation_id}, today)
    return {
        row.id: Holder(
            row.person_id,
            full_name(row.given_name, row.family_name) if row.given_name is not None else row.reserved_for,
            names.get(row.organisation_id, ""),
            row.code or "",
        )
        for row in rows
    }

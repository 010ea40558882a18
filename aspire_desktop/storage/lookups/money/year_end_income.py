"""What councils were invoiced for places on cohorts that had not begun on a date."""

from datetime import date

from sqlalchemy import Connection, Select, Subquery, or_, select

from aspire_desktop.domain.money.charges import ChargeKind
from aspire_desktop.domain.money.year_end import Section, YearEndRow
from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.values import short_date
from aspire_desktop.storage.lookups.office.as_at import stood
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.lookups.programmes.cohorts import first_days
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.money.charges import charges
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments


def deferred_charges(connection: Connection, on: date) -> list[YearEndRow]:
    """Give the charges for places that are invoiced and not earned on a date, in the order of charges."""
    begins = first_days()
    query = _charged(begins).where(
        charges.c.kind == ChargeKind.PLACE,
        stood(charges.c.invoiced_on, charges.c.credited_on, on),
        or_(begins.c.first_on.is_(None), begins.c.first_on > on),
    )
    rows = connection.execute(query).all()
    names = names_on(connection, {row.organisation_id for row in rows}, on)
    return [
        row_of(
            YearEndRow,
            row,
            section=Section.DEFERRED,
            agreement="",
            what=f"Invoice {row.invoice}, {_begins(row.first_on)}",
            person=full_name(row.given_name, row.family_name),
            organisation=names[row.organisation_id],
            place="",
            on=row.invoiced_on,
            places=1,
        )
        for row in rows
    ]


def _charged(begins: Subquery) -> Select[tuple[object, ...]]:
    """Give every charge with whom and what it is for, and the first day of its cohort."""
    return (
        select(
            charges,
            enrolments.c.person_id,
            enrolments.c.organisation_id,
            enrolments.c.cohort_id,
            people.c.given_name,
            people.c.family_name,
            cohorts.c.code.label("cohort"),
            begins.c.first_on,
        )
        .join(enrolments, enrolments.c.id == charges.c.enrolment_id)
        .join(people, people.c.id == enrolments.c.person_id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .outerjoin(begins, begins.c.cohort_id == cohorts.c.id)
        .order_by(charges.c.id)
    )


def _begins(first_on: date | None) -> str:
    return f"begins {short_date(first_on)}" if first_on else "no session planned"

"""The enrolments that may be charged, each with what decides its charges."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, or_, select

from aspire_desktop.domain.money.charges import Booked
from aspire_desktop.domain.office.organisations import is_member
from aspire_desktop.domain.office.people import full_name, listing_key
from aspire_desktop.domain.office.values import (
    AgreementId,
    CohortId,
    EnrolmentId,
    OrganisationId,
    PersonId,
)
from aspire_desktop.domain.programmes.cohorts import Stage
from aspire_desktop.domain.programmes.enrolments import ON_REGISTER, Funding, Status
from aspire_desktop.storage.lookups.programmes.cohorts import first_days
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.money.charges import charges
from aspire_desktop.storage.tables.money.funding import places
from aspire_desktop.storage.tables.office.organisations import organisations
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments, steps
from aspire_desktop.storage.tables.programmes.programmes import versions


@dataclass(frozen=True)
class ChargeSource:
    """An enrolment as its charges name it."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    person: str
    organisation_id: OrganisationId
    cohort_id: CohortId
    cohort: str
    version: str
    po_number: str
    booked: Booked


def chargeable(
    cohort_id: CohortId | None = None, agreement_id: AgreementId | None = None
) -> ColumnElement[bool]:
    """Give the condition that an enrolment may have charges: of one cohort or agreement, or of all."""
    found = or_(
        enrolments.c.funding == Funding.COUNCIL,
        enrolments.c.status.in_((Status.NO_SHOW, Status.WITHDRAWN)),
        enrolments.c.id.in_(select(charges.c.enrolment_id)),
    )
    if cohort_id is not None:
        found &= enrolments.c.cohort_id == cohort_id
    if agreement_id is not None:
        held = select(places.c.enrolment_id).where(places.c.agreement_id == agreement_id)
        found &= enrolments.c.id.in_(held)
    return found


def charge_sources(connection: Connection, where: ColumnElement[bool]) -> list[ChargeSource]:
    """Give the enrolments of which a condition holds, by cohort and name."""
    rows = connection.execute(_booked().where(where)).all()
    noted = _withdrawals_noted(connection, where)
    rows = sorted(rows, key=lambda row: (row.code, listing_key(row.given_name, row.family_name), row.id))
    return [
        row_of(
            ChargeSource,
            row,
            enrolment_id=row.id,
            person=full_name(row.given_name, row.family_name),
            cohort=row.code,
            booked=row_of(
                Booked,
                row,
                member=row.first_on is not None
                and is_member(row.member_since, row.member_until, row.first_on),
                withdrawal_noted_on=noted.get(row.id),
                cancelled=row.stage is Stage.CANCELLED,
            ),
        )
        for row in rows
    ]


def _withdrawals_noted(connection: Connection, where: ColumnElement[bool]) -> dict[EnrolmentId, date]:
    """Give when those who withdrew from the register said so; from a waiting list people leave freely."""
    query = (
        select(steps.c.enrolment_id, steps.c.status, steps.c.noted_on)
        .join(enrolments, enrolments.c.id == steps.c.enrolment_id)
        .where(where, enrolments.c.status == Status.WITHDRAWN)
        .order_by(steps.c.id)
    )
    before: dict[EnrolmentId, Status] = {}
    found: dict[EnrolmentId, date] = {}
    for row in connection.execute(query):
        if row.status is Status.WITHDRAWN and before.get(row.enrolment_id) in ON_REGISTER:
            found[row.enrolment_id] = row.noted_on
        elif row.status is Status.WITHDRAWN:
            found.pop(row.enrolment_id, None)
        before[row.enrolment_id] = row.status
    return found


def _booked() -> Select[tuple[object, ...]]:
    """Give every enrolment with whom and what it is for, membership, and the first day of its cohort."""
    first = first_days()
    return (
        select(
            enrolments,
            cohorts.c.code,
            cohorts.c.stage,
            cohorts.c.version_id,
            versions.c.title.label("version"),
            people.c.given_name,
            people.c.family_name,
            organisations.c.member_since,
            organisations.c.member_until,
            first.c.first_on,
        )
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .join(versions, versions.c.id == cohorts.c.version_id)
        .join(people, people.c.id == enrolments.c.person_id)
        .join(organisations, organisations.c.id == enrolments.c.organisation_id)
        .outerjoin(first, first.c.cohort_id == cohorts.c.id)
    )

"""What the lines of a return are copied from: people, jobs, organisations and cohorts as at a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, select

from aspire_desktop.domain.money.returns import CohortFacts, OrganisationFacts
from aspire_desktop.domain.office.people import PersonFacts
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, OrganisationId, PersonId, VersionId
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.money.charges import Charging, charging_of, vat_terms
from aspire_desktop.storage.lookups.money.claims import PlaceRecord
from aspire_desktop.storage.lookups.office.names import DatedName, dated_names
from aspire_desktop.storage.lookups.office.successions import Lineage, lineage
from aspire_desktop.storage.lookups.programmes.cohorts import sessions_of
from aspire_desktop.storage.lookups.programmes.substitutions import substitutions_of
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.office.people import employments
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments, steps
from aspire_desktop.storage.tables.programmes.programmes import programmes, versions


@dataclass(frozen=True)
class Job:
    """For whom somebody works between two days; None: open."""

    organisation_id: OrganisationId
    since: date | None
    until: date | None

    def holds(self, day: date) -> bool:
        """Tell whether they worked there on the day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Booking:
    """An enrolment's own facts."""

    job_title: str
    po_number: str
    organisation_id: OrganisationId


@dataclass(frozen=True)
class CohortSource:
    """A cohort's own facts."""

    code: str
    programme: str
    version: str
    version_id: VersionId
    partner_id: OrganisationId


@dataclass(frozen=True)
class StepTaken:
    """The latest step of an enrolment."""

    on: date
    noted_on: date
    reason: str


@dataclass(frozen=True)
class LineSources:
    """Everything that lines are copied from, loaded in a few questions for all of them."""

    bookings: dict[EnrolmentId, Booking]
    cohorts: dict[CohortId, CohortSource]
    days: dict[CohortId, list[SessionRow]]
    names: dict[OrganisationId, list[DatedName]]
    lineage: Lineage
    jobs: dict[PersonId, list[Job]]
    """Jobs of the people whose organisation went to several successors."""
    steps: dict[EnrolmentId, StepTaken]
    substitutions: dict[EnrolmentId, PersonFacts]
    """Whose place a person took over, by the enrolment of who did."""
    charging: dict[EnrolmentId, Charging]
    vat_percent: Decimal
    """The standard rate of VAT."""

    def employer(self, record: PlaceRecord, on: date) -> OrganisationFacts:
        """Give whom a place was booked for, as it stood on a day, or its successor then.

        Of several successors it is the one for which the person works by then; where none is on record
        the name is empty, and a check says that somebody must decide.
        """
        id = self.bookings[record.enrolment_id].organisation_id
        bodies: tuple[OrganisationId, ...] = self.lineage.bodies(id, on)
        if len(bodies) > 1:
            worked = {job.organisation_id for job in self.jobs.get(record.person_id, ()) if job.holds(on)}
            bodies = tuple(body for body in bodies if body in worked)
        return self._named(bodies, on)

    def organisation(self, id: OrganisationId, on: date) -> OrganisationFacts:
        """Give an organisation as it stood on a day, or its successor then; an empty name where none held."""
        return self._named(self.lineage.bodies(id, on), on)

    def _named(self, bodies: Sequence[OrganisationId], on: date) -> OrganisationFacts:
        names = self.names.get(bodies[0], ()) if len(bodies) == 1 else ()
        for dated in names:
            if dated.holds(on):
                return OrganisationFacts(dated.name, dated.gss, dated.type, dated.region)
        return OrganisationFacts("", None, "", "")

    def cohort(self, id: CohortId, on: date) -> CohortFacts:
        """Give a cohort, with its partner as called on a day."""
        cohort, days = self.cohorts[id], [session.on for session in self.days.get(id, ())]
        return CohortFacts(
            code=cohort.code,
            programme=cohort.programme,
            version=cohort.version,
            partner=self.organisation(cohort.partner_id, on).name,
            first_on=min(days, default=None),
            last_on=max(days, default=None),
        )


def sources_of(connection: Connection, records: Sequence[PlaceRecord]) -> LineSources:
    """Load what the lines of these places are copied from."""
    cohort_ids = sorted({record.cohort_id for record in records})
    bookings = _bookings(connection, [record.enrolment_id for record in records])
    found = _cohorts(connection, cohort_ids)
    named = {booking.organisation_id for booking in bookings.values()}
    named |= {cohort.partner_id for cohort in found.values()}
    successors = lineage(connection)
    divided = {
        record.person_id
        for record in records
        if len(successors.bodies(bookings[record.enrolment_id].organisation_id, date.max)) > 1
    }
    return LineSources(
        bookings=bookings,
        cohorts=found,
        days=sessions_of(connection, cohort_ids),
        names=dated_names(connection, successors.everybody(named)),
        lineage=successors,
        jobs=_jobs(connection, divided),
        steps=_steps(connection, [record.enrolment_id for record in records]),
        substitutions=substitutions_of(connection, cohort_ids),
        charging=charging_of(connection, [record.enrolment_id for record in records]),
        vat_percent=vat_terms(connection).percent,
    )


def _bookings(connection: Connection, ids: Iterable[EnrolmentId]) -> dict[EnrolmentId, Booking]:
    query = select(enrolments).where(among(connection, enrolments.c.id, ids))
    return {row.id: row_of(Booking, row) for row in connection.execute(query)}


def _cohorts(connection: Connection, ids: Iterable[CohortId]) -> dict[CohortId, CohortSource]:
    query = (
        select(
            cohorts.c.id,
            cohorts.c.code,
            cohorts.c.version_id,
            cohorts.c.partner_id,
            programmes.c.title.label("programme"),
            versions.c.label.label("version"),
        )
        .join(versions, versions.c.id == cohorts.c.version_id)
        .join(programmes, programmes.c.id == versions.c.programme_id)
        .where(among(connection, cohorts.c.id, ids))
    )
    return {row.id: row_of(CohortSource, row) for row in connection.execute(query)}


def _jobs(connection: Connection, ids: Iterable[PersonId]) -> dict[PersonId, list[Job]]:
    query = select(employments).where(among(connection, employments.c.person_id, ids))
    found: dict[PersonId, list[Job]] = {}
    for row in connection.execute(query.order_by(employments.c.id)):
        found.setdefault(row.person_id, []).append(row_of(Job, row))
    return found


def _steps(connection: Connection, ids: Iterable[EnrolmentId]) -> dict[EnrolmentId, StepTaken]:
    query = select(steps).where(among(connection, steps.c.enrolment_id, ids)).order_by(steps.c.id)
    return {row.enrolment_id: row_of(StepTaken, row) for row in connection.execute(query)}

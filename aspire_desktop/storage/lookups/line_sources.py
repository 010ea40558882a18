"""What the lines of a return are copied from: people, jobs, organisations and cohorts as at a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from aspire_desktop.domain.attendance import MarkRow, attended_on
from aspire_desktop.domain.cohorts import SessionRow
from aspire_desktop.domain.programmes import ClaimRule, Rules
from aspire_desktop.domain.projects import Decision
from aspire_desktop.domain.returns import CohortFacts, OrganisationFacts
from aspire_desktop.domain.values import CohortId, EnrolmentId, OrganisationId, VersionId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.claims import PlaceRecord
from aspire_desktop.storage.lookups.cohorts import sessions_of
from aspire_desktop.storage.lookups.completions import decisions_of, marks_of
from aspire_desktop.storage.lookups.programmes import rules_of
from aspire_desktop.storage.tables.cohorts import cohorts
from aspire_desktop.storage.tables.enrolments import enrolments, steps
from aspire_desktop.storage.tables.organisations import organisation_names, organisations
from aspire_desktop.storage.tables.programmes import programmes, versions


@dataclass(frozen=True)
class DatedName:
    """What an organisation was called between two days (None: open), and its type and region."""

    name: str
    gss: str | None
    since: date | None
    until: date | None
    type: str
    region: str

    def holds(self, day: date) -> bool:
        """Tell whether the organisation bore the name on the day."""
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
    marks: dict[EnrolmentId, list[MarkRow]]
    decisions: dict[EnrolmentId, Decision]
    rules: dict[VersionId, Rules]
    names: dict[OrganisationId, list[DatedName]]
    steps: dict[EnrolmentId, StepTaken]

    def organisation(self, id: OrganisationId, on: date) -> OrganisationFacts:
        """Give an organisation as it stood on a day; its name is empty where none held then."""
        for dated in self.names.get(id, ()):
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

    def rules_for(self, cohort_id: CohortId) -> Rules:
        """Give the rules of a cohort's version."""
        return self.rules[self.cohorts[cohort_id].version_id]

    def counted(self, record: PlaceRecord, today: date) -> list[tuple[SessionRow, date]]:
        """Give the sessions that count towards the claim and were attended, each with the day."""
        rules = self.rules_for(record.cohort_id)
        by_session = {mark.session_id: mark for mark in self.marks.get(record.enrolment_id, ())}
        attended = [
            (session, attended_on(rules, session, by_session.get(session.id), today))
            for session in self.days.get(record.cohort_id, ())
            if session.for_claim or rules.claim_rule is not ClaimRule.CLAIM_SESSIONS
        ]
        return [(session, day) for session, day in attended if day is not None]


def sources_of(connection: Connection, records: Sequence[PlaceRecord]) -> LineSources:
    """Load what the lines of these places are copied from."""
    cohort_ids = sorted({record.cohort_id for record in records})
    bookings = _bookings(connection, [record.enrolment_id for record in records])
    found = _cohorts(connection, cohort_ids)
    named = {booking.organisation_id for booking in bookings.values()}
    named |= {cohort.partner_id for cohort in found.values()}
    return LineSources(
        bookings=bookings,
        cohorts=found,
        days=sessions_of(connection, cohort_ids),
        marks=marks_of(connection, cohort_ids),
        decisions=decisions_of(connection, cohort_ids),
        rules=rules_of(connection),
        names=_names(connection, named),
        steps=_steps(connection, [record.enrolment_id for record in records]),
    )


def _bookings(connection: Connection, ids: Iterable[EnrolmentId]) -> dict[EnrolmentId, Booking]:
    query = select(enrolments).where(among(connection, enrolments.c.id, ids))
    return {
        row.id: Booking(row.job_title, row.po_number, row.organisation_id)
        for row in connection.execute(query)
    }


def _cohorts(connection: Connection, ids: Iterable[CohortId]) -> dict[CohortId, CohortSource]:
    query = (
        select(
            cohorts.c.id,
            cohorts.c.code,
            cohorts.c.version_id,
            cohorts.c.partner_id,
            programmes.c.title,
            versions.c.label,
        )
        .join(versions, versions.c.id == cohorts.c.version_id)
        .join(programmes, programmes.c.id == versions.c.programme_id)
        .where(among(connection, cohorts.c.id, ids))
    )
    return {
        row.id: CohortSource(row.code, row.title, row.label, row.version_id, row.partner_id)
        for row in connection.execute(query)
    }


def _names(connection: Connection, ids: Iterable[OrganisationId]) -> dict[OrganisationId, list[DatedName]]:
    query = (
        select(organisation_names, organisations.c.type, organisations.c.region)
        .join(organisations, organisations.c.id == organisation_names.c.organisation_id)
        .where(among(connection, organisation_names.c.organisation_id, ids))
        .order_by(organisation_names.c.id)
    )
    found: dict[OrganisationId, list[DatedName]] = {}
    for row in connection.execute(query):
        dated = DatedName(row.name, row.gss, row.since, row.until, row.type, row.region)
        found.setdefault(row.organisation_id, []).append(dated)
    return found


def _steps(connection: Connection, ids: Iterable[EnrolmentId]) -> dict[EnrolmentId, StepTaken]:
    query = select(steps).where(among(connection, steps.c.enrolment_id, ids)).order_by(steps.c.id)
    return {
        row.enrolment_id: StepTaken(row.on, row.noted_on, row.reason) for row in connection.execute(query)
    }

"""An office with a funded programme, built row by row, so that tests of money rest on nothing else."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

from any_question import any_question
from sqlalchemy import Row, select

from aspire_desktop.domain.money.claims import PlaceState, ReturnRow
from aspire_desktop.domain.money.funding import Place, Pool
from aspire_desktop.domain.money.returns import ReturnFacts
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.organisations import Organisation, OrganisationName
from aspire_desktop.domain.office.people import Person
from aspire_desktop.domain.office.settings import Setting
from aspire_desktop.domain.office.values import (
    AgreementId,
    CohortId,
    EnrolmentId,
    ModuleId,
    OrganisationId,
    Period,
    PersonId,
    PlaceId,
    ProgrammeId,
    ReturnId,
    SessionId,
    VersionId,
)
from aspire_desktop.domain.programmes.attendance import Code, Mark
from aspire_desktop.domain.programmes.cohorts import Cohort, Session
from aspire_desktop.domain.programmes.enrolments import Enrolment, Funding, Status, Step
from aspire_desktop.domain.programmes.programmes import (
    ClaimRule,
    Module,
    ModuleKind,
    OutcomeOption,
    Programme,
    Version,
)
from aspire_desktop.domain.programmes.projects import Project, ProjectMember
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import AddAgreement
from aspire_desktop.services.money.returns import SubmitReturn, draft_return
from aspire_desktop.storage.journal import Entry
from aspire_desktop.storage.lookups.money.funding import agreement_rows, pool_places, pool_rows
from aspire_desktop.storage.lookups.money.returns import return_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.money.funding import return_lines
from aspire_desktop.storage.tables.programmes.attendance import marks
from aspire_desktop.storage.tables.programmes.cohorts import sessions
from aspire_desktop.storage.tables.schema import SCHEMA
from aspire_desktop.storage.work import UnitOfWork

UNIT = Decimal("350.00")
Q1 = Period(date(2026, 4, 1), date(2026, 6, 30))
Q2 = Period(date(2026, 7, 1), date(2026, 9, 30))
Q3 = Period(date(2026, 10, 1), date(2026, 12, 31))
YEAR = Period(Q1.begins, date(2027, 3, 31))


@dataclass(frozen=True)
class Held:
    """A person's place on a cohort."""

    person: PersonId
    enrolment: EnrolmentId
    place: PlaceId
    sessions: tuple[SessionId, ...]


class FundedOffice:
    """Inspire OD with an agreement of so many places at £350; every step is its own transaction."""

    def __init__(self, store: Store, clock: SetClock) -> None:
        self.store, self.clock = store, clock
        self.office = Office(store, "Ann")
        with self.writing() as work:
            self.partner = self.add_organisation(work, "West Midlands Employers", None)
            self.funder = self.add_organisation(work, "Local Government Association", None)
            self.council = self.add_organisation(work, "Walsall Council", "E08000030")
            self.programme, self.version, self.modules = _inspire(work)
            work.add(Setting("office_name", "West Midlands Employers"))
            work.add(Setting("declaration", "I declare that the figures agree with our records."))
        self._agreements = self._people = self._cohorts = 0

    @property
    def today(self) -> date:
        return self.clock.today()

    def go_to(self, day: date) -> None:
        self.clock.instant = datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)

    @contextmanager
    def writing(self) -> Iterator[UnitOfWork]:
        with self.store.writing("Ann") as work:
            yield work
            self.store.seal(work, Entry(self.clock.now(), "Ann", "Prepare", "Prepare", False, SCHEMA))

    def add_organisation(self, work: UnitOfWork, name: str, gss: str | None) -> OrganisationId:
        organisation = work.add(Organisation("metropolitan", "West Midlands"))
        work.add(OrganisationName(organisation.id, name, gss))
        return organisation.id

    def agreement(self, cap: int = 100) -> AgreementId:
        self._agreements += 1
        covers = ((self.programme, None),)
        reference = f"LGA/OD/{self._agreements}"
        return self.office.do(
            AddAgreement(reference, self.funder, covers, cap, UNIT, YEAR.begins, YEAR.ends)
        ).value

    def cohort(self, *days: date) -> CohortId:
        self._cohorts += 1
        with self.writing() as work:
            cohort = work.add(Cohort(f"INS26-{self._cohorts:03}", self.version, self.partner, "Hall", 99, 1))
            add_sessions(work, cohort.id, self.modules, days)
        return cohort.id

    def enrol(self, agreement: AgreementId, cohort: CohortId, name: str = "") -> Held:
        self._people += 1
        with self.writing() as work:
            person = self.add_person(work, name or f"Person {self._people}")
            return self.take(work, agreement, cohort, person)

    def add_person(self, work: UnitOfWork, name: str) -> PersonId:
        return work.add(Person(name, "Ash")).id

    def take(self, work: UnitOfWork, agreement: AgreementId, cohort: CohortId, person: PersonId) -> Held:
        """Enrol within a transaction of the caller's."""
        return take_place(work, agreement, cohort, person, self.council)

    def come_back(self, held: Held, agreement: AgreementId) -> Held:
        """Put somebody who left on the register again, with another place."""
        with self.writing() as work:
            work.get(Enrolment, held.enrolment).status = Status.ACTIVE
            work.add(Step(held.enrolment, Status.ACTIVE, self.today, self.today, "Came back"))
            place = work.get(Place, held.place)
            if place.released_on is not None:
                place = work.add(Place(agreement, held.enrolment, self.today))
        return replace(held, place=place.id)

    def mark(self, held: Held, codes: str) -> None:
        """Write marks by letter, session by session: "PPA"; a dot clears one."""
        with self.writing() as work:
            for session, code in zip(held.sessions, codes, strict=False):
                stored = work.first(
                    Mark, marks.c.session_id == session, marks.c.enrolment_id == held.enrolment
                )
                if stored is not None and code == ".":
                    work.delete(stored)
                elif stored is not None:
                    stored.code = Code(code)
                elif code != ".":
                    work.add(Mark(session, held.enrolment, Code(code)))

    def leave(self, held: Held, on: date, *, release: bool = True) -> None:
        with self.writing() as work:
            work.get(Enrolment, held.enrolment).status = Status.WITHDRAWN
            work.add(Step(held.enrolment, Status.WITHDRAWN, on, self.today, "Left the council"))
            if release:
                place = work.get(Place, held.place)
                place.released_on, place.release_reason = self.today, "Withdrawn"

    def submit(self, agreement: AgreementId, period: Period) -> ReturnId:
        return self.office.do(SubmitReturn(agreement, period.begins, period.ends)).value

    def draft(self, agreement: AgreementId, period: Period) -> ReturnFacts:
        return self.office.ask(draft_return, agreement, period, self.office.moment)

    def pool(self, agreement: AgreementId) -> Pool:
        [found] = [row for row in self.office.ask(pool_rows, self.today) if row.agreement_id == agreement]
        return found

    def figures(self, agreement: AgreementId) -> tuple[int, int, int, int, int]:
        """Give free, committed, claimable, in the open return, claimed."""
        pool = self.pool(agreement)
        return pool.free, pool.committed, pool.claimable, pool.in_return, pool.claimed

    def states(self, agreement: AgreementId) -> dict[PlaceId, PlaceState]:
        places = self.office.ask(pool_places, agreement, self.today)
        return {place.place_id: place.state for place in places if place.place_id is not None}

    def returned(self, agreement: AgreementId) -> list[ReturnRow]:
        return self.office.ask(return_rows, self.today, agreement)

    def open_period(self, agreement: AgreementId) -> Period:
        [row] = [row for row in self.office.ask(agreement_rows, self.today) if row.id == agreement]
        assert row.period is not None
        return row.period

    def lines(self, place: PlaceId) -> Sequence[Row[tuple[object, ...]]]:
        """Give the lines of every return for a place, in the order in which they were stored."""
        query = select(return_lines).where(return_lines.c.place_id == place).order_by(return_lines.c.id)
        return self.office.ask(any_question(lambda connection: connection.execute(query).all()))

    def panel_decides(self, held: Held, cohort: CohortId, outcome: str, on: date) -> Project:
        with self.writing() as work:
            project = work.add(Project(cohort, "Retention", outcome, on))
            work.add(ProjectMember(project.id, held.enrolment))
        return project


def take_place(
    work: UnitOfWork,
    agreement: AgreementId,
    cohort: CohortId,
    person: PersonId,
    council: OrganisationId,
) -> Held:
    """Enrol a person with a funded place."""
    enrolled = work.add(
        Enrolment(cohort, person, council, Status.CONFIRMED, "HR manager", Funding.LGA, "PO 7")
    )
    place = work.add(Place(agreement, enrolled.id, work.clock.today()))
    days = work.all(Session, sessions.c.cohort_id == cohort)
    return Held(person, enrolled.id, place.id, tuple(day.id for day in days))


def add_sessions(
    work: UnitOfWork, cohort: CohortId, modules: Sequence[ModuleId], days: Sequence[date]
) -> None:
    for position, (module, day) in enumerate(zip(modules, days, strict=True), start=1):
        work.add(Session(cohort, module, position, day, time(9, 30), time(16, 30)))


def add_aspire(work: UnitOfWork) -> tuple[ProgrammeId, VersionId, list[ModuleId]]:
    """A programme of two modules and a project, claimed on completion."""
    programme = work.add(Programme("aspire", "Aspire", "Aspire"))
    version = work.add(Version(programme.id, "1", "Aspire", 2, True, True, ClaimRule.COMPLETION))
    work.add(OutcomeOption(version.id, "pass", "Pass", True, 1))
    work.add(OutcomeOption(version.id, "refer", "Refer", False, 2))
    return programme.id, version.id, _modules(work, version.id, 2, 0)


def _inspire(work: UnitOfWork) -> tuple[ProgrammeId, VersionId, list[ModuleId]]:
    programme = work.add(Programme("inspire-od", "Inspire OD", "Inspire OD"))
    version = work.add(Version(programme.id, "1", "Inspire OD", 3, False, False, ClaimRule.CLAIM_SESSIONS))
    return programme.id, version.id, _modules(work, version.id, 3, 2)


def _modules(work: UnitOfWork, version: VersionId, count: int, for_claim: int) -> list[ModuleId]:
    return [
        work.add(
            Module(version, at, f"Workshop day {at}", ModuleKind.WORKSHOP, 330, for_claim=at <= for_claim)
        ).id
        for at in range(1, count + 1)
    ]

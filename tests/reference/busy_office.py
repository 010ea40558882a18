"""An office on 8 October 2026 with work of every kind: registers, certificates, projects, a return."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from aspire_desktop.domain.money.funding import Place
from aspire_desktop.domain.office.organisations import OrganisationName
from aspire_desktop.domain.office.people import Employment, Person
from aspire_desktop.domain.office.values import (
    AgreementId,
    CohortId,
    EnrolmentId,
    OrganisationId,
    ProgrammeId,
    fold,
)
from aspire_desktop.domain.programmes.attendance import Code, Mark
from aspire_desktop.domain.programmes.cohorts import Cohort, Session, Trainer
from aspire_desktop.domain.programmes.enrolments import Enrolment, Funding, Status
from aspire_desktop.domain.programmes.programmes import Module, Version
from aspire_desktop.domain.programmes.projects import Project, ProjectMember
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import AddAgreement
from aspire_desktop.storage.journal import Entry
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.office.organisations import organisation_names
from aspire_desktop.storage.tables.programmes.programmes import modules, versions
from aspire_desktop.storage.tables.schema import SCHEMA
from aspire_desktop.storage.work import UnitOfWork

TODAY = date(2026, 10, 8)
GIVEN = ("Folake", "Nasreen", "Josephine", "Ewan", "Priya", "Callum", "Siân", "Mei", "Tunde", "Ruth")
FAMILY = ("Adebayo", "Begum", "Carter", "Davies", "Ellis", "Fraser", "Hughes", "Huang", "Lawal", "Osei")


@dataclass
class BusyOffice:
    """The ids of what was made, cohorts by their codes."""

    agreement: AgreementId = field(init=False)
    cohorts: dict[str, CohortId] = field(default_factory=dict)
    places: dict[str, list[EnrolmentId]] = field(default_factory=dict)


def busy_office(store: Store) -> BusyOffice:
    """Fill an office that has been opened, so that each group of the first screen has something in it."""
    made = BusyOffice()
    with store.writing("Ann") as work:
        builder = _Builder(work, made)
        builder.make()
        store.seal(work, Entry(store.clock.now(), "Ann", "Make", "Make an office", final=True, schema=SCHEMA))
    office = Office(store, "Ann")
    covers = ((builder.inspire, None),)
    figures = (100, Decimal("350.00"), date(2026, 4, 1), date(2027, 3, 31))
    made.agreement = office.do(AddAgreement("LGA/OD/2026-11", builder.lga, covers, *figures)).value
    with store.writing("Ann") as work:
        for code in ("INS26-WM01", "INS26-YH01", "INS26-WM02"):
            for id in made.places[code][: builder.confirmed]:
                work.get(Enrolment, id).funding = Funding.LGA
                work.add(Place(made.agreement, id, date(2026, 6, 1)))
        store.seal(work, Entry(store.clock.now(), "Ann", "Make", "Take places", final=True, schema=SCHEMA))
    return made


class _Builder:
    confirmed = 14

    def __init__(self, work: UnitOfWork, made: BusyOffice) -> None:
        self.work, self.made, self._people = work, made, 0
        self.ours, self.lga = (
            self._body("West Midlands Employers"),
            self._body("Local Government Association"),
        )
        self._north = self._body("North West Employers")
        self._body("Yorkshire and Humber Employers")
        self._council = self._body("Walsall Metropolitan Borough Council", "Walsall")
        self._aspire, self._inspire = self._version("Aspire 2.0"), self._version("Inspire OD")
        self.inspire: ProgrammeId = self._inspire.programme_id

    def make(self) -> None:
        days = (date(2026, 4, 14), date(2026, 5, 19), date(2026, 6, 16), date(2026, 7, 14), date(2026, 9, 22))
        done = self._cohort("ASP26-WM01", self._aspire, "Council House, Birmingham", days, people=20)
        self._mark(done, "PPPPP")
        self._project(done[:8], "pass", date(2026, 10, 1))
        now = (date(2026, 9, 10), TODAY, date(2026, 11, 10), date(2026, 12, 8), date(2027, 1, 19))
        self._mark(self._cohort("ASP26-WM02", self._aspire, "Council House, Oldbury", now, people=19), "P")
        north = (
            date(2026, 9, 8),
            date(2026, 10, 13),
            date(2026, 11, 3),
            date(2026, 12, 1),
            date(2027, 1, 12),
        )
        others = self._cohort("ASP26-NW01", self._aspire, "Manchester", north, people=11, partner=self._north)
        self._mark(others, "P")
        claimed = (date(2026, 5, 6), date(2026, 5, 7), date(2026, 11, 4))
        self._mark(self._cohort("INS26-WM01", self._inspire, "Birmingham", claimed, people=17), "PP")
        two = (date(2026, 10, 7), TODAY, date(2026, 11, 26))
        self._cohort("INS26-YH01", self._inspire, "Leeds Civic Hall", two, people=17)
        later = (date(2026, 12, 9), date(2026, 12, 10), date(2027, 1, 28))
        full = self._cohort("INS26-WM02", self._inspire, "Birmingham", later, people=20, trainer="")
        self._wait(full[0], 3)
        soon = (date(2026, 11, 11), date(2026, 11, 12), date(2027, 1, 14))
        self._cohort("INS26-EM01", self._inspire, "Nottingham", soon, people=16, capacity=18)

    def _body(self, name: str, otherwise: str = "") -> OrganisationId:
        found = self.work.all(OrganisationName)
        fitting = [each for each in found if each.name == name or (otherwise and otherwise in each.name)]
        if fitting:
            return fitting[0].organisation_id
        found = self.work.all(OrganisationName, organisation_names.c.also.contains(name))
        assert found, fold(name)
        return found[0].organisation_id

    def _version(self, title: str) -> Version:
        found = self.work.first(Version, versions.c.title == title)
        assert found is not None
        return found

    def _cohort(
        self,
        code: str,
        version: Version,
        venue: str,
        days: Sequence[date],
        *,
        people: int,
        capacity: int = 20,
        partner: OrganisationId | None = None,
        trainer: str = "Ruth Adeyemi",
    ) -> list[EnrolmentId]:
        deliverer = partner or self.ours
        cohort = self.work.add(Cohort(code, version.id, deliverer, venue, capacity, 8))
        own = self.work.all(Module, modules.c.version_id == version.id)
        for module, day in zip(own, days, strict=True):
            self.work.add(Session(cohort.id, module.id, module.position, day, module.starts, module.ends))
        if trainer:
            self.work.add(Trainer(cohort.id, trainer))
        self.made.cohorts[code] = cohort.id
        self.made.places[code] = [self._enrol(cohort.id, Status.CONFIRMED) for _ in range(people)]
        return self.made.places[code]

    def _enrol(self, cohort: CohortId, status: Status) -> EnrolmentId:
        self._people += 1
        names = GIVEN[self._people % 10], FAMILY[self._people * 7 // 10 % 10]
        person = self.work.add(Person(*names))
        self.work.add(Employment(person.id, self._council, "HR Adviser"))
        funded = Enrolment(cohort, person.id, self._council, status, "HR Adviser", Funding.COUNCIL)
        return self.work.add(funded).id

    def _wait(self, place: EnrolmentId, people: int) -> None:
        cohort = self.work.get(Enrolment, place).cohort_id
        for _ in range(people):
            self._enrol(cohort, Status.WAITING)

    def _mark(self, people: Sequence[EnrolmentId], codes: str) -> None:
        """Mark everybody on as many registers as there are codes, and finish them."""
        cohort = self.work.get(Enrolment, people[0]).cohort_id
        days = [each for each in self.work.all(Session) if each.cohort_id == cohort]
        for day, code in zip(days, codes, strict=False):
            self.work.add_all(
                [
                    Mark(day.id, id, Code.ABSENT if place == 6 else Code(code))
                    for place, id in enumerate(people)
                ]
            )
            day.finished = True

    def _project(self, people: Sequence[EnrolmentId], outcome: str, on: date) -> None:
        cohort = self.work.get(Enrolment, people[0]).cohort_id
        project = self.work.add(Project(cohort, "Keeping social workers", outcome, on))
        self.work.add_all([ProjectMember(project.id, id) for id in people])

"""A cohort of four people and five modules, of which three are past, one is today and one is to come."""

from dataclasses import dataclass
from datetime import date, time

from aspire_desktop.domain.office.organisations import Organisation, OrganisationName
from aspire_desktop.domain.office.people import Employment, Person
from aspire_desktop.domain.office.settings import Setting
from aspire_desktop.domain.office.signatories import Signatory
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, OrganisationId, PersonId, SessionId
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.cohorts import Cohort, Session, Trainer
from aspire_desktop.domain.programmes.enrolments import Enrolment, Status
from aspire_desktop.domain.programmes.programmes import (
    ClaimRule,
    Module,
    ModuleKind,
    OutcomeOption,
    Programme,
    Version,
)
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.attendance import MarkAttendance
from aspire_desktop.services.programmes.projects import AddProject, RecordOutcome
from aspire_desktop.storage.journal import Entry
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import SCHEMA
from aspire_desktop.storage.work import UnitOfWork

DAYS = (date(2026, 6, 10), date(2026, 7, 8), date(2026, 9, 9), date(2026, 10, 8), date(2026, 11, 12))
PEOPLE = (
    ("Siân", "O’Neill"),
    ("Ŵyn", "Ŷstradfellte"),
    ("Callum", "Fraser"),
    ("Bethan", "Pritchard"),
)
SETTINGS = {
    "office_name": "West Midlands Employers",
    "certificate_prefix": "WME",
    "partnership_line": "in partnership with the CIPD and the Local Government Association",
    "signatory_name": "Rebecca Davis",
    "signatory_job_title": "Chief Executive",
}


@dataclass(frozen=True)
class SmallCohort:
    """The ids of what was made; people and places in the order of PEOPLE."""

    cohort_id: CohortId
    sessions: tuple[SessionId, ...]
    people: tuple[PersonId, ...]
    places: tuple[EnrolmentId, ...]
    partner_id: OrganisationId
    employer_id: OrganisationId


def small_cohort(store: Store, code: str = "ASP26-WM02", signatory: str = "") -> SmallCohort:
    """Make the cohort, and the office's settings and programme where they are not there yet."""
    with store.writing("Ann") as work:
        made = _make(work, code, signatory)
        now = store.clock.now()
        store.seal(work, Entry(now, "Ann", "Make", "Make a cohort", final=True, schema=SCHEMA))
    return made


def attend(office: Office, cohort: SmallCohort, *who: int) -> None:
    """Mark people as Present at every session up to today."""
    for session in cohort.sessions[:4]:
        office.do(MarkAttendance(session, tuple(cohort.places[one] for one in who), Code.PRESENT))


def complete(office: Office, cohort: SmallCohort, *who: int, outcome: str = "Pass") -> None:
    """Have people attend, and their panel decide."""
    attend(office, cohort, *who)
    members = tuple(cohort.places[one] for one in who)
    project = office.do(AddProject(cohort.cohort_id, "From absence policy to wellbeing practice", members))
    office.do(RecordOutcome(project.value, outcome, date(2026, 10, 7)))


def _make(work: UnitOfWork, code: str, signatory: str) -> SmallCohort:
    partner, employer = _organisation(work, "West Midlands Employers"), _organisation(work, "Dudley MBC")
    if signatory:
        partner = _organisation(work, "East Midlands Councils")
        work.add(Signatory(partner, signatory, "Director"))
    if work.first(Setting) is None:
        work.add_all([Setting(key, value) for key, value in SETTINGS.items()])
    version = work.first(Version) or _version(work)
    cohort = work.add(Cohort(code, version.id, partner, "Council House, Walsall", 20, 8))
    work.add(Trainer(cohort.id, "Ruth Adeyemi"))
    people = [work.add(Person(*names)) for names in PEOPLE]
    work.add_all([Employment(person.id, employer, "HR Adviser") for person in people])
    places = [work.add(Enrolment(cohort.id, each.id, employer, Status.CONFIRMED)) for each in people]
    return SmallCohort(
        cohort_id=cohort.id,
        sessions=_sessions(work, cohort),
        people=tuple(person.id for person in people),
        places=tuple(place.id for place in places),
        partner_id=partner,
        employer_id=employer,
    )


def _organisation(work: UnitOfWork, name: str) -> OrganisationId:
    organisation = work.add(Organisation("employer", "West Midlands"))
    work.add(OrganisationName(organisation.id, name))
    return organisation.id


def _version(work: UnitOfWork) -> Version:
    full_title = "Aspire Strategic HR and OD Business Partner Programme"
    programme = work.add(Programme("aspire", "Aspire", full_title, "ASP"))
    version = work.add(Version(programme.id, "2.0", "Aspire 2.0", 4, True, True, ClaimRule.COMPLETION))
    for position in range(1, 6):
        work.add(Module(version.id, position, f"Module {position}", ModuleKind.MODULE, 330))
    for key, title, completes in (
        ("merit", "Merit", True),
        ("pass", "Pass", True),
        ("refer", "Refer", False),
    ):
        work.add(OutcomeOption(version.id, key, title, completes))
    return version


def _sessions(work: UnitOfWork, cohort: Cohort) -> tuple[SessionId, ...]:
    modules = work.all(Module)
    return tuple(
        work.add(Session(cohort.id, module.id, place, on, time(9, 30), time(16, 30))).id
        for place, (module, on) in enumerate(zip(modules, DAYS, strict=True), 1)
    )

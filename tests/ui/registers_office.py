"""An office with a cohort of nineteen people whose second module is today, as in the design's pictures."""

from dataclasses import dataclass
from datetime import date

from aspire_desktop.domain.office.staff import Role
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, SessionId
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.registers import CohortRegister
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.services.programmes.attendance import FillUnmarked, FinishRegister, MarkAttendance
from aspire_desktop.services.programmes.cohorts import AddCohort
from aspire_desktop.services.programmes.enrolments import EnrolParticipant
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.attendance import cohort_register
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows

TODAY = date(2026, 10, 8)
DAYS = (date(2026, 9, 10), TODAY, date(2026, 11, 12), date(2026, 12, 10), date(2027, 1, 14))
PEOPLE = (
    ("Achebe", "Simon"),
    ("Bevan", "Gareth"),
    ("Chowdhury", "Yasmin"),
    ("Fraser", "Callum"),
    ("Gallagher", "Niamh"),
    ("Harcourt", "Lucy"),
    ("Hussain", "Imran"),
    ("Kowalczyk", "Joanna"),
    ("Lowe", "Hannah"),
    ("Mensah", "Kwame"),
    ("Nair", "Priya"),
    ("Okafor", "Amara"),
    ("Pritchard", "Bethan"),
    ("Reid", "Marcus"),
    ("Sandhu", "Daljit"),
    ("Siddiqui", "Farah"),
    ("Stanton", "Oliver"),
    ("Thornbury", "Rachel"),
    ("Whitcombe", "Eleanor"),
)
TRAINER = "Ruth Adeyemi"


@dataclass(frozen=True)
class Marking:
    """The cohort, its sessions and its people in the order of the register."""

    cohort_id: CohortId
    sessions: tuple[SessionId, ...]
    people: tuple[EnrolmentId, ...]

    def register(self, office: Office) -> CohortRegister:
        return office.ask(cohort_register, self.cohort_id, office.clock.today())

    def letters(self, office: Office, session: int = 1) -> str:
        """Give what is stored of a session: a letter for each person, a dot where there is no mark."""
        rows = self.register(office).rows
        return "".join(str(mark.code) if mark else "." for mark in (row.marks[session] for row in rows))


def fill_office(office: Office) -> Marking:
    """Add the cohort, with its first module finished and nobody marked for the second."""
    councils = office.ask(organisation_rows, office.clock.today())
    version = next(row for row in office.ask(version_rows) if row.title == "Aspire 2.0")
    office.do(AddColleague(TRAINER, frozenset({Role.TRAINER})))
    ours = next(row for row in councils if row.name == "West Midlands Employers")
    cohort = AddCohort("ASP26-WM02", version.id, ours.id, "West Midlands", DAYS, 20, trainers=(TRAINER,))
    cohort_id = office.do(cohort).value
    people = []
    for number, (family, given) in enumerate(PEOPLE):
        employer = councils[number * 7 % len(councils)].id
        address = f"{given}.{family}@council.example"
        person_id = office.do(AddPerson(given, family, address, "OD Adviser", employer)).value
        people.append(office.do(EnrolParticipant(cohort_id, person_id)).value)
    sessions = tuple(row.id for row in office.ask(session_rows, cohort_id))
    office.do(MarkAttendance(sessions[0], (people[16],), Code.ABSENT))
    office.do(MarkAttendance(sessions[0], (people[6],), Code.LATE))
    office.do(FillUnmarked(sessions[0], Code.PRESENT))
    office.do(FinishRegister(sessions[0]))
    return Marking(cohort_id, sessions, tuple(people))

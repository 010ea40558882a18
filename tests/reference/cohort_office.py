"""An office with Aspire and Inspire OD at work: cohorts, people and a small LGA agreement."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from aspire_desktop.domain.office.values import CohortId, EnrolmentId, OrganisationId, PersonId, VersionId
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import AddAgreement
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.services.programmes.cohorts import AddCohort
from aspire_desktop.services.programmes.enrolments import EnrolParticipant
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.programmes import module_rows, version_rows

PEOPLE = (
    ("Folake", "Adebayo", "Birmingham City Council", "HR Business Partner"),
    ("Daniel", "Ashworth", "Staffordshire County Council", "OD Adviser"),
    ("Nasreen", "Begum", "Walsall Metropolitan Borough Council", "Senior HR Business Partner"),
    ("Josephine", "Carter", "Wychavon District Council", "HR Manager"),
    ("Manpreet", "Dhillon", "City of Wolverhampton Council", "People Partner"),
    ("Rhiannon", "Evans", "Herefordshire Council", "HR Business Partner"),
    ("Thomas", "Fenwick", "Coventry City Council", "Workforce Lead"),
    ("Harpreet", "Gill", "Sandwell Metropolitan Borough Council", "HR Business Partner"),
    ("Katherine", "Hollis", "Warwick District Council", "OD Partner"),
    ("Zainab", "Ibrahim", "Solihull Metropolitan Borough Council", "L&D Partner"),
    ("Paul", "Jennings", "North Warwickshire Borough Council", "HR Adviser"),
    ("Tunde", "Lawal", "Dudley Metropolitan Borough Council", "HR Business Partner"),
)


class CohortOffice:
    """Builds through the same actions as the screens; everything is looked up by its words."""

    def __init__(self, office: Office) -> None:
        self.office = office
        today = office.clock.today()
        self.organisations = {row.name: row.id for row in office.ask(organisation_rows, today)}
        self.versions = {row.title: row for row in office.ask(version_rows)}
        self.partner = self.organisations["West Midlands Employers"]
        self.people: dict[str, PersonId] = {}

    def employer(self, number: int) -> OrganisationId:
        name = PEOPLE[number % len(PEOPLE)][2]
        return self.organisations.get(name, list(self.organisations.values())[number])

    def agree(self, places: int = 100) -> None:
        funder = self.organisations["Local Government Association"]
        covers = tuple((row.programme_id, None) for row in self.versions.values() if row.code != "CODE")
        begins = date(2026, 4, 1)
        self.office.do(
            AddAgreement(
                "LGA 2026",
                funder,
                tuple(dict.fromkeys(covers)),
                places,
                Decimal(350),
                begins,
                date(2027, 3, 31),
            )
        )

    def cohort(
        self,
        code: str,
        title: str,
        first: date,
        capacity: int | None = None,
        partner: str = "West Midlands Employers",
        apart: int = 1,
    ) -> CohortId:
        version = self.versions[title]
        days = tuple(
            first + n * timedelta(days=apart) for n in range(len(self.office.ask(module_rows, version.id)))
        )
        return self.office.do(
            AddCohort(
                code,
                VersionId(version.id),
                self.organisations[partner],
                "Council House, Oldbury",
                days,
                capacity,
                trainers=("Ruth Adeyemi", "Martin Pell"),
            )
        ).value

    def person(self, number: int) -> PersonId:
        given, family, _, job = PEOPLE[number]
        if family not in self.people:
            email = f"{given}.{family}@council.gov.uk".lower()
            added = self.office.do(AddPerson(given, family, email, job, self.employer(number)))
            self.people[family] = added.value
        return self.people[family]

    def enrol(
        self,
        cohort: CohortId,
        numbers: Sequence[int],
        funding: Funding | None = Funding.LGA,
        status: Status = Status.CONFIRMED,
        order: str = "",
    ) -> list[EnrolmentId]:
        return [
            self.office.do(EnrolParticipant(cohort, self.person(n), funding, order, status)).value
            for n in numbers
        ]


def furnish(office: Office) -> CohortOffice:
    """Fill an opened office with cohorts at every stage, as on 8 October 2026."""
    made = CohortOffice(office)
    made.agree()
    made.cohort("ASP26-01", "Aspire 2.0", date(2026, 9, 10), apart=28)
    made.cohort("ASP26-02", "Aspire", date(2026, 3, 19), 18, "North West Employers", apart=28)
    inspire = made.cohort("INS26-02", "Inspire OD", date(2026, 12, 9), 12)
    made.cohort("INS26-01", "Inspire OD", date(2026, 9, 23), 20, "South East Employers", apart=20)
    made.enrol(inspire, [0, 1, 2, 4, 7])
    made.enrol(inspire, [3, 6], Funding.COUNCIL, order="PO 20431")
    made.enrol(inspire, [5], Funding.COUNCIL)
    made.enrol(inspire, [8], Funding.COUNCIL, Status.OFFERED)
    made.enrol(inspire, [9, 10], Funding.LGA, Status.WAITING)
    return made

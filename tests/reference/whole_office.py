"""An office with a little of everything: two cohorts, five people, an agreement, marks, a project."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from aspire_desktop.domain.office.staff import Role
from aspire_desktop.domain.office.values import (
    AgreementId,
    CohortId,
    ColleagueId,
    EnrolmentId,
    OrganisationId,
    PersonId,
    ProjectId,
    SessionId,
    VersionId,
)
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.enrolments import Funding
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import AddAgreement
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.services.programmes.attendance import FinishRegister, MarkAttendance
from aspire_desktop.services.programmes.cohorts import AddCohort
from aspire_desktop.services.programmes.enrolments import EnrolParticipant
from aspire_desktop.services.programmes.projects import AddProject
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.lookups.programmes.enrolments import participant_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows

WORKSHOPS = (date(2026, 9, 9), date(2026, 9, 10), date(2026, 10, 5))
MODULES = (date(2026, 3, 5), date(2026, 4, 9), date(2026, 5, 7), date(2026, 6, 11), date(2026, 12, 10))
PEOPLE = (("Siân", "O’Neill"), ("Ŵyn", "Łuczak"), ("Callum", "Fraser"), ("Bethan", "Pritchard"), ("Bo", "Li"))


@dataclass(frozen=True)
class WholeOffice:
    """Ids of what was made. Place 0 is LGA-funded and complete, 1 LGA-funded, 2 council-paid."""

    office: Office
    walsall: OrganisationId
    dudley: OrganisationId
    inspire: VersionId
    workshops: CohortId
    modules: CohortId
    days: tuple[SessionId, ...]
    people: tuple[PersonId, ...]
    places: tuple[EnrolmentId, ...]
    project: ProjectId
    unprojected: EnrolmentId
    agreement: AgreementId
    spare: AgreementId
    colleague: ColleagueId


def whole_office(office: Office) -> WholeOffice:
    """Fill an open office through its own door."""
    names = {row.name: row.id for row in office.ask(organisation_rows, office.clock.today())}
    versions = {row.title: row for row in office.ask(version_rows)}
    walsall, partner = names["Walsall Council"], names["West Midlands Employers"]
    inspire, aspire = versions["Inspire OD"], versions["Aspire 2.0"]
    lga = names["Local Government Association"]
    agreements = [
        office.do(
            AddAgreement(
                reference,
                lga,
                ((inspire.programme_id, None),),
                3,
                Decimal("350.00"),
                date(2026, 4, 1),
                ends,
            )
        ).value
        for reference, ends in (("LGA/1", date(2027, 3, 31)), ("LGA/2", date(2027, 6, 30)))
    ]
    workshops = office.do(AddCohort("INS26-WM01", inspire.id, partner, "Oldbury", WORKSHOPS, 4)).value
    modules = office.do(AddCohort("ASP26-WM01", aspire.id, partner, "Walsall", MODULES)).value
    people = [
        office.do(AddPerson(given, family, f"p{n}@walsall.gov.uk", "HR Adviser", walsall)).value
        for n, (given, family) in enumerate(PEOPLE)
    ]
    paid = (Funding.LGA, Funding.LGA, Funding.COUNCIL)
    for person, funding in zip(people, paid, strict=False):
        office.do(EnrolParticipant(workshops, person, funding))
    aspiring = [office.do(EnrolParticipant(modules, person)).value for person in people[2:4]]
    days = tuple(day.id for day in office.ask(session_rows, workshops))
    places = {row.person_id: row.id for row in office.ask(participant_rows, workshops, office.clock.today())}
    for day in days:
        office.do(MarkAttendance(day, (places[people[0]],), Code.PRESENT))
    office.do(MarkAttendance(days[0], (places[people[1]], places[people[2]]), Code.LATE))
    office.do(FinishRegister(days[0]))
    return WholeOffice(
        office=office,
        walsall=walsall,
        dudley=names["Dudley Metropolitan Borough Council"],
        inspire=inspire.id,
        workshops=workshops,
        modules=modules,
        days=days,
        people=tuple(people),
        places=tuple(places[person] for person in people[:3]),
        project=office.do(AddProject(modules, "From absence policy to practice", (aspiring[0],))).value,
        unprojected=aspiring[1],
        agreement=agreements[0],
        spare=agreements[1],
        colleague=office.do(AddColleague("Tom", frozenset({Role.TRAINER}))).value,
    )

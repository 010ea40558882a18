"""An office with several agreements at once, made through its own door, in which chance may work."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from aspire_desktop.domain.money.agreements import AgreementTerms
from aspire_desktop.domain.money.funding import ClaimPoint
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.domain.office.values import AgreementId, CohortId, OrganisationId, PersonId
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.enrolments import Funding
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import AddAgreement
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.services.programmes.attendance import FillUnmarked
from aspire_desktop.services.programmes.cohorts import AddCohort
from aspire_desktop.services.programmes.enrolments import EnrolParticipant
from aspire_desktop.services.programmes.projects import AddProject, RecordOutcome
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.storage.store import Store

BEGINS, ENDS = date(2026, 4, 1), date(2027, 3, 31)
COLLEAGUES = ("Bea", "Carl")
"""Who works in the office by turns: each undoes what is their own."""
COUNCILS = ("Walsall Council", "Dudley Metropolitan Borough Council", "Telford & Wrekin Council")
CIPD_TERMS = AgreementTerms(
    claim_point=ClaimPoint.SESSIONS, sessions_needed=2, organisation_cap=2, clawed_back_is_free=False
)
FIRST_DAYS = (date(2026, 6, 10), date(2026, 6, 29), date(2026, 9, 24), date(2026, 12, 1), date(2027, 3, 31))
"""Of the cohorts; the second day is the next, so that one lies on both sides of a quarter's end."""
MODULES = (
    tuple(date(2026, month, day) for month, day in ((5, 12), (5, 27), (6, 9), (6, 24), (9, 30))),
    tuple(date(2026, month, day) for month, day in ((9, 8), (9, 29), (10, 13), (11, 10), (12, 1))),
)
"""Of two cohorts of Aspire 2.0, which is claimed once it is completed: four of five, and a project."""
ASPIRE = 3
"""Which of the agreements pays for them."""


@dataclass(frozen=True)
class PoolOffice:
    """Ids of what was made: two LGA agreements and a bursary over cohorts in five quarters, and after them
    an LGA agreement over two cohorts of Aspire 2.0."""

    store: Store
    clock: SetClock
    offices: tuple[Office, ...]
    agreements: tuple[AgreementId, ...]
    cohorts: tuple[CohortId, ...]
    councils: tuple[OrganisationId, ...]
    people: tuple[PersonId, ...]


def go_to(clock: SetClock, day: date) -> None:
    """Let it be half past nine of a day."""
    clock.instant = datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)


def pool_office(store: Store, clock: SetClock) -> PoolOffice:
    """Fill an open office in which Ann holds every role; on 5 July 2026 the first quarter is over."""
    go_to(clock, date(2026, 7, 5))
    office = Office(store, "Ann")
    for name in COLLEAGUES:
        office.do(AddColleague(name, EVERYONE))
    named = {row.name: row.id for row in office.ask(organisation_rows, clock.today())}
    councils = tuple(named[name] for name in COUNCILS)
    people = tuple(
        office.do(AddPerson(f"Person {number}", "Ash", "", "HR Adviser", councils[number % 3])).value
        for number in range(9)
    )
    made = PoolOffice(
        store=store,
        clock=clock,
        offices=tuple(Office(store, name) for name in COLLEAGUES),
        agreements=_agreements(office, named),
        cohorts=(
            *_cohorts(office, named["West Midlands Employers"]),
            *_aspire_cohorts(office, named["West Midlands Employers"]),
        ),
        councils=councils,
        people=people,
    )
    _first_quarter(office, made)
    return made


def _agreements(office: Office, named: dict[str, OrganisationId]) -> tuple[AgreementId, ...]:
    lga = named["Local Government Association"]
    cipd = next(id for name, id in named.items() if "Chartered Institute of Personnel" in name)
    [inspire] = [row for row in office.ask(version_rows) if row.title == "Inspire OD"]
    [aspire] = [row for row in office.ask(version_rows) if row.title == "Aspire 2.0"]
    every, second = ((inspire.programme_id, None),), ((aspire.programme_id, aspire.id),)
    in_pounds = AgreementTerms(amount_cap=Decimal("1499.99"))
    begun, completed = (
        AgreementTerms(claim_point=point) for point in (ClaimPoint.START, ClaimPoint.COMPLETION)
    )
    return tuple(
        office.do(
            AddAgreement(reference, funder, covers, places, Decimal(unit), BEGINS, ends, terms=terms)
        ).value
        for reference, funder, places, unit, ends, terms, covers in (
            ("LGA/1", lga, 5, "350.00", ENDS, in_pounds, every),
            ("LGA/2", lga, 3, "333.33", date(2027, 6, 30), begun, every),
            ("CIPD/1", cipd, 2, "99.99", ENDS, CIPD_TERMS, every),
            ("LGA/4", lga, 3, "1250.00", ENDS, completed, second),
        )
    )


def _cohorts(office: Office, partner: OrganisationId) -> tuple[CohortId, ...]:
    [inspire] = [row for row in office.ask(version_rows) if row.title == "Inspire OD"]
    return tuple(
        office.do(
            AddCohort(
                f"INS26-{number}",
                inspire.id,
                partner,
                "Oldbury",
                (first, first + timedelta(days=1), first + timedelta(days=40)),
                60,
            )
        ).value
        for number, first in enumerate(FIRST_DAYS, start=1)
    )


def _aspire_cohorts(office: Office, partner: OrganisationId) -> tuple[CohortId, ...]:
    [aspire] = [row for row in office.ask(version_rows) if row.title == "Aspire 2.0"]
    return tuple(
        office.do(AddCohort(f"ASP26-{number}", aspire.id, partner, "Walsall", days, 60)).value
        for number, days in enumerate(MODULES, start=1)
    )


def _first_quarter(office: Office, made: PoolOffice) -> None:
    """Let people attend, and one complete, so that every first return has something to claim."""
    enrolled = []
    for person, cohort, funding in (
        (0, 0, Funding.LGA),
        (1, 0, Funding.LGA),
        (2, 1, Funding.BURSARY),
        (5, 5, Funding.LGA),
        (6, 5, Funding.LGA),
    ):
        enrolled.append(office.do(EnrolParticipant(made.cohorts[cohort], made.people[person], funding)).value)
    for cohort in made.cohorts[:2]:
        for day in office.ask(session_rows, cohort)[:2]:
            office.do(FillUnmarked(day.id, Code.PRESENT))
    for day in office.ask(session_rows, made.cohorts[5])[:4]:
        office.do(FillUnmarked(day.id, Code.PRESENT))
    panel = office.do(AddProject(made.cohorts[5], "From policy to practice", (enrolled[3],))).value
    office.do(RecordOutcome(panel, "merit", date(2026, 6, 30)))

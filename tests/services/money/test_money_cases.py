"""Cases that break weak software, each by its name: places, claims, returns and the days they fall on."""

import io
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from any_question import any_question
from openpyxl import load_workbook
from pool_office import PoolOffice, go_to, pool_office
from races import NOW, course, race

from aspire_desktop.domain.money.figures import differences
from aspire_desktop.domain.money.returns import ReturnFacts
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.values import EnrolmentId, Period, ReturnId, SessionId
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.reservations import ReservePlaces
from aspire_desktop.services.money.returns import SubmitReturn, draft_return, workbook_of
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.services.office.people import AddPerson, ChangePerson
from aspire_desktop.services.programmes.attendance import FinishRegister, MarkAttendance
from aspire_desktop.services.programmes.cohorts import MoveSession
from aspire_desktop.services.programmes.enrolments import EnrolParticipant, MoveEnrolment
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.lookups.money.funding import pool_places, pool_rows
from aspire_desktop.storage.lookups.money.returns import claim_lines, return_rows
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.lookups.programmes.completions import progress_of
from aspire_desktop.storage.store import Store

Q1 = Period(date(2026, 4, 1), date(2026, 6, 30))
Q2 = Period(date(2026, 7, 1), date(2026, 9, 30))
Q3 = Period(date(2026, 10, 1), date(2026, 12, 31))
Q4 = Period(date(2027, 1, 1), date(2027, 3, 31))
SUNDAY = date(2026, 10, 25)
"""On which the clocks go back."""


@pytest.fixture
def made(open_store: Store, clock: SetClock) -> PoolOffice:
    """The office on 5 July 2026; place 1 and 2 of LGA/1 were delivered on 10 and 11 June."""
    return pool_office(open_store, clock)


def office(made: PoolOffice) -> Office:
    return made.offices[0]


def submit(made: PoolOffice, period: Period) -> ReturnId:
    return office(made).do(SubmitReturn(made.agreements[0], period.begins, period.ends)).value


def draft(made: PoolOffice, period: Period) -> ReturnFacts:
    facts = office(made).ask(draft_return, made.agreements[0], period, office(made).moment)
    assert differences(facts) == ()
    return facts


def pool(made: PoolOffice) -> tuple[int, int, int, int, int]:
    rows = office(made).ask(pool_rows, made.clock.today())
    [found] = [row for row in rows if row.agreement_id == made.agreements[0]]
    return found.free, found.committed, found.claimable, found.in_return, found.claimed


def sessions(made: PoolOffice, cohort: int) -> list[SessionId]:
    return [row.id for row in office(made).ask(session_rows, made.cohorts[cohort])]


def enrol(made: PoolOffice, person: int, cohort: int) -> EnrolmentId:
    wanted = EnrolParticipant(made.cohorts[cohort], made.people[person], Funding.LGA)
    return office(made).do(wanted).value


def first_claimed(made: PoolOffice) -> EnrolmentId:
    held = office(made).ask(pool_places, made.agreements[0], made.clock.today())[0]
    assert held.enrolment_id is not None
    return held.enrolment_id


def test_place_101_of_100_asked_for_by_two_people_at_once(open_store: Store, open_location: Location) -> None:
    ann = Office(open_store, "Ann")
    run = course(ann, open_location, clients=2, cap=100, each=1)
    others = next(
        row.id for row in ann.ask(organisation_rows, NOW.date()) if row.name == "Rugby Borough Council"
    )
    ann.do(ReservePlaces(run.agreement, others, 99))
    assert sorted(race(open_location, run.clients)) == [0, 1]
    [figures] = ann.ask(pool_rows, NOW.date())
    assert (figures.cap, figures.free, figures.committed) == (100, 0, 100)


def test_present_corrected_to_absent_after_submission(made: PoolOffice) -> None:
    bea, held = office(made), first_claimed(made)
    second_day = sessions(made, 0)[1]
    bea.do(FinishRegister(second_day))
    submit(made, Q1)
    sent = bea.ask(workbook_of, made.agreements[0], Q1, bea.moment)
    bea.do(MarkAttendance(second_day, (held,), Code.ABSENT, "Signed by a colleague"))
    [row] = bea.ask(return_rows, made.clock.today(), made.agreements[0])
    assert (str(row.since), pool(made)) == ("−1", (2, 1, 0, -1, 2))
    [taken_back] = draft(made, Q2).adjustments
    assert (taken_back.places, taken_back.amount) == (-1, Decimal("-350.00"))
    assert (taken_back.corrects_return, taken_back.corrects_line) == ("LGA/1-R1", 1)
    assert taken_back.reason == "Workshop day 2, 11 Jun 2026: Absent. Signed by a colleague"
    assert bea.ask(workbook_of, made.agreements[0], Q1, bea.moment) == sent
    submit(made, Q2)
    assert pool(made) == (2, 1, 0, 0, 1)


def test_a_deferred_person_already_claimed(made: PoolOffice) -> None:
    """The claim comes back with the deferral, and the place is claimed anew once it was delivered."""
    bea, held = office(made), first_claimed(made)
    submit(made, Q1)
    bea.do(MoveEnrolment(held, Status.DEFERRED, made.clock.today(), "Ill"))
    [taken_back] = draft(made, Q2).adjustments
    assert (taken_back.cause, taken_back.reason, taken_back.places) == ("Deferred", "Ill", -1)
    submit(made, Q2)
    assert pool(made) == (2, 1, 0, 0, 1)
    again = enrol(made, 0, 2)
    assert pool(made) == (2, 1, 0, 0, 1)
    go_to(made.clock, date(2026, 10, 2))
    for day in sessions(made, 2)[:2]:
        bea.do(MarkAttendance(day, (again,), Code.PRESENT))
    [claimed] = draft(made, Q3).lines
    assert (claimed.cohort.code, claimed.previous_claim) == ("INS26-3", "LGA/1-R1 line 1")
    submit(made, Q3)
    assert pool(made) == (2, 0, 0, 0, 2)


def test_a_make_up_after_the_period(made: PoolOffice) -> None:
    """A session of June made up in July, when June's return was sent: the claim is July's."""
    bea, late = office(made), enrol(made, 3, 0)
    first, second, _ = sessions(made, 0)
    bea.do(MarkAttendance(first, (late,), Code.PRESENT))
    bea.do(MarkAttendance(second, (late,), Code.ABSENT))
    assert len(draft(made, Q1).lines) == 2
    submit(made, Q1)
    made_up = MarkAttendance(
        second, (late,), Code.MADE_UP, made_up_on=date(2026, 7, 3), made_up_at="EMC, Derby"
    )
    bea.do(made_up)
    [row] = bea.ask(return_rows, made.clock.today(), made.agreements[0])
    assert str(row.since) == ""
    [line] = draft(made, Q2).lines
    assert (line.threshold_met_on, line.sessions_attended) == (date(2026, 7, 3), 2)


def test_sessions_on_both_sides_of_the_clock_change(made: PoolOffice) -> None:
    """Saturday and Sunday of the change: hours of activity are hours, and the day is London's."""
    bea = office(made)
    for day, on in zip(sessions(made, 3), (date(2026, 10, 24), SUNDAY, date(2026, 11, 20)), strict=True):
        bea.do(MoveSession(day, on, time(0, 30) if on == SUNDAY else time(9, 30), time(16, 30)))
    held = enrol(made, 3, 3)
    made.clock.instant = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)  # half past midnight, summer time
    assert made.clock.today() == SUNDAY
    for day in sessions(made, 3)[:2]:
        bea.do(MarkAttendance(day, (held,), Code.PRESENT))
    made.clock.instant = datetime(2026, 10, 25, 23, 30, tzinfo=UTC)  # half past eleven, winter time
    assert made.clock.today() == SUNDAY
    progress = bea.ask(any_question(progress_of), [made.cohorts[3]], made.clock.today())[held]
    assert progress.cpd_hours == Decimal("11.00")
    [line] = draft(made, Q3).lines
    assert line.threshold_met_on == SUNDAY


def test_a_return_of_march_is_over_by_the_clock_of_london(made: PoolOffice) -> None:
    """Half past midnight on 1 April is still March in Greenwich; the year is over all the same."""
    bea = office(made)
    for day, on in zip(
        sessions(made, 3), (date(2027, 3, 27), date(2027, 3, 28), date(2027, 5, 7)), strict=True
    ):
        bea.do(MoveSession(day, on, time(9, 30), time(16, 30)))
    held = enrol(made, 3, 3)
    made.clock.instant = datetime(2027, 3, 31, 23, 30, tzinfo=UTC)
    assert made.clock.today() == date(2027, 4, 1)
    for day in sessions(made, 3)[:2]:
        bea.do(MarkAttendance(day, (held,), Code.PRESENT))
    facts = draft(made, Q4)
    assert [line.threshold_met_on for line in facts.lines] == [date(2027, 3, 28)]
    failed = [check.title for check in facts.checks if not check.passed]
    assert failed == ["No claim waits in an earlier period"]  # nobody submitted the first quarter


NAMES = (
    ("Siân", "O'Neill"),
    ('=HYPERLINK("http://x.example")', "Formula"),
    ("+44 121 496 0000", ""),
    ("-Ann", "Leaver"),
    ("Maximiliana Featherstonehaugh-Cholmondeley", "Wrek-Hill"),
)


def test_names_that_a_spreadsheet_would_run_or_cut(made: PoolOffice) -> None:
    """Every name comes back from the stored lines and from the workbook, as text and whole."""
    assert len(" ".join(NAMES[-1])) == 52
    bea = office(made)
    body = bea.do(AddOrganisation("Bath, Bristol & “West” <Councils>, the", "other", "South West")).value
    telford = made.councils[2]
    people = [
        bea.do(AddPerson(*name, "", "HR, OD & more", body if at % 2 else telford)).value
        for at, name in enumerate(NAMES)
    ]
    bea.do(ChangePerson(made.people[0], "@SUM(A1)", "\u200bAsh", "", "HR"))
    for person in people:
        held = bea.do(EnrolParticipant(made.cohorts[1], person, Funding.LGA)).value
        for day in sessions(made, 1)[:2]:
            bea.do(MarkAttendance(day, (held,), Code.PRESENT))
    sent = [(id, bea.do(SubmitReturn(id, Q1.begins, Q1.ends)).value) for id in made.agreements[:2]]
    wanted = {" ".join(name).strip() for name in NAMES}
    bodies = {"Bath, Bristol & “West” <Councils>, the", "Telford & Wrekin Council"}
    stored = [line for _, submitted in sent for line in bea.ask(claim_lines, submitted)]
    assert wanted <= {line.participant.name for line in stored}
    assert bodies <= {line.organisation.name for line in stored}
    texts: set[object] = set()
    for id, _ in sent:
        content = bea.ask(workbook_of, id, Q1, bea.moment)
        cells = [cell for row in load_workbook(io.BytesIO(content))["Places"].iter_rows() for cell in row]
        assert "f" not in {cell.data_type for cell in cells}
        texts |= {cell.value for cell in cells if cell.data_type == "s"}
    assert wanted | bodies <= texts

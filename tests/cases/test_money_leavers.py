"""Sequences 2 and 11: what is dated before a leaving counts the same, whenever it is told."""

from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pool_office import go_to

from aspire_desktop.domain.intake.columns import ImportKind
from aspire_desktop.domain.intake.import_reports import ImportReport
from aspire_desktop.domain.money.agreements import AgreementTerms
from aspire_desktop.domain.money.figures import differences
from aspire_desktop.domain.money.returns import ReturnFacts
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import (
    AgreementId,
    CohortId,
    EnrolmentId,
    OrganisationId,
    Period,
    SessionId,
)
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.cohorts import Stage
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.domain.programmes.registers import CohortRegister, RegisterState
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.intake.imports.file import ImportFile
from aspire_desktop.services.intake.imports.reading import read_for_import
from aspire_desktop.services.money.funding import INVARIANTS, AddAgreement
from aspire_desktop.services.money.returns import SubmitReturn, draft_return
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.services.programmes.attendance import FillUnmarked, FinishRegister, MarkAttendance
from aspire_desktop.services.programmes.cohorts import AddCohort, SetStage
from aspire_desktop.services.programmes.enrolments import EnrolParticipant, MoveEnrolment
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.lookups.money.funding import agreement_rows, pool_places, pool_rows
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.attendance import cohort_register, register_list
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.lookups.programmes.enrolments import step_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.storage.store import Store

FILES = Path(__file__).parent / "files"
DAYS = (date(2026, 9, 15), date(2026, 9, 16), date(2026, 9, 24))
LEFT = date(2026, 9, 21)
TODAY = date(2026, 10, 8)
Q3 = Period(date(2026, 7, 1), date(2026, 9, 30))
Q4 = Period(date(2026, 10, 1), date(2026, 12, 31))
UNIT = Decimal("350.00")
_numbers = count(1)


@dataclass
class Workshop:
    """An Inspire OD cohort of September 2026 with an agreement of its own."""

    office: Office
    agreement: AgreementId
    cohort: CohortId
    council: OrganisationId
    sessions: tuple[SessionId, ...]

    def enrol(self, email: str = "") -> EnrolmentId:
        person = AddPerson(f"Person {next(_numbers)}", "Ash", email, "HR Adviser", self.council)
        id = self.office.do(person).value
        return self.office.do(EnrolParticipant(self.cohort, id, Funding.LGA)).value

    def mark(self, id: EnrolmentId, session: int, code: Code | None, reason: str = "") -> None:
        self.office.do(MarkAttendance(self.sessions[session], (id,), code, reason))

    def leave(self, id: EnrolmentId, on: date = LEFT) -> None:
        self.office.do(MoveEnrolment(id, Status.WITHDRAWN, on, "Left the council"))

    def take_in(self, file: str, reason: str = "") -> ImportReport:
        table = read_for_import(self.office, FILES / file, ImportKind.ATTENDANCE, self.cohort)
        return self.office.do(ImportFile(table, self.cohort, reason=reason)).value

    def draft(self, period: Period) -> ReturnFacts:
        facts = self.office.ask(draft_return, self.agreement, period, self.office.moment)
        assert differences(facts) == ()
        return facts

    def money(self, period: Period = Q3) -> Decimal:
        facts = self.draft(period)
        amounts = [*(line.amount for line in facts.lines), *(line.amount for line in facts.adjustments)]
        return sum(amounts, Decimal("0.00"))

    def pool(self) -> tuple[int, int, int, int, int]:
        rows = self.office.ask(pool_rows, self.office.clock.today())
        [row] = [row for row in rows if row.agreement_id == self.agreement]
        return row.free, row.committed, row.claimable, row.in_return, row.claimed

    def register(self) -> CohortRegister:
        return self.office.ask(cohort_register, self.cohort, self.office.clock.today())

    def listed(self) -> list[tuple[int, int]]:
        rows = self.office.ask(register_list, DAYS[0], TODAY)
        return [(row.people, row.marked) for row in rows if row.session.cohort_id == self.cohort]


def agreed(office: Office, places: int = 1000) -> AgreementId:
    named = {row.name: row.id for row in office.ask(organisation_rows, TODAY)}
    [version] = [row for row in office.ask(version_rows) if row.title == "Inspire OD"]
    funder, covers = named["Local Government Association"], ((version.programme_id, None),)
    wanted = AddAgreement(
        "LGA/OD/2026", funder, covers, places, UNIT, date(2026, 7, 1), date(2027, 3, 31), 3, AgreementTerms()
    )
    return office.do(wanted).value


def workshop(office: Office, agreement: AgreementId) -> Workshop:
    named = {row.name: row.id for row in office.ask(organisation_rows, TODAY)}
    [version] = [row for row in office.ask(version_rows) if row.title == "Inspire OD"]
    made = AddCohort(
        f"INS26-{next(_numbers)}", version.id, named["West Midlands Employers"], "Oldbury", DAYS, 60
    )
    cohort = office.do(made).value
    office.do(SetStage(cohort, Stage.CONFIRMED))
    days = tuple(row.id for row in office.ask(session_rows, cohort))
    return Workshop(office, agreement, cohort, named["Walsall Council"], days)


@pytest.fixture
def held(open_office: Office, clock: SetClock) -> Workshop:
    go_to(clock, TODAY)
    return workshop(open_office, agreed(open_office))


def attend(held: Workshop, id: EnrolmentId) -> None:
    held.mark(id, 0, Code.PRESENT)
    held.mark(id, 1, Code.PRESENT)


# Sequence 2


def test_marks_first_and_withdrawal_first_give_the_same_money(held: Workshop) -> None:
    early, late = held.enrol(), held.enrol("p0@walsall.gov.uk")
    attend(held, early)
    held.leave(early)
    assert (held.money(), held.pool()) == (UNIT, (998, 1, 0, 1, 0))
    held.leave(late)
    assert (held.money(), held.pool()) == (UNIT, (999, 0, 0, 1, 0))
    report = held.take_in("late_register.csv")
    assert not report.problems
    assert (held.money(), held.pool()) == (2 * UNIT, (998, 0, 0, 2, 0))
    first, second = held.draft(Q3).lines
    assert first.threshold_met_on == second.threshold_met_on == DAYS[1]


def test_a_leavers_wrong_present_comes_back_with_its_own_reason(held: Workshop, clock: SetClock) -> None:
    id = held.enrol("p0@walsall.gov.uk")
    held.leave(id)
    held.take_in("late_register.csv")
    held.office.do(SubmitReturn(held.agreement, Q3.begins, Q3.ends))
    noted = date(2026, 11, 5)
    go_to(clock, noted)
    assert not held.take_in("leaver_absent.csv", "Signed in for somebody else").problems
    assert (held.money(Q4), held.pool()) == (-UNIT, (1000, 0, 0, -1, 1))
    [undone] = held.draft(Q4).adjustments
    assert undone.cause == "Register corrected"
    assert undone.reason == "Workshop day 2, 16 Sep 2026: Absent. Signed in for somebody else"
    assert (undone.effective_on, undone.noted_on) == (DAYS[1], noted)


def test_a_withdrawal_told_late_is_the_cause_of_what_it_takes_back(held: Workshop, clock: SetClock) -> None:
    id = held.enrol()
    attend(held, id)
    held.office.do(SubmitReturn(held.agreement, Q3.begins, Q3.ends))
    go_to(clock, date(2026, 11, 5))
    held.leave(id, DAYS[0])
    [undone] = held.draft(Q4).adjustments
    assert (undone.cause, undone.reason) == ("Withdrawn", "Left the council")
    assert (undone.effective_on, undone.noted_on) == (DAYS[0], date(2026, 11, 5))


def test_no_place_is_free_for_somebody_who_attended_and_says_so(open_office: Office, clock: SetClock) -> None:
    go_to(clock, TODAY)
    held = workshop(open_office, agreed(open_office, places=1))
    first = held.enrol()
    held.leave(first)
    held.enrol()
    held.mark(first, 0, Code.PRESENT)
    title = open_office.do(MarkAttendance(held.sessions[1], (first,), Code.PRESENT)).title
    assert "No subsidised place is free any more for Person" in title
    assert held.money() == 0
    [row] = [row for row in held.register().rows if row.enrolment_id == first]
    assert row.marks[1] is not None


def test_sessions_after_the_effective_day_are_not_theirs(held: Workshop) -> None:
    id = held.enrol("p0@walsall.gov.uk")
    held.leave(id)
    with pytest.raises(RuleBroken, match="withdrawn from 21 September 2026, and this"):
        held.mark(id, 2, Code.PRESENT)
    [row] = held.register().rows
    stands = [row.stands_at(column.session) for column in held.register().columns]
    assert stands == [True, True, False]
    assert row.departure is not None
    assert (row.departure.status, row.departure.on) == (Status.WITHDRAWN, LEFT)


def test_who_never_stood_on_the_register_is_not_on_it(held: Workshop) -> None:
    held.enrol()
    before = AddPerson("Before", "Ash", "before@walsall.gov.uk", "HR", held.council)
    waiting = held.office.do(
        EnrolParticipant(held.cohort, held.office.do(before).value, status=Status.WAITING)
    ).value
    held.leave(waiting)
    assert len(held.register().rows) == 1


def test_a_withdrawal_keeps_when_it_counts_from_and_when_it_was_told(held: Workshop) -> None:
    id = held.enrol()
    told = LEFT + timedelta(days=4)
    held.office.do(MoveEnrolment(id, Status.WITHDRAWN, LEFT, "Left the council", notified_on=told))
    last = held.office.ask(step_rows, id)[-1]
    assert (last.on, last.noted_on) == (LEFT, told)
    later = MoveEnrolment(held.enrol(), Status.WITHDRAWN, LEFT, notified_on=TODAY + timedelta(days=1))
    with pytest.raises(RuleBroken, match="9 October 2026, which is still to come"):
        held.office.do(later)


# Sequence 11


def test_a_finished_register_says_16_after_one_withdraws_a_month_later(held: Workshop) -> None:
    people = [held.enrol() for _ in range(16)]
    for session in held.sessions[:2]:
        held.office.do(FillUnmarked(session, Code.PRESENT))
        held.office.do(FinishRegister(session))
    before, listed = held.register().columns, held.listed()
    held.leave(people[3], date(2026, 10, 2))
    after = held.register()
    assert after.columns == before
    assert (after.columns[1].people, after.columns[1].state) == (16, RegisterState.DONE)
    assert [tally.people for tally in after.columns[1].tallies if tally.code is Code.PRESENT] == [16]
    assert held.listed() == listed == [(16, 16), (16, 16), (16, 0)]
    assert len([row for row in after.rows if row.departure]) == 1


# Any order

CODES = st.sampled_from([Code.PRESENT, Code.LATE, Code.ABSENT, Code.EXCUSED, None])


@dataclass(frozen=True)
class Facts:
    """What is known of one person: their marks on the sessions up to the day they left, and that day."""

    marks: tuple[Code | None, ...]
    left: date | None


@st.composite
def known(draw: st.DrawFn) -> Facts:
    left = draw(st.none() | st.dates(DAYS[0] - timedelta(days=2), DAYS[2] + timedelta(days=2)))
    there = [left is None or day <= left for day in DAYS]
    return Facts(tuple(draw(CODES) if stands else None for stands in there), left)


def told(held: Workshop, people: list[Facts], order: list[tuple[int, int]]) -> object:
    """Tell the facts in an order; give what the pool became more by, the lines and the registers."""
    before = held.pool()
    ids = [held.enrol() for _ in people]
    for person, fact in order:
        facts = people[person]
        if fact < len(DAYS):
            if facts.marks[fact] is not None:
                held.mark(ids[person], fact, facts.marks[fact])
        elif facts.left is not None:
            held.leave(ids[person], facts.left)
    code = held.register().code
    lines = [
        (ids.index(place_of(held)[line.place]), line.threshold_met_on, line.sessions_attended, line.amount)
        for line in held.draft(Q3).lines
        if line.cohort.code == code
    ]
    shown = held.register()
    rows = {
        ids.index(row.enrolment_id): (
            row.departure,
            row.standing,
            tuple(
                mark.code if mark and row.stands_at(column.session) else None
                for mark, column in zip(row.marks, shown.columns, strict=True)
            ),
        )
        for row in shown.rows
    }
    columns = [(column.tallies, column.left, column.people, column.state) for column in shown.columns]
    grown = [now - was for now, was in zip(held.pool(), before, strict=True)]
    return grown, sorted(lines), rows, columns


def place_of(held: Workshop) -> dict[str, EnrolmentId]:
    rows = held.office.ask(pool_places, held.agreement, held.office.clock.today())
    return {row.label: row.enrolment_id for row in rows if row.enrolment_id is not None}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_of_the_same_dated_facts_gives_the_same(
    open_sqlite_location: Location, clock: SetClock, data: st.DataObject
) -> None:
    people = data.draw(st.lists(known(), min_size=1, max_size=3))
    facts = [(person, fact) for person in range(len(people)) for fact in range(len(DAYS) + 1)]
    orders = [facts, data.draw(st.permutations(facts)), data.draw(st.permutations(facts))]
    with closing(Store(open_sqlite_location, clock, INVARIANTS)) as store:
        go_to(clock, TODAY)
        office = Office(store, "Ann")
        known_agreements = office.ask(agreement_rows, TODAY)
        agreement = known_agreements[0].id if known_agreements else agreed(office)
        outcomes = [told(workshop(office, agreement), people, list(order)) for order in orders]
    assert outcomes[1] == outcomes[0]
    assert outcomes[2] == outcomes[0]

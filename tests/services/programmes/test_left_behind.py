"""What leavers left behind: a place is held for as long as it was delivered by the day they left."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias

import pytest
from pool_office import ASPIRE, BEGINS, ENDS, PoolOffice, pool_office

from aspire_desktop.domain.money.funding import ClaimPoint
from aspire_desktop.domain.money.settlements import QueryResult
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import RuleBroken, UndoRefused
from aspire_desktop.domain.office.values import AgreementId, EnrolmentId, PersonId, ProjectId, ReturnLineId
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import INVARIANTS, ChangeAgreement
from aspire_desktop.services.money.reservations import ReservePlaces
from aspire_desktop.services.money.returns import SubmitReturn
from aspire_desktop.services.money.settlements import AskQuery, ReopenQuery, SettleQuery
from aspire_desktop.services.programmes.attendance import MarkAttendance
from aspire_desktop.services.programmes.cohorts import MoveSession
from aspire_desktop.services.programmes.enrolments import EnrolParticipant, MoveEnrolment
from aspire_desktop.services.programmes.programmes import ChangeModule, ChangeVersion
from aspire_desktop.services.programmes.projects import RecordOutcome
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.lookups.money.agreements import agreement_terms, programmes_covered
from aspire_desktop.storage.lookups.money.funding import pool_places, pool_rows
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.lookups.programmes.programmes import threshold_rows
from aspire_desktop.storage.store import Store

Q1 = (date(2026, 4, 1), date(2026, 6, 30))
DECIDED = date(2026, 6, 30)
Rules: TypeAlias = tuple[Office, Callable[[], None], Callable[[], None]]


@pytest.fixture
def made(open_location: Location, clock: SetClock) -> Iterator[PoolOffice]:
    opened = Store(open_location, clock, INVARIANTS)
    yield pool_office(opened, clock)
    opened.close()


def leaver(made: PoolOffice, person: PersonId | None = None) -> EnrolmentId:
    """Let somebody attend both workshop days of the second cohort, and withdraw today."""
    bea, carl = made.offices
    chosen = made.people[3] if person is None else person
    enrolled = bea.do(EnrolParticipant(made.cohorts[1], chosen, Funding.LGA)).value
    for day in days(made)[:2]:
        bea.do(MarkAttendance(day.id, (enrolled,), Code.PRESENT))
    carl.do(MoveEnrolment(enrolled, Status.WITHDRAWN, made.clock.today()))
    return enrolled


def days(made: PoolOffice, cohort: int = 1) -> list[SessionRow]:
    return made.offices[0].ask(session_rows, made.cohorts[cohort])


def move(made: PoolOffice, session: SessionRow, by: int, who: int = 0) -> None:
    """Move a session to so many days from where it was first."""
    on = session.on + timedelta(days=by)
    made.offices[who].do(MoveSession(session.id, on, session.starts, session.ends))


def pool(made: PoolOffice, number: int = 0) -> tuple[int, int, int, int, int]:
    rows = made.offices[0].ask(pool_rows, made.clock.today())
    [found] = [row for row in rows if row.agreement_id == made.agreements[number]]
    return found.free, found.committed, found.claimable, found.in_return, found.claimed


def holders(made: PoolOffice, number: int = 0) -> set[EnrolmentId | None]:
    rows = made.offices[0].ask(pool_places, made.agreements[number], made.clock.today())
    return {row.enrolment_id for row in rows}


def test_a_place_is_held_again_once_its_session_is_moved_back(made: PoolOffice) -> None:
    leaver(made)
    before, second = pool(made), days(made)[1]
    move(made, second, 30)
    assert pool(made)[0] == before[0] + 1
    move(made, second, 0)
    assert pool(made) == before
    made.offices[0].undo()
    assert pool(made)[0] == before[0] + 1
    made.offices[0].redo()
    assert pool(made) == before


def test_a_claim_is_not_taken_back_for_a_date_that_was_put_right(made: PoolOffice) -> None:
    bea, carl = made.offices
    bea.do(SubmitReturn(made.agreements[0], *Q1))
    held = bea.ask(pool_places, made.agreements[0], made.clock.today())[0].enrolment_id
    assert held is not None
    carl.do(MoveEnrolment(held, Status.WITHDRAWN, made.clock.today()))
    before, second = pool(made), days(made, 0)[1]
    move(made, second, 30)
    assert pool(made)[3] < 0
    move(made, second, 0)
    assert pool(made) == before


def test_a_place_is_held_again_once_its_project_was_passed_after_all(made: PoolOffice) -> None:
    bea, carl = made.offices
    passed = bea.ask(pool_places, made.agreements[ASPIRE], made.clock.today())[0].enrolment_id
    assert passed is not None
    carl.do(MoveEnrolment(passed, Status.WITHDRAWN, made.clock.today()))
    before = pool(made, ASPIRE)
    bea.do(RecordOutcome(ProjectId(1), "refer", DECIDED))
    assert pool(made, ASPIRE)[0] == before[0] + 1
    bea.do(RecordOutcome(ProjectId(1), "pass", DECIDED))
    assert pool(made, ASPIRE) == before


def test_a_date_is_not_put_right_where_the_place_is_gone(made: PoolOffice) -> None:
    bea = made.offices[0]
    leaver(made)
    second = days(made)[1]
    move(made, second, 30)
    bea.do(ReservePlaces(made.agreements[0], made.councils[0], pool(made)[0]))
    with pytest.raises(RuleBroken, match=r"Person 3 Ash was given up.*LGA/1 has none free") as no:
        move(made, second, 0)
    assert no.value.explanation.do == "Release another place of it first."
    assert days(made)[1].on == second.on + timedelta(days=30)


def test_of_two_leavers_both_hold_their_places_again(made: PoolOffice) -> None:
    leaver(made)
    leaver(made, made.people[4])
    before, second = pool(made), days(made)[1]
    move(made, second, 30)
    assert pool(made)[0] == before[0] + 2
    move(made, second, 0)
    assert pool(made) == before


def test_what_is_told_after_a_withdrawal_counts_as_if_it_was_told_before(made: PoolOffice) -> None:
    """Their place was released because nothing was delivered by then; the record says otherwise since."""
    bea, carl = made.offices
    enrolled = bea.do(EnrolParticipant(made.cohorts[1], made.people[3], Funding.LGA)).value
    first, second, _ = days(made)
    for day in (first, second):
        bea.do(MarkAttendance(day.id, (enrolled,), Code.PRESENT))
    kept = pool(made)
    carl.do(MoveEnrolment(enrolled, Status.WITHDRAWN, first.on))
    given_up = pool(made)
    assert given_up != kept
    move(made, second, -3)
    assert pool(made) == kept
    move(made, second, 0)
    assert pool(made) == given_up


def test_nothing_is_held_again_of_who_came_back(made: PoolOffice) -> None:
    bea, enrolled = made.offices[0], leaver(made)
    second = days(made)[1]
    move(made, second, 30)
    bea.do(MoveEnrolment(enrolled, Status.OFFERED, made.clock.today()))
    again = [row.enrolment_id for row in bea.ask(pool_places, made.agreements[0], made.clock.today())]
    move(made, second, 0)
    held = [row.enrolment_id for row in bea.ask(pool_places, made.agreements[0], made.clock.today())]
    assert sorted(map(str, held)) == sorted(map(str, again))
    assert held.count(enrolled) == 1


def test_nothing_is_held_again_of_who_has_another_place_of_the_agreement_since(made: PoolOffice) -> None:
    """The agreement pays for one: the date is put right all the same."""
    bea = made.offices[0]
    leaver(made)
    second = days(made)[1]
    move(made, second, 30)
    bea.do(EnrolParticipant(made.cohorts[2], made.people[3], Funding.LGA))
    before = pool(made)
    move(made, second, 0)
    assert pool(made) == before


def test_a_refused_claim_is_not_held_again_by_a_date(made: PoolOffice) -> None:
    """What is refused is given back by reopening the query, once its sessions are right too."""
    bea, carl = made.offices
    bea.do(SubmitReturn(made.agreements[0], *Q1))
    held = bea.ask(pool_places, made.agreements[0], made.clock.today())[0].enrolment_id
    assert held is not None
    carl.do(MoveEnrolment(held, Status.WITHDRAWN, made.clock.today()))
    before, second = pool(made), days(made, 0)[1]
    move(made, second, 30)
    asked = bea.do(AskQuery(ReturnLineId(1), "Who attended?", made.clock.today())).value
    bea.do(SettleQuery(asked, QueryResult.REFUSED, made.clock.today()))
    move(made, second, 0)
    assert pool(made)[0] == before[0] + 1
    bea.do(ReopenQuery(asked))
    assert pool(made) == before


def test_no_undo_leaves_a_place_given_up_that_was_delivered(made: PoolOffice) -> None:
    """Of two things that undid it one was put right by hand: undoing the other would give nothing back."""
    carl = made.offices[1]
    leaver(made)
    before, [first, second, _] = pool(made), days(made)
    move(made, second, 30)
    move(made, first, 30, who=1)
    move(made, second, 0)
    assert pool(made)[0] == before[0] + 1
    with pytest.raises(UndoRefused, match="The place of Person 3 Ash was given up") as no:
        carl.undo()
    assert "by hand" in no.value.explanation.do
    move(made, first, 0, who=1)
    assert pool(made) == before


def count_as_attended(office: Office, marks: str) -> None:
    """Let these marks alone count as attended in Inspire OD."""
    [now] = [row for row in office.ask(threshold_rows) if row.title == "Inspire OD"]
    needed, figures = (now.sessions_needed, now.project_needed), (now.capacity, now.minimum)
    office.do(
        ChangeVersion(
            now.id, *needed, frozenset(marks.split()), now.left_early_percent, *figures, "Corrected"
        )
    )


def claim_at(office: Office, id: AgreementId, point: ClaimPoint, needed: int | None = None) -> None:
    """Let places of the first agreement be claimed at another point."""
    terms = replace(office.ask(agreement_terms)[id], claim_point=point, sessions_needed=needed)
    covers, figures = office.ask(programmes_covered, id), (5, Decimal("350.00"), BEGINS, ENDS)
    office.do(ChangeAgreement(id, "LGA/1", covers, *figures, terms=terms))


def test_a_place_follows_the_marks_that_count_as_attended(made: PoolOffice) -> None:
    enrolled = leaver(made)
    before = pool(made)
    count_as_attended(made.offices[0], "L M")
    assert enrolled not in holders(made)
    assert pool(made)[0] == before[0] + 1
    count_as_attended(made.offices[0], "P L M")
    assert enrolled in holders(made)
    assert pool(made) == before
    for by, there in (("undo", False), ("undo", True), ("redo", False), ("redo", True)):
        getattr(made.offices[0], by)()
        assert (enrolled in holders(made)) is there
    assert pool(made) == before


def test_a_place_follows_the_minutes_from_which_left_early_counts(made: PoolOffice) -> None:
    bea = made.offices[0]
    [now] = [row for row in bea.ask(threshold_rows) if row.title == "Inspire OD"]
    needed, figures = (now.sessions_needed, now.project_needed), (now.capacity, now.minimum)
    bea.do(ChangeVersion(now.id, *needed, now.attended_marks, 50, *figures, "Corrected"))
    module, enrolled = now.modules[0], leaver(made)
    half, [day, *_] = module.minutes // 2 + 1, days(made)
    bea.do(MarkAttendance(day.id, (enrolled,), Code.LEFT_EARLY, reason="Left", minutes_stayed=half))
    before = pool(made)
    bea.do(ChangeModule(module.id, module.title, module.minutes * 2, "The break was counted"))
    assert enrolled not in holders(made)
    assert pool(made)[0] == before[0] + 1
    bea.do(ChangeModule(module.id, module.title, module.minutes, "It was not"))
    assert enrolled in holders(made)
    assert pool(made) == before
    for by, there in (("undo", False), ("undo", True)):
        getattr(bea, by)()
        assert (enrolled in holders(made)) is there


def test_a_place_follows_the_point_at_which_it_is_claimed(made: PoolOffice) -> None:
    enrolled = leaver(made)
    before = pool(made)
    claim_at(made.offices[0], made.agreements[0], ClaimPoint.COMPLETION)
    assert enrolled not in holders(made)
    assert pool(made)[0] == before[0] + 1
    claim_at(made.offices[0], made.agreements[0], ClaimPoint.SESSIONS, 2)
    assert enrolled in holders(made)
    assert pool(made) == before
    claim_at(made.offices[0], made.agreements[0], ClaimPoint.SESSIONS, 3)
    assert enrolled not in holders(made)


def test_other_agreements_and_who_is_still_there_keep_their_places(made: PoolOffice) -> None:
    leaver(made)
    ours, others = holders(made), [pool(made, number) for number in (1, 2, ASPIRE)]
    claim_at(made.offices[0], made.agreements[0], ClaimPoint.COMPLETION)
    assert len(ours - holders(made)) == 1
    assert [pool(made, number) for number in (1, 2, ASPIRE)] == others


@pytest.fixture(params=["version", "agreement"])
def rules(request: pytest.FixtureRequest, made: PoolOffice) -> Rules:
    """Somebody who changes a rule and nothing else: how they make it stricter, and milder again."""
    office, id = Office(made.store, "Ann"), made.agreements[0]
    if request.param == "version":
        return office, lambda: count_as_attended(office, "L M"), lambda: count_as_attended(office, "P L M")
    return (
        office,
        lambda: claim_at(office, id, ClaimPoint.COMPLETION),
        lambda: claim_at(office, id, ClaimPoint.VERSION),
    )


def test_no_undo_of_a_rule_leaves_a_place_that_was_not_delivered(made: PoolOffice, rules: Rules) -> None:
    ann, stricter, milder = rules
    stricter()
    milder()
    enrolled = leaver(made)
    with pytest.raises(UndoRefused, match="Person 3 Ash has left since"):
        ann.undo()
    stricter()
    assert enrolled not in holders(made)


def test_no_undo_of_a_rule_leaves_a_place_given_up_that_was_delivered(made: PoolOffice, rules: Rules) -> None:
    ann, stricter, milder = rules
    enrolled, second = leaver(made), days(made)[1]
    move(made, second, 30)
    stricter()
    move(made, second, 0)
    assert enrolled not in holders(made)
    with pytest.raises(UndoRefused, match="The place of Person 3 Ash was given up"):
        ann.undo()
    milder()
    assert enrolled in holders(made)

"""A delivered place of somebody who withdrew, which the funder will not pay for, is given up by itself."""

from collections.abc import Iterator
from datetime import date

import pytest
from pool_office import PoolOffice, pool_office

from aspire_desktop.domain.money.claims import PoolPlace
from aspire_desktop.domain.money.settlements import QueryResult
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import Refused, RuleBroken, UndoRefused
from aspire_desktop.domain.office.values import (
    EnrolmentId,
    Period,
    PlaceId,
    QueryId,
    ReturnId,
    ReturnLineId,
    place_label,
)
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.services.contact.merging import MergePeople
from aspire_desktop.services.money.funding import INVARIANTS
from aspire_desktop.services.money.reservations import ReservePlaces
from aspire_desktop.services.money.returns import RestateReturn, SubmitReturn, draft_return
from aspire_desktop.services.money.settlements import AskQuery, ReopenQuery, SettleQuery
from aspire_desktop.services.programmes.attendance import MarkAttendance
from aspire_desktop.services.programmes.enrolments import ChangeFunding, EnrolParticipant, MoveEnrolment
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.lookups.money.funding import pool_places, pool_rows
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.store import Store

Q1 = (date(2026, 4, 1), date(2026, 6, 30))
Q2 = Period(date(2026, 7, 1), date(2026, 9, 30))
LGA, CIPD = 0, 2
"""The agreement that is free again after a clawback, and the one that gives no place twice."""


@pytest.fixture
def made(open_location: Location, clock: SetClock) -> Iterator[PoolOffice]:
    opened = Store(open_location, clock, INVARIANTS)
    yield pool_office(opened, clock)
    opened.close()


@pytest.fixture
def sent(made: PoolOffice) -> ReturnId:
    """Two places of the LGA's are claimed, and one of five is to spare besides."""
    sent = made.offices[0].do(SubmitReturn(made.agreements[LGA], *Q1)).value
    assert pool(made) == (2, 0, 0, 0, 2)
    return sent


def test_it_is_free_again(made: PoolOffice, sent: ReturnId) -> None:
    withdraw(made, holder(made))
    refuse(made)
    assert pool(made) == (3, 0, 0, -1, 2)
    facts = made.offices[0].ask(draft_return, made.agreements[LGA], Q2, made.offices[0].moment)
    [line] = facts.adjustments
    assert (line.place, line.places, line.cause) == (place_label(PlaceId(1)), -1, "Refused by the funder")


def test_it_is_free_again_where_the_refusal_came_first(made: PoolOffice, sent: ReturnId) -> None:
    held = holder(made)
    refuse(made)
    assert pool(made) == (2, 1, 0, -1, 2)
    withdraw(made, held)
    assert pool(made) == (3, 0, 0, -1, 2)


def test_it_stays_taken_where_no_place_is_given_twice(made: PoolOffice) -> None:
    sent = made.offices[0].do(SubmitReturn(made.agreements[CIPD], *Q1)).value
    withdraw(made, holder(made, CIPD))
    refuse(made)
    assert pool(made, CIPD) == (1, 1, 0, -1, 1)
    made.offices[0].do(RestateReturn(sent, "It was refused"))
    assert pool(made, CIPD) == (2, 0, 0, 0, 0)


@pytest.mark.parametrize("refused_first", [True, False])
def test_it_is_held_again_once_the_query_is_reopened(
    made: PoolOffice, sent: ReturnId, *, refused_first: bool
) -> None:
    held = holder(made)
    if refused_first:
        asked = refuse(made)
        withdraw(made, held)
    else:
        withdraw(made, held)
        asked = refuse(made)
    made.offices[0].do(ReopenQuery(asked))
    assert pool(made) == (2, 0, 0, 0, 2)
    assert holder(made) == held
    made.offices[0].undo()
    assert pool(made) == (3, 0, 0, -1, 2)
    made.offices[0].redo()
    assert pool(made) == (2, 0, 0, 0, 2)


def test_it_is_held_again_once_the_refusal_is_undone(made: PoolOffice, sent: ReturnId) -> None:
    withdraw(made, holder(made))
    refuse(made)
    made.offices[0].undo()
    assert pool(made) == (2, 0, 0, 0, 2)
    made.offices[0].redo()
    assert pool(made) == (3, 0, 0, -1, 2)


def test_reopening_says_where_its_place_went(made: PoolOffice, sent: ReturnId) -> None:
    bea = made.offices[0]
    withdraw(made, holder(made))
    asked = refuse(made)
    bea.do(ReservePlaces(made.agreements[LGA], made.councils[0], 3))
    with pytest.raises(RuleBroken, match=r"The place of Person 0 Ash was given up.*LGA/1 has none free"):
        bea.do(ReopenQuery(asked))
    assert pool(made) == (0, 3, 0, -1, 2)


def test_reopening_gives_no_second_place_to_somebody_who_came_back(made: PoolOffice, sent: ReturnId) -> None:
    bea, held = made.offices[0], holder(made)
    withdraw(made, held)
    asked = refuse(made)
    bea.do(MoveEnrolment(held, Status.OFFERED, made.clock.today()))
    again = pool(made)
    bea.do(ReopenQuery(asked))
    assert pool(made) == again == (2, 1, 0, -1, 2)


def test_one_of_two_refusals_reopened_leaves_it_given_up(made: PoolOffice, sent: ReturnId) -> None:
    withdraw(made, holder(made))
    first, second = ask(made), ask(made)
    for query in (first, second):
        made.offices[0].do(SettleQuery(query, QueryResult.REFUSED, made.clock.today()))
    made.offices[0].do(ReopenQuery(first))
    assert pool(made) == (3, 0, 0, -1, 2)
    made.offices[0].do(ReopenQuery(second))
    assert pool(made) == (2, 0, 0, 0, 2)


def test_no_undo_leaves_a_place_given_up_for_no_refusal(made: PoolOffice, sent: ReturnId) -> None:
    bea, carl = made.offices
    held = holder(made)
    asked = refuse(made)
    carl.do(MoveEnrolment(held, Status.WITHDRAWN, made.clock.today()))
    with pytest.raises(UndoRefused, match="Person 0 Ash was given up for this result"):
        bea.undo()
    bea.do(ReopenQuery(asked))
    assert pool(made) == (2, 0, 0, 0, 2)


def test_no_undo_leaves_somebody_who_came_back_without_a_place(made: PoolOffice, sent: ReturnId) -> None:
    """A refusal taken back and done again would give up the place of somebody who holds one by now."""
    bea, carl = made.offices
    held = holder(made)
    withdraw(made, held)
    refuse(made)
    bea.undo()
    carl.do(MoveEnrolment(held, Status.OFFERED, made.clock.today()))
    with pytest.raises(Refused, match="Person 0 Ash would be subsidised without holding a place"):
        bea.redo()


def test_a_booking_that_was_refused_and_entered_twice_is_refused_as_one(
    made: PoolOffice, sent: ReturnId
) -> None:
    """The booking that stays takes the refusal over, so the place it kept is given up with it."""
    bea, refused = made.offices[0], holder(made)
    again = bea.do(EnrolParticipant(made.cohorts[0], made.people[3], Funding.LGA)).value
    days = bea.ask(session_rows, made.cohorts[0])[:2]
    for day in days:
        bea.do(MarkAttendance(day.id, (again,), Code.PRESENT))
    withdraw(made, again)
    refuse(made)
    for day in days:
        bea.do(MarkAttendance(day.id, (refused,), None, "Entered twice"))
    withdraw(made, refused)
    assert pool(made) == (2, 0, 0, 0, 2)
    bea.do(MergePeople(made.people[3], made.people[0]))
    assert pool(made) == (3, 0, 0, -1, 2)


def test_another_funder_may_pay_for_whom_one_refused(made: PoolOffice, sent: ReturnId) -> None:
    """A refusal is the funder's own: another one's place is claimable, in its draft and in its pool alike."""
    bea, held = made.offices[0], holder(made)
    refuse(made)
    bea.do(ChangeFunding(held, Funding.BURSARY))
    facts = bea.ask(draft_return, made.agreements[CIPD], Period(*Q1), bea.moment)
    assert held in {row.enrolment_id for row in places(made, CIPD)}
    assert len(facts.lines) == 2
    assert pool(made, CIPD) == (0, 0, 0, 2, 0)


def test_the_same_funder_pays_under_no_other_agreement(made: PoolOffice, sent: ReturnId) -> None:
    bea, held = made.offices[0], holder(made)
    refuse(made)
    bea.do(ChangeFunding(held, Funding.COUNCIL))
    bea.do(ReservePlaces(made.agreements[LGA], made.councils[1], 3))
    bea.do(ChangeFunding(held, Funding.LGA))
    assert [row.enrolment_id for row in places(made, 1)] == [held]
    facts = bea.ask(draft_return, made.agreements[1], Period(*Q1), bea.moment)
    assert facts.lines == ()
    assert pool(made, 1) == (2, 1, 0, 0, 0)


def holder(made: PoolOffice, agreement: int = LGA) -> EnrolmentId:
    """Give who holds the place of the first line that was submitted."""
    held = places(made, agreement)[0].enrolment_id
    assert held is not None
    return held


def withdraw(made: PoolOffice, enrolment: EnrolmentId) -> None:
    made.offices[0].do(MoveEnrolment(enrolment, Status.WITHDRAWN, made.clock.today(), "New job"))


def ask(made: PoolOffice) -> QueryId:
    return made.offices[0].do(AskQuery(ReturnLineId(1), "Who attended?", made.clock.today())).value


def refuse(made: PoolOffice) -> QueryId:
    query = ask(made)
    made.offices[0].do(SettleQuery(query, QueryResult.REFUSED, made.clock.today()))
    return query


def places(made: PoolOffice, number: int = LGA) -> list[PoolPlace]:
    return made.offices[0].ask(pool_places, made.agreements[number], made.clock.today())


def pool(made: PoolOffice, number: int = LGA) -> tuple[int, int, int, int, int]:
    rows = made.offices[0].ask(pool_rows, made.clock.today())
    [found] = [row for row in rows if row.agreement_id == made.agreements[number]]
    return found.free, found.committed, found.claimable, found.in_return, found.claimed

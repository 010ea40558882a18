"""Undo across returns and colleagues: a claim keeps its person, and who is subsidised keeps a place."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from pool_office import ASPIRE, PoolOffice, pool_office

from aspire_desktop.domain.money.settlements import QueryResult
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.domain.office.values import (
    AgreementId,
    EnrolmentId,
    Period,
    PersonId,
    ProjectId,
    ReturnLineId,
)
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.cohorts import Stage
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.services.contact.merging import MergePeople
from aspire_desktop.services.money.funding import INVARIANTS, AddAgreement
from aspire_desktop.services.money.reservations import ReservePlaces
from aspire_desktop.services.money.returns import RestateReturn, SubmitReturn, draft_return
from aspire_desktop.services.money.settlements import AskQuery, SettleQuery
from aspire_desktop.services.office.organisations import AddOrganisation, SucceedOrganisation
from aspire_desktop.services.office.people import MovePerson
from aspire_desktop.services.programmes.attendance import MarkAttendance
from aspire_desktop.services.programmes.cohorts import MoveSession, SetStage
from aspire_desktop.services.programmes.enrolments import (
    ChangeFunding,
    EnrolParticipant,
    MoveEnrolment,
    Substitute,
)
from aspire_desktop.services.programmes.projects import AddProject, ChangeProject, ClearOutcome, RecordOutcome
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.lookups.money.agreements import programmes_covered
from aspire_desktop.storage.lookups.money.funding import agreement_rows, pool_places, pool_rows
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.lookups.programmes.enrolments import participant_rows
from aspire_desktop.storage.store import Store

Q1 = (date(2026, 4, 1), date(2026, 6, 30))
NOW = date(2026, 7, 5)
Q2 = Period(date(2026, 7, 1), date(2026, 9, 30))


@pytest.fixture
def made(open_location: Location, clock: SetClock) -> Iterator[PoolOffice]:
    opened = Store(open_location, clock, INVARIANTS)
    yield pool_office(opened, clock)
    opened.close()


def enrol(made: PoolOffice, person: PersonId, cohort: int) -> EnrolmentId:
    return made.offices[0].do(EnrolParticipant(made.cohorts[cohort], person, Funding.LGA)).value


def mark(made: PoolOffice, enrolment: EnrolmentId, cohort: int, code: Code | None) -> None:
    for day in made.offices[0].ask(session_rows, made.cohorts[cohort])[:2]:
        made.offices[1].do(MarkAttendance(day.id, (enrolment,), code))


def test_a_cancellation_is_not_undone_for_somebody_whom_another_pays(made: PoolOffice) -> None:
    bea, carl = made.offices
    enrolled = enrol(made, made.people[3], 3)
    bea.do(SetStage(made.cohorts[3], Stage.CANCELLED))
    carl.do(ChangeFunding(enrolled, Funding.COUNCIL))
    with pytest.raises(Refused, match="Person 3 Ash has left or is paid for otherwise"):
        bea.undo()


def test_a_claimed_place_keeps_its_person(made: PoolOffice) -> None:
    """Taking up a reserved place cannot be undone once it is claimed, though its marks are gone again."""
    bea, carl = made.offices
    carl.do(ReservePlaces(made.agreements[0], made.councils[0], 1, made.cohorts[1]))
    enrolled = enrol(made, made.people[3], 1)
    mark(made, enrolled, 1, Code.PRESENT)
    carl.do(SubmitReturn(made.agreements[0], *Q1))
    mark(made, enrolled, 1, None)
    with pytest.raises(Refused, match="claimed"):
        bea.undo()
    assert pool(made) == (1, 1, 0, -1, 3)


def test_a_deferral_is_not_undone_once_the_place_was_taken_up_again(made: PoolOffice) -> None:
    bea, carl = made.offices
    enrolled = enrol(made, made.people[3], 1)
    bea.do(MoveEnrolment(enrolled, Status.DEFERRED, made.clock.today()))
    carl.do(EnrolParticipant(made.cohorts[2], made.people[3], Funding.LGA))
    with pytest.raises(Refused, match="subsidised"):
        bea.undo()


def test_funding_is_not_put_back_to_somebody_who_left(made: PoolOffice) -> None:
    bea, carl = made.offices
    enrolled = enrol(made, made.people[3], 1)
    bea.do(ChangeFunding(enrolled, Funding.COUNCIL))
    carl.do(MoveEnrolment(enrolled, Status.WITHDRAWN, made.clock.today()))
    with pytest.raises(Refused, match="subsidised"):
        bea.undo()
    assert len(bea.ask(pool_places, made.agreements[0], made.clock.today())) == 2


def test_a_place_claimed_since_is_not_put_back_to_whom_it_was_taken_over_from(made: PoolOffice) -> None:
    bea, carl = made.offices
    leaving = enrol(made, made.people[3], 1)
    joining = bea.do(Substitute(leaving, made.people[4], date(2026, 6, 28))).value
    mark(made, joining, 1, Code.PRESENT)
    carl.do(SubmitReturn(made.agreements[0], *Q1))
    mark(made, joining, 1, None)
    with pytest.raises(Refused, match="lose the person it was claimed for"):
        bea.undo()


def test_a_claim_is_not_kept_for_somebody_else(made: PoolOffice) -> None:
    """A substitution noted late: the line names who did not come, so another one is claimed instead."""
    bea = made.offices[0]
    leaving = enrol(made, made.people[3], 1)
    mark(made, leaving, 1, Code.PRESENT)
    bea.do(SubmitReturn(made.agreements[0], *Q1))
    joining = bea.do(Substitute(leaving, made.people[4], date(2026, 6, 28))).value
    mark(made, joining, 1, Code.PRESENT)
    facts = bea.ask(draft_return, made.agreements[0], Q2, bea.moment)
    [claimed], [taken_back] = facts.lines, facts.adjustments
    assert (claimed.participant.name, taken_back.participant.name) == ("Person 4 Ash", "Person 3 Ash")
    assert (taken_back.cause, taken_back.reason) == ("Substituted", "Substituted by Person 4 Ash")
    assert pool(made) == (1, 0, 0, 0, 3)


def test_a_claim_is_not_kept_for_another_cohort(made: PoolOffice) -> None:
    """Deferred after the claim and delivered again: a new line, linked to the old that is taken back."""
    bea, carl = made.offices
    enrolled = enrol(made, made.people[3], 0)
    mark(made, enrolled, 0, Code.PRESENT)
    bea.do(SubmitReturn(made.agreements[0], *Q1))
    bea.do(MoveEnrolment(enrolled, Status.DEFERRED, date(2026, 7, 1), "Ill"))
    assert pool(made) == (1, 1, 0, -1, 3)
    again = enrol(made, made.people[3], 1)
    assert pool(made) == (1, 1, 0, -1, 3)
    mark(made, again, 1, Code.LATE)
    facts = bea.ask(draft_return, made.agreements[0], Q2, bea.moment)
    [claimed], [taken_back] = facts.lines, facts.adjustments
    assert (claimed.cohort.code, claimed.previous_claim) == ("INS26-2", "LGA/1-R1 line 3")
    assert (taken_back.cohort.code, taken_back.cause) == ("INS26-1", "Deferred")
    for by in (carl, carl, bea):
        by.undo()
    assert pool(made) == (1, 1, 0, -1, 3)


def test_a_deferred_place_is_not_taken_up_before_its_agreement_began(made: PoolOffice) -> None:
    """The agreement of the next year pays for nothing of this one: the place waits, and another pays."""
    bea = made.offices[0]
    enrolled = enrol(made, made.people[3], 4)
    next_year = _next_year(made)
    bea.do(MoveEnrolment(enrolled, Status.WITHDRAWN, made.clock.today()))
    for day in bea.ask(session_rows, made.cohorts[4]):
        bea.do(MoveSession(day.id, day.on + timedelta(days=30), time(9, 30), time(16, 30)))
    late = enrol(made, made.people[4], 4)
    assert [each.enrolment_id for each in bea.ask(pool_places, next_year, made.clock.today())] == [late]
    bea.do(MoveEnrolment(late, Status.DEFERRED, made.clock.today()))
    earlier = enrol(made, made.people[4], 2)
    held = bea.ask(pool_places, made.agreements[0], made.clock.today())
    assert [each.enrolment_id for each in held][-1] == earlier


def test_what_was_reserved_for_a_body_is_its_successors(made: PoolOffice) -> None:
    bea = made.offices[0]
    [reserved] = bea.do(ReservePlaces(made.agreements[0], made.councils[0], 1, made.cohorts[2])).value
    new = bea.do(AddOrganisation("Black Country Council", "unitary", "West Midlands")).value
    bea.do(SucceedOrganisation(made.councils[0], new, date(2026, 7, 3)))
    bea.do(MovePerson(made.people[4], new, "OD Lead", date(2026, 7, 4)))
    enrolled = enrol(made, made.people[4], 2)
    held = {
        each.place_id: each.enrolment_id
        for each in bea.ask(pool_places, made.agreements[0], made.clock.today())
    }
    assert held[reserved] == enrolled


def test_a_cancelled_cohort_frees_no_claimed_place_that_is_given_once(made: PoolOffice) -> None:
    bea = made.offices[0]
    bea.do(SubmitReturn(made.agreements[2], *Q1))
    assert pool(made, 2) == (1, 0, 0, 0, 1)
    bea.do(SetStage(made.cohorts[1], Stage.CANCELLED))
    assert pool(made, 2) == (1, 1, 0, -1, 1)


def test_a_merge_is_not_undone_once_its_person_was_claimed_for(made: PoolOffice) -> None:
    bea, carl = made.offices
    enrolled = enrol(made, made.people[3], 1)
    mark(made, enrolled, 1, Code.PRESENT)
    bea.do(MergePeople(made.people[4], made.people[3]))
    carl.do(SubmitReturn(made.agreements[0], *Q1))
    with pytest.raises(Refused, match="claims a place for Person 4 Ash"):
        bea.undo()


def test_a_merge_of_somebody_claimed_before_is_undone(made: PoolOffice) -> None:
    bea, carl = made.offices
    enrolled = enrol(made, made.people[3], 1)
    mark(made, enrolled, 1, Code.PRESENT)
    carl.do(SubmitReturn(made.agreements[0], *Q1))
    bea.do(MergePeople(made.people[4], made.people[3]))
    bea.undo()
    assert pool(made) == (1, 0, 0, 0, 3)


@pytest.fixture
def twice(made: PoolOffice) -> PersonId:
    """Person 5, claimed as person 2 is under the agreement that gives no place twice."""
    second = made.offices[0].do(EnrolParticipant(made.cohorts[0], made.people[5], Funding.BURSARY)).value
    mark(made, second, 0, Code.PRESENT)
    made.offices[1].do(SubmitReturn(made.agreements[2], *Q1))
    assert pool(made, 2) == (0, 0, 0, 0, 2)
    return made.people[5]


def test_a_merge_frees_no_claimed_place_that_is_given_once(made: PoolOffice, twice: PersonId) -> None:
    bea = made.offices[0]
    merged = bea.do(MergePeople(made.people[2], twice)).value
    assert (merged.released, merged.kept) == ((), ("L-0006 on INS26-1",))
    assert pool(made, 2) == (0, 1, 0, -1, 2)
    [taken_back] = bea.ask(draft_return, made.agreements[2], Q2, bea.moment).adjustments
    assert (taken_back.cause, taken_back.places) == ("Merged", -1)
    bea.undo()
    assert pool(made, 2) == (0, 0, 0, 0, 2)


def test_a_place_that_stays_taken_for_its_claim_is_no_first_place(made: PoolOffice, twice: PersonId) -> None:
    """Of two records the place that pays stays, though the other, paid by the council by now, is older."""
    bea = made.offices[0]
    [claimed, *_] = bea.ask(pool_places, made.agreements[2], made.clock.today())
    assert claimed.enrolment_id is not None
    bea.do(ChangeFunding(claimed.enrolment_id, Funding.COUNCIL))
    merged = bea.do(MergePeople(made.people[2], twice)).value
    assert (merged.released, merged.kept) == ((), ())
    assert pool(made, 2) == (0, 1, 0, -1, 2)
    assert bea.ask(participant_rows, made.cohorts[1], made.clock.today())[0].funding is Funding.COUNCIL


def test_a_place_that_stayed_taken_for_its_claim_is_free_once_it_is_restated(made: PoolOffice) -> None:
    bea = made.offices[0]
    sent = bea.do(SubmitReturn(made.agreements[2], *Q1)).value
    [held] = bea.ask(pool_places, made.agreements[2], made.clock.today())
    assert held.enrolment_id is not None
    bea.do(ChangeFunding(held.enrolment_id, Funding.COUNCIL))
    assert pool(made, 2) == (1, 1, 0, -1, 1)
    bea.do(RestateReturn(sent, "The council pays"))
    assert pool(made, 2) == (2, 0, 0, 0, 0)


def test_what_a_funder_refused_is_not_claimed_by_another_place(made: PoolOffice) -> None:
    bea = made.offices[0]
    bea.do(SubmitReturn(made.agreements[0], *Q1))
    asked = bea.do(AskQuery(ReturnLineId(1), "Who attended?", made.clock.today())).value
    bea.do(SettleQuery(asked, QueryResult.REFUSED, made.clock.today()))
    held = bea.ask(pool_places, made.agreements[0], made.clock.today())[0].enrolment_id
    assert held is not None
    for funding in (Funding.COUNCIL, Funding.LGA):
        bea.do(ChangeFunding(held, funding))
    facts = bea.ask(draft_return, made.agreements[0], Q2, bea.moment)
    assert (facts.lines, [line.places for line in facts.adjustments]) == ((), [-1])
    assert pool(made) == (2, 1, 0, -1, 2)


def test_no_undo_takes_back_what_somebody_attended_who_left_since(made: PoolOffice) -> None:
    """A place stays with who left because it was delivered: it cannot come to be undelivered behind them."""
    bea, carl = made.offices
    enrolled = enrol(made, made.people[3], 1)
    for day in bea.ask(session_rows, made.cohorts[1])[:2]:
        bea.do(MarkAttendance(day.id, (enrolled,), Code.PRESENT))
    carl.do(MoveEnrolment(enrolled, Status.WITHDRAWN, made.clock.today()))
    assert pool(made) == (1, 0, 0, 3, 0)
    with pytest.raises(Refused, match="Person 3 Ash has left since"):
        bea.undo()
    carl.undo()
    bea.undo()
    assert pool(made) == (1, 1, 0, 2, 0)


def test_a_place_left_behind_is_given_up_once_its_session_is_moved_past_the_day(made: PoolOffice) -> None:
    bea, carl = made.offices
    enrolled = enrol(made, made.people[3], 1)
    days = bea.ask(session_rows, made.cohorts[1])
    for day in days[:2]:
        bea.do(MarkAttendance(day.id, (enrolled,), Code.PRESENT))
    carl.do(MoveEnrolment(enrolled, Status.WITHDRAWN, made.clock.today()))
    free, second = pool(made)[0], days[1]
    later = made.clock.today() + timedelta(days=30)
    bea.do(MoveSession(second.id, later, second.starts, second.ends))
    assert pool(made)[0] == free + 1
    bea.undo()
    assert pool(made)[0] == free


def test_no_undo_moves_a_session_past_the_day_on_which_somebody_left(made: PoolOffice) -> None:
    bea, carl = made.offices
    enrolled = enrol(made, made.people[3], 1)
    days = bea.ask(session_rows, made.cohorts[1])
    second, later = days[1], made.clock.today() + timedelta(days=30)
    bea.do(MoveSession(second.id, later, second.starts, second.ends))
    bea.do(MoveSession(second.id, second.on, second.starts, second.ends))
    for day in days[:2]:
        carl.do(MarkAttendance(day.id, (enrolled,), Code.PRESENT))
    carl.do(MoveEnrolment(enrolled, Status.WITHDRAWN, made.clock.today()))
    with pytest.raises(Refused, match="Person 3 Ash has left since"):
        bea.undo()


@pytest.mark.parametrize("correction", ["outcome", "cleared", "member"])
def test_a_place_left_behind_is_given_up_once_its_project_was_not_passed(
    made: PoolOffice, correction: str
) -> None:
    bea, carl = made.offices
    passed, other = (row.enrolment_id for row in bea.ask(pool_places, made.agreements[ASPIRE], NOW))
    assert passed is not None
    assert other is not None
    carl.do(MoveEnrolment(passed, Status.WITHDRAWN, made.clock.today()))
    assert pool(made, ASPIRE) == (1, 1, 0, 1, 0)
    bea.do(
        {
            "outcome": RecordOutcome(ProjectId(1), "refer", date(2026, 6, 30)),
            "cleared": ClearOutcome(ProjectId(1)),
            "member": ChangeProject(ProjectId(1), "From policy to practice", (other,)),
        }[correction]
    )
    assert pool(made, ASPIRE)[0] == 2
    bea.undo()
    assert pool(made, ASPIRE) == (1, 1, 0, 1, 0)


def test_no_undo_takes_back_what_a_panel_decided_of_somebody_who_left_since(made: PoolOffice) -> None:
    bea, carl = made.offices
    other = bea.ask(pool_places, made.agreements[ASPIRE], NOW)[1].enrolment_id
    assert other is not None
    project = bea.do(AddProject(made.cohorts[5], "Another one", (other,))).value
    bea.do(RecordOutcome(project, "pass", date(2026, 6, 30)))
    carl.do(MoveEnrolment(other, Status.WITHDRAWN, made.clock.today()))
    with pytest.raises(Refused, match="Person 6 Ash has left since"):
        bea.undo()


def _next_year(made: PoolOffice) -> AgreementId:
    """Give the id of a new agreement that begins on 1 April 2027 and ends before the others that reach it."""
    bea = made.offices[0]
    [row] = [each for each in bea.ask(agreement_rows, made.clock.today()) if each.reference == "LGA/2"]
    covers = bea.ask(programmes_covered, row.id)
    [lga] = [
        each.id
        for each in bea.ask(organisation_rows, made.clock.today())
        if each.name == "Local Government Association"
    ]
    dates = date(2027, 4, 1), date(2027, 5, 31)
    return bea.do(AddAgreement("LGA/3", lga, covers, 2, Decimal("350.00"), *dates)).value


def pool(made: PoolOffice, number: int = 0) -> tuple[int, int, int, int, int]:
    rows = made.offices[0].ask(pool_rows, made.clock.today())
    [found] = [row for row in rows if row.agreement_id == made.agreements[number]]
    return found.free, found.committed, found.claimable, found.in_return, found.claimed

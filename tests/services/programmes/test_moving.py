"""Bookings that go on elsewhere, and waiting lists: deferred, moved, substituted, put in another order."""

from datetime import date

import pytest
from whole_office import WORKSHOPS, WholeOffice

from aspire_desktop.domain.office.errors import Refused, RuleBroken
from aspire_desktop.domain.office.values import CohortId, EnrolmentId
from aspire_desktop.domain.programmes.enrolments import Funding, ParticipantRow, Status
from aspire_desktop.services.programmes.approvals import RecordApproval
from aspire_desktop.services.programmes.cohorts import AddCohort
from aspire_desktop.services.programmes.enrolments import (
    EnrolParticipant,
    MoveEnrolment,
    NoteNeeds,
    Substitute,
)
from aspire_desktop.services.programmes.moving import DeferTo, MoveToCohort
from aspire_desktop.services.programmes.waiting import MoveInLine, proposal
from aspire_desktop.storage.lookups.money.funding import pool_rows
from aspire_desktop.storage.lookups.programmes.approvals import approval_rows
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_row
from aspire_desktop.storage.lookups.programmes.enrolments import (
    needs_of,
    participant_rows,
    step_rows,
    waiting_rows,
)

TODAY = date(2026, 10, 8)
SOON = (date(2027, 2, 3), date(2027, 2, 4), date(2027, 3, 3))


def cohort(world: WholeOffice, code: str = "INS27-WM01", days: tuple[date, ...] = SOON) -> CohortId:
    row = world.office.ask(cohort_row, world.workshops, TODAY)
    assert row is not None
    return world.office.do(AddCohort(code, row.version_id, row.partner_id, "Dudley", days)).value


def place(world: WholeOffice, id: EnrolmentId, cohort: CohortId | None = None) -> ParticipantRow:
    rows = world.office.ask(participant_rows, cohort or world.workshops, TODAY)
    return next(row for row in rows if row.id == id)


def pools(world: WholeOffice) -> list[str]:
    return sorted(map(str, world.office.ask(pool_rows, TODAY)))


def waiting(world: WholeOffice, *people: int) -> list[EnrolmentId]:
    asked = (EnrolParticipant(world.workshops, world.people[n], status=Status.WAITING) for n in people)
    return [world.office.do(each).value for each in asked]


def line(world: WholeOffice) -> list[EnrolmentId]:
    return [row.place.id for row in world.office.ask(waiting_rows, world.workshops, TODAY)]


def test_a_deferred_place_goes_on_in_the_named_cohort_with_all_that_hangs_on_it(world: WholeOffice) -> None:
    later, before = cohort(world), pools(world)
    world.office.do(NoteNeeds(world.places[1], "Ramp", ""))
    world.office.do(RecordApproval(world.places[1], "Ann Bell", TODAY, "E-mail"))
    traced = place(world, world.places[1]).traced_to
    told = date(2026, 10, 7)
    joined = world.office.do(DeferTo(world.places[1], later, TODAY, "Leave", notified_on=told)).value
    left, there = place(world, world.places[1]), place(world, joined, later)
    assert (left.status, there.status) == (Status.DEFERRED, Status.CONFIRMED)
    assert (there.traced_to, there.funding, there.approved_by) == (traced, Funding.LGA, "Ann Bell")
    assert pools(world) == before
    assert [row.access for row in world.office.ask(needs_of, later)] == ["Ramp"]
    assert world.office.ask(approval_rows, later)[0].by == "Ann Bell"
    step = world.office.ask(step_rows, world.places[1])[-1]
    assert (step.on, step.noted_on, step.reason) == (TODAY, told, "Deferred to INS27-WM01: Leave")
    assert world.office.ask(step_rows, joined)[0].reason == "Deferred from INS26-WM01"
    world.office.undo()
    assert place(world, world.places[1]).status is Status.CONFIRMED


@pytest.mark.parametrize("act", [DeferTo, MoveToCohort])
def test_somebody_whom_a_colleague_sent_elsewhere_meanwhile_is_not_booked_twice(
    world: WholeOffice, act: type[DeferTo] | type[MoveToCohort]
) -> None:
    first, second = cohort(world), cohort(world, "INS27-WM02")
    [waits] = waiting(world, 3)
    id, read = (world.places[1], Status.CONFIRMED) if act is DeferTo else (waits, Status.WAITING)
    to_first, to_second = (
        DeferTo(id, each, TODAY, read=read) if act is DeferTo else MoveToCohort(id, each, read=read)
        for each in (first, second)
    )
    world.office.do(to_first)
    with pytest.raises(Refused, match=r"is (deferred by now|withdrawn)"):
        world.office.do(to_second)
    assert world.office.ask(participant_rows, second, TODAY) == []


def test_a_place_is_deferred_to_a_cohort_of_its_version_within_its_months(world: WholeOffice) -> None:
    far = tuple(day.replace(year=2028) for day in SOON)
    for other, words in (
        (world.modules, "ASP26-WM01 is not of Inspire OD"),
        (cohort(world, "INS28-WM01", far), "a deferred place is kept until 8 October 2027"),
        (cohort(world, "INS25-WM01", WORKSHOPS), "is over by then"),
    ):
        with pytest.raises(RuleBroken, match=words):
            world.office.do(DeferTo(world.places[1], other, TODAY))


def test_whoever_waits_is_moved_to_the_waiting_list_of_another_cohort(world: WholeOffice) -> None:
    later, (id,) = cohort(world), waiting(world, 4)
    joined = world.office.do(MoveToCohort(id, later, "Sooner")).value
    assert place(world, id).status is Status.WITHDRAWN
    assert [row.place.id for row in world.office.ask(waiting_rows, later, TODAY)] == [joined]
    with pytest.raises(RuleBroken, match="is confirmed, so it cannot be moved"):
        world.office.do(MoveToCohort(world.places[1], later))


def test_a_waiting_list_is_in_order_of_joining_until_it_is_moved_for_a_reason(world: WholeOffice) -> None:
    first, second = waiting(world, 3, 4)
    assert line(world) == [first, second]
    with pytest.raises(RuleBroken, match="unless there is a reason"):
        world.office.do(MoveInLine(second, first, " "))
    with pytest.raises(RuleBroken, match="is not on the waiting list"):
        world.office.do(MoveInLine(second, world.places[0], "Why not"))
    world.office.do(MoveInLine(second, first, "Left out last time"))
    assert line(world) == [second, first]
    step = world.office.ask(step_rows, second)[-1]
    assert step.reason == "From place 2 to 1 of the waiting list: Left out last time"
    world.office.undo()
    assert line(world) == [first, second]
    world.office.do(MoveInLine(first, None, "Asked to"))
    assert line(world) == [second, first]


def test_whoever_joins_again_stands_at_the_end(world: WholeOffice) -> None:
    first, second = waiting(world, 3, 4)
    world.office.do(MoveInLine(second, first, "Left out last time"))
    world.office.do(MoveEnrolment(second, Status.WITHDRAWN, TODAY, "Busy"))
    world.office.do(MoveEnrolment(second, Status.WAITING, TODAY))
    assert line(world) == [first, second]


def test_a_free_place_is_for_the_first_who_can_have_it_and_says_why_not_the_others(
    world: WholeOffice,
) -> None:
    funded = EnrolParticipant(world.workshops, world.people[3], Funding.BURSARY, status=Status.WAITING)
    first = world.office.do(funded).value
    (second,) = waiting(world, 4)
    found = proposal(world.workshops, world.office)
    assert found.next is not None
    assert found.next.place.id == second
    assert [each.row.place.id for each in found.passed] == [first]
    assert found.passed[0].why
    world.office.do(MoveEnrolment(second, Status.OFFERED, TODAY))
    assert proposal(world.workshops, world.office).next is None


def test_a_substitute_brings_an_order_and_needs_of_their_own(world: WholeOffice) -> None:
    world.office.do(NoteNeeds(world.places[1], "Ramp", "Vegan"))
    told = date(2026, 9, 8)
    asked = Substitute(
        world.places[1], world.people[4], WORKSHOPS[0], "PO 77", "", "Halal", "New job", notified_on=told
    )
    joined = world.office.do(asked).value
    row = place(world, joined)
    assert (row.po_number, row.funding, row.status) == ("PO 77", Funding.LGA, Status.CONFIRMED)
    noted = {each.enrolment_id: each.dietary for each in world.office.ask(needs_of, world.workshops)}
    assert noted == {world.places[1]: "Vegan", joined: "Halal"}
    step = world.office.ask(step_rows, world.places[1])[-1]
    assert (step.reason, step.noted_on) == ("Substituted by Bo Li: New job", told)

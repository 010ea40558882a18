"""Places on a cohort: who holds one, who pays, and what happens to the funding when people move."""

from datetime import date
from decimal import Decimal

import pytest
from whole_office import WORKSHOPS, WholeOffice

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, ProgrammeId
from aspire_desktop.domain.programmes.enrolments import Funding, ParticipantRow, Status
from aspire_desktop.services.money.funding import AddAgreement
from aspire_desktop.services.office.organisations import RenameOrganisation, SucceedOrganisation
from aspire_desktop.services.programmes.cohorts import AddCohort, ChangeCohort
from aspire_desktop.services.programmes.enrolments import (
    ChangeFunding,
    EnrolParticipant,
    MoveEnrolment,
    NoteNeeds,
    Substitute,
)
from aspire_desktop.storage.lookups.money.funding import pool_rows
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_row
from aspire_desktop.storage.lookups.programmes.enrolments import needs_of, participant_rows, step_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows

TODAY = date(2026, 10, 8)


def place(world: WholeOffice, id: EnrolmentId, cohort: CohortId | None = None) -> ParticipantRow:
    rows = world.office.ask(participant_rows, cohort or world.workshops, TODAY)
    return next(row for row in rows if row.id == id)


def free(world: WholeOffice) -> list[int]:
    """How many places are free of LGA/1, and of LGA/2 which ends later."""
    pools = sorted(world.office.ask(pool_rows, TODAY), key=lambda row: row.reference)
    return [pool.free for pool in pools if pool.reference.startswith("LGA")]


def test_a_funded_place_is_taken_from_the_agreement_that_ends_first(world: WholeOffice) -> None:
    assert free(world) == [1, 3]
    world.office.do(EnrolParticipant(world.workshops, world.people[4], Funding.LGA))
    assert free(world) == [0, 3]
    world.office.do(ChangeFunding(world.places[2], Funding.LGA))
    assert free(world) == [0, 2]
    assert place(world, world.places[2]).traced_to.startswith("LGA/2")


def test_a_full_cohort_asks_for_a_reason(world: WholeOffice) -> None:
    world.office.do(EnrolParticipant(world.workshops, world.people[4]))
    with pytest.raises(RuleBroken, match="INS26-WM01 is full: 4 of 4 places"):
        world.office.do(EnrolParticipant(world.workshops, world.people[3]))
    asked = EnrolParticipant(world.workshops, world.people[3], over_capacity_reason="Bigger room")
    id = world.office.do(asked).value
    assert world.office.ask(step_rows, id)[0].reason == "Bigger room"
    row = world.office.ask(cohort_row, world.workshops, TODAY)
    assert row is not None
    assert (row.held, row.capacity) == (5, 4)
    with pytest.raises(RuleBroken, match="has 5 places held"):
        world.office.do(ChangeCohort(world.workshops, row.partner_id, "Oldbury", 4, ()))


def test_a_cohort_never_needs_more_people_than_it_takes(world: WholeOffice) -> None:
    def people(capacity: int) -> tuple[int, int]:
        was = world.office.ask(cohort_row, world.workshops, TODAY)
        assert was is not None
        world.office.do(ChangeCohort(world.workshops, was.partner_id, "Oldbury", capacity, ()))
        row = world.office.ask(cohort_row, world.workshops, TODAY)
        assert row is not None
        return row.capacity, row.minimum

    assert people(30) == (30, 8)
    assert people(5) == (5, 5)
    assert people(12) == (12, 8)


def test_nobody_is_on_a_cohort_twice(world: WholeOffice) -> None:
    with pytest.raises(RuleBroken, match="Siân O’Neill is on INS26-WM01 already"):
        world.office.do(EnrolParticipant(world.workshops, world.people[0]))


def test_the_waiting_list_takes_no_funded_place(world: WholeOffice) -> None:
    waiting = EnrolParticipant(world.workshops, world.people[4], Funding.LGA, status=Status.WAITING)
    id = world.office.do(waiting).value
    assert free(world) == [1, 3]
    world.office.do(MoveEnrolment(id, Status.OFFERED, TODAY))
    assert free(world) == [0, 3]
    world.office.do(MoveEnrolment(id, Status.WAITING, TODAY, "No answer"))
    assert free(world) == [1, 3]
    assert [step.status for step in world.office.ask(step_rows, id)] == [
        Status.WAITING,
        Status.OFFERED,
        Status.WAITING,
    ]


def test_withdrawing_releases_the_place_and_keeps_both_dates(world: WholeOffice) -> None:
    world.office.do(MoveEnrolment(world.places[1], Status.WITHDRAWN, date(2026, 9, 1), "New job"))
    assert free(world) == [2, 3]
    last = world.office.ask(step_rows, world.places[1])[-1]
    assert (last.on, last.noted_on, last.reason) == (date(2026, 9, 1), TODAY, "New job")
    with pytest.raises(RuleBroken, match="cannot become active"):
        world.office.do(MoveEnrolment(world.places[1], Status.ACTIVE, TODAY))


def test_a_substitute_takes_the_place_over_until_the_first_day(world: WholeOffice) -> None:
    before = place(world, world.places[1]).traced_to
    with pytest.raises(RuleBroken, match="9 September 2026"):
        world.office.do(Substitute(world.places[1], world.people[4], date(2026, 9, 10)))
    joined = world.office.do(Substitute(world.places[1], world.people[4], WORKSHOPS[0])).value
    assert (place(world, joined).traced_to, place(world, joined).funding) == (before, Funding.LGA)
    assert place(world, world.places[1]).status is Status.SUBSTITUTED
    assert free(world) == [1, 3]


def test_a_deferred_person_carries_the_place_along(world: WholeOffice) -> None:
    world.office.do(MoveEnrolment(world.places[1], Status.DEFERRED, TODAY, "Leave"))
    assert free(world) == [1, 3]
    days = (date(2027, 2, 3), date(2027, 2, 4), date(2027, 3, 3))
    later = world.office.do(AddCohort("INS27-WM01", world.inspire, world.walsall, "", days)).value
    again = world.office.do(EnrolParticipant(later, world.people[1], Funding.LGA)).value
    assert free(world) == [1, 3]
    assert place(world, again, later).traced_to.startswith("LGA/1")
    assert place(world, world.places[1]).traced_to == ""


def test_one_funded_place_a_person_agreement_and_version(world: WholeOffice) -> None:
    days = (date(2026, 11, 3), date(2026, 11, 4), date(2026, 12, 3))
    later = world.office.do(AddCohort("INS26-WM09", world.inspire, world.walsall, "", days)).value
    with pytest.raises(RuleBroken, match="Siân O’Neill holds a subsidised place for this programme already"):
        world.office.do(EnrolParticipant(later, world.people[0], Funding.LGA))


def test_a_bursary_is_another_funders_agreement(world: WholeOffice) -> None:
    with pytest.raises(RuleBroken, match="No bursary agreement covers this cohort"):
        world.office.do(ChangeFunding(world.places[2], Funding.BURSARY))
    covers = ((_programme(world), None),)
    dates = date(2026, 9, 1), date(2026, 9, 30)
    world.office.do(AddAgreement("BUR", world.walsall, covers, 1, Decimal("100.00"), *dates))
    world.office.do(ChangeFunding(world.places[2], Funding.BURSARY))
    assert place(world, world.places[2]).traced_to.startswith("BUR")


def test_needs_are_kept_apart_and_go_when_emptied(world: WholeOffice) -> None:
    world.office.do(NoteNeeds(world.places[0], "Hearing loop", ""))
    [noted] = world.office.ask(needs_of, world.workshops)
    assert (noted.enrolment_id, noted.access, noted.dietary) == (world.places[0], "Hearing loop", "")
    world.office.do(NoteNeeds(world.places[0], "", ""))
    assert world.office.ask(needs_of, world.workshops) == []


def test_people_and_cohorts_stay_in_view_when_a_council_ends(world: WholeOffice) -> None:
    world.office.do(RenameOrganisation(world.dudley, "Black Country Council", date(2026, 10, 1)))
    world.office.do(SucceedOrganisation(world.walsall, world.dudley, date(2026, 10, 1)))
    rows = world.office.ask(participant_rows, world.workshops, date(2026, 9, 30))
    assert {row.organisation for row in rows} == {"Walsall Council"}
    rows = world.office.ask(participant_rows, world.workshops, TODAY)
    assert {row.organisation for row in rows} == {"Black Country Council"}


def _programme(world: WholeOffice) -> ProgrammeId:
    rows = world.office.ask(version_rows)
    return next(row.programme_id for row in rows if row.id == world.inspire)

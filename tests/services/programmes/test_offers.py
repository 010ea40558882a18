"""Offers and approvals: until when somebody may answer, what lapses, and who approved on what evidence."""

from datetime import date, timedelta

import pytest
from whole_office import WholeOffice

from aspire_desktop.domain.office.attached_files import AttachedFile
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import EnrolmentId
from aspire_desktop.domain.programmes.enrolments import Funding, ParticipantRow, Status
from aspire_desktop.domain.programmes.programmes import ApprovalRule, Version
from aspire_desktop.services.door.action import Action, Effect
from aspire_desktop.services.home.home import home_facts
from aspire_desktop.services.programmes.approvals import RecordApproval
from aspire_desktop.services.programmes.enrolments import EnrolParticipant, MoveEnrolment
from aspire_desktop.services.programmes.offers import ChangeOffer
from aspire_desktop.storage.lookups.money.funding import pool_rows
from aspire_desktop.storage.lookups.office.kept_files import kept_file
from aspire_desktop.storage.lookups.programmes.approvals import approval_rows
from aspire_desktop.storage.lookups.programmes.enrolments import participant_rows, step_rows
from aspire_desktop.storage.work import UnitOfWork

TODAY = date(2026, 10, 8)


def place(world: WholeOffice, id: EnrolmentId) -> ParticipantRow:
    rows = world.office.ask(participant_rows, world.workshops, TODAY)
    return next(row for row in rows if row.id == id)


def free(world: WholeOffice) -> int:
    return next(row.free for row in world.office.ask(pool_rows, TODAY) if row.reference == "LGA/1")


def offered(world: WholeOffice) -> EnrolmentId:
    asked = EnrolParticipant(world.workshops, world.people[4], Funding.LGA, status=Status.OFFERED)
    return world.office.do(asked).value


class _Blocking(Action[None]):
    """Makes every version ask for approvals."""

    def apply(self, work: UnitOfWork) -> Effect[None]:
        for version in work.all(Version):
            version.approval = ApprovalRule.BLOCKS
        return Effect("Ask for approvals", None)


def test_an_offer_stands_as_many_days_as_its_version_says(world: WholeOffice) -> None:
    id = offered(world)
    assert place(world, id).offered_until == TODAY + timedelta(days=14)
    for days, overdue in ((14, False), (15, True)):
        rows = world.office.ask(participant_rows, world.workshops, TODAY + timedelta(days=days))
        assert [row.overdue for row in rows if row.id == id] == [overdue]
    world.office.do(MoveEnrolment(id, Status.CONFIRMED, TODAY))
    assert place(world, id).offered_until is None


def test_an_offer_may_be_given_another_last_day(world: WholeOffice) -> None:
    world.office.do(MoveEnrolment(world.unprojected, Status.WITHDRAWN, TODAY))
    offer = MoveEnrolment(world.unprojected, Status.OFFERED, TODAY, offered_until=date(2026, 10, 12))
    world.office.do(offer)
    with pytest.raises(RuleBroken, match="7 October 2026, which is over"):
        world.office.do(ChangeOffer(world.unprojected, date(2026, 10, 7)))
    world.office.do(ChangeOffer(world.unprojected, date(2026, 10, 20)))
    world.office.do(ChangeOffer(world.unprojected, None))
    world.office.undo()
    with pytest.raises(RuleBroken, match="is confirmed, not offered"):
        world.office.do(ChangeOffer(world.places[0], TODAY))


def test_nothing_lapses_before_its_day_nor_by_itself(world: WholeOffice) -> None:
    before = free(world)
    id = offered(world)
    assert free(world) == before - 1
    with pytest.raises(RuleBroken, match="stands until 22 October 2026"):
        world.office.do(MoveEnrolment(id, Status.LAPSED, TODAY))
    world.office.do(ChangeOffer(id, None))
    with pytest.raises(RuleBroken, match="has no last day"):
        world.office.do(MoveEnrolment(id, Status.LAPSED, TODAY))


@pytest.mark.parametrize("answer", [Status.DECLINED, Status.WITHDRAWN])
def test_whoever_says_no_gives_the_funded_place_back(world: WholeOffice, answer: Status) -> None:
    before = free(world)
    id = offered(world)
    world.office.do(MoveEnrolment(id, answer, TODAY, "Too busy"))
    assert free(world) == before
    assert place(world, id).traced_to == ""
    world.office.do(MoveEnrolment(id, Status.OFFERED, TODAY))
    assert free(world) == before - 1


def test_an_approval_is_kept_with_what_shows_it(world: WholeOffice) -> None:
    asked = EnrolParticipant(world.workshops, world.people[4], status=Status.NOMINATED)
    id = world.office.do(asked).value
    assert not place(world, id).approved
    form = AttachedFile("Form.pdf", b"%PDF signed")
    world.office.do(RecordApproval(id, "Ann Bell", date(2026, 10, 1), files=(form,)))
    row = place(world, id)
    assert (row.status, row.approved, row.approved_by) == (Status.APPROVED, True, "Ann Bell")
    assert world.office.ask(step_rows, id)[-1].reason == "Approved by Ann Bell"
    approval = world.office.ask(approval_rows, world.workshops)[0]
    assert world.office.ask(kept_file, approval.document) == b"%PDF signed"
    world.office.do(RecordApproval(id, "Ann Bell-Hart", date(2026, 10, 2), "E-mail of 2 October"))
    approval = world.office.ask(approval_rows, world.workshops)[0]
    assert (approval.by, approval.evidence) == ("Ann Bell-Hart", "Form.pdf")


def test_whoever_is_confirmed_stays_so_when_the_approval_comes(world: WholeOffice) -> None:
    world.office.do(RecordApproval(world.places[2], "Ann Bell", TODAY, "Telephone call"))
    assert place(world, world.places[2]).status is Status.CONFIRMED
    assert world.office.ask(approval_rows, world.workshops)[0].evidence == "Telephone call"
    world.office.undo()
    assert world.office.ask(approval_rows, world.workshops) == []


def test_an_approval_needs_a_name_a_day_and_something_that_shows_it(world: WholeOffice) -> None:
    two = (AttachedFile("a.pdf", b"a"), AttachedFile("b.pdf", b"b"))
    for by, on, note, files, words in (
        ("", TODAY, "Mail", (), "needs a name"),
        ("Ann Bell", date(2026, 10, 9), "Mail", (), "still to come"),
        ("Ann Bell", TODAY, "", (), "Nothing shows"),
        ("Ann Bell", TODAY, "", two, "One file"),
    ):
        with pytest.raises(RuleBroken, match=words):
            world.office.do(RecordApproval(world.places[0], by, on, note, files))


def test_where_the_version_blocks_nobody_gets_a_place_unapproved(world: WholeOffice) -> None:
    world.office.do(_Blocking())
    with pytest.raises(RuleBroken, match="gives nobody a place whose manager has not approved"):
        world.office.do(EnrolParticipant(world.workshops, world.people[4]))
    waits = EnrolParticipant(world.workshops, world.people[4], status=Status.WAITING)
    id = world.office.do(waits).value
    with pytest.raises(RuleBroken, match="has not approved this yet"):
        world.office.do(MoveEnrolment(id, Status.OFFERED, TODAY))
    world.office.do(RecordApproval(id, "Ann Bell", TODAY, "E-mail"))
    world.office.do(MoveEnrolment(id, Status.OFFERED, TODAY))
    assert place(world, id).status is Status.OFFERED


def test_nobody_stays_away_before_there_was_a_day_to_come(world: WholeOffice) -> None:
    with pytest.raises(RuleBroken, match="nobody can have stayed away"):
        world.office.do(MoveEnrolment(world.places[2], Status.NO_SHOW, date(2026, 9, 1)))
    world.office.do(MoveEnrolment(world.places[2], Status.NO_SHOW, date(2026, 9, 9)))
    assert place(world, world.places[2]).status is Status.NO_SHOW


def test_home_names_offers_past_their_day_until_somebody_lets_them_lapse(world: WholeOffice) -> None:
    id = offered(world)
    over = TODAY + timedelta(days=15)
    assert world.office.ask(home_facts, over - timedelta(days=1)).offers == ()
    [found] = world.office.ask(home_facts, over).offers
    assert (found.cohort.id, found.people, found.since) == (world.workshops, 1, TODAY + timedelta(days=14))
    world.office.do(MoveEnrolment(id, Status.DECLINED, TODAY))
    assert world.office.ask(home_facts, over).offers == ()

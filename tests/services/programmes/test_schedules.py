"""Sessions with their rooms, trainers and arrangements: what clashes, and who is noted to be told."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from whole_office import WholeOffice

from aspire_desktop.domain.contact.message_fields import Occasion
from aspire_desktop.domain.contact.wordings import MessageKind
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import RoomId
from aspire_desktop.domain.office.working_days import Nation
from aspire_desktop.domain.programmes.cohorts import RoomBooking, SessionRow
from aspire_desktop.domain.programmes.schedules import Audience, ClashKind, CohortSchedule, TrainerTerms
from aspire_desktop.services.programmes.cohorts import AddCohort, MoveSession, RemoveSession
from aspire_desktop.services.programmes.enrolments import EnrolParticipant
from aspire_desktop.services.programmes.schedules import ArrangeSession, ChangeTrainer, SetDecision
from aspire_desktop.services.programmes.tellings import MarkTold
from aspire_desktop.services.programmes.venues import AddRoom, AddVenue, ChangeRoom, ChangeVenue, RemoveRoom
from aspire_desktop.storage.lookups.contact.messages import compose
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_row, session_rows
from aspire_desktop.storage.lookups.programmes.schedules import cohort_schedule, telling_rows, trainer_terms
from aspire_desktop.storage.lookups.programmes.venues import room_rows

TODAY = date(2026, 10, 8)
HOUSE = AddVenue("Council House", "1 High Street", "", "", "", "Jo Webb", "jo@venue.example", "")


def last_of(world: WholeOffice) -> SessionRow:
    return world.office.ask(session_rows, world.modules)[-1]


def arranged(session: SessionRow, room: RoomId | None) -> ArrangeSession:
    numbers = session.on - timedelta(days=7)
    facts = (RoomBooking.CONFIRMED, None, numbers, Decimal("85.00"), "", ("Ruth Adeyemi",))
    return ArrangeSession(session.id, room, *facts)


def schedule(world: WholeOffice) -> CohortSchedule:
    return world.office.ask(cohort_schedule, world.modules, TODAY)


def told(world: WholeOffice) -> list[tuple[Audience, str, bool]]:
    return [(row.audience, row.who, bool(row.now)) for row in world.office.ask(telling_rows)]


@pytest.fixture
def room(world: WholeOffice) -> RoomId:
    whole = world.office.do(HOUSE).value
    venue = next(row.venue_id for row in world.office.ask(room_rows) if row.id == whole)
    return world.office.do(AddRoom(venue, "Training Room 1", 24)).value


def test_a_session_that_moves_notes_who_must_be_told_until_it_is_back(
    world: WholeOffice, room: RoomId
) -> None:
    day = last_of(world)
    world.office.do(arranged(day, room))
    before = told(world)  # the trainer alone: the session is theirs now, and has a place
    assert {each[0] for each in before} == {Audience.TRAINER}
    world.office.do(MarkTold(tuple(row.id for row in world.office.ask(telling_rows))))
    later = day.on + timedelta(days=7)
    world.office.do(MoveSession(day.id, later, day.starts, day.ends))
    assert told(world) == [
        (Audience.TRAINER, "Ruth Adeyemi", True),
        (Audience.VENUE, "Council House", True),
        (Audience.CATERER, "Caterer", True),
    ]
    world.office.do(MoveSession(day.id, later + timedelta(days=7), day.starts, day.ends))
    rows = world.office.ask(telling_rows)
    assert len(rows) == 3
    assert rows[0].words.startswith("10 Dec 2026, 09:30 to 16:30, Training Room 1, Council House → 24 Dec")
    world.office.do(MoveSession(day.id, day.on, day.starts, day.ends))
    assert told(world) == []


def test_of_a_session_taken_out_everybody_is_told_though_it_is_gone(world: WholeOffice, room: RoomId) -> None:
    day = last_of(world)
    world.office.do(arranged(day, room))
    world.office.do(RemoveSession(day.id))
    assert (Audience.VENUE, "Council House", False) in told(world)
    rows = schedule(world).tellings
    assert {row.title for row in rows} == {day.title}
    assert any(row.words.endswith("off for them") for row in rows)
    world.office.do(MarkTold(tuple(row.id for row in rows)))
    assert schedule(world).tellings == ()
    with pytest.raises(RuleBroken, match="told already"):
        world.office.do(MarkTold(tuple(row.id for row in rows)))


def test_what_is_past_nobody_is_told(world: WholeOffice) -> None:
    first = world.office.ask(session_rows, world.modules)[0]
    world.office.do(MoveSession(first.id, first.on - timedelta(days=1), first.starts, first.ends))
    assert told(world) == []


def test_a_trainer_a_room_and_a_person_who_are_elsewhere_are_named(world: WholeOffice, room: RoomId) -> None:
    day = last_of(world)
    other = world.office.do(
        AddCohort("X1", world.inspire, world.walsall, "", (day.on,), trainers=("ruth adeyemi",))
    ).value
    person = next(iter(schedule(world).sessions[-1].people))
    world.office.do(EnrolParticipant(other, person))
    [theirs] = world.office.ask(session_rows, other)
    world.office.do(arranged(day, room))
    world.office.do(replace(arranged(theirs, room), trained_by=()))
    found = schedule(world)
    assert [each.kind for each in found.clashes] == [ClashKind.TRAINER, ClashKind.ROOM, ClashKind.PERSON]
    assert all("X1" in each.words for each in found.clashes)
    world.office.do(MoveSession(theirs.id, theirs.on + timedelta(days=1), time(9, 30), time(16)))
    assert schedule(world).clashes == ()


def test_bank_holidays_are_those_of_the_venue(world: WholeOffice, room: RoomId) -> None:
    day = last_of(world)
    saint_andrew = date(2026, 11, 30)
    world.office.do(MoveSession(day.id, saint_andrew, day.starts, day.ends))
    world.office.do(arranged(replace(day, on=saint_andrew), room))
    assert schedule(world).clashes == ()
    venue = next(row for row in world.office.ask(room_rows) if row.id == room)
    facts = ("Council House", "", "", "", "", "", "", "")
    world.office.do(ChangeVenue(venue.venue_id, *facts, Nation.SCOTLAND))
    assert [each.words for each in schedule(world).clashes] == [
        "Bank holiday in Scotland: Saint Andrew's Day."
    ]


def test_a_trainer_is_known_by_name_and_judged_on_the_day(world: WholeOffice, room: RoomId) -> None:
    office, day = world.office, last_of(world)
    office.do(arranged(day, room))
    version = schedule(world).sessions[-1].version_id
    ends = day.on - timedelta(days=1)
    office.do(ChangeTrainer("Ruth Adeyemi", version, day.on, ends, Decimal("450.00")))
    assert office.ask(trainer_terms, "ruth  adeyemi", version) == TrainerTerms(
        day.on, ends, Decimal("450.00")
    )
    assert [each.kind for each in schedule(world).clashes] == [ClashKind.INDEMNITY]
    [ruth] = schedule(world).trainers
    assert (ruth.trains, ruth.accredited_until) == (day.title, day.on)
    office.do(ChangeTrainer("Ruth Adeyemi", version, ends, day.on, None))
    assert [each.kind for each in schedule(world).clashes] == [ClashKind.ACCREDITATION]
    office.do(ChangeTrainer("Ruth Adeyemi", version, None, day.on, None))
    assert schedule(world).clashes == ()
    assert office.ask(trainer_terms, "Nobody", version) == TrainerTerms(None, None, None)
    with pytest.raises(RuleBroken, match="needs a name"):
        office.do(ChangeTrainer(" ", version, None, None, None))


def test_calendars_are_told_the_room_of_the_session(world: WholeOffice, room: RoomId) -> None:
    world.office.do(arranged(last_of(world), room))

    def occasion() -> Occasion:
        return world.office.ask(compose, world.modules, MessageKind.JOINING, "Ann", TODAY).occasion

    assert [each.place for each in occasion().sessions[-2:]] == [
        "Walsall",
        "Training Room 1, Council House, 1 High Street",
    ]
    room_of_it = occasion().rooms[last_of(world).id]
    assert (room_of_it.words, room_of_it.contact_email) == (
        "Training Room 1, Council House",
        "jo@venue.example",
    )
    world.office.do(replace(arranged(last_of(world), None), link="https://teams.example/1"))
    assert occasion().sessions[-1].place == "Online: https://teams.example/1"


def test_rooms_have_names_of_their_own_and_stay_while_sessions_are_in_them(
    world: WholeOffice, room: RoomId
) -> None:
    office = world.office
    whole, named = office.ask(room_rows)
    assert (whole.words, named.words, named.id) == ("Council House", "Training Room 1, Council House", room)
    for refused, words in (
        (HOUSE, "a venue Council House already"),
        (replace(HOUSE, name=" "), "needs a name"),
        (AddRoom(whole.venue_id, "training room 1"), "has a room"),
        (AddRoom(whole.venue_id, ""), "needs a name"),
        (ChangeRoom(room, "", 3), "needs a name"),
    ):
        with pytest.raises(RuleBroken, match=words):
            office.do(refused)
    office.do(ChangeRoom(whole.id, "", 200))
    office.do(arranged(last_of(world), room))
    with pytest.raises(RuleBroken, match="so it stays"):
        office.do(RemoveRoom(room))
    office.do(RemoveRoom(whole.id))
    office.do(replace(arranged(last_of(world), None), numbers_by=None))
    office.do(RemoveRoom(room))
    assert office.ask(room_rows) == []


def test_a_caterer_is_not_told_numbers_after_the_session(world: WholeOffice) -> None:
    day = last_of(world)
    late = replace(arranged(day, None), numbers_by=day.on + timedelta(days=1))
    with pytest.raises(RuleBroken, match="before the session"):
        world.office.do(late)


def test_a_decision_says_by_when_and_with_how_many(world: WholeOffice) -> None:
    world.office.do(SetDecision(world.modules, 3, date(2026, 11, 2)))
    row = world.office.ask(cohort_row, world.modules, TODAY)
    assert row is not None
    assert (row.minimum, row.decide_on) == (3, date(2026, 11, 2))
    with pytest.raises(RuleBroken, match="cannot need"):
        world.office.do(SetDecision(world.modules, row.capacity + 1, None))

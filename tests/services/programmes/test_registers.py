"""Registers: marking, filling, importing, finishing; each undone exactly."""

from dataclasses import dataclass

import pytest
from any_question import any_question
from round_trips import rows, there_and_back
from small_cohort import SmallCohort, small_cohort
from sqlalchemy import Connection, Engine, event

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import NotAllowed, NotFound, RuleBroken, Stale
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, SessionId
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.enrolments import Enrolment, Status
from aspire_desktop.domain.programmes.registers import CohortRegister, MarkEntry, RegisterState
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.services.programmes.attendance import (
    FillUnmarked,
    FinishRegister,
    MarkAttendance,
    ReopenRegister,
    SetMarks,
    sign_in_sheets,
)
from aspire_desktop.storage.engines import LOCK
from aspire_desktop.storage.journal import Entry
from aspire_desktop.storage.lookups.programmes.attendance import cohort_register, sign_in_facts
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import SCHEMA


@dataclass(frozen=True)
class Room:
    """An office with a small cohort."""

    store: Store
    office: Office
    cohort: SmallCohort

    def mark(self, session: int, who: tuple[int, ...], code: Code | None, reason: str = "") -> str:
        ids = tuple(self.cohort.places[one] for one in who)
        return self.office.do(MarkAttendance(self.cohort.sessions[session], ids, code, reason)).title

    def register(self) -> CohortRegister:
        return self.office.ask(cohort_register, self.cohort.cohort_id, self.office.clock.today())

    def codes(self, session: int) -> str:
        """Give the marks of a session in the order of the register: Fraser, O’Neill, Pritchard, Ŷ…"""
        marks = (row.marks[session] for row in self.register().rows)
        return "".join(mark.code if mark else "." for mark in marks)


@pytest.fixture
def room(store: Store, office: Office) -> Room:
    return Room(store, office, small_cohort(store))


def test_a_mark_costs_one_transaction_of_few_statements(room: Room) -> None:
    """What a key waits for: each statement is half a millisecond of work, each commit waits for the disk."""
    room.mark(0, (0,), Code.LATE)  # connections are made when first needed
    statements = list[str]()

    def note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        room.mark(0, (1,), Code.PRESENT)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    local = room.store.location.file is not None
    lock = "BEGIN IMMEDIATE" if local else f"SELECT pg_advisory_xact_lock({LOCK})"
    assert statements.count(lock) == 1
    # a server is asked twice how many rows were written, which a file's connection knows
    assert len(statements) <= (14 if local else 16), statements


def test_one_mark_is_told_in_words_and_undone(room: Room) -> None:
    action = MarkAttendance(room.cohort.sessions[0], (room.cohort.places[2],), Code.LATE)
    done = there_and_back(room.store, room.office, action)
    assert done.title == "Callum Fraser: Late, ASP26-WM02 Module 1"
    assert done.topics == {"marks"}
    assert room.codes(0) == "L..."


def test_several_marks_are_one_step(room: Room) -> None:
    room.mark(0, (2,), Code.ABSENT)
    action = MarkAttendance(room.cohort.sessions[0], room.cohort.places, Code.PRESENT)
    assert there_and_back(room.store, room.office, action).title == "4 people: Present, ASP26-WM02 Module 1"
    assert room.codes(0) == "PPPP"


def test_a_mark_is_cleared(room: Room) -> None:
    room.mark(0, (0, 2), Code.PRESENT)
    there_and_back(room.store, room.office, MarkAttendance(room.cohort.sessions[0], room.cohort.places, None))
    assert room.codes(0) == "...."


def test_naming_somebody_twice_marks_them_once(room: Room) -> None:
    assert room.mark(0, (2, 2), Code.PRESENT) == "Callum Fraser: Present, ASP26-WM02 Module 1"


def test_a_session_to_come_takes_only_apologies(room: Room) -> None:
    with pytest.raises(RuleBroken, match="takes only Excused"):
        room.mark(4, (0,), Code.PRESENT)
    assert room.mark(4, (0,), Code.EXCUSED) == "Siân O’Neill: Excused, ASP26-WM02 Module 5"


def test_the_day_is_the_clocks(room: Room, clock: SetClock) -> None:
    clock.instant = clock.instant.replace(month=11, day=12)
    room.mark(4, (0,), Code.PRESENT)
    assert room.codes(4) == ".P.."


def test_a_finished_register_asks_for_a_reason_that_stays_visible(room: Room) -> None:
    room.mark(0, (0, 1, 2, 3), Code.PRESENT)
    room.office.do(FinishRegister(room.cohort.sessions[0]))
    with pytest.raises(RuleBroken, match="reason"):
        room.mark(0, (2,), Code.ABSENT)
    title = room.mark(0, (2,), Code.ABSENT, "signed for by mistake")
    assert title == "Callum Fraser: Absent, ASP26-WM02 Module 1. Reason: signed for by mistake"
    mark = room.register().rows[0].marks[0]
    assert mark is not None
    assert (mark.code, mark.note) == (Code.ABSENT, "signed for by mistake")


def test_what_stays_as_it_is_needs_no_reason(room: Room) -> None:
    room.mark(0, (0, 1, 2, 3), Code.PRESENT)
    room.office.do(FinishRegister(room.cohort.sessions[0]))
    before = rows(room.store)
    room.mark(0, (2,), Code.PRESENT)
    assert rows(room.store) == before


def test_a_note_does_not_bring_back_a_mark_that_a_colleague_has_replaced(room: Room) -> None:
    session, ids = room.cohort.sessions[0], (room.cohort.places[2],)
    room.office.do(MarkAttendance(session, ids, Code.PRESENT))
    room.office.do(MarkAttendance(session, ids, Code.ABSENT, note="Rang in sick"))
    with pytest.raises(Stale, match="absent by now"):
        room.office.do(MarkAttendance(session, ids, Code.PRESENT, note="Late train", read=Code.PRESENT))
    mark = room.register().rows[0].marks[0]
    assert mark is not None
    assert (mark.code, mark.note) == (Code.ABSENT, "Rang in sick")


def test_details_are_kept_where_they_belong(room: Room) -> None:
    session, ids = room.cohort.sessions[0], (room.cohort.places[2],)
    made_up = MarkAttendance(
        session,
        ids,
        Code.MADE_UP,
        note="Asked early",
        made_up_on=room.office.clock.today(),
        made_up_at="NW01",
    )
    there_and_back(room.store, room.office, made_up)
    room.office.do(MarkAttendance(session, ids, Code.LEFT_EARLY, minutes_stayed=200))
    mark = room.register().rows[0].marks[0]
    assert mark is not None
    assert (mark.note, mark.made_up_on, mark.made_up_at, mark.minutes_stayed) == (
        "",
        None,
        "",
        200,
    )
    with pytest.raises(RuleBroken, match="less than 0"):
        room.office.do(MarkAttendance(session, ids, Code.LEFT_EARLY, minutes_stayed=-1))


def test_only_people_on_the_register_are_marked(room: Room) -> None:
    other = small_cohort(room.store, "ASP26-WM03")
    for ids in ((), (other.places[0],), (EnrolmentId(999),)):
        with pytest.raises(RuleBroken):
            room.office.do(MarkAttendance(room.cohort.sessions[0], ids, Code.PRESENT))
    with pytest.raises(NotFound):
        room.office.do(MarkAttendance(SessionId(999), room.cohort.places, Code.PRESENT))


def test_trainers_mark_and_finance_does_not(room: Room) -> None:
    room.office.do(AddColleague("Ruth", frozenset({Role.TRAINER})))
    room.office.do(AddColleague("Fay", frozenset({Role.FINANCE})))
    action = MarkAttendance(room.cohort.sessions[0], room.cohort.places, Code.PRESENT)
    with pytest.raises(NotAllowed):
        Office(room.store, "Fay").do(action)
    Office(room.store, "Ruth").do(action)
    assert room.codes(0) == "PPPP"


def test_filling_touches_blanks_alone(room: Room) -> None:
    room.mark(0, (0,), Code.EXCUSED)
    done = there_and_back(room.store, room.office, FillUnmarked(room.cohort.sessions[0], Code.PRESENT))
    assert (done.title, done.value) == ("Fill 3 unmarked with Present, ASP26-WM02 Module 1", 3)
    assert room.codes(0) == "PEPP"
    with pytest.raises(RuleBroken, match="marked already"):
        room.office.do(FillUnmarked(room.cohort.sessions[0], Code.PRESENT))


def test_finishing_refuses_blanks_without_a_reason(room: Room) -> None:
    session = room.cohort.sessions[0]
    room.mark(0, (0, 1, 2), Code.PRESENT)
    with pytest.raises(RuleBroken, match="1 person is not marked yet"):
        room.office.do(FinishRegister(session))
    done = there_and_back(room.store, room.office, FinishRegister(session, "the sheet was lost"))
    assert done.title == "Finish register, ASP26-WM02 Module 1, with 1 not marked. Reason: the sheet was lost"
    with pytest.raises(RuleBroken, match="finished already"):
        room.office.do(FinishRegister(session))
    there_and_back(room.store, room.office, ReopenRegister(session))
    with pytest.raises(RuleBroken, match="open already"):
        room.office.do(ReopenRegister(session))
    with pytest.raises(RuleBroken, match="12 November"):
        room.office.do(FinishRegister(room.cohort.sessions[4]))


def test_a_grid_is_taken_over_in_one_step_and_whole_sessions_finish(room: Room) -> None:
    one, two, *_rest, ahead = room.cohort.sessions
    entries = [MarkEntry(one, place, Code.PRESENT) for place in room.cohort.places]
    entries += [MarkEntry(two, room.cohort.places[0], Code.LATE)]
    entries += [MarkEntry(ahead, place, Code.EXCUSED) for place in room.cohort.places]
    done = there_and_back(room.store, room.office, SetMarks(room.cohort.cohort_id, tuple(entries)))
    assert (done.title, done.value) == ("Set 9 marks, ASP26-WM02", 9)
    assert [column.session.finished for column in room.register().columns] == [True] + [False] * 4


def test_the_same_grid_again_changes_nothing_and_a_corrected_one_needs_a_reason(room: Room) -> None:
    session = room.cohort.sessions[0]
    grid = tuple(MarkEntry(session, place, Code.PRESENT) for place in room.cohort.places)
    room.office.do(SetMarks(room.cohort.cohort_id, grid))
    before = rows(room.store)
    assert room.office.do(SetMarks(room.cohort.cohort_id, grid)).value == 0
    assert rows(room.store) == before
    place = room.cohort.places[0]
    with pytest.raises(RuleBroken, match="reason"):
        room.office.do(SetMarks(room.cohort.cohort_id, (MarkEntry(session, place, Code.ABSENT),)))
    corrected = MarkEntry(session, place, Code.ABSENT, "trainer's list")
    assert room.office.do(SetMarks(room.cohort.cohort_id, (corrected,))).title == "Set 1 mark, ASP26-WM02"


def test_a_grid_refuses_what_is_not_the_cohorts(room: Room) -> None:
    other = small_cohort(room.store, "ASP26-WM03")
    mine = MarkEntry(room.cohort.sessions[0], room.cohort.places[0], Code.PRESENT)
    for wrong in (
        (MarkEntry(other.sessions[0], room.cohort.places[0], Code.PRESENT),),
        (MarkEntry(room.cohort.sessions[0], other.places[0], Code.PRESENT),),
        (mine, mine),
        (),
    ):
        with pytest.raises(RuleBroken):
            room.office.do(SetMarks(room.cohort.cohort_id, wrong))


def test_the_register_adds_up(room: Room) -> None:
    room.mark(0, (0, 1, 2), Code.PRESENT)
    room.mark(0, (3,), Code.ABSENT)
    room.office.do(FinishRegister(room.cohort.sessions[0]))
    room.mark(1, (0, 1, 2, 3), Code.PRESENT)
    room.mark(2, (0,), Code.LATE)
    register = room.register()
    assert [column.words for column in register.columns] == [
        "Done",
        "All marked",
        "3 left",
        "4 left",
        "Not yet",
    ]
    assert register.columns[2].state is RegisterState.LEFT
    first = {tally.code: tally.people for tally in register.columns[0].tallies}
    assert (first[Code.PRESENT], first[Code.ABSENT], first[Code.EXCUSED]) == (3, 1, 0)
    assert [row.family_name for row in register.rows] == ["Fraser", "O’Neill", "Pritchard", "Ŷstradfellte"]
    assert [row.standing.attended for row in register.rows] == [2, 3, 1, 2]
    assert {row.organisation for row in register.rows} == {"Dudley MBC"}


def test_whoever_left_is_not_on_the_register(room: Room) -> None:
    with room.store.writing("Ann") as work:
        work.get(Enrolment, room.cohort.places[2]).status = Status.WITHDRAWN
        room.store.seal(work, Entry(room.store.clock.now(), "Ann", "W", "W", final=True, schema=SCHEMA))
    assert [row.family_name for row in room.register().rows] == ["O’Neill", "Pritchard", "Ŷstradfellte"]


def test_a_register_of_no_cohort_is_not_found(room: Room) -> None:
    with pytest.raises(NotFound):
        room.office.ask(cohort_register, CohortId(999), room.office.clock.today())


def test_sheets_name_who_is_expected(room: Room) -> None:
    today = room.office.clock.today()
    [sheet] = room.office.ask(
        any_question(sign_in_facts), room.cohort.cohort_id, today, room.cohort.sessions[3]
    )
    assert (sheet.session, sheet.on, sheet.trainers) == ("Module 4", today, ("Ruth Adeyemi",))
    assert [person.name for person in sheet.people][-1] == "Ŵyn Ŷstradfellte"
    assert len(room.office.ask(any_question(sign_in_facts), room.cohort.cohort_id, today)) == 5
    assert room.office.ask(sign_in_sheets, room.cohort.cohort_id, today).startswith(b"%PDF")
    with pytest.raises(RuleBroken, match="no session"):
        room.office.ask(sign_in_sheets, room.cohort.cohort_id, today, SessionId(999))

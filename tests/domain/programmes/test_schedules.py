"""Days proposed for sessions, what clashes, and who must be told of a change."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.office.values import CohortId, PersonId, RoomId, SessionId, VersionId
from aspire_desktop.domain.office.working_days import Nation, is_working_day
from aspire_desktop.domain.programmes.cohorts import RoomBooking, SessionRow
from aspire_desktop.domain.programmes.programmes import ModuleKind
from aspire_desktop.domain.programmes.schedules import (
    AssociateRow,
    Audience,
    ClashKind,
    Planned,
    Surroundings,
    ToTell,
    clash_summary,
    clashes_of,
    meet,
    proposed_days,
    telling_summary,
    trainer_rows,
    who_must_be_told,
)

THURSDAY = date(2026, 12, 10)
KINDS = st.lists(st.sampled_from(list(ModuleKind)), max_size=10)
DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))
CLOSED = st.frozensets(st.dates(date(2026, 1, 1), date(2031, 12, 31)), max_size=40)
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def planned(
    id: int = 1, on: date = THURSDAY, starts: time = time(9, 30), ends: time = time(16, 30)
) -> Planned:
    session = SessionRow(
        SessionId(id),
        CohortId(id),
        1,
        f"Day {id}",
        on,
        starts,
        ends,
        finished=False,
        minutes=300,
        for_claim=False,
    )
    return Planned(
        session=session,
        code=f"INS26-0{id}",
        version_id=VersionId(1),
        version="Inspire OD",
        room_id=RoomId(1),
        place="Training Room 1, Council House",
        venue="Council House",
        holds=20,
        booking=RoomBooking.CONFIRMED,
        held_until=None,
        numbers_by=None,
        cost=None,
        link="",
        trained_by=(),
        trainers=("Ruth Adeyemi",),
        nation=Nation.ENGLAND,
        people={PersonId(1): "Siân O’Neill"},
    )


def around(*others: Planned, known: AssociateRow | None = None) -> Surroundings:
    closed = {nation: {date(2026, 12, 28): "Boxing Day"} for nation in Nation}
    return Surroundings(others, closed, {"ruth adeyemi": known} if known else {})


def kinds(one: Planned, *others: Planned, known: AssociateRow | None = None) -> list[ClashKind]:
    return [each.kind for each in clashes_of(one, around(*others, known=known))]


@given(KINDS, DAYS, st.integers(1, 26), CLOSED)
def test_proposed_days_are_working_days_one_after_another(
    modules: list[ModuleKind], first: date, weeks: int, closed: frozenset[date]
) -> None:
    days = proposed_days(modules, first, weeks, closed)
    assert len(days) == len(modules)
    assert all(is_working_day(day, closed) for day in days)
    assert all(day >= first for day in days)
    assert days == sorted(set(days))


def test_the_weekday_stays_and_a_bank_holiday_moves_one_session_alone() -> None:
    days = proposed_days([ModuleKind.MODULE] * 4, date(2026, 12, 18), 1, {date(2026, 12, 25)})
    assert days == [date(2026, 12, 18), date(2026, 12, 28), date(2027, 1, 1), date(2027, 1, 8)]


def test_workshop_days_follow_each_other_over_a_weekend() -> None:
    workshops = [ModuleKind.WORKSHOP, ModuleKind.WORKSHOP, ModuleKind.REVIEW]
    days = proposed_days(workshops, date(2026, 12, 11), 4, ())
    assert days == [date(2026, 12, 11), date(2026, 12, 14), date(2027, 1, 11)]


@given(TIMES, TIMES, TIMES, TIMES)
def test_sessions_meet_each_other_or_neither(a: time, b: time, c: time, d: time) -> None:
    one, other = planned(1, starts=min(a, b), ends=max(a, b)), planned(2, starts=min(c, d), ends=max(c, d))
    assert meet(one.session, other.session) == meet(other.session, one.session)
    assert sorted(kinds(one, other)) == sorted(kinds(other, one))
    moved = replace(other, session=replace(other.session, on=THURSDAY + timedelta(days=1)))
    assert kinds(one, moved) == []


def test_a_clash_is_said_of_trainer_room_and_person() -> None:
    words = [each.words for each in clashes_of(planned(1), around(planned(1), planned(2)))]
    assert words == [
        "Ruth Adeyemi also trains INS26-02 Day 2, 09:30 to 16:30.",
        "Training Room 1, Council House is held for INS26-02 Day 2, 09:30 to 16:30.",
        "Siân O’Neill is also on INS26-02 Day 2, 09:30 to 16:30.",
    ]


def test_one_session_may_begin_as_another_ends() -> None:
    assert kinds(planned(1, ends=time(12)), planned(2, starts=time(12))) == []


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 12, 28), "Bank holiday in England: Boxing Day."),
        (date(2026, 12, 12), "12 Dec 2026 is a Saturday."),
    ],
)
def test_nobody_works_on_that_day(on: date, words: str) -> None:
    [clash] = clashes_of(planned(on=on), around())
    assert (clash.kind, clash.words) == (ClashKind.CLOSED, words)


def test_a_room_is_too_small_or_held_too_short() -> None:
    assert kinds(replace(planned(), holds=0)) == [ClashKind.SMALL]
    held = replace(planned(), booking=RoomBooking.HELD, held_until=THURSDAY - timedelta(days=1))
    assert kinds(held) == [ClashKind.HELD]
    assert kinds(replace(held, held_until=THURSDAY)) == []


def test_a_trainer_is_insured_and_accredited_on_the_day() -> None:
    day, before = THURSDAY, THURSDAY - timedelta(days=1)
    for indemnity, accredited, found in (
        (day, {VersionId(1): day}, []),
        (before, {VersionId(1): day}, [ClashKind.INDEMNITY]),
        (None, {VersionId(1): before}, [ClashKind.ACCREDITATION]),
        (None, {VersionId(2): day}, [ClashKind.ACCREDITATION]),
        (None, {}, []),
    ):
        known = AssociateRow("Ruth Adeyemi", indemnity, accredited)
        assert kinds(planned(), known=known) == found


def test_trainers_are_told_with_what_they_train() -> None:
    first, second = planned(1), replace(planned(2), trained_by=("Joan Tully",), trainers=("Joan Tully",))
    rows = list(trainer_rows([first, second], ["Ruth Adeyemi"], around()))
    assert [(row.name, row.trains) for row in rows] == [
        ("Ruth Adeyemi", "Day 1"),
        ("Joan Tully", "Day 2"),
    ]


def test_a_trainer_of_all_or_of_none_is_said_so() -> None:
    first = planned(1)
    rows = list(trainer_rows([first], ["Ruth Adeyemi", "Martin Pell"], around()))
    assert [row.trains for row in rows] == ["Every session", "No session"]


def test_whoever_knew_is_told_of_another_day() -> None:
    was = replace(planned(), numbers_by=date(2026, 12, 3))
    now = replace(was, session=replace(was.session, on=date(2026, 12, 17)))
    found = who_must_be_told(was, now)
    assert [(each.audience, each.who) for each in found] == [
        (Audience.TRAINER, "Ruth Adeyemi"),
        (Audience.VENUE, "Council House"),
        (Audience.CATERER, "Caterer"),
    ]
    told = "17 Dec 2026, 09:30 to 16:30, Training Room 1, Council House"
    assert {each.now for each in found} == {told}
    words = telling_summary(found, 18)
    assert words == "Must be told: 18 people, Ruth Adeyemi, Council House and the caterer."


def test_of_what_nobody_knows_nobody_is_told() -> None:
    assert who_must_be_told(planned(), replace(planned(), cost=None, booking=RoomBooking.HELD)) == []
    assert telling_summary([], 0) == ""


def test_a_trainer_who_changes_is_told_and_so_is_the_other() -> None:
    now = replace(planned(), trainers=("Joan Tully",))
    found = who_must_be_told(planned(), now)
    assert [(each.who, bool(each.was), bool(each.now)) for each in found] == [
        ("Ruth Adeyemi", True, False),
        ("Joan Tully", False, True),
    ]


def test_another_venue_is_asked_and_the_first_one_is_told() -> None:
    now = replace(planned(), place="The Atrium", venue="The Atrium")
    venues = [each for each in who_must_be_told(planned(), now) if each.audience is Audience.VENUE]
    assert [(each.who, bool(each.now)) for each in venues] == [("Council House", False), ("The Atrium", True)]


def test_of_a_session_that_is_off_everybody_is_told() -> None:
    found = who_must_be_told(planned(), None)
    assert ToTell(Audience.VENUE, "Council House", planned().told, "") in found


def test_clashes_are_counted() -> None:
    assert clash_summary(()) == "No clashes."
    found = list(clashes_of(planned(1), around(planned(2))))
    assert clash_summary(found[:1]) == "1 clash in 1 session."
    assert clash_summary(found) == "3 clashes in 1 session."

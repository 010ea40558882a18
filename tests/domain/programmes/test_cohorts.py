from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.programmes.cohorts import (
    STAGE_WORDS,
    Room,
    Stage,
    check_place_free,
    check_stage,
    minimum_words,
    places_words,
    stage_on,
)

FIRST, LAST = date(2026, 9, 10), date(2027, 1, 14)
CODE = "ASP-2026-02"


def test_a_full_cohort_says_so() -> None:
    with pytest.raises(
        RuleBroken, match=r"^Cohort ASP-2026-02 is full: 20 of 20 places\. Nothing was changed\."
    ):
        check_place_free(CODE, Room(20, 20))


def test_over_capacity_asks_for_a_reason() -> None:
    check_place_free(CODE, Room(20, 20), "The room takes 22")
    check_place_free(CODE, Room(20, 19))
    with pytest.raises(RuleBroken, match="full: 21 of 20 places"):
        check_place_free(CODE, Room(20, 21), " ")


def test_free_places_are_said() -> None:
    assert places_words(CODE, Room(20, 17)) == "Cohort ASP-2026-02 has 3 of 20 places free."
    assert minimum_words(8, 7) == "7 of the 8 people it needs to run."
    assert minimum_words(8, 8) == ""


@given(st.integers(0, 100), st.integers(0, 120))
def test_a_place_is_free_exactly_where_no_reason_is_needed(capacity: int, held: int) -> None:
    room = Room(capacity, held)
    assert room.free - room.over == room.left == capacity - held
    assert room.is_full is (room.free == 0)
    if room.free:
        check_place_free(CODE, room)
    else:
        with pytest.raises(RuleBroken):
            check_place_free(CODE, room)


def test_stages_have_words() -> None:
    assert list(STAGE_WORDS.values()) == [
        "Planned",
        "Tentative",
        "Confirmed",
        "Running",
        "Completed",
        "Cancelled",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (Stage.CANCELLED, Stage.CONFIRMED),
        (Stage.PLANNED, Stage.COMPLETED),
        (Stage.COMPLETED, Stage.CANCELLED),
    ],
)
def test_some_stages_do_not_follow(old: Stage, new: Stage) -> None:
    with pytest.raises(RuleBroken, match=f"A {old} cohort cannot become {new}"):
        check_stage(old, new)


@given(st.sampled_from(Stage))
def test_a_stage_may_stay_and_any_but_the_ended_may_be_cancelled(stage: Stage) -> None:
    check_stage(stage, stage)
    if stage is not Stage.COMPLETED:
        check_stage(stage, Stage.CANCELLED)


@pytest.mark.parametrize(
    ("stage", "today", "shown"),
    [
        (Stage.CONFIRMED, FIRST - timedelta(days=1), Stage.CONFIRMED),
        (Stage.CONFIRMED, FIRST, Stage.RUNNING),
        (Stage.RUNNING, LAST, Stage.RUNNING),
        (Stage.CONFIRMED, LAST + timedelta(days=1), Stage.COMPLETED),
        (Stage.TENTATIVE, LAST, Stage.TENTATIVE),
        (Stage.CANCELLED, LAST, Stage.CANCELLED),
    ],
)
def test_the_day_tells_the_stage(stage: Stage, today: date, shown: Stage) -> None:
    assert stage_on(stage, FIRST, LAST, today) is shown


@given(st.sampled_from(Stage), st.dates())
def test_a_cohort_without_sessions_keeps_its_stage(stage: Stage, today: date) -> None:
    assert stage_on(stage, None, None, today) is stage

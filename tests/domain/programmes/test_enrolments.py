from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.programmes.enrolments import (
    HOLDS_A_PLACE,
    MOVES,
    ON_REGISTER,
    Status,
    check_move,
    check_substitution,
)
from aspire_desktop.domain.programmes.programmes import ApprovalRule

DAYS = [date(2026, 9, 24), date(2026, 9, 25), date(2026, 11, 5)]


def test_the_usual_way_is_open() -> None:
    way = [Status.NOMINATED, Status.APPROVED, Status.WAITING, Status.OFFERED, Status.CONFIRMED, Status.ACTIVE]
    for old, new in pairwise(way):
        check_move(old, new)
    for end in (
        Status.COMPLETED,
        Status.NOT_COMPLETED,
        Status.WITHDRAWN,
        Status.DEFERRED,
        Status.SUBSTITUTED,
    ):
        check_move(Status.ACTIVE, end)
    check_move(Status.CONFIRMED, Status.NO_SHOW)
    check_move(Status.OFFERED, Status.WAITING)


def test_a_closed_way_is_said_in_words() -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_move(Status.WAITING, Status.COMPLETED)
    assert str(refusal.value) == (
        "A place that is waiting cannot become completed. Nothing was changed. "
        "It can become: offered, confirmed, withdrawn, deferred, cancelled."
    )


@pytest.mark.parametrize("ended", [Status.DEFERRED, Status.SUBSTITUTED, Status.CANCELLED])
def test_what_goes_on_elsewhere_does_not_come_back(ended: Status) -> None:
    with pytest.raises(RuleBroken, match="Enrol the person again instead"):
        check_move(ended, Status.CONFIRMED)


def test_every_status_has_its_moves_and_none_to_itself() -> None:
    assert set(MOVES) == set(Status)
    assert all(old not in moves for old, moves in MOVES.items())


@given(st.sampled_from(Status), st.sampled_from(Status))
def test_a_move_is_refused_exactly_where_the_table_has_none(old: Status, new: Status) -> None:
    if new in MOVES[old]:
        check_move(old, new)
    else:
        with pytest.raises(RuleBroken):
            check_move(old, new)


def test_a_missing_approval_blocks_or_warns_as_the_version_says() -> None:
    check_move(Status.NOMINATED, Status.OFFERED, ApprovalRule.WARNS)
    check_move(Status.NOMINATED, Status.WAITING, ApprovalRule.BLOCKS)
    check_move(Status.APPROVED, Status.OFFERED, ApprovalRule.BLOCKS)
    for status in (Status.OFFERED, Status.CONFIRMED):
        with pytest.raises(RuleBroken, match="The manager has not approved this yet"):
            check_move(Status.NOMINATED, status, ApprovalRule.BLOCKS)


def test_a_place_is_held_from_the_offer_until_somebody_leaves() -> None:
    assert frozenset(Status) - HOLDS_A_PLACE == {
        Status.NOMINATED,
        Status.APPROVED,
        Status.WAITING,
        Status.DECLINED,
        Status.LAPSED,
        Status.WITHDRAWN,
        Status.DEFERRED,
        Status.SUBSTITUTED,
        Status.CANCELLED,
    }
    assert {Status.OFFERED} == HOLDS_A_PLACE - ON_REGISTER


def test_a_substitute_comes_up_to_the_day_the_version_says() -> None:
    check_substitution(DAYS[0], DAYS, until=1)
    with pytest.raises(RuleBroken, match="could be passed on until 24 September 2026"):
        check_substitution(DAYS[1], DAYS, until=1)
    check_substitution(DAYS[1], DAYS, until=2)


def test_a_substitute_is_free_to_come_while_no_session_is_in_the_diary() -> None:
    check_substitution(DAYS[2], [], until=1)

"""The sums of a register say what completion counts."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.office.values import CohortId, EnrolmentId, PersonId, SessionId
from aspire_desktop.domain.programmes.attendance import Code, MarkRow, standing
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.domain.programmes.programmes import ClaimRule, Rules
from aspire_desktop.domain.programmes.registers import (
    RegisterColumn,
    RegisterListRow,
    RegisterRow,
    RegisterState,
    column,
)

DAY, AFTER = date(2026, 9, 10), date(2026, 9, 11)
RULES = Rules(
    1, True, True, ClaimRule.COMPLETION, frozenset("PLM"), frozenset({"pass"}), left_early_percent=80
)
SESSION = SessionRow(
    SessionId(1), CohortId(1), 1, "Module 1", DAY, time(9, 30), time(16, 30), False, 300, for_claim=False
)


def summed(marks: list[MarkRow], rules: Rules = RULES) -> RegisterColumn:
    rows = [
        RegisterRow(
            each.enrolment_id, PersonId(1), "", "", "", "", (each,), standing(rules, [SESSION], [each], AFTER)
        )
        for each in marks
    ]
    return column(rules, SESSION, 0, rows, AFTER)


def mark(code: str, stayed: int | None = None) -> MarkRow:
    return MarkRow(SessionId(1), EnrolmentId(1), Code(code), minutes_stayed=stayed)


@pytest.mark.parametrize(("stayed", "attended"), [(240, 1), (239, 0), (None, 0)])
def test_somebody_who_left_early_is_summed_as_completion_counts_them(
    stayed: int | None, attended: int
) -> None:
    found = summed([mark("F", stayed)])
    assert (found.attended, found.missed) == (attended, 1 - attended)


def test_a_register_on_which_nobody_stands_is_not_all_marked() -> None:
    assert (summed([]).state, summed([]).words) == (RegisterState.EMPTY, "Nobody")
    assert (summed([mark("P")]).state, summed([mark("P")]).words) == (RegisterState.MARKED, "All marked")
    finished = column(RULES, replace(SESSION, finished=True), 0, [], AFTER)
    assert (finished.state, finished.words) == (RegisterState.DONE, "Done")


@pytest.mark.parametrize(
    ("marked", "finished", "state", "due"),
    [
        (0, False, RegisterState.LEFT, True),
        (6, False, RegisterState.LEFT, True),
        (7, False, RegisterState.MARKED, True),
        (7, True, RegisterState.DONE, False),
        (6, True, RegisterState.DONE, False),
    ],
)
def test_a_register_is_listed_as_far_as_it_has_come(
    marked: int, finished: bool, state: RegisterState, due: bool
) -> None:
    row = RegisterListRow(replace(SESSION, finished=finished), "ASP26-1", "Aspire", "Hall", (), 7, marked)
    assert (row.state(AFTER), row.is_due(AFTER)) == (state, due)
    before = date(2026, 9, 9)
    assert row.is_due(before) is False


def test_who_was_not_required_is_in_neither_sum() -> None:
    found = summed([mark("N"), mark("P"), mark("A"), mark("E")])
    assert (found.attended, found.missed, found.people) == (1, 2, 4)


@given(st.lists(st.tuples(st.sampled_from("PLFAEMN"), st.integers(0, 300)), max_size=8), st.integers(1, 100))
def test_the_sum_of_a_register_is_that_of_everybodys_standing(
    given_marks: list[tuple[str, int]], share: int
) -> None:
    rules = replace(RULES, left_early_percent=share)
    marks = [mark(code, stayed) for code, stayed in given_marks]
    people = [standing(rules, [SESSION], [each], AFTER) for each in marks]
    assert summed(marks, rules).attended == sum(each.attended for each in people)

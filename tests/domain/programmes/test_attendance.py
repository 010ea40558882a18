from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, SessionId
from aspire_desktop.domain.programmes.attendance import (
    WORDS,
    Code,
    MarkRow,
    Standing,
    attended_dates,
    cpd_hours,
    may_mark,
    needed,
    standing,
)
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.domain.programmes.programmes import ClaimRule, Rules

FIRST = date(2026, 9, 10)
AFTER = date(2027, 9, 1)
RULES = Rules(4, True, True, ClaimRule.COMPLETION, frozenset("PLM"), frozenset({"pass"}))


def session(number: int, *, minutes: int = 330, finished: bool = False) -> SessionRow:
    return SessionRow(
        id=SessionId(number),
        cohort_id=CohortId(1),
        position=number,
        title=f"Module {number}",
        on=FIRST + timedelta(days=28 * (number - 1)),
        starts=time(9, 30),
        ends=time(16, 30),
        finished=finished,
        minutes=minutes,
        for_claim=False,
    )


FIVE = [session(number) for number in range(1, 6)]


def marks(codes: str) -> list[MarkRow]:
    """Give marks from letters in the order of the sessions; a dot is not marked."""
    return [
        MarkRow(SessionId(number), EnrolmentId(1), Code(letter))
        for number, letter in enumerate(codes, start=1)
        if letter != "."
    ]


def stand(codes: str, today: date = AFTER, rules: Rules = RULES) -> Standing:
    return standing(rules, FIVE, marks(codes), today)


codes_of_five = st.text(alphabet="PLFAEMN.", min_size=5, max_size=5)
days = st.dates(min_value=FIRST - timedelta(days=1), max_value=FIRST + timedelta(days=200))


def test_the_seven_marks_have_their_letters() -> None:
    assert {code.value: WORDS[code] for code in Code} == {
        "P": "Present",
        "L": "Late",
        "F": "Left early",
        "A": "Absent",
        "E": "Excused",
        "M": "Made up",
        "N": "Not required",
    }


def test_attended_is_present_late_and_made_up() -> None:
    counted = {code for code in Code if stand(code.value).attended}
    assert counted == {Code.PRESENT, Code.LATE, Code.MADE_UP}


def test_a_version_may_count_other_marks() -> None:
    counts_excused = Rules(4, True, True, ClaimRule.COMPLETION, frozenset("PE"), frozenset())
    assert stand("PLE..", rules=counts_excused).attended == 2
    assert stand("EEEEE", rules=counts_excused, today=FIRST).best == 5


@pytest.mark.parametrize(
    ("share", "stayed", "counts"), [(75, 248, True), (75, 247, False), (75, None, False), (None, 330, False)]
)
def test_left_early_needs_the_versions_share(share: int | None, stayed: int | None, counts: bool) -> None:
    rules = Rules(4, True, True, ClaimRule.COMPLETION, frozenset("PLM"), frozenset(), share)
    early = MarkRow(SessionId(1), EnrolmentId(1), Code.LEFT_EARLY, minutes_stayed=stayed)
    assert standing(rules, FIVE, [early], AFTER).attended == int(counts)


def test_not_marked_is_not_absent() -> None:
    open_, absent = stand("PP..."), stand("PPAAA")
    assert (open_.marked, open_.best, open_.out_of_reach) == (2, 5, False)
    assert (absent.marked, absent.best, absent.out_of_reach) == (5, 2, True)
    assert (open_.percent, absent.percent) == (100, 40)


def test_not_required_is_in_no_count() -> None:
    late_joiner = stand("NPPPP")
    assert (late_joiner.attended, late_joiner.held, late_joiner.required, late_joiner.needed) == (4, 4, 4, 4)
    assert late_joiner.percent == 100


def test_only_sessions_whose_day_has_come_are_held() -> None:
    assert stand("PP...", today=FIVE[1].on).held == 2
    assert stand("PP...", today=FIVE[1].on - timedelta(days=1)).attended == 1


def test_a_session_moved_to_a_later_day_counts_as_not_marked() -> None:
    before = FIVE[0].on
    assert stand("PPNA.", today=before) == stand("P....", today=before)
    assert stand("PE...", today=before).best == 4


def test_a_session_to_be_made_up_may_yet_be_attended() -> None:
    arranged = [
        *marks("PPPA"),
        MarkRow(SessionId(5), EnrolmentId(1), Code.MADE_UP, made_up_on=AFTER + timedelta(days=9)),
    ]
    where = standing(RULES, FIVE, arranged, AFTER)
    assert (where.attended, where.best) == (3, 4)


def test_how_many_may_still_be_missed() -> None:
    assert [stand(codes).can_miss for codes in (".....", "P....", "A....", "PPPP.", "PPPPP", "AA...")] == [
        1,
        1,
        0,
        1,
        0,
        0,
    ]
    assert [stand(codes).can_miss_no_more for codes in ("A....", "P....", "APPPP", "AA...")] == [
        True,
        False,
        False,
        False,
    ]


def test_runs_of_unannounced_absence() -> None:
    assert stand("PAA..").absences_in_a_row == 2
    assert stand("PA.A.").absences_in_a_row == 2
    assert stand("PANA.").absences_in_a_row == 2
    assert stand("PAE..").absences_in_a_row == 0
    assert (stand("AAP..").absences_in_a_row, stand("AAP..").longest_absence) == (0, 2)
    assert stand("A....", today=FIRST - timedelta(days=1)).longest_absence == 0


@pytest.mark.parametrize(
    ("sessions", "not_required", "expected"),
    [(5, 0, 4), (5, 1, 4), (5, 2, 3), (5, 5, 1), (2, 0, 4), (0, 0, 4)],
)
def test_not_required_lowers_what_is_needed_only_past_what_may_be_missed(
    sessions: int, not_required: int, expected: int
) -> None:
    assert needed(RULES, sessions, not_required) == expected


def test_a_network_needs_nothing() -> None:
    network = Rules(0, False, False, ClaimRule.NEVER, frozenset("PLM"), frozenset())
    assert stand("P....", rules=network).needed == 0
    assert stand("P....", rules=network).can_miss == 4


def test_made_up_counts_from_the_day_it_was_made_up() -> None:
    made_up = MarkRow(SessionId(1), EnrolmentId(1), Code.MADE_UP, made_up_on=date(2026, 11, 3))
    assert attended_dates(RULES, FIVE, [made_up], date(2026, 11, 2)) == ()
    assert attended_dates(RULES, FIVE, [made_up], date(2026, 11, 3)) == (date(2026, 11, 3),)
    assert attended_dates(RULES, FIVE, marks("M"), AFTER) == (FIRST,)


@pytest.mark.parametrize("code", [code for code in Code if code is not Code.EXCUSED])
def test_before_its_day_a_session_takes_only_excused(code: Code) -> None:
    with pytest.raises(RuleBroken, match=r"on 10 September 2026: before its day it takes only Excused\."):
        may_mark(code, FIVE[0], FIRST - timedelta(days=1))
    may_mark(code, FIVE[0], FIRST)


def test_apologies_are_entered_and_cleared_ahead() -> None:
    may_mark(Code.EXCUSED, FIVE[0], FIRST - timedelta(days=30))
    may_mark(None, FIVE[0], FIRST - timedelta(days=30))


def test_a_finished_register_needs_a_reason() -> None:
    finished = session(1, finished=True)
    for reason in ("", "  "):
        with pytest.raises(
            RuleBroken, match=r"This register is finished\. Nothing was changed\. Give a reason"
        ):
            may_mark(Code.ABSENT, finished, AFTER, reason)
    may_mark(None, finished, AFTER, "Marked the wrong row")


@pytest.mark.parametrize(
    ("minutes", "hours"), [(330, "5.50"), (45, "0.75"), (52, "0.75"), (53, "1.00"), (0, "0.00")]
)
def test_cpd_hours_are_to_the_quarter(minutes: int, hours: str) -> None:
    assert cpd_hours(RULES, [session(1, minutes=minutes)], marks("P"), AFTER) == Decimal(hours)


def test_cpd_hours_come_from_attended_sessions_only() -> None:
    assert cpd_hours(RULES, FIVE, marks("PLAEM"), AFTER) == Decimal("16.5")


def test_cpd_hours_of_somebody_who_left_early_are_those_stayed() -> None:
    rules = Rules(4, True, True, ClaimRule.COMPLETION, frozenset("PLM"), frozenset(), 50)
    early = MarkRow(SessionId(1), EnrolmentId(1), Code.LEFT_EARLY, minutes_stayed=240)
    assert cpd_hours(rules, FIVE, [early], AFTER) == Decimal("4")


def test_cpd_hours_do_not_follow_the_clock_change() -> None:
    night = SessionRow(
        SessionId(1), CohortId(1), 1, "Night", date(2026, 10, 25), time(0, 30), time(3, 30), False, 180, False
    )
    assert cpd_hours(RULES, [night], marks("P"), AFTER) == Decimal("3")


@given(codes_of_five, days)
def test_counts_hold_together(codes: str, today: date) -> None:
    where = stand(codes, today)
    assert 0 <= where.marked <= where.held <= where.required <= 5
    assert 0 <= where.attended <= where.best <= where.required
    assert 0 <= where.absences_in_a_row <= where.longest_absence <= where.held
    assert 0 <= where.can_miss <= where.best - where.attended
    assert not (where.out_of_reach and where.can_miss)
    assert where.percent is None or 0 <= where.percent <= 100
    assert len(attended_dates(RULES, FIVE, marks(codes), today)) == where.attended


@given(codes_of_five, st.integers(0, 4), days)
def test_attending_one_more_never_worsens_a_standing(codes: str, at: int, today: date) -> None:
    before, after = stand(codes, today), stand(codes[:at] + "P" + codes[at + 1 :], today)
    assert after.attended >= before.attended
    assert after.attended - after.needed >= before.attended - before.needed
    assert after.absences_in_a_row <= before.absences_in_a_row
    assert after.longest_absence <= before.longest_absence


@given(codes_of_five, days, st.permutations(range(5)))
def test_the_order_of_rows_does_not_matter(codes: str, today: date, order: list[int]) -> None:
    shuffled = standing(RULES, [FIVE[at] for at in order], marks(codes)[::-1], today)
    assert shuffled == stand(codes, today)


@given(codes_of_five, days, st.integers(0, 100))
def test_cpd_hours_are_quarters_and_only_grow(codes: str, today: date, later: int) -> None:
    now = cpd_hours(RULES, FIVE, marks(codes), today)
    assert now % Decimal("0.25") == 0
    assert cpd_hours(RULES, FIVE, marks(codes), today + timedelta(days=later)) >= now >= 0

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.money.claim_basis import ClaimBasis, claim_basis
from aspire_desktop.domain.money.funding import ClaimPoint
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, SessionId
from aspire_desktop.domain.programmes.attendance import Code, MarkRow
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.domain.programmes.completions import Completion, Delivery, completion, sessions_met_on
from aspire_desktop.domain.programmes.programmes import ClaimRule, Rules
from aspire_desktop.domain.programmes.projects import Decision
from aspire_desktop.domain.programmes.reference import read_programmes
from aspire_desktop.places import RESOURCES

FIRST = date(2026, 9, 10)
AFTER = date(2027, 9, 1)
DECIDED = date(2027, 2, 11)
PASS = Decision("pass", "Pass", DECIDED)
REFER = Decision("refer", "Refer", DECIDED)
VERSIONS = {
    version.title: version
    for programme in read_programmes(RESOURCES / "programmes")
    for version in programme.versions
}


def rules(title: str) -> Rules:
    shipped = VERSIONS[title]
    return Rules(
        sessions_needed=shipped.sessions_needed,
        project_needed=shipped.project_needed,
        graded=shipped.graded,
        claim_rule=shipped.claim_rule,
        attended_marks=frozenset(shipped.attended_marks.split()),
        completing_outcomes=frozenset(outcome.key for outcome in shipped.outcomes if outcome.completes),
        left_early_percent=shipped.left_early_percent,
    )


def sessions(title: str) -> list[SessionRow]:
    return [
        SessionRow(
            id=SessionId(number),
            cohort_id=CohortId(1),
            position=number,
            title=module.title,
            on=FIRST + timedelta(days=28 * (number - 1)),
            starts=module.starts,
            ends=module.ends,
            finished=False,
            minutes=module.minutes,
            for_claim=module.for_claim,
        )
        for number, module in enumerate(VERSIONS[title].modules, start=1)
    ]


def marks(codes: str, made_up_on: date | None = None) -> list[MarkRow]:
    """Give marks from letters in the order of the sessions; a dot is not marked."""
    return [
        MarkRow(SessionId(at), EnrolmentId(1), Code(letter), made_up_on=made_up_on if letter == "M" else None)
        for at, letter in enumerate(codes, start=1)
        if letter != "."
    ]


def judge(
    title: str,
    codes: str,
    decision: Decision | None = None,
    today: date = AFTER,
    waived_on: date | None = None,
) -> Completion:
    return completion(rules(title), sessions(title), marks(codes), decision, today, waived_on)


def claimed(title: str, codes: str, decision: Decision | None = None, today: date = AFTER) -> date | None:
    return proved(title, marks(codes), decision, today).met_on


def proved(
    title: str, marked: list[MarkRow], decision: Decision | None = None, today: date = AFTER
) -> ClaimBasis:
    delivery = Delivery(rules(title), tuple(sessions(title)), tuple(marked), decision)
    return claim_basis(delivery, ClaimPoint.VERSION, None, today)


def day(number: int) -> date:
    return FIRST + timedelta(days=28 * (number - 1))


# Aspire


@pytest.mark.parametrize("title", ["Aspire", "Aspire 2.0"])
@pytest.mark.parametrize("codes", ["PPPPP", "PLMPA", "APPPP", "PPPP.", "PPEPP"])
def test_aspire_completes_with_four_modules_and_a_project_and_is_claimable_then(
    title: str, codes: str
) -> None:
    assert judge(title, codes, PASS) == Completion(True, DECIDED, ())
    assert claimed(title, codes, PASS) == DECIDED


@pytest.mark.parametrize("key", ["merit", "pass", "pass-with-amendments"])
def test_every_outcome_but_refer_completes(key: str) -> None:
    assert judge("Aspire", "PPPPP", Decision(key, key, DECIDED)).complete
    assert not judge("Aspire", "PPPPP", REFER).complete


@pytest.mark.parametrize(
    ("codes", "decision", "reasons"),
    [
        ("PPPAA", PASS, ("Attended 3 of 5 sessions; 4 are needed.",)),
        ("PPPP.", None, ("The project has no outcome yet.",)),
        ("PPPPP", REFER, ("The project outcome is Refer.",)),
        ("PPPPP", Decision("pass", "Pass", None), ("The day of the project outcome is missing.",)),
        (
            "PPPPP",
            Decision("pass", "Pass", AFTER + timedelta(days=1)),
            ("The project outcome is dated after today.",),
        ),
        ("PPPPP", Decision("", "", DECIDED), ("The project has no outcome yet.",)),
        (
            "PPPA.",
            REFER,
            (
                "Attended 3 of 5 sessions; 4 are needed.",
                "Module 5 is not marked yet.",
                "The project outcome is Refer.",
            ),
        ),
        ("NPPPA", PASS, ("Attended 3 of 4 sessions; 4 are needed.",)),
        ("NNNNA", PASS, ("Attended 0 of 1 session; 1 is needed.",)),
    ],
)
def test_what_stands_in_the_way_is_said_in_words(
    codes: str, decision: Decision | None, reasons: tuple[str, ...]
) -> None:
    assert judge("Aspire", codes, decision) == Completion(False, None, reasons)
    assert claimed("Aspire", codes, decision) is None


def test_sessions_to_come_are_told_from_those_not_marked() -> None:
    assert judge("Aspire", "P..", PASS, today=day(3)).reasons == (
        "Attended 1 of 5 sessions; 4 are needed.",
        "Digital technologies in HR/OD is not marked yet.",
        "Module 3 is not marked yet.",
        "2 sessions are still to come.",
        "The project outcome is dated after today.",
    )
    assert judge("Inspire OD", "PP", today=day(2)).reasons[-1] == "1 session is still to come."


def test_what_can_no_longer_be_reached_is_said() -> None:
    reasons = judge("Aspire", "AAP", PASS, today=day(3)).reasons
    assert "It can no longer be reached with the sessions to come." in reasons


def test_the_last_condition_met_dates_the_completion() -> None:
    early = Decision("pass", "Pass", FIRST)
    assert judge("Aspire", "PPPPP", early).met_on == day(4)
    assert judge("Aspire", "PAPPP", early).met_on == day(5)
    assert judge("Aspire", "PPPPP", PASS).met_on == DECIDED


def test_a_session_made_up_later_dates_the_completion() -> None:
    late = date(2027, 3, 30)
    done = completion(rules("Aspire"), sessions("Aspire"), marks("PPPMA", late), PASS, AFTER)
    assert done.met_on == late
    assert judge("Aspire", "PPPMA", PASS).met_on == DECIDED


def test_sessions_that_are_not_in_the_diary_lower_nothing() -> None:
    two = sessions("Aspire")[:2]
    assert not completion(rules("Aspire"), two, marks("PP"), PASS, AFTER).complete


def test_not_required_lets_a_late_joiner_complete() -> None:
    assert judge("Aspire", "NPPPP", PASS).complete
    assert judge("Aspire", "NNPPP", PASS).complete
    assert not judge("Aspire", "NNNNN", PASS).complete


# Inspire OD


def test_inspire_od_completes_with_all_three_sessions() -> None:
    assert judge("Inspire OD", "PLP") == Completion(True, day(3), ())
    assert judge("Inspire OD", "PPA").reasons == ("Attended 2 of 3 sessions; 3 are needed.",)


def test_inspire_od_is_claimable_once_both_workshop_days_are_attended() -> None:
    assert claimed("Inspire OD", "PP.", today=day(2)) == day(2)
    assert claimed("Inspire OD", "PPA") == day(2)
    assert claimed("Inspire OD", "PAP") is None
    assert claimed("Inspire OD", "P.P") is None
    assert claimed("Inspire OD", "PP.", today=day(1)) is None


def test_a_claim_session_not_required_or_missing_is_never_claimed() -> None:
    assert claimed("Inspire OD", "NPP") is None
    assert claimed("Inspire OD", "NNP") is None
    nothing = Delivery(rules("Inspire OD"), (), (), None)
    assert claim_basis(nothing, ClaimPoint.VERSION, None, AFTER).met_on is None


def test_a_claim_made_up_after_the_period_falls_on_that_day() -> None:
    late = date(2026, 12, 3)
    assert proved("Inspire OD", marks("MP.", late)).met_on == late


def test_present_corrected_to_absent_is_no_longer_claimable() -> None:
    assert (claimed("Inspire OD", "PPP"), claimed("Inspire OD", "PAP")) == (day(2), None)


# CODE


def test_code_completes_nothing_and_claims_nothing() -> None:
    assert judge("CODE", "P" * 12) == Completion(
        False, None, ("This programme is not completed, so it has no certificate.",)
    )
    assert claimed("CODE", "P" * 12) is None
    assert not judge("CODE", "P" * 12, PASS, waived_on=FIRST).complete


# Waiver


def test_a_waiver_completes_and_is_never_claimed() -> None:
    waived = judge("Aspire", "PPPAA", PASS, waived_on=DECIDED)
    assert waived == Completion(True, DECIDED, (), waived=True)
    assert claimed("Aspire", "PPPAA", PASS) is None


def test_a_waiver_counts_only_from_its_day_and_only_where_it_is_needed() -> None:
    assert not judge("Aspire", "PPPAA", PASS, waived_on=AFTER + timedelta(days=1)).complete
    assert judge("Aspire", "PPPPP", PASS, waived_on=AFTER) == Completion(True, DECIDED, ())


# What always holds

titles = st.sampled_from(["Aspire", "Aspire 2.0", "Inspire OD", "CODE"])
codes_of_any = st.text(alphabet="PLFAEMN.", max_size=12)
days = st.dates(min_value=FIRST - timedelta(days=1), max_value=AFTER)
decisions = st.none() | st.builds(
    Decision,
    st.sampled_from(["", "merit", "pass", "pass-with-amendments", "refer", "unheard of"]),
    st.just("Title"),
    st.none() | days,
)


@given(titles, codes_of_any, decisions, days)
def test_complete_has_a_date_and_incomplete_has_reasons(
    title: str, codes: str, decision: Decision | None, today: date
) -> None:
    done = judge(title, codes, decision, today)
    assert done.complete == (done.met_on is not None) == (not done.reasons)
    assert all(reason.endswith(".") for reason in done.reasons)


@given(titles, codes_of_any, decisions, days)
def test_met_on_is_one_of_the_dates_and_not_after_today(
    title: str, codes: str, decision: Decision | None, today: date
) -> None:
    possible = {each.on for each in sessions(title)} | ({decision.decided_on} if decision else set())
    for met in (judge(title, codes, decision, today).met_on, claimed(title, codes, decision, today)):
        assert met is None or (met in possible and met <= today)


@given(titles, codes_of_any, st.integers(0, 11), decisions, days)
def test_attending_one_more_never_lowers_completion_or_claim(
    title: str, codes: str, at: int, decision: Decision | None, today: date
) -> None:
    padded = codes.ljust(12, ".")
    more = padded[:at] + "P" + padded[at + 1 :]
    assert judge(title, more, decision, today).complete >= judge(title, padded, decision, today).complete
    if claimed(title, padded, decision, today):
        assert claimed(title, more, decision, today)


@given(titles, codes_of_any, decisions, days, st.integers(0, 400))
def test_what_is_met_stays_met_on_the_same_day(
    title: str, codes: str, decision: Decision | None, today: date, later: int
) -> None:
    then = today + timedelta(days=later)
    for met, met_later in (
        (judge(title, codes, decision, today).met_on, judge(title, codes, decision, then).met_on),
        (claimed(title, codes, decision, today), claimed(title, codes, decision, then)),
    ):
        assert met is None or met == met_later


@given(codes_of_any, days)
def test_enough_sessions_are_met_exactly_where_no_reason_speaks_of_them(codes: str, today: date) -> None:
    met = sessions_met_on(rules("Inspire OD"), sessions("Inspire OD"), marks(codes), today)
    assert met == judge("Inspire OD", codes, None, today).met_on


def test_completion_by_project_alone_is_dated_by_its_outcome() -> None:
    only = Rules(0, True, False, ClaimRule.COMPLETION, frozenset("P"), frozenset({"pass"}))
    assert completion(only, [], [], PASS, AFTER).met_on == DECIDED


def test_times_of_day_play_no_part() -> None:
    late = [
        SessionRow(each.id, each.cohort_id, 1, each.title, each.on, time(23), time(23, 59), True, 59, True)
        for each in sessions("Inspire OD")
    ]
    assert completion(rules("Inspire OD"), late, marks("PPP"), None, day(3)).met_on == day(3)

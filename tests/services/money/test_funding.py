"""Agreements and pools: the cap holds whoever asks at once, and the five figures always add up to it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from any_question import any_question
from funded_office import Q1, Q2, Q3, UNIT, YEAR, FundedOffice, Held, add_aspire
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aspire_desktop.domain.money.agreements import AgreementTerms
from aspire_desktop.domain.money.claims import SHARES, PlaceState
from aspire_desktop.domain.money.figures import differences, net
from aspire_desktop.domain.money.funding import ClaimPoint
from aspire_desktop.domain.office.errors import Refused, RuleBroken
from aspire_desktop.domain.office.values import AgreementId, CohortId, Period
from aspire_desktop.services.money.funding import AddAgreement, ChangeAgreement, RemoveAgreement
from aspire_desktop.services.money.returns import workbook_of
from aspire_desktop.storage.lookups.money.caps import claimed_before, taken_of
from aspire_desktop.storage.lookups.money.funding import agreement_rows, pool_places
from aspire_desktop.storage.lookups.money.returns import changes_since

DAYS = (date(2026, 9, 24), date(2026, 9, 25), date(2026, 11, 5))


def change(funded: FundedOffice, id: AgreementId) -> ChangeAgreement:
    """The change that changes nothing."""
    [row] = [row for row in funded.office.ask(agreement_rows, funded.today) if row.id == id]
    covers = ((funded.programme, None),)
    return ChangeAgreement(id, row.reference, covers, row.places, row.unit, row.begins, row.ends)


def test_agreements_are_listed_with_their_open_period(funded: FundedOffice) -> None:
    id = funded.agreement(cap=7)
    [row] = funded.office.ask(agreement_rows, funded.today)
    assert (row.funder, row.covers) == ("Local Government Association", ("Inspire OD",))
    assert (row.places, row.unit, row.period) == (7, UNIT, Q1)
    funded.submit(id, Q2)
    assert funded.office.ask(agreement_rows, funded.today)[0].period == Q3
    funded.submit(id, Q3)
    assert funded.office.ask(agreement_rows, funded.today)[0].period is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reference": "lga/od/1"}, "There is an agreement LGA/OD/1 already"),
        ({"reference": " "}, "needs a reference"),
        ({"covers": ()}, "needs a programme"),
        ({"places": 0}, "at least one place"),
        ({"unit": Decimal("1.005")}, "whole pence"),
        ({"unit": Decimal("-1.00")}, "not below"),
        ({"ends": date(2020, 1, 1)}, "cannot end"),
        ({"period_months": 0}, "at least one month"),
        ({"period_months": 2**70}, "at most 120"),
        ({"places": 2**70}, "Places of an agreement: at most 1,000,000"),
        ({"unit": Decimal(10) ** 20}, "The price of a place: at most £1,000,000"),
        ({"unit": Decimal("NaN")}, "The price of a place: at most"),
        ({"terms": AgreementTerms(amount_cap=Decimal(10) ** 40)}, "The cap in pounds: at most"),
        ({"terms": AgreementTerms(amount_cap=Decimal("NaN"))}, "The cap in pounds: at most"),
        ({"terms": AgreementTerms(organisation_cap=2**70)}, "Places for one organisation: at most"),
        (
            {"terms": AgreementTerms(claim_point=ClaimPoint.SESSIONS, sessions_needed=2**70)},
            "Sessions needed for a claim: at most",
        ),
    ],
)
def test_agreements_that_pay_for_nothing(
    funded: FundedOffice, changed: dict[str, object], words: str
) -> None:
    funded.agreement()
    covers = ((funded.programme, None),)
    wanted = AddAgreement("LGA/OD/2", funded.funder, covers, 5, UNIT, YEAR.begins, YEAR.ends)
    with pytest.raises(Refused, match=words):
        funded.office.do(replace(wanted, **changed))  # type: ignore[arg-type]  # each value fits its field


def test_a_cap_never_falls_below_what_is_used(funded: FundedOffice) -> None:
    id, cohort = funded.agreement(cap=3), funded.cohort(*DAYS)
    held = [funded.enrol(id, cohort) for _ in range(2)]
    same = change(funded, id)
    with pytest.raises(Refused, match="has 2 places taken, so it cannot have only 1"):
        funded.office.do(replace(same, places=1))
    funded.office.do(replace(same, places=2, reference="LGA letter 7"))
    assert funded.pool(id).reference == "LGA letter 7"
    for each in held:
        funded.mark(each, "PP")
    funded.submit(id, Q2)
    funded.leave(held[0], funded.today)
    with pytest.raises(Refused, match="has 2 places claimed, so it cannot have only 1"):
        funded.office.do(replace(change(funded, id), places=1))


def test_what_a_submitted_return_rests_on_stays(funded: FundedOffice) -> None:
    id = funded.agreement()
    funded.enrol(id, funded.cohort(*DAYS))
    funded.submit(id, Q2)
    same = change(funded, id)
    with pytest.raises(Refused, match=r"was submitted at £350\.00 a place"):
        funded.office.do(replace(same, unit=Decimal("300.00")))
    with pytest.raises(Refused, match="must hold it"):
        funded.office.do(replace(same, begins=date(2026, 7, 2)))
    with funded.writing() as work:
        aspire, *_ = add_aspire(work)
    with pytest.raises(Refused, match="taken for Inspire OD, so it must go on paying"):
        funded.office.do(replace(same, covers=((aspire, None),)))
    funded.office.do(replace(same, ends=date(2027, 9, 30), covers=((funded.programme, funded.version),)))
    with pytest.raises(Refused, match="has been used"):
        funded.office.do(RemoveAgreement(id))


def test_a_reference_that_returns_bear_is_given_to_no_other(funded: FundedOffice) -> None:
    id = funded.agreement()
    funded.submit(id, Q2)
    funded.office.do(replace(change(funded, id), reference="LGA letter 7"))
    covers = ((funded.programme, None),)
    same = AddAgreement("LGA/OD/1", funded.funder, covers, 5, UNIT, YEAR.begins, YEAR.ends)
    with pytest.raises(
        RuleBroken, match="Return LGA/OD/1-R1 of another agreement bears the reference LGA/OD/1"
    ):
        funded.office.do(same)
    funded.office.do(replace(same, reference="LGA/OD"))
    funded.office.do(replace(change(funded, id), reference="LGA/OD/1"))


def test_an_agreement_never_used_can_go(funded: FundedOffice) -> None:
    id = funded.agreement()
    funded.office.do(RemoveAgreement(id))
    assert funded.office.ask(agreement_rows, funded.today) == []
    funded.office.undo()
    assert [row.covers for row in funded.office.ask(agreement_rows, funded.today)] == [("Inspire OD",)]


def test_place_101_of_100_is_refused(funded: FundedOffice) -> None:
    id, cohort = funded.agreement(cap=100), funded.cohort(*DAYS)
    with funded.writing() as work:
        for number in range(100):
            funded.take(work, id, cohort, funded.add_person(work, f"Person {number}"))
    with pytest.raises(RuleBroken, match="LGA/OD/1 has 100 of 100 places taken: none is free"):
        funded.enrol(id, cohort, "Priya")
    assert funded.figures(id) == (0, 100, 0, 0, 0)


def test_a_released_place_is_free_again_though_still_claimed(funded: FundedOffice) -> None:
    id, cohort = funded.agreement(cap=1), funded.cohort(*DAYS)
    held = funded.enrol(id, cohort)
    funded.mark(held, "PP")
    funded.submit(id, Q2)
    funded.leave(held, funded.today)
    assert funded.figures(id) == (1, 0, 0, -1, 1)
    second = funded.enrol(id, cohort)
    assert funded.figures(id) == (0, 1, 0, -1, 1)
    assert [place.label for place in funded.office.ask(pool_places, id, funded.today)] == [
        "L-0001",
        "L-0002",
    ]
    funded.mark(second, "PP")
    assert funded.figures(id) == (0, 0, 0, 0, 1)
    facts = funded.draft(id, Q3)
    assert (len(facts.lines), len(facts.adjustments), differences(facts)) == (1, 1, ())
    funded.submit(id, Q3)
    assert funded.figures(id) == (0, 0, 0, 0, 1)


def test_one_person_has_one_place_of_an_agreement(funded: FundedOffice) -> None:
    id = funded.agreement()
    held = funded.enrol(id, funded.cohort(*DAYS), "Priya")
    other = funded.cohort(*DAYS)
    with (
        pytest.raises(RuleBroken, match="Priya Ash has a place of agreement LGA/OD/1 for Inspire OD already"),
        funded.writing() as work,
    ):
        funded.take(work, id, other, held.person)
    second = funded.agreement()
    with funded.writing() as work:
        funded.take(work, second, other, held.person)


WORDS = ["enrol", "mark", "mark", "mark", "leave", "stay off", "return", "return", "submit", "submit"]
MOVES = st.lists(
    st.tuples(st.sampled_from(WORDS), st.integers(0, 2), st.sampled_from(["PP", "LM", "PA", "P."])),
    min_size=6,
    max_size=14,
)
CAP = 4


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_the_pool_adds_up_whatever_happens(funded: FundedOffice, moves: list[tuple[str, int, str]]) -> None:
    """After every move figures, places and draft agree, and nothing submitted has changed."""
    funded.go_to(date(2026, 7, 5))
    year = Year(funded)
    for move, number, codes in moves:
        year.make(move, number, codes)
        year.check()


class Year:
    """A year of one agreement over three cohorts, as chance would have it."""

    def __init__(self, funded: FundedOffice) -> None:
        self.funded, self.id = funded, funded.agreement(CAP)
        self.cohorts = [
            funded.cohort(first, first + timedelta(days=1), first + timedelta(days=40))
            for first in (date(2026, 6, 10), date(2026, 6, 29), date(2026, 8, 3))
        ]
        self.on: list[Held] = []
        self.off: list[Held] = []
        self.sent: dict[Period, bytes] = {}
        for cohort in self.cohorts:
            self._enrol(cohort)
            funded.mark(self.on[-1], "PP")
        self._submit()

    def make(self, move: str, number: int, codes: str) -> None:
        """Make a move, where it can be made at all."""
        funded = self.funded
        if move == "enrol":
            self._enrol(self.cohorts[number % 3])
        elif move == "submit":
            self._submit()
        elif move == "return" and self.off:
            self._come_back(self.off.pop(number % len(self.off)))
        elif move == "mark" and self.on:
            funded.mark(self.on[number % len(self.on)], codes)
        elif move in ("leave", "stay off") and self.on:
            held = self.on.pop(number % len(self.on))
            funded.leave(held, funded.today, release=move == "leave")
            self.off.append(held)

    def check(self) -> None:
        funded, pool = self.funded, self.funded.pool(self.id)
        figures = funded.figures(self.id)
        taken = funded.office.ask(any_question(taken_of), self.id)
        claimed = funded.office.ask(any_question(claimed_before), self.id).places
        states = funded.states(self.id)
        assert sum(figures) == CAP
        assert (pool.free, pool.claimed) == (CAP - taken, claimed)
        assert min(pool.free, pool.committed, pool.claimable, pool.claimed) >= 0
        assert pool.committed == sum(SHARES[state].committed for state in states.values())
        self._check_draft(pool.in_return)
        for period, content in self.sent.items():
            assert funded.office.ask(workbook_of, self.id, period, funded.office.moment) == content
        since = funded.office.ask(changes_since, funded.today, self.id)
        given_back = [state for state in states.values() if state in GIVEN_BACK]
        assert len([each for each in since if each.change == -1]) == len(given_back)

    def _check_draft(self, in_return: int) -> None:
        [row] = [
            row for row in self.funded.office.ask(agreement_rows, self.funded.today) if row.id == self.id
        ]
        if row.period is None:
            assert in_return <= 0
            return
        facts = self.funded.draft(self.id, row.period)
        assert (net(facts).places, differences(facts)) == (in_return, ())
        assert [check for check in facts.checks[:-1] if not check.passed] == []

    def _enrol(self, cohort: CohortId) -> None:
        if self.funded.pool(self.id).free:
            self.on.append(self.funded.enrol(self.id, cohort))
        else:
            with pytest.raises(RuleBroken, match=f"{CAP} of {CAP} places taken"):
                self.funded.enrol(self.id, cohort)

    def _come_back(self, held: Held) -> None:
        try:
            self.on.append(self.funded.come_back(held, self.id))
        except RuleBroken:
            assert self.funded.pool(self.id).free == 0
            self.off.append(held)

    def _submit(self) -> None:
        """Submit the open return; where none is open, wait for the next quarter first."""
        funded = self.funded
        [row] = [row for row in funded.office.ask(agreement_rows, funded.today) if row.id == self.id]
        if row.period is None:
            funded.go_to(min(max(self.sent).ends + timedelta(days=1), YEAR.ends))
            return
        before = funded.pool(self.id)
        funded.submit(self.id, row.period)
        self.sent[row.period] = funded.office.ask(workbook_of, self.id, row.period, funded.office.moment)
        assert funded.pool(self.id).claimed == before.claimed + before.in_return


GIVEN_BACK = frozenset({PlaceState.TAKEN_BACK, PlaceState.GIVEN_UP})

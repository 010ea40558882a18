"""Rules of what comes after a return: dates in order, results, status, and money that adds up."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.money.funding import LineKind, ReturnStatus
from aspire_desktop.domain.money.remittances import NOTHING, Payable, check_share, check_total, spread
from aspire_desktop.domain.money.settlements import (
    Dated,
    QueriedLine,
    QueryResult,
    check_order,
    check_queried,
    check_result,
    return_status,
)
from aspire_desktop.domain.office.attached_files import AttachedFile, check_files
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import ReturnLineId

TODAY = date(2026, 10, 8)
MONEY = st.integers(-500_000, 500_000).map(lambda pence: Decimal(pence).scaleb(-2))
LINE = QueriedLine(
    line_id=ReturnLineId(1),
    reference="LGA/1-R1",
    number=3,
    kind=LineKind.CLAIM,
    amount=Decimal("350.00"),
    submitted_on=TODAY,
    stands=True,
    claimed=True,
    corrected=False,
)


@given(st.lists(st.integers(-30, 30).map(lambda days: TODAY + timedelta(days=days)), max_size=4))
def test_dates_pass_exactly_when_they_are_over_and_in_order(days: list[date]) -> None:
    steps = [Dated(f"step {number}", day) for number, day in enumerate(days)]
    if days == sorted(days) and all(day <= TODAY for day in days):
        check_order(TODAY, *steps)
    else:
        with pytest.raises(RuleBroken):
            check_order(TODAY, *steps)


@given(MONEY, st.lists(MONEY, max_size=8))
def test_an_offered_spread_is_always_one_that_can_be_recorded(
    amount: Decimal, outstanding: list[Decimal]
) -> None:
    shares = spread(amount, outstanding)
    if amount:
        check_total(amount, shares)
    for owed, share in zip(outstanding, shares, strict=True):
        assert min(owed, NOTHING) <= share <= max(owed, NOTHING)
        if share:
            check_share(Payable("LGA/1-R1", owed, NOTHING), share)


@given(MONEY.filter(bool), st.lists(MONEY.filter(bool), max_size=12))
def test_a_return_is_never_paid_past_its_net_amount(net: Decimal, shares: list[Decimal]) -> None:
    payable = Payable("LGA/1-R1", net, NOTHING)
    for share in shares:
        try:
            check_share(payable, share)
        except RuleBroken:
            continue
        payable = replace(payable, paid=payable.paid + share)
    assert min(net, NOTHING) <= payable.paid <= max(net, NOTHING)
    assert payable.paid + payable.outstanding == net


def test_what_a_return_takes_back_is_deducted_first() -> None:
    owed = [Decimal("700.00"), Decimal("-350.00"), Decimal("350.00")]
    assert spread(Decimal("700.00"), owed) == owed
    assert spread(Decimal("500.00"), owed) == [Decimal("700.00"), Decimal("-350.00"), Decimal("150.00")]
    assert spread(Decimal("-100.00"), owed) == [NOTHING, Decimal("-100.00"), NOTHING]


def test_one_that_a_revision_lowered_may_get_money_taken_back() -> None:
    overpaid = Payable("LGA/1-R1", Decimal("350.00"), Decimal("700.00"))
    check_share(overpaid, Decimal("-350.00"))
    for share in ("0.01", "-700.01", "0.00", "-0.001"):
        with pytest.raises(RuleBroken):
            check_share(overpaid, Decimal(share))


def test_shares_come_to_no_more_than_the_payment() -> None:
    check_total(Decimal("350.00"), [Decimal("350.00")])
    check_total(Decimal("-350.00"), [Decimal("-350.00")])
    for amount, share in (("350.00", "350.01"), ("-350.00", "-350.01"), ("0.00", "0.00"), ("1.005", "1")):
        with pytest.raises(RuleBroken):
            check_total(Decimal(amount), [Decimal(share)])


@given(st.booleans(), st.booleans(), st.booleans(), MONEY, st.sampled_from((0, 0.5, 1)).map(Decimal))
def test_status_says_the_most_urgent_thing(
    revised: bool, queried: bool, accepted: bool, net: Decimal, part: Decimal
) -> None:
    status = return_status(revised=revised, queried=queried, accepted=accepted, net=net, paid=net * part)
    if revised:
        assert status is ReturnStatus.REVISED
    elif queried:
        assert status is ReturnStatus.QUERIED
    elif net and part:
        assert status is (ReturnStatus.PAID if part == 1 else ReturnStatus.PART_PAID)
    else:
        assert status is (ReturnStatus.ACCEPTED if accepted else ReturnStatus.SUBMITTED)


def test_queries_are_about_claims_of_returns_that_stand() -> None:
    check_queried(LINE)
    with pytest.raises(RuleBroken, match="is an adjustment"):
        check_queried(replace(LINE, kind=LineKind.ADJUSTMENT))
    with pytest.raises(RuleBroken, match="was restated"):
        check_queried(replace(LINE, stands=False))


@pytest.mark.parametrize("amount", [None, "0.00", "-350.01", "-1.005"])
def test_an_adjusted_line_needs_an_amount_within_it(amount: str | None) -> None:
    with pytest.raises(RuleBroken):
        check_result(LINE, QueryResult.ADJUSTED, Decimal(amount) if amount else None)


def test_results_that_no_return_could_carry_are_refused() -> None:
    check_result(LINE, QueryResult.ADJUSTED, Decimal("-350.00"))
    gone = replace(LINE, claimed=False)
    check_result(gone, QueryResult.STANDS, None)
    with pytest.raises(RuleBroken, match="No return claims line 3 of LGA/1-R1 any more"):
        check_result(gone, QueryResult.REFUSED, None)
    with pytest.raises(RuleBroken, match="changed by another query"):
        check_result(replace(LINE, corrected=True), QueryResult.ADJUSTED, Decimal("-1.00"))
    with pytest.raises(RuleBroken, match="“stands” changes no amount"):
        check_result(LINE, QueryResult.STANDS, Decimal("-1.00"))


def test_files_are_there_and_have_names_of_their_own() -> None:
    check_files([AttachedFile("a.pdf", b"1"), AttachedFile("b.pdf", b"1")])
    for files in ([AttachedFile("a.pdf", b"")], [AttachedFile("a.pdf", b"1"), AttachedFile("a.pdf", b"2")]):
        with pytest.raises(RuleBroken):
            check_files(files)

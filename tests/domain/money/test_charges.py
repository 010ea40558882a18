from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.money.charges import (
    Booked,
    Charged,
    ChargeFacts,
    ChargeKind,
    ChargeState,
    Price,
    PriceRow,
    Sums,
    VatTerms,
    charge_state,
    charge_warning,
    check_percent,
    check_price,
    dues,
    price_on,
    still_owed,
    taxed,
    total,
)
from aspire_desktop.domain.money.funding import Vat
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import EnrolmentId, PriceId, VersionId, to_pence
from aspire_desktop.domain.programmes.enrolments import HOLDS_A_PLACE, Funding, Status

FIRST = date(2026, 9, 9)
VERSION = VersionId(1)
PENCE = st.decimals(Decimal(0), Decimal(9999), places=2)
PERCENTS = st.decimals(Decimal(0), Decimal(100), places=2)
BOOKED = Booked(
    version_id=VERSION,
    funding=Funding.COUNCIL,
    status=Status.CONFIRMED,
    first_on=FIRST,
    member=True,
    withdrawal_noted_on=None,
    cancelled=False,
)


def price(
    amount: str = "495.00",
    since: date = date(2026, 4, 1),
    kind: ChargeKind = ChargeKind.PLACE,
    *,
    member: bool = True,
    within: int | None = None,
) -> PriceRow:
    return PriceRow(
        PriceId(1), VERSION, "Inspire OD", kind, member, Decimal(amount), Vat.STANDARD, since, within
    )


def kinds(booked: Booked, prices: Sequence[PriceRow] = ()) -> list[ChargeKind]:
    return [due.kind for due in dues(booked, prices)]


@given(st.lists(st.tuples(PENCE, st.sampled_from(Vat))), PERCENTS)
def test_the_total_is_the_sum_of_lines_rounded_one_by_one(
    lines: list[tuple[Decimal, Vat]], percent: Decimal
) -> None:
    taxes = [taxed(net, vat, percent) for net, vat in lines]
    for (net, vat), sums in zip(lines, taxes, strict=True):
        assert sums.vat == to_pence(sums.vat)
        exact = net * percent / 100 if vat is Vat.STANDARD else Decimal(0)
        assert abs(sums.vat - exact) <= Decimal("0.005")
        assert sums.gross == net + sums.vat
    whole = sum(taxes, Sums())
    assert whole.gross == sum(each.gross for each in taxes) == whole.net + whole.vat
    assert whole + -whole == Sums()


def test_half_a_penny_of_vat_is_rounded_up() -> None:
    assert taxed(Decimal("0.13"), Vat.STANDARD, Decimal("19.23")) == Sums(Decimal("0.13"), Decimal("0.02"))
    assert taxed(Decimal("10.13"), Vat.STANDARD, Decimal(50)).vat == Decimal("5.07")


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.booleans(), st.sampled_from(ChargeKind)), unique=True, max_size=12
    ),
    st.integers(0, 45),
    st.booleans(),
    st.sampled_from(ChargeKind),
)
def test_the_newest_price_holds(
    known: list[tuple[int, bool, ChargeKind]], day: int, member: bool, kind: ChargeKind
) -> None:
    begin = date(2026, 1, 1)
    prices = [
        price(str(number), begin + timedelta(days=since), of, member=theirs)
        for number, (since, theirs, of) in enumerate(known)
    ]
    holding = price_on(prices, VERSION, kind, member=member, day=begin + timedelta(days=day))
    begun = [since for since, theirs, of in known if theirs is member and of is kind and since <= day]
    if holding is None:
        assert not begun
    else:
        assert (holding.since - begin).days == max(begun)
        assert (holding.member, holding.kind) == (member, kind)
    assert price_on(prices, VersionId(2), kind, member=member, day=date(2030, 1, 1)) is None


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("funding", [*Funding, None])
def test_a_council_pays_for_places_that_somebody_took_up(status: Status, funding: Funding | None) -> None:
    due = ChargeKind.PLACE in kinds(replace(BOOKED, status=status, funding=funding))
    assert due is (funding is Funding.COUNCIL and status in HOLDS_A_PLACE and status is not Status.OFFERED)


def test_a_place_is_due_before_it_has_a_price_and_a_no_show_only_with_one() -> None:
    [place] = dues(BOOKED, ())
    assert place.price is None
    absent = replace(BOOKED, funding=Funding.LGA, status=Status.NO_SHOW)
    assert kinds(absent) == []
    fee = price("60.00", kind=ChargeKind.NO_SHOW)
    assert [(due.kind, due.price) for due in dues(absent, (fee,))] == [(ChargeKind.NO_SHOW, fee)]
    assert kinds(absent, (replace(fee, member=False),)) == []


@pytest.mark.parametrize(("days", "late"), [(15, False), (14, True), (0, True), (-3, True)])
def test_a_withdrawal_is_late_within_so_many_days(days: int, late: bool) -> None:
    fee = price("100.00", kind=ChargeKind.LATE_WITHDRAWAL, within=14)
    left = replace(BOOKED, status=Status.WITHDRAWN, withdrawal_noted_on=FIRST - timedelta(days=days))
    assert (kinds(left, (fee,)) == [ChargeKind.LATE_WITHDRAWAL]) is late
    assert kinds(replace(left, withdrawal_noted_on=None), (fee,)) == []


@pytest.mark.parametrize("change", [{"cancelled": True}, {"first_on": None}])
def test_nothing_is_due_for_a_cohort_that_is_cancelled_or_has_no_day(change: dict[str, bool | None]) -> None:
    booked = Booked(**{**vars(BOOKED), "status": Status.NO_SHOW, **change})
    fee = price("60.00", kind=ChargeKind.NO_SHOW)
    assert kinds(booked, (price(), fee)) == []


NINE = Sums(Decimal(9))


def facts(state: ChargeState, po_number: str = "PO 7", sums: Sums | None = NINE) -> ChargeFacts:
    charged = Charged(EnrolmentId(1), ChargeKind.PLACE)
    return ChargeFacts(None, charged, state, FIRST, sums, Vat.STANDARD, po_number)


def test_only_what_was_credited_is_owed_again() -> None:
    assert still_owed((), ChargeKind.PLACE)
    for state in (ChargeState.RAISED, ChargeState.INVOICED, ChargeState.WAIVED):
        assert not still_owed([facts(ChargeState.CREDITED), facts(state)], ChargeKind.PLACE)
        assert still_owed([facts(state)], ChargeKind.NO_SHOW)
    assert still_owed([facts(ChargeState.CREDITED)], ChargeKind.PLACE)


def test_totals_leave_out_what_nobody_is_charged() -> None:
    assert total(facts(state) for state in ChargeState) == Sums(Decimal(18))
    assert total([facts(ChargeState.RAISED, sums=None)]) == Sums()


def test_what_somebody_should_look_at() -> None:
    assert charge_warning(facts(ChargeState.RAISED), BOOKED) == ""
    assert charge_warning(facts(ChargeState.DUE, ""), BOOKED) == "No PO number"
    assert charge_warning(facts(ChargeState.WAIVED, ""), BOOKED) == ""
    assert charge_warning(facts(ChargeState.DUE, sums=None), BOOKED) == "No price is set"
    subsidised = replace(BOOKED, funding=Funding.LGA)
    assert charge_warning(facts(ChargeState.INVOICED), subsidised) == "Not due any more: credit the invoice"
    assert charge_warning(facts(ChargeState.RAISED), subsidised) == "Not due any more: waive it"


def test_dates_say_where_a_charge_stands() -> None:
    assert charge_state(None, None, None) is ChargeState.RAISED
    assert charge_state(FIRST, None, None) is ChargeState.INVOICED
    assert charge_state(None, FIRST, None) is ChargeState.WAIVED
    assert charge_state(FIRST, None, FIRST) is ChargeState.CREDITED


@pytest.mark.parametrize("percent", ["-1", "100.01", "NaN", "17.555"])
def test_a_rate_of_vat_is_a_percentage(percent: str) -> None:
    check_percent(Decimal("17.5"))
    with pytest.raises(RuleBroken, match="between 0 and 100"):
        check_percent(Decimal(percent))


@pytest.mark.parametrize(
    ("amount", "kind", "within", "why"),
    [
        ("-1", ChargeKind.PLACE, None, "whole pence"),
        ("1.005", ChargeKind.PLACE, None, "whole pence"),
        ("1", ChargeKind.LATE_WITHDRAWAL, None, "how many days"),
        ("1", ChargeKind.NO_SHOW, 3, "Only a late withdrawal"),
    ],
)
def test_a_price_that_cannot_be_charged_is_refused(
    amount: str, kind: ChargeKind, within: int | None, why: str
) -> None:
    with pytest.raises(RuleBroken, match=why):
        check_price(Price(VERSION, kind, True, Decimal(amount), Vat.ZERO, FIRST, within))


def test_the_finance_system_has_its_own_codes() -> None:
    terms = VatTerms(Decimal(20), "T9", "T2", "", "T1")
    assert [terms.code(vat) for vat in Vat] == ["T9", "T2", "zero rate", "T1"]

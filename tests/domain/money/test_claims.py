"""Periods tile an agreement, and the five figures of a pool add up to its cap."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.money.claims import (
    SHARES,
    AgreementRow,
    PlaceState,
    Since,
    Terms,
    check_period,
    falls_in,
    open_period,
    periods_waiting,
    place_state,
    pool_of,
    runs_first,
)
from aspire_desktop.domain.office.values import AgreementId, Period, PlaceId, place_label

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def terms(begins: date, ends: date, months: int, submitted: tuple[Period, ...] = ()) -> Terms:
    return Terms(AgreementId(1), "LGA", 100, Decimal("350.00"), Period(begins, ends), months, submitted)


@given(begins=DAYS, length=st.integers(0, 900), months=st.integers(1, 13))
def test_periods_submitted_one_after_another_tile_the_agreement(
    begins: date, length: int, months: int
) -> None:
    ends = begins + timedelta(days=length)
    submitted: tuple[Period, ...] = ()
    while period := open_period(terms(begins, ends, months, submitted), ends):
        assert period.begins == (submitted[-1].ends + timedelta(days=1) if submitted else begins)
        submitted += (period,)
    assert submitted[-1].ends == ends


@given(begins=DAYS, days=st.lists(st.integers(-40, 364), min_size=1), known=st.integers(0, 12))
def test_every_claim_falls_in_one_return(begins: date, days: list[int], known: int) -> None:
    """Claims that were known in time fall in their own period, the others in the first return after.

    What was met before the agreement began falls in the first that is open.
    """
    ends, claims = begins + timedelta(days=364), [begins + timedelta(days=day) for day in days]
    submitted: tuple[Period, ...] = ()
    taken: list[date] = []
    while period := open_period(terms(begins, ends, 1, submitted), ends):
        ready = [day for day in claims if day not in taken and len(submitted) >= known]
        now = [day for day in ready if falls_in(terms(begins, ends, 1, submitted), period, day)]
        assert all(day <= period.ends for day in now)
        assert not [day for day in ready if day <= period.ends and day not in now]
        taken += now
        submitted += (period,)
    assert sorted(taken) == (sorted(claims) if known < len(submitted) else [])


@given(
    begins=DAYS,
    days=st.lists(st.integers(0, 800), min_size=1, max_size=12),
    months=st.integers(1, 12),
    sent=st.lists(st.tuples(st.integers(0, 600), st.integers(0, 120)), max_size=5),
)
def test_every_claim_can_be_made_in_some_return(
    begins: date, days: list[int], months: int, sent: list[tuple[int, int]]
) -> None:
    """Whatever was submitted and left out: each claim is in the open return, or its period is offered."""
    ends, today = begins + timedelta(days=364), begins + timedelta(days=800)
    submitted: tuple[Period, ...] = ()
    for first, length in sent:
        period = Period(begins + timedelta(days=first), begins + timedelta(days=first + length))
        if all(period.ends < each.begins or each.ends < period.begins for each in submitted):
            submitted += (period,)
    agreed = terms(begins, ends, months, submitted)
    met, opened = [begins + timedelta(days=day) for day in days], open_period(agreed, today)
    waiting = periods_waiting(agreed, met, today)
    for period in waiting:
        check_period(agreed, period)
        assert any(period.holds(day) for day in met)
    for day in met:
        offered = [period for period in (*waiting, opened) if falls_in(agreed, period, day)]
        assert sum(period is not None and period.holds(day) for period in offered) <= 1
        assert offered or opened is None


def test_a_first_period_ahead_is_open_and_a_later_one_is_not() -> None:
    begins, ends = date(2026, 4, 1), date(2027, 3, 31)
    first = Period(begins, date(2026, 6, 30))
    assert open_period(terms(begins, ends, 3), date(2026, 1, 1)) == first
    assert open_period(terms(begins, ends, 3, (first,)), date(2026, 6, 30)) is None
    assert open_period(terms(begins, ends, 3, (first,)), date(2026, 7, 1)) == Period(
        date(2026, 7, 1), date(2026, 9, 30)
    )


@given(
    places=st.lists(st.tuples(st.booleans(), st.booleans(), st.none() | DAYS, st.booleans()), max_size=100)
)
def test_the_five_figures_add_up_to_the_cap(places: list[tuple[bool, bool, date | None, bool]]) -> None:
    states = [
        place_state(live=live, claimed=claimed, met_on=met_on, falls=falls)
        for live, claimed, met_on, falls in places
    ]
    pool = pool_of(
        terms(date(2026, 4, 1), date(2027, 3, 31), 3), [state for state in states if state is not None]
    )
    assert pool.free + pool.committed + pool.claimable + pool.in_return + pool.claimed == pool.cap
    assert pool.free == pool.cap - sum(live for live, *_ in places)
    assert pool.claimed == sum(claimed for _, claimed, *_ in places)


@pytest.mark.parametrize("state", PlaceState)
def test_only_a_released_place_takes_nothing(state: PlaceState) -> None:
    assert SHARES[state].taken == (0 if state is PlaceState.GIVEN_UP else 1)


def test_words() -> None:
    assert [str(Since(1, 1)), str(Since(2)), str(Since(0, 3)), str(Since())] == ["+1 −1", "+2", "−3", ""]
    assert place_label(PlaceId(29)) == "L-0029"


def test_periods_go_on_after_the_agreement_for_what_is_met_late() -> None:
    begins, ends = date(2026, 4, 1), date(2026, 6, 30)
    submitted = (Period(begins, ends),)
    assert open_period(terms(begins, ends, 3, submitted), date(2026, 7, 1)) == Period(
        date(2026, 7, 1), date(2026, 9, 30)
    )
    check_period(terms(begins, ends, 3, submitted), Period(date(2026, 7, 1), date(2026, 7, 31)))


def test_home_and_finance_open_with_the_same_agreement() -> None:
    """Of two that end on one day, that which stands first in the list; none of those that are over."""

    def agreement(id: int, begins: date, ends: date) -> AgreementRow:
        return AgreementRow(
            AgreementId(id), f"A/{id}", "LGA", (), 10, Decimal("350.00"), begins, ends, 3, None
        )

    april, march = date(2026, 4, 1), date(2027, 3, 31)
    later = agreement(1, april, date(2028, 3, 31))
    [first, second] = agreement(7, april, march), agreement(3, april, march)
    over = agreement(2, date(2025, 4, 1), date(2026, 3, 31))
    assert runs_first([later, first, second, over], date(2026, 10, 8)) is first
    assert runs_first([over], date(2026, 10, 8)) is None

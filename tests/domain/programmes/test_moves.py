"""Moving the rest of a schedule."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.office.working_days import is_working_day
from aspire_desktop.domain.programmes.moves import Shift, Unit, moved_days

DAYS = st.lists(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=8).map(sorted)
CLOSED = st.frozensets(st.dates(date(2026, 1, 1), date(2030, 12, 31)), max_size=30)
SHIFTS = st.builds(Shift, st.integers(-20, 20), st.sampled_from(Unit), st.booleans(), st.booleans())
BOXING_DAY = frozenset({date(2026, 12, 28)})


@given(DAYS, SHIFTS, CLOSED)
def test_sessions_stay_in_order_and_on_working_days(
    days: list[date], shift: Shift, closed: frozenset[date]
) -> None:
    moved = moved_days(days, shift, [closed] * len(days))
    assert len(moved) == len(days)
    for at, (was, now) in enumerate(zip(days, moved, strict=True)):
        assert not shift.skip or is_working_day(now, closed)
        if shift.keep_weekday and was.weekday() < 5:
            assert now.weekday() == was.weekday()
        if at:
            assert (now > moved[at - 1]) if was > days[at - 1] else (now >= moved[at - 1])


@pytest.mark.parametrize(
    ("shift", "expected"),
    [
        (Shift(1, Unit.WEEKS), date(2026, 12, 17)),
        (Shift(-1, Unit.WEEKS), date(2026, 12, 3)),
        (Shift(1, Unit.DAYS, keep_weekday=False), date(2026, 12, 11)),
        (Shift(2, Unit.DAYS, keep_weekday=False), date(2026, 12, 14)),
        (Shift(2, Unit.DAYS, skip=False, keep_weekday=False), date(2026, 12, 12)),
        (Shift(18, Unit.DAYS, keep_weekday=False), date(2026, 12, 29)),
        (Shift(2, Unit.MONTHS), date(2027, 2, 11)),
    ],
)
def test_a_thursday_moves(shift: Shift, expected: date) -> None:
    assert moved_days([date(2026, 12, 10)], shift, [BOXING_DAY]) == [expected]


def test_a_long_month_ends_in_a_short_one() -> None:
    shift = Shift(1, Unit.MONTHS, skip=False, keep_weekday=False)
    assert moved_days([date(2027, 1, 31)], shift, [frozenset()]) == [date(2027, 2, 28)]

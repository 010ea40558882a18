from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.office.working_days import (
    Nation,
    is_working_day,
    nation_of,
    working_days_after,
    working_days_before,
    working_days_between,
)

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
CLOSED = st.sets(st.dates(date(2020, 1, 1), date(2020, 3, 1)), max_size=20)


@given(day=DAYS, count=st.integers(1, 40), closed=CLOSED)
def test_as_many_working_days_lie_between(day: date, count: int, closed: set[date]) -> None:
    before = working_days_before(day, count, closed)
    assert is_working_day(before, closed)
    # the day itself is not one of them: they are counted up to the one before it
    assert working_days_between(before - timedelta(days=1), day - timedelta(days=1), closed) == count
    after = working_days_after(day, count, closed)
    assert is_working_day(after, closed)
    assert working_days_between(day, after, closed) == count


def test_no_working_day_at_all_is_the_day_itself() -> None:
    sunday = date(2026, 11, 1)
    assert working_days_before(sunday, 0, ()) == working_days_after(sunday, 0, ()) == sunday
    assert working_days_between(sunday, sunday, ()) == 0


@pytest.mark.parametrize(
    ("region", "nation"),
    [
        ("Wales", Nation.WALES),
        ("northern ireland", Nation.NORTHERN_IRELAND),
        ("West Midlands", Nation.ENGLAND),
        ("", Nation.ENGLAND),
    ],
)
def test_a_region_lies_in_a_nation(region: str, nation: Nation) -> None:
    assert nation_of(region) is nation

"""Working days: all but Saturdays, Sundays and the bank holidays of a nation."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from aspire_desktop.domain.office.values import fold

_DAY = timedelta(days=1)
_SATURDAY = 5


class Nation(StrEnum):
    """A part of the United Kingdom with bank holidays of its own."""

    ENGLAND = "England"
    WALES = "Wales"
    SCOTLAND = "Scotland"
    NORTHERN_IRELAND = "Northern Ireland"


def nation_of(region: str) -> Nation:
    """Give the nation that an organisation's region is, or lies in: those of England have no own holidays."""
    return next((nation for nation in Nation if fold(nation) == fold(region)), Nation.ENGLAND)


def is_working_day(day: date, closed: Collection[date]) -> bool:
    """Tell whether people work on a day; `closed` are the bank holidays."""
    return day.weekday() < _SATURDAY and day not in closed


def working_days_before(day: date, count: int, closed: Collection[date]) -> date:
    """Give the working day from which `count` working days are left before a day, itself not counted."""
    while count > 0:
        day -= _DAY
        count -= is_working_day(day, closed)
    return day


def working_days_after(day: date, count: int, closed: Collection[date]) -> date:
    """Give the working day that is `count` working days after a day, itself not counted."""
    while count > 0:
        day += _DAY
        count -= is_working_day(day, closed)
    return day


def working_days_between(day: date, until: date, closed: Collection[date]) -> int:
    """Count the working days after a day up to and with another one; nought where that is not later."""
    days = (day + _DAY * step for step in range(1, (until - day).days + 1))
    return sum(is_working_day(each, closed) for each in days)

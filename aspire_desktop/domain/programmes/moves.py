"""Moving the rest of a schedule: by days, weeks or months, to working days and in the same order."""

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from aspire_desktop.domain.office.working_days import is_working_day

_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)


class Unit(StrEnum):
    """By what a schedule is moved."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True)
class Shift:
    """How far a schedule is moved; `by` is below nought to an earlier day."""

    by: int
    unit: Unit
    skip: bool = True
    """Whether bank holidays and weekends are passed over."""
    keep_weekday: bool = True
    """Whether each session stays on its day of the week."""


def moved_days(days: Sequence[date], shift: Shift, closed: Sequence[Collection[date]]) -> list[date]:
    """Give the new day of each session, which come in their order; `closed` are the bank holidays of each.

    None of them comes to stand before, or on the same day as, one that it followed.
    """
    moved: list[date] = []
    for at, day in enumerate(days):
        weekday = day.weekday() if shift.keep_weekday and not (shift.skip and day.weekday() >= 5) else None
        wanted = _shifted(day, shift)
        follows = at > 0 and day > days[at - 1]
        while not (
            weekday in (None, wanted.weekday())
            and (not shift.skip or is_working_day(wanted, closed[at]))
            and (not follows or wanted > moved[-1])
            and (at == 0 or wanted >= moved[-1])
        ):
            wanted += _WEEK if wanted.weekday() == weekday else _DAY
        moved.append(wanted)
    return moved


def _shifted(day: date, shift: Shift) -> date:
    if shift.unit is not Unit.MONTHS:
        return day + shift.by * (_DAY if shift.unit is Unit.DAYS else _WEEK)
    months = day.year * 12 + day.month - 1 + shift.by
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))

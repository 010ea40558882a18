"""Dates that may be written month first: one that can only be so makes every doubtful one a question."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from aspire_desktop.domain.intake.cells import Cell, Sheet, as_date, as_text
from aspire_desktop.domain.office.errors import NotUnderstood
from aspire_desktop.domain.office.values import long_date

_NUMBERS = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})\s*(?:00:00(?::00)?)?")


def holds_month_first(sheet: Sheet) -> bool:
    """Tell whether any cell holds a date that can only be month first, such as 10/20/2026."""
    return any(any_month_first(row.cells) for row in sheet.rows)


def any_month_first(cells: Iterable[Cell]) -> bool:
    """Tell whether one of some cells holds a date that can only be month first."""
    return any(isinstance(cell, str) and _only_month_first(cell) is not None for cell in cells)


def may_be_month_first(cell: Cell) -> bool:
    """Tell whether a cell holds a date whose day and month may have changed places."""
    try:
        read = as_date(cell)
    except NotUnderstood:
        return False
    return read is not None and _may_be_turned(cell) and _differ(read)


def doubted_date(cell: Cell) -> date | None:
    """Read a date of a file that holds dates written month first; None if empty.

    Raises NotUnderstood, offering both days, where the day and the month may have changed places: also for
    a date cell, because a British spreadsheet makes a date of 10/05/2026 however it was meant.
    """
    if isinstance(cell, str) and (on := _only_month_first(cell)) is not None:
        raise NotUnderstood(
            f"“{as_text(cell)}” is written month first: perhaps {long_date(on)}. Write the month as a word.",
            (long_date(on),),
        )
    read = as_date(cell)
    if read is None or not may_be_month_first(cell):
        return read
    turned = read.replace(day=read.month, month=read.day)
    raise NotUnderstood(
        f"Other dates of this file are written month first, so this can be {long_date(read)} or "
        f"{long_date(turned)}. Write the month as a word.",
        (long_date(read), long_date(turned)),
    )


def _only_month_first(text: str) -> date | None:
    found = _NUMBERS.fullmatch(text) if text[:1].isdigit() and len(text) < 24 else None
    if found is None or int(found[1]) > 12 or int(found[3]) <= 12:
        return None
    year = int(found[4]) if len(found[4]) == 4 else 2000 + int(found[4])
    try:
        return date(year, int(found[1]), int(found[3]))
    except ValueError:
        return None


def _may_be_turned(cell: Cell) -> bool:
    """Tell whether the day of a cell is in numbers that a program or a person may have turned round."""
    return isinstance(cell, datetime | date) or (isinstance(cell, str) and bool(_NUMBERS.fullmatch(cell)))


def _differ(on: date) -> bool:
    return on.day <= 12 and on.day != on.month

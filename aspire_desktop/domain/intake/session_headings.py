"""Headings that stand for a session: its number, its own name, its day; and those that seem to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from aspire_desktop.domain.intake.cells import Cell, as_date, as_text, is_blank, shown
from aspire_desktop.domain.intake.columns import ImportKind, heading_key
from aspire_desktop.domain.intake.import_words import mark_word
from aspire_desktop.domain.office.errors import NotUnderstood
from aspire_desktop.domain.office.written import MONTHS

_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[., ]+")
_ISO_DAY = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_DAY = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)?[-/., ]+(?P<month>\d{1,2}|[a-z]{3,9})"
    r"(?:[-/., ]+(?P<year>\d{4}|\d{2}))?"
)
_WORDS = frozenset(
    {"session", "module", "workshop", "day", "date", "week", "event", "seminar", "webinar", "masterclass"}
)
_NO_MARKS = frozenset({"yes", "y", "n/a", "not needed"})
"""Words that are marks, and as often answers to something else."""


@dataclass(frozen=True)
class SessionHint:
    """A session that a file may speak of by its title or day; `on` None where the file is to say it."""

    number: int
    title: str
    on: date | None = None

    def means(self, cell: Cell, text: str) -> bool:
        """Tell whether a heading is this session, by its title or its day."""
        return heading_key(self.title) == heading_key(text) or (
            self.on is not None and says_day(cell, self.on)
        )


def looks_like_session(kind: ImportKind, heading: Cell, below: Sequence[Cell]) -> bool:
    """Tell whether a column seems to be a session: by its heading, or by dates or marks alone below it."""
    words = heading_key(shown(heading)).split()
    filled = [cell for cell in below if not is_blank(cell)]
    if isinstance(heading, date) or not _WORDS.isdisjoint(words) or _is_day(" ".join(words)):
        return "birth" not in words
    fits = _is_date if kind is ImportKind.COHORTS else _is_mark
    return bool(filled) and all(map(fits, filled))


def _is_day(text: str) -> bool:
    found = _DAY.fullmatch(text.replace(" ", "/"))
    return found is not None and (found["month"].isdigit() or _month(found["month"]) is not None)


def _is_date(cell: Cell) -> bool:
    try:
        return as_date(cell) is not None
    except NotUnderstood:
        return False


def _is_mark(cell: Cell) -> bool:
    try:
        text = as_text(cell)
        return text.casefold() not in _NO_MARKS and mark_word(text) is not None
    except NotUnderstood:
        return False


def says_day(cell: Cell, on: date) -> bool:
    """Tell whether a heading is this day: a date, or such as 1/7/26 (day first), Wed 1 July or 1 Jul."""
    if isinstance(cell, datetime):
        return cell.date() == on
    if isinstance(cell, date):
        return cell == on
    text = _WEEKDAY.sub("", " ".join(shown(cell).lower().split()), count=1)
    found = _ISO_DAY.fullmatch(text) or _DAY.fullmatch(text)
    if not found or (int(found["day"]), _month(found["month"])) != (on.day, on.month):
        return False
    return found["year"] is None or int(found["year"]) in (on.year, on.year % 100)


def _month(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    return MONTHS.index(text[:3]) + 1 if text[:3] in MONTHS else None

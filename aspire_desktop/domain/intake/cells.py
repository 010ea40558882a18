"""What a cell of a file that came in may hold, and how it is read as text, a date, a time or an amount."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property

from aspire_desktop.domain.intake.broken_text import suspicion_of
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import parse_date, tidy

LONGEST_TEXT = 32_767
"""Characters that one cell of a spreadsheet can hold."""
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_WORDS = re.compile(
    r"(?:[a-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s\-]+(?:of\s+)?([a-z]{3,9})\.?,?[\s\-]+(\d{4}|\d{2})", re.I
)
_MONTH_IN_WORDS = re.compile(
    r"(?:[a-z]+,?\s+)??([a-z]{3,9})\.?[\s\-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s\-]+(\d{4}|\d{2})", re.I
)
"""Such as May 10, 2026: the month's name says what the order does not."""
_SHORT_YEAR = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{2})")
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?Z?$")
_AMOUNT = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?")
_TIME = re.compile(r"(\d{1,2})(?:\s*[:.]\s*(\d{2}))?(?::00)?\s*([ap])?\.?(?:m\.?)?", re.I)


@dataclass(frozen=True)
class Broken:
    """A cell that shows something but holds no value, such as a formula that was never worked out."""

    shown: str
    why: str
    """A sentence for the problem list."""
    instead: tuple[str, ...] = ()
    """What may be meant, the likeliest first."""


@dataclass(frozen=True)
class Formatted:
    """A number that the spreadsheet shows as a code: 45001234 as 0045001234, 731 as PO-00731."""

    value: float
    shown: str


Cell = str | int | float | bool | date | datetime | time | timedelta | Broken | Formatted | None


@dataclass(frozen=True)
class SheetRow:
    """A row with the number that the spreadsheet shows beside it, counted from 1."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False
    """Whether the spreadsheet does not show it, by a filter or by hand."""


@dataclass(frozen=True)
class Sheet:
    """One sheet as it was read: its rows in order, blank ones left out."""

    rows: tuple[SheetRow, ...]
    name: str = ""
    hidden: bool = False
    """Whether the workbook does not show the sheet itself."""
    hidden_columns: frozenset[int] = frozenset()
    """Columns that it does not show, counted from 0."""
    filtered: bool = False
    """Whether a filter is set, so that rows are hidden by it."""
    remarks: tuple[str, ...] = ()
    """What there is to know of how the file was read, in sentences."""
    unread: str = ""
    """Why its rows were not read, ending a sentence that begins “… could not be read, because”."""

    @cached_property
    def hidden_rows(self) -> frozenset[int]:
        """Give the numbers of the rows that the spreadsheet does not show."""
        return frozenset(row.number for row in self.rows if row.hidden)


class NotUnderstood(Exception):
    """A cell cannot be read as what it should be; `words` is a sentence for the problem list.

    `instead` is what may be meant, the likeliest first.
    """

    def __init__(self, words: str, instead: tuple[str, ...] = ()) -> None:
        super().__init__(words)
        self.words = words
        self.instead = instead


class BrokenLetters(NotUnderstood):
    """A text cannot be right as it is, because its letters were broken before; the words quote it."""


def shown(cell: Cell) -> str:
    """Give a cell as somebody sees it: whole numbers without a point, dates as in Britain."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, Broken | Formatted):
        return cell.shown
    return _moment(cell) if isinstance(cell, date | time) else str(cell)


def _moment(cell: date | time) -> str:
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, datetime) and cell.time() != time():
        return f"{cell:%d/%m/%Y %H:%M}"
    return f"{cell.day:02}/{cell.month:02}/{cell.year:04}"


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell holds nothing but white space and characters that do not show."""
    if isinstance(cell, str):
        return not cell or cell.isspace() or not cell.translate(_INVISIBLE).strip()
    return cell is None


def as_text(cell: Cell) -> str:
    """Give a cell's text, tidied; empty for an empty cell.

    Raises NotUnderstood for a broken cell, for text longer than a cell can hold, and for control,
    surrogate, unassigned and bidirectional-override characters.
    """
    if isinstance(cell, Broken):
        raise NotUnderstood(cell.why, cell.instead)
    text = cell if isinstance(cell, str) else shown(cell)
    if len(text) > LONGEST_TEXT:
        raise NotUnderstood(f"The text has {len(text):,} characters; a cell can hold {LONGEST_TEXT:,}.")
    if text.isprintable():
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        return " ".join(text.split())
    return _tidied(text.translate(_INVISIBLE))


def as_words(cell: Cell, *, of_name: bool = False) -> str:
    """Give a cell's text as as_text does; raise BrokenLetters for text whose letters were broken."""
    if isinstance(cell, str) and cell.isascii() and "?" not in cell and "&" not in cell:
        return as_text(cell)  # nearly every cell
    # Letters may be broken into characters that cannot be shown: what was meant is worth more than that.
    before = isinstance(cell, str) and not cell.isprintable() and suspicion_of(cell, of_name=of_name)
    if before and before.instead:
        raise BrokenLetters(before.why, before.instead)
    text = as_text(cell)
    if suspicion := suspicion_of(text, of_name=of_name):
        raise BrokenLetters(suspicion.why, suspicion.instead)
    return text


def _tidied(text: str) -> str:
    try:
        return tidy(text)
    except RuleBroken as refused:
        hidden = next(letter for letter in text if not letter.isspace() and not letter.isprintable())
        name = unicodedata.name(hidden, "").lower() or f"U+{ord(hidden):04X}"
        raise NotUnderstood(
            f"The text holds a character that cannot be shown ({name}). Type it again instead of pasting it."
        ) from refused


def as_date(cell: Cell) -> date | None:
    """Read a date cell, or text such as 2026-04-03, 03/04/2026 (3 April) or 3 April 2026; None if empty."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = as_text(cell)
    if not text:
        return None
    if not isinstance(cell, str):
        raise NotUnderstood(f"“{text}” is a number, not a date. Format the cell as a date.")
    return _date_from(text)


def _date_from(text: str) -> date:
    numbers = _MIDNIGHT.sub("", text)
    if short := _SHORT_YEAR.fullmatch(numbers):
        numbers = f"{short[1]}/{short[3]}/20{short[4]}"
    for pattern, day, month in ((_IN_WORDS, 1, 2), (_MONTH_IN_WORDS, 2, 1)):
        if (words := pattern.fullmatch(text)) and words[month][:3].lower() in _MONTHS:
            year = words[3] if len(words[3]) == 4 else f"20{words[3]}"
            numbers = f"{words[day]}/{_MONTHS.index(words[month][:3].lower()) + 1}/{year}"
    try:
        return parse_date(numbers)
    except RuleBroken as refused:
        raise NotUnderstood(
            f"“{text}” is not a date. Write it day first, like 03/04/2026 for 3 April 2026."
        ) from refused


def as_time(cell: Cell) -> time | None:
    """Read a time cell, or text such as 09:30, 9.30am or 2 pm; None if empty."""
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    text = as_text(cell)
    if not text:
        return None
    found = _TIME.fullmatch(text)
    if not found or not (found[2] or found[3]):
        raise NotUnderstood(f"“{text}” is not a time. Write it like 09:30.")
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        hour = hour % 12 + (12 if found[3].lower() == "p" else 0) if 1 <= hour <= 12 else 99
    if hour > 23 or minute > 59:
        raise NotUnderstood(f"“{text}” is not a time. Write it like 09:30.")
    return time(hour, minute)


def as_amount(cell: Cell) -> Decimal | None:
    """Read pounds and pence from a number or from text such as £1,350.00; None if empty."""
    text = as_text(_bare(cell))
    if not text:
        return None
    found = _AMOUNT.fullmatch(text)
    if not found or isinstance(cell, bool):
        raise NotUnderstood(f"“{text}” is not an amount. Write pounds and pence, like 350.00.")
    return Decimal(found[1].replace(",", "") + (found[2] or ""))


def as_count(cell: Cell) -> int | None:
    """Read a whole number of at least 1; None if empty."""
    text = as_text(_bare(cell))
    if not text:
        return None
    digits = text.replace(",", "")
    if not (digits.isascii() and digits.isdigit()) or not 0 < int(digits[:12]) <= 1_000_000:
        raise NotUnderstood(f"“{text}” is not a number of places. Write a whole number, like 20.")
    return int(digits)


def _bare(cell: Cell) -> Cell:
    """Give the number behind a code, where a number is wanted."""
    return cell.value if isinstance(cell, Formatted) else cell

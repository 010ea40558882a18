"""What a cell of a file that came in may hold, and how it is read as text, a date, a time or an amount."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property

from aspire_desktop.domain.office.errors import NotUnderstood
from aspire_desktop.domain.office.values import is_shown, tidy
from aspire_desktop.domain.office.written import amount_of, count_of, date_of, time_of


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
    return not is_shown(cell) if isinstance(cell, str) else cell is None


def as_text(cell: Cell) -> str:
    """Give a cell's text, tidied; empty for an empty cell. Raises NotUnderstood, also for a broken cell."""
    return tidy(as_told(cell))


def as_told(cell: Cell) -> str:
    """Give a cell's text as it stands there, for a rule to read; raise NotUnderstood for a broken cell."""
    if isinstance(cell, Broken):
        raise NotUnderstood(cell.why, cell.instead)
    return cell if isinstance(cell, str) else shown(cell)


def as_date(cell: Cell) -> date | None:
    """Give a date cell's day, or what date_of reads in a text; None if empty."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = as_text(cell)
    if text and not isinstance(cell, str):
        raise NotUnderstood(f"“{text}” is a number, not a date. Format the cell as a date.")
    return date_of(text)


def as_time(cell: Cell) -> time | None:
    """Give a time cell's minute, or what time_of reads in a text; None if empty."""
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    return time_of(as_text(cell))


def as_amount(cell: Cell) -> Decimal | None:
    """Give the pounds and pence of a number or of a text, as amount_of reads it; None if empty."""
    return amount_of(as_text(_bare(cell)))


def as_count(cell: Cell) -> int | None:
    """Give a whole number of at least 1, as count_of reads it; None if empty."""
    return count_of(as_text(_bare(cell)))


def _bare(cell: Cell) -> Cell:
    """Give the number behind a code, where a number is wanted."""
    return cell.value if isinstance(cell, Formatted) else cell

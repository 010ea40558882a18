"""A list as it is shown on screen, frozen for an export or a print of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from aspire_desktop.domain.office.errors import RuleBroken

Value = str | int | Decimal | date | None
"""What stands in one cell; None where nothing is recorded."""

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With these a text begins that a spreadsheet would work out where it reads plain text."""
MOST_PRINTED = 5_000
"""Rows that are printed at once: some 200 pages."""


class Kind(StrEnum):
    """What a column holds: in a workbook dates are dates, money and counts are numbers."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    COUNT = "count"


@dataclass(frozen=True)
class ShownColumn:
    """A heading, what stands below it, and how many characters wide it is."""

    heading: str
    kind: Kind = Kind.TEXT
    width: int = 20


@dataclass(frozen=True)
class ShownList:
    """The rows of a list in the order shown, under the columns that are chosen.

    Where `grouped`, the first column names the group of each row, and rows of a group stand together.
    """

    title: str
    columns: Sequence[ShownColumn]
    rows: Iterable[Sequence[Value]]
    """Read once."""
    count: int
    filters: tuple[str, ...] = ()
    grouped: bool = False


def refuse_to_print(count: int) -> None:
    """Raise RuleBroken for a list that is too long to print."""
    if count > MOST_PRINTED:
        raise RuleBroken(
            f"A list of {count:,} rows is too long to print: {MOST_PRINTED:,} can be printed at once.",
            safe="Nothing was written.",
            do="Filter it to the rows you need, or export it to Excel.",
        )


def never_worked_out(text: str) -> str:
    """Put a quotation mark before text that a spreadsheet would work out where it reads plain text."""
    return f"'{text}" if text.startswith(_RISKY) else text

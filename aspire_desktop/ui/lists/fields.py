"""A column told once: heading, words, look, order, export, and when it gives way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from aspire_desktop.domain.office.facts import Fact
from aspire_desktop.domain.office.lists import Kind, ShownColumn, Value
from aspire_desktop.domain.office.values import fold, pounds, short_date
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.widgets.cells import Amount, Cell, TableColumn
from aspire_desktop.ui.widgets.status import PillLook

if TYPE_CHECKING:
    from _typeshed import SupportsRichComparison

T = TypeVar("T")
FILES_ALONE = 9_999
"""Wider than any table: a column with this `least` stands in files and copies, on screen only when chosen."""
_PIXELS = 6.5
"""Of one letter of a cell."""
_BROAD = 34
"""Letters for a column that stretches."""


@dataclass(frozen=True)
class Field(Generic[T]):
    """One column of rows of a kind.

    `order` is what rows are sorted by: the words if not given. `value` is what is exported: the words if not
    given. `groups` offers it for grouping; a `spare` one is shown only when somebody chooses it.
    """

    heading: str
    words: Callable[[T], str]
    cell: Cell = Cell.TEXT
    width: int = 0
    """Logical pixels; 0: as wide as its heading and first rows."""
    stretch: bool = False
    least: int = 0
    """Hidden while the table is narrower than so many logical pixels."""
    order: Callable[[T], "SupportsRichComparison"] | None = None
    kind: Kind = Kind.TEXT
    value: Callable[[T], Value] | None = None
    second: Callable[[T], str] | None = None
    """The second line of a cell of two."""
    pill: Callable[[T], PillLook | None] | None = None
    amount: Callable[[T], Amount | None] | None = None
    tone: Callable[[T], Tone | None] | None = None
    tip: Callable[[T], str] | None = None
    groups: bool = False
    spare: bool = False

    @property
    def column(self) -> TableColumn:
        """Give how the table draws it."""
        return TableColumn(self.cell, self.width, self.stretch)

    @property
    def shown_column(self) -> ShownColumn:
        """Give its heading in a file."""
        broad = _BROAD if self.stretch or not self.width else round(self.width / _PIXELS)
        return ShownColumn(self.heading, self.kind, max(8, broad, len(self.heading) + 2))

    def key(self, row: T) -> "SupportsRichComparison":
        """Give what a row is sorted by."""
        return self.order(row) if self.order else fold(self.words(row))

    def told(self, row: T) -> str:
        """Give a cell in words, its second line with it."""
        second = self.second(row) if self.second else ""
        return f"{self.words(row)} · {second}" if second else self.words(row)

    def exported(self, row: T) -> Value:
        """Give a cell as a workbook holds it."""
        return self.value(row) if self.value else self.told(row)

    def spoken(self, row: T) -> str:
        """Give a cell as a screen reader says it."""
        pill = self.pill(row) if self.pill else None
        if pill is not None and not self.second:
            return f"{self.heading}: {pill.words}"
        second = self.second(row) if self.second else ""
        said = (self.words(row).strip(), second, f"Status: {pill.words}" if pill else "")
        return ". ".join(part for part in said if part) or "not recorded"


def fact_field(
    fact: Fact,
    cell: Cell = Cell.TEXT,
    width: int = 0,
    *,
    stretch: bool = False,
    least: int = 0,
    spare: bool = False,
    groups: bool = False,
) -> Field[Any]:
    """Make a column of a fact as it is told once, of rows that have it; one that is shared groups."""
    grouping = groups or fact.shared
    return Field(fact.head, fact.of, cell, width, stretch, least, spare=spare, groups=grouping)


def day_field(
    heading: str,
    day: Callable[[T], date | None],
    width: int = 110,
    *,
    least: int = 0,
    cell: Cell = Cell.TEXT,
    tone: Callable[[T], Tone | None] | None = None,
    spare: bool = False,
    said: Callable[[date], str] = short_date,
) -> Field[T]:
    """Make a column of days; a row without one comes first."""

    def words(row: T) -> str:
        found = day(row)
        return said(found) if found else ""

    return Field(
        heading,
        words,
        cell,
        width,
        least=least,
        order=lambda row: day(row) or date.min,
        kind=Kind.DATE,
        value=day,
        tone=tone,
        spare=spare,
    )


def bare_pounds(amount: Decimal) -> str:
    """Write an amount under a heading that names the pound: 9,800.00."""
    return pounds(amount).replace("£", "")


def money_field(
    heading: str,
    amount: Callable[[T], Decimal | None],
    width: int = 88,
    *,
    least: int = 0,
    words: Callable[[Decimal], str] = bare_pounds,
    none: str = "",
    tone: Callable[[T], Tone | None] | None = None,
) -> Field[T]:
    """Make a column of amounts, headed like "Paid £"; a row without one says `none` and comes first."""

    def told(row: T) -> str:
        found = amount(row)
        return none if found is None else words(found)

    def order(row: T) -> tuple[bool, Decimal]:
        found = amount(row)
        return found is not None, found or Decimal(0)

    return Field(
        heading,
        told,
        Cell.FIGURE,
        width,
        least=least,
        order=order,
        kind=Kind.MONEY,
        value=amount,
        tone=tone,
    )


def count_field(
    heading: str,
    count: Callable[[T], int],
    width: int = 80,
    *,
    least: int = 0,
    words: Callable[[int], str] = str,
    tone: Callable[[T], Tone | None] | None = None,
) -> Field[T]:
    """Make a column of whole numbers."""
    return Field(
        heading,
        lambda row: words(count(row)),
        Cell.FIGURE,
        width,
        least=least,
        order=count,
        kind=Kind.COUNT,
        value=count,
        tone=tone,
    )

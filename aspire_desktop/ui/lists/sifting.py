"""What is wanted of a list, and the rows of a short one that are: found, filtered, grouped and in order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from aspire_desktop.domain.office.values import fold
from aspire_desktop.ui.lists.fields import Field
from aspire_desktop.ui.widgets.filter_button import FilterChoice

if TYPE_CHECKING:
    from _typeshed import SupportsRichComparison

T = TypeVar("T")
UNGROUPED = "Not recorded"
"""Heads the rows that lack what others are grouped by."""


@dataclass(frozen=True)
class Filter(Generic[T]):
    """A filter: the key that a row has ("" for none), and how a key is read. By pages the database filters.

    The choices are those that rows have, in the order of their words unless `keys` gives another; with
    `always` every one of `keys`, whatever rows there are.
    """

    name: str
    key: Callable[[T], str]
    words: Callable[[str], str] = str
    keys: Sequence[str] = ()
    always: bool = False

    def choices(self, rows: Sequence[T]) -> list[FilterChoice]:
        """Offer the keys that rows have."""
        there = {self.key(row) for row in rows} - {""}
        known = [key for key in self.keys if self.always or key in there]
        return [FilterChoice(key, self.words(key)) for key in known or sorted(there, key=self.words)]


@dataclass(frozen=True)
class Grouping(Generic[T]):
    """Rows under headings: `words` names the group of a row, `rank` orders groups (if not, their words)."""

    name: str
    words: Callable[[T], str]
    rank: Callable[[T], "SupportsRichComparison"] | None = None
    folds: bool = True
    headless: str = ""
    """The group that comes first and needs no heading."""
    counted: bool = True
    """Whether a heading says how many rows stand below it."""


@dataclass(frozen=True)
class Order:
    """By the field of which heading rows are sorted, "" for the order as asked; up or down."""

    heading: str = ""
    descending: bool = False


@dataclass(frozen=True)
class Sifting:
    """What is wanted; "" stands for any."""

    text: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    """Keys by the names of filters."""
    order: Order = field(default_factory=Order)
    group: str = ""
    """The name of a grouping."""

    @property
    def filtered(self) -> bool:
        """Say whether anything is left out."""
        return bool(self.text or any(self.filters.values()))


@dataclass(frozen=True)
class Group(Generic[T]):
    """Rows that stand together."""

    words: str
    rows: Sequence[T]


@dataclass(frozen=True)
class Sifted(Generic[T]):
    """The rows wanted by groups (one without words where there are none), and all rows there are."""

    wanted: Sifting
    groups: Sequence[Group[T]]
    every: Sequence[T]

    @property
    def rows(self) -> list[T]:
        """Give the rows wanted, in their order."""
        return [row for group in self.groups for row in group.rows]


def sift(
    every: Sequence[T],
    wanted: Sifting,
    fields: Sequence[Field[T]],
    filters: Sequence[Filter[T]],
    searched: Callable[[T], str],
    grouping: Grouping[T] | None = None,
) -> Sifted[T]:
    """Find the rows wanted."""
    text = fold(wanted.text)
    keyed = [(each.key, key) for each in filters if (key := wanted.filters.get(each.name, ""))]
    rows = [row for row in every if text in fold(searched(row)) and all(of(row) == key for of, key in keyed)]
    ordering = next((each for each in fields if each.heading == wanted.order.heading), None)
    if ordering is not None:
        rows.sort(key=ordering.key, reverse=wanted.order.descending)
    return Sifted(wanted, _grouped(rows, grouping), every)


def _grouped(rows: list[T], grouping: Grouping[T] | None) -> list[Group[T]]:
    if grouping is None:
        return [Group("", rows)] if rows else []
    found: dict[str, list[T]] = {}
    for row in rows:
        found.setdefault(grouping.words(row), []).append(row)
    rank = grouping.rank or (lambda row: fold(grouping.words(row)))
    groups = [Group(words, ours) for words, ours in found.items()]
    return sorted(groups, key=lambda group: rank(group.rows[0]))


def field_grouping(of: Field[T]) -> Grouping[T]:
    """Group by a field that offers it."""
    return Grouping(of.heading, lambda row: of.words(row) or UNGROUPED)

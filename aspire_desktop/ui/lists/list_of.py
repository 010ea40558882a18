"""How a list is told: one declaration, from which its screen, files, views and keys follow."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from aspire_desktop.domain.office.history import Record
from aspire_desktop.domain.office.values import fold
from aspire_desktop.services.door.export import Asked
from aspire_desktop.services.door.office import Office
from aspire_desktop.ui.lists.fields import Field
from aspire_desktop.ui.lists.sifting import UNGROUPED, Filter, Group, Grouping, Order, Sifting, field_grouping
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.filter_button import FilterChoice

T = TypeVar("T")


@dataclass(frozen=True)
class Empty:
    """What stands in the place of an empty list: an icon, what belongs here, why there is nothing."""

    icon: str
    title: str
    sentences: str = ""


@dataclass(frozen=True)
class Found:
    """The keys of the rows wanted, in their order, and how many rows there are in all."""

    keys: Sequence[int]
    total: int
    groups: Sequence[Group[int]] = ()
    """The same keys under headings, where grouped."""
    choices: Mapping[str, Sequence[FilterChoice]] = field(default_factory=dict)
    """What each filter offers."""

    def grouped(self, words: Mapping[int, str]) -> "Found":
        """Put the keys under the words of each, as they stand; those without any as not recorded."""
        groups: dict[str, list[int]] = {}
        for key in self.keys:
            groups.setdefault(words.get(key) or UNGROUPED, []).append(key)
        found = [Group(name, groups[name]) for name in sorted(groups, key=fold)]
        return replace(self, keys=[key for group in found for key in group.rows], groups=found)


@dataclass(frozen=True)
class Pages(Generic[T]):
    """How a list too long to be held is asked for: its keys by SQL as wanted, and rows by keys, in whatever
    order.

    `keys` filters, sorts and groups, and says what filters offer; `orders` are the headings it can sort by.
    """

    keys: Callable[[Sifting, Office], Found]
    rows: Callable[[Sequence[int], Asked], Sequence[T]]
    orders: frozenset[str]


@dataclass(frozen=True)
class Ticking(Generic[T]):
    """Which rows may be ticked, and which of them are when all are ticked at once."""

    may: Callable[[T], bool]
    together: Callable[[T], bool]


@dataclass(frozen=True)
class ListOf(Generic[T]):
    """A list of rows of a kind. Either it asks for every row (`ask`), or by `pages`, or its host brings them.

    `name` is the title of its table and of its files, and remembers its views; `noun` counts its rows.
    """

    name: str
    noun: tuple[str, str]
    key: Callable[[T], Hashable]
    fields: Sequence[Field[T]]
    empty: Empty
    filters: Sequence[Filter[T]] = ()
    ask: Callable[[Office], Sequence[T]] | None = None
    pages: Pages[T] | None = None
    searched: Callable[[T], str] | None = None
    """The words in which the filter field looks: those of every field if not given."""
    grouping: Grouping[T] | None = None
    ticking: Ticking[T] | None = None
    """The first field is then a column of ticks (Cell.CHECK)."""
    order: Order = field(default_factory=Order)
    """How rows are sorted at first; by no heading they stay as they are asked for."""
    begins: Callable[[T], bool] | None = None
    """Where it opens: at the top on the first row that this holds for, of those that are asked for."""
    about: Callable[[T], Record] | None = None
    """The record that a row is, whose history Ctrl+H shows; None for rows that are put together."""
    no_match: str = ""
    search_hint: str = "Filter this list"

    def words_of(self, row: T) -> str:
        """Give the words in which the filter field looks."""
        return self.searched(row) if self.searched else " ".join(each.told(row) for each in self.fields)

    @property
    def sortable(self) -> frozenset[str]:
        """Give the headings by which rows can be sorted."""
        own = (each.heading for each in self.fields if each.cell is not Cell.CHECK)
        return self.pages.orders if self.pages else frozenset(own)

    @property
    def starts_at(self) -> int:
        """Give the column in which the keyboard stands: the first that is not for ticks."""
        return int(self.ticking is not None)

    def in_order(self, keys: Sequence[int], office: Asked) -> Sequence[T | None]:
        """Ask for rows by their keys, and give them in that order; None for one that is gone since."""
        assert self.pages is not None
        there: dict[Hashable, T] = {self.key(row): row for row in self.pages.rows(keys, office)}
        return [there.get(key) for key in keys]

    @property
    def nothing_matches(self) -> str:
        """Say that the filters leave nothing."""
        return self.no_match or f"No {self.noun[1]} match these filters"

    @property
    def groupings(self) -> list[Grouping[T]]:
        """Give what the rows can be grouped by: as declared, and by the fields that offer it."""
        own = [self.grouping] if self.grouping else []
        return own + [field_grouping(each) for each in self.fields if each.groups]

    def counted(self, shown: int, total: int) -> str:
        """Say how many rows are shown of how many."""
        many = f"{total:,} {self.noun[total != 1]}" if total else "none yet"
        return many if shown == total else f"{shown:,} of {many}"

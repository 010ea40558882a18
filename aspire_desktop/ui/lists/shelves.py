"""Where the rows of a list are while it is shown: held whole, or by pages of which few are held."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Sequence
from typing import Generic, Protocol, TypeVar

from aspire_desktop.ui.lists.sifting import Group
from aspire_desktop.ui.widgets.cells import GroupHeading

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
PAGE = 200
"""Rows of a page."""
MOST_PAGES = 40
"""Held at once."""


class Shelf(Protocol[T_co]):
    """Rows and headings by their numbers in the table."""

    def __len__(self) -> int:
        """Count the rows, headings with them."""
        ...

    def at(self, number: int) -> T_co | GroupHeading | None:
        """Give a row or heading; None for a row that is not here."""
        ...

    def lacks(self, number: int) -> bool:
        """Tell whether a row is still to be asked for."""
        ...

    def place_of(self, key: Hashable) -> int:
        """Find a row; -1 where it is not shown."""
        ...


class Held(Generic[T]):
    """Every row, each group under its heading; a group that is folded keeps its rows to itself."""

    def __init__(
        self,
        groups: Sequence[Group[T]],
        key: Callable[[T], Hashable],
        folded: frozenset[str] | None = frozenset(),
        headless: str = "",
        counted: bool = True,
    ) -> None:
        """Take the rows; where `folded` is None groups cannot be folded."""
        self._key = key
        self._lines: list[T | GroupHeading] = []
        for group in groups:
            is_open = not folded or group.words not in folded
            if group.words != headless:
                count = len(group.rows) if counted else None
                self._lines.append(GroupHeading(group.words, count, folded is not None, is_open))
            self._lines += group.rows if is_open else ()

    def __len__(self) -> int:
        """Count rows and headings."""
        return len(self._lines)

    def at(self, number: int) -> T | GroupHeading:
        """Give a row or heading."""
        return self._lines[number]

    def lacks(self, number: int) -> bool:
        """Lack nothing."""
        return False

    def place_of(self, key: Hashable) -> int:
        """Find a row."""
        places = (
            number
            for number, line in enumerate(self._lines)
            if not isinstance(line, GroupHeading) and self._key(line) == key
        )
        return next(places, -1)


class Paged(Generic[T]):
    """The keys of all rows in their order, and the rows of the pages that were asked for last.

    Pages are those of the keys, whatever headings stand between the rows.
    """

    def __init__(self, keys: Sequence[int], groups: Sequence[Group[int]] = ()) -> None:
        self.keys, self.groups = keys, groups
        self._pages: OrderedDict[int, Sequence[T | None]] = OrderedDict()
        self._headings: list[GroupHeading] = []
        self._numbers: list[int] = []
        """At which headings stand in the table."""
        self._firsts: list[int] = []
        """The places of the first keys of groups."""
        self._length = len(keys)
        self.fold(frozenset())

    def fold(self, folded: Collection[str]) -> None:
        """Show the groups, but of those that are folded the heading alone."""
        self._headings, self._numbers, self._firsts = [], [], []
        number = place = 0
        for group in self.groups:
            heading = GroupHeading(group.words, len(group.rows), True, group.words not in folded)
            self._headings.append(heading)
            self._numbers.append(number)
            self._firsts.append(place)
            number += 1 + heading.is_open * len(group.rows)
            place += len(group.rows)
        self._length = number if self.groups else len(self.keys)

    def __len__(self) -> int:
        """Count the rows, headings with them."""
        return self._length

    def place_at(self, number: int) -> int | None:
        """Give which of the keys stands at a number of the table; None for a heading."""
        if not self._numbers:
            return number
        group = bisect_right(self._numbers, number) - 1
        within = number - self._numbers[group] - 1
        return self._firsts[group] + within if within >= 0 else None

    def page_at(self, number: int) -> int | None:
        """Give the page of a row; None for a heading."""
        place = self.place_at(number)
        return None if place is None else place // PAGE

    def at(self, number: int) -> T | GroupHeading | None:
        """Give a row or heading; None while its page is not here, and for a row that is gone since."""
        place = self.place_at(number)
        if place is None:
            return self._headings[bisect_right(self._numbers, number) - 1]
        page = self._pages.get(place // PAGE)
        return None if page is None else page[place % PAGE]

    def lacks(self, number: int) -> bool:
        """Tell whether the page of a row is not here."""
        page = self.page_at(number)
        return page is not None and page not in self._pages

    def place_of(self, key: Hashable) -> int:
        """Find a row; -1 where it is not shown, or its group is folded."""
        place = self._place_of(key)
        if place < 0 or not self._numbers:
            return place
        group = bisect_right(self._firsts, place) - 1
        number = self._numbers[group] + 1 + place - self._firsts[group]
        return number if self._headings[group].is_open else -1

    def page_with(self, key: Hashable) -> int:
        """Give the page of a key; the first where it is none of them."""
        return max(0, self._place_of(key)) // PAGE

    def _place_of(self, key: Hashable) -> int:
        return next((number for number, its in enumerate(self.keys) if its == key), -1)

    def keys_of(self, page: int) -> Sequence[int]:
        """Give the keys of a page's rows."""
        return self.keys[page * PAGE : (page + 1) * PAGE]

    def put(self, page: int, rows: Sequence[T | None]) -> None:
        """Take a page in, and let go of the one that came longest ago."""
        self._pages[page] = rows
        self._pages.move_to_end(page)
        while len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)

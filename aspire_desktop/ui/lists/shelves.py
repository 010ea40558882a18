"""Where the rows of a list are while it is shown: held whole, or by pages of which few are held."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
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
    """The keys of all rows in their order, and the rows of the pages that were asked for last."""

    def __init__(self, keys: Sequence[int]) -> None:
        self.keys = keys
        self._pages: OrderedDict[int, Sequence[T | None]] = OrderedDict()

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.keys)

    def at(self, number: int) -> T | None:
        """Give a row; None while its page is not here, and for one that is gone since."""
        page = self._pages.get(number // PAGE)
        return None if page is None else page[number % PAGE]

    def lacks(self, number: int) -> bool:
        """Tell whether the page of a row is not here."""
        return number // PAGE not in self._pages

    def place_of(self, key: Hashable) -> int:
        """Find a row."""
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

"""The pages of a long list: which are asked for, and when; and the first answer to a question."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

from aspire_desktop.services.door.office import Office
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.lists.list_of import Found, ListOf
from aspire_desktop.ui.lists.model import FieldModel, Lacking
from aspire_desktop.ui.lists.shelves import PAGE, Paged
from aspire_desktop.ui.lists.sifting import Sifting
from aspire_desktop.ui.lists.table import ListTable

T = TypeVar("T")


@dataclass(frozen=True)
class FirstPages(Generic[T]):
    """All keys, with the first page and that of the row that is chosen."""

    wanted: Sifting
    found: Found
    pages: Mapping[int, Sequence[T | None]]

    @property
    def shelf(self) -> Paged[T]:
        """Put the pages where the table reads them."""
        shelf = Paged[T](self.found.keys, self.found.groups)
        for number, rows in self.pages.items():
            shelf.put(number, rows)
        return shelf


def first_pages(told: ListOf[T], wanted: Sifting, chosen: Hashable, office: Office) -> FirstPages[T]:
    """Ask for the keys, and for the pages that are seen first."""
    assert told.pages is not None
    found = told.pages.keys(wanted, office)
    shelf = Paged[T](found.keys)
    numbers = {0, shelf.page_with(chosen)} if found.keys else set()
    pages = _pages(told, {n: shelf.keys_of(n) for n in numbers}, office)
    return FirstPages(wanted, found, pages)


def _pages(
    told: ListOf[T], keys: Mapping[int, Sequence[int]], office: Office
) -> Mapping[int, Sequence[T | None]]:
    """Ask for the rows of pages by their keys; None for a row that is gone since."""
    return {number: told.in_order(wanted, office) for number, wanted in keys.items()}


class PageLoader(QObject, Generic[T]):
    """Asks for the pages that a table draws and that are not here, but for none that has scrolled by."""

    def __init__(self, desk: Desk, told: ListOf[T], table: ListTable, model: FieldModel[T]) -> None:
        super().__init__(table)
        self._desk, self._told, self._table, self._model = desk, told, table, model
        self._wanted: set[int] = set()
        self._pause = QTimer(self, singleShot=True, interval=0)
        self._pause.timeout.connect(self._ask)
        model.lacking.connect(self._note)

    def _note(self, lacking: Lacking) -> None:
        self._wanted.add(lacking.row)
        self._pause.start()

    def _ask(self) -> None:
        shelf = self._model.shelf
        if not isinstance(shelf, Paged):
            return
        wanted = {shelf.page_at(row) for row in self._wanted.intersection(self._seen())}
        keys = {page: shelf.keys_of(page) for page in wanted if page is not None}
        self._wanted.clear()
        if keys:
            asked = partial(_pages, self._told, keys)
            self._desk.ask(asked, partial(self._fill, shelf), subject=f"pages of {self._told.name}")

    def _seen(self) -> range:
        top = max(0, self._table.rowAt(0))
        last = self._table.rowAt(self._table.viewport().height() - 1)
        return range(top, (last if last >= 0 else self._model.rowCount() - 1) + 1)

    def _fill(self, shelf: Paged[T], pages: Mapping[int, Sequence[T | None]]) -> None:
        for number, rows in pages.items():
            shelf.put(number, rows)
        if shelf is self._model.shelf:
            seen = self._seen()
            self._model.filled(seen.start, seen.stop - 1)
            self._table.viewport().update()


def all_rows(told: ListOf[T], keys: Sequence[int], office: Office) -> list[T]:
    """Ask for rows by their keys, a page at a time."""
    parts = (told.in_order(keys[first : first + PAGE], office) for first in range(0, len(keys), PAGE))
    return [row for part in parts for row in part if row is not None]

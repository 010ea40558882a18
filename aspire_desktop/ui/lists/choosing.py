"""Which rows of a list are chosen, kept while rows come and go."""

from collections.abc import Hashable, Iterable, Iterator
from itertools import islice
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex

from aspire_desktop.ui.lists.model import FieldModel
from aspire_desktop.ui.lists.table import ListTable

T = TypeVar("T")
MOST_KEPT = 1_000
"""Rows that stay chosen together when a list loads again."""
_ROWS = QItemSelectionModel.SelectionFlag.Rows
_ONE = QItemSelectionModel.SelectionFlag.ClearAndSelect | _ROWS
_ALSO = QItemSelectionModel.SelectionFlag.Select | _ROWS


class RowChoice(Generic[T]):
    """`key` is the row somebody chose last, shown or not; one row is current, several may be chosen."""

    def __init__(self, table: ListTable, model: FieldModel[T], column: int = 0) -> None:
        self._table, self._model, self._column = table, model, column
        self.key: Hashable | None = None
        self._awaited: Hashable | None = None
        self._place = 0
        self._kept: frozenset[Hashable] = frozenset()

    @property
    def numbers(self) -> list[int]:
        """Give the numbers of the rows that are chosen, from the top, without headings."""
        return list(self._numbers())

    @property
    def several(self) -> bool:
        """Tell whether more than one row is chosen."""
        return len(list(islice(self._numbers(), 2))) > 1

    def _numbers(self) -> Iterator[int]:
        chosen = self._table.selectionModel().selection()
        parts = sorted({(chosen.at(n).top(), chosen.at(n).bottom()) for n in range(chosen.count())})
        numbers = (number for top, bottom in parts for number in range(top, bottom + 1))
        return (number for number in numbers if self._model.heading_at(number) is None)

    @property
    def rows(self) -> list[T]:
        """Give the rows that are chosen and are here."""
        found = (self._model.row_at(self._model.index(number, 0)) for number in self.numbers)
        return [row for row in found if row is not None]

    @property
    def current(self) -> T | None:
        """Give the one row that is chosen; None where there is none, and where there are several."""
        return self._model.row_at(self._table.currentIndex()) if not self.several else None

    def follow(self) -> None:
        """Take the current row as chosen."""
        row = self._model.row_at(self._table.currentIndex())
        if row is not None:
            self.key = self._model.key(row)

    def wait_for(self, key: Hashable) -> None:
        """Choose a row as soon as it is shown, now or when it comes into the list."""
        self._awaited = key

    def remember(self) -> None:
        """Keep what is chosen while other rows are shown."""
        self._place = 0 if self.key is None else self._table.currentIndex().row()
        rows = self.rows if self.several and len(self.numbers) <= MOST_KEPT else []
        self._kept = frozenset(map(self._model.key, rows))

    def restore(self) -> None:
        """Choose what is waited for, or again what was chosen, or the row that now stands where it was."""
        if self._awaited is not None and self._model.index_of(self._awaited).isValid():
            self.key, self._awaited = self._awaited, None
        found = self._model.index_of(self.key, self._column) if self.key is not None else QModelIndex()
        # without flags Qt would ask which keys are held: Ctrl+Tab may have led here
        self._table.selectionModel().setCurrentIndex(found if found.isValid() else self._near(), _ONE)
        self._table.scrollTo(self._table.currentIndex())
        for key in self._kept:
            self._table.selectionModel().select(self._model.index_of(key), _ALSO)

    def only(self, keys: Iterable[Hashable]) -> None:
        """Choose these rows together, the first as the current one; none: leave things as they are."""
        places = [found for key in keys if (found := self._model.index_of(key, self._column)).isValid()]
        for number, place in enumerate(places):
            if number == 0:
                self._table.selectionModel().setCurrentIndex(place, _ONE)
            self._table.selectionModel().select(place, _ALSO)

    def stand_on(self, number: int) -> None:
        """Go to a row or heading."""
        self._table.selectionModel().setCurrentIndex(self._model.index(number, 0), _ONE)

    def _near(self) -> QModelIndex:
        last = self._model.rowCount() - 1
        place = max(0, min(self._place, last))
        numbers = (number for number in self._outwards(place, last) if self._model.heading_at(number) is None)
        return self._model.index(next(numbers, -1), self._column)

    @staticmethod
    def _outwards(place: int, last: int) -> Iterator[int]:
        yield from range(place, last + 1)
        yield from range(place - 1, -1, -1)

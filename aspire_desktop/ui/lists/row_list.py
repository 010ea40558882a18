"""The parts of a list and what they do together: asking, showing, choosing, remembering."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from aspire_desktop.services.door.office import Office
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.lists.choosing import RowChoice
from aspire_desktop.ui.lists.columns import Columns
from aspire_desktop.ui.lists.list_of import ListOf
from aspire_desktop.ui.lists.model import FieldModel
from aspire_desktop.ui.lists.paging import FirstPages, PageLoader, first_pages
from aspire_desktop.ui.lists.shelves import Held, Paged, Shelf
from aspire_desktop.ui.lists.sifting import Grouping, Order, Sifted, Sifting, sift
from aspire_desktop.ui.lists.table import ListTable
from aspire_desktop.ui.lists.ticks import TickedModel
from aspire_desktop.ui.lists.tools import ListTools
from aspire_desktop.ui.lists.views import ListView, Views
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.empty_state import EmptyState

T = TypeVar("T")


def _let_go(*parts: QWidget) -> None:
    """Destroy parts that no host laid out, once the list is gone: nobody else would."""
    for each in parts:
        if isValid(each) and each.parent() is None:
            each.deleteLater()


class RowList(QObject, Generic[T]):
    """A list as it is told, for a host that lays out its `tools` and its `card`.

    `followed` when another row is chosen, `opened` on Enter, `shown` when rows were shown, `best_wanted` when
    the button of an empty list is pressed that no filter keeps empty.
    """

    followed = Signal()
    opened = Signal()
    shown = Signal()
    best_wanted = Signal()

    def __init__(self, desk: Desk, told: ListOf[T]) -> None:
        super().__init__()
        self.desk, self.told = desk, told
        self.add_words = ""
        """What the button of the empty list says; "" for no button."""
        self.empty = told.empty
        """What stands there while there are no rows; a host that knows better why says it here."""
        self.title = told.name
        """What its files are called; a host says what the rows belong to: Participants of ASP26-WM01."""
        self.total = 0
        self.sifted: Sifted[T] = Sifted(Sifting(), (), ())
        self.views = Views(desk.memory, told.name)
        self._every: Sequence[T] = ()
        self._folded: set[str] = set()
        self._demanded: Hashable | None = None
        self._make_parts()
        self.wanted = self._standard()
        self._apply(self.views.now)
        self._connect()

    def _make_parts(self) -> None:
        told = self.told
        self.tools = ListTools(told.search_hint, [each.name for each in told.filters])
        self.table = ListTable(told.name, told.fields, bool(told.groupings))
        self.ticks = TickedModel(told.fields, told.key, told.ticking, self) if told.ticking else None
        """The model, where rows can be ticked."""
        self.model: FieldModel[T] = self.ticks or FieldModel(told.fields, told.key, self)
        self.table.setModel(self.model)
        self.columns = Columns(self.table, told.fields)
        self.choice = RowChoice(self.table, self.model, told.starts_at)
        self.nothing = EmptyState(told.empty.icon, "")
        self.stack, self.card = QStackedWidget(), Card()
        self.card.setAccessibleName("List")
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self.card.body.addWidget(self.stack)
        if self.ticks is not None:
            self.table.all_ticked.connect(self.ticks.tick_all)
        if told.pages is not None:
            PageLoader(self.desk, told, self.table, self.model)
            self.table.typed = self._find

    def put_button_in(self, card: Card) -> None:
        """Put the button of columns at the right of a card's header, for a host that lays no tools out."""
        self.tools.add()
        card.add_trailing(self.tools.columns_button)

    def bare(self) -> ListTable:
        """Give the table alone, for a host that says by itself when there is nothing."""
        self.stack.removeWidget(self.table)
        self.table.show()  # what leaves a stack is hidden
        return self.table

    def _connect(self) -> None:
        self.tools.settled.connect(self._settle)
        self.tools.clear_link.clicked.connect(self.clear_filters)
        self.model.sorting.connect(self._order)
        self.columns.turned.connect(self._keep)
        self.table.selectionModel().selectionChanged.connect(lambda: self._follow())
        self.table.selectionModel().currentRowChanged.connect(lambda: self._follow())
        self.table.opened.connect(lambda: self.opened.emit())
        self.table.group_turned.connect(self._turn)
        self.nothing.button.clicked.connect(self._do_best)
        self.table.destroyed.connect(partial(_let_go, self.tools, self.card))

    # what is wanted

    def _standard(self) -> Sifting:
        return Sifting(order=self.told.order, group=self.told.grouping.name if self.told.grouping else "")

    @property
    def grouping(self) -> Grouping[T] | None:
        """Give what the rows are grouped by now."""
        return next((each for each in self.told.groupings if each.name == self.wanted.group), None)

    @property
    def view(self) -> ListView:
        """Give how the list looks now."""
        order, standard = self.wanted.order, self._standard()
        usual = order == standard.order
        return ListView(
            self.columns.chosen,
            self.columns.widths,
            None if usual else order.heading,
            order.descending and not usual,
            None if self.wanted.group == standard.group else self.wanted.group,
            self.wanted.filters,
        )

    def show_view(self, view: ListView) -> None:
        """Look like this view from now on."""
        self._apply(view)
        self._keep()
        self.load()

    def _apply(self, view: ListView) -> None:
        standard = self._standard()
        headings = [each.heading for each in self.told.fields]
        ordered = view.order is not None and view.order in ("", *headings)
        self.wanted = Sifting(
            self.tools.text,
            {each.name: key for each in self.told.filters if (key := view.filters.get(each.name))},
            Order(view.order or "", view.descending) if ordered else standard.order,
            standard.group if view.group is None else view.group,
        )
        self.columns.choose(view.columns, dict(view.widths))
        self._show_order()

    def _show_order(self) -> None:
        order = self.wanted.order
        headings = [each.heading for each in self.told.fields]
        column = headings.index(order.heading) if order.heading else -1
        down = Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
        self.model.blockSignals(True)
        self.table.allow_sorting(column, down)
        self.model.blockSignals(False)

    def _order(self, order: Order) -> None:
        if order.heading in self.told.sortable:
            self._want(replace(self.wanted, order=order))
        else:
            self._show_order()

    def sort_by(self, heading: str) -> None:
        """Sort the rows by a column; by none where there is no heading."""
        self._reorder(Order(heading))

    def turn_order(self) -> None:
        """Let the last row come first, or the first again, where rows are sorted by a column."""
        if self.wanted.order.heading:
            self._reorder(replace(self.wanted.order, descending=not self.wanted.order.descending))

    def _reorder(self, order: Order) -> None:
        self._want(replace(self.wanted, order=order))
        self._show_order()

    def group_by(self, name: str) -> None:
        """Group the rows; by nothing where there is no name."""
        self._folded.clear()
        self._want(replace(self.wanted, group=name))

    def _settle(self) -> None:
        self._want(replace(self.wanted, text=self.tools.text, filters=self.tools.keys))

    def _want(self, wanted: Sifting) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            self._keep()
            self.load()

    def _keep(self) -> None:
        self.views.keep(self.view)

    def clear_filters(self) -> None:
        """Show every row."""
        self.tools.clear()
        self.wanted = replace(self.wanted, text="", filters={})
        self._keep()
        self.load()

    def _find(self, letters: str) -> None:
        """Take letters typed in a list that is too long to jump in as words to find."""
        self.tools.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tools.search.insert(letters)

    # asking and showing

    def load(self) -> None:
        """Ask for what is wanted; sift what the host brought."""
        if self.told.pages is not None:
            asked = partial(first_pages, self.told, self.wanted, self._demanded or self.choice.key)
            self.desk.ask(asked, self._show_pages, subject=self.told.name)
        elif self.told.ask is not None:
            self.desk.ask(
                partial(_answer, self.told, self.wanted, self.grouping), self._show, subject=self.told.name
            )
        else:
            self._show(_sifted(self.told, self._every, self.wanted, self.grouping))

    def take(self, rows: Sequence[T]) -> None:
        """Show rows that the host brings."""
        self._every = rows
        self.load()

    def _show(self, found: Sifted[T]) -> None:
        if found.wanted != self.wanted:
            return  # something else was wanted since: the answer to that is on its way
        self.sifted = found
        self.tools.offer(
            {each.name: each.choices(found.every) for each in self.told.filters}, found.wanted.filters
        )
        if self.tools.keys != dict(found.wanted.filters):
            self._settle()  # a key that no row has any more
            return
        opens = self.choice.key is None and self.told.begins is not None
        if opens:
            self._begin(found.rows)
        self._put(self._held(), len(found.rows), len(found.every))
        if opens:
            self.table.scrollTo(self.table.currentIndex(), ListTable.ScrollHint.PositionAtTop)

    def _begin(self, rows: Sequence[T]) -> None:
        begins = self.told.begins
        assert begins is not None
        self.choice.key = next((self.told.key(row) for row in rows if begins(row)), None)

    def _held(self) -> Held[T]:
        grouping = self.grouping
        folded = frozenset(self._folded) if grouping is None or grouping.folds else None
        headless, counted = (grouping.headless, grouping.counted) if grouping else ("", True)
        return Held(self.sifted.groups, self.told.key, folded, headless, counted)

    def _show_pages(self, found: FirstPages[T]) -> None:
        if found.wanted != self.wanted:
            return
        self.tools.offer(found.found.choices, found.wanted.filters)
        if self.tools.keys != dict(found.wanted.filters):
            self._settle()  # a key that is not offered any more
            return
        shelf = found.shelf
        shelf.fold(self._folded)
        self._put(shelf, len(found.found.keys), found.found.total)

    def _put(self, shelf: Shelf[T], shown: int, total: int) -> None:
        if self._demanded is not None and self._is_hidden(shelf):
            self._folded.clear()
            self.clear_filters()
            return
        self._demanded, self.total = None, total
        self.choice.remember()
        self.model.show_shelf(shelf)
        self.tools.counted.setText(self.told.counted(shown, total))
        self.tools.clear_link.setVisible(self.wanted.filtered)
        if self.stack.indexOf(self.table) >= 0:
            self.stack.setCurrentWidget(self.table if shown else self.nothing)
        self._say_nothing()
        self.choice.restore()
        self.shown.emit()
        self._follow()

    def _is_hidden(self, shelf: Shelf[T]) -> bool:
        """Tell whether the row that is demanded is kept away by filters or folded groups."""
        return bool(self.wanted.filtered or self._folded) and shelf.place_of(self._demanded) < 0

    def _say_nothing(self) -> None:
        if self.wanted.filtered:
            self.nothing.say(self.told.nothing_matches, action="Clear filters")
        else:
            self.nothing.say(self.empty.title, self.empty.sentences, self.add_words)

    def _do_best(self) -> None:
        if self.wanted.filtered:
            self.clear_filters()
        else:
            self.best_wanted.emit()

    def _turn(self, number: int) -> None:
        heading = self.model.heading_at(number)
        if heading is not None and heading.folds:
            self._folded ^= {heading.words}
            shelf = self.model.shelf
            if isinstance(shelf, Paged):
                shelf.fold(self._folded)
            self.model.show_shelf(shelf if isinstance(shelf, Paged) else self._held())
            self.choice.stand_on(number)

    # choosing

    @property
    def current(self) -> T | None:
        """Give the one row that is chosen; None where there are several."""
        return self.choice.current

    @property
    def rows(self) -> list[T]:
        """Give the rows that are chosen, from the top."""
        return self.choice.rows

    @property
    def ticked(self) -> list[T]:
        """Give the rows that are ticked, from the top."""
        return self.ticks.ticked if self.ticks else []

    def choose(self, key: Hashable) -> None:
        """Choose a row when rows are shown next, through filters and folded groups if need be."""
        self.choice.wait_for(key)
        if self.told.ask is not None or self.told.pages is not None:  # otherwise the host brings it
            self.choice.key = self._demanded = key
            self.load()

    def begin_at(self, key: Hashable | None = None) -> None:
        """Begin anew when rows are shown next: with this row, or else the first."""
        self.choice.key = key

    def _follow(self) -> None:
        self.choice.follow()
        self.followed.emit()


def _answer(told: ListOf[T], wanted: Sifting, grouping: Grouping[T] | None, office: Office) -> Sifted[T]:
    assert told.ask is not None
    return _sifted(told, told.ask(office), wanted, grouping)


def _sifted(told: ListOf[T], every: Sequence[T], wanted: Sifting, grouping: Grouping[T] | None) -> Sifted[T]:
    return sift(every, wanted, told.fields, told.filters, told.words_of, grouping)

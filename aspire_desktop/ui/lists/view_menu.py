"""The menu of columns, order, groups and views: over the headings of a list, and behind its button."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from aspire_desktop.ui.widgets.staying_menu import StayingMenu


@dataclass(frozen=True)
class Offer:
    """A line of the menu that is ticked or not, and what choosing it does."""

    words: str
    ticked: bool
    does: Callable[[], None]


@dataclass(frozen=True)
class ViewOffers:
    """Everything the menu offers of a list."""

    columns: Sequence[Offer]
    arrange: Callable[[], None]
    orders: Sequence[Offer]
    descending: Offer
    groups: Sequence[Offer]
    views: Sequence[Offer]
    save: Callable[[], None]
    forgets: Sequence[Offer]

    def __iter__(self) -> Iterator[Offer]:
        """Give every line that can be ticked, from the top."""
        yield from chain(self.columns, self.orders, [self.descending], self.groups, self.views)


class ViewMenu(StayingMenu):
    """Asks what there is to offer as it opens; columns and the direction are ticked without closing it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.ask: Callable[[], ViewOffers] | None = None
        self._ticks: list[QAction] = []
        self.aboutToShow.connect(self._fill)
        self.turned.connect(self._tick_anew)

    def _tick_anew(self) -> None:
        """Show what is ticked by now: the last column stays, and another view may be in force."""
        for action, offer in zip(self._ticks, self.ask() if self.ask else (), strict=False):
            action.setText(_shown(offer))
            action.setChecked(offer.ticked)

    def _fill(self) -> None:
        self.clear()
        self._ticks.clear()
        for old in (*self.findChildren(QMenu), *self.findChildren(QActionGroup)):
            old.deleteLater()
        if self.ask is None:
            return
        offers = self.ask()
        self._add(self, offers.columns)
        self.addAction("&Arrange columns…").triggered.connect(lambda: offers.arrange())
        self.addSeparator()
        self._add_orders(offers)
        if offers.groups:
            self._add(self._submenu("&Group by"), offers.groups, one=True)
        self.addSeparator()
        self._add(self, offers.views, one=True)
        self.addAction("Sa&ve this view as…").triggered.connect(lambda: offers.save())
        if offers.forgets:
            forget = self._submenu("&Forget view")
            for offer in offers.forgets:
                forget.addAction(_shown(offer)).triggered.connect(lambda _=False, does=offer.does: does())

    def _add_orders(self, offers: ViewOffers) -> None:
        by = self._submenu("&Sort by")
        self._add(by, offers.orders, one=True)
        by.addSeparator()
        self._add(by, [offers.descending])

    def _submenu(self, words: str) -> QMenu:
        made = StayingMenu(words, self)
        made.turned.connect(self._tick_anew)
        self.addMenu(made)
        return made

    def _add(self, menu: QMenu, offers: Sequence[Offer], one: bool = False) -> None:
        """Add lines to tick: of all these `one`, or each by itself."""
        group = QActionGroup(menu) if one else None
        for offer in offers:
            made = menu.addAction(_shown(offer))
            made.setCheckable(True)
            if group is not None:
                group.addAction(made)
            made.setChecked(offer.ticked)
            made.triggered.connect(lambda _=False, does=offer.does: does())
            self._ticks.append(made)


def _shown(offer: Offer) -> str:
    return offer.words.replace("&", "&&")

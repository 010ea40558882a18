"""The menu of columns, groups and views: over the headings of a list, and behind its Columns button."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu


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
    groups: Sequence[Offer]
    views: Sequence[Offer]
    save: Callable[[], None]
    forgets: Sequence[Offer]


def fill(menu: QMenu, offers: ViewOffers) -> None:
    """Fill the menu anew."""
    menu.clear()
    _add(menu, offers.columns)
    if offers.groups:
        _add(menu.addMenu("&Group by"), offers.groups)
    menu.addSeparator()
    _add(menu, offers.views)
    menu.addAction("&Save this view as…").triggered.connect(lambda: offers.save())
    if offers.forgets:
        _add(menu.addMenu("&Forget view"), offers.forgets)


def _add(menu: QMenu, offers: Sequence[Offer]) -> None:
    for offer in offers:
        made = menu.addAction(offer.words.replace("&", "&&"))
        made.setCheckable(True)
        made.setChecked(offer.ticked)
        made.triggered.connect(lambda _=False, does=offer.does: does())

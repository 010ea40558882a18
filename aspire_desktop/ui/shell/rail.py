"""The navigation as the present person sees it, with what waits at each screen."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from aspire_desktop.services.door.office import Office
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.ear import Ear
from aspire_desktop.ui.desk.signals import Destination, Presence
from aspire_desktop.ui.looks.theme import theme
from aspire_desktop.ui.shell.navigation import ScreenEntry
from aspire_desktop.ui.widgets.nav_list import NavItem, NavList

NARROWER = 1280
"""Below this width of the window, with standard text, only icons are shown."""


class Rail(QWidget):
    """Made again when roles change; `chosen` carries a Destination."""

    chosen = Signal(Destination)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk.of(self)
        self._entries: Sequence[ScreenEntry] = ()
        self.nav = NavList(())
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.nav)
        theme().changed.connect(self._refit)

    def show_entries(self, entries: Sequence[ScreenEntry], presence: Presence) -> None:
        """Show these screens, and who is at the desk."""
        self._entries = entries
        listed = [entry for entry in entries if not entry.last and not entry.under]
        items = [NavItem(e.key, e.words, e.icon, f"Ctrl+{n}") for n, e in enumerate(listed, 1)]
        last = [NavItem(e.key, e.words, e.icon, "Ctrl+,") for e in entries if e.last]
        old, self.nav = self.nav, NavList(items, last)
        self._row.replaceWidget(old, self.nav)
        old.deleteLater()
        self.nav.chosen.connect(self._choose)
        self.nav.set_person(presence.name, ", ".join(sorted(presence.roles)).capitalize())
        self.fit(self.window().width())
        for entry in entries:
            if entry.count is not None:
                self._follow(entry.key, entry.count, self.nav)

    def set_current(self, key: str) -> None:
        """Mark where the person is: at a workspace, the screen that it belongs to."""
        homes = {entry.key: entry.under for entry in self._entries if entry.under}
        shown = {entry.key for entry in self._entries if not entry.under}
        if (home := homes.get(key, key)) in shown:
            self.nav.set_current(home)

    def turn(self) -> None:
        """Show icons only, or the words again, as the person likes."""
        kept = self._desk.memory.kept
        kept.nav_collapsed = not kept.nav_collapsed
        self.fit(self.window().width())

    def fit(self, width: int) -> None:
        """Show the words where the window has room for them."""
        wanted = NARROWER * theme().text_percent // 100
        self.nav.set_narrow(width < wanted or self._desk.memory.kept.nav_collapsed)

    def _refit(self) -> None:
        self.fit(self.window().width())

    def _choose(self, key: str) -> None:
        self.chosen.emit(Destination(key))

    def _follow(self, key: str, count: Callable[[Office], int], nav: NavList) -> None:
        """Show how many wait at a screen, and count again whenever that may have changed."""
        ear = Ear(self._desk.bell, nav)
        desk = self._desk.of(nav, ear)
        ask = partial(desk.ask, count, partial(nav.set_count, key), subject=f"count {key}")
        ear.heard.connect(ask)
        ask()

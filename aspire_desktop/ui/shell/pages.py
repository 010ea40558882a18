"""The screens that have been opened, one in front, with the way back and forward."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.screen import Screen
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.shell.navigation import ScreenEntry

LONGEST_WAY = 100


@dataclass(frozen=True)
class Fronted:
    """The screen that came to the front, and its entry."""

    entry: ScreenEntry
    screen: Screen


class ScreenPages(QStackedWidget):
    """Makes a screen when it is first gone to; `fronted` carries Fronted, `renamed` another title."""

    fronted = Signal(Fronted)
    renamed = Signal()

    def __init__(self, desk: Desk, entries: Sequence[ScreenEntry]) -> None:
        super().__init__()
        self._desk = desk
        self._entries = {entry.key: entry for entry in entries}
        self._screens: dict[str, Screen] = {}
        self._behind: list[Destination] = []
        self._ahead: list[Destination] = []

    @property
    def front(self) -> Screen | None:
        """Give the screen in front."""
        screen = self.currentWidget()
        return screen if isinstance(screen, Screen) else None

    def go(self, destination: Destination) -> None:
        """Go to a place and remember the way back."""
        if self.front is not None and self.front.here() != destination:
            self._behind = [*self._behind, self.front.here()][-LONGEST_WAY:]
            self._ahead.clear()
        self._front(destination)

    def back(self) -> None:
        """Go where the person was before."""
        self._step(self._behind, self._ahead)

    def forward(self) -> None:
        """Go where the person went back from."""
        self._step(self._ahead, self._behind)

    def leave(self) -> bool:
        """Go back from a screen that is done with, for good; False where there is no way back."""
        left = self.front.key if self.front is not None else ""
        self._behind = [place for place in self._behind if place.screen != left]
        self._ahead.clear()
        if self._behind:
            self._front(self._behind.pop())
            return True
        return False

    def renew(self) -> None:
        """Make the screens again where they are next needed, so that they take the layout as delivered."""
        here = self.front.here() if self.front is not None else None
        for screen in self._screens.values():
            self.removeWidget(screen)
            screen.deleteLater()
        self._screens.clear()
        if here is not None:
            self._front(here)

    def _step(self, source: list[Destination], other: list[Destination]) -> None:
        if source and self.front is not None:
            other.append(self.front.here())
            self._front(source.pop())

    def _front(self, destination: Destination) -> None:
        entry = self._entries[destination.screen]
        screen = self._screens.get(entry.key)
        if screen is None:
            screen = self._screens[entry.key] = entry.make(self._desk)
            screen.windowTitleChanged.connect(lambda _: self.renamed.emit())
            self.addWidget(screen)
        self.setCurrentWidget(screen)
        screen.open(destination)
        screen.take_focus()
        self.fronted.emit(Fronted(entry, screen))

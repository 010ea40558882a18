"""The screen of a list: its tools above, its rows, and perhaps a pane that follows the row beside them."""

from typing import Generic, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.screen import Screen
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.list_commands import ListCommands
from aspire_desktop.ui.lists.list_of import ListOf
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.lists.unchosen import Unchosen, unchosen
from aspire_desktop.ui.looks.theme import CARD_GAP

T = TypeVar("T")
FOLLOW_MS = 150
LIST_WIDTH = 820


class ListScreen(Screen, Generic[T]):
    """A subclass says key and title, hands over its list as it is told, and makes its commands.

    It may hear of the row that is chosen: at once (`follow`), or once the person stays there (`stay`), which
    is where a pane is asked for; of Enter (`open_row`); and of the wish to add a row (`add`).
    """

    def __init__(self, desk: Desk, told: ListOf[T], pane: QWidget | None = None, width: int = 330) -> None:
        super().__init__(desk)
        self.list = RowList(self.desk, told)
        self.list.setParent(self)
        self.files = ListCommands(self.list)
        self._take_parts()
        self._pause = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._pause.timeout.connect(lambda: self.stay(self.current))
        self.list.followed.connect(self._follow)
        self.list.opened.connect(lambda: self.open_row(self.current))
        self.list.best_wanted.connect(self.add)
        self._lay_out(pane, width)

    def _take_parts(self) -> None:
        parts = self.list
        self.table, self.model, self.nothing, self.stack = (
            parts.table,
            parts.model,
            parts.nothing,
            parts.stack,
        )
        self.search, self.counted = parts.tools.search, parts.tools.counted
        self.clear_link, self.filters = parts.tools.clear_link, list(parts.tools.filters.values())
        self.filter_field, self.main = self.search, self.table

    def list_layout(self) -> QVBoxLayout:
        """Give where the list is laid out: the whole screen, unless a subclass has a page for it."""
        return self.whole

    def _lay_out(self, pane: QWidget | None, width: int) -> None:
        whole = self.list_layout()
        whole.addWidget(self.list.tools)
        whole.addWidget(self.list.card if pane is None else self._beside(pane, width), 1)
        whole.addWidget(self.files.jobs)
        self.panes = (self.search, self.table, *([] if pane is None else [pane]))

    def _beside(self, pane: QWidget, width: int) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.list.card, pane):
            splitter.addWidget(part)
        splitter.setStretchFactor(0, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(CARD_GAP)
        splitter.setSizes([LIST_WIDTH, width])
        self.desk.memory.follow_splitter(self.key, splitter)
        return splitter

    def offer_list(self, *row_commands: QAction) -> None:
        """Put what every list has behind the commands of this screen; `row_commands` open a row's menu."""
        self.files.in_menu(self.command)
        self.files.offer_for_rows(row_commands)

    def follow(self, row: T | None) -> None:
        """Hear which row is chosen now."""

    def stay(self, row: T | None) -> None:
        """Hear which row the person stays on."""

    def open_row(self, row: T | None) -> None:
        """Do what Enter does."""

    def add(self) -> None:
        """Begin to add a row."""

    @property
    def current(self) -> T | None:
        """Give the one row that is chosen; None where there are several."""
        return self.list.current

    @property
    def unchosen(self) -> Unchosen:
        """Say why there is no `current` row, for the pane beside the list."""
        return unchosen(self.list)

    def load(self) -> None:
        """Ask for what is wanted."""
        self.list.load()

    def open(self, destination: Destination) -> None:
        """Choose a row, through the filters if need be."""
        if destination.id is not None:
            self.list.choose(destination.id)

    def here(self) -> Destination:
        """Say which row is chosen."""
        key = self.list.choice.key
        return Destination(self.key, key if isinstance(key, int) else None)

    def clear_filters(self) -> None:
        """Show every row."""
        self.list.clear_filters()

    def _follow(self) -> None:
        self.follow(self.current)
        self._pause.start()

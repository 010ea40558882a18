"""The screen of the network: everybody who completed a programme, with filters."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar

from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.screen import Screen
from aspire_desktop.ui.lists.board import BoardModel, Order
from aspire_desktop.ui.lists.give_way import GiveWay
from aspire_desktop.ui.looks.theme import CONTROL_GAP
from aspire_desktop.ui.screens.network.alumni.model import COLUMNS, HEADINGS, Listing, Wanted, listing
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.filter_button import FilterButton, FilterChoice
from aspire_desktop.ui.widgets.label import Link, label
from aspire_desktop.ui.widgets.search_field import SearchField


class Network(Screen):
    """Completing a programme makes somebody one of the alumni; Enter opens the person."""

    key = "network"
    title = "Network"
    topics: ClassVar = frozenset(
        {
            "certificates", "cohorts", "employments", "enrolments", "organisation_names", "people",
            "sessions", "steps", "versions",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted = Wanted()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.addTab("Alumni")
        self._make_filters()
        self._make_list()
        self._lay_out()

    def _make_filters(self) -> None:
        self.filter_field = self.search = SearchField("Filter this list", "Ctrl+F", "funnel-simple")
        self.search.setFixedWidth(self.search.fontMetrics().averageCharWidth() * 32)
        self.search.settled.connect(self._sift)
        self.programme_filter = FilterButton("Programme")
        self.programme_filter.chosen.connect(self._sift)
        self.clear_link = Link("Clear filters")
        self.clear_link.clicked.connect(self.clear_filters)
        self.counted = label("", ink="2")

    def _make_list(self) -> None:
        self.model = BoardModel(HEADINGS, self)
        self.table = DataTable("Alumni", COLUMNS)
        self.table.setModel(self.model)
        self.table.allow_sorting(0)
        GiveWay(self.table, {5: 900, 1: 760, 4: 600})
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.model.sorting.connect(self._order)
        self.table.opened.connect(self._open)
        self.nothing = EmptyState("graduation-cap", "")
        self.nothing.button.clicked.connect(self.clear_filters)

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(CONTROL_GAP)
        for widget in (self.search, self.programme_filter, self.clear_link):
            filters.addWidget(widget)
        filters.addStretch(1)
        filters.addWidget(self.counted)
        card = Card()
        card.setAccessibleName("Alumni")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        card.body.addWidget(self.stack)
        self.whole.addWidget(self.tabs)
        self.whole.addLayout(filters)
        self.whole.addWidget(card, 1)
        self.panes = (self.search, self.table)
        self.main = self.table

    def load(self) -> None:
        """Ask for what the filters want."""
        self.desk.ask(partial(listing, self._wanted), self.show_listing, subject="list")

    def show_listing(self, found: Listing) -> None:
        """Show the list, and stay on the person that was chosen."""
        before = self.model.line_at(self.table.currentIndex())
        self.programme_filter.set_choices([FilterChoice(word, word) for word in found.programmes])
        self.model.show_lines(found.lines)
        row = self.model.row_of(before.key) if before else None
        if found.lines:
            self.table.setCurrentIndex(self.model.index(row or 0, 0))
        self.tabs.setTabText(0, f"Alumni  {found.total}")
        self.counted.setText(f"{len(found.lines)} of {found.total}" if found.total else "")
        self.clear_link.setVisible(self._wanted.filtered)
        self.stack.setCurrentWidget(self.table if found.lines else self.nothing)
        if self._wanted.filtered:
            self.nothing.say("Nobody matches these filters", action="Clear filters")
        else:
            why = "Whoever completes a programme, or is given its certificate, is listed here by itself."
            self.nothing.say("There are no alumni yet", why)

    def clear_filters(self) -> None:
        """Show everybody."""
        self.search.clear()
        self.programme_filter.choose("")
        self._want(replace(self._wanted, text="", programme=""))

    def _sift(self) -> None:
        text, programme = self.search.text().strip(), self.programme_filter.key
        self._want(replace(self._wanted, text=text, programme=programme))

    def _order(self, order: Order) -> None:
        self._want(replace(self._wanted, order=order))

    def _want(self, wanted: Wanted) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self.load()

    def _open(self, index: QModelIndex) -> None:
        line = self.model.line_at(index)
        if line is not None and line.place is not None:
            self.desk.go(line.place)

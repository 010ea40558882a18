"""The screen of cohorts: a list grouped by programme with filters, and a pane beside it."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget

from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.services.door.action import Done
from aspire_desktop.services.programmes.cohorts import AddCohort
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.screen import Screen
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.give_way import GiveWay
from aspire_desktop.ui.looks.theme import CARD_GAP, CONTROL_GAP
from aspire_desktop.ui.screens.programmes.cohorts.model import (
    COLUMNS,
    DATES,
    NEXT,
    PLACES,
    VERSION,
    CohortsModel,
    Listing,
    Wanted,
    listing,
)
from aspire_desktop.ui.screens.programmes.cohorts.new_cohort import NewCohort, offerings
from aspire_desktop.ui.screens.programmes.cohorts.pane import WIDTH, Pane, overview
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.filter_button import FilterButton
from aspire_desktop.ui.widgets.key_cap import KeyCap
from aspire_desktop.ui.widgets.label import Link, label
from aspire_desktop.ui.widgets.search_field import SearchField

FOLLOW_MS = 150
NEW = "new"
FILTERS = ("Programme", "Version", "Delivery partner", "Status")


class Cohorts(Screen):
    """Every cohort as it stands today; Enter opens its workspace."""

    key = "cohorts"
    title = "Cohorts"
    topics: ClassVar = frozenset(
        {"cohorts", "sessions", "trainers", "enrolments", "organisation_names", "versions", "programmes"}
        | {"marks", "steps", "projects", "project_members", "certificates"}  # what may be open
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted = Wanted()
        self._chosen: CohortId | None = None
        self._make_commands()
        self._make_filters()
        self._make_list()
        self._make_nothing()
        self._lay_out()

    def _make_commands(self) -> None:
        self.new_command = self.command("&New cohort…", "Ctrl+N", "plus")
        self.open_command = self.command("&Open cohort", "", "arrow-right")
        self.new_command.triggered.connect(self._begin_adding)
        self.open_command.triggered.connect(self._open_current)
        self.new_command.setEnabled(self.desk.may(AddCohort))
        new = Button("New cohort", Kind.PRIMARY, "plus", "Ctrl+N")
        new.clicked.connect(self.new_command.trigger)
        new.setEnabled(self.new_command.isEnabled())
        self.header.add_action(new)

    def _make_filters(self) -> None:
        self.filter_field = self.search = SearchField("Filter this list", "Ctrl+F", "funnel-simple")
        self.search.setFixedWidth(self.search.fontMetrics().averageCharWidth() * 30)
        self.search.settled.connect(self._sift)
        self.filters = [FilterButton(words) for words in FILTERS]
        for button in self.filters:
            button.chosen.connect(self._sift)
        self.clear_link = Link("Clear filters")
        self.clear_link.clicked.connect(self.clear_filters)
        self.counted = label("", ink="2")

    def _make_list(self) -> None:
        self.model = CohortsModel(self)
        self.table = DataTable("Cohorts", COLUMNS, grouped=True)
        self.table.setModel(self.model)
        self.table.allow_sorting(DATES, Qt.SortOrder.DescendingOrder)
        GiveWay(self.table, {PLACES: 980, VERSION: 800, NEXT: 700, DATES: 540})
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.model.sorting.connect(self._order)
        self.table.selectionModel().currentRowChanged.connect(self._follow_row)
        self.table.opened.connect(lambda _: self._open_current())
        self.table.group_turned.connect(self._turn_group)
        self._pause = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._pause.timeout.connect(self._ask_for_pane)

    def _make_nothing(self) -> None:
        self.nothing = EmptyState("users-three", "")
        self.nothing.button.clicked.connect(self._do_best)
        self.pane = Pane(self.open_command)

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(CONTROL_GAP)
        for widget in (self.search, *self.filters, self.clear_link):
            filters.addWidget(widget)
        filters.addStretch(1)
        filters.addWidget(self.counted)
        self.whole.addLayout(filters)
        card = Card()
        card.setAccessibleName("List")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        card.body.addWidget(self.stack)
        self._fill_footer(card.add_footer())
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(card)
        splitter.addWidget(self.pane)
        splitter.setStretchFactor(0, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(CARD_GAP)
        splitter.setSizes([860, WIDTH])
        self.whole.addWidget(splitter, 1)
        self.desk.memory.follow_splitter("cohorts", splitter)
        self.panes = (self.search, self.table, self.pane)
        self.main = self.table

    def _fill_footer(self, footer: QHBoxLayout) -> None:
        self.totals = label("")
        footer.addWidget(self.totals)
        footer.addStretch(1)
        for keys, words in ((("↑", "↓"), "move ·"), (("Enter",), "open ·"), (("F6",), "next pane")):
            for key in keys:
                footer.addWidget(KeyCap(key))
            footer.addWidget(label(words, ink="2"))

    def load(self) -> None:
        """Ask for what the filters want."""
        self.desk.ask(partial(listing, self._wanted), self.show_listing, subject="list")

    def show_listing(self, found: Listing) -> None:
        """Show the list, and stay on the cohort that was chosen."""
        for button, choices in zip(self.filters, found.choices, strict=True):
            button.set_choices(choices)
        chosen = self._chosen
        self.model.show_listing(found)
        rows = found.rows
        noun = "cohort" if found.total == 1 else "cohorts"
        shown = f"{len(rows)} of {found.total}" if self._wanted.filtered else f"{found.total or 'No'}"
        self.counted.setText(f"{shown} {noun}{'' if found.total else ' yet'}")
        held, capacity = sum(row.held for row in rows), sum(row.capacity for row in rows)
        self.totals.setText(f"{held} booked of {capacity} places shown")
        self.clear_link.setVisible(self._wanted.filtered)
        self._show_nothing(bool(rows))
        self._choose(chosen)

    def open(self, destination: Destination) -> None:
        """Choose a cohort, through the filters if need be; Destination("cohorts", tab="new") adds one."""
        if destination.tab == NEW and self.new_command.isEnabled():
            self._begin_adding()
        if destination.id is not None:
            self._chosen = CohortId(destination.id)
            self.clear_filters()

    def here(self) -> Destination:
        """Say which cohort is chosen."""
        return Destination(self.key, self._chosen)

    def clear_filters(self) -> None:
        """Show every cohort."""
        self.search.clear()
        for button in self.filters:
            button.choose("")
        self._wanted = Wanted(sort=self._wanted.sort, descending=self._wanted.descending)
        self.load()

    def _want(self, wanted: Wanted) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self.load()

    def _sift(self) -> None:
        programme, version, partner, stage = (button.key for button in self.filters)
        text = self.search.text().strip()
        self._want(
            replace(
                self._wanted, text=text, programme=programme, version=version, partner=partner, stage=stage
            )
        )

    def _order(self, order: Wanted) -> None:
        self._want(replace(self._wanted, sort=order.sort, descending=order.descending))

    def _show_nothing(self, any_rows: bool) -> None:
        self.stack.setCurrentWidget(self.table if any_rows else self.nothing)
        if self._wanted.filtered:
            self.nothing.say("No cohorts match these filters", action="Clear filters")
        else:
            sentences = "A cohort takes one version of a programme together, with a date for each session."
            action = "New cohort" if self.new_command.isEnabled() else ""
            self.nothing.say("There are no cohorts yet", sentences, action)

    def _do_best(self) -> None:
        if self._wanted.filtered:
            self.clear_filters()
        else:
            self._begin_adding()

    def _choose(self, id: CohortId | None) -> None:
        found = self.model.index_of(id) if id is not None else QModelIndex()
        self.table.setCurrentIndex(found if found.isValid() else self.model.first())
        self._follow_row(self.table.currentIndex())

    def _follow_row(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None:
            self._chosen = row.id
        self.open_command.setEnabled(row is not None)
        self._pause.start()

    def _ask_for_pane(self) -> None:
        row = self.model.row_at(self.table.currentIndex())
        if row is None:
            self.pane.show_overview(None)
        else:
            self.desk.ask(partial(overview, row.id), self.pane.show_overview, subject="pane")

    def _turn_group(self, row: int) -> None:
        self.model.turn(row)
        self.table.setCurrentIndex(self.model.index(row, 0))

    def _open_current(self) -> None:
        row = self.model.row_at(self.table.currentIndex())
        if row is not None:
            self.desk.go(Destination("cohort", row.id))

    def _begin_adding(self) -> None:
        self.desk.ask(offerings, lambda found: NewCohort(self.desk, found, self._added).ask())

    def _added(self, done: Done[CohortId]) -> None:
        """Go to the new cohort at once: people are added there."""
        self._chosen = done.value
        self.desk.go(Destination("cohort", done.value))

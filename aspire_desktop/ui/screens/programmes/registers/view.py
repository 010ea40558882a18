"""The screen of registers: a list of what is due, and the register that is opened from it."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from aspire_desktop.domain.office.values import SessionId
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.screen import Screen
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.looks.theme import CONTROL_GAP
from aspire_desktop.ui.register.panel import RegisterPanel, Shown
from aspire_desktop.ui.screens.programmes.registers.model import (
    COLUMNS,
    PROGRAMME,
    VENUE,
    Listing,
    RegistersModel,
    listing,
)
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.page_header import Crumb
from aspire_desktop.ui.widgets.search_field import SearchField

TOPICS = frozenset(
    {"marks", "sessions", "enrolments", "cohorts", "trainers", "modules", "versions", "programmes"}
)


class Registers(Screen):
    """Registers due and of late; Enter opens one in the panel, Esc or Alt+Left leads back."""

    key = "registers"
    title = "Registers"
    topics: ClassVar = TOPICS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._opened: SessionId | None = None
        self._last: SessionId | None = None
        self._filtered = ""
        self._make_list()
        self.panel = RegisterPanel(desk)
        self.panel.shown.connect(self._follow_panel)
        self.panel.header.crumb_chosen.connect(self._go_back)
        self.commands = [self._opening(), *self.panel.commands]
        back = QShortcut(QKeySequence("Esc"), self.panel, self._go_back)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._lay_out()

    def _make_list(self) -> None:
        self.search = SearchField("Filter this list", "Ctrl+F", "funnel-simple")
        self.search.setFixedWidth(self.search.fontMetrics().averageCharWidth() * 32)
        self.search.settled.connect(self._sift)
        self.counted = label("", ink="2")
        self.model = RegistersModel(self)
        self.table = DataTable("Registers", COLUMNS, grouped=True)
        self.table.setModel(self.model)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.opened.connect(lambda _: self._open_current())
        self.nothing = EmptyState("clipboard-text", "")
        self.nothing.button.clicked.connect(self.search.clear)
        self.filter_field = self.search
        self.panes = (self.search, self.table)

    def _opening(self) -> QAction:
        made = QAction("&Open register\tEnter", self)
        made.triggered.connect(self._open_current)
        return made

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(CONTROL_GAP)
        filters.addWidget(self.search)
        filters.addStretch(1)
        filters.addWidget(self.counted)
        card = Card()
        card.setAccessibleName("List")
        self.rows_or_nothing = QStackedWidget()
        self.rows_or_nothing.addWidget(self.table)
        self.rows_or_nothing.addWidget(self.nothing)
        card.body.addWidget(self.rows_or_nothing)
        self.list_page = QWidget()
        page = QVBoxLayout(self.list_page)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(CONTROL_GAP)
        page.addLayout(filters)
        page.addWidget(card, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list_page)
        self.pages.addWidget(self.panel)
        self.whole.addWidget(self.pages, 1)

    def load(self) -> None:
        """Ask for the registers; the panel asks for its own."""
        self.desk.ask(partial(listing, self._filtered), self.show_listing, subject="list")
        if self._opened is not None:
            self.panel.refresh()

    def show_listing(self, found: Listing) -> None:
        """Show the list, and stay on the register that was chosen."""
        row = self.model.row_at(self.table.currentIndex())
        chosen = row.session.id if row is not None else self._last
        self.model.show_listing(found)
        self.table.setCurrentIndex(self.model.index_of(chosen))
        self.counted.setText(_due(found))
        self.rows_or_nothing.setCurrentWidget(self.table if found.groups else self.nothing)
        if self._filtered:
            self.nothing.say("No registers match these words", action="Clear filter")
        else:
            self.nothing.say("There are no registers yet", "A confirmed cohort brings one for each session.")

    def open(self, destination: Destination) -> None:
        """Show the list, or the register of a session."""
        self._opened = None if destination.id is None else SessionId(destination.id)
        if self._opened is None:
            self.panel.put_away()
            self.header.show()
            self.pages.setCurrentWidget(self.list_page)
            self.panes = (self.search, self.table)
            self.table.setCurrentIndex(self.model.index_of(self._last))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._last = self._opened
            self.header.hide()
            self.pages.setCurrentWidget(self.panel)
            self.panes = (self.panel.grid, self.panel.bar)
            self.panel.show_session(self._opened)

    def here(self) -> Destination:
        """Say which register is open."""
        return Destination(self.key, self._opened)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Leave out what can be read in the register itself where there is little room."""
        super().resizeEvent(event)
        self.table.setColumnHidden(PROGRAMME, self.width() < 1150)
        self.table.setColumnHidden(VENUE, self.width() < 1000)

    def _follow_panel(self, shown: Shown) -> None:
        if self._opened is not None:
            self._opened = self._last = shown.session_id
        words = ", ".join(part for part in (f"{shown.code} {shown.programme}", shown.venue) if part)
        self.panel.header.set_breadcrumb([Crumb("Registers", self.key), Crumb(words)])

    def _open_current(self) -> None:
        row = self.model.row_at(self.table.currentIndex())
        if row is not None:
            self.desk.go(Destination(self.key, row.session.id))

    def _go_back(self) -> None:
        self.desk.go(Destination(self.key))

    def _sift(self) -> None:
        text = self.search.text().strip()
        if text != self._filtered:
            self._filtered = text
            self.load()


def _due(found: Listing) -> str:
    if not found.due:
        return "All registers are marked" if found.total else ""
    return "1 register is due" if found.due == 1 else f"{found.due} registers are due"

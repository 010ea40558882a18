"""The screen of organisations: a list with filters, and beside it facts and forms."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget

from aspire_desktop.domain.office.values import OrganisationId
from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.services.office.organisations import AddOrganisation, RemoveOrganisation
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.screen import Screen
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.give_way import GiveWay
from aspire_desktop.ui.looks.theme import CARD_GAP, CONTROL_GAP
from aspire_desktop.ui.screens.office.organisations.model import (
    COLUMNS,
    Listing,
    OrganisationsModel,
    Wanted,
    listing,
)
from aspire_desktop.ui.screens.office.organisations.pane import AddForm, Form, Pane, RenameForm, SucceedForm
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.filter_button import FilterButton, FilterChoice
from aspire_desktop.ui.widgets.label import Link, label
from aspire_desktop.ui.widgets.search_field import SearchField


class Organisations(Screen):
    """Councils and other bodies, under the names they bear today."""

    key = "organisations"
    title = "Organisations"
    topics: ClassVar = frozenset({"organisations", "organisation_names", "successions"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted = Wanted()
        self._listing = Listing(self._wanted, (), 0, (), ())
        self._chosen: OrganisationId | None = None
        self._make_commands()
        self._make_filters()
        self._make_list()
        self._make_pane()
        self._lay_out()

    def _make_commands(self) -> None:
        self.add_command = self.command("&Add organisation", "Ctrl+N", "plus")
        self.rename_command = self.command("&Rename…", "F2", "pencil-simple")
        self.succeed_command = self.command("Record &successor…", "", "git-merge")
        self.remove_command = self.command("Re&move organisation", "Del", "trash")
        self.add_command.triggered.connect(self._begin_adding)
        self.rename_command.triggered.connect(self._begin_renaming)
        self.succeed_command.triggered.connect(self._begin_succeeding)
        self.remove_command.triggered.connect(self._remove)
        self.add_command.setEnabled(self.desk.may(AddOrganisation))
        add = Button("Add organisation", Kind.PRIMARY, "plus", "Ctrl+N")
        add.clicked.connect(self.add_command.trigger)
        add.setEnabled(self.add_command.isEnabled())
        self.header.add_action(add)
        self._allow()

    def _make_filters(self) -> None:
        self.filter_field = self.search = SearchField("Filter this list", "Ctrl+F", "funnel-simple")
        self.search.setFixedWidth(self.search.fontMetrics().averageCharWidth() * 32)
        self.search.settled.connect(self._sift)
        self.type_filter, self.region_filter = FilterButton("Type"), FilterButton("Region")
        self.member_filter = FilterButton("Membership", [FilterChoice("member", "Members")])
        self.type_filter.chosen.connect(self._sift)
        self.region_filter.chosen.connect(self._sift)
        self.member_filter.chosen.connect(self._sift)
        self.clear_link = Link("Clear filters")
        self.clear_link.clicked.connect(self.clear_filters)
        self.counted = label("", ink="2")

    def _make_list(self) -> None:
        self.model = OrganisationsModel(self)
        self.table = DataTable("Organisations", COLUMNS)
        self.table.setModel(self.model)
        self.table.allow_sorting(0)
        GiveWay(self.table, {3: 780, 2: 640, 1: 480})
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.model.sorting.connect(self._order)
        self.table.selectionModel().currentRowChanged.connect(self._follow_row)
        self.table.opened.connect(lambda _: self._begin_renaming())
        self.nothing = EmptyState("buildings", "")
        self.nothing.button.clicked.connect(self._do_best)

    def _make_pane(self) -> None:
        today = self.desk.clock.today()
        self.add_form, self.rename_form, self.succeed_form = AddForm(), RenameForm(today), SucceedForm(today)
        forms = (self.add_form, self.rename_form, self.succeed_form)
        self.pane = Pane([self.rename_command, self.succeed_command, self.remove_command], forms)
        for form in forms:
            form.sent.connect(partial(self._send, form))
            form.left.connect(self._leave_form)

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(CONTROL_GAP)
        for widget in (
            self.search,
            self.type_filter,
            self.region_filter,
            self.member_filter,
            self.clear_link,
        ):
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
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(card)
        splitter.addWidget(self.pane)
        splitter.setStretchFactor(0, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(CARD_GAP)
        splitter.setSizes([820, 330])
        self.whole.addWidget(splitter, 1)
        self.desk.memory.follow_splitter("organisations", splitter)
        self.panes = (self.search, self.table, self.pane)
        self.main = self.table

    def load(self) -> None:
        """Ask for what the filters want."""
        self.desk.ask(partial(listing, self._wanted), self.show_rows, subject="list")

    def show_rows(self, found: Listing) -> None:
        """Show the list, and stay on the organisation that was chosen."""
        if found.wanted != self._wanted:
            return  # the filters have changed since: the answer to that is on its way
        self._listing = found
        for button, choices in ((self.type_filter, found.types), (self.region_filter, found.regions)):
            button.set_choices([FilterChoice(word, word) for word in choices])
        self.add_form.offer(found.types, found.regions)
        chosen, place = self._chosen, self.table.currentIndex().row()
        self.model.show_rows(found.rows)
        self.counted.setText(_count(len(found.rows), found.total))
        self.clear_link.setVisible(self._wanted.filtered)
        self._show_nothing(found)
        self._choose(chosen, place)

    def open(self, destination: Destination) -> None:
        """Choose an organisation, through the filters if need be."""
        if destination.id is not None:
            self._chosen = OrganisationId(destination.id)
            self.clear_filters()

    def here(self) -> Destination:
        """Say which organisation is chosen."""
        return Destination(self.key, self._chosen)

    def clear_filters(self) -> None:
        """Show every organisation."""
        self.search.clear()
        for button in (self.type_filter, self.region_filter, self.member_filter):
            button.choose("")
        self._wanted = replace(self._wanted, text="", type="", region="", members=False)
        self.load()

    def _want(self, wanted: Wanted) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self.load()

    def _sift(self) -> None:
        """Take what the filters say, in the order that stands."""
        self._want(
            replace(
                self._wanted,
                text=self.search.text().strip(),
                type=self.type_filter.key,
                region=self.region_filter.key,
                members=bool(self.member_filter.key),
            )
        )

    def _order(self, order: Wanted) -> None:
        self._want(replace(self._wanted, sort=order.sort, descending=order.descending))

    def _show_nothing(self, found: Listing) -> None:
        self.stack.setCurrentWidget(self.table if found.rows else self.nothing)
        if self._wanted.filtered:
            self.nothing.say("No organisations match these filters", action="Clear filters")
        else:
            sentences = "People come from them, and they fund places."
            action = "Add organisation" if self.add_command.isEnabled() else ""
            self.nothing.say("There are no organisations yet", sentences, action)

    def _do_best(self) -> None:
        if self._wanted.filtered:
            self.clear_filters()
        else:
            self._begin_adding()

    def _choose(self, id: OrganisationId | None, place: int) -> None:
        """Choose an organisation, or the row that now stands where the last one did."""
        found = self.model.index_of(id) if id is not None else QModelIndex()
        if not found.isValid() and self.model.rowCount():
            found = self.model.index(max(0, min(place, self.model.rowCount() - 1)), 0)
        self.table.setCurrentIndex(found)
        self._follow_row(found)

    def _follow_row(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None:
            self._chosen = row.id
        self._allow()
        if self.pane.form is None:
            self.pane.show_row(row)

    def _allow(self) -> None:
        allowed = self._chosen is not None and self.desk.may(AddOrganisation)
        for command in (self.rename_command, self.succeed_command, self.remove_command):
            command.setEnabled(allowed)

    def _begin_adding(self) -> None:
        self.pane.show_form(self.add_form)
        self.add_form.begin()

    def _begin_renaming(self) -> None:
        row = self.model.row_at(self.table.currentIndex())
        if row is not None and self.rename_command.isEnabled():
            self.pane.show_form(self.rename_form)
            self.rename_form.begin_with(row)

    def _begin_succeeding(self) -> None:
        row = self.model.row_at(self.table.currentIndex())
        if row is not None:
            self.pane.show_form(self.succeed_form)
            self.succeed_form.begin_with(row, self._listing.rows)

    def _remove(self) -> None:
        row = self.model.row_at(self.table.currentIndex())
        if row is not None:
            self.desk.do(RemoveOrganisation(row.id))

    def _send(self, form: Form, action: Action[object]) -> None:
        self.desk.do(action, self._end_form, form.complain)

    def _end_form(self, done: Done[object]) -> None:
        """Close the form; what was just added is chosen, whatever the filters say."""
        self._leave_form()
        if isinstance(done.value, int):
            self._chosen = OrganisationId(done.value)
            self.clear_filters()

    def _leave_form(self) -> None:
        self.pane.show_row(self.model.row_at(self.table.currentIndex()))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _count(shown: int, total: int) -> str:
    noun = "organisation" if total == 1 else "organisations"
    return (
        f"{shown} of {total} {noun}"
        if shown != total
        else f"{total or 'none yet'} {noun if total else ''}".strip()
    )

"""The screen of people: a list that is searched, and a pane with jobs, cohorts and the certificate name."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget

from aspire_desktop.domain.office.people import PersonRow
from aspire_desktop.domain.office.values import PersonId
from aspire_desktop.services.contact.erasures import ErasePerson
from aspire_desktop.services.door.action import Done
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.storage.lookups.contact.erasures import erasure_plan
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.office.people import person_row
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.screen import Screen
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.give_way import GiveWay
from aspire_desktop.ui.lists.rows_model import RowsModel
from aspire_desktop.ui.looks.theme import CARD_GAP, CONTROL_GAP
from aspire_desktop.ui.screens.office.people.dialogs import (
    AddPersonDialog,
    CertificateNameDialog,
    ChangePersonDialog,
    MovePersonDialog,
)
from aspire_desktop.ui.screens.office.people.erasing import EraseDialog
from aspire_desktop.ui.screens.office.people.merging import MergeDialog
from aspire_desktop.ui.screens.office.people.model import (
    COLUMNS,
    EMAIL,
    HEADINGS,
    ROLE,
    Facts,
    Listing,
    cell,
    facts,
    listing,
)
from aspire_desktop.ui.screens.office.people.pane import WIDTH, Pane
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.search_field import SearchField

FOLLOW_MS = 150


class People(Screen):
    """Everybody on record; typing finds by any part of a name or address."""

    key = "people"
    title = "People"
    topics: ClassVar = frozenset(
        {
            "people",
            "former_names",
            "employments",
            "enrolments",
            "cohorts",
            "organisation_names",
            "successions",
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._chosen: PersonId | None = None
        self._facts: Facts | None = None
        self._make_commands()
        self._make_list()
        self._lay_out()
        self._allow()

    def _make_commands(self) -> None:
        self.add_command = self.command("&Add person…", "Ctrl+N", "user-plus")
        self.change_command = self.command("&Change…", "F2", "pencil-simple")
        self.move_command = self.command("Ne&w job…", "", "buildings")
        self.name_command = self.command("&Name on certificates…", "", "certificate")
        self.merge_command = self.command("&Merge with…", "", "git-merge")
        self.erase_command = self.command("&Erase…", "", "user-minus")
        self.open_command = self.command("&Open latest cohort", "", "users-three")
        self.add_command.triggered.connect(self._begin_adding)
        self.change_command.triggered.connect(self._begin_changing)
        self.move_command.triggered.connect(self._begin_moving)
        self.name_command.triggered.connect(self._begin_naming)
        self.merge_command.triggered.connect(self._begin_merging)
        self.erase_command.triggered.connect(self._begin_erasing)
        self.open_command.triggered.connect(self._open_cohort)
        add = Button("Add person", Kind.PRIMARY, "user-plus", "Ctrl+N")
        add.clicked.connect(self.add_command.trigger)
        self.add_command.setEnabled(self.desk.may(AddPerson))
        add.setEnabled(self.add_command.isEnabled())
        self.header.add_action(add)

    def _make_list(self) -> None:
        self.filter_field = self.search = SearchField("Find people", "Ctrl+F")
        self.search.setFixedWidth(self.search.fontMetrics().averageCharWidth() * 42)
        self.search.settled.connect(lambda _: self.load())
        self.counted = label("", ink="2")
        self.model: RowsModel[PersonRow] = RowsModel(HEADINGS, cell, self)
        self.table = DataTable("People", COLUMNS)
        self.table.setModel(self.model)
        GiveWay(self.table, {EMAIL: 760, ROLE: 560})
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.selectionModel().currentRowChanged.connect(lambda _: self._follow_row())
        self.table.opened.connect(lambda _: self._begin_changing())
        self.nothing = EmptyState("user", "")
        self.nothing.button.clicked.connect(self._do_best)
        self.pane = Pane(
            [
                self.change_command,
                self.name_command,
                self.move_command,
                self.merge_command,
                self.open_command,
                self.erase_command,
            ]
        )
        self.pane.wanted.connect(self.desk.go)
        self._pause = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._pause.timeout.connect(self._ask_for_pane)

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(CONTROL_GAP)
        filters.addWidget(self.search)
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
        splitter.setSizes([820, WIDTH])
        self.whole.addWidget(splitter, 1)
        self.desk.memory.follow_splitter("people", splitter)
        self.panes = (self.search, self.table, self.pane)
        self.main = self.table

    def load(self) -> None:
        """Ask for the people found."""
        self.desk.ask(partial(listing, self.search.text().strip()), self.show_listing, subject="list")

    def show_listing(self, found: Listing) -> None:
        """Show the people, and stay on the one who was chosen."""
        chosen, filtered = self._chosen, bool(self.search.text().strip())
        self.model.show_rows(found.rows)
        shown = len(found.rows)
        noun = "person" if found.total == 1 else "people"
        narrower = ", type to find others" if shown < found.found else ""
        counted = f"{shown:,} of {found.total:,} {noun}{narrower}"
        self.counted.setText(
            counted if shown < found.total else f"{found.total or 'Nobody yet'}{_noun(found)}"
        )
        self.stack.setCurrentWidget(self.table if found.rows else self.nothing)
        if filtered:
            self.nothing.say("Nobody matches these words", action="Clear search")
        else:
            action = "Add person" if self.add_command.isEnabled() else ""
            sentence = "Everybody who takes part, or took part, in a programme belongs here."
            self.nothing.say("There are no people yet", sentence, action)
        index = self.model.place_of(lambda row: row.id == chosen)
        self.table.setCurrentIndex(index if index.isValid() else self.model.index(0, 0))
        self._follow_row()

    def open(self, destination: Destination) -> None:
        """Choose somebody, who is found by name where the list is long."""
        if destination.id is not None:
            self._chosen = PersonId(destination.id)
            self.desk.ask(person_row.about(self._chosen, self.desk.clock.today()), self._find)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find(self, person: PersonRow | None) -> None:
        if person is not None and not self.model.place_of(lambda row: row.id == person.id).isValid():
            self.search.setText(f"{person.given_name} {person.family_name}".strip())
        self.load()

    def here(self) -> Destination:
        """Say who is chosen."""
        return Destination(self.key, self._chosen)

    def _do_best(self) -> None:
        if self.search.text():
            self.search.clear()
        else:
            self._begin_adding()

    @property
    def current(self) -> PersonRow | None:
        """Give the person who is chosen."""
        return self.model.row_at(self.table.currentIndex())

    def _follow_row(self) -> None:
        if self.current is not None:
            self._chosen = self.current.id
        self._allow()
        self._pause.start()

    def _ask_for_pane(self) -> None:
        if self.current is None:
            self._show_facts(None)
        else:
            self.desk.ask(partial(facts, self.current.id), self._show_facts, subject="pane")

    def _show_facts(self, found: Facts | None) -> None:
        self._facts = found
        self._allow()
        self.pane.show_facts(found)

    def _allow(self) -> None:
        person = self.current if self.desk.may(AddPerson) else None
        there = person is not None and person.erased_on is None
        for command in (self.change_command, self.move_command, self.name_command):
            command.setEnabled(there)
        self.erase_command.setEnabled(there and self.desk.may(ErasePerson))
        self.merge_command.setEnabled(there and person is not None and person.restricted_on is None)
        self.open_command.setEnabled(self._facts is not None and bool(self._facts.cohorts))

    def _begin_adding(self) -> None:
        self.desk.ask(
            organisation_rows.about(self.desk.clock.today()),
            lambda rows: AddPersonDialog(self.desk, rows, self._added).ask(),
        )

    def _added(self, done: Done[PersonId]) -> None:
        self.open(Destination(self.key, done.value))

    def _begin_changing(self) -> None:
        if self.current is not None and self.change_command.isEnabled():
            ChangePersonDialog(self.desk, self.current).ask()

    def _begin_moving(self) -> None:
        person = self.current
        if person is not None:
            self.desk.ask(
                organisation_rows.about(self.desk.clock.today()),
                lambda rows: MovePersonDialog(self.desk, person, rows).ask(),
            )

    def _begin_merging(self) -> None:
        if self.current is not None:
            MergeDialog(self.desk, self.current, self._merged).ask()

    def _begin_erasing(self) -> None:
        if self.current is not None:
            asked = erasure_plan.about(self.current.id, self.desk.clock.today())
            self.desk.ask(asked, lambda plan: EraseDialog(self.desk, plan).ask())

    def _merged(self, kept: PersonId) -> None:
        self.open(Destination(self.key, kept))

    def _begin_naming(self) -> None:
        if self._facts is not None:
            CertificateNameDialog(self.desk, self._facts.person, self._facts.certificate_name).ask()

    def _open_cohort(self) -> None:
        if self._facts is not None and self._facts.cohorts:
            self.desk.go(Destination("cohort", self._facts.cohorts[0].cohort_id, "participants"))


def _noun(found: Listing) -> str:
    if not found.total:
        return ""
    return " person" if found.total == 1 else " people"

"""The screen of people: a list that is searched, and a pane with jobs, cohorts and the certificate name."""

from functools import partial

from PySide6.QtCore import Qt

from aspire_desktop.domain.office.people import PersonRow
from aspire_desktop.domain.office.values import PersonId
from aspire_desktop.services.contact.erasures import ErasePerson
from aspire_desktop.services.contact.merging import MergePeople
from aspire_desktop.services.door.action import Done
from aspire_desktop.services.office.people import AddPerson, ChangePerson, MovePerson, SetCertificateName
from aspire_desktop.storage.lookups.contact.erasures import erasure_plan
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.list_screen import ListScreen
from aspire_desktop.ui.screens.contact.people.dialogs import (
    AddPersonDialog,
    CertificateNameDialog,
    ChangePersonDialog,
    MovePersonDialog,
)
from aspire_desktop.ui.screens.contact.people.erasing import EraseDialog
from aspire_desktop.ui.screens.contact.people.merging import MergeDialog
from aspire_desktop.ui.screens.contact.people.model import PEOPLE, Facts, facts
from aspire_desktop.ui.screens.contact.people.pane import WIDTH, PersonPane
from aspire_desktop.ui.widgets.button import Button, Kind


class People(ListScreen[PersonRow]):
    """Everybody on record; typing finds by any part of a name or address."""

    key = "people"
    title = "People"

    def __init__(self, desk: Desk) -> None:
        self.pane = PersonPane()
        super().__init__(desk, PEOPLE, self.pane, WIDTH)
        self._facts: Facts | None = None
        self._make_commands()
        self.pane.wanted.connect(self.desk.go)
        self._allow()

    def _make_commands(self) -> None:
        self.add_command = self.command("&Add person…", "Ctrl+N", "user-plus")
        self.change_command = self.command("&Change…", "F2", "pencil-simple")
        self.move_command = self.command("Ne&w job…", "", "buildings")
        self.name_command = self.command("&Name on certificates…", "", "certificate")
        self.merge_command = self.command("&Merge with…", "", "git-merge")
        self.erase_command = self.command("&Erase…", "", "user-minus")
        self.open_command = self.command("&Open latest cohort", "", "users-three")
        self.add_command.triggered.connect(self.add)
        self.change_command.triggered.connect(self._begin_changing)
        self.move_command.triggered.connect(self._begin_moving)
        self.name_command.triggered.connect(self._begin_naming)
        self.merge_command.triggered.connect(self._begin_merging)
        self.erase_command.triggered.connect(self._begin_erasing)
        self.open_command.triggered.connect(self._open_cohort)
        add = Button("Add person", Kind.PRIMARY, "user-plus", "Ctrl+N")
        self.desk.allow(self.add_command, AddPerson)
        add.stand_for(self.add_command)
        self.header.add_action(add)
        self.list.add_words = "Add person" if self.add_command.isEnabled() else ""
        of_one = (self.change_command, self.name_command, self.move_command, self.merge_command)
        offered = (*of_one, self.open_command, self.erase_command)
        self.pane.offer(offered)
        self.offer_list(*offered)

    def open(self, destination: Destination) -> None:
        """Choose somebody."""
        super().open(destination)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self, row: PersonRow | None) -> None:
        """Offer what can be done with somebody."""
        self._allow()

    def stay(self, row: PersonRow | None) -> None:
        """Ask for the facts of whom the person stays on."""
        if row is None:
            self._forget_facts()
        else:
            self.desk.ask(partial(facts, row.id), self._show_facts, subject="pane")

    def open_row(self, row: PersonRow | None) -> None:
        """Change somebody."""
        self._begin_changing()

    def _show_facts(self, found: Facts | None) -> None:
        if found is None:
            self._forget_facts()
        elif self.current is not None and self.current.id == found.person.id:  # or somebody went on
            self._facts = found
            self._allow()
            self.pane.show_facts(found)

    def _forget_facts(self) -> None:
        self._facts = None
        self._allow()
        self.pane.show_facts(self.unchosen)

    def _allow(self) -> None:
        person, allow = self.current, self.desk.allow
        there = person is not None and person.erased_on is None
        allow(self.change_command, ChangePerson, there=there)
        allow(self.move_command, MovePerson, there=there)
        allow(self.name_command, SetCertificateName, there=there)
        allow(self.erase_command, ErasePerson, erasure_plan, there=there)
        free = there and person is not None and person.restricted_on is None
        allow(self.merge_command, MergePeople, there=free)
        self.open_command.setEnabled(self._facts is not None and bool(self._facts.cohorts))

    def add(self) -> None:
        """Open the form for somebody new."""
        self.desk.ask(
            organisation_rows.about(self.desk.clock.today()),
            lambda rows: AddPersonDialog(self.desk, rows, self._added).ask(),
        )

    def _added(self, done: Done[PersonId]) -> None:
        self.list.choose(done.value)

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
        self.list.choose(kept)

    def _begin_naming(self) -> None:
        if self._facts is not None:
            CertificateNameDialog(self.desk, self._facts.person).ask()

    def _open_cohort(self) -> None:
        if self._facts is not None and self._facts.cohorts:
            self.desk.go(Destination("cohort", self._facts.cohorts[0].cohort_id, "participants"))

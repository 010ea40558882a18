"""The screen of organisations: a list with filters, and beside it facts and forms."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.services.office.organisations import (
    AddOrganisation,
    CalledNoMore,
    DescribeOrganisation,
    RemoveOrganisation,
    RenameOrganisation,
    SucceedOrganisation,
)
from aspire_desktop.ui.desk.desk import Act, Desk
from aspire_desktop.ui.forms.pane_form import PaneForm
from aspire_desktop.ui.lists.list_screen import ListScreen
from aspire_desktop.ui.screens.office.organisations.forms import (
    AddOrganisationForm,
    DetailsForm,
    RenameForm,
    SucceedForm,
)
from aspire_desktop.ui.screens.office.organisations.model import ORGANISATIONS
from aspire_desktop.ui.screens.office.organisations.pane import OrganisationPane
from aspire_desktop.ui.widgets.button import Button, Kind


class Organisations(ListScreen[OrganisationRow]):
    """Councils and other bodies, under the names they bear today."""

    key = "organisations"
    title = "Organisations"

    def __init__(self, desk: Desk) -> None:
        today = desk.clock.today()
        self.add_form, self.rename_form, self.succeed_form = (
            AddOrganisationForm(),
            RenameForm(today),
            SucceedForm(today),
        )
        self.details_form = DetailsForm()
        forms = (self.add_form, self.rename_form, self.details_form, self.succeed_form)
        self.pane = OrganisationPane(forms)
        super().__init__(desk, ORGANISATIONS, self.pane)
        self.type_filter, self.region_filter, self.member_filter = self.filters
        self._make_commands()
        for form in forms:
            form.sent.connect(partial(self._send, form))
            form.left.connect(self._leave_form)
        self.pane.facts.unnamed.connect(self._take_name_back)

    def _make_commands(self) -> None:
        self.add_command = self.command("&Add organisation", "Ctrl+N", "plus")
        self.rename_command = self.command("&Rename…", "F2", "pencil-simple")
        self.details_command = self.command("Change &details…", "", "note-pencil")
        self.succeed_command = self.command("Record &successor…", "", "git-merge")
        self.remove_command = self.command("Re&move organisation", "Del", "trash")
        self.add_command.triggered.connect(self.add)
        self.rename_command.triggered.connect(self._begin_renaming)
        self.details_command.triggered.connect(self._begin_describing)
        self.succeed_command.triggered.connect(self._begin_succeeding)
        self.remove_command.triggered.connect(self._remove)
        self.desk.allow(self.add_command, AddOrganisation)
        self.list.add_words = "Add organisation" if self.add_command.isEnabled() else ""
        add = Button("Add organisation", Kind.PRIMARY, "plus", "Ctrl+N")
        add.stand_for(self.add_command)
        self.header.add_action(add)
        self.row_commands: dict[QAction, Act] = {
            self.rename_command: RenameOrganisation,
            self.details_command: DescribeOrganisation,
            self.succeed_command: SucceedOrganisation,
            self.remove_command: RemoveOrganisation,
        }
        self.pane.facts.add_commands(tuple(self.row_commands))
        self.offer_list(*self.row_commands)
        self._allow()

    def follow(self, row: OrganisationRow | None) -> None:
        """Show the organisation, unless a form is open."""
        every = self.list.sifted.every
        for form in (self.add_form, self.details_form):
            form.told.offer(every)
        self._allow()
        if self.pane.form is None:
            self.pane.show_row(row or self.unchosen)

    def _allow(self) -> None:
        for command, act in self.row_commands.items():
            self.desk.allow(command, act, there=self.current is not None)
        self.pane.facts.may_unname(self.desk.may(CalledNoMore))

    def add(self) -> None:
        """Open the form for a new one."""
        self.pane.show_form(self.add_form)
        self.add_form.show_new()

    def open_row(self, row: OrganisationRow | None) -> None:
        """Rename it."""
        self.rename_command.trigger()

    def _begin_renaming(self) -> None:
        if self.current is not None:
            self.pane.show_form(self.rename_form)
            self.rename_form.show_row(self.current)

    def _begin_describing(self) -> None:
        if self.current is not None:
            self.pane.show_form(self.details_form)
            self.details_form.show_row(self.current)

    def _take_name_back(self, name: str) -> None:
        if self.current is not None:
            self.desk.do(CalledNoMore(self.current.id, name))

    def _begin_succeeding(self) -> None:
        if self.current is not None:
            self.pane.show_form(self.succeed_form)
            self.succeed_form.show_row(self.current, self.list.sifted.rows)

    def _remove(self) -> None:
        if self.current is not None:
            self.desk.do(RemoveOrganisation(self.current.id))

    def _send(self, form: PaneForm, action: Action[object]) -> None:
        self.desk.do(action, self._end_form, form.complain)

    def _end_form(self, done: Done[object]) -> None:
        """Close the form; what was just added is chosen, whatever the filters say."""
        self._leave_form()
        if isinstance(done.value, int):
            self.list.choose(done.value)

    def _leave_form(self) -> None:
        self.pane.show_row(self.current or self.unchosen)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

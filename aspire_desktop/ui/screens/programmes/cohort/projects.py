"""The tab of projects: whose they are, and what the panel decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from aspire_desktop.domain.office.values import CohortId, EnrolmentId, ProjectId, VersionId, short_date
from aspire_desktop.domain.programmes.programmes import OutcomeRow
from aspire_desktop.domain.programmes.projects import ProjectRow
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.projects import AddProject, ClearOutcome, RemoveProject
from aspire_desktop.storage.lookups.programmes.attendance import cohort_register
from aspire_desktop.storage.lookups.programmes.programmes import outcome_rows, rules_of
from aspire_desktop.storage.lookups.programmes.projects import project_member_ids, project_rows
from aspire_desktop.ui.desk.tabs import Bench, button_of
from aspire_desktop.ui.lists.rows_model import RowsModel
from aspire_desktop.ui.screens.programmes.cohort.project_dialogs import Member, OutcomeDialog, ProjectDialog
from aspire_desktop.ui.screens.programmes.cohort.tabs import CohortTab
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.cells import Cell, CellRole, Column
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.status import status

HEADINGS = ("Project", "People", "Status", "Outcome", "Decided")
COLUMNS = (
    Column(Cell.STRONG, 300),
    Column(Cell.TEXT, stretch=True),
    Column(Cell.PILL, 130),
    Column(Cell.TEXT, 170),
    Column(Cell.QUIET, 110),
)
STATUS = 2


@dataclass(frozen=True)
class Projects:
    """The projects of a cohort, who could be on one, and what a panel may decide."""

    rows: Sequence[ProjectRow]
    members: Sequence[Member]
    outcomes: Sequence[OutcomeRow]
    used: bool


def _projects(id: CohortId, version_id: VersionId, office: Office) -> Projects:
    register = office.ask(cohort_register, id, office.clock.today())
    members = [Member(row.enrolment_id, f"{row.given_name} {row.family_name}") for row in register.rows]
    used = office.ask(rules_of)[version_id].project_needed
    return Projects(office.ask(project_rows, id), members, office.ask(outcome_rows, version_id), used)


def _cell(row: ProjectRow, column: int, role: int) -> object:
    if role == CellRole.PILL and column == STATUS:
        return status("Outcome set") if row.outcome else status("In progress")
    if role != Qt.ItemDataRole.DisplayRole:
        return None
    decided = short_date(row.decided_on) if row.decided_on else ""
    state = "Outcome set" if row.outcome else "In progress"
    return (row.title, row.members, state, row.outcome, decided)[column]


class ProjectsTab(CohortTab):
    """Enter records an outcome; Ctrl+N adds a project."""

    key = "projects"
    title = "Projects"
    topics: ClassVar = frozenset({"projects", "project_members", "enrolments"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._found = Projects((), (), (), used=True)
        self._chosen: ProjectId | None = None
        self._make_commands()
        self.model: RowsModel[ProjectRow] = RowsModel(HEADINGS, _cell, self)
        self.table = DataTable("Projects", COLUMNS)
        self.table.setModel(self.model)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.opened.connect(lambda _: self._record())
        self.table.selectionModel().currentRowChanged.connect(lambda _: self._follow_row())
        self.nothing = EmptyState("presentation", "")
        self.nothing.button.clicked.connect(self.add_command.trigger)
        self._lay_out()
        self._follow_row()

    def _make_commands(self) -> None:
        self.add_command = self.command("&Add project…", "Ctrl+N", "plus")
        self.change_command = self.command("&Change project…", "F2", "pencil-simple")
        self.record_command = self.command("Record &outcome…", "", "seal-check")
        self.clear_command = self.command("C&lear outcome", "", "arrow-counter-clockwise")
        self.remove_command = self.command("&Remove project", "Del", "trash")
        self.add_command.triggered.connect(self._add)
        self.change_command.triggered.connect(self._begin_changing)
        self.record_command.triggered.connect(self._record)
        self.clear_command.triggered.connect(self._clear_outcome)
        self.remove_command.triggered.connect(self._remove)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        for command in (self.change_command, self.clear_command, self.remove_command):
            tools.addWidget(button_of(command))
        tools.insertStretch(0, 1)
        tools.insertWidget(1, button_of(self.record_command))
        add = Button("Add project", Kind.SECONDARY, "plus", "Ctrl+N")
        add.clicked.connect(self.add_command.trigger)
        tools.addWidget(add)
        self.whole.addLayout(tools)
        card = Card()
        card.setAccessibleName("Projects")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        card.body.addWidget(self.stack)
        self.whole.addWidget(card, 1)
        self.panes = (self.table,)

    def load(self) -> None:
        """Ask for the projects."""
        if self.cohort is not None:
            question = partial(_projects, self.cohort.id, self.cohort.version_id)
            self.desk.ask(question, self.show_projects, subject="projects")

    def show_projects(self, found: Projects) -> None:
        """Show the projects, and stay on the one that was chosen."""
        self._found, chosen = found, self._chosen
        self.model.show_rows(found.rows)
        index = self.model.place_of(lambda row: row.id == chosen)
        self.table.setCurrentIndex(index if index.isValid() else self.model.index(0, 0))
        self.stack.setCurrentWidget(self.table if found.rows else self.nothing)
        if not found.used:
            self.nothing.say("This programme needs no project", "It is completed by attendance alone.")
        elif not found.members:
            self.nothing.say("There are no projects yet", "Confirm people on the cohort first.")
        else:
            sentence = "A project belongs to one person or a group, and the panel decides its outcome."
            action = "Add project" if self.desk.may(AddProject) else ""
            self.nothing.say("There are no projects yet", sentence, action)
        self._follow_row()

    @property
    def current(self) -> ProjectRow | None:
        """Give the project that is chosen."""
        return self.model.row_at(self.table.currentIndex())

    def _follow_row(self) -> None:
        row, may = self.current, self.desk.may(AddProject)
        if row is not None:
            self._chosen = row.id
        self.add_command.setEnabled(may and bool(self._found.members))
        for command in (self.change_command, self.record_command):
            command.setEnabled(may and row is not None)
        decided = row is not None and bool(row.outcome)
        self.clear_command.setEnabled(may and decided)
        self.remove_command.setEnabled(may and row is not None and not decided)

    def _add(self) -> None:
        if self.cohort is not None:
            ProjectDialog(self.desk, self.cohort.id, self._found.members).ask()

    def _begin_changing(self) -> None:
        row, cohort = self.current, self.cohort
        if row is not None and cohort is not None:
            members = self._found.members

            def begin(ids: Sequence[EnrolmentId]) -> None:
                ProjectDialog(self.desk, cohort.id, members, row, ids).ask()

            self.desk.ask(project_member_ids.about(row.id), begin)

    def _record(self) -> None:
        row = self.current
        if row is not None and self.record_command.isEnabled():
            OutcomeDialog(self.desk, row, self._found.outcomes).ask()

    def _clear_outcome(self) -> None:
        if self.current is not None:
            self.desk.do(ClearOutcome(self.current.id))

    def _remove(self) -> None:
        if self.current is not None:
            self.desk.do(RemoveProject(self.current.id))

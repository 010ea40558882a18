"""The tab of projects: whose they are, and what the panel decided."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from aspire_desktop.domain.office.facts import told
from aspire_desktop.domain.office.history import Record
from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, ProjectId, VersionId
from aspire_desktop.domain.programmes.programmes import OutcomeRow
from aspire_desktop.domain.programmes.projects import DETAILS, TITLE, ProjectRow
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.door.touched import AsShown
from aspire_desktop.services.programmes.projects import (
    AddProject,
    ChangeProject,
    ClearOutcome,
    RecordOutcome,
    RemoveProject,
)
from aspire_desktop.storage.lookups.programmes.attendance import cohort_register
from aspire_desktop.storage.lookups.programmes.programmes import outcome_rows, rules_of
from aspire_desktop.storage.lookups.programmes.projects import project_people, project_rows
from aspire_desktop.ui.desk.tabs import Bench, button_of
from aspire_desktop.ui.lists.fields import Field, day_field, fact_field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.screens.programmes.cohort.project_dialogs import Member, OutcomeDialog, ProjectDialog
from aspire_desktop.ui.screens.programmes.cohort.tabs import ListTab
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.status import status


@dataclass(frozen=True)
class Projects:
    """The projects of a cohort, who could be on one, and what a panel may decide."""

    rows: Sequence[ProjectRow]
    members: Sequence[Member]
    outcomes: Sequence[OutcomeRow]
    used: bool


def _projects(id: CohortId, version_id: VersionId, office: Office) -> Projects:
    members = _on_register(id, office)
    used = office.ask(rules_of)[version_id].project_needed
    return Projects(office.ask(project_rows, id), members, office.ask(outcome_rows, version_id), used)


def _on_register(id: CohortId, office: Office) -> list[Member]:
    register = office.ask(cohort_register, id, office.clock.today())
    return [Member(row.enrolment_id, full_name(row.given_name, row.family_name)) for row in register.rows]


@dataclass(frozen=True)
class ProjectPeople:
    """Who works on a project by now, and everybody who is to be offered for it, them included."""

    on_it: Sequence[EnrolmentId]
    offered: Sequence[Member]


def _people_of(id: ProjectId, cohort_id: CohortId, office: Office) -> ProjectPeople:
    on_it = office.ask(project_people, id)
    known = _on_register(cohort_id, office)
    there = {member.enrolment_id for member in known}
    others = [Member(each, name) for each, name in on_it.items() if each not in there]
    return ProjectPeople(tuple(on_it), [*known, *others])


def _state(row: ProjectRow) -> str:
    return "Outcome set" if row.outcome else "In progress"


PROJECTS = ListOf[ProjectRow](
    name="Projects",
    noun=("project", "projects"),
    key=lambda row: row.id,
    about=lambda row: Record("projects", row.id, row.title),
    fields=(
        fact_field(TITLE, Cell.STRONG, 300),
        Field("People", lambda row: row.members, stretch=True),
        Field("Status", _state, Cell.PILL, 130, pill=lambda row: status(_state(row)), groups=True),
        Field("Outcome", lambda row: row.outcome, width=170, groups=True),
        day_field("Decided", lambda row: row.decided_on, cell=Cell.QUIET),
        *(fact_field(fact, spare=True) for fact in DETAILS if fact is not TITLE),
    ),
    empty=Empty(
        "presentation",
        "There are no projects yet",
        "A project belongs to one person or a group, and the panel decides its outcome.",
    ),
)


def _empty(found: Projects) -> Empty:
    if not found.used:
        return replace(
            PROJECTS.empty,
            title="This programme needs no project",
            sentences="It is completed by attendance alone.",
        )
    if not found.members:
        return replace(PROJECTS.empty, sentences="Confirm people on the cohort first.")
    return PROJECTS.empty


class ProjectsTab(ListTab[ProjectRow]):
    """Enter records an outcome; Ctrl+N adds a project."""

    key = "projects"
    title = "Projects"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, PROJECTS)
        self._found = Projects((), (), (), used=True)
        self._make_commands()
        self.list.opened.connect(self._record)
        self.list.followed.connect(self._follow_row)
        self.list.best_wanted.connect(self.add_command.trigger)
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
        of_row = (self.record_command, self.change_command, self.clear_command, self.remove_command)
        self.offer_list(*of_row)
        add = Button("Add project", Kind.SECONDARY, "plus", "Ctrl+N")
        add.stand_for(self.add_command)
        self.lay_out_list(*map(button_of, of_row), add)
        self.list.card.setAccessibleName(PROJECTS.name)

    def load(self) -> None:
        """Ask for the projects."""
        if self.cohort is not None:
            question = partial(_projects, self.cohort.id, self.cohort.version_id)
            self.desk.ask(question, self.show_projects, subject="projects")

    def show_projects(self, found: Projects) -> None:
        """Show the projects, and stay on the one that was chosen."""
        self._found, self.list.empty = found, _empty(found)
        self.list.add_words = "Add project" if found.members and self.desk.may(AddProject) else ""
        self.list.take(found.rows)
        self._follow_row()

    @property
    def current(self) -> ProjectRow | None:
        """Give the project that is chosen."""
        return self.list.current

    def _follow_row(self) -> None:
        row, allow = self.current, self.desk.allow
        there = row is not None
        decided = row is not None and bool(row.outcome)
        allow(self.add_command, AddProject, there=bool(self._found.members))
        allow(self.change_command, ChangeProject, there=there)
        allow(self.record_command, RecordOutcome, there=there)
        allow(self.clear_command, ClearOutcome, there=decided)
        allow(self.remove_command, RemoveProject, there=there and not decided)

    def _add(self) -> None:
        if self.cohort is not None:
            ProjectDialog(self.desk, self.cohort.id, self._found.members).ask()

    def _begin_changing(self) -> None:
        row, cohort = self.current, self.cohort
        if row is not None and cohort is not None:

            def begin(people: ProjectPeople) -> None:
                ProjectDialog(self.desk, cohort.id, people.offered, row, people.on_it).ask()

            self.desk.ask(partial(_people_of, row.id, cohort.id), begin)

    def _record(self) -> None:
        row = self.current
        if row is not None and self.record_command.isEnabled():
            OutcomeDialog(self.desk, row, self._found.outcomes).ask()

    def _clear_outcome(self) -> None:
        row = self.current
        if row is not None:
            shown = RecordOutcome(row.id, row.outcome_key, row.decided_on)
            self.desk.do(AsShown(ClearOutcome(row.id), shown))

    def _remove(self) -> None:
        row = self.current
        if row is not None:
            shown = ChangeProject(project_id=row.id, enrolment_ids=row.enrolment_ids, **told(row, DETAILS))
            self.desk.do(AsShown(RemoveProject(row.id), shown))

"""The workspace of one cohort: its facts, and a tab for each part of the work on it."""

from functools import partial

from aspire_desktop.domain.office.staff import ADMINISTRATORS
from aspire_desktop.domain.office.values import CohortId, EnrolmentId
from aspire_desktop.domain.programmes.decisions import decision_words
from aspire_desktop.services.door.action import Done
from aspire_desktop.services.programmes.cohorts import ChangeCohort, SetStage
from aspire_desktop.services.programmes.enrolments import EnrolParticipant
from aspire_desktop.services.programmes.newcomers import EnrolNewcomer
from aspire_desktop.services.programmes.schedules import SetDecision
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.screen import Screen
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.desk.tabs import Bench, TabArea
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.screens.programmes.cohort.add_person import AddPersonDialog
from aspire_desktop.ui.screens.programmes.cohort.attendance import Attendance
from aspire_desktop.ui.screens.programmes.cohort.certificates import CertificatesTab
from aspire_desktop.ui.screens.programmes.cohort.change_cohort import ChangeCohortDialog
from aspire_desktop.ui.screens.programmes.cohort.facts import FactsRow, Head, head
from aspire_desktop.ui.screens.programmes.cohort.participants import Participants
from aspire_desktop.ui.screens.programmes.cohort.projects import ProjectsTab
from aspire_desktop.ui.screens.programmes.cohort.schedule import Schedule
from aspire_desktop.ui.screens.programmes.cohort.schedule_dialogs import DecisionDialog
from aspire_desktop.ui.screens.programmes.cohort.tabs import CohortTab
from aspire_desktop.ui.widgets.button import Button, Face, Kind
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.page_header import Crumb
from aspire_desktop.ui.widgets.pill import Pill
from aspire_desktop.ui.widgets.status import status, tag
from aspire_desktop.ui.widgets.words import stage_look, start_words

TABS = (Participants, Schedule, Attendance, ProjectsTab, CertificatesTab)
ICONS = {
    "Email…": "envelope-simple",
    "Change cohort…": "pencil-simple",
    "Import participants…": "download-simple",
    "Add person": "user-plus",
}


class CohortWorkspace(Screen):
    """Shows the cohort that a Destination names; Ctrl+Tab goes from tab to tab."""

    key = "cohort"
    title = "Cohort"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._id: CohortId | None = None
        self._head: Head | None = None
        self._make_commands()
        bench = Bench(self.desk, self.command)
        self.participants, self.attendance = Participants(bench), Attendance(bench)
        tabs: list[CohortTab] = [
            self.participants,
            Schedule(bench),
            self.attendance,
            ProjectsTab(bench),
            CertificatesTab(bench),
        ]
        self._make_buttons()
        self.commands += [each for tab in tabs for each in tab.commands if each not in self.commands]
        self.tabs = TabArea("Parts of the cohort", tabs)
        self.strip = self.tabs.strip
        self._lay_out()
        self._turn()

    def _make_commands(self) -> None:
        self.change_command = self.command("&Change cohort…", "Ctrl+Shift+E", "pencil-simple")
        self.change_command.triggered.connect(self._begin_changing)
        self.next_command, self.previous_command = self.tab_commands(lambda step: self.tabs.step(step))
        self.import_command = self.command("&Import participants…", "", "download-simple")
        self.import_command.triggered.connect(self._import)
        self.add_command = self.command("&Add person…", "Ctrl+Shift+N", "user-plus")
        self.add_command.triggered.connect(self._add_person)
        self.decide_command = self.command("&Go or no-go…", "", "calendar-blank")
        self.decide_command.triggered.connect(self._decide)
        self.desk.allow(self.decide_command, SetDecision)
        self.email_command = self.command("E&mail…", "Ctrl+Shift+M", "envelope-simple")
        self.email_command.triggered.connect(lambda: self.desk.go(Destination("messages", self._id)))
        self.desk.allow_to(self.email_command, ADMINISTRATORS)
        self.desk.allow(self.change_command, ChangeCohort, SetStage)
        self.desk.allow(self.import_command, EnrolParticipant)
        self.desk.allow(self.add_command, EnrolParticipant, EnrolNewcomer)

    def _make_buttons(self) -> None:
        self.participants.list.best_wanted.connect(self._add_person)
        for command, words, kind in (
            (self.email_command, "Email…", Kind.SECONDARY),
            (self.change_command, "Change cohort…", Kind.SECONDARY),
            (self.import_command, "Import participants…", Kind.SECONDARY),
            (self.add_command, "Add person", Kind.PRIMARY),
        ):
            button = Button(words, kind, keys="Ctrl+Shift+N" if kind is Kind.PRIMARY else "")
            button.set_face(Face(ICONS[words], keys=button.face.keys))
            button.stand_for(command)
            self.header.add_action(button)

    def _lay_out(self) -> None:
        self.facts = FactsRow()
        self.gone = EmptyState("users-three", "This cohort is not here any more", "", "Show all cohorts")
        self.gone.button.clicked.connect(lambda: self.desk.go(Destination("cohorts")))
        self.gone.hide()
        self.whole.addWidget(self.facts)
        self.whole.addWidget(self.tabs, 1)
        self.whole.addWidget(self.gone, 1)
        self.tabs.turned.connect(self._turn)
        self.header.crumb_chosen.connect(lambda key: self.desk.go(Destination(key)))

    @property
    def tab(self) -> CohortTab:
        """Give the tab in front."""
        front = self.tabs.front
        assert isinstance(front, CohortTab)
        return front

    def load(self) -> None:
        """Ask for the cohort; its tab loads when it is known."""
        if self._id is not None:
            self.desk.ask(partial(head, self._id), self.show_head, subject="head")

    def open(self, destination: Destination) -> None:
        """Show a cohort, at a tab if one is named."""
        self.tabs.bring(destination.tab)
        if destination.id is not None and destination.id != self._id:
            self._id = CohortId(destination.id)
            self.load()
        if destination.part:
            self.tab.point_at(EnrolmentId(int(destination.part)))
        self.tabs.focus_work()

    def here(self) -> Destination:
        """Say which cohort and tab is in front."""
        return Destination(self.key, self._id, self.tab.key)

    def show_head(self, found: Head | None) -> None:
        """Show the facts, and let the tab in front load."""
        self._head = found
        for widget in (self.facts, self.tabs):
            widget.setVisible(found is not None)
        self.gone.setVisible(found is None)
        if found is None:
            self.header.set_title(self.title)
            self._take_title()
            return
        cohort = found.cohort
        self.header.set_breadcrumb([Crumb("Cohorts", "cohorts"), Crumb(cohort.programme)])
        self.header.set_title(cohort.code)
        self._take_title()
        pills = [Pill(stage_look(cohort, found.open))]
        pills += [Pill(status("Full"), "Places")] if cohort.room.is_full else []
        soon = start_words(cohort, found.today)
        open = decision_words(cohort)
        pills += [Pill(tag(open, Tone.DUE, "clock"), "Decision")] if open else []
        pills += [Pill(tag(soon, Tone.INFO, "calendar-blank"), "Start")] if soon else []
        self.header.set_pills(pills)
        self.facts.show_head(found)
        self.tabs.note(found.notes)
        self.tab.show_cohort(cohort)

    def _take_title(self) -> None:
        """Name the window after the cohort and the tab in front."""
        named = [self.title] if self._head is None else [self._head.cohort.code, self.tab.title]
        self.setWindowTitle(", ".join(named))

    def _turn(self) -> None:
        """Take the fields and panes of the tab in front, and let it load."""
        self._take_title()
        self.filter_field = self.tab.filter_field
        self.panes = self.tabs.panes
        if self._head is not None:
            self.tab.show_cohort(self._head.cohort)

    def _import(self) -> None:
        self.desk.go(Destination("import", self._id, "participants"))

    def _add_person(self) -> None:
        if self._head is not None:
            AddPersonDialog(self.desk, self._head.cohort, self._show_added).ask()

    def _show_added(self, done: Done[EnrolmentId]) -> None:
        """Choose who was added, so that the next act is for them."""
        self.participants.choose(done.value)

    def _decide(self) -> None:
        if self._head is not None:
            DecisionDialog(self.desk, self._head.cohort).ask()

    def _begin_changing(self) -> None:
        if self._head is not None:
            now = self._head
            self.desk.ask(
                organisation_rows.about(self.desk.clock.today()),
                lambda rows: ChangeCohortDialog(self.desk, now, rows).ask(),
            )

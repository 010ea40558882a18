"""Dialogs of projects: whose it is, and what the panel decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from aspire_desktop.domain.office.values import CohortId, EnrolmentId
from aspire_desktop.domain.programmes.programmes import OutcomeRow
from aspire_desktop.domain.programmes.projects import ProjectRow
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.programmes.projects import AddProject, ChangeProject, RecordOutcome
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.fields import ChoiceField

SHOWN = 8


@dataclass(frozen=True)
class Member:
    """Somebody who could work on a project."""

    enrolment_id: EnrolmentId
    name: str


class ProjectDialog(FormDialog):
    """A title and the people ticked; one person or several."""

    def __init__(
        self,
        desk: Desk,
        cohort_id: CohortId,
        members: Sequence[Member],
        project: ProjectRow | None = None,
        on_it: Sequence[EnrolmentId] = (),
    ) -> None:
        verb = "Save project" if project else "Add project"
        super().__init__(desk, "Change project" if project else "Add project", verb)
        self._cohort_id, self._members, self._project = cohort_id, members, project
        self.title, self.people = QLineEdit(project.title if project else ""), QListWidget()
        for member in members:
            item = QListWidgetItem(member.name, self.people)
            ticked = member.enrolment_id in on_it
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.people.setProperty("quoted", True)
        row = max(26, self.fontMetrics().height() + 8)
        self.people.setFixedHeight(min(SHOWN, len(members)) * row + 10)
        self.title_row = self.add("&Title", self.title)
        self.people_row = self.add("&People", self.people, "Space ticks; a group works on one project")

    def send(self) -> None:
        """Add or change the project."""
        ticked = tuple(
            member.enrolment_id
            for number, member in enumerate(self._members)
            if self.people.item(number).checkState() is Qt.CheckState.Checked
        )
        if not self.title.text().strip():
            self.wrong(self.title_row, "Enter the title of the project")
        if not ticked:
            self.wrong(self.people_row, "Tick at least one person")
        if self.title_row.error or self.people_row.error:
            return
        action: Action[object]
        if self._project is None:
            action = AddProject(self._cohort_id, self.title.text(), ticked)
        else:
            action = ChangeProject(self._project.id, self.title.text(), ticked)
        self.do(action)


class OutcomeDialog(FormDialog):
    """What the panel decided, in the words of the programme's version, and the day."""

    def __init__(self, desk: Desk, project: ProjectRow, outcomes: Sequence[OutcomeRow]) -> None:
        super().__init__(desk, f"Outcome of “{project.title}”", "Record outcome", project.members)
        self._project, self._outcomes = project, outcomes
        self.outcome, self.on = ChoiceField(), DateField(project.decided_on or self.desk.clock.today())
        self.outcome.addItems([row.title for row in outcomes])
        self.outcome.setCurrentText(project.outcome)
        self.outcome_row = self.add("&Outcome", self.outcome)
        self.add("&Decided on", self.on)

    def send(self) -> None:
        """Record it."""
        if not self._outcomes:
            self.wrong(self.outcome_row, "This programme’s version has no outcomes to choose from")
            return
        chosen = self._outcomes[self.outcome.currentIndex()]
        self.do(RecordOutcome(self._project.id, chosen.key, self.on.day))

"""Dialogs of projects: whose it is, and what the panel decided."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from aspire_desktop.domain.office.facts import told
from aspire_desktop.domain.office.values import CohortId, EnrolmentId
from aspire_desktop.domain.programmes.programmes import OutcomeRow
from aspire_desktop.domain.programmes.projects import DETAILS, TITLE, ProjectRow
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.programmes.projects import AddProject, ChangeProject, RecordOutcome
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.choices import OneOf
from aspire_desktop.ui.forms.fact_fields import FactFields
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.widgets.date_field import DateOrNone
from aspire_desktop.ui.widgets.field import Field

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
        self._cohort_id = cohort_id
        self.people = MemberList(members)
        needs = {TITLE.name: "Enter the title of the project"}
        self.told = FactFields(self, DETAILS, others="p", needs=needs)
        self.people_row = self.add(
            "&People",
            self.people,
            "Space ticks; a group works on one project",
            need="Tick at least one person",
            about="enrolment_ids",
        )
        read = {**told(project, DETAILS), "enrolment_ids": tuple(on_it)} if project else {}
        self.begin(ChangeProject(project_id=project.id, **read) if project else None)

    def action(self) -> Action[Any] | None:
        """Add or change the project."""
        if self.read is not None:
            return super().action()
        return AddProject(cohort_id=self._cohort_id, enrolment_ids=self.people.given, **self.told.given)


class MemberList(QListWidget, Field[tuple[EnrolmentId, ...]]):
    """A box to tick for each person of the cohort."""

    def __init__(self, members: Sequence[Member]) -> None:
        super().__init__()
        self._members = tuple(members)
        for member in members:
            QListWidgetItem(member.name, self).setCheckState(Qt.CheckState.Unchecked)
        self.setProperty("quoted", True)
        row = max(26, self.fontMetrics().height() + 8)
        self.setFixedHeight(min(SHOWN, len(members)) * row + 10)

    @property
    def given(self) -> tuple[EnrolmentId, ...]:
        """Give who is ticked."""
        return tuple(
            member.enrolment_id
            for number, member in enumerate(self._members)
            if self.item(number).checkState() is Qt.CheckState.Checked
        )

    def put(self, value: tuple[EnrolmentId, ...]) -> None:
        """Tick these people."""
        for number, member in enumerate(self._members):
            ticked = member.enrolment_id in value
            self.item(number).setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def when_changed(self, hear: Callable[[], object]) -> None:
        """Have `hear` called when somebody is ticked or not."""
        self.itemChanged.connect(lambda _: hear())

    def said(self, value: tuple[EnrolmentId, ...]) -> str:
        """Name people."""
        return ", ".join(member.name for member in self._members if member.enrolment_id in value)


class OutcomeDialog(FormDialog):
    """What the panel decided, in the words of the programme's version, and the day."""

    def __init__(self, desk: Desk, project: ProjectRow, outcomes: Sequence[OutcomeRow]) -> None:
        super().__init__(desk, f"Outcome of “{project.title}”", "Record outcome", project.members)
        self.outcome, self.on = OneOf({row.key: row.title for row in outcomes}), DateOrNone()
        none = "This programme’s version has no outcomes to choose from"
        need = "Choose what the panel decided" if outcomes else none
        self.add("&Outcome", self.outcome, need=need, about="outcome")
        self.add("&Decided on", self.on, need="Enter the day of the panel", about="decided_on")
        self.begin(RecordOutcome(project.id, project.outcome_key, project.decided_on))
        if project.decided_on is None:
            self.on.put(self.desk.clock.today())

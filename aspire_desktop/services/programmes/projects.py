"""What may be done with projects: add, change, remove, and record what the panel decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Self

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.facts import told
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, ProjectId, tidy
from aspire_desktop.domain.office.written import Prose
from aspire_desktop.domain.programmes.cohorts import Cohort
from aspire_desktop.domain.programmes.programmes import outcome_named
from aspire_desktop.domain.programmes.projects import (
    DETAILS,
    Project,
    ProjectDetails,
    ProjectMember,
    check_decided_on,
)
from aspire_desktop.services.door.action import Action, Change, Effect
from aspire_desktop.services.door.touched import each_tick
from aspire_desktop.services.money.places import settle_left_behind
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.programmes.attendance import people_on_register
from aspire_desktop.storage.lookups.programmes.programmes import outcome_rows
from aspire_desktop.storage.tables.programmes.projects import project_members
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class _OfCohort:
    cohort_id: CohortId


@dataclass(frozen=True)
class AddProject(ProjectDetails, _OfCohort, Action[ProjectId]):
    """Add a project of one person or a group."""

    enrolment_ids: tuple[EnrolmentId, ...]

    def apply(self, work: UnitOfWork) -> Effect[ProjectId]:
        """Refuse it without a title or people, and people who are elsewhere or have a project already."""
        cohort = work.get(Cohort, self.cohort_id)
        _refuse_no_title(self.title)
        _refuse_wrong_people(work, cohort.id, self.enrolment_ids)
        project = Project(cohort.id, self.title)
        project.tell(**told(self, DETAILS))
        work.add(project)
        work.add_all([ProjectMember(project.id, id) for id in self.enrolment_ids])
        return Effect(f"Add project “{project.title}”, {cohort.code}", project.id)


@dataclass(frozen=True)
class _OfProject:
    project_id: ProjectId


@dataclass(frozen=True)
class ChangeProject(ProjectDetails, _OfProject, Change[None]):
    """Give a project another title or other people."""

    enrolment_ids: tuple[EnrolmentId, ...]
    of_parts: ClassVar[Mapping[str, Callable[[Any, Any, Any], object]]] = {"enrolment_ids": each_tick}

    def stored(self, work: UnitOfWork) -> Self:
        """Give what is on record of the project."""
        members = tuple(each.enrolment_id for each in _members(work, self.project_id))
        return replace(self, enrolment_ids=members, **told(work.get(Project, self.project_id), DETAILS))

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse what AddProject refuses; whoever works on it already may have left the register."""
        project = work.get(Project, self.project_id)
        _refuse_no_title(self.title)
        before = _members(work, project.id)
        _refuse_wrong_people(work, project.cohort_id, self.enrolment_ids, before)
        for member in before:
            if member.enrolment_id not in self.enrolment_ids:
                work.delete(member)
        there = {member.enrolment_id for member in before}
        work.add_all([ProjectMember(project.id, id) for id in self.enrolment_ids if id not in there])
        settle_left_behind(work, sorted(there))
        project.tell(**told(self, DETAILS))
        return Effect(f"Change project “{project.title}”", None)


@dataclass(frozen=True)
class RemoveProject(Action[None]):
    """Remove a project that nothing was decided of."""

    project_id: ProjectId

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse one that has an outcome."""
        project = work.get(Project, self.project_id)
        if project.outcome:
            raise RuleBroken(f"“{project.title}” has an outcome.", do="Clear the outcome first.")
        for member in _members(work, project.id):
            work.delete(member)
        work.delete(project)
        return Effect(f"Remove project “{project.title}”", None)


@dataclass(frozen=True)
class RecordOutcome(Change[None]):
    """Record what the panel decided, in the words of the programme's version."""

    project_id: ProjectId
    outcome: Prose
    decided_on: date | None

    def stored(self, work: UnitOfWork) -> Self:
        """Give what the panel decided as it is on record; nothing, where it is not."""
        project = work.get(Project, self.project_id)
        return replace(self, outcome=project.outcome, decided_on=project.decided_on)

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse words that are no outcome of the version, and no day, or one after today."""
        project = work.get(Project, self.project_id)
        if not self.outcome or self.decided_on is None:
            raise RuleBroken(
                f"It is not said what the panel decided of “{project.title}”, or when.",
                do="Choose both: somebody may have cleared the outcome meanwhile.",
            )
        check_decided_on(self.decided_on, work.clock.today())
        version_id = work.get(Cohort, project.cohort_id).version_id
        option = outcome_named(work.ask(outcome_rows, version_id), self.outcome)
        project.outcome, project.decided_on = option.key, self.decided_on
        settle_left_behind(work, _people(work, project.id))
        return Effect(f"Record {option.title} for “{project.title}”", None)


@dataclass(frozen=True)
class ClearOutcome(Action[None]):
    """Take a project's outcome off it."""

    project_id: ProjectId

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a project that has none."""
        project = work.get(Project, self.project_id)
        if not project.outcome:
            raise RuleBroken(f"“{project.title}” has no outcome.")
        project.outcome, project.decided_on = "", None
        settle_left_behind(work, _people(work, project.id))
        return Effect(f"Clear the outcome of “{project.title}”", None)


def _refuse_no_title(title: str) -> None:
    if not tidy(title):
        raise RuleBroken("A project needs a title.")


def _refuse_wrong_people(
    work: UnitOfWork, cohort_id: CohortId, ids: Sequence[EnrolmentId], before: Sequence[ProjectMember] = ()
) -> None:
    if not ids or len(set(ids)) < len(ids):
        raise RuleBroken("A project needs at least one person, and each of them once.")
    added = set(ids) - {member.enrolment_id for member in before}
    there = work.ask(people_on_register, cohort_id, added)
    if not there.keys() >= added:
        raise RuleBroken(
            "Somebody chosen is not on this cohort's register.", do="Choose people of the cohort."
        )
    taken = work.all(ProjectMember, among(work.connection, project_members.c.enrolment_id, sorted(added)))
    for member in taken:
        title = work.get(Project, member.project_id).title
        raise RuleBroken(
            f"{there[member.enrolment_id].name} works on “{title}” already.",
            do="Take them off that project first.",
        )


def _people(work: UnitOfWork, id: ProjectId) -> list[EnrolmentId]:
    return [member.enrolment_id for member in _members(work, id)]


def _members(work: UnitOfWork, id: ProjectId) -> list[ProjectMember]:
    return work.all(ProjectMember, project_members.c.project_id == id)

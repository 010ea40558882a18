"""Projects of a file: titles, and the outcomes that the panel decided."""

from collections.abc import Sequence
from dataclasses import replace

from aspire_desktop.domain.intake.columns import Column
from aspire_desktop.domain.intake.import_reports import Fate
from aspire_desktop.domain.intake.imports import ProjectLine, RepeatOf
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.facts import told
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, ProjectId
from aspire_desktop.domain.programmes.cohorts import Cohort
from aspire_desktop.domain.programmes.programmes import OutcomeRow, outcome_named
from aspire_desktop.domain.programmes.projects import DETAILS, Project, ProjectMember
from aspire_desktop.services.intake.imports.participants_on_record import OnRegister
from aspire_desktop.services.intake.imports.sorting import RowRejected, Sorting, rejected_by
from aspire_desktop.services.programmes.projects import AddProject, RecordOutcome
from aspire_desktop.storage.lookups.programmes.programmes import outcome_rows
from aspire_desktop.storage.tables.programmes.projects import project_members
from aspire_desktop.storage.work import UnitOfWork


def import_projects(work: UnitOfWork, sorting: Sorting, cohort_id: CohortId) -> None:
    """Add one project for each person of a file, or bring title and outcome up to date."""
    people = OnRegister(work, cohort_id)
    outcomes = work.ask(outcome_rows, work.get(Cohort, cohort_id).version_id)
    seen: dict[EnrolmentId, ProjectLine] = {}
    for line in sorting.table.lines(ProjectLine):
        try:
            id = people.find(line)
            if id in seen:
                sorting.sort(line.row, _repeat(seen[id], line))
                continue
            sorting.sort(line.row, _take_in(work, cohort_id, id, line, outcomes))
            seen[id] = line
        except RowRejected as rejected:
            sorting.reject(line.row, rejected)


def _take_in(
    work: UnitOfWork, cohort_id: CohortId, id: EnrolmentId, line: ProjectLine, outcomes: Sequence[OutcomeRow]
) -> Fate:
    option = _outcome(outcomes, line)
    member = work.first(ProjectMember, project_members.c.enrolment_id == id)
    if member is None:
        if not line.title:
            raise RowRejected(Column.TITLE, "The title of the project is missing.")
        added = AddProject(cohort_id=cohort_id, enrolment_ids=(id,), **told(line, DETAILS))
        project_id = added.apply(work).value
        _decide(work, project_id, option)
        return Fate.NEW
    project = work.get(Project, member.project_id)
    news = {fact.name: said for fact in DETAILS if (said := fact.news(line, project))}
    project.tell(**news)
    decided = option is not None and option.key != project.outcome
    if decided:
        _decide(work, project.id, option)
    return Fate.UPDATED if news or decided else Fate.MATCHED


def _outcome(outcomes: Sequence[OutcomeRow], line: ProjectLine) -> OutcomeRow | None:
    if not line.outcome:
        return None
    try:
        return outcome_named(outcomes, line.outcome)
    except RuleBroken as refused:
        raise rejected_by(Column.OUTCOME, refused) from refused


def _decide(work: UnitOfWork, id: ProjectId, option: OutcomeRow | None) -> None:
    """Record an outcome as decided today: the file does not say when the panel met."""
    if option is not None:
        RecordOutcome(id, option.key, work.clock.today()).apply(work)


def _repeat(earlier: ProjectLine, line: ProjectLine) -> Fate:
    if replace(earlier, row=line.row, email=line.email, name=line.name) != line:
        raise RowRejected(
            Column.EMAIL,
            f"Row {earlier.row} tells of the same person otherwise. Keep one of the two rows.",
            RepeatOf(earlier.row),
        )
    return Fate.MATCHED

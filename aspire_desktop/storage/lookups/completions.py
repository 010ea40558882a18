"""How every participant of a cohort stands: attendance, completion, and since when a claim is due."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, select

from aspire_desktop.domain.attendance import MarkRow, attended_dates, cpd_hours, standing
from aspire_desktop.domain.cohorts import SessionRow
from aspire_desktop.domain.completions import Progress, claim_met_on, completion
from aspire_desktop.domain.enrolments import ON_REGISTER, Status
from aspire_desktop.domain.programmes import Rules
from aspire_desktop.domain.projects import Decision
from aspire_desktop.domain.values import CohortId, EnrolmentId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.cohorts import sessions_of
from aspire_desktop.storage.lookups.programmes import rules_of
from aspire_desktop.storage.tables.attendance import marks
from aspire_desktop.storage.tables.cohorts import cohorts
from aspire_desktop.storage.tables.enrolments import enrolments
from aspire_desktop.storage.tables.programmes import outcome_options
from aspire_desktop.storage.tables.projects import project_members, projects


def progress_of(
    connection: Connection,
    cohort_ids: Iterable[CohortId],
    today: date,
    statuses: frozenset[Status] = ON_REGISTER,
) -> dict[EnrolmentId, Progress]:
    """Give the progress of everybody on the registers of the cohorts; the one place it is worked out.

    `statuses` asks for others, such as people who left.
    """
    ids = list(cohort_ids)
    rules, days = rules_of(connection), sessions_of(connection, ids)
    marked, decided = marks_of(connection, ids), decisions_of(connection, ids)
    query = (
        select(enrolments.c.id, enrolments.c.cohort_id, cohorts.c.version_id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .where(among(connection, enrolments.c.cohort_id, ids), enrolments.c.status.in_(statuses))
    )
    return {
        row.id: _progress(
            row.id,
            rules[row.version_id],
            days.get(row.cohort_id, []),
            marked.get(row.id, []),
            decided.get(row.id),
            today,
        )
        for row in connection.execute(query)
    }


def marks_of(connection: Connection, cohort_ids: Sequence[CohortId]) -> dict[EnrolmentId, list[MarkRow]]:
    """Give the marks of everybody in the cohorts."""
    query = (
        select(marks)
        .join(enrolments, enrolments.c.id == marks.c.enrolment_id)
        .where(among(connection, enrolments.c.cohort_id, cohort_ids))
    )
    found: dict[EnrolmentId, list[MarkRow]] = {}
    for row in connection.execute(query):
        mark = MarkRow(
            row.session_id,
            row.enrolment_id,
            row.code,
            row.note,
            row.made_up_on,
            row.made_up_at,
            row.minutes_stayed,
        )
        found.setdefault(row.enrolment_id, []).append(mark)
    return found


def decisions_of(connection: Connection, cohort_ids: Sequence[CohortId]) -> dict[EnrolmentId, Decision]:
    """Give what was decided of the projects of everybody in the cohorts."""
    query = (
        select(
            project_members.c.enrolment_id, projects.c.outcome, projects.c.decided_on, outcome_options.c.title
        )
        .join(projects, projects.c.id == project_members.c.project_id)
        .join(cohorts, cohorts.c.id == projects.c.cohort_id)
        .join(
            outcome_options,
            (outcome_options.c.version_id == cohorts.c.version_id)
            & (outcome_options.c.key == projects.c.outcome),
        )
        .where(among(connection, projects.c.cohort_id, cohort_ids))
    )
    return {
        row.enrolment_id: Decision(row.outcome, row.title, row.decided_on)
        for row in connection.execute(query)
    }


def _progress(
    id: EnrolmentId,
    rules: Rules,
    days: Sequence[SessionRow],
    marked: Sequence[MarkRow],
    decision: Decision | None,
    today: date,
) -> Progress:
    completed = completion(rules, days, marked, decision, today)
    return Progress(
        enrolment_id=id,
        standing=standing(rules, days, marked, today),
        completion=completed,
        claim_met_on=claim_met_on(rules, days, marked, completed, today),
        attended_on=attended_dates(rules, days, marked, today),
        cpd_hours=cpd_hours(rules, days, marked, today),
        outcome=decision.title if decision else "",
        graded=rules.graded,
    )

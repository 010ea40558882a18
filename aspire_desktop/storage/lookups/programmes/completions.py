"""How every participant of a cohort stands, and what of it is on record: the ground of every claim."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.values import CohortId, EnrolmentId
from aspire_desktop.domain.programmes.attendance import MarkRow, cpd_hours, standing
from aspire_desktop.domain.programmes.completions import Delivery, Progress, completion
from aspire_desktop.domain.programmes.enrolments import ON_REGISTER, Status
from aspire_desktop.domain.programmes.projects import Decision
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.programmes.cohorts import sessions_of
from aspire_desktop.storage.lookups.programmes.programmes import rules_of
from aspire_desktop.storage.lookups.programmes.registered import left_on
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.programmes.attendance import marks
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.tables.programmes.programmes import outcome_options
from aspire_desktop.storage.tables.programmes.projects import project_members, projects

WITH_LEAVERS = ON_REGISTER | {Status.WITHDRAWN}
"""Whose delivery counts for a claim: a place that was delivered stays with who withdrew afterwards."""


def progress_of(
    connection: Connection,
    cohort_ids: Iterable[CohortId],
    today: date,
    statuses: frozenset[Status] = ON_REGISTER,
) -> dict[EnrolmentId, Progress]:
    """Give the progress of everybody on the registers of the cohorts; the one place it is worked out.

    `statuses` asks for others, such as people who left.
    """
    found = deliveries_of(connection, cohort_ids, statuses)
    return {id: _progress(id, delivery, today) for id, delivery in found.items()}


def deliveries_of(
    connection: Connection, cohort_ids: Iterable[CohortId], statuses: frozenset[Status] = WITH_LEAVERS
) -> dict[EnrolmentId, Delivery]:
    """Give what is on record of everybody on the registers of the cohorts, and of those who withdrew."""
    ids = list(cohort_ids)
    rules, days = rules_of(connection), sessions_of(connection, ids)
    marked, decided = marks_of(connection, ids), decisions_of(connection, ids)
    query = (
        select(enrolments.c.id, enrolments.c.cohort_id, enrolments.c.status, cohorts.c.version_id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .where(among(connection, enrolments.c.cohort_id, ids), enrolments.c.status.in_(statuses))
    )
    rows = connection.execute(query).all()
    left = left_on(connection, [row.id for row in rows if row.status is Status.WITHDRAWN])
    return {
        row.id: Delivery(
            rules[row.version_id],
            tuple(days.get(row.cohort_id, ())),
            tuple(marked.get(row.id, ())),
            decided.get(row.id),
            left.get(row.id),
        )
        for row in rows
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
        mark = row_of(MarkRow, row)
        found.setdefault(row.enrolment_id, []).append(mark)
    return found


def decisions_of(connection: Connection, cohort_ids: Sequence[CohortId]) -> dict[EnrolmentId, Decision]:
    """Give what was decided of the projects of everybody in the cohorts."""
    query = (
        select(
            project_members.c.enrolment_id,
            projects.c.outcome.label("key"),
            projects.c.decided_on,
            outcome_options.c.title,
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
    return {row.enrolment_id: row_of(Decision, row) for row in connection.execute(query)}


def _progress(id: EnrolmentId, delivery: Delivery, today: date) -> Progress:
    rules, days, marked, decision = delivery.rules, delivery.days, delivery.marks, delivery.decision
    return Progress(
        enrolment_id=id,
        standing=standing(rules, days, marked, today),
        completion=completion(rules, days, marked, decision, today),
        cpd_hours=cpd_hours(rules, days, marked, today),
        outcome=decision.title if decision else "",
        graded=rules.graded,
    )

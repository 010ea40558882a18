"""What is still open in cohorts, counted from registers, outcomes, certificates and who waits."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, Row, Select, exists, select

from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.domain.programmes.enrolments import AWAITS_OUTCOME, ON_REGISTER, UNSETTLED, Status
from aspire_desktop.domain.programmes.open_work import OpenWork
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.programmes.cohorts import sessions_of
from aspire_desktop.storage.lookups.programmes.completions import progress_of
from aspire_desktop.storage.lookups.programmes.programmes import rules_of
from aspire_desktop.storage.lookups.programmes.register_counts import RegisterCounts
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.programmes.certificates import certificates
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.tables.programmes.projects import project_members, projects


@asked_by(EVERYONE)
def open_work(
    connection: Connection, cohort_ids: Iterable[CohortId], today: date
) -> dict[CohortId, OpenWork]:
    """Give what is open in each of the cohorts today, those where nothing is included."""
    ids = list(cohort_ids)
    days = sessions_of(connection, ids)
    held = [day.id for own in days.values() for day in own if day.on <= today]
    counts = RegisterCounts(connection, ids, held)
    undecided, ready = _without_outcome(connection, ids), _without_certificate(connection, ids, today)
    asked = _without_place(connection, ids)
    return {
        id: replace(
            _of_registers(days.get(id, ()), counts, today),
            outcomes=undecided[id],
            certificates=ready[id],
            unsettled=sum(asked[id, status] for status in UNSETTLED),
            waiting=asked[id, Status.WAITING],
        )
        for id in ids
    }


def _of_registers(days: Sequence[SessionRow], counts: RegisterCounts, today: date) -> OpenWork:
    held = [day for day in days if day.on <= today and counts.people(day)]
    return OpenWork(
        to_come=sum(day.on > today for day in days),
        unmarked=sum(counts.people(day) - counts.marked(day) for day in held),
        registers=sum(not day.finished for day in held),
    )


def _known(connection: Connection, ids: Sequence[CohortId]) -> Select[tuple[object, ...]]:
    """Select who was not erased: an erased person is owed nothing any more."""
    return (
        select(enrolments.c.id, enrolments.c.cohort_id, cohorts.c.version_id)
        .join(people, people.c.id == enrolments.c.person_id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .where(among(connection, enrolments.c.cohort_id, ids), people.c.erased_on.is_(None))
    )


def _without_outcome(connection: Connection, ids: Sequence[CohortId]) -> Counter[CohortId]:
    decided = exists().where(
        project_members.c.enrolment_id == enrolments.c.id,
        projects.c.id == project_members.c.project_id,
        projects.c.outcome != "",
    )
    query = _known(connection, ids).where(enrolments.c.status.in_(AWAITS_OUTCOME), ~decided)
    rules = rules_of(connection)
    rows = connection.execute(query)
    return Counter(row.cohort_id for row in rows if rules[row.version_id].project_needed)


def _without_certificate(connection: Connection, ids: Sequence[CohortId], today: date) -> Counter[CohortId]:
    """Count who completed and was given none, as the list of certificates does."""
    given = exists().where(certificates.c.enrolment_id == enrolments.c.id)
    query = _known(connection, ids).where(enrolments.c.status.in_(ON_REGISTER), ~given)
    rows: Sequence[Row[tuple[object, ...]]] = connection.execute(query).all()
    progress = progress_of(connection, {row.cohort_id for row in rows}, today)
    return Counter(row.cohort_id for row in rows if progress[row.id].completion.complete)


def _without_place(connection: Connection, ids: Sequence[CohortId]) -> Counter[tuple[CohortId, Status]]:
    """Count who was asked or asks for a place and has none for sure."""
    query = _known(connection, ids).add_columns(enrolments.c.status)
    rows = connection.execute(query.where(enrolments.c.status.in_({*UNSETTLED, Status.WAITING})))
    return Counter((row.cohort_id, row.status) for row in rows)

"""Cohorts with their one count of places held, and their sessions."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Connection, Row, Select, Subquery, func, select

from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.domain.programmes.cohorts import CohortRow, DiaryRow, SessionRow, Stage, stage_on
from aspire_desktop.domain.programmes.enrolments import HOLDS_A_PLACE
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.programmes.cohorts import cohorts, sessions, trainers
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.tables.programmes.programmes import modules, programmes, versions


def first_days() -> Subquery:
    """Give the first day of each cohort that has one: `cohort_id`, `first_on`."""
    first_on = func.min(sessions.c.on).label("first_on")
    return select(sessions.c.cohort_id, first_on).group_by(sessions.c.cohort_id).subquery()


def held_places(connection: Connection, cohort_id: CohortId) -> int:
    """Count the cohort's places that are held: offered, confirmed and what follows."""
    query = select(func.count()).where(
        enrolments.c.cohort_id == cohort_id, enrolments.c.status.in_(HOLDS_A_PLACE)
    )
    return connection.scalar(query) or 0


@asked_by(EVERYONE)
def cohort_rows(connection: Connection, today: date) -> list[CohortRow]:
    """Give every cohort as it stands today, the latest first within its programme."""
    rows = connection.execute(_cohorts()).all()
    days = sessions_of(connection, [row.id for row in rows])
    names = names_on(connection, {row.partner_id for row in rows}, today)
    found = [_cohort_row(row, names[row.partner_id], days.get(row.id, []), today) for row in rows]
    return sorted(found, key=lambda row: (row.programme, -(row.first_on or today).toordinal(), row.code))


@asked_by(EVERYONE)
def cohort_row(connection: Connection, cohort_id: CohortId, today: date) -> CohortRow | None:
    """Give one cohort as it stands today, or None where there is none of that id."""
    row = connection.execute(_cohorts().where(cohorts.c.id == cohort_id)).first()
    if row is None:
        return None
    partner = names_on(connection, {row.partner_id}, today)[row.partner_id]
    return _cohort_row(row, partner, session_rows(connection, cohort_id), today)


@asked_by(EVERYONE)
def session_rows(connection: Connection, cohort_id: CohortId) -> list[SessionRow]:
    """Give a cohort's sessions in order."""
    return sessions_of(connection, [cohort_id]).get(cohort_id, [])


def sessions_between(connection: Connection, first: date, last: date) -> list[SessionRow]:
    """Give every cohort's sessions between two days (both included), by day and time."""
    query = _sessions().where(sessions.c.on.between(first, last))
    return [_session_row(row) for row in connection.execute(query)]


@asked_by(EVERYONE)
def diary_rows(connection: Connection, today: date) -> list[DiaryRow]:
    """Give the sessions of all cohorts that are not cancelled, by day and time."""
    known = {row.id: row for row in cohort_rows(connection, today) if row.stage is not Stage.CANCELLED}
    named = trainers_of(connection, known)
    rows = [
        DiaryRow(day, known[id], ", ".join(named.get(id, ())), day.on >= today)
        for id, days in sessions_of(connection, list(known)).items()
        for day in days
    ]
    return sorted(rows, key=lambda row: (row.session.on, row.session.starts, row.cohort.code))


@asked_by(EVERYONE)
def trainer_names(connection: Connection, cohort_id: CohortId) -> list[str]:
    """Give the names of a cohort's trainers in the order they were named."""
    return trainers_of(connection, [cohort_id]).get(cohort_id, [])


def trainers_of(connection: Connection, ids: Collection[CohortId]) -> dict[CohortId, list[str]]:
    """Give the names of the trainers of each cohort that has any, in the order they were named."""
    query = select(trainers).where(among(connection, trainers.c.cohort_id, ids)).order_by(trainers.c.id)
    found: dict[CohortId, list[str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.cohort_id, []).append(row.name)
    return found


def _cohorts() -> Select[tuple[object, ...]]:
    held = (
        select(enrolments.c.cohort_id, func.count().label("held"))
        .where(enrolments.c.status.in_(HOLDS_A_PLACE))
        .group_by(enrolments.c.cohort_id)
        .subquery()
    )
    return (
        select(
            cohorts,
            versions.c.title.label("version"),
            programmes.c.title.label("programme"),
            func.coalesce(held.c.held, 0).label("held"),
        )
        .join(versions, versions.c.id == cohorts.c.version_id)
        .join(programmes, programmes.c.id == versions.c.programme_id)
        .outerjoin(held, held.c.cohort_id == cohorts.c.id)
    )


def _cohort_row(
    row: Row[tuple[object, ...]], partner: str, days: Sequence[SessionRow], today: date
) -> CohortRow:
    ahead = next((day for day in days if day.on >= today), None)
    first, last = (min(day.on for day in days), max(day.on for day in days)) if days else (None, None)
    return row_of(
        CohortRow,
        row,
        partner=partner,
        stage=stage_on(row.stage, first, last, today),
        first_on=first,
        last_on=last,
        next_on=ahead.on if ahead else None,
        next_title=ahead.title if ahead else "",
        sessions=len(days),
        sessions_held=sum(day.on <= today for day in days),
    )


def _sessions() -> Select[tuple[object, ...]]:
    return (
        select(sessions, modules.c.title, modules.c.minutes, modules.c.for_claim)
        .join(modules, modules.c.id == sessions.c.module_id)
        .order_by(sessions.c.on, sessions.c.starts, sessions.c.position)
    )


def sessions_of(connection: Connection, ids: Sequence[CohortId]) -> dict[CohortId, list[SessionRow]]:
    """Give the sessions of the cohorts, each cohort's by day and time."""
    found: dict[CohortId, list[SessionRow]] = {}
    for row in connection.execute(_sessions().where(among(connection, sessions.c.cohort_id, ids))):
        found.setdefault(row.cohort_id, []).append(_session_row(row))
    return found


def _session_row(row: Row[tuple[object, ...]]) -> SessionRow:
    return row_of(SessionRow, row)

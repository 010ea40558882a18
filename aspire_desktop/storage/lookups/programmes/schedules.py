"""Sessions as they are planned, what they are held against, and who must still be told of a change."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from sqlalchemy import Connection, Row, Select, select

from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.staff import ADMINISTRATORS, EVERYONE
from aspire_desktop.domain.office.values import CohortId, PersonId, SessionId, VersionId, fold
from aspire_desktop.domain.office.working_days import nation_of
from aspire_desktop.domain.programmes.cohorts import SessionRow, Stage
from aspire_desktop.domain.programmes.enrolments import HOLDS_A_PLACE
from aspire_desktop.domain.programmes.schedules import (
    AssociateRow,
    CohortSchedule,
    Planned,
    Surroundings,
    TellingRow,
    TrainerTerms,
    clashes_of,
    trainer_rows,
)
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.office.bank_holidays import closed_days
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows, trainers_of
from aspire_desktop.storage.lookups.programmes.venues import room_rows
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.office.organisations import organisations
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.programmes.cohorts import cohorts, sessions
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.tables.programmes.programmes import modules, versions
from aspire_desktop.storage.tables.programmes.schedules import accreditations, associates, tellings


@asked_by(EVERYONE)
def cohort_schedule(connection: Connection, cohort_id: CohortId, today: date) -> CohortSchedule:
    """Give the sessions of a cohort with what clashes, from today on, and with whom must be told."""
    first = min([today, *(each.on for each in session_rows(connection, cohort_id))])
    every = planned(connection, first)
    own = tuple(each for each in every if each.session.cohort_id == cohort_id)
    around = surroundings(connection, every, today)
    ahead = [each for each in own if each.session.on >= today]
    named = trainers_of(connection, [cohort_id]).get(cohort_id, [])
    return CohortSchedule(
        own,
        tuple(clash for each in ahead for clash in clashes_of(each, around)),
        tuple(trainer_rows(own, named, around)),
        tuple(each for each in telling_rows(connection) if each.cohort_id == cohort_id),
        around,
    )


def surroundings(connection: Connection, every: Collection[Planned], today: date) -> Surroundings:
    """Give what sessions are held against: those given, bank holidays, and who may train."""
    days = [today, *(each.session.on for each in every)]
    last = max(days).replace(month=12, day=31).replace(year=max(days).year + 1)
    closed = closed_days(connection, min(days), last)
    return Surroundings(tuple(every), closed, _associates(connection))


def planned(connection: Connection, since: date) -> list[Planned]:
    """Give every session from a day on, by day and time, but those of cohorts that are cancelled."""
    query = _sessions().where(sessions.c.on >= since, cohorts.c.stage != Stage.CANCELLED)
    rows = connection.execute(query).all()
    ids = {row.cohort_id for row in rows}
    return list(_planned(connection, rows, _holders(connection, ids)))


def planned_session(connection: Connection, session_id: SessionId) -> Planned:
    """Give one session as it is planned, without the people on it."""
    rows = connection.execute(_sessions().where(sessions.c.id == session_id)).all()
    [found] = _planned(connection, rows, {})
    return found


@asked_by(EVERYONE)
def telling_rows(connection: Connection) -> list[TellingRow]:
    """Give whoever must still be told of a change, oldest first."""
    query = select(tellings).where(tellings.c.told_at.is_(None)).order_by(tellings.c.id)
    return [row_of(TellingRow, row) for row in connection.execute(query)]


@asked_by(ADMINISTRATORS)
def trainer_terms(connection: Connection, name: str, version_id: VersionId) -> TrainerTerms:
    """Give what is known of somebody who trains, and up to when they may train a version."""
    query = select(associates).where(associates.c.name_key == fold(name))
    row = connection.execute(query).first()
    if row is None:
        return TrainerTerms(None, None, None)
    until = connection.scalar(
        select(accreditations.c.until).where(
            accreditations.c.associate_id == row.id, accreditations.c.version_id == version_id
        )
    )
    return TrainerTerms(until, row.indemnity_until, row.fee)


def _associates(connection: Connection) -> dict[str, AssociateRow]:
    accredited: dict[int, dict[VersionId, date]] = {}
    for row in connection.execute(select(accreditations)):
        accredited.setdefault(row.associate_id, {})[row.version_id] = row.until
    return {
        row.name_key: AssociateRow(row.name, row.indemnity_until, accredited.get(row.id, {}))
        for row in connection.execute(select(associates))
    }


def _holders(connection: Connection, ids: Collection[CohortId]) -> dict[CohortId, dict[PersonId, str]]:
    """Give who holds a place in each cohort, with their names."""
    query = (
        select(enrolments.c.cohort_id, people.c.id, people.c.given_name, people.c.family_name)
        .join(people, people.c.id == enrolments.c.person_id)
        .where(among(connection, enrolments.c.cohort_id, ids), enrolments.c.status.in_(HOLDS_A_PLACE))
    )
    found: dict[CohortId, dict[PersonId, str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.cohort_id, {})[row.id] = full_name(row.given_name, row.family_name)
    return found


def _sessions() -> Select[tuple[object, ...]]:
    return (
        select(
            sessions,
            modules.c.title,
            modules.c.minutes,
            modules.c.for_claim,
            cohorts.c.code,
            cohorts.c.version_id,
            versions.c.title.label("version"),
            organisations.c.region,
        )
        .join(modules, modules.c.id == sessions.c.module_id)
        .join(cohorts, cohorts.c.id == sessions.c.cohort_id)
        .join(versions, versions.c.id == cohorts.c.version_id)
        .join(organisations, organisations.c.id == cohorts.c.partner_id)
        .order_by(sessions.c.on, sessions.c.starts, sessions.c.position, sessions.c.id)
    )


def _planned(
    connection: Connection,
    rows: Collection[Row[tuple[object, ...]]],
    holders: Mapping[CohortId, Mapping[PersonId, str]],
) -> Iterator[Planned]:
    rooms = {each.id: each for each in room_rows(connection)}
    trainers = trainers_of(connection, {row.cohort_id for row in rows})
    for row in rows:
        room = rooms.get(row.room_id)
        yield row_of(
            Planned,
            row,
            session=row_of(SessionRow, row),
            place=room.words if room else "",
            venue=room.name if room else "",
            holds=room.holds if room else None,
            trainers=tuple(row.trained_by or trainers.get(row.cohort_id, ())),
            nation=room.nation if room else nation_of(row.region),
            people=holders.get(row.cohort_id, {}),
        )

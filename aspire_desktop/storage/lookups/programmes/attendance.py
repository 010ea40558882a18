"""Registers: who stands on them, what is marked, and what it adds up to."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, or_, select

from aspire_desktop.domain.office.errors import NotFound
from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, SessionId, fold
from aspire_desktop.domain.programmes.attendance import SignInPerson, SignInSheet
from aspire_desktop.domain.programmes.cohorts import FIRM
from aspire_desktop.domain.programmes.programmes import Rules
from aspire_desktop.domain.programmes.registers import (
    CohortRegister,
    RegisterChange,
    RegisterListRow,
    RegisterRow,
    column,
    row_standing,
)
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.lookups.office.settings import setting
from aspire_desktop.storage.lookups.programmes.cohorts import (
    session_rows,
    sessions_of,
    trainer_names,
    trainers_of,
)
from aspire_desktop.storage.lookups.programmes.completions import marks_of
from aspire_desktop.storage.lookups.programmes.programmes import rules_of
from aspire_desktop.storage.lookups.programmes.register_counts import RegisterCounts
from aspire_desktop.storage.lookups.programmes.registered import Registered, registered
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.tables.journal import action
from aspire_desktop.storage.tables.programmes.attendance import marks
from aspire_desktop.storage.tables.programmes.cohorts import cohorts, sessions
from aspire_desktop.storage.tables.programmes.programmes import modules, programmes, versions


@asked_by(EVERYONE)
def cohort_register(connection: Connection, cohort_id: CohortId, today: date) -> CohortRegister:
    """Give a cohort's register as it stands today; raise NotFound where there is no such cohort."""
    cohort = connection.execute(select(cohorts).where(cohorts.c.id == cohort_id)).first()
    if cohort is None:
        raise NotFound.gone("cohort")
    days, given = session_rows(connection, cohort_id), marks_of(connection, [cohort_id])
    rules = rules_of(connection)[cohort.version_id]
    found = registered(connection, cohort_id)
    names = names_on(connection, [row.organisation_id for row in found], today)
    rows = []
    for row in found:
        own = given.get(row.enrolment_id, [])
        by_session = {mark.session_id: mark for mark in own}
        rows.append(
            RegisterRow(
                enrolment_id=row.enrolment_id,
                person_id=row.person_id,
                given_name=row.given_name,
                family_name=row.family_name,
                job_title=row.job_title,
                organisation=names[row.organisation_id],
                marks=tuple(by_session.get(day.id) for day in days),
                standing=row_standing(rules, days, own, row.departure, today),
                departure=row.departure,
            )
        )
    columns = (column(rules, day, place, rows, today) for place, day in enumerate(days))
    return CohortRegister(cohort_id, cohort.code, tuple(columns), tuple(rows))


def people_on_register(
    connection: Connection, cohort_id: CohortId, only: Collection[EnrolmentId] | None = None
) -> dict[EnrolmentId, Registered]:
    """Give everybody, or of some, on a cohort's registers by family name; leavers up to their last day."""
    return {each.enrolment_id: each for each in registered(connection, cohort_id, only)}


def session_words(connection: Connection, session_id: SessionId) -> str:
    """Name a session in the title of an action: ASP26-WM02 Module 1."""
    query = (
        select(cohorts.c.code, modules.c.title)
        .join(sessions, sessions.c.cohort_id == cohorts.c.id)
        .join(modules, modules.c.id == sessions.c.module_id)
        .where(sessions.c.id == session_id)
    )
    return " ".join(connection.execute(query).one())


def is_begun(connection: Connection, session_id: SessionId) -> bool:
    """Tell whether the register of a session is finished, or somebody is marked in it."""
    finished = select(sessions.c.id).where(sessions.c.id == session_id, sessions.c.finished)
    marked = select(marks.c.id).where(marks.c.session_id == session_id)
    return any(connection.scalar(query.limit(1)) is not None for query in (finished, marked))


def unmarked(connection: Connection, session_id: SessionId) -> list[EnrolmentId]:
    """Give who stands on a session's register and is not marked."""
    session = connection.execute(select(sessions).where(sessions.c.id == session_id)).one()
    marked = set(connection.scalars(select(marks.c.enrolment_id).where(marks.c.session_id == session_id)))
    there = (each for each in registered(connection, session.cohort_id) if each.stands_on(session.on))
    return sorted(each.enrolment_id for each in there if each.enrolment_id not in marked)


def sign_in_facts(
    connection: Connection, cohort_id: CohortId, today: date, session_id: SessionId | None = None
) -> list[SignInSheet]:
    """Give what is printed on the sign-in sheets of a cohort's sessions, or of one of them."""
    cohort = connection.execute(
        select(cohorts, versions.c.title)
        .join(versions, versions.c.id == cohorts.c.version_id)
        .where(cohorts.c.id == cohort_id)
    ).one()
    rows = registered(connection, cohort_id)
    names = names_on(connection, [row.organisation_id for row in rows], today)
    trainers = tuple(trainer_names(connection, cohort_id))
    return [
        SignInSheet(
            cohort=cohort.code,
            programme=cohort.title,
            session=day.title,
            on=day.on,
            starts=day.starts,
            ends=day.ends,
            venue=cohort.venue,
            trainers=trainers,
            people=tuple(
                SignInPerson(row.on_sheet, names[row.organisation_id])
                for row in rows
                if row.stands_on(day.on)
            ),
        )
        for day in session_rows(connection, cohort_id)
        if session_id in (None, day.id)
    ]


_KINDS = ("MarkAttendance", "FillUnmarked", "SetMarks", "FinishRegister", "ReopenRegister")
_LOOKED_AT = 500


@asked_by(EVERYONE)
def register_rules(connection: Connection, cohort_id: CohortId) -> Rules:
    """Give the rules by which a cohort's attendance counts; raise NotFound where there is no such cohort."""
    version_id = connection.scalar(select(cohorts.c.version_id).where(cohorts.c.id == cohort_id))
    if version_id is None:
        raise NotFound.gone("cohort")
    return rules_of(connection)[version_id]


@asked_by(EVERYONE)
def register_list(connection: Connection, since: date, until: date) -> list[RegisterListRow]:
    """Give the registers of firm cohorts, by day: all that are not finished, the rest from `since` on.

    Nothing after `until`, and nothing that nobody stands on.
    """
    query = (
        select(sessions.c.id, sessions.c.cohort_id, cohorts.c.code, cohorts.c.venue, programmes.c.title)
        .join(cohorts, cohorts.c.id == sessions.c.cohort_id)
        .join(versions, versions.c.id == cohorts.c.version_id)
        .join(programmes, programmes.c.id == versions.c.programme_id)
        .where(cohorts.c.stage.in_(FIRM), sessions.c.on <= until)
        .where(or_(sessions.c.on >= since, sessions.c.finished.is_(False)))
    )
    rows = connection.execute(query).all()
    ids = {row.cohort_id for row in rows}
    days = {day.id: day for own in sessions_of(connection, list(ids)).values() for day in own}
    counts, named = RegisterCounts(connection, ids, [row.id for row in rows]), trainers_of(connection, ids)
    found = [
        RegisterListRow(
            session=days[row.id],
            cohort=row.code,
            programme=row.title,
            venue=row.venue,
            trainers=tuple(named.get(row.cohort_id, ())),
            people=counts.people(days[row.id]),
            marked=counts.marked(days[row.id]),
        )
        for row in rows
        if counts.people(days[row.id])
    ]
    return sorted(found, key=lambda row: (row.session.on, row.session.starts, row.cohort))


@asked_by(EVERYONE)
def registers_due(connection: Connection, today: date) -> list[RegisterListRow]:
    """Give the registers of today and before that are not finished, by day: this office's own tasks.

    A partner's registers are the partner's tasks (the office is the partner of the name in its settings).
    """
    rows = [row for row in register_list(connection, today, today) if row.is_due(today)]
    ours = _delivered_here(connection, {row.session.cohort_id for row in rows}, today)
    return [row for row in rows if row.session.cohort_id in ours]


def _delivered_here(connection: Connection, ids: set[CohortId], today: date) -> set[CohortId]:
    query = select(cohorts.c.id, cohorts.c.partner_id).where(among(connection, cohorts.c.id, ids))
    partners = {row.id: row.partner_id for row in connection.execute(query)}
    names = names_on(connection, partners.values(), today)
    office = fold(setting(connection, "office_name"))
    return {id for id, partner in partners.items() if not office or fold(names[partner]) == office}


@asked_by(EVERYONE)
def cohort_of_session(connection: Connection, session_id: SessionId) -> CohortId:
    """Give the cohort of a session; raise NotFound where there is no such session."""
    found = connection.scalar(select(sessions.c.cohort_id).where(sessions.c.id == session_id))
    if found is None:
        raise NotFound.gone("session")
    return CohortId(found)


@asked_by(EVERYONE)
def register_changes(connection: Connection, code: str, limit: int = 8) -> list[RegisterChange]:
    """Give what was done lately with the registers of a cohort (by its code), newest first."""
    newest = select(action.c.id).order_by(action.c.id.desc()).limit(_LOOKED_AT).subquery()
    named = or_(action.c.title.contains(f", {code} ", autoescape=True), action.c.title.endswith(f", {code}"))
    root = action.alias()
    query = (
        select(action.c.at, action.c.actor, action.c.title)
        .join(newest, newest.c.id == action.c.id)
        .join(root, root.c.id == action.c.root)
        .where(root.c.kind.in_(_KINDS), named)
        .order_by(action.c.id.desc())
        .limit(limit)
    )
    return [RegisterChange(row.at, row.actor, row.title) for row in connection.execute(query)]

"""Registers: who stands on them, what is marked, and what it adds up to."""

from datetime import date

from sqlalchemy import Connection, Row, select

from aspire_desktop.domain.attendance import SignInPerson, SignInSheet, standing
from aspire_desktop.domain.enrolments import ON_REGISTER
from aspire_desktop.domain.errors import NotFound
from aspire_desktop.domain.registers import CohortRegister, RegisterRow, column
from aspire_desktop.domain.values import CohortId, EnrolmentId, SessionId, fold
from aspire_desktop.storage.lookups.cohorts import session_rows, trainer_names
from aspire_desktop.storage.lookups.completions import marks_of
from aspire_desktop.storage.lookups.names import names_on
from aspire_desktop.storage.lookups.programmes import rules_of
from aspire_desktop.storage.tables.attendance import marks
from aspire_desktop.storage.tables.cohorts import cohorts, sessions
from aspire_desktop.storage.tables.enrolments import enrolments
from aspire_desktop.storage.tables.people import people
from aspire_desktop.storage.tables.programmes import modules, versions


def cohort_register(connection: Connection, cohort_id: CohortId, today: date) -> CohortRegister:
    """Give a cohort's register as it stands today; raise NotFound where there is no such cohort."""
    cohort = connection.execute(select(cohorts).where(cohorts.c.id == cohort_id)).first()
    if cohort is None:
        raise NotFound("This cohort is not here any more.", do="Refresh the screen.")
    days, given = session_rows(connection, cohort_id), marks_of(connection, [cohort_id])
    rules = rules_of(connection)[cohort.version_id]
    found = _on_register(connection, cohort_id)
    names = names_on(connection, [row.organisation_id for row in found], today)
    rows = []
    for row in found:
        own = given.get(row.id, [])
        by_session = {mark.session_id: mark for mark in own}
        rows.append(
            RegisterRow(
                enrolment_id=row.id,
                person_id=row.person_id,
                given_name=row.given_name,
                family_name=row.family_name,
                job_title=row.job_title,
                organisation=names[row.organisation_id],
                marks=tuple(by_session.get(day.id) for day in days),
                standing=standing(rules, days, own, today),
            )
        )
    columns = (column(day, [row.marks[place] for row in rows], today) for place, day in enumerate(days))
    return CohortRegister(cohort_id, cohort.code, tuple(columns), tuple(rows))


def people_on_register(connection: Connection, cohort_id: CohortId) -> dict[EnrolmentId, str]:
    """Give the full names of everybody on a cohort's register, by family name."""
    rows = _on_register(connection, cohort_id)
    return {row.id: f"{row.given_name} {row.family_name}".strip() for row in rows}


def session_words(connection: Connection, session_id: SessionId) -> str:
    """Name a session in the title of an action: ASP26-WM02 Module 1."""
    query = (
        select(cohorts.c.code, modules.c.title)
        .join(sessions, sessions.c.cohort_id == cohorts.c.id)
        .join(modules, modules.c.id == sessions.c.module_id)
        .where(sessions.c.id == session_id)
    )
    return " ".join(connection.execute(query).one())


def unmarked(connection: Connection, session_id: SessionId) -> list[EnrolmentId]:
    """Give who stands on a session's register and is not marked."""
    query = (
        select(enrolments.c.id)
        .join(sessions, sessions.c.cohort_id == enrolments.c.cohort_id)
        .outerjoin(marks, (marks.c.enrolment_id == enrolments.c.id) & (marks.c.session_id == sessions.c.id))
        .where(sessions.c.id == session_id, enrolments.c.status.in_(ON_REGISTER), marks.c.id.is_(None))
        .order_by(enrolments.c.id)
    )
    return list(connection.scalars(query))


def sign_in_facts(
    connection: Connection, cohort_id: CohortId, today: date, session_id: SessionId | None = None
) -> list[SignInSheet]:
    """Give what is printed on the sign-in sheets of a cohort's sessions, or of one of them."""
    cohort = connection.execute(
        select(cohorts, versions.c.title)
        .join(versions, versions.c.id == cohorts.c.version_id)
        .where(cohorts.c.id == cohort_id)
    ).one()
    rows = _on_register(connection, cohort_id)
    names = names_on(connection, [row.organisation_id for row in rows], today)
    expected = tuple(
        SignInPerson(f"{row.given_name} {row.family_name}".strip(), names[row.organisation_id])
        for row in rows
    )
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
            people=expected,
        )
        for day in session_rows(connection, cohort_id)
        if session_id in (None, day.id)
    ]


def _on_register(connection: Connection, cohort_id: CohortId) -> list[Row[tuple[object, ...]]]:
    query = (
        select(enrolments, people.c.given_name, people.c.family_name)
        .join(people, people.c.id == enrolments.c.person_id)
        .where(enrolments.c.cohort_id == cohort_id, enrolments.c.status.in_(ON_REGISTER))
    )
    # sorted here, because the two engines put accents in different places
    return sorted(
        connection.execute(query), key=lambda row: (fold(row.family_name), fold(row.given_name), row.id)
    )

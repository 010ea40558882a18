"""Messages: their wordings, who would get them and what each would say, and what went to whom."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, func, select

from aspire_desktop.domain.contact.invitations import InvitationRow, SessionTold
from aspire_desktop.domain.contact.message_fields import Addressee, Occasion
from aspire_desktop.domain.contact.messages import (
    Composed,
    Due,
    MessageRow,
    MessageState,
    addressed,
    due,
    prepare,
    updates_due,
)
from aspire_desktop.domain.contact.wordings import MessageKind, WordingRow, read_wordings
from aspire_desktop.domain.office.errors import NotFound
from aspire_desktop.domain.office.staff import ADMINISTRATORS
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, SessionId
from aspire_desktop.domain.office.working_days import nation_of
from aspire_desktop.domain.programmes.enrolments import ON_REGISTER
from aspire_desktop.domain.programmes.venues import RoomRow
from aspire_desktop.places import DB
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.office.bank_holidays import bank_holidays
from aspire_desktop.storage.lookups.office.settings import office_settings
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_row, trainer_names
from aspire_desktop.storage.lookups.programmes.enrolments import participant_rows
from aspire_desktop.storage.lookups.programmes.venues import room_rows
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.contact.messages import invitations, messages, wordings
from aspire_desktop.storage.tables.journal import action
from aspire_desktop.storage.tables.office.organisations import organisations
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.programmes.cohorts import cohorts, sessions
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.tables.programmes.programmes import modules, versions


@cache
def shipped_wordings() -> dict[MessageKind, WordingRow]:
    """Give what each kind of message says until the office changes or uses it."""
    return read_wordings(DB / "reference" / "messages.toml")


@asked_by(ADMINISTRATORS)
def present_wordings(connection: Connection) -> list[WordingRow]:
    """Give what each kind of message says now, in the order of the kinds."""
    return [present_wording(connection, kind) for kind in MessageKind]


def present_wording(connection: Connection, kind: MessageKind) -> WordingRow:
    """Give the newest wording of a kind: the shipped one where none is kept yet."""
    query = select(wordings).where(wordings.c.kind == kind).order_by(wordings.c.number.desc()).limit(1)
    row = connection.execute(query).first()
    return shipped_wordings()[kind] if row is None else row_of(WordingRow, row)


@asked_by(ADMINISTRATORS)
def compose(
    connection: Connection, cohort_id: CohortId, kind: MessageKind, sender: str, today: date
) -> Composed:
    """Write a kind of message to everybody of a cohort whom it is for; raise NotFound without the cohort."""
    occasion = occasion_of(connection, cohort_id, sender, today)
    wording, sent = present_wording(connection, kind), message_rows(connection, cohort_id)
    made: dict[EnrolmentId, set[str]] = {}
    for each in sent:
        if each.kind is kind:
            made.setdefault(each.enrolment_id, set()).add(each.digest)
    database = database_of(connection)
    everybody = addressees(connection, cohort_id, today)
    people_in = addressed(kind, everybody, occasion)
    prepared = (
        prepare(wording, occasion, each, database, made.get(each.place.id, set())) for each in people_in
    )
    by_when = joining_due(connection, cohort_id, today)
    stay = [each.place.status in ON_REGISTER for each in everybody if updates_due(occasion, each)]
    return Composed(
        wording,
        occasion,
        tuple(prepared),
        tuple(sent),
        updates=sum(stay),
        cancellations=len(stay) - sum(stay),
        due=by_when,
    )


def joining_due(connection: Connection, cohort_id: CohortId, today: date) -> Due | None:
    """Say by when the joining instructions of a cohort are to go out, by the bank holidays of its nation."""
    query = (
        select(versions.c.joining_days, organisations.c.region, func.min(sessions.c.on).label("first_on"))
        .join(cohorts, cohorts.c.version_id == versions.c.id)
        .join(organisations, organisations.c.id == cohorts.c.partner_id)
        .join(sessions, sessions.c.cohort_id == cohorts.c.id)
        .where(cohorts.c.id == cohort_id)
        .group_by(versions.c.joining_days, organisations.c.region)
    )
    row = connection.execute(query).first()
    if row is None or row.first_on < today:
        return None
    first = min(today, row.first_on) - timedelta(days=2 * row.joining_days + 14)
    closed = bank_holidays(nation_of(row.region), first, row.first_on)
    return due(row.first_on, row.joining_days, closed, today)


@asked_by(ADMINISTRATORS)
def updates_needed(connection: Connection, cohort_id: CohortId, today: date) -> list[EnrolmentId]:
    """Give the places of a cohort whose people hold an invitation that is no longer so."""
    occasion = occasion_of(connection, cohort_id, "", today)
    found = addressees(connection, cohort_id, today)
    return [each.place.id for each in found if updates_due(occasion, each)]


@asked_by(ADMINISTRATORS)
def message_rows(connection: Connection, cohort_id: CohortId) -> list[MessageRow]:
    """Give the messages to the people of a cohort, the latest first."""
    query = (
        select(messages, people.c.given_name, people.c.family_name, wordings.c.number)
        .join(enrolments, enrolments.c.id == messages.c.enrolment_id)
        .join(people, people.c.id == enrolments.c.person_id)
        .join(wordings, wordings.c.id == messages.c.wording_id)
        .where(enrolments.c.cohort_id == cohort_id)
        .order_by(messages.c.made_at.desc(), messages.c.id.desc())
    )
    return [row_of(MessageRow, row) for row in connection.execute(query)]


def occasion_of(connection: Connection, cohort_id: CohortId, sender: str, today: date) -> Occasion:
    """Give what messages to a cohort are written about; raise NotFound where there is none of that id."""
    cohort = cohort_row(connection, cohort_id, today)
    if cohort is None:
        raise NotFound.gone("cohort")
    query = (
        select(sessions, modules.c.title)
        .join(modules, modules.c.id == sessions.c.module_id)
        .where(sessions.c.cohort_id == cohort_id)
        .order_by(sessions.c.on, sessions.c.starts, sessions.c.position)
    )
    known, rows = {each.id: each for each in room_rows(connection)}, connection.execute(query).all()
    rooms = {row.id: known[row.room_id] for row in rows if row.room_id is not None}
    told = tuple(
        row_of(SessionTold, row, session_id=row.id, place=_place(row, rooms, cohort.venue), cancelled=False)
        for row in rows
    )
    office = office_settings(connection)
    named = tuple(trainer_names(connection, cohort_id))
    return Occasion(cohort, told, named, office.office_name, office.office_address, sender, today, rooms)


def _place(row: Row[*tuple[Any, ...]], rooms: Mapping[SessionId, RoomRow], venue: str) -> str:
    """Give where a session is: its own room, or online, or else where the cohort is."""
    room = rooms.get(row.id)
    return room.told if room else (f"Online: {row.link}" if row.link else venue)


def addressees(connection: Connection, cohort_id: CohortId, today: date) -> list[Addressee]:
    """Give everybody who is or was on a cohort as messages need them, by family name."""
    places = participant_rows(connection, cohort_id, today)
    query = select(people.c.id, people.c.certificate_name, people.c.restricted_on, people.c.erased_on)
    known = {
        row.id: row
        for row in connection.execute(
            query.where(among(connection, people.c.id, [each.person_id for each in places]))
        )
    }
    told = _told(connection, [each.id for each in places])
    return [
        Addressee(
            each,
            known[each.person_id].certificate_name,
            known[each.person_id].restricted_on is not None or known[each.person_id].erased_on is not None,
            tuple(told.get(each.id, ())),
        )
        for each in places
    ]


def _told(connection: Connection, ids: Iterable[EnrolmentId]) -> dict[EnrolmentId, list[InvitationRow]]:
    """Give what calendars were told, by place, oldest first."""
    query = (
        select(invitations, messages.c.enrolment_id, messages.c.state)
        .join(messages, messages.c.id == invitations.c.message_id)
        .where(among(connection, messages.c.enrolment_id, ids))
        .order_by(invitations.c.id)
    )
    found: dict[EnrolmentId, list[InvitationRow]] = {}
    for row in connection.execute(query):
        session = row_of(SessionTold, row)
        entry = InvitationRow(session, row.uid, row.sequence, row.state is MessageState.SENT)
        found.setdefault(row.enrolment_id, []).append(entry)
    return found


def database_of(connection: Connection) -> str:
    """Give by what this database is told from every other one: the digest of what was done first in it."""
    return connection.scalar(select(action.c.digest).order_by(action.c.id).limit(1)) or "0" * 64

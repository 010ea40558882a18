"""Clients that ask for the last places at once, each with connections of its own."""

from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from multiprocessing import get_context
from typing import LiteralString

import psycopg
from any_question import any_question
from sqlalchemy import Connection, func, make_url, select

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import AgreementId, CohortId, PersonId
from aspire_desktop.domain.programmes.enrolments import Funding
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.door.several import Several
from aspire_desktop.services.money.funding import INVARIANTS, AddAgreement
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.services.programmes.cohorts import AddCohort
from aspire_desktop.services.programmes.enrolments import EnrolParticipant
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.money.funding import agreements
from aspire_desktop.storage.tables.office.people import people

NOW = datetime(2026, 10, 8, 9, 30, tzinfo=UTC)
FIRST = date(2026, 9, 9)


@dataclass(frozen=True)
class Client:
    """Somebody in a hurry, who asks for a place for each of these people in turn."""

    location: Location
    cohort: CohortId
    people: tuple[PersonId, ...]


@dataclass(frozen=True)
class Course:
    """An agreement with fewer places than people who want one, and who asks for which of them."""

    agreement: AgreementId
    clients: tuple[Client, ...]


def course(office: Office, location: Location, clients: int, cap: int, each: int) -> Course:
    """Make one through the office's door: so many clients, each of whom asks for so many people."""
    named = {row.name: row.id for row in office.ask(organisation_rows, NOW.date())}
    [inspire] = [row for row in office.ask(version_rows) if row.title == "Inspire OD"]
    lga, partner = named["Local Government Association"], named["West Midlands Employers"]
    covers = ((inspire.programme_id, None),)
    number = f"{office.ask(any_question(_count_agreements))}"
    agreement = office.do(
        AddAgreement(
            f"LGA/{number}",
            lga,
            covers,
            cap,
            Decimal("350.00"),
            date(2026, 4, 1),
            date(2027, 3, 31) + timedelta(days=int(number)),
        )
    ).value
    days = (FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=40))
    cohort = office.do(AddCohort(f"INS-{number}", inspire.id, partner, "Hall", days, 999)).value
    wanted = [
        AddPerson(f"Client {client}", f"Ash {at} of {number}", "", "", named["Walsall Council"])
        for client in range(clients)
        for at in range(each)
    ]
    before = office.ask(any_question(_newest_person))
    office.do(Several(tuple(wanted), "Add people"))
    ids = [PersonId(before + at) for at in range(1, len(wanted) + 1)]
    shares = [tuple(ids[at : at + each]) for at in range(0, len(ids), each)]
    return Course(agreement, tuple(Client(location, cohort, share) for share in shares))


def race(location: Location, clients: Sequence[Client]) -> list[int]:
    """Let all clients ask at once, processes on a file and threads on a server; give what each one got."""
    with _runners(location, len(clients)) as runners:
        return list(runners.map(places_got, clients))


def places_got(client: Client) -> int:
    """Ask for places through a door of one's own, and count those that were free; runs in any process."""
    store, got = Store(client.location, SetClock(NOW), INVARIANTS), 0
    office = Office(store, "Ann")
    with closing(store):
        for person in client.people:
            try:
                office.do(EnrolParticipant(client.cohort, person, Funding.LGA))
                got += 1
            except RuleBroken:
                continue
    return got


INSERT: LiteralString = (
    "INSERT INTO places (agreement_id, taken_on, release_reason, reserved_for, organisation_id) "
    "SELECT id, begins, '', 'Somebody', funder_id FROM agreements WHERE id = %s"
)


@dataclass(frozen=True)
class Stranger:
    """A program that is not ours, which writes places into the tables of a server by itself."""

    url: str
    agreement: AgreementId
    attempts: int


def rows_got(stranger: Stranger) -> int:
    """Insert places past the program, each in a transaction of its own, and count them."""
    plain = make_url(stranger.url).set(drivername="postgresql").render_as_string(hide_password=False)
    places = 0
    with psycopg.connect(plain) as connection:
        for _ in range(stranger.attempts):
            try:
                connection.execute(INSERT, (stranger.agreement,))
                connection.commit()
                places += 1
            except psycopg.errors.CheckViolation:
                connection.rollback()
    return places


def _count_agreements(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(agreements)) or 0


def _newest_person(connection: Connection) -> int:
    return connection.scalar(select(func.max(people.c.id))) or 0


def _runners(location: Location, many: int) -> Executor:
    if location.file:
        return ProcessPoolExecutor(many, mp_context=get_context("spawn"))
    return ThreadPoolExecutor(many)

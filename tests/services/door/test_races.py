"""Clients racing for the last place, each through a door of its own: exactly the cap, every time."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import psycopg
import pytest
from races import INSERT, NOW, Stranger, course, places_got, race, rows_got
from sqlalchemy import make_url

from aspire_desktop.domain.money.funding import Pool
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import INVARIANTS
from aspire_desktop.storage import journal
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.lookups.money.funding import pool_rows
from aspire_desktop.storage.store import Store


def pool(office: Office) -> Pool:
    return office.ask(pool_rows, NOW.date())[0]


def test_the_last_places_go_to_exactly_as_many(open_store: Store, open_location: Location) -> None:
    """Four processes on a file, sixteen clients on a server."""
    office = Office(open_store, "Ann")
    clients, each = (4, 5) if open_location.file else (16, 2)
    run = course(office, open_location, clients, cap=9, each=each)
    got = race(open_location, run.clients)
    print(f"{clients} clients asked for {clients * each} of 9 places and got {sum(got)}: {got}")  # noqa: T201
    assert sum(got) == 9
    assert (pool(office).free, pool(office).committed) == (0, 9)
    with open_store.reading() as connection:
        assert journal.verify(connection) == []


def test_sixteen_clients_past_the_program_are_held_to_the_cap(
    open_postgresql_location: Location, clock: SetClock
) -> None:
    """The server itself refuses what another program writes, also while ours takes places."""
    location = open_postgresql_location
    store = Store(location, clock, INVARIANTS)
    office = Office(store, "Ann")
    run = course(office, location, 4, cap=21, each=3)
    strangers = [Stranger(str(location.url), run.agreement, 2) for _ in range(16)]
    with ThreadPoolExecutor(20) as runners:
        theirs, ours = runners.map(rows_got, strangers), runners.map(places_got, run.clients)
        taken, got = sum(theirs), sum(ours)
    print(f"of 21 places strangers got {taken} and the program {got}")  # noqa: T201
    assert taken + got == 21
    assert (pool(office).free, pool(office).committed) == (0, 21)
    store.close()


def test_a_repeatable_snapshot_may_write_no_places(
    open_postgresql_location: Location, clock: SetClock
) -> None:
    """It would count the places of a moment that is past."""
    location = open_postgresql_location
    with closing(Store(location, clock, INVARIANTS)) as store:
        run = course(Office(store, "Ann"), location, 1, cap=2, each=1)
        plain = make_url(str(location.url)).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.execute(INSERT, (run.agreement,))
            with pytest.raises(psycopg.errors.CheckViolation, match="reads committed rows"):
                connection.commit()

"""Every database that a release has written still opens, sound and with all its rows."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from remains import found_in
from sqlalchemy import Connection, func, select

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.people import listing_key
from aspire_desktop.services.contact.erasures import ErasePerson
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.home.inspections import INSPECTIONS
from aspire_desktop.services.money.funding import INVARIANTS
from aspire_desktop.services.money.returns import RestateReturn
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.lookups.contact.erasures import erasure_plan
from aspire_desktop.storage.lookups.money.evidence import place_evidence, submitted_returns
from aspire_desktop.storage.lookups.money.funding import pool_rows
from aspire_desktop.storage.lookups.money.ledger import ledger_entries
from aspire_desktop.storage.lookups.money.returns import changes_since, return_rows
from aspire_desktop.storage.soundness import problems
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.office.staff import colleagues
from aspire_desktop.storage.tables.schema import metadata
from aspire_desktop.storage.upkeep import make_ready

RELEASED = Path(__file__).parents[1] / "released"
ROWS = {
    "0.1.0": {
        "action": 12,
        "people": 30,
        "enrolments": 30,
        "marks": 108,
        "certificates": 14,
        "return_lines": 9,
    },
    "0.2.0": {
        "action": 18,
        "people": 30,
        "enrolments": 30,
        "places": 23,
        "marks": 108,
        "certificates": 14,
        "return_lines": 9,
        "queries": 2,
        "remittances": 1,
    },
}
"""How many rows some tables of each release's database had when it was written."""


@pytest.mark.parametrize("version", sorted(folder.name for folder in RELEASED.iterdir()))
def test_a_released_database_opens(version: str, tmp_path: Path, clock: SetClock) -> None:
    file = Path(shutil.copy(RELEASED / version / "practice.sqlite", tmp_path))
    location = Location(file, (RELEASED / version / "practice.sqlite.key").read_text().split()[0])
    assert problems(location, INVARIANTS) == []
    make_ready(location, clock.now())
    assert problems(location, INVARIANTS, INSPECTIONS) == []
    store = Store(location, clock)
    with store.reading() as connection:
        _figures_agree(connection, clock.today())
        _everybody_is_listed_by_name(connection)
        counted = {
            name: connection.scalar(select(func.count()).select_from(metadata.tables[name]))
            for name in ROWS[version]
        }
    _nothing_to_restate(store)
    store.close()
    assert counted == ROWS[version]


def _everybody_is_listed_by_name(connection: Connection) -> None:
    rows = connection.execute(select(people)).all()
    assert rows
    assert [row.listing_key for row in rows] == [listing_key(row.given_name, row.family_name) for row in rows]


@pytest.mark.parametrize("version", sorted(folder.name for folder in RELEASED.iterdir()))
def test_everybody_can_be_erased_from_a_released_database(
    version: str, tmp_path: Path, clock: SetClock
) -> None:
    """Also from returns whose workbook and lines an older program wrote."""
    file = Path(shutil.copy(RELEASED / version / "practice.sqlite", tmp_path))
    location = Location(file, (RELEASED / version / "practice.sqlite.key").read_text().split()[0])
    make_ready(location, clock.now())
    clock.instant = datetime(2034, 1, 9, 9, tzinfo=UTC)
    store = Store(location, clock, INVARIANTS)
    with store.reading() as connection:
        [(actor, *_)] = connection.execute(select(colleagues.c.name).order_by(colleagues.c.id).limit(1))
        named = connection.execute(select(people.c.id, people.c.given_name, people.c.family_name)).all()
        pools = pool_rows(connection, clock.today())
        plans = [erasure_plan(connection, row.id, clock.today()) for row in named]
    due = [plan for plan in plans if plan.due(clock.today())]
    assert [plan for plan in due if plan.claimed_in] != []
    office = Office(store, actor)
    for plan in due:
        office.do(ErasePerson(plan.person_id))
    with store.reading() as connection:
        assert pool_rows(connection, clock.today()) == pools
        assert found_in(connection, [plan.name for plan in due]) == []
    store.close()
    assert problems(location, INVARIANTS, INSPECTIONS) == []


def _nothing_to_restate(store: Store) -> None:
    """Places bore other labels once, which makes no difference between a return and its revision."""
    with store.reading() as connection:
        [row] = return_rows(connection, store.clock.today())
        [(actor, *_)] = connection.execute(select(colleagues.c.name).order_by(colleagues.c.id).limit(1))
    with pytest.raises(RuleBroken, match="nothing would differ"):
        Office(store, actor).do(RestateReturn(row.id, "Only to see"))


def _figures_agree(connection: Connection, today: date) -> None:
    """Compare the pools with what the history and the submitted returns say of the same places."""
    for pool in pool_rows(connection, today):
        figures = (pool.free, pool.committed, pool.claimable, pool.in_return, pool.claimed)
        assert sum(figures) == pool.cap
        newest = ledger_entries(connection, pool.agreement_id, today)[0]
        assert (newest.free_after, newest.claimed_after) == (pool.free, pool.claimed)
        assert pool.claimed == return_rows(connection, today, pool.agreement_id)[0].summary.cumulative
        for returned in submitted_returns(connection):
            sampled = place_evidence(connection, returned.id, returned.numbers[0], today)
            assert sampled.line.return_reference == returned.reference
    assert changes_since(connection, today) == []

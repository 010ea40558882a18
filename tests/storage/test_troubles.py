"""What an engine says of a lock reaches people in plain words, at the door that window and command share."""

import pytest

from aspire_desktop.domain.clock import SetClock
from aspire_desktop.domain.errors import Refused
from aspire_desktop.domain.staff import EVERYONE
from aspire_desktop.services.office import Office
from aspire_desktop.services.staff import AddColleague
from aspire_desktop.storage import engines
from aspire_desktop.storage.engines import Location, connect
from aspire_desktop.storage.store import Store


def test_a_locked_database_is_a_refusal(
    sqlite_location: Location, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(engines.PRAGMAS, "busy_timeout", "50")
    assert sqlite_location.file
    store, other = Store(sqlite_location, clock), connect(sqlite_location.file, sqlite_location.key)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(Refused, match="busy with somebody else"):
            Office(store, "Ann").do(AddColleague("Bob", EVERYONE))
    finally:
        other.close()
        store.close()

"""What is told of a change is true: kept where it is in the history, not changed where it is not."""

import pytest
import sqlcipher3
from sqlalchemy.pool import PoolProxiedConnection

from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.storage.lookups.office.staff import colleague_rows
from aspire_desktop.storage.store import Store


class Ending:
    """Saving that goes wrong once: after the change is kept, or before."""

    def __init__(self, store: Store, *, kept: bool) -> None:
        self._dialect, self._kept, self._done = store._writer.dialect, kept, False
        self.commit = self._dialect.do_commit

    def __call__(self, connection: PoolProxiedConnection) -> None:
        if self._done:
            self.commit(connection)
            return
        self._done = True
        (self.commit if self._kept else self._dialect.do_rollback)(connection)
        raise sqlcipher3.OperationalError("disk I/O error")


def names(office: Office) -> list[str]:
    return [row.name for row in office.ask(colleague_rows)]


def test_a_change_that_is_kept_is_told_as_done(
    store: Store, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store._writer.dialect, "do_commit", Ending(store, kept=True))
    done = office.do(AddColleague("Ruth", frozenset({Role.TRAINER})))
    assert done.id is not None
    assert "Ruth" in names(office)
    assert office.carried_out[-1] == done.title


def test_a_change_that_is_not_kept_says_so_and_can_be_repeated(
    store: Store, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store._writer.dialect, "do_commit", Ending(store, kept=False))
    with pytest.raises(Refused) as told:
        office.do(AddColleague("Ruth", frozenset({Role.TRAINER})))
    assert told.value.denies_changes
    assert "Ruth" not in names(office)
    office.do(AddColleague("Ruth", frozenset({Role.TRAINER})))
    assert "Ruth" in names(office)


def test_where_nobody_can_tell_nothing_is_claimed(
    store: Store, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store._writer.dialect, "do_commit", Ending(store, kept=True))

    def away() -> None:
        raise Refused("The database file cannot be reached.")

    monkeypatch.setattr(store, "reading", away)
    with pytest.raises(Refused) as told:
        office.do(AddColleague("Ruth", frozenset({Role.TRAINER})))
    monkeypatch.undo()
    assert not told.value.denies_changes
    assert "cannot be told" in told.value.explanation.safe
    assert "Ruth" in names(office)

"""Nothing is written beside the unit of work, which would leave no image of it."""

import pytest
from sqlalchemy import text

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.staff import Colleague
from aspire_desktop.storage.store import Store


def test_the_door_is_shut_again_after_a_flush_that_failed(store: Store) -> None:
    with pytest.raises(RuleBroken), store.writing("Ann") as work:
        work.add(Colleague("Ann", ""))
    with store.writing("Ann") as work, pytest.raises(RuntimeError, match="outside the unit of work"):
        work.connection.execute(text("UPDATE colleagues SET roles = ''"))


def test_a_write_behind_a_with_is_a_write(store: Store) -> None:
    with store.writing("Ann") as work, pytest.raises(RuntimeError, match="outside the unit of work"):
        work.connection.execute(text("WITH x AS (SELECT 1) UPDATE colleagues SET roles = ''"))


def test_an_action_cannot_commit_by_itself(store: Store) -> None:
    with store.writing("Ann") as work:
        work.add(Colleague("Zoë", ""))
        with pytest.raises(RuntimeError, match="commit"):
            work.connection.commit()
    with store.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM colleagues")) == 1

"""A short write has the interpreter to itself: reads in other threads stop at their next statement."""

from threading import Condition, Event, Thread

import pytest
from sqlalchemy import text

from aspire_desktop.storage import precedence
from aspire_desktop.storage.store import Store

PATIENCE_S = 30.0
"""For what comes at once: a test that waits so long has failed."""


def reading(store: Store, told: list[str]) -> Thread:
    """Give a thread that reads and says so."""

    def read() -> None:
        with store.reading() as connection:
            connection.execute(text("SELECT 1")).one()
        told.append("read")

    return Thread(target=read)


def test_a_read_stands_back_while_another_thread_writes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precedence, "LONGEST_S", 10 * PATIENCE_S)
    stood, told = Event(), list[str]()
    wait = Condition.wait

    def noted(condition: Condition, timeout: float | None = None) -> bool:
        if timeout is not None and timeout > PATIENCE_S:  # nothing else waits so long
            stood.set()
        return wait(condition, timeout)

    reader = reading(store, told)
    with store.writing("Ann"):
        monkeypatch.setattr(Condition, "wait", noted)
        reader.start()
        came_to_it = stood.wait(PATIENCE_S)
        told.append("written")
    reader.join(PATIENCE_S)
    assert came_to_it
    assert told == ["written", "read"]


def test_a_read_does_not_stand_back_for_long(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "LONGEST_S", 0.0)
    told = list[str]()
    reader = reading(store, told)
    with store.writing("Ann"):
        reader.start()
        reader.join(PATIENCE_S)
        told.append("written")
    assert told == ["read", "written"]


def test_who_writes_may_read_meanwhile(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "LONGEST_S", PATIENCE_S)
    with store.writing("Ann"), store.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM colleagues")) is not None

"""Work goes out in lanes and comes back in order, and never to somebody who is gone."""

import gc
import threading
from collections.abc import Iterator
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aspire_desktop.ui.desk.dispatcher import Dispatcher, Lane


@pytest.fixture
def dispatcher(qtbot: QtBot) -> Iterator[Dispatcher]:
    made = Dispatcher()
    yield made
    made.close()


def _refuse(error: Exception) -> None:
    raise error


def test_a_lane_keeps_its_order(dispatcher: Dispatcher, qtbot: QtBot) -> None:
    seen: list[int] = []
    for number in range(20):
        dispatcher.send(Lane.WRITE, partial(int, number), seen.append, _refuse)
    qtbot.waitUntil(lambda: dispatcher.waiting() == 0)
    assert seen == list(range(20))


def test_answers_arrive_on_the_interface_thread(dispatcher: Dispatcher, qtbot: QtBot) -> None:
    threads: list[tuple[int, int]] = []
    dispatcher.send(
        Lane.READ,
        threading.get_ident,
        lambda there: threads.append((there, threading.get_ident())),
        _refuse,
    )
    qtbot.waitUntil(lambda: dispatcher.waiting() == 0)
    ((there, here),) = threads
    assert there != here == threading.get_ident()


def test_a_failure_is_told(dispatcher: Dispatcher, qtbot: QtBot) -> None:
    told: list[Exception] = []
    dispatcher.send(Lane.JOB, lambda: 1 // 0, lambda _: None, told.append)
    qtbot.waitUntil(lambda: dispatcher.waiting() == 0)
    assert isinstance(told[0], ZeroDivisionError)


def test_an_answer_for_somebody_gone_is_dropped(dispatcher: Dispatcher, qtbot: QtBot) -> None:
    seen: list[int] = []
    gate, owner = threading.Event(), QObject()
    dispatcher.send(Lane.READ, lambda: int(gate.wait(5)), seen.append, _refuse, owner)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: dispatcher.waiting() == 0)
    assert seen == []


def test_only_the_newest_question_of_a_subject_is_asked(dispatcher: Dispatcher, qtbot: QtBot) -> None:
    gate, asked, seen = threading.Event(), list[int](), list[int]()
    dispatcher.send(Lane.READ, lambda: int(gate.wait(5)), lambda _: None, _refuse)

    def question(number: int) -> int:
        asked.append(number)
        return number

    for number in (1, 2, 3):
        dispatcher.send(Lane.READ, partial(question, number), seen.append, _refuse, subject="list")
    gate.set()
    qtbot.waitUntil(lambda: dispatcher.waiting() == 0)
    assert asked == seen == [3]


def test_lanes_do_not_wait_for_each_other(dispatcher: Dispatcher, qtbot: QtBot) -> None:
    gate, seen = threading.Event(), list[int]()
    dispatcher.send(Lane.JOB, lambda: int(gate.wait(5)), seen.append, _refuse)
    dispatcher.send(Lane.WRITE, lambda: 2, seen.append, _refuse)
    qtbot.waitUntil(lambda: seen == [2])
    gate.set()
    qtbot.waitUntil(lambda: seen == [2, 1])


def test_the_collector_rests_while_any_dispatcher_has_threads(qapp: QApplication) -> None:
    """Whoever closes a database still has the last backup made on another thread."""
    first, second = Dispatcher(), Dispatcher()
    second.close()
    assert not gc.isenabled()
    second.close()
    assert not gc.isenabled()
    first.close()

"""What is shown hears of every table that it was read from: each that statements name is asked again."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, event

from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.services.office.staff import ChangeColleague
from aspire_desktop.storage.lookups.office.staff import colleague_rows
from aspire_desktop.storage.tables.schema import metadata
from aspire_desktop.ui.desk.ear import Ear
from aspire_desktop.ui.desk.signals import Bell, Changed
from aspire_desktop.ui.desk.switchboard import HEARS_EVERY, HEARS_SELDOM
from aspire_desktop.ui.screens.office.organisations.view import Organisations
from aspire_desktop.ui.shell.navigation import ENTRIES, ScreenEntry
from tests.ui.bench import Bench

WINDOW = frozenset({"colleagues", "action", "change", "erasures"})
"""What the window itself reads after every change: who is at the desk, and what can be undone."""


@contextmanager
def tables_read() -> Iterator[set[str]]:
    """Collect the tables that are read as long as the block lasts, from the words of the statements."""
    read = set[str]()

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        read.update(re.findall(r"(?:FROM|JOIN|,)\s+(\w+)", statement))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield read
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    read &= set(metadata.tables)


def _open_whole(bench: Bench, entry: ScreenEntry) -> None:
    """Open a screen, and each of its tabs."""
    screen = bench.go(entry.key, 1 if entry.under == "cohorts" and entry.key != "import" else None)
    screen.refresh()  # the first is open already
    bench.settle()
    for bar in screen.findChildren(QTabBar):
        for number in range(1, bar.count()):
            bar.setCurrentIndex(number)
            bench.settle()


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.key for entry in ENTRIES])
def test_a_screen_hears_of_each_table_that_it_was_read_from(
    busy_bench: Bench, entry: ScreenEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tables_read() as opening:
        _open_whole(busy_bench, entry)
    assert opening - WINDOW or entry.key == "history"
    heard = list[str]()
    for table in sorted(opening - WINDOW):
        monkeypatch.setattr(busy_bench.screen, "refresh", partial(heard.append, table))
        busy_bench.desk.bell.changed.emit(Changed(frozenset({table})))
    busy_bench.settle()
    assert heard == sorted(opening - WINDOW)


def test_a_number_at_the_rail_hears_of_each_table_that_it_was_read_from(busy_bench: Bench) -> None:
    [entry] = [each for each in ENTRIES if each.count is not None]
    assert entry.count is not None
    with tables_read() as counting:
        entry.count(busy_bench.desk.office)
    busy_bench.go("history")  # which is read from the record alone
    assert {"enrolments", "marks", "sessions"} <= counting
    for table in sorted(counting - WINDOW):
        with tables_read() as read:
            busy_bench.desk.bell.changed.emit(Changed(frozenset({table})))
            busy_bench.settle()
        assert read >= counting, table


def test_the_history_hears_of_every_change(busy_bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = list[str]()
    monkeypatch.setattr(busy_bench.go("history"), "refresh", partial(heard.append, "history"))
    busy_bench.desk.bell.changed.emit(Changed(frozenset({"programmes"})))
    busy_bench.settle()
    assert heard == ["history"]


def test_what_is_changed_elsewhere_is_shown_and_what_one_did_oneself_is_not_told_twice(
    busy_bench: Bench, ellie: Office
) -> None:
    listed = busy_bench.go("organisations")
    assert isinstance(listed, Organisations)
    busy_bench.switchboard.hear()
    busy_bench.settle()
    ellie.do(AddOrganisation("Narnia Council"))
    busy_bench.switchboard.hear()
    busy_bench.until(lambda: "Narnia Council" in {row.name for row in listed.model.rows})
    busy_bench.desk.do(AddOrganisation("Archenland Council"))
    busy_bench.settle()
    rung = list[Changed]()
    busy_bench.desk.bell.changed.connect(rung.append)
    busy_bench.switchboard.hear()
    busy_bench.settle()
    assert rung == []


def test_roles_that_were_taken_away_elsewhere_are_taken_at_once(busy_bench: Bench, ellie: Office) -> None:
    busy_bench.go("people")
    assert _add(busy_bench).isEnabled()
    busy_bench.switchboard.hear()
    busy_bench.settle()
    ann = next(each for each in ellie.ask(colleague_rows) if each.name == "Ann")
    ellie.do(ChangeColleague(ann.id, frozenset({Role.TRAINER})))
    busy_bench.switchboard.hear()
    busy_bench.until(lambda: not _add(busy_bench).isEnabled())


def test_a_database_that_is_away_is_asked_seldom_in_silence_and_heard_once_it_is_back(
    busy_bench: Bench, ellie: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = list[object]()
    busy_bench.desk.bell.told.connect(told.append)
    listed = busy_bench.go("organisations")
    assert isinstance(listed, Organisations)
    switchboard = busy_bench.switchboard
    switchboard.listen()
    busy_bench.settle()
    with monkeypatch.context() as away:
        away.setattr(busy_bench.desk.office, "ask", _refuse)
        switchboard.hear()
        busy_bench.settle()
        assert switchboard._hearing.isActive()
        assert switchboard._hearing.interval() == HEARS_SELDOM
        assert told == [], "what the person does next says it"
    ellie.do(AddOrganisation("Narnia Council"))
    switchboard.hear()
    busy_bench.until(lambda: "Narnia Council" in {row.name for row in listed.model.rows})
    assert switchboard._hearing.interval() == HEARS_EVERY


def test_what_is_changed_between_the_first_screen_and_the_first_hearing_is_shown(
    busy_bench: Bench, ellie: Office
) -> None:
    busy_bench.switchboard.listen()
    listed = busy_bench.go("organisations")
    assert isinstance(listed, Organisations)
    ellie.do(AddOrganisation("Narnia Council"))
    busy_bench.switchboard.hear()
    busy_bench.until(lambda: "Narnia Council" in {row.name for row in listed.model.rows})


def _refuse(*_asked: object) -> None:
    raise Refused("The database cannot be reached.")


def _add(bench: Bench) -> QAction:
    return next(each for each in bench.screen.commands if "Add person" in each.text().replace("&", ""))


def test_what_changes_while_an_answer_is_on_its_way_is_heard(qtbot: QtBot) -> None:
    parent = QObject()
    bell = Bell(parent)
    ear = Ear(bell, parent)
    asked = ear.now
    bell.changed.emit(Changed(frozenset({"people"})))
    with qtbot.waitSignal(ear.heard, timeout=0, raising=False) as heard:
        ear.rest_on({"people", "cohorts"}, asked)
    assert heard.signal_triggered
    with qtbot.assertNotEmitted(ear.heard):
        ear.rest_on({"people", "cohorts"}, ear.now)
        bell.changed.emit(Changed(frozenset({"prices"})))

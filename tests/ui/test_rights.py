"""Every command of every screen asks for the right of the act it does, and says whose it is to others."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import pytest
from busy_office import BusyOffice
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QTabBar
from shiboken6 import isValid

from aspire_desktop.domain.office.errors import NotAllowed
from aspire_desktop.domain.office.staff import EVERYONE, Role, whose
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.door.several import Several
from aspire_desktop.services.door.touched import OnlyTouched
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.desk.desk import Act, Desk
from aspire_desktop.ui.desk.screen import Screen
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.widgets.commands import reason_of
from tests.ui.bench import Bench


@dataclass
class Heard:
    """The acts that each command was said to do, what was done, and what was refused for want of a right."""

    acts: dict[QAction, tuple[Act, ...]] = field(default_factory=dict)
    done: list[type[Action[Any]]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    asked: set[QAction] = field(default_factory=set)
    """The commands for which somebody asked whose they are."""


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    heard, allow, allow_to, do = Heard(), Desk.allow, Desk.allow_to, Office.do

    def allowing(desk: Desk, command: QAction, *acts: Act, there: bool = True) -> None:
        heard.acts[command] = acts
        allow(desk, command, *acts, there=there)

    def allowing_to(desk: Desk, command: QAction, roles: frozenset[Role], *, there: bool = True) -> None:
        heard.asked.add(command)
        allow_to(desk, command, roles, there=there)

    def doing(office: Office, action: Action[Any]) -> object:
        heard.done += _parts(action)
        try:
            return do(office, action)
        except NotAllowed as refused:
            heard.refused.append(refused.explanation.what)
            raise

    monkeypatch.setattr(Desk, "allow", allowing)
    monkeypatch.setattr(Desk, "allow_to", allowing_to)
    monkeypatch.setattr(Office, "do", doing)
    for module in ("ui.desk.desk", "ui.lists.list_commands", "ui.screens.programmes.cohort.certificates"):
        monkeypatch.setattr(f"aspire_desktop.{module}.ask_where", lambda *_: None)
    return heard


def _parts(action: Action[Any]) -> Iterator[type[Action[Any]]]:
    """Give the acts that are done, each by itself."""
    if isinstance(action, Several):
        for each in action.actions:
            yield from _parts(each)
    elif isinstance(action, OnlyTouched):
        yield from _parts(action.wanted)
    else:
        yield type(action)


def _fronts(bench: Bench, busy: BusyOffice) -> Iterator[tuple[Screen, str]]:
    """Bring every screen and every tab of it forward that the role sees."""
    for entry in bench.window.visible_entries():
        id = busy.cohorts["ASP26-WM02"] if entry.key == "cohort" else None
        screen = bench.go(entry.key, id)
        bars = screen.findChildren(QTabBar)
        for number in range(bars[0].count() if bars else 1):
            if bars:
                bench.go(entry.key, id)
                bars[0].setCurrentIndex(number)
            bench.settle()
            yield screen, f"{entry.key} {number}"


FREE = {
    "Move down after marking",  # how the register is worked in, and where to go
    "Next session",
    "Previous session",
    "Next tab",
    "Previous tab",
    "Open cohort",
    "Open latest cohort",
    "Open register\tEnter",
    "Next problem",
    "Next clash",
    "Previous clash",
    "Previous problem",
    "Columns and views…",  # of the list that is seen anyway
    "Export list to Excel…",
    "Print list…",
    "Stop issuing",  # what the same person began
    "Back a step",  # steps of an import: whoever may not import such a file is not offered the kind
    "Continue",
    "Leave row out",
    "Take row back in",
    "Save the problem list…",
    "Cancel the import",
    "Way out: Copy addresses",  # a choice, which Make messages carries out
    "Way out: E-mail drafts",
    "Way out: Mail-merge sheet",
    "Way out: One BCC mail",
}
"""Commands that need no right beyond the sight of their screen."""


def test_whose_a_command_is_was_asked_for_every_one_that_needs_a_right(
    busy_bench: Bench, busy: BusyOffice, heard: Heard
) -> None:
    unasked, seen = set[str](), set[str]()
    for screen, name in _fronts(busy_bench, busy):
        for command in screen.commands:
            words = command.text().replace("&", "")
            seen.add(words)
            if command not in heard.asked and words not in FREE:
                unasked.add(f"{name}: {words}")
    assert unasked == set()
    assert seen >= FREE


@pytest.mark.parametrize("role", Role)
def test_a_command_rests_for_want_of_a_right_exactly_where_the_matrix_refuses_its_act(
    role: Role,
    new_bench: Callable[[Office], Bench],
    opened_store: Store,
    busy: BusyOffice,
    heard: Heard,
) -> None:
    Office(opened_store, "Ann").do(AddColleague("Ruth", frozenset({role})))
    bench = new_bench(Office(opened_store, "Ruth"))
    told = defaultdict(set)
    for screen, name in _fronts(bench, busy):
        for command in screen.commands:
            acts = heard.acts.get(command, ())
            roles = reduce(frozenset.intersection, (act.roles for act in acts), EVERYONE)
            if acts:
                told[name].add(command.text())
            if acts and role not in roles:
                assert not command.isEnabled(), (name, command.text())
                assert reason_of(command) == command.toolTip() == f"This is {whose(roles)}."
            elif acts:
                assert not reason_of(command), (name, command.text())
    assert sum(map(len, told.values())) > (8 if role is Role.TRAINER else 30)


@pytest.mark.parametrize("role", Role)
def test_what_is_offered_is_never_refused_for_its_right_and_does_what_it_said(
    role: Role,
    new_bench: Callable[[Office], Bench],
    opened_store: Store,
    busy: BusyOffice,
    heard: Heard,
) -> None:
    Office(opened_store, "Ann").do(AddColleague("Ruth", frozenset({role})))
    bench = new_bench(Office(opened_store, "Ruth"))
    carried = 0
    for screen, name in _fronts(bench, busy):
        for command in list(screen.commands):
            if not command.isEnabled() or command.text() == "Cance&l the import":
                continue
            heard.done.clear()
            command.trigger()
            bench.settle()
            _send_and_close(bench)
            acts = {act for act in heard.acts.get(command, ()) if isinstance(act, type)}
            assert set(heard.done) <= acts, (name, command.text())
            assert not heard.refused, (name, command.text())
            carried += 1
            if bench.screen is not screen:
                break
    assert carried


def _send_and_close(bench: Bench) -> None:
    """Send what a command opened, as it stands, and leave it where that does not close it."""
    while (window := QApplication.activeModalWidget()) is not None:
        assert isinstance(window, QDialog)
        if isinstance(window, FormDialog) and window.send_button.isEnabled():
            window.send_button.click()
            bench.settle()
        if isValid(window) and window.isVisible():
            window.reject()
            bench.settle()

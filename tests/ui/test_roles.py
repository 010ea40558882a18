"""What each role sees: every screen that is offered opens, and asks nothing that is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from busy_office import BusyOffice
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

from aspire_desktop.domain.office.staff import Role
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.screens.home.today.view import Home
from tests.ui.bench import Bench, take_pictures

SEEN = {
    Role.ADMINISTRATOR: {"finance", "settings"},
    Role.FINANCE: {"finance", "settings"},
    Role.TRAINER: set[str](),
}


def as_role(new_bench: Callable[[Office], Bench], store: Store, role: Role) -> Bench:
    Office(store, "Ann").do(AddColleague("Ruth", frozenset({role})))
    return new_bench(Office(store, "Ruth"))


@pytest.mark.parametrize("role", Role)
def test_every_screen_that_is_offered_opens_without_a_refusal(
    role: Role, new_bench: Callable[[Office], Bench], opened_store: Store, busy: BusyOffice
) -> None:
    bench = as_role(new_bench, opened_store, role)
    entries = bench.window.visible_entries()
    assert {entry.key for entry in entries} & {"finance", "settings"} == SEEN[role]
    for entry in entries:
        screen = bench.go(entry.key, busy.cohorts["ASP26-WM02"] if entry.key == "cohort" else None)
        for bar in screen.findChildren(QTabBar):
            for number in range(bar.count()):
                bar.setCurrentIndex(number)
                bench.settle()
        assert bench.screen.key == entry.key
        assert not bench.window.notices.isVisible(), entry.key


def test_a_trainer_sees_home_without_the_money(
    new_bench: Callable[[Office], Bench], opened_store: Store, busy: BusyOffice, pictures: Path
) -> None:
    bench = as_role(new_bench, opened_store, Role.TRAINER)
    home = bench.screen
    assert isinstance(home, Home)
    assert home.todo.isVisible()
    assert not home.pool.isVisible()
    take_pictures(bench.window, pictures, "home-trainer")


def test_somebody_without_a_role_is_told_so_and_asks_nothing(
    new_bench: Callable[[Office], Bench], opened_store: Store
) -> None:
    Office(opened_store, "Ann").do(AddColleague("Ruth", frozenset()))
    bench = new_bench(Office(opened_store, "Ruth"))
    assert bench.window.visible_entries() == []
    assert "has no role in this database yet" in bench.window.notices.message.accessibleName()
    bench.ctrl(Qt.Key.Key_K)
    bench.type("Walsall")
    bench.settle()
    assert "has no role in this database yet" in bench.window.notices.message.accessibleName()

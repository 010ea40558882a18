"""Settings: people, their roles, and that somebody keeps the key."""

from pathlib import Path

import pytest
from model_rules import check_model
from PySide6.QtCore import Qt

from aspire_desktop.domain.office.staff import EVERYONE, Role
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.office.staff import colleague_rows
from aspire_desktop.ui.screens.office.settings.people import PeopleSection
from aspire_desktop.ui.shell.settings import Settings
from tests.ui.bench import Bench, take_pictures


@pytest.fixture
def screen(bench: Bench) -> Settings:
    shown = bench.go("settings")
    assert isinstance(shown, Settings)
    return shown


def people(screen: Settings) -> PeopleSection:
    [section] = [each for each in screen.sections if isinstance(each, PeopleSection)]
    return section


def test_somebody_is_added_by_keyboard(bench: Bench, screen: Settings, sqlite_office: Office) -> None:
    bench.ctrl(Qt.Key.Key_N)
    bench.type("Ruth Adeyemi")
    bench.press(Qt.Key.Key_Tab)
    bench.press(Qt.Key.Key_Tab)
    bench.press(Qt.Key.Key_Space)
    bench.press(Qt.Key.Key_Return)
    added = sqlite_office.ask(colleague_rows)[1]
    assert (added.name, added.roles) == ("Ruth Adeyemi", frozenset({Role.TRAINER}))
    assert people(screen).table.currentIndex().siblingAtColumn(0).data() == "Ruth Adeyemi"


def test_a_tick_is_saved_and_undone(bench: Bench, screen: Settings, sqlite_office: Office) -> None:
    people(screen).pane.facts.roles.boxes[Role.FINANCE].click()
    bench.settle()
    assert sqlite_office.ask(colleague_rows)[0].roles == EVERYONE - {Role.FINANCE}
    bench.ctrl(Qt.Key.Key_Z)
    assert sqlite_office.ask(colleague_rows)[0].roles == EVERYONE


def test_the_last_administrator_stays(bench: Bench, screen: Settings) -> None:
    people(screen).pane.facts.roles.boxes[Role.ADMINISTRATOR].click()
    bench.settle()
    assert "Somebody must keep the role" in bench.window.notices.message.accessibleName()
    assert people(screen).pane.facts.roles.boxes[Role.ADMINISTRATOR].isChecked()


def test_ctrl_tab_goes_round_the_sections(bench: Bench, screen: Settings) -> None:
    forth, back = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    keys = [each.key for each in screen.sections]
    seen = list[str]()
    for _ in keys:
        bench.press(Qt.Key.Key_Tab, forth)
        seen.append(screen.section.key)
        assert bench.window.windowTitle() == f"Settings, {screen.section.title}"
    assert seen == [*keys[1:], keys[0]]
    bench.press(Qt.Key.Key_Tab, forth | back)
    assert screen.section.key == keys[-1]


def test_a_name_is_asked_for(bench: Bench, screen: Settings) -> None:
    bench.ctrl(Qt.Key.Key_N)
    bench.press(Qt.Key.Key_Return)
    assert people(screen).pane.form.name.accessibleDescription() == "Enter the name of the person."
    bench.press(Qt.Key.Key_Escape)
    assert not people(screen).pane.adding


def test_the_model_keeps_the_rules_of_qt(screen: Settings) -> None:
    check_model(people(screen).model)


def test_how_it_looks(bench: Bench, screen: Settings, pictures: Path) -> None:
    take_pictures(bench.window, pictures, "settings")

"""Organisations, worked from the keyboard."""

from datetime import date
from pathlib import Path

import pytest
from model_rules import check_model
from PySide6.QtCore import QAbstractItemModel, Qt

from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.organisations import AddOrganisation, AlsoCalled, DescribeOrganisation
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.ui.screens.office.organisations.forms import SucceedForm
from aspire_desktop.ui.screens.office.organisations.view import Organisations
from tests.ui.bench import Bench, take_pictures
from tests.ui.cohort_bench import button, words_in

COUNCILS = (
    AddOrganisation("Walsall Council", "metropolitan", "West Midlands", "E08000030", date(2020, 1, 1)),
    AddOrganisation("Leeds City Council", "metropolitan", "Yorkshire and The Humber", "E08000035"),
    AddOrganisation("Shropshire Council", "unitary", "West Midlands", "E06000051", date(2021, 4, 1)),
    AddOrganisation("Sandwell Metropolitan Borough Council", "metropolitan", "West Midlands", "E08000028"),
    AddOrganisation("West Midlands Fire Service", "fire", "West Midlands"),
)


@pytest.fixture
def councils(sqlite_office: Office) -> Office:
    for council in COUNCILS:
        sqlite_office.do(council)
    return sqlite_office


@pytest.fixture
def screen(councils: Office, bench: Bench) -> Organisations:
    shown = bench.go("organisations")
    assert isinstance(shown, Organisations)
    shown.refresh()
    bench.settle()
    return shown


def _shown(screen: Organisations) -> list[str]:
    model: QAbstractItemModel = screen.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def _current(screen: Organisations) -> str:
    return str(screen.table.currentIndex().siblingAtColumn(0).data())


def test_an_organisation_is_added_by_keyboard(bench: Bench, sqlite_office: Office) -> None:
    screen = bench.go("organisations")
    assert isinstance(screen, Organisations)
    bench.ctrl(Qt.Key.Key_N)
    bench.type("Walsall Council")
    bench.press(Qt.Key.Key_Return)
    assert _shown(screen) == ["Walsall Council"]
    assert _current(screen) == "Walsall Council"
    assert screen.table.hasFocus()
    assert bench.window.status.undo.text() == "Undo: Add Walsall Council"


def test_a_name_that_is_taken_is_refused_beside_the_field(bench: Bench, screen: Organisations) -> None:
    bench.ctrl(Qt.Key.Key_N)
    bench.type("WALSALL council")
    bench.press(Qt.Key.Key_Return)
    assert "already" in screen.add_form.told["name"].accessibleDescription()
    assert screen.pane.form is screen.add_form
    assert not bench.window.notices.message.isVisible()
    bench.press(Qt.Key.Key_Escape)
    assert screen.pane.form is None


def test_an_empty_name_is_asked_for(bench: Bench, screen: Organisations) -> None:
    bench.ctrl(Qt.Key.Key_N)
    bench.press(Qt.Key.Key_Return)
    assert screen.add_form.told["name"].accessibleDescription() == "Enter the name of the organisation."


def test_rename_and_undo_with_the_keyboard(bench: Bench, screen: Organisations) -> None:
    assert _current(screen) == "Leeds City Council"
    bench.press(Qt.Key.Key_F2)
    bench.type("City of Leeds")
    bench.press(Qt.Key.Key_Return)
    assert "City of Leeds" in _shown(screen)
    assert _current(screen) == "City of Leeds"
    bench.ctrl(Qt.Key.Key_Z)
    assert "City of Leeds" not in _shown(screen)
    assert _current(screen) == "Leeds City Council"


def test_removing_keeps_the_place_and_undo_brings_it_back(bench: Bench, screen: Organisations) -> None:
    bench.press(Qt.Key.Key_Delete)
    assert _shown(screen)[0] == _current(screen) == "Sandwell Metropolitan Borough Council"
    bench.ctrl(Qt.Key.Key_Z)
    assert _shown(screen)[0] == "Leeds City Council"


def test_each_command_asks_whether_its_own_act_may_be_done(
    bench: Bench, screen: Organisations, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert all(command.isEnabled() for command in screen.row_commands)
    for mine, act in screen.row_commands.items():
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(act, "roles", frozenset())
            screen.follow(screen.current)
            assert [each for each in screen.row_commands if not each.isEnabled()] == [mine]


def test_a_successor_is_recorded_and_then_stands_in_the_way(bench: Bench, screen: Organisations) -> None:
    screen.succeed_command.trigger()
    bench.press(Qt.Key.Key_Return)
    said = screen.succeed_form.successor.accessibleDescription()
    assert said == "Choose an organisation from the list", "nobody succeeds unasked"
    screen.succeed_form.successor.setCurrentText("Sandwell Metropolitan Borough Council")
    bench.press(Qt.Key.Key_Return)
    bench.press(Qt.Key.Key_Delete)
    assert "Leeds City Council has a successor" in bench.window.notices.message.accessibleName()


def test_details_are_changed_and_only_what_was_touched(
    bench: Bench, screen: Organisations, councils: Office
) -> None:
    screen.details_command.trigger()
    form = screen.details_form
    assert form.told.shared["type"].hasFocus()
    assert (form.told.shared["region"].currentText(), form.since.text()) == ("Yorkshire and The Humber", "")
    row = screen.current
    assert row is not None
    councils.do(DescribeOrganisation(row.id, row.type, "North East", None, None))
    form.since.setText("1 April 2026")
    form.until.setText("1 March 2026")
    bench.press(Qt.Key.Key_Return)
    assert "cannot end before it begins" in form.until.accessibleDescription()
    form.until.setText("")
    bench.press(Qt.Key.Key_Return)
    assert screen.pane.form is None
    row = screen.current
    assert row is not None
    assert (row.region, row.member, row.member_since) == ("North East", True, date(2026, 4, 1))


def test_a_name_that_is_kept_is_shown_and_taken_back(
    bench: Bench, screen: Organisations, councils: Office
) -> None:
    row = screen.current
    assert row is not None
    councils.do(AlsoCalled(row.id, "LCC"))
    screen.refresh()
    bench.until(lambda: "LCC" in words_in(screen.pane.facts))
    button(screen.pane.facts, "Take back").click()
    bench.until(lambda: "LCC" not in words_in(screen.pane.facts))
    bench.ctrl(Qt.Key.Key_Z)
    bench.until(lambda: "LCC" in words_in(screen.pane.facts))


def test_a_body_that_was_parted_stays_in_view_for_its_other_successor(
    bench: Bench, screen: Organisations, pictures: Path
) -> None:
    for successor in (0, 2):
        screen.succeed_command.trigger()
        form = screen.pane.form
        assert isinstance(form, SucceedForm)
        form.successor.setCurrentIndex(successor)
        bench.press(Qt.Key.Key_Return)
        assert screen.pane.form is None
        assert _current(screen) == "Leeds City Council"
        assert screen.table.currentIndex().siblingAtColumn(4).data() == "Ended 7 Oct 2026"
    take_pictures(bench.window, pictures, "organisations-ended")


def test_filters_sift_and_are_cleared(bench: Bench, screen: Organisations) -> None:
    bench.ctrl(Qt.Key.Key_F)
    bench.type("council")
    bench.press(Qt.Key.Key_Return)
    assert screen.counted.text() == "4 of 5 organisations"
    screen.type_filter.choose("metropolitan")
    screen.member_filter.choose("member")
    bench.settle()
    assert _shown(screen) == ["Walsall Council"]
    screen.region_filter.choose("Yorkshire and The Humber")
    bench.settle()
    assert screen.nothing.isVisible()
    screen.nothing.button.click()
    bench.settle()
    assert len(_shown(screen)) == 5


def test_headers_sort(bench: Bench, screen: Organisations) -> None:
    screen.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    bench.settle()
    assert _shown(screen)[0] == "West Midlands Fire Service"


def test_an_empty_list_says_what_belongs_here(bench: Bench) -> None:
    screen = bench.go("organisations")
    assert isinstance(screen, Organisations)
    assert screen.nothing.isVisible()
    assert screen.counted.text() == "none yet"


def test_going_to_one_shows_it(bench: Bench, councils: Office, screen: Organisations) -> None:
    rows = councils.ask(organisation_rows, councils.clock.today())
    walsall = next(row for row in rows if row.name == "Walsall Council")
    screen.type_filter.choose("fire")
    bench.go("organisations", walsall.id)
    assert _current(screen) == "Walsall Council"
    assert screen.here().id == walsall.id


def test_panes_are_visited_in_turn(bench: Bench, screen: Organisations) -> None:
    bench.press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert screen.search.hasFocus()
    bench.press(Qt.Key.Key_F6)
    assert screen.table.hasFocus()


def test_the_model_keeps_the_rules_of_qt(bench: Bench, screen: Organisations) -> None:
    check_model(screen.model)


def test_how_it_looks(bench: Bench, screen: Organisations, pictures: Path) -> None:
    take_pictures(bench.window, pictures, "organisations")
    bench.ctrl(Qt.Key.Key_N)
    bench.type("Walsall Council")
    bench.press(Qt.Key.Key_Return)
    take_pictures(bench.window, pictures, "organisations-adding")

"""Search or run a command, without a mouse."""

from pathlib import Path

import pytest
from model_rules import check_model
from PySide6.QtCore import Qt

from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.ui.screens.office.organisations.view import Organisations
from aspire_desktop.ui.shell.palette import Palette
from tests.ui.bench import Bench, take_pictures


@pytest.fixture
def palette(sqlite_office: Office, bench: Bench) -> Palette:
    for name in ("Sandwell Council", "Walsall Council", "Council of Sandhills"):
        bench.desk.do(AddOrganisation(name))
    bench.go("organisations")
    bench.ctrl(Qt.Key.Key_K)
    assert bench.window.palette_box.isVisible()
    return bench.window.palette_box


def _hits(palette: Palette) -> list[str]:
    return [hit.name for hit in palette.model.hits()]


def test_a_record_is_found_and_opened(bench: Bench, palette: Palette) -> None:
    bench.type("sand")
    bench.settle()
    assert _hits(palette)[:2] == ["Sandwell Council", "Council of Sandhills"]
    bench.press(Qt.Key.Key_Down)
    bench.press(Qt.Key.Key_Return)
    assert not palette.isVisible()
    screen = bench.screen
    assert isinstance(screen, Organisations)
    assert screen.table.currentIndex().siblingAtColumn(0).data() == "Council of Sandhills"


def test_a_command_is_run(bench: Bench, palette: Palette) -> None:
    bench.type(">add org")
    bench.settle()
    assert _hits(palette) == ["Add organisation"]
    bench.press(Qt.Key.Key_Return)
    screen = bench.screen
    assert isinstance(screen, Organisations)
    assert screen.pane.form is screen.add_form
    assert screen.add_form.told["name"].hasFocus()


def test_a_sign_keeps_to_one_kind(bench: Bench, palette: Palette) -> None:
    bench.type("%wal")
    bench.settle()
    assert _hits(palette) == ["Walsall Council"]


def test_nothing_found_is_said(bench: Bench, palette: Palette) -> None:
    bench.type("zzz")
    bench.settle()
    assert _hits(palette) == []


def test_escape_gives_the_keyboard_back(bench: Bench, palette: Palette) -> None:
    bench.press(Qt.Key.Key_Escape)
    assert not palette.isVisible()
    screen = bench.screen
    assert isinstance(screen, Organisations)
    assert screen.table.hasFocus()


def test_what_cannot_be_run_now_says_why_and_stays(bench: Bench, palette: Palette) -> None:
    bench.type(">redo")
    bench.settle()
    [hit] = palette.model.hits()
    assert (hit.name, hit.reason) == ("Redo", "There is nothing of yours to take back or do again")
    bench.press(Qt.Key.Key_Return)
    assert palette.isVisible(), "Enter on it does nothing, and loses nothing"


def test_the_model_keeps_the_rules_of_qt(palette: Palette) -> None:
    check_model(palette.model)


def test_how_it_looks(bench: Bench, palette: Palette, pictures: Path) -> None:
    bench.type("a")
    bench.settle()
    take_pictures(bench.window, pictures, "palette")


@pytest.mark.parametrize("typed", ["", "w", "%"])
def test_the_box_in_the_corner_opens_it_on_enter_and_on_typing(bench: Bench, typed: str) -> None:
    palette = bench.window.palette_box
    palette.search_box.setFocus(Qt.FocusReason.TabFocusReason)
    if typed:
        bench.type(typed)
    else:
        bench.press(Qt.Key.Key_Return)
    assert palette.isVisible()
    bench.type("al")
    assert palette.field.text() == f"{typed}al"

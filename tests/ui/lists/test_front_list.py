"""Where a screen shows several lists, export goes to the one in which the keyboard was last."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from aspire_desktop.ui.desk.screen import Screen
from aspire_desktop.ui.screens.home.today.view import Home
from tests.ui.bench import Bench
from tests.ui.conftest import Saving


@pytest.fixture
def asked(saving: Saving, tmp_path: Path) -> list[str]:
    """Names of files offered, newest last."""
    saving.at(tmp_path)
    return saving.offered


def test_the_list_with_the_keyboard_is_exported(busy_bench: Bench, asked: list[str]) -> None:
    home = busy_bench.screen
    assert isinstance(home, Home)
    for board, name in (
        (home.low, "Places running low"),
        (home.todo, "To do"),
        (home.progress, "Cohort progress"),
    ):
        board.table.setFocus()
        busy_bench.ctrl(Qt.Key.Key_E)
        assert asked[-1].startswith(name)
    home.pool.waffle.setFocus()
    busy_bench.ctrl(Qt.Key.Key_E)
    assert asked[-1].startswith("Cohort progress"), "the pool is no list: the last one stays in front"
    assert len(asked) == 4


def test_each_section_of_settings_exports_its_own_list(busy_bench: Bench, asked: list[str]) -> None:
    for tab, name in (("people", "People who use Aspire"), ("agreements", "Agreements")):
        busy_bench.go("settings", tab=tab)
        busy_bench.ctrl(Qt.Key.Key_E)
        assert asked[-1].startswith(name)


def test_where_there_is_no_list_and_no_row_nothing_is_exported(busy_bench: Bench, asked: list[str]) -> None:
    for tab in ("organisation", "prices"):
        screen = busy_bench.go("settings", tab=tab)
        assert not _export(screen).isEnabled()
        busy_bench.ctrl(Qt.Key.Key_E)
    assert asked == []
    busy_bench.go("settings", tab="thresholds")
    assert _export(screen).isEnabled()


def _export(screen: Screen) -> QAction:
    [found] = [each for each in screen.commands if each.shortcut().toString() == "Ctrl+E"]
    return found


def test_files_of_finance_say_of_which_agreement_and_day(busy_bench: Bench, asked: list[str]) -> None:
    for tab, name in (
        ("ledger", "Pool ledger of LGA-OD-2026-11"),
        ("year-end", "Year end on 8 Oct 2026, LGA-OD-2026-11"),
    ):
        busy_bench.go("finance", tab=tab)
        busy_bench.ctrl(Qt.Key.Key_E)
        assert asked[-1].startswith(name)
    busy_bench.press(Qt.Key.Key_Return)
    busy_bench.ctrl(Qt.Key.Key_E)
    assert asked[-1].startswith("Delivered and unclaimed on 8 Oct 2026")

"""Where a screen shows several lists, export goes to the one in which the keyboard was last."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from aspire_desktop.ui.desk.screen import Screen
from aspire_desktop.ui.lists.table import ListTable
from aspire_desktop.ui.screens.home.today.view import Home
from aspire_desktop.ui.screens.money.finance.settlements import SettlementsTab
from aspire_desktop.ui.screens.money.finance.view import Finance
from aspire_desktop.ui.widgets.button import Button
from tests.ui.bench import Bench
from tests.ui.cohort_bench import words_in
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


SECTIONS = ("people", "signatories", "thresholds", "agreements", "prices", "forms")


@pytest.mark.parametrize("tab", SECTIONS)
def test_each_list_of_settings_has_the_button_of_columns(busy_bench: Bench, tab: str) -> None:
    screen = busy_bench.go("settings", tab=tab)
    [button] = [each for each in screen.findChildren(Button) if _opens_columns(each) and each.isVisible()]
    button.setFocus()
    busy_bench.press(Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [each for each in menu.actions() if each.isCheckable()]
    menu.close()


def _opens_columns(button: Button) -> bool:
    return button.accessibleName() == "Columns and views"


def test_lists_of_payments_say_what_belongs_there_while_they_are_empty(busy_bench: Bench) -> None:
    screen = busy_bench.go("finance", tab="payments")
    assert isinstance(screen, Finance)
    tab = screen.tab
    assert isinstance(tab, SettlementsTab)
    for card, words in (
        (tab.return_card, "Nothing was submitted yet"),
        (tab.query_card, "No queries"),
        (tab.payment_card, "No payments"),
    ):
        assert words in words_in(card)
        assert not [each for each in card.findChildren(ListTable) if each.isVisible()]


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

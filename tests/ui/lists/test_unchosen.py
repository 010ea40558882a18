"""What the pane beside a list says while it shows no row: nothing listed, none chosen, or how many are."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from aspire_desktop.ui.lists.list_screen import ListScreen
from tests.ui.bench import Bench

NOUNS = {
    "people": ("person", "people"),
    "organisations": ("organisation", "organisations"),
    "cohorts": ("cohort", "cohorts"),
    "history": ("action", "actions"),
}


@pytest.fixture(params=NOUNS)
def listed(request: pytest.FixtureRequest, busy_bench: Bench) -> tuple[ListScreen[object], tuple[str, str]]:
    screen = busy_bench.go(request.param)
    assert isinstance(screen, ListScreen)
    screen.table.setFocus(Qt.FocusReason.OtherFocusReason)
    return screen, NOUNS[request.param]


def said(screen: ListScreen[object]) -> list[str]:
    pane: QWidget = screen.panes[2]
    return [each.text() for each in pane.findChildren(QLabel) if each.isVisible() and each.text()]


def test_several_chosen_are_counted(
    busy_bench: Bench, listed: tuple[ListScreen[object], tuple[str, str]]
) -> None:
    screen, (_one, many) = listed
    QTest.keyClick(screen.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    chosen = len(screen.list.choice.numbers)
    assert chosen > 1
    busy_bench.until(lambda: f"{chosen} {many} chosen" in said(screen))


def test_none_chosen_is_said(busy_bench: Bench, listed: tuple[ListScreen[object], tuple[str, str]]) -> None:
    screen, (one, _many) = listed
    screen.table.selectionModel().clear()
    busy_bench.until(lambda: f"No {one} chosen" in said(screen))


def test_an_empty_list_asks_nobody_to_choose(
    busy_bench: Bench, listed: tuple[ListScreen[object], tuple[str, str]]
) -> None:
    screen, (_one, many) = listed
    busy_bench.ctrl(Qt.Key.Key_F)
    busy_bench.type("zzzz nobody of this name")
    busy_bench.until(lambda: f"No {many} listed" in said(screen))
    assert not any("Choose" in words for words in said(screen))

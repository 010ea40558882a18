"""A sheet with two tables: the heading of each stays in view while its lines go by."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aspire_desktop.domain.money import grid as house
from aspire_desktop.domain.money.grid import Grid, GridCell, GridStyle
from aspire_desktop.ui.looks.theme import theme
from aspire_desktop.ui.widgets.grid_view import GridView

PLAIN = GridStyle(10, False, house.INK, "", right=False, wrap=False, boxed=False, strong_top=False)
HEAD = replace(PLAIN, bold=True, colour=house.WHITE, fill=house.PETROL, boxed=True)
LINE = replace(PLAIN, boxed=True)
FIRST, SECOND = 2, 34
"""The rows of the headings."""


def _row(words: str, style: GridStyle) -> tuple[GridCell, ...]:
    return tuple(GridCell(f"{words} {letter}", words, style) for letter in "ABC")


GRID = Grid(
    "Places",
    ("Places",),
    (12.0, 12.0, 12.0),
    (
        _row("Title", PLAIN), (), _row("Heading", HEAD), *(_row(f"Line {n}", LINE) for n in range(30)), (),
        _row("Other", HEAD), *(_row(f"Sum {n}", LINE) for n in range(30)), (), *((_row("Note", PLAIN),) * 20),
    ),
)  # fmt: skip


@pytest.fixture
def view(qtbot: QtBot) -> GridView:
    made = GridView("Sheet")
    qtbot.addWidget(made)
    made.resize(420, 260)
    made.show_grid(GRID)
    made.show()
    qtbot.waitExposed(made)
    return made


def scroll_to(view: GridView, row: int) -> None:
    view.verticalScrollBar().setValue(row)
    assert view.rowAt(0) == row


@pytest.mark.parametrize(
    ("top", "kept"),
    [(0, None), (FIRST, None), (FIRST + 1, FIRST), (SECOND - 2, FIRST), (SECOND - 1, None), (SECOND, None),
     (SECOND + 9, SECOND), (SECOND + 32, None)],
)  # fmt: skip
def test_the_heading_of_the_first_line_in_view_is_kept(view: GridView, top: int, kept: int | None) -> None:
    letters = view.horizontalHeader().height()
    scroll_to(view, top)
    assert view.kept_heading == kept
    more = 0 if kept is None else view.rowHeight(kept)
    assert view.horizontalHeader().height() == letters + more


def test_the_kept_heading_is_drawn_as_it_stands_in_the_sheet(view: GridView) -> None:
    scroll_to(view, FIRST + 5)
    head = view.horizontalHeader()
    drawn = head.grab().toImage()
    below = head.height() - view.rowHeight(FIRST) + 2
    assert drawn.pixelColor(2, below) == theme().tokens.accent
    assert drawn.pixelColor(2, 2) != theme().tokens.accent
    scroll_to(view, 0)
    drawn = head.grab().toImage()
    assert drawn.pixelColor(2, head.height() - 3) != theme().tokens.accent


def test_no_line_is_covered_when_keys_go_up_and_down(view: GridView) -> None:
    for key, steps in ((Qt.Key.Key_Down, 60), (Qt.Key.Key_Up, 60)):
        for _ in range(steps):
            QTest.keyClick(view, key)
            rect = view.visualRect(view.currentIndex())
            assert view.viewport().rect().contains(rect.center())
            assert view.viewport().geometry().top() >= view.horizontalHeader().height()


def test_another_sheet_begins_without_a_kept_heading(view: GridView) -> None:
    scroll_to(view, FIRST + 5)
    view.show_grid(Grid("Evidence", ("Evidence",), (12.0,), (_row("Words", PLAIN),) * 50))
    assert view.kept_heading is None
    theme().set_text_size(150)
    view.show_grid(GRID)
    scroll_to(view, FIRST + 5)
    assert view.kept_heading == FIRST


def test_rows_are_low_again_once_text_is_of_standard_size(view: GridView) -> None:
    before = [view.rowHeight(row) for row in range(len(GRID.rows))]
    theme().set_text_size(200)
    assert view.rowHeight(FIRST) > before[FIRST]
    theme().set_text_size(100)
    assert [view.rowHeight(row) for row in range(len(GRID.rows))] == before

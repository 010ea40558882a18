"""The parts of a list by themselves: pages, views, columns, groups, choice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest
from model_rules import check_model
from openpyxl import load_workbook
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from aspire_desktop.services.door.export import Asked
from aspire_desktop.services.door.office import Office
from aspire_desktop.ui.desk.memory import Memory
from aspire_desktop.ui.lists.arrange_dialog import ArrangeDialog
from aspire_desktop.ui.lists.columns import LEAST_STRETCHED
from aspire_desktop.ui.lists.fields import Field, day_field, money_field
from aspire_desktop.ui.lists.list_commands import ListCommands
from aspire_desktop.ui.lists.list_of import Empty, Found, ListOf, Pages
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.lists.shelves import MOST_PAGES, PAGE, Paged
from aspire_desktop.ui.lists.sifting import Filter, Grouping, Order, Sifting
from aspire_desktop.ui.lists.view_dialog import SaveViewDialog
from aspire_desktop.ui.lists.views import ListView, Views
from aspire_desktop.ui.widgets.cells import Cell
from tests.ui.bench import Bench
from tests.ui.cohort_bench import dialog, no_dialog


@dataclass(frozen=True)
class Tree:
    """A row to list."""

    id: int
    name: str
    kind: str = "oak"
    planted: date | None = None
    worth: Decimal | None = None


FIELDS: tuple[Field[Tree], ...] = (
    Field[Tree]("Name", lambda row: row.name, Cell.STRONG, stretch=True),
    Field[Tree]("Kind", lambda row: row.kind, width=90, least=400, groups=True),
    day_field("Planted", lambda row: row.planted),
    money_field("Worth £", lambda row: row.worth, words=str, none="0"),
    Field[Tree]("Number", lambda row: str(row.id), spare=True),
)
TREES = (
    Tree(1, "=Ash", "ash", date(2026, 3, 1), Decimal(20)),
    Tree(2, "Élm", "elm", None, Decimal(-3)),
    Tree(3, "Oak\tthe old", "oak", date(2025, 3, 1)),
    Tree(4, "Fir", "fir", date(2024, 1, 1), Decimal(7)),
)


def _told(**more: object) -> ListOf[Tree]:
    told = {"name": "Trees", "noun": ("tree", "trees"), "key": lambda row: row.id, "fields": FIELDS}
    return ListOf(**{**told, "empty": Empty("buildings", "No trees"), **more})  # type: ignore[arg-type]


def _keys(wanted: Sifting, office: Office) -> Found:
    keys = [number for number in range(100_000) if wanted.text in str(number)]
    return Found(keys[::-1] if wanted.order.descending else keys, 100_000)


def _rows(keys: Sequence[int], office: Asked) -> list[Tree]:
    assert len(keys) <= 500, "rows are asked for by pages"
    return [Tree(key, f"Tree {key}") for key in sorted(keys, key=str)]  # in an order of its own


LONG = Pages(_keys, _rows, frozenset({"Name"}))
Make = Callable[[ListOf[Tree]], RowList[Tree]]


@pytest.fixture
def make(bench: Bench) -> Make:
    """Make a list in the window."""

    def made(told: ListOf[Tree]) -> RowList[Tree]:
        rows = RowList(bench.screen.desk, told)
        rows.setParent(bench.screen)
        bench.screen.whole.addWidget(rows.tools)
        bench.screen.whole.addWidget(rows.card, 5)
        rows.load()
        bench.settle()
        return rows

    return made


@pytest.fixture
def short(make: Make) -> RowList[Tree]:
    """A list of four trees."""
    return make(
        _told(ask=lambda _: TREES, filters=(Filter("Kind", lambda row: row.kind),), order=Order("Name"))
    )


def _names(rows: RowList[Tree]) -> list[str]:
    return [str(rows.model.index(n, 0).data()) for n in range(rows.model.rowCount())]


def test_a_hundred_thousand_rows_are_held_by_a_few_pages(bench: Bench, make: Make) -> None:
    rows = make(_told(pages=LONG))
    assert rows.model.rowCount() == 100_000
    assert rows.tools.counted.text() == "100,000 trees"
    assert _names_at(rows, 0) == "Tree 0"
    rows.table.setFocus()
    bench.press(Qt.Key.Key_End)
    bench.until(lambda: _names_at(rows, 99_999) == "Tree 99999")
    assert rows.current == Tree(99_999, "Tree 99999")
    for number in range(0, 100_000, 1_000):
        rows.table.scrollTo(rows.model.index(number, 0))
        bench.until(lambda at=number: _names_at(rows, at) == f"Tree {at}")  # type: ignore[misc]
    assert len(rows.model.rows) <= MOST_PAGES * PAGE
    check_model(rows.model)


def _names_at(rows: RowList[Tree], number: int) -> str:
    return str(rows.model.index(number, 0).data())


def test_a_long_list_is_sorted_and_found_by_the_database(bench: Bench, make: Make) -> None:
    rows = make(_told(pages=LONG))
    rows.choose(70_123)
    bench.settle()
    assert rows.current == Tree(70_123, "Tree 70123")
    rows.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    bench.settle()
    assert rows.current == Tree(70_123, "Tree 70123")
    assert rows.table.currentIndex().row() == 99_999 - 70_123
    rows.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    bench.settle()
    assert rows.table.horizontalHeader().sortIndicatorSection() == 0
    rows.table.setFocus()
    bench.type("4242")
    bench.press(Qt.Key.Key_Return)
    assert rows.tools.search.text() == "4242"
    assert rows.model.rowCount() == 20


def test_rows_far_apart_are_copied_although_they_are_not_here(bench: Bench, make: Make) -> None:
    rows = make(_told(pages=LONG))
    ListCommands(rows)
    also = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    rows.table.selectionModel().select(rows.model.index(50_000, 0), also)
    rows.table.setFocus()
    bench.ctrl(Qt.Key.Key_C)
    bench.until(lambda: "Tree 50000" in QGuiApplication.clipboard().text())
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("Tree 0\toak")


def test_a_long_list_is_exported_by_pages_and_can_be_stopped(
    bench: Bench, make: Make, tmp_path: Path
) -> None:
    rows = make(_told(pages=LONG))
    files = ListCommands(rows)
    files.export_to(tmp_path / "all.xlsx")
    bench.desk.stop_jobs()
    bench.settle()
    assert "stopped" in bench.window.notices.message.accessibleName()
    assert not (tmp_path / "all.xlsx").exists()
    assert not files.jobs.isVisible()
    rows.tools.search.setText("4242")
    rows.tools.search.setFocus()
    bench.press(Qt.Key.Key_Return)
    files.export_to(tmp_path / "some")
    bench.settle()
    sheet = load_workbook(tmp_path / "some.xlsx")["List"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == _names(rows)
    assert sheet.max_row == 21
    about = load_workbook(tmp_path / "some.xlsx")["About this file"]
    assert ["Filters", "“4242”"] in [[cell.value for cell in row] for row in about.iter_rows(max_col=2)]


def test_a_row_that_is_gone_is_asked_for_once() -> None:
    shelf = Paged[Tree]([1, 2])
    assert shelf.lacks(1)
    shelf.put(0, [Tree(1, "One"), None])
    assert not shelf.lacks(1)
    assert shelf.at(1) is None


def test_rows_are_sorted_by_what_they_are_and_not_by_how_it_reads(bench: Bench, short: RowList[Tree]) -> None:
    assert _names(short) == ["=Ash", "Élm", "Fir", "Oak\tthe old"]
    for heading, down, first in (("Planted", True, "=Ash"), ("Worth £", False, "Oak\tthe old")):
        column = [each.heading for each in FIELDS].index(heading)
        short.table.sortByColumn(
            column, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        )
        bench.settle()
        assert _names(short)[0] == first


def test_what_is_copied_is_one_line_a_row_and_never_worked_out(bench: Bench, short: RowList[Tree]) -> None:
    ListCommands(short)
    short.table.setFocus()
    bench.ctrl(Qt.Key.Key_A)
    bench.ctrl(Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text().splitlines() == [
        "Name\tKind\tPlanted\tWorth £",
        "'=Ash\tash\t1 Mar 2026\t20",
        "Élm\telm\t\t-3",
        "Fir\tfir\t1 Jan 2024\t7",
        "Oak the old\toak\t1 Mar 2025\t",
    ]
    QGuiApplication.clipboard().clear()  # what Python made and Qt still held would crash as both end


def test_a_narrow_window_takes_no_column_from_copies_and_files(
    bench: Bench, short: RowList[Tree], tmp_path: Path
) -> None:
    files = ListCommands(short)
    short.table.setFixedWidth(300)
    bench.settle()
    assert short.columns.given_way == ["Kind"]
    columns = ["Name", "Kind", "Planted", "Worth £"]
    short.table.setFocus()
    bench.ctrl(Qt.Key.Key_A)
    bench.ctrl(Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text().splitlines()[0].split("\t") == columns
    QGuiApplication.clipboard().clear()  # what Python made and Qt still held would crash as both end
    files.export_to(tmp_path / "trees.xlsx")
    bench.settle()
    book = load_workbook(tmp_path / "trees.xlsx")
    assert [cell.value for cell in book["List"][1]] == columns
    told = [str(cell.value) for row in book["About this file"].iter_rows() for cell in row]
    assert any("chosen for the list" in each and "no room" in each for each in told)
    files.jobs.open_file = lambda _: None
    files.print_to(tmp_path / "trees.pdf")
    bench.settle()
    printed = pypdf.PdfReader(tmp_path / "trees.pdf").pages[0].extract_text()
    places = [printed.index(each) for each in columns]
    assert places == sorted(places)
    words = [offer.words for offer in files.view_offers().columns]
    assert words[1] == "Kind, for now in copies and files alone"


def test_with_several_rows_chosen_no_one_of_them_is_current(bench: Bench, short: RowList[Tree]) -> None:
    short.table.setFocus()
    assert short.current == TREES[0]
    bench.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert short.current is None
    assert [row.id for row in short.rows] == [1, 2]
    short.load()
    bench.settle()
    assert [row.id for row in short.rows] == [1, 2]


def test_groups_fold_and_a_row_that_is_wanted_unfolds_them(bench: Bench, make: Make) -> None:
    grouping = Grouping[Tree]("Kind", lambda row: row.kind)
    rows = make(_told(ask=lambda _: TREES, grouping=grouping))
    assert _names(rows)[:2] == ["ash, 1", "=Ash"]
    rows.table.setFocus()
    bench.press(Qt.Key.Key_Home)
    bench.press(Qt.Key.Key_Return)
    assert _names(rows)[:2] == ["ash, 1", "elm, 1"]
    assert rows.current is None
    rows.choose(1)
    bench.settle()
    assert rows.current == TREES[0]
    check_model(rows.model)


def test_a_key_that_no_row_has_any_more_is_dropped(bench: Bench, make: Make) -> None:
    trees = [*TREES]
    rows = make(_told(ask=lambda _: tuple(trees), filters=(Filter("Kind", lambda row: row.kind),)))
    rows.tools.filters["Kind"].choose("elm")
    bench.settle()
    assert _names(rows) == ["Élm"]
    trees.remove(TREES[1])
    rows.load()
    bench.settle()
    assert len(_names(rows)) == 3
    assert rows.wanted == Sifting()


def test_columns_are_chosen_and_a_narrow_table_says_which_gave_way(
    bench: Bench, short: RowList[Tree]
) -> None:
    short.table.setFixedWidth(300)
    bench.settle()
    assert short.columns.given_way == ["Kind"]
    short.columns.turn("Number")
    assert short.columns.headings == ("Name", "Kind", "Planted", "Worth £", "Number")
    assert short.columns.given_way == []
    short.table.horizontalHeader().moveSection(4, 0)
    assert short.columns.shown[0] is FIELDS[-1]
    assert short.views.now.columns == short.columns.headings
    for heading in short.columns.headings:
        short.columns.turn(heading)
    assert len(short.columns.headings) == 1


def _menu(menu: QMenu, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(menu, key)


def test_columns_are_ticked_one_after_another_by_keyboard(bench: Bench, short: RowList[Tree]) -> None:
    ListCommands(short)
    short.tools.columns_button.setFocus()
    bench.press(Qt.Key.Key_Space)
    menu = short.tools.menu
    _menu(menu, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert menu.isVisible()
    assert short.columns.headings == ("Name", "Worth £")
    _menu(menu, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up)
    _menu(menu, Qt.Key.Key_Space)
    assert list(short.columns.headings) == ["Name"], "the last column stays"
    assert [each.text() for each in menu.actions() if each.isChecked()] == ["Name"]
    _menu(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()


def test_rows_are_sorted_by_the_menu_of_columns(bench: Bench, short: RowList[Tree]) -> None:
    ListCommands(short)
    short.tools.open_menu()
    _menu(short.tools.menu, Qt.Key.Key_S)
    by = QApplication.activePopupWidget()
    assert isinstance(by, QMenu)
    assert [each.text() for each in by.actions() if each.isChecked()] == ["Name"]
    by.setActiveAction(next(each for each in by.actions() if each.text() == "Worth £"))
    _menu(by, Qt.Key.Key_Return)
    bench.settle()
    assert short.wanted.order == Order("Worth £")
    assert short.table.horizontalHeader().sortIndicatorSection() == 3
    assert _names(short)[-1] == "=Ash"
    short.tools.open_menu()
    _menu(short.tools.menu, Qt.Key.Key_S)
    by = QApplication.activePopupWidget()
    assert isinstance(by, QMenu)
    by.setActiveAction(by.actions()[-1])
    _menu(by, Qt.Key.Key_Space)
    bench.settle()
    assert by.isVisible()
    assert short.wanted.order == Order("Worth £", descending=True)
    assert _names(short)[0] == "=Ash"
    _menu(by, Qt.Key.Key_Escape)
    _menu(short.tools.menu, Qt.Key.Key_Escape)
    short.sort_by("")
    short.turn_order()
    assert short.wanted.order == Order()


def test_columns_are_ordered_by_keyboard(bench: Bench, short: RowList[Tree]) -> None:
    ListCommands(short).arrange()
    form = dialog(ArrangeDialog)
    named = (form.columns.list.accessibleName(), form.columns.list.accessibleDescription())
    assert named[0] == "Columns"
    assert "Alt" in named[1]
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):  # at the top it stays where it is
        bench.press(key, Qt.KeyboardModifier.AltModifier)
    bench.press(Qt.Key.Key_End)
    bench.press(Qt.Key.Key_Space)
    form.columns.up.setFocus()
    bench.press(Qt.Key.Key_Space)
    form.columns.list.setFocus()
    bench.press(Qt.Key.Key_Home)
    bench.press(Qt.Key.Key_Space)
    assert form.columns.given == ("Planted", "Name", "Number", "Worth £")
    bench.press(Qt.Key.Key_Return)
    assert no_dialog()
    assert short.columns.headings == ("Planted", "Name", "Number", "Worth £")
    assert short.views.now.columns == short.columns.headings
    ListCommands(short).arrange()
    form = dialog(ArrangeDialog)
    form.columns.put(())
    form.columns.down.click()
    bench.press(Qt.Key.Key_Return)
    assert form.rows[0].error == "Tick at least one column"
    form.reject()


def test_chosen_and_widened_columns_leave_the_stretched_one_readable(
    bench: Bench, short: RowList[Tree]
) -> None:
    columns, table = short.columns, short.table
    table.setFixedWidth(320)
    for width in (90, 400):
        columns.choose(columns.known, {"Kind": width})
        bench.until(lambda: table.horizontalScrollBar().maximum() > 0)
        assert table.columnWidth(0) >= LEAST_STRETCHED
    table.setFixedWidth(1200)
    bench.until(lambda: table.horizontalScrollBar().maximum() == 0)
    assert table.columnWidth(0) > LEAST_STRETCHED
    table.setFixedWidth(320)
    columns.choose((), {})
    bench.until(lambda: table.horizontalScrollBar().maximum() == 0)


def test_a_view_is_named_by_keyboard_and_outlives_the_program(
    bench: Bench, short: RowList[Tree], tmp_path: Path
) -> None:
    files = ListCommands(short)
    short.columns.turn("Kind")
    short.tools.search.setText("a")
    files.save_view()
    bench.press(Qt.Key.Key_Return)
    form = dialog(SaveViewDialog)
    assert form.name_row.error.startswith("Enter a name")
    bench.type("  Without   kinds ")
    bench.press(Qt.Key.Key_Return)
    assert no_dialog()
    again = Views(Memory(tmp_path / "looks"), "Trees")
    assert again.names == ["Without kinds"]
    assert again.named("Without kinds") == short.view
    assert "Kind" not in again.named("Without kinds").columns
    assert "Élm" not in (tmp_path / "looks" / "window.json").read_text("utf-8")


@pytest.mark.parametrize("kept", ['{"lists": 3}', '{"lists": {"Trees": {"now": [1], "named": {"a": 7}}}}'])
def test_views_that_make_no_sense_count_as_none(tmp_path: Path, kept: str) -> None:
    (tmp_path / "window.json").write_text(kept, encoding="utf-8")
    views = Views(Memory(tmp_path), "Trees")
    assert views.now == ListView()
    assert views.named("a") == ListView()


def test_the_menu_of_a_row_opens_by_keyboard(bench: Bench, short: RowList[Tree]) -> None:
    files = ListCommands(short)
    assert files.copy_command in short.table.row_menu.actions()
    QTest.keyClick(short.table, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert short.table.row_menu.isVisible()
    short.table.row_menu.close()


def test_a_list_that_goes_takes_along_the_parts_that_nobody_laid_out(bench: Bench) -> None:
    gone = RowList(bench.desk, _told())
    host = QWidget()
    gone.bare().setParent(host)
    with bench.qtbot.waitSignals([gone.tools.destroyed, gone.card.destroyed]):
        host.deleteLater()

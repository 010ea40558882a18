import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHeaderView
from pytestqt.qtbot import QtBot

from aspire_desktop.ui.lists.fields import Field
from aspire_desktop.ui.lists.model import FieldModel
from aspire_desktop.ui.looks.theme import RowHeight, theme
from aspire_desktop.ui.widgets.cells import Cell, CellRole, GroupHeading, TableColumn
from aspire_desktop.ui.widgets.data_table import DataTable

NAMES = ["Adebayo, Folake", "Begum, Nasreen", "Carter, Josephine"]
COLUMNS = [
    TableColumn(Cell.CHECK, 44),
    TableColumn(Cell.NAME, 120),
    TableColumn(Cell.PILL),
    TableColumn(Cell.FIGURE, stretch=True),
]


@pytest.fixture
def table(qtbot: QtBot) -> DataTable:
    made = DataTable("People", COLUMNS, grouped=True)
    model = QStandardItemModel(0, 4, made)
    heading = QStandardItem()
    heading.setData(GroupHeading("Inspire OD", 3, folds=True), CellRole.GROUP)
    model.appendRow([heading, QStandardItem(), QStandardItem(), QStandardItem()])
    for name in NAMES:
        row = [QStandardItem(word) for word in ("", name, "Confirmed", "4")]
        row[0].setCheckable(True)
        row[2].setData("Confirmed", CellRole.PILL)
        model.appendRow(row)
    model.setHeaderData(0, Qt.Orientation.Horizontal, 1, Qt.ItemDataRole.CheckStateRole)
    made.setModel(model)
    made.resize(600, 300)
    qtbot.addWidget(made)
    made.show()
    return made


def chosen(table: DataTable) -> list[int]:
    return sorted(index.row() for index in table.selectionModel().selectedRows())


def at(table: DataTable, row: int, column: int = 1) -> QModelIndex:
    return table.model().index(row, column)


def test_headings_span_the_table(table: DataTable) -> None:
    assert (table.columnSpan(0, 0), table.columnSpan(1, 0)) == (4, 1)


def test_the_ring_of_a_heading_is_whole_wherever_its_columns_are(table: DataTable) -> None:
    table.horizontalHeader().moveSection(0, 2)
    table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Fixed)
    table.setColumnWidth(3, 900)
    table.setFocus()
    table.setCurrentIndex(at(table, 0, 0))
    for scrolled in (0, 120):
        table.horizontalScrollBar().setValue(scrolled)
        seen = table.viewport().grab().toImage()
        middle = table.rowViewportPosition(0) + table.rowHeight(0) // 2
        for x in (0, table.viewport().width() - 1):
            assert seen.pixelColor(x, middle) == theme().tokens.focus, (scrolled, x)


def test_enter_opens_a_row_and_turns_a_heading(table: DataTable, qtbot: QtBot) -> None:
    table.setCurrentIndex(at(table, 2))
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args[0].row() == 2
    table.setCurrentIndex(at(table, 0, 0))
    with qtbot.waitSignal(table.group_turned) as turned:
        QTest.keyClick(table, Qt.Key.Key_Enter)
    assert turned.args == [0]


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_home_and_end_choose_the_first_and_last_row(table: DataTable, held: Qt.KeyboardModifier) -> None:
    table.setCurrentIndex(at(table, 2))
    QTest.keyClick(table, Qt.Key.Key_End, held)
    assert (table.currentIndex().row(), chosen(table)) == (3, [3])
    QTest.keyClick(table, Qt.Key.Key_Home, held)
    assert (table.currentIndex().row(), chosen(table)) == (0, [0])


def test_shift_with_home_and_end_chooses_all_the_rows_up_to_there(table: DataTable) -> None:
    table.setCurrentIndex(at(table, 2))
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert chosen(table) == [2, 3]
    QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    assert chosen(table) == [0, 1, 2]


def test_letters_jump_by_name_from_any_column(table: DataTable, qtbot: QtBot) -> None:
    table.setCurrentIndex(at(table, 1, 3))
    QTest.keyClicks(table, "car")
    assert table.currentIndex().data() == "Carter, Josephine"


def test_space_and_clicks_tick_the_box(table: DataTable, qtbot: QtBot) -> None:
    table.setCurrentIndex(at(table, 1))
    with qtbot.waitSignal(table.ticked):
        QTest.keyClick(table, Qt.Key.Key_Space)
    box = at(table, 1, 0)
    assert Qt.CheckState(box.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
    middle = table.visualRect(box).center()
    with qtbot.waitSignal(table.ticked):
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert Qt.CheckState(box.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Unchecked


def test_the_box_of_the_header_asks_for_all(table: DataTable, qtbot: QtBot) -> None:
    header = table.horizontalHeader()
    with qtbot.waitSignal(table.all_ticked) as asked:
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert asked.args == [True]


def test_rows_follow_the_height_chosen(table: DataTable) -> None:
    assert table.rowHeight(1) == 30
    theme().set_row_height(RowHeight.RELAXED)
    assert table.rowHeight(1) == 36


def test_pills_and_figures_are_never_cut_by_their_column(table: DataTable) -> None:
    assert table.columnWidth(2) >= table.sizeHintForColumn(2)
    assert not table.grab().isNull()


def test_columns_grow_with_the_text(table: DataTable) -> None:
    assert table.columnWidth(1) == 120
    theme().set_text_size(150)
    assert table.columnWidth(1) == 180
    theme().set_text_size(100)
    assert table.columnWidth(1) == 120


def test_a_row_chosen_after_a_longer_list_is_shown_is_in_view(qtbot: QtBot) -> None:
    table = DataTable("People", [TableColumn(Cell.NAME, stretch=True)])
    model = FieldModel[str]([Field("Name", str)], str, table)
    model.show_rows([f"Person {number}" for number in range(14)])
    table.setModel(model)
    table.resize(300, 300)
    qtbot.addWidget(table)
    with qtbot.waitExposed(table):
        table.show()
    model.show_rows([f"Person {number}" for number in range(40)])
    last = model.index(39, 0)
    table.setCurrentIndex(last)
    qtbot.waitUntil(lambda: table.viewport().rect().contains(table.visualRect(last)))

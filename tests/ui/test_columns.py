"""Codes and dates are read whole, or with the task they belong to, however wide the window is."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QSize
from PySide6.QtWidgets import QApplication, QHeaderView, QStyleOptionViewItem, QWidget

from aspire_desktop.ui.lists.fields import FILES_ALONE
from aspire_desktop.ui.lists.model import FieldModel
from aspire_desktop.ui.widgets.cells import CellRole
from aspire_desktop.ui.widgets.data_table import DataTable
from tests.ui.bench import Bench
from tests.ui.test_every_screen import fronted

__all__ = ["fronted"]
WIDTHS = (1024, 1280, 1366, 1920)
WHOLE = re.compile(
    r"(\w[\w ]*, )?(\d{1,2} [A-Z][a-z]{2}( \d{4})?|today)|[A-Z]{2,}[0-9A-Z]*-[0-9A-Z-]+", re.ASCII
)
"""A date as tables write it, what comes next with its day, or a code of whatever kind."""
MOST_ROWS = 20
READABLE = 80
"""From how many pixels on the beginning of a name can be told from others."""


def test_no_code_and_no_date_is_cut_or_dropped(busy_bench: Bench, fronted: Iterator[QWidget]) -> None:
    cut, seen = set[str](), 0
    for part in fronted:
        for width in WIDTHS:
            busy_bench.window.resize(QSize(width, 720))
            for _round in range(3):
                QApplication.processEvents()
            for table in part.findChildren(DataTable):
                if table.isVisible():
                    found = list(_codes_and_dates(table))
                    seen += len(found)
                    cut |= {f"{table.accessibleName()} at {width}: {_how(table, at)}" for at in found}
    assert {each for each in cut if not each.endswith(": whole")} == set()
    assert seen > 100


def _codes_and_dates(table: DataTable) -> Iterator[QModelIndex]:
    model = table.model()
    fields = model.fields if isinstance(model, FieldModel) else ()
    spare = [each.spare or each.least >= FILES_ALONE for each in fields]
    for row in range(min(MOST_ROWS, model.rowCount())):
        for column in range(model.columnCount()):
            if column < len(spare) and spare[column]:
                continue  # shown only where somebody chooses it
            index = model.index(row, column)
            if WHOLE.fullmatch(str(index.data() or "")):
                yield index


def _how(table: DataTable, at: QModelIndex) -> str:
    heading = table.model().headerData(at.column(), table.horizontalHeader().orientation())
    if table.isColumnHidden(at.column()):
        below = [at.siblingAtColumn(n).data(CellRole.SECOND_LINE) for n in range(table.model().columnCount())]
        beside = ", " in str(at.data())  # what comes next is also said in the pane beside the list
        if beside or any(str(at.data()) in str(each) for each in below):
            return "whole"
        return f"{at.data()} under {heading} dropped"
    wanted = table.itemDelegateForColumn(at.column()).sizeHint(QStyleOptionViewItem(), at).width()
    had = table.columnWidth(at.column())
    return "whole" if wanted <= had else f"{at.data()} under {heading} wants {wanted}, has {had}"


def test_no_column_of_words_is_squeezed_to_a_letter(busy_bench: Bench, fronted: Iterator[QWidget]) -> None:
    squeezed, seen = set[str](), 0
    for part in fronted:
        for width in WIDTHS:
            busy_bench.window.resize(QSize(width, 720))
            for _round in range(3):
                QApplication.processEvents()
            for table in part.findChildren(DataTable):
                if table.isVisible():
                    seen += 1
                    squeezed |= {f"{table.accessibleName()} at {width}: {each}" for each in _narrow(table)}
    assert squeezed == set()
    assert seen > 50


def _narrow(table: DataTable) -> Iterator[str]:
    header = table.horizontalHeader()
    for column in range(table.model().columnCount()):
        stretches = header.sectionResizeMode(column) is QHeaderView.ResizeMode.Stretch
        if stretches and not table.isColumnHidden(column) and table.columnWidth(column) < READABLE:
            heading = table.model().headerData(column, header.orientation())
            yield f"{heading} has {table.columnWidth(column)}"

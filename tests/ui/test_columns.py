"""Codes and dates are read whole, or with the task they belong to, however wide the window is."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from busy_office import TODAY, BusyOffice
from PySide6.QtCore import QModelIndex, QSize
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHeaderView,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QWidget,
)

from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import AddAgreement
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.ui.lists.fields import FILES_ALONE
from aspire_desktop.ui.lists.model import FieldModel
from aspire_desktop.ui.screens.home.today.todo import WHAT, WHEN
from aspire_desktop.ui.screens.home.today.view import Home
from aspire_desktop.ui.screens.money.finance.view import Finance
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
            _made_wide(busy_bench, width)
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


def _made_wide(bench: Bench, width: int) -> None:
    bench.window.resize(QSize(width, 720))
    for _round in range(3):  # the navigation narrows, then the page, then its tables
        QApplication.processEvents()


def test_home_says_when_in_a_column_of_its_own_or_with_the_task(busy_bench: Bench) -> None:
    home = busy_bench.go("home")
    assert isinstance(home, Home)
    table, model, stands = home.todo.table, home.todo.model, set[bool]()
    for width in WIDTHS:
        _made_wide(busy_bench, width)
        stands.add(table.isColumnHidden(WHEN))
        for row in range(model.rowCount()):
            at = model.index(row, WHAT)
            task = model.row_at(at)
            if task is None or not task.when:
                continue
            if table.isColumnHidden(WHEN):
                said = str(at.data(CellRole.SECOND_LINE))
                assert said.startswith(task.when)
                assert table.fontMetrics().horizontalAdvance(task.when) < table.columnWidth(WHAT)
            else:
                assert _how(table, at.siblingAtColumn(WHEN)) == "whole", width
    assert stands == {True, False}


def test_the_agreement_of_finance_is_read_whole(busy_bench: Bench, opened: Office, busy: BusyOffice) -> None:
    funder = next(row.id for row in opened.ask(organisation_rows, TODAY) if row.name.startswith("Local Gov"))
    covers = tuple(dict.fromkeys((row.programme_id, None) for row in opened.ask(version_rows)))
    year = (date(2027, 4, 1), date(2028, 3, 31))
    wanted = AddAgreement("LGA/OD/2027-12", funder, covers[:2], 100, Decimal(350), *year)
    other = opened.do(wanted).value
    for id in (busy.agreement, other):
        screen = busy_bench.go("finance", id)
        assert isinstance(screen, Finance)
        busy_bench.until(lambda screen=screen, id=id: screen.here().id == id)  # type: ignore[misc]
        for width in WIDTHS:
            _made_wide(busy_bench, width)
            assert _room_in(screen.choice) >= _wanted_by(screen.choice), (
                f"{screen.choice.currentText()} at {width}"
            )
            assert screen.choice.visibleRegion().boundingRect() == screen.choice.rect()


def _wanted_by(choice: QComboBox) -> int:
    return choice.fontMetrics().horizontalAdvance(choice.currentText())


def _room_in(choice: QComboBox) -> int:
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    return choice.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, choice).width()


def test_no_column_of_words_is_squeezed_to_a_letter(busy_bench: Bench, fronted: Iterator[QWidget]) -> None:
    squeezed, seen = set[str](), 0
    for part in fronted:
        for width in WIDTHS:
            _made_wide(busy_bench, width)
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

"""Finance through keys and visible words."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from busy_office import TODAY, BusyOffice, busy_office
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from aspire_desktop.domain.attendance import Code
from aspire_desktop.domain.clock import SetClock
from aspire_desktop.services.attendance import MarkAttendance
from aspire_desktop.services.cohorts import session_rows
from aspire_desktop.services.office import Office
from aspire_desktop.services.returns import SubmitReturn, return_rows
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.pool import Figure
from aspire_desktop.ui.screens.finance.view import Finance
from aspire_desktop.ui.screens.home.view import Home
from aspire_desktop.ui.widgets.cells import CellRole
from aspire_desktop.ui.widgets.pill import Pill
from tests.ui.bench import Bench, take_pictures


@pytest.fixture
def store(open_sqlite_location: Location, clock: SetClock) -> Iterator[Store]:
    opened = Store(open_sqlite_location, clock)
    yield opened
    opened.close()


@pytest.fixture
def busy(store: Store) -> BusyOffice:
    return busy_office(store)


@pytest.fixture
def bench(new_bench: Callable[[Office], Bench], store: Store, busy: BusyOffice) -> Bench:
    return new_bench(Office(store, "Ann"))


def finance(bench: Bench) -> Finance:
    screen = bench.go("finance")
    assert isinstance(screen, Finance)
    return screen


def said(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def returns(screen: Finance) -> list[str]:
    cells = [screen.model.index(row, 0) for row in range(screen.model.rowCount())]
    return [f"{cell.data()}: {cell.siblingAtColumn(1).data()}" for cell in cells]


def test_from_home_to_a_submitted_return_by_keyboard(bench: Bench, store: Store, busy: BusyOffice) -> None:
    home = bench.screen
    assert isinstance(home, Home)
    assert bench.window.focusWidget() is home.todo.table
    bench.press(Qt.Key.Key_Down)
    bench.press(Qt.Key.Key_Return)
    screen = bench.screen
    assert isinstance(screen, Finance)
    assert bench.window.focusWidget() is screen.table
    assert returns(screen) == ["Apr–Jun 2026: Draft"]
    bench.ctrl(Qt.Key.Key_Return)
    asked = screen.confirm
    assert asked is not None
    assert asked.focusWidget() is asked.safe_button
    assert "cannot be taken back" in said(asked)
    QTest.keyClick(asked.safe_button, Qt.Key.Key_Escape)
    assert not asked.isVisible()
    office = Office(store, "Ann")
    assert office.ask(return_rows, TODAY) == []
    bench.ctrl(Qt.Key.Key_Return)
    assert screen.confirm is not None
    QTest.keyClick(screen.confirm.safe_button, Qt.Key.Key_Tab)
    assert screen.confirm.focusWidget() is screen.confirm.act_button
    QTest.keyClick(screen.confirm.act_button, Qt.Key.Key_Space)
    bench.settle()
    [row] = office.ask(return_rows, TODAY)
    assert (row.summary.lines, row.submitted_by) == (13, "Ann")
    assert returns(screen) == ["Jul–Sep 2026: Draft", "Apr–Jun 2026: Submitted"]
    assert screen.sheet is not None
    assert screen.sheet.submitted == row
    bench.until(lambda: "Nothing has changed." in said(screen.checks))
    assert not screen.submit_command.isEnabled()


def test_every_place_is_drawn_in_a_small_window(bench: Bench) -> None:
    waffle = finance(bench).strip.waffle
    for width in (1024, 1440):
        bench.window.resize(width, 640)
        bench.until(lambda: waffle.width() >= waffle.minimumSizeHint().width())


def test_each_figure_opens_its_people(bench: Bench) -> None:
    screen = finance(bench)
    for figure, people in ((Figure.IN_RETURN, 13), (Figure.COMMITTED, 29), (Figure.CLAIMED, 0)):
        screen.strip.buttons[figure].setFocus()
        bench.press(Qt.Key.Key_Return)
        model = screen.behind.table.model()
        assert model is not None
        assert model.rowCount() == people
        assert screen.strip.buttons[figure].isChecked()
        bench.press(Qt.Key.Key_Backspace)
        assert screen.preview.isVisible()
        assert bench.window.focusWidget() is screen.strip.buttons[figure]
    screen.strip.waffle.square_chosen.emit(0)
    bench.settle()
    assert screen.behind.figure is Figure.IN_RETURN


def test_the_draft_shows_what_excel_will_say(bench: Bench) -> None:
    screen = finance(bench)
    table = screen.preview.tables[0].model()
    assert table is not None
    rows = [[table.index(row, column).data() for column in (0, 2, 3, 5)] for row in range(table.rowCount())]
    assert ["INS26-WM01", "New claim", "13", "4,550.00"] in rows
    assert ["Total", " ", "13", "4,550.00"] in rows
    assert screen.preview.tabs.tabText(1) == "Places (13)"
    assert "8 of 8 pass" in screen.checks.findChildren(Pill)[0].look.words


def test_a_failed_check_says_why_nothing_can_be_submitted(
    bench: Bench, store: Store, busy: BusyOffice
) -> None:
    screen = finance(bench)
    assert screen.sheet is not None
    failed = replace(screen.sheet.checks[0], passed=False, detail="Claimed twice: Mei Huang")
    screen.checks.show_draft(replace(screen.sheet, checks=(failed, *screen.sheet.checks[1:])), "Fix 1 check")
    assert not screen.checks.submit_button.isEnabled()
    bench.until(lambda: "Claimed twice: Mei Huang" in said(screen.checks))
    assert screen.checks.reason.text() == "Fix 1 check"


def test_what_changed_since_is_shown(bench: Bench, store: Store, busy: BusyOffice) -> None:
    office = Office(store, "Ann")
    office.do(SubmitReturn(busy.agreement, date(2026, 4, 1), date(2026, 6, 30)))
    [first, *_] = office.ask(session_rows, busy.cohorts["INS26-WM01"])
    place = busy.places["INS26-WM01"][0]
    office.do(MarkAttendance(first.id, (place,), Code.ABSENT, "The sheet said so"))
    screen = finance(bench)
    bench.press(Qt.Key.Key_Down)
    bench.settle()
    second = screen.model.index(1, 0).data(CellRole.SECOND_LINE)
    assert second == "13 places, £4,550 · since then −1"
    bench.until(lambda: "1 of its lines is to be taken back." in said(screen.checks))


def test_workbooks_are_saved(bench: Bench, store: Store, busy: BusyOffice, tmp_path: Path) -> None:
    screen = finance(bench)
    screen.save(tmp_path / "draft")
    bench.settle()
    assert (tmp_path / "draft.xlsx").read_bytes().startswith(b"PK")
    assert screen.checks.reason.text() == "Saved as draft.xlsx"
    office = Office(store, "Ann")
    bench.desk.do(SubmitReturn(busy.agreement, date(2026, 4, 1), date(2026, 6, 30)))
    bench.settle()
    screen.table.setCurrentIndex(screen.model.index(1, 0))
    bench.settle()
    assert screen.preview.export_button.text() == "Save workbook…"
    screen.save(tmp_path / "sent.xlsx")
    bench.settle()
    [row] = office.ask(return_rows, TODAY)
    assert hashlib.sha256((tmp_path / "sent.xlsx").read_bytes()).hexdigest() == row.workbook
    (tmp_path / "folder.xlsx").mkdir()
    screen.save(tmp_path / "folder.xlsx")
    bench.settle()
    assert bench.window.notices.isVisible()


def test_an_office_without_agreements_is_led_to_settings(
    new_bench: Callable[[Office], Bench], store: Store
) -> None:
    bench = new_bench(Office(store, "Ann"))
    screen = finance(bench)
    assert screen.nothing.isVisible()
    screen.nothing.button.click()
    bench.settle()
    assert bench.screen.key == "settings"


def test_pictures_of_finance(bench: Bench, pictures: Path) -> None:
    screen = finance(bench)
    take_pictures(bench.window, pictures, "finance")
    screen.strip.buttons[Figure.IN_RETURN].setFocus()
    bench.press(Qt.Key.Key_Return)
    take_pictures(bench.window, pictures, "finance-people")
    bench.press(Qt.Key.Key_Backspace)
    screen.submit_command.trigger()
    assert screen.confirm is not None
    screen.confirm.grab().save(str(pictures / "finance-confirm.png"))
    screen.confirm.accept()
    bench.settle()
    take_pictures(bench.window, pictures, "finance-submitted")

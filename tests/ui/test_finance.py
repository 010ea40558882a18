"""Finance through keys and visible words."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from busy_office import TODAY, BusyOffice
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aspire_desktop.domain.money.funding import PoolFigure
from aspire_desktop.domain.money.returns import Evidence, InternalCheck
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.returns import SubmitReturn
from aspire_desktop.services.office.settings import ChangeSettings
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.services.programmes.attendance import MarkAttendance
from aspire_desktop.storage.lookups.money.returns import return_rows
from aspire_desktop.storage.lookups.office.settings import office_settings
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.screens.home.today.view import Home
from aspire_desktop.ui.screens.money.finance.checks import Checks
from aspire_desktop.ui.screens.money.finance.restate import RestateDialog
from aspire_desktop.ui.screens.money.finance.view import Finance
from aspire_desktop.ui.widgets.cells import CellRole
from aspire_desktop.ui.widgets.pill import Pill
from tests.ui.bench import Bench, take_picture, take_pictures
from tests.ui.conftest import Saving

JUNE = (date(2026, 4, 1), date(2026, 6, 30))


def finance(bench: Bench) -> Finance:
    screen = bench.go("finance")
    assert isinstance(screen, Finance)
    return screen


def said(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def returns(screen: Finance) -> list[str]:
    model = screen.returns.list.model
    cells = [model.index(row, 0) for row in range(model.rowCount())]
    return [f"{cell.data()}: {cell.data(CellRole.PILL).words}" for cell in cells if model.row_at(cell)]


def cell(screen: Finance, name: str) -> str:
    """Give the words of a cell of the workbook that is shown: D12."""
    shown = screen.returns.preview.grid.cell(int(name[1:]) - 1, ord(name[0]) - ord("A"))
    return shown.words if shown else ""


def test_from_home_to_a_submitted_return_by_keyboard(
    busy_bench: Bench, opened_store: Store, busy: BusyOffice
) -> None:
    home = busy_bench.screen
    assert isinstance(home, Home)
    assert busy_bench.window.focusWidget() is home.todo.table
    busy_bench.press(Qt.Key.Key_Down)
    busy_bench.press(Qt.Key.Key_Return)
    screen = busy_bench.screen
    assert isinstance(screen, Finance)
    assert busy_bench.window.focusWidget() is screen.returns.table
    assert returns(screen) == ["Apr–Jun 2026: Draft"]
    busy_bench.ctrl(Qt.Key.Key_Return)
    asked = screen.returns.confirm
    assert asked is not None
    assert asked.focusWidget() is asked.safe_button
    assert "cannot be taken back" in said(asked)
    QTest.keyClick(asked.safe_button, Qt.Key.Key_Escape)
    assert not asked.isVisible()
    office = Office(opened_store, "Ann")
    assert office.ask(return_rows, TODAY) == []
    busy_bench.ctrl(Qt.Key.Key_Return)
    assert screen.returns.confirm is not None
    QTest.keyClick(screen.returns.confirm.safe_button, Qt.Key.Key_Tab)
    assert screen.returns.confirm.focusWidget() is screen.returns.confirm.act_button
    QTest.keyClick(screen.returns.confirm.act_button, Qt.Key.Key_Space)
    busy_bench.settle()
    [row] = office.ask(return_rows, TODAY)
    assert (row.summary.lines, row.submitted_by) == (13, "Ann")
    assert returns(screen) == ["Jul–Sep 2026: Draft", "Apr–Jun 2026: Submitted"]
    assert screen.returns.sheet is not None
    assert screen.returns.sheet.submitted == row
    busy_bench.until(lambda: "Nothing has changed." in said(screen.returns.checks))
    assert not screen.returns.submit_command.isEnabled()


def test_nothing_passes_and_nothing_can_be_submitted_before_it_was_checked(qtbot: QtBot) -> None:
    checks = Checks()
    qtbot.addWidget(checks)
    checks.show()
    shown = [*checks.findChildren(Pill), checks.submit_button, checks.restate_button]
    assert [each for each in shown if each.isVisible()] == []


def test_every_place_is_drawn_in_a_small_window(busy_bench: Bench) -> None:
    waffle = finance(busy_bench).strip.waffle
    for width in (1024, 1440):
        busy_bench.window.resize(width, 640)
        busy_bench.until(lambda: waffle.width() >= waffle.minimumSizeHint().width())


def test_each_figure_opens_its_people(busy_bench: Bench) -> None:
    screen = finance(busy_bench)
    for figure, people in ((PoolFigure.IN_RETURN, 13), (PoolFigure.COMMITTED, 29), (PoolFigure.CLAIMED, 0)):
        screen.strip.buttons[figure].setFocus()
        busy_bench.press(Qt.Key.Key_Return)
        model = screen.returns.middle.behind.table.model()
        assert model is not None
        assert model.rowCount() == people
        assert screen.strip.buttons[figure].isChecked()
        busy_bench.press(Qt.Key.Key_Backspace)
        assert screen.returns.preview.isVisible()
        assert busy_bench.window.focusWidget() is screen.strip.buttons[figure]
    screen.strip.waffle.square_chosen.emit(0)
    busy_bench.settle()
    assert screen.returns.middle.behind.figure is PoolFigure.IN_RETURN


def test_the_draft_shows_what_excel_will_say(busy_bench: Bench) -> None:
    screen = finance(busy_bench)
    assert [cell(screen, name) for name in ("A1", "D3", "A10", "C10", "D10", "F10")] == [
        "Return of subsidised Inspire OD places",
        "Draft, not submitted",
        "INS26-WM01",
        "Claim",
        "13",
        "£4,550.00",
    ]
    tabs = screen.returns.preview.tabs
    assert [tabs.tabText(number) for number in range(3)] == ["Summary", "Places (13)", "Adjustments (0)"]
    assert "14 of 14 pass" in screen.returns.checks.findChildren(Pill)[0].look.words


def test_a_failed_check_says_why_nothing_can_be_submitted(
    busy_bench: Bench, opened_store: Store, busy: BusyOffice
) -> None:
    screen = finance(busy_bench)
    assert screen.returns.sheet is not None
    failed = replace(screen.returns.sheet.checks[0], passed=False, detail="Claimed twice: Mei Huang")
    screen.returns.checks.show_draft(
        replace(screen.returns.sheet, checks=(failed, *screen.returns.sheet.checks[1:])), "Fix 1 check"
    )
    assert not screen.returns.checks.submit_button.isEnabled()
    busy_bench.until(lambda: "Claimed twice: Mei Huang" in said(screen.returns.checks))
    assert screen.returns.checks.reason.text() == "Fix 1 check"


def test_what_changed_since_is_shown(busy_bench: Bench, opened_store: Store, busy: BusyOffice) -> None:
    office = Office(opened_store, "Ann")
    office.do(SubmitReturn(busy.agreement, *JUNE))
    change_a_register(opened_store, busy)
    screen = finance(busy_bench)
    busy_bench.press(Qt.Key.Key_Down)
    busy_bench.settle()
    submitted = screen.returns.list.model.index(2, 0)
    assert submitted.data(CellRole.SECOND_LINE) == "13 places, £4,550 · since then −1"
    busy_bench.until(lambda: "1 of its lines is to be taken back." in said(screen.returns.checks))


def test_workbooks_are_saved(
    busy_bench: Bench, opened_store: Store, busy: BusyOffice, tmp_path: Path, saving: Saving
) -> None:
    screen = finance(busy_bench)
    saving.at(tmp_path / "draft")
    screen.returns.save_command.trigger()
    busy_bench.settle()
    assert (tmp_path / "draft.xlsx").read_bytes().startswith(b"PK")
    assert screen.returns.checks.reason.text() == "Saved as draft.xlsx"
    office = Office(opened_store, "Ann")
    busy_bench.desk.do(SubmitReturn(busy.agreement, *JUNE))
    busy_bench.settle()
    screen.returns.table.setCurrentIndex(screen.returns.list.model.index(2, 0))
    busy_bench.settle()
    assert screen.returns.preview.export_button.text() == "Save workbook…"
    saving.at(tmp_path / "sent.xlsx")
    screen.returns.save_command.trigger()
    busy_bench.settle()
    [row] = office.ask(return_rows, TODAY)
    assert hashlib.sha256((tmp_path / "sent.xlsx").read_bytes()).hexdigest() == row.workbook
    (tmp_path / saving.offered[-1]).mkdir()
    saving.at(tmp_path)
    screen.returns.save_command.trigger()
    busy_bench.settle()
    assert busy_bench.window.notices.isVisible()


def test_the_statement_of_the_pool_is_printed(busy_bench: Bench, tmp_path: Path, saving: Saving) -> None:
    screen = finance(busy_bench)
    opened: list[Path] = []
    screen.open_file = opened.append
    saving.at(tmp_path)
    busy_bench.ctrl(Qt.Key.Key_P)
    assert [file.name for file in opened] == ["Pool statement LGA-OD-2026-11.pdf"]
    assert opened[0].read_bytes().startswith(b"%PDF")


def test_an_office_without_agreements_is_led_to_settings(
    new_bench: Callable[[Office], Bench], opened_store: Store
) -> None:
    bench = new_bench(Office(opened_store, "Ann"))
    screen = finance(bench)
    assert screen.nothing.isVisible()
    screen.nothing.button.click()
    bench.settle()
    assert bench.screen.key == "settings"


def behind(screen: Finance) -> list[str]:
    """Read the people that are shown in place of the workbook."""
    model = screen.returns.middle.behind.table.model()
    assert screen.returns.middle.shows_people
    assert model is not None
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_a_figure_of_the_workbook_says_what_it_comes_from(busy_bench: Bench) -> None:
    screen = finance(busy_bench)
    preview = screen.returns.preview
    preview.grid.setFocus()
    line = preview.line
    assert (line.name.text(), line.holds.text()) == ("D11", "13")
    assert (line.words.text(), line.link.text()) == ("13 places come from", "13 lines")
    busy_bench.press(Qt.Key.Key_Return)
    assert len(behind(screen)) == 13
    busy_bench.press(Qt.Key.Key_Backspace)
    assert busy_bench.window.focusWidget() is preview.grid
    busy_bench.press(Qt.Key.Key_Up)
    busy_bench.press(Qt.Key.Key_Left)
    assert (line.name.text(), line.holds.text()) == ("C10", "Claim")
    assert line.link.isHidden()


def test_sheets_are_turned_by_keys(busy_bench: Bench) -> None:
    screen = finance(busy_bench)
    preview = screen.returns.preview
    preview.grid.setFocus()
    for title in ("Places", "Adjustments", "By organisation"):
        busy_bench.ctrl(Qt.Key.Key_PageDown)
        assert preview.title == title
    busy_bench.ctrl(Qt.Key.Key_PageUp)
    busy_bench.ctrl(Qt.Key.Key_PageUp)
    assert cell(screen, "A2") == "1"
    assert preview.line.words.text() == "Line 1"
    person = preview.line.link.text()
    preview.line.link.click()
    assert behind(screen) == [person]
    busy_bench.press(Qt.Key.Key_Return)
    assert busy_bench.screen.key == "people"


def test_a_submitted_return_is_read_from_its_file(
    busy_bench: Bench, opened_store: Store, busy: BusyOffice
) -> None:
    Office(opened_store, "Ann").do(SubmitReturn(busy.agreement, *JUNE))
    screen = finance(busy_bench)
    busy_bench.press(Qt.Key.Key_Down)
    assert cell(screen, "D3") == "Submitted 8 October 2026 by Ann"
    assert cell(screen, "D11") == "13"
    screen.returns.preview.grid.setFocus()
    busy_bench.press(Qt.Key.Key_Return)
    assert len(behind(screen)) == 13


def link(screen: Finance, words: str) -> QPushButton:
    [made] = [
        each
        for each in screen.returns.checks.findChildren(QPushButton)
        if each.isVisible() and words in (each.text(), each.accessibleName().removesuffix(": show"))
    ]
    return made


def test_every_check_opens_its_evidence(busy_bench: Bench) -> None:
    screen = finance(busy_bench)
    for words, people in (
        ("The claim rule is met, 13 of 13", 13),
        ("Nobody is claimed twice, 13 people checked", 13),
    ):
        link(screen, words).click()
        busy_bench.settle()
        assert len(behind(screen)) == people
    assert screen.returns.sheet is not None
    checks = {check.evidence: check for check in screen.returns.sheet.checks}
    pool, ledger = checks[Evidence.POOL], checks[Evidence.LEDGER]
    link(screen, f"{pool.title}, {pool.detail}").click()
    busy_bench.settle()
    assert len(behind(screen)) == 42
    link(screen, f"{ledger.title}, {ledger.detail}").click()
    busy_bench.settle()
    assert screen.tab.key == "ledger"


def test_a_failed_check_shows_who_is_concerned(busy_bench: Bench, pictures: Path) -> None:
    screen = finance(busy_bench)
    sheet = screen.returns.sheet
    assert sheet is not None
    twice = InternalCheck(
        "No place is also invoiced",
        False,
        "Walsall Council was invoiced £495.00 for a place that is claimed too: Ewan Huang, INS26-WM01",
        Evidence.CHARGES,
        ("L-0003", "L-0004"),
    )
    screen.returns.checks.show_draft(replace(sheet, checks=(*sheet.checks, twice)), "Fix 1 check to submit")
    busy_bench.settle()
    take_pictures(busy_bench.window, pictures, "finance-failed")
    link(screen, "Ask for a credit note")
    link(screen, "Show both").click()
    busy_bench.settle()
    assert len(behind(screen)) == 2


def change_a_register(store: Store, busy: BusyOffice) -> None:
    office = Office(store, "Ann")
    [first, *_] = office.ask(session_rows, busy.cohorts["INS26-WM01"])
    place = busy.places["INS26-WM01"][0]
    office.do(MarkAttendance(first.id, (place,), Code.ABSENT, "The sheet said so"))


def test_a_return_is_restated_for_a_reason(
    busy_bench: Bench, opened_store: Store, busy: BusyOffice, pictures: Path
) -> None:
    office = Office(opened_store, "Ann")
    office.do(SubmitReturn(busy.agreement, *JUNE))
    change_a_register(opened_store, busy)
    screen = finance(busy_bench)
    busy_bench.press(Qt.Key.Key_Down)
    take_pictures(busy_bench.window, pictures, "finance-since")
    link(screen, "Since this return").click()
    busy_bench.settle()
    assert len(behind(screen)) == 1
    screen.returns.checks.restate_button.click()
    busy_bench.until(lambda: isinstance(QApplication.activeModalWidget(), RestateDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RestateDialog)
    assert "£350 becomes £0" in said(dialog)
    assert "Now 13 places, £4,550. Restated 12 places, £4,200." in said(dialog)
    take_picture(dialog, pictures, "finance-restate")
    busy_bench.press(Qt.Key.Key_Return)
    assert dialog.reason_row.error
    busy_bench.type("The register was wrong")
    busy_bench.press(Qt.Key.Key_Return)
    busy_bench.settle()
    assert returns(screen) == [
        "Jul–Sep 2026: Draft",
        "Apr–Jun 2026: Submitted",
        "Apr–Jun 2026: Revised",
    ]
    revision = screen.returns.list.model.index(2, 0).data(CellRole.SECOND_LINE)
    assert revision == "12 places, £4,200 · rev. 2, sent 8 Oct"
    busy_bench.until(lambda: "The register was wrong" in said(screen.returns.checks))
    take_pictures(busy_bench.window, pictures, "finance-restated")


def test_a_return_that_would_say_the_same_again_is_not_restated(
    busy_bench: Bench, opened_store: Store, busy: BusyOffice
) -> None:
    Office(opened_store, "Ann").do(SubmitReturn(busy.agreement, *JUNE))
    screen = finance(busy_bench)
    busy_bench.press(Qt.Key.Key_Down)
    screen.returns.checks.restate_button.click()
    busy_bench.settle()
    assert QApplication.activeModalWidget() is None
    told = "were restated, nothing would differ. The return stays as it was sent."
    assert told in said(busy_bench.window)


def test_a_revision_names_who_prepared_it_where_two_people_are_asked_for(
    busy_bench: Bench, opened_store: Store, busy: BusyOffice
) -> None:
    office = Office(opened_store, "Ann")
    office.do(AddColleague("Ellie Marsh", frozenset({Role.FINANCE})))
    office.do(SubmitReturn(busy.agreement, *JUNE))
    change_a_register(opened_store, busy)
    now = office.ask(office_settings)
    own = (now.office_name, now.certificate_prefix, now.partnership_line, now.declaration)
    office.do(ChangeSettings(*own, authoriser_differs=True))
    screen = finance(busy_bench)
    busy_bench.press(Qt.Key.Key_Down)
    screen.returns.checks.restate_button.click()
    busy_bench.until(lambda: isinstance(QApplication.activeModalWidget(), RestateDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RestateDialog)
    assert (dialog.who.isVisible(), dialog.who.currentText()) == (True, "Ellie Marsh")
    busy_bench.type("The register was wrong")
    busy_bench.press(Qt.Key.Key_Return)
    busy_bench.settle()
    assert "Apr–Jun 2026: Revised" in returns(screen)


def test_pictures_of_finance(busy_bench: Bench, pictures: Path) -> None:
    screen = finance(busy_bench)
    take_pictures(busy_bench.window, pictures, "finance")
    screen.strip.buttons[PoolFigure.IN_RETURN].setFocus()
    busy_bench.press(Qt.Key.Key_Return)
    take_pictures(busy_bench.window, pictures, "finance-people")
    busy_bench.press(Qt.Key.Key_Backspace)
    screen.returns.submit_command.trigger()
    assert screen.returns.confirm is not None
    take_picture(screen.returns.confirm, pictures, "finance-confirm")
    screen.returns.confirm.accept()
    busy_bench.settle()
    take_pictures(busy_bench.window, pictures, "finance-submitted")

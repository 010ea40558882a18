"""The tab of payments through keys and visible words."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from busy_office import TODAY, BusyOffice
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget

from aspire_desktop.domain.money.settlements import QueryResult
from aspire_desktop.domain.office.attached_files import AttachedFile
from aspire_desktop.domain.office.staff import OFFICE, Role
from aspire_desktop.domain.office.values import ReturnId
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.remittances import PaidReturn, RecordRemittance
from aspire_desktop.services.money.returns import SubmitReturn
from aspire_desktop.services.money.settlements import AcceptReturn, AnswerQuery, AskQuery, SettleQuery
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.storage.lookups.money.remittances import remittance_rows
from aspire_desktop.storage.lookups.money.returns import return_rows
from aspire_desktop.storage.lookups.money.settlements import line_choices, query_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.screens.home.today.view import Home
from aspire_desktop.ui.screens.money.finance.query_dialogs import AnswerDialog, AskDialog, SettleDialog
from aspire_desktop.ui.screens.money.finance.settlement_dialogs import RemittanceDialog
from aspire_desktop.ui.screens.money.finance.settlements import SettlementsTab
from aspire_desktop.ui.screens.money.finance.view import Finance
from aspire_desktop.ui.screens.office.settings.organisation import Organisation
from aspire_desktop.ui.shell.settings import Settings
from tests.ui.bench import SMALL, Bench, take_picture, take_pictures
from tests.ui.conftest import Saving

Q1 = (date(2026, 4, 1), date(2026, 6, 30))


@pytest.fixture
def sent(opened: Office, busy: BusyOffice) -> ReturnId:
    return opened.do(SubmitReturn(busy.agreement, *Q1)).value


@pytest.fixture
def bench(new_bench: Callable[[Office], Bench], opened_store: Store, sent: ReturnId) -> Bench:
    return new_bench(Office(opened_store, "Ann"))


def payments(bench: Bench) -> SettlementsTab:
    screen = bench.go("finance", tab="payments")
    assert isinstance(screen, Finance)
    tab = screen.tab
    assert isinstance(tab, SettlementsTab)
    bench.settle()
    return tab


def dialog(bench: Bench) -> FormDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, FormDialog)
    return found


def shown(table: QTableView) -> list[list[str]]:
    model = table.model()
    columns = [column for column in range(model.columnCount()) if not table.isColumnHidden(column)]
    return [
        [str(model.index(row, column).data() or "") for column in columns] for row in range(model.rowCount())
    ]


def said(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def query(office: Office, sent: ReturnId, due: date | None = None, line: int = 0) -> None:
    choice = office.ask(line_choices, sent)[line]
    office.do(AskQuery(choice.id, "Was she there on both days?", TODAY, due))


def test_a_return_is_paid_in_two_parts_by_keyboard(bench: Bench, opened: Office, busy: BusyOffice) -> None:
    tab = payments(bench)
    assert shown(tab.return_table) == [["Apr–Jun 2026", "4,550.00", "0.00", "4,550.00", "Submitted"]]
    tab.return_table.setFocus()
    bench.press(Qt.Key.Key_Return)
    asked = dialog(bench)
    assert isinstance(asked, RemittanceDialog)
    bench.type("BACS 0711")
    bench.press(Qt.Key.Key_Tab)
    bench.type("3000")
    assert [field.text() for field in asked.shares.fields.values()] == ["3000.00"]
    assert "£0.00 stays unallocated." in said(asked)
    bench.press(Qt.Key.Key_Return)
    bench.until(lambda: shown(tab.return_table)[0][2:] == ["3,000.00", "1,550.00", "Part paid"])
    tab.record_command.trigger()
    bench.type("BACS 0812")
    bench.press(Qt.Key.Key_Tab)
    bench.type("1600")
    assert "£50.00 stays unallocated" in said(dialog(bench))
    bench.press(Qt.Key.Key_Return)
    bench.until(lambda: shown(tab.return_table)[0][2:] == ["4,550.00", "0.00", "Paid"])
    assert shown(tab.payment_table) == [["BACS 0812", "1,600.00"], ["BACS 0711", "3,000.00"]]
    assert "£50 unallocated" in said(tab.payment_card)
    tab.payment_table.setFocus()
    bench.press(Qt.Key.Key_Up)
    bench.press(Qt.Key.Key_Return)
    changed = dialog(bench)
    assert isinstance(changed, RemittanceDialog)
    assert (changed.reference.text(), changed.amount.text()) == ("BACS 0812", "1600.00")
    [field] = changed.shares.fields.values()
    assert field.text() == "1550.00"
    field.setText("1600.00")
    bench.press(Qt.Key.Key_Return)
    bench.until(lambda: "does not fit return" in said(changed))
    bench.press(Qt.Key.Key_Escape)
    tab.remove_command.trigger()
    bench.until(lambda: shown(tab.return_table)[0][4] == "Part paid")
    assert len(opened.ask(remittance_rows, busy.agreement)) == 1


def test_a_query_from_the_question_to_the_result(
    bench: Bench, opened: Office, tmp_path: Path, saving: Saving
) -> None:
    tab = payments(bench)
    bench.ctrl(Qt.Key.Key_N)
    asked = dialog(bench)
    assert isinstance(asked, AskDialog)
    bench.press(Qt.Key.Key_Return)
    assert asked.line_row.error
    asked.line.setEditText("3 ·")
    asked.question.setPlainText("Was she there on both days?")
    asked.send_button.click()
    bench.until(lambda: tab.query is not None)
    [row] = opened.ask(query_rows)
    assert (row.line.number, row.due_on) == (3, TODAY + timedelta(days=14))
    assert shown(tab.return_table)[0][4] == "Queried"
    assert shown(tab.query_table)[0][4] == "Queried"
    assert not tab.accept_command.isEnabled()
    (tmp_path / "register.pdf").write_bytes(b"%PDF-1.7")
    tab.query_table.setFocus()
    bench.press(Qt.Key.Key_Return)
    answer = dialog(bench)
    assert isinstance(answer, AnswerDialog)
    answer.answer.setPlainText("Yes, see the register.")
    answer.files.attach([tmp_path / "register.pdf", tmp_path / "gone.pdf"])
    answer.send_button.click()
    assert "gone.pdf cannot be read" in answer.files_row.error
    answer.files.paths.pop("gone.pdf")
    answer.send_button.click()
    bench.until(lambda: shown(tab.query_table)[0][4] == "Answered")
    assert "Files: register.pdf." in tab.query_note.label.text()
    (tmp_path / "out").mkdir()
    saving.at(tmp_path / "out")
    tab.files_command.trigger()
    bench.until(lambda: "Saved register.pdf." in tab.query_note.label.text())
    assert (tmp_path / "out" / "register.pdf").read_bytes() == b"%PDF-1.7"
    tab.settle_command.trigger()
    settle = dialog(bench)
    assert isinstance(settle, SettleDialog)
    settle.outcome.setCurrentIndex(1)
    settle.send_button.click()
    assert settle.amount_row.error
    settle.amount.setText("-50")
    settle.send_button.click()
    bench.until(lambda: shown(tab.query_table)[0][4] == "Adjusted")
    assert "Adjusted by −£50.00, 8 Oct 2026." in tab.query_note.label.text()
    tab.reopen_command.trigger()
    bench.until(lambda: shown(tab.query_table)[0][4] == "Answered")


def test_an_acceptance_is_recorded_and_withdrawn(bench: Bench) -> None:
    tab = payments(bench)
    bench.ctrl(Qt.Key.Key_Return)
    bench.press(Qt.Key.Key_Return)
    assert "Enter who accepted it" in dialog(bench).rows[0].error
    bench.type("Jo Webb")
    bench.press(Qt.Key.Key_Return)
    bench.until(lambda: shown(tab.return_table)[0][4] == "Accepted")
    assert "Accepted by Jo Webb on 8 Oct 2026." in tab.return_note.label.text()
    assert not tab.accept_command.isEnabled()
    tab.withdraw_command.trigger()
    bench.until(lambda: shown(tab.return_table)[0][4] == "Submitted")


def test_the_chosen_return_stays_in_view_in_a_low_window(
    new_bench: Callable[[Office], Bench],
    opened_store: Store,
    opened: Office,
    busy: BusyOffice,
    sent: ReturnId,
) -> None:
    opened.do(AcceptReturn(sent, TODAY, "Jo Webb"))
    opened.do(SubmitReturn(busy.agreement, date(2026, 7, 1), date(2026, 9, 30)))
    bench = new_bench(Office(opened_store, "Ann"))
    tab = payments(bench)
    bench.window.resize(SMALL)
    bench.until(lambda: bench.window.height() == SMALL.height())
    tab.return_table.setFocus()
    bench.press(Qt.Key.Key_Down)
    assert "Accepted by Jo Webb" in tab.return_note.label.text()
    row = tab.return_table.visualRect(tab.return_table.currentIndex())
    assert tab.return_table.viewport().rect().contains(row)


def test_home_leads_to_a_query_that_is_due(
    new_bench: Callable[[Office], Bench], opened_store: Store, opened: Office, sent: ReturnId
) -> None:
    query(opened, sent, TODAY)
    bench = new_bench(Office(opened_store, "Ann"))
    home = bench.screen
    assert isinstance(home, Home)
    model = home.todo.table.model()
    titles = [str(model.index(row, 1).data()) for row in range(model.rowCount())]
    [row] = [number for number, title in enumerate(titles) if title.startswith("Funder’s query not answered")]
    home.todo.table.setFocus()
    home.todo.table.setCurrentIndex(model.index(row, 1))
    bench.press(Qt.Key.Key_Return)
    screen = bench.screen
    assert isinstance(screen, Finance)
    assert isinstance(screen.tab, SettlementsTab)
    assert shown(screen.tab.query_table)[0][4] == "Due today"


def test_whoever_submits_says_who_prepared_it(
    new_bench: Callable[[Office], Bench], opened_store: Store, opened: Office, busy: BusyOffice
) -> None:
    bench = new_bench(Office(opened_store, "Ann"))
    screen = bench.go("settings", tab="organisation")
    assert isinstance(screen, Settings)
    assert isinstance(screen.section, Organisation)
    screen.section.form.differs.setChecked(True)
    screen.section.form.send()
    bench.settle()
    finance = bench.go("finance")
    assert isinstance(finance, Finance)
    bench.until(lambda: "Another colleague must have prepared it" in said(finance.returns.checks))
    assert not finance.returns.submit_command.isEnabled()
    opened.do(AddColleague("Bob", OFFICE))
    opened.do(AddColleague("Tom", frozenset({Role.TRAINER})))
    finance.refresh()
    bench.until(lambda: finance.returns.submit_command.isEnabled())
    bench.ctrl(Qt.Key.Key_Return)
    asked = finance.returns.confirm
    assert asked is not None
    assert [asked.who.itemText(number) for number in range(asked.who.count())] == ["Bob"]
    assert "Prepared by" in said(asked).replace("&", "")
    QTest.keyClick(asked.act_button, Qt.Key.Key_Space)
    bench.settle()
    assert len(opened.ask(return_rows, TODAY)) == 1
    assert finance.returns.sheet is not None
    assert finance.returns.sheet.submitted is not None


def test_pictures_of_payments(
    new_bench: Callable[[Office], Bench],
    opened_store: Store,
    opened: Office,
    busy: BusyOffice,
    sent: ReturnId,
    pictures: Path,
) -> None:
    opened.do(AcceptReturn(sent, TODAY, "Jo Webb", "E-mail of 8 October"))
    opened.do(SubmitReturn(busy.agreement, date(2026, 7, 1), date(2026, 9, 30)))
    shares = (PaidReturn(sent, Decimal("3000.00")),)
    opened.do(RecordRemittance(busy.agreement, "BACS 0711", TODAY, Decimal("3100.00"), shares))
    for number in range(4):
        query(opened, sent, TODAY + timedelta(days=3 * number), number)
    rows = opened.ask(query_rows)
    file = AttachedFile("Register INS26-WM01.pdf", b"%PDF-1.7")
    opened.do(AnswerQuery(rows[1].id, "Yes. The register of both days is attached.", TODAY, (file,)))
    opened.do(SettleQuery(rows[2].id, QueryResult.ADJUSTED, TODAY, Decimal("-50.00")))
    opened.do(SettleQuery(rows[3].id, QueryResult.REFUSED, TODAY))
    bench = new_bench(Office(opened_store, "Ann"))
    tab = payments(bench)
    tab.return_table.setFocus()
    bench.press(Qt.Key.Key_Down)
    assert tab.submitted is not None
    assert tab.submitted.id == sent
    take_pictures(bench.window, pictures, "payments")
    for name, command in (
        ("record", tab.record_command),
        ("change", tab.change_command),
        ("ask", tab.ask_command),
        ("answer", tab.answer_command),
        ("settle", tab.settle_command),
    ):
        command.trigger()
        bench.settle()
        asked = dialog(bench)
        if isinstance(asked, SettleDialog):
            asked.outcome.setCurrentIndex(1)
        take_picture(asked, pictures, f"payments-{name}")
        asked.reject()
    bench.go("settings", tab="organisation")
    take_pictures(bench.window, pictures, "settings-authoriser")

"""Council-paid places and charges through keys and visible words, in a window of their own."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot
from whole_office import WholeOffice, whole_office

from aspire_desktop.domain.money.charges import ChargeKind, ChargeRow, ChargeState
from aspire_desktop.domain.money.funding import Vat
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.charges import NoteInvoice, RaiseCharge, SetPrice, WaiveCharge
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.services.programmes.enrolments import (
    ChangeBooking,
    ChangeFunding,
    EnrolParticipant,
    MoveEnrolment,
)
from aspire_desktop.storage.lookups.money.charges import charge_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.dispatcher import Dispatcher
from aspire_desktop.ui.desk.ear import Ear
from aspire_desktop.ui.desk.memory import Memory
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.desk.switchboard import Switchboard
from aspire_desktop.ui.desk.tabs import Bench as TabBench
from aspire_desktop.ui.screens.money.finance.charge_dialogs import CreditDialog, InvoiceDialog, WaiveDialog
from aspire_desktop.ui.screens.money.finance.charges import ChargesTab
from aspire_desktop.ui.screens.money.finance.charges_model import totals_words
from tests.ui.bench import GUARD_MS, take_picture, take_pictures
from tests.ui.cohort_bench import dialog
from tests.ui.conftest import Saving

TODAY = date(2026, 10, 8)
STATUS = 9


@dataclass
class Plain:
    """A plain window around the tab; it loads when it hears of a change, as a screen lets it."""

    qtbot: QtBot
    window: QMainWindow
    tab: ChargesTab
    desk: Desk

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.desk.idle, timeout=GUARD_MS)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._focused(), key, modifiers)
        self.settle()

    def write(self, text: str) -> None:
        QTest.keyClicks(self._focused(), text)

    def _focused(self) -> QWidget:
        front = QApplication.activeModalWidget() or self.window
        self.qtbot.waitUntil(lambda: _is_active(front), timeout=GUARD_MS)
        return QApplication.focusWidget() or front

    @property
    def lines(self) -> list[str]:
        model = self.tab.model
        cells = [
            [str(model.index(row, at).data()) for at in (0, 3, STATUS)] for row in range(model.rowCount())
        ]
        return [", ".join(line) for line in cells]


def _is_active(window: QWidget) -> bool:
    if not window.isActiveWindow():
        window.activateWindow()
    return window.isActiveWindow()


@pytest.fixture
def world(opened_store: Store) -> WholeOffice:
    """Callum is council-paid, Ŵyn did not come, Di of Dudley waits for the first invoice."""
    world = whole_office(Office(opened_store, "Ann"))
    for kind, amount in ((ChargeKind.PLACE, "495.00"), (ChargeKind.NO_SHOW, "60.00")):
        for member in (True, False):
            world.office.do(
                SetPrice(world.inspire, kind, member, Decimal(amount), Vat.STANDARD, date(2026, 4, 1))
            )
    world.office.do(MoveEnrolment(world.places[1], Status.NO_SHOW, TODAY))
    person = world.office.do(AddPerson("Di", "Ray", "di@dudley.gov.uk", "", world.dudley)).value
    di = world.office.do(EnrolParticipant(world.workshops, person, Funding.COUNCIL)).value
    world.office.do(ChangeBooking(di, "HR Manager", "PO-2291"))
    return world


@pytest.fixture
def opening(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Office], Plain]]:
    made: list[Switchboard] = []

    def make(office: Office) -> Plain:
        switchboard = Switchboard(office, Dispatcher(), Memory(tmp_path / "looks"))
        made.append(switchboard)
        switchboard.begin()
        window = QMainWindow()
        ear = Ear(switchboard.bell, window)
        desk = Desk(switchboard, window, ear)
        qtbot.waitUntil(lambda: desk.idle, timeout=GUARD_MS)
        tab = ChargesTab(TabBench(desk, _command(window)))
        window.setCentralWidget(tab)
        window.menuBar().addMenu("Finance").addActions(tab.commands)
        ear.heard.connect(tab.load)
        qtbot.addWidget(window)
        window.resize(1180, 640)
        window.show()
        tab.load()
        plain = Plain(qtbot, window, tab, desk)
        plain.settle()
        tab.table.setFocus()
        return plain

    yield make
    for switchboard in made:
        qtbot.waitUntil(partial(_is_idle, switchboard), timeout=GUARD_MS)
        switchboard.close()


def _is_idle(switchboard: Switchboard) -> bool:
    return switchboard.idle


def _command(window: QMainWindow) -> Callable[[str, str, str], QAction]:
    def command(words: str, keys: str = "", _icon: str = "") -> QAction:
        made = QAction(words, window)
        made.setShortcut(QKeySequence(keys))
        return made

    return command


@pytest.fixture
def plain(opening: Callable[[Office], Plain], world: WholeOffice) -> Plain:
    return opening(world.office)


def stored(world: WholeOffice) -> dict[str, ChargeRow]:
    return {row.person: row for row in world.office.ask(charge_rows)}


def test_what_is_due_is_raised_invoiced_and_credited_by_keyboard(plain: Plain, world: WholeOffice) -> None:
    assert plain.lines == [
        "Callum Fraser, Place, Due",
        "Ŵyn Łuczak, No-show, Due",
        "Di Ray, Place, Due",
    ]
    assert "No PO number" in plain.tab.note.text()
    plain.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert plain.lines[0] == "Callum Fraser, Place, Raised"
    plain.press(Qt.Key.Key_F2)
    shown = dialog(InvoiceDialog)
    assert "£495.00 and £99.00 VAT, £594.00 in all. No PO number." in shown.intro.text()
    plain.press(Qt.Key.Key_Return)
    assert shown.number_row.error == "Enter the number of the invoice"
    plain.write("INV-20418")
    plain.press(Qt.Key.Key_Return)
    assert plain.lines[0] == "Callum Fraser, Place, Invoiced"
    assert stored(world)["Callum Fraser"].charge.invoice == "INV-20418"
    assert not plain.tab.waive_command.isEnabled()
    plain.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog(CreditDialog)
    plain.write("CN-7")
    plain.press(Qt.Key.Key_Return)
    assert plain.lines[:2] == ["Callum Fraser, Place, Credited", "Callum Fraser, Place, Due"]


def test_a_charge_is_waived_with_a_reason(plain: Plain, world: WholeOffice) -> None:
    plain.press(Qt.Key.Key_Down)
    plain.press(Qt.Key.Key_Delete)
    shown = dialog(WaiveDialog)
    plain.press(Qt.Key.Key_Return)
    assert "reason" in shown.reason_row.error
    plain.write("Was ill")
    plain.press(Qt.Key.Key_Return)
    assert stored(world)["Ŵyn Łuczak"].state is ChargeState.WAIVED
    assert plain.tab.note.text() == "Ŵyn Łuczak. Waived on 8 Oct 2026: Was ill"


def test_what_has_no_price_is_counted_and_never_nought_pounds(world: WholeOffice) -> None:
    priced = next(row for row in stored(world).values() if row.state is ChargeState.DUE and row.charge.sums)
    unknown = replace(priced, charge=replace(priced.charge, sums=None))
    assert totals_words([unknown, unknown]) == "2 due, no price set"
    assert totals_words([priced, unknown]) == (
        f"2 due, {totals_words([priced]).removeprefix('1 due, ').removesuffix(', before VAT')}"
        " and 1 with no price set, before VAT"
    )


def test_several_are_invoiced_together_for_one_organisation_only(plain: Plain, world: WholeOffice) -> None:
    table = plain.tab.table
    plain.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert plain.tab.note.text() == "2 charges: 2 due, £555, before VAT"
    assert plain.tab.invoice_command.isEnabled()
    plain.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert not plain.tab.invoice_command.isEnabled()
    assert plain.tab.raise_command.isEnabled()
    table.selectionModel().setCurrentIndex(
        plain.tab.model.index(0, 0),
        QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
    )
    plain.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    plain.press(Qt.Key.Key_F2)
    plain.write("INV-1")
    plain.press(Qt.Key.Key_Return)
    found = stored(world)
    assert found["Callum Fraser"].charge.invoice == found["Ŵyn Łuczak"].charge.invoice == "INV-1"
    world.office.undo()
    assert stored(world)["Callum Fraser"].state is ChargeState.DUE


def test_filters_leave_out_and_say_so(plain: Plain, world: WholeOffice) -> None:
    plain.tab.state.choose("due")
    assert len(plain.lines) == 3
    for _ in range(3):
        plain.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(plain.lines) == 3
    assert plain.tab.state.key == ""
    plain.tab.cohort.choose("INS26-WM01")
    assert len(plain.lines) == 3
    plain.tab.clear_filters()
    assert plain.tab.cohort.key == ""


def test_enter_opens_the_person(plain: Plain, world: WholeOffice) -> None:
    wanted: list[Destination] = []
    plain.desk.bell.wanted.connect(wanted.append)
    plain.press(Qt.Key.Key_Return)
    assert wanted == [Destination("people", world.people[2])]


def test_the_file_is_saved_and_told_of(
    plain: Plain, world: WholeOffice, tmp_path: Path, saving: Saving
) -> None:
    plain.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    saving.at(tmp_path / "out")
    plain.tab.export_command.trigger()
    plain.settle()
    assert plain.tab.note.text().startswith("Saved 1 charge in out.csv.")
    lines = list(csv.reader((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()))
    assert [line[2] for line in lines] == ["Customer", "Walsall Council"]


def test_a_place_that_is_subsidised_after_all_is_marked(plain: Plain, world: WholeOffice) -> None:
    row = stored(world)["Callum Fraser"]
    world.office.do(NoteInvoice(row.charge.charged, "INV-9", TODAY))
    world.office.do(ChangeFunding(world.places[2], None))
    plain.tab.load()
    plain.settle()
    assert plain.tab.note.text().endswith("Not due any more: credit the invoice")
    assert plain.tab.model.index(0, 8).data() == "INV-9, to credit"


def test_a_trainer_reads_nothing_of_it(
    opening: Callable[[Office], Plain], world: WholeOffice, opened_store: Store
) -> None:
    plain = opening(Office(opened_store, "Tom"))
    assert len(plain.lines) == 0
    commands = (plain.tab.raise_command, plain.tab.invoice_command, plain.tab.waive_command)
    assert not any(command.isEnabled() for command in commands)


def test_without_charges_the_way_to_prices_is_shown(
    opening: Callable[[Office], Plain], opened_store: Store
) -> None:
    office = Office(opened_store, "Ann")
    office.do(AddColleague("Fay", frozenset({Role.FINANCE})))
    plain = opening(Office(opened_store, "Fay"))
    assert plain.tab.stack.currentWidget() is plain.tab.nothing
    wanted: list[Destination] = []
    plain.desk.bell.wanted.connect(wanted.append)
    plain.tab.nothing.button.click()
    assert wanted == [Destination("settings", tab="prices")]


def test_pictures_of_invoices(plain: Plain, world: WholeOffice, pictures: Path) -> None:
    found = stored(world)
    world.office.do(WaiveCharge(found["Ŵyn Łuczak"].charge.charged, "Was ill"))
    world.office.do(NoteInvoice(found["Di Ray"].charge.charged, "INV-20418", TODAY))
    person = world.office.do(AddPerson("Mei", "Huang", "mei@dudley.gov.uk", "", world.dudley)).value
    world.office.do(EnrolParticipant(world.workshops, person, Funding.COUNCIL, over_capacity_reason="Asked"))
    mei = stored(world)["Mei Huang"].charge.charged
    world.office.do(RaiseCharge(mei))
    world.office.do(NoteInvoice(mei, "INV-20419", TODAY))
    world.office.do(ChangeFunding(mei.enrolment_id, None))
    plain.tab.load()
    plain.settle()
    take_pictures(plain.window, pictures, "invoices")
    plain.press(Qt.Key.Key_F2)
    take_picture(dialog(InvoiceDialog), pictures, "invoices-dialog")
    plain.press(Qt.Key.Key_Escape)

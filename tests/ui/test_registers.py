import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.enrolments import Status
from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.attendance import FinishRegister, MarkAttendance
from aspire_desktop.services.programmes.enrolments import MoveEnrolment
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.lookups.office.history import action_rows
from aspire_desktop.storage.lookups.programmes.attendance import registers_due
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.register.dialogs import BlanksDialog, DetailsDialog, ReasonDialog
from aspire_desktop.ui.register.model import FIRST_SESSION, ORGANISATION
from aspire_desktop.ui.register.panel import RegisterPanel
from aspire_desktop.ui.screens.programmes.registers.view import Registers
from aspire_desktop.ui.widgets.cells import CellRole
from tests.conftest import KEY, NOW
from tests.ui.bench import Bench, take_pictures
from tests.ui.conftest import Saving
from tests.ui.registers_office import TODAY, TRAINER, Marking, fill_office

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
KEYS = {letter: getattr(Qt.Key, f"Key_{letter}") for letter in "PLAEFMN"}


@dataclass
class Desk:
    """The screen of registers at work, and what is stored behind it."""

    bench: Bench
    office: Office
    there: Marking

    @property
    def screen(self) -> Registers:
        found = self.bench.screen
        assert isinstance(found, Registers)
        return found

    @property
    def panel(self) -> RegisterPanel:
        return self.screen.panel

    def open(self) -> None:
        """Open today's register from the list."""
        self.bench.go("registers")
        self.bench.until(lambda: self.screen.model.rowCount() > 0)
        self.bench.press(Qt.Key.Key_Return)
        self.bench.until(lambda: bool(self.panel.model.rows))

    def tap(self, letters: str) -> None:
        """Type marks one after the other, without waiting for anything."""
        for letter in letters:
            QTest.keyClick(self.panel.grid, KEYS[letter])

    def stored(self, session: int = 1) -> str:
        """Give what is stored once everything has arrived."""
        self.bench.settle()
        return self.there.letters(self.office, session)

    def shown(self, session: int = 1) -> str:
        marks = [row.marks[session] for row in self.panel.model.rows]
        return "".join(str(mark.code) if mark else "." for mark in marks)

    def place(self) -> tuple[int, int]:
        current = self.panel.grid.currentIndex()
        return current.row(), current.column() - FIRST_SESSION

    def message(self) -> str:
        bar = self.bench.window.notices.message
        return "" if bar.isHidden() else bar.accessibleName()

    def dialog(self, kind: type[BlanksDialog] | type[ReasonDialog] | type[DetailsDialog]) -> None:
        """Wait for a dialog to have the keyboard."""
        self.bench.until(lambda: isinstance(QApplication.activeWindow(), kind))

    def answer(self, text: str = "", key: Qt.Key = Qt.Key.Key_Return) -> None:
        """Type into the dialog that has the keyboard, and press a key there."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)
        QTest.keyClick(focused, key)
        window = self.bench.window
        self.bench.until(lambda: QApplication.activeWindow() in (window, None) or window.isActiveWindow())


@dataclass(frozen=True)
class Filled:
    """A database with the cohort in it, to be copied for each test."""

    file: Path
    there: Marking


@pytest.fixture(scope="session")
def filled(templates: Path, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    file = Path(shutil.copy(templates / "open.sqlite", tmp_path_factory.mktemp("registers")))
    store = Store(Location(file=file, key=KEY), SetClock(NOW))
    there = fill_office(Office(store, "Ann"))
    store.close()
    return Filled(file, there)


@pytest.fixture
def register_store(filled: Filled, tmp_path: Path, clock: SetClock) -> Iterator[Store]:
    file = Path(shutil.copy(filled.file, tmp_path / "registers.sqlite"))
    opened = Store(Location(file=file, key=KEY), clock)
    yield opened
    opened.close()


@pytest.fixture
def desk(new_bench: Callable[[Office], Bench], register_store: Store, filled: Filled) -> Desk:
    office = Office(register_store, "Ann")
    made = Desk(new_bench(office), office, filled.there)
    made.open()
    return made


def test_it_opens_on_today_with_the_first_person_without_a_mark(desk: Desk) -> None:
    assert desk.place() == (0, 1)
    assert desk.panel.grid.hasFocus()
    assert desk.panel.header.title == "Digital technologies in HR/OD register"


def test_nineteen_people_are_marked_with_nineteen_keys_without_waiting(desk: Desk) -> None:
    letters = "PPLPAEPFMNPPPPPPLPA"
    desk.tap(letters)
    assert desk.shown() == letters, "shown at once: saved, or as being saved"
    assert desk.stored() == letters
    assert desk.shown() == letters
    assert desk.panel.session_card.marked.text() == "19"


@dataclass
class SlowDisk:
    """Lets no change through until it is told to."""

    door: threading.Event

    def slow(self, office: Office) -> None:
        do = office.do

        def wait_and_do(action: Action[object]) -> Done[object]:
            assert self.door.wait(20)
            return do(action)

        vars(office)["do"] = wait_and_do


def spoken(desk: Desk, row: int) -> str:
    return desk.panel.model.say(row, FIRST_SESSION + 1).rpartition(": ")[2]


def test_what_is_not_on_disk_yet_is_shown_as_saving(desk: Desk) -> None:
    disk = SlowDisk(threading.Event())
    disk.slow(desk.office)
    desk.tap("P")
    cell = desk.panel.model.index(0, FIRST_SESSION + 1)
    assert (spoken(desk, 0), cell.data(CellRole.SAVING)) == ("Present, saving", True)
    assert desk.bench.window.status.saved.text() == "Saving"
    before = desk.panel.grid.grab().toImage()
    disk.door.set()
    assert desk.stored() == "P" + "." * 18
    assert (spoken(desk, 0), cell.data(CellRole.SAVING)) == ("Present", False)
    assert desk.bench.window.status.saved.text().startswith("All changes saved")
    assert desk.panel.grid.grab().toImage() != before


def test_what_is_painted_as_done_is_stored(desk: Desk) -> None:
    for row in range(19):
        desk.tap("P")
        QApplication.processEvents()
        done = [each for each in range(row + 1) if spoken(desk, each) == "Present"]
        all_saved = desk.bench.window.status.saved.text().startswith("All changes saved")
        stored = desk.there.letters(desk.office)
        assert all(stored[each] == "P" for each in done)
        assert not all_saved or stored[: row + 1] == "P" * (row + 1)


def test_marks_asked_for_are_saved_where_the_window_closes_at_once(desk: Desk) -> None:
    disk = SlowDisk(threading.Event())
    disk.slow(desk.office)
    desk.tap("PPP")
    disk.door.set()
    desk.bench.switchboard.close()
    assert desk.there.letters(desk.office) == "PPP" + "." * 16


def test_undo_takes_marks_back_one_by_one(desk: Desk) -> None:
    desk.tap("PL")
    desk.bench.settle()
    desk.bench.ctrl(Qt.Key.Key_Z)
    assert desk.stored() == "P" + "." * 18
    desk.bench.until(lambda: desk.shown() == "P" + "." * 18)
    desk.bench.ctrl(Qt.Key.Key_Y)
    desk.bench.until(lambda: desk.shown() == "PL" + "." * 17)


def test_delete_clears_and_the_same_letter_changes_nothing(desk: Desk) -> None:
    desk.tap("PP")
    desk.bench.settle()
    before = len(desk.office.ask(action_rows))
    QTest.keyClick(desk.panel.grid, Qt.Key.Key_Up)
    desk.tap("P")
    desk.bench.settle()
    assert len(desk.office.ask(action_rows)) == before
    QTest.keyClick(desk.panel.grid, Qt.Key.Key_Up)
    QTest.keyClick(desk.panel.grid, Qt.Key.Key_Delete)
    assert desk.stored() == "P" + "." * 18


def test_several_chosen_are_marked_in_one_action(desk: Desk) -> None:
    before = len(desk.office.ask(action_rows))
    for _ in range(4):
        QTest.keyClick(desk.panel.grid, Qt.Key.Key_Down, SHIFT)
    desk.tap("E")
    assert desk.stored() == "EEEEE" + "." * 14
    assert len(desk.office.ask(action_rows)) == before + 1
    desk.bench.ctrl(Qt.Key.Key_Z)
    assert desk.stored() == "." * 19


def test_shift_and_a_letter_fills_the_blanks_as_one_step(desk: Desk) -> None:
    desk.tap("LA")
    QTest.keyClick(desk.panel.grid, Qt.Key.Key_P, SHIFT)
    assert desk.shown() == "LA" + "P" * 17
    assert desk.stored() == "LA" + "P" * 17
    desk.bench.ctrl(Qt.Key.Key_Z)
    assert desk.stored() == "LA" + "." * 17


def test_everybody_is_chosen_with_ctrl_a_in_the_session_worked_on(desk: Desk) -> None:
    QTest.keyClick(desk.panel.grid, Qt.Key.Key_A, CTRL)
    desk.tap("P")
    assert desk.stored() == "P" * 19
    assert desk.stored(2) == "." * 19


def test_keys_move_among_the_marks_only(desk: Desk) -> None:
    grid = desk.panel.grid
    QTest.keyClick(grid, Qt.Key.Key_Left)
    QTest.keyClick(grid, Qt.Key.Key_Left)
    assert desk.place() == (0, 0)
    QTest.keyClick(grid, Qt.Key.Key_End)
    assert desk.place() == (0, 4)
    QTest.keyClick(grid, Qt.Key.Key_End, CTRL)
    assert desk.place() == (18, 4)
    QTest.keyClick(grid, Qt.Key.Key_Home)
    QTest.keyClick(grid, Qt.Key.Key_Right, CTRL)
    assert desk.place() == (18, 1)
    QTest.keyClick(grid, Qt.Key.Key_Home, CTRL)
    assert desk.place() == (0, 1)


def test_a_session_to_come_takes_apologies_only(desk: Desk) -> None:
    QTest.keyClick(desk.panel.grid, Qt.Key.Key_Right, CTRL)
    desk.tap("P")
    assert desk.shown(2) == "." * 19
    assert "before its day it takes only Excused" in desk.message()
    desk.tap("E")
    assert desk.stored(2) == "E" + "." * 18
    assert not desk.panel.commands.finish.isEnabled()


def test_a_refused_mark_goes_back_and_says_why(desk: Desk) -> None:
    desk.bench.settle()
    left = MoveEnrolment(desk.there.people[0], Status.WITHDRAWN, TODAY - timedelta(days=1))
    desk.office.do(left)  # by somebody else, so this window does not know yet
    desk.tap("PL")
    assert desk.shown().startswith("PL")
    desk.bench.settle()
    assert "is withdrawn from 7 October 2026" in desk.message()
    desk.bench.until(lambda: desk.panel.model.rows[0].departure is not None)
    assert desk.stored() == ".L" + "." * 17 == desk.shown()
    cell = desk.panel.model.index(0, desk.panel.model.session)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole).endswith(
        ", withdrawn from 7 Oct, Digital technologies in HR/OD, 8 Oct: Had left"
    )
    assert not cell.flags() & Qt.ItemFlag.ItemIsSelectable
    assert desk.panel.model.index(0, ORGANISATION).data().startswith("Withdrawn from 7 Oct · ")


def test_a_note_belongs_to_a_mark(desk: Desk) -> None:
    QTest.keyClick(desk.panel.grid, Qt.Key.Key_F2)
    assert "is not marked yet" in desk.message()
    desk.tap("L")
    QTest.keyClick(desk.panel.grid, Qt.Key.Key_Up)
    QTest.keyClick(desk.panel.grid, Qt.Key.Key_F2)
    desk.dialog(DetailsDialog)
    desk.answer("Train delayed")
    mark = desk.there.register(desk.office).rows[0].marks[1]
    assert mark is not None
    assert (mark.code, mark.note) == (Code.LATE, "Train delayed")
    assert desk.panel.person_card.note.text() == "Train delayed"


def test_finishing_with_blanks_leads_to_the_first(desk: Desk) -> None:
    desk.tap("PP")
    QTest.keyClick(desk.panel.grid, Qt.Key.Key_End, CTRL)
    QTest.keyClick(desk.panel.grid, Qt.Key.Key_Return, CTRL)
    desk.dialog(BlanksDialog)
    desk.answer()
    assert desk.place() == (2, 1)
    assert not desk.there.register(desk.office).columns[1].session.finished


def test_finishing_with_blanks_may_fill_them(desk: Desk) -> None:
    desk.tap("LA")
    QTest.keyClick(desk.panel.grid, Qt.Key.Key_Return, CTRL)
    desk.dialog(BlanksDialog)
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, BlanksDialog)
    QTest.keyClick(dialog.fill, Qt.Key.Key_Space)
    assert desk.stored() == "LA" + "P" * 17
    assert desk.there.register(desk.office).columns[1].session.finished
    desk.bench.until(lambda: desk.panel.session_card.pill.look.words == "Complete")
    assert not desk.panel.header.reopen_button.isHidden()


def test_blanks_may_stay_for_a_reason(desk: Desk) -> None:
    QTest.keyClick(desk.panel.grid, Qt.Key.Key_Return, CTRL)
    desk.dialog(BlanksDialog)
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, BlanksDialog)
    QTest.keyClick(dialog.explain, Qt.Key.Key_Space)
    desk.dialog(ReasonDialog)
    desk.answer("Fire alarm, session abandoned")
    assert desk.there.register(desk.office).columns[1].session.finished
    newest = desk.office.ask(action_rows)[0].title
    assert newest.endswith("with 19 not marked. Reason: Fire alarm, session abandoned")


def test_a_finished_register_changes_for_a_reason(desk: Desk) -> None:
    QTest.keyClick(desk.panel.grid, Qt.Key.Key_Left, CTRL)
    desk.tap("A")
    desk.dialog(ReasonDialog)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert isinstance(QApplication.activeWindow(), ReasonDialog), "without a reason it stays"
    assert desk.shown(0)[0] == "P"
    desk.answer("Signed the sheet of the other group")
    assert desk.stored(0)[0] == "A"
    mark = desk.there.register(desk.office).rows[0].marks[0]
    assert mark is not None
    assert mark.note == "Signed the sheet of the other group"
    assert desk.place() == (1, 0)


def test_leaving_the_reason_changes_nothing(desk: Desk) -> None:
    QTest.keyClick(desk.panel.grid, Qt.Key.Key_Left, CTRL)
    before = desk.stored(0)
    desk.tap("A")
    desk.dialog(ReasonDialog)
    desk.answer(key=Qt.Key.Key_Escape)
    assert desk.stored(0) == before == desk.shown(0)
    desk.bench.press(Qt.Key.Key_Down)
    assert desk.place() == (1, 0), "the keyboard is in the grid again"


def test_moving_down_is_remembered(desk: Desk, new_bench: Callable[[Office], Bench]) -> None:
    desk.panel.commands.move_down.trigger()
    desk.tap("PL")
    assert desk.place() == (0, 1)
    assert desk.stored() == "L" + "." * 18
    again = Desk(new_bench(desk.office), desk.office, desk.there)
    again.open()
    assert not again.panel.commands.move_down.isChecked()
    assert not again.panel.bar.move_down.isChecked()


def test_a_restart_shows_the_same_register(desk: Desk, new_bench: Callable[[Office], Bench]) -> None:
    desk.tap("PLAE")
    desk.bench.settle()
    desk.bench.window.close()
    again = Desk(new_bench(desk.office), desk.office, desk.there)
    again.bench.until(lambda: bool(again.panel.model.rows))
    assert again.shown() == "PLAE" + "." * 15
    assert again.place() == (4, 1)


def test_a_trainer_may_mark(
    register_store: Store, filled: Filled, new_bench: Callable[[Office], Bench]
) -> None:
    trainer = Office(register_store, TRAINER)
    desk = Desk(new_bench(trainer), trainer, filled.there)
    desk.open()
    desk.tap("PP")
    assert desk.stored() == "PP" + "." * 17


def test_marks_of_others_appear(desk: Desk) -> None:
    desk.office.do(MarkAttendance(desk.there.sessions[1], (desk.there.people[3],), Code.ABSENT))
    desk.bench.press(Qt.Key.Key_F5)
    desk.bench.until(lambda: desk.shown()[3] == "A")


def test_the_mouse_marks_as_well(desk: Desk) -> None:
    grid = desk.panel.grid
    cell = grid.visualRect(desk.panel.model.index(5, FIRST_SESSION + 1)).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    QTest.mouseClick(desk.panel.bar.buttons[Code.LATE], Qt.MouseButton.LeftButton)
    assert desk.stored()[5] == "L"
    assert grid.hasFocus(), "the keyboard stays in the grid"
    name = grid.visualRect(desk.panel.model.index(2, 0)).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=name)
    assert desk.place() == (2, 1)


def test_the_sign_in_sheet_is_written_and_opened(desk: Desk, tmp_path: Path, saving: Saving) -> None:
    opened: list[Path] = []
    desk.panel.open_file = opened.append
    saving.at(tmp_path / "sheet.pdf")
    QTest.keyClick(desk.panel.grid, Qt.Key.Key_P, CTRL)
    desk.bench.until(lambda: opened == [tmp_path / "sheet.pdf"])
    assert saving.offered == ["Sign-in ASP26-WM02 Digital technologies in HR-OD.pdf"]
    assert "Simon Achebe" in pypdf.PdfReader(tmp_path / "sheet.pdf").pages[0].extract_text()


def test_a_sheet_that_cannot_be_saved_says_so(desk: Desk, tmp_path: Path, saving: Saving) -> None:
    (tmp_path / "file").touch()
    saving.at(tmp_path / "file" / "sheet.pdf")
    QTest.keyClick(desk.panel.grid, Qt.Key.Key_P, CTRL)
    desk.bench.until(lambda: "could not be written" in desk.message())


def test_a_small_window_shows_one_session_and_reaches_the_others(desk: Desk) -> None:
    desk.bench.window.resize(1024, 608)
    desk.bench.until(lambda: not desk.panel.strip.isHidden())
    grid = desk.panel.grid
    shown = [place for place in range(5) if not grid.isColumnHidden(FIRST_SESSION + place)]
    assert shown == [1]
    QTest.keyClick(grid, Qt.Key.Key_Left, CTRL)
    shown = [place for place in range(5) if not grid.isColumnHidden(FIRST_SESSION + place)]
    assert shown == [0]
    assert desk.bench.window.width() == 1024


def test_from_the_list_to_a_finished_register_by_keyboard_alone(desk: Desk) -> None:
    bench = desk.bench
    bench.press(Qt.Key.Key_Escape)
    assert desk.screen.counted.text() == "1 register is due"
    assert len(desk.office.ask(registers_due, TODAY)) == 1
    bench.press(Qt.Key.Key_Return)
    bench.until(lambda: bool(desk.panel.marker.book))
    desk.tap("PPPPPPLPEPPPPPPPAPP")
    bench.press(Qt.Key.Key_Return, CTRL)
    assert desk.there.register(desk.office).columns[1].session.finished
    bench.press(Qt.Key.Key_Escape)
    bench.until(lambda: desk.screen.counted.text() == "All registers are finished")
    assert len(desk.office.ask(registers_due, TODAY)) == 0
    assert _pills(desk) == ["Complete", "Complete"]


def test_a_register_is_complete_once_it_is_finished_and_not_when_all_are_marked(desk: Desk) -> None:
    desk.tap("PPPPPPLPEPPPPPPPAPP")
    desk.bench.until(lambda: desk.panel.session_card.pill.look.words == "All marked")
    desk.bench.press(Qt.Key.Key_Escape)
    desk.bench.until(lambda: "All marked" in _pills(desk))
    desk.bench.desk.do(FinishRegister(desk.there.register(desk.office).columns[1].session.id))
    desk.bench.until(lambda: _pills(desk) == ["Complete", "Complete"])


def _pills(desk: Desk) -> list[str]:
    pills = [desk.screen.model.index(row, 7).data() for row in range(desk.screen.model.rowCount())]
    return [words for words in pills if words]


def test_the_list_opens_one_register_after_another(desk: Desk) -> None:
    desk.bench.press(Qt.Key.Key_Escape)
    desk.bench.press(Qt.Key.Key_Down)
    desk.bench.press(Qt.Key.Key_Return)
    desk.bench.until(lambda: desk.panel.header.title == "Module 1 register")
    assert desk.place() == (0, 0)
    desk.bench.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert desk.screen.here().id is None
    assert not desk.panel.commands.finish.isEnabled(), "what is put away takes no commands"


def test_the_list_names_what_is_overdue(
    register_store: Store, filled: Filled, new_bench: Callable[[Office], Bench], clock: SetClock
) -> None:
    office, there = Office(register_store, "Ann"), filled.there
    office.do(MarkAttendance(there.sessions[1], there.people[:3], Code.PRESENT))
    clock.instant = clock.instant.replace(day=20)
    desk = Desk(new_bench(office), office, there)
    desk.bench.go("registers")
    desk.bench.until(lambda: desk.screen.model.rowCount() > 0)
    first = [desk.screen.model.index(row, 0).data() for row in range(4)]
    assert first == ["Overdue, 1", "ASP26-WM02", "Earlier, 1", "ASP26-WM02"]


def test_pictures(desk: Desk, pictures: Path) -> None:
    desk.tap("LPPPPPPPE")
    desk.bench.settle()
    take_pictures(desk.bench.window, pictures, "register")

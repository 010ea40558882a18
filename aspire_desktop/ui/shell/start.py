"""The start of the program with a window: dress it, find a database, and put a window on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from aspire_desktop.domain.office.backups import BackupState
from aspire_desktop.domain.office.errors import Explanation, Refused
from aspire_desktop.places import RESOURCES
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.dispatcher import Dispatcher, Lane
from aspire_desktop.ui.desk.faults import catch_strays, fault_of
from aspire_desktop.ui.desk.memory import Memory
from aspire_desktop.ui.desk.signals import Fault
from aspire_desktop.ui.desk.switchboard import Switchboard
from aspire_desktop.ui.looks.theme import Choice, RowHeight, theme
from aspire_desktop.ui.shell.about import show_fault
from aspire_desktop.ui.shell.closing import ClosingWindow, LastBackup, complaints
from aspire_desktop.ui.shell.first_size import SMALLEST, take_first_size
from aspire_desktop.ui.shell.main_window import Left, MainWindow
from aspire_desktop.ui.shell.navigation import ENTRIES
from aspire_desktop.ui.shell.openings import KeyWanted, Opened, Openings
from aspire_desktop.ui.shell.recovery import KeyPage, RecoveryPage, TypedKey
from aspire_desktop.ui.shell.safety import Safety
from aspire_desktop.ui.shell.welcome import Beginning, Welcome
from aspire_desktop.ui.widgets import file_dialogs
from aspire_desktop.ui.widgets.alt_letters import AltLetters
from aspire_desktop.ui.widgets.banner import Message
from aspire_desktop.ui.widgets.focus_ring import FocusRing

KIND = "Aspire database (*.aspire);;Any file (*)"


def start(openings: Openings, folder: Path, file: Path | None = None) -> int:
    """Run the program with its windows until the last one closes; gives the exit code.

    `folder` is where looks are remembered; `file` is a database to open in place of the last one.
    """
    app = make_application()
    memory = Memory(folder)
    dress(app, memory)
    reception = Reception(openings, memory)
    catch_strays(reception.show_fault)
    reception.begin(file)
    return app.exec()


def make_application() -> QApplication:
    """Make the application with sharp scaling and the program's name."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(["aspire-desktop"])
    app.setApplicationDisplayName("Aspire Desktop")
    app.setApplicationName("Aspire Desktop")
    app.setWindowIcon(program_icon())
    app.setQuitOnLastWindowClosed(False)
    return app


def program_icon() -> QIcon:
    """Give the icon of the windows, the same as that of the program's file."""
    return QIcon(str(RESOURCES / "program" / "aspire.ico"))


def dress(app: QApplication, memory: Memory) -> None:
    """Give the program the looks that were remembered."""
    kept = memory.kept
    theme().apply(app)
    if kept.theme != Choice.SYSTEM:
        theme().choose(Choice(kept.theme))
    if kept.row_height != RowHeight.STANDARD:
        theme().set_row_height(RowHeight(kept.row_height))
    if kept.text_percent != 100:
        theme().set_text_size(kept.text_percent)
    FocusRing(app)
    AltLetters(app)


@dataclass(frozen=True)
class Entered:
    """A window stands on a database."""

    window: MainWindow


class Reception(QObject):
    """Leads from the first page to a window on a database, and back."""

    entered = Signal(Entered)

    def __init__(self, openings: Openings, memory: Memory) -> None:
        super().__init__()
        self._openings = openings
        self._memory = memory
        self._opening = Dispatcher()
        self._asked: Path | None = None
        self._target: Path | None = None
        """Where the backup asked for is to be restored to; None where a database is to be opened."""
        self.front: StartWindow | None = None
        self.window: MainWindow | None = None
        self.closing: ClosingWindow | None = None

    def begin(self, file: Path | None = None) -> None:
        """Open the database given or the last one; without either show the first page."""
        self._show_front()
        file = file or self._openings.last()
        if file is not None:
            self._open(file)

    def _show_front(self) -> None:
        self.front = StartWindow()
        self.front.welcome.chosen.connect(self._choose)
        self.front.key.sent.connect(self._open_with)
        self.front.key.left.connect(self.front.show_welcome)
        self.front.closed.connect(self._quit)
        self.front.show()
        self.front.welcome.begin()

    def _choose(self, way: Beginning) -> None:
        if way is Beginning.PRACTICE:
            self._send(self._openings.practice, "Opening the practice data")
        elif way is Beginning.NEW:
            self._choose_new()
        elif way is Beginning.RESTORE:
            self._choose_backup()
        else:
            chosen = file_dialogs.ask_open(self.front, "Open database", KIND, self._folder())
            if chosen is not None:
                self._open(chosen)

    def _choose_new(self) -> None:
        offered = str(self._openings.folder() / "Office.aspire")
        chosen = file_dialogs.ask_target(self.front, "New database", offered, KIND)
        if chosen is not None:
            self.make_new(chosen)

    def _choose_backup(self) -> None:
        backup = file_dialogs.ask_open(self.front, "Restore a backup", KIND)
        if backup is None:
            return
        offered = str(self._openings.folder() / "Office.aspire")
        target = file_dialogs.ask_target(self.front, "Where the database is to lie", offered, KIND)
        if target is not None:
            self.restore(backup, target)

    def restore(self, backup: Path, target: Path, key: str = "") -> None:
        """Put a backup in a database's place and open it."""
        self._asked, self._target = backup, target
        self._send(partial(self._openings.restore, backup, target, key), f"Restoring {backup.name}")

    def _folder(self) -> str:
        return str(self._openings.folder())

    def make_new(self, file: Path) -> None:
        """Set up a new database."""
        file = file if file.suffix else file.with_suffix(".aspire")
        self._send(partial(self._openings.new, file, self._openings.person()), f"Setting up {file.name}")

    def _open(self, file: Path, key: str = "") -> None:
        self._asked, self._target = file, None
        self._send(partial(self._openings.open, file, key), f"Opening {file.name}")

    def _open_with(self, typed: TypedKey) -> None:
        if self._asked is not None and self._target is not None:
            self.restore(self._asked, self._target, typed.key)
        elif self._asked is not None:
            self._open(self._asked, typed.key)

    def _send(self, open_it: Callable[[], Opened], words: str) -> None:
        if self.front is not None:
            self.front.welcome.message.hide()
            self.front.welcome.say_busy(words)
        self._opening.send(Lane.JOB, open_it, self._receive, self._fail, self)

    def _fail(self, error: Exception) -> None:
        if self.front is None:
            return
        self.front.welcome.say_busy("")
        if isinstance(error, KeyWanted):
            asked_before = self.front.shows_key
            self.front.show_key(self._asked.name if self._asked else "", str(error) if asked_before else "")
        elif isinstance(error, Refused):
            self.front.complain(error.explanation)
        else:
            self.show_fault(fault_of(error))

    def _receive(self, opened: Opened) -> None:
        if self.front is not None and opened.recovery_key:
            self.front.welcome.say_busy("")
            places = opened.backups.folders if opened.backups else ()
            self.front.show_recovery(opened.recovery_key, opened.key_kept, places)
            self.front.recovery.confirmed.connect(lambda: self._confirm(opened))
        else:
            self._enter(opened)

    def _confirm(self, opened: Opened) -> None:
        front = self.front
        if opened.backups is not None and front is not None and front.recovery.folder is not None:
            try:
                opened.backups.choose([front.recovery.folder])
            except Refused as refused:
                front.recovery.refuse(refused.explanation)
                return
        self._openings.confirm(opened)
        self._enter(opened)

    def _enter(self, opened: Opened) -> None:
        switchboard = Switchboard(opened.office, Dispatcher(), self._memory)
        switchboard.listen()
        desk = Desk(switchboard)
        safety = Safety(desk, opened.backups, self._opening)
        self.window = MainWindow(desk, ENTRIES, opened.name, opened.practice, safety)
        if opened.warning is not None:
            self.window.notices.warn(opened.warning)
        self.window.left.connect(partial(self._leave, opened, switchboard))
        switchboard.begin()
        self.window.show()
        if self.front is not None:
            self.front.hide()
            self.front.deleteLater()
            self.front = None
        self.entered.emit(Entered(self.window))

    def _leave(self, opened: Opened, switchboard: Switchboard, left: Left) -> None:
        """Finish what was asked for, back up, close the database, and go back or end."""
        switchboard.close()
        if self.window is not None:
            self.window.safety.end()
            self.window.deleteLater()
            self.window = None
        done = partial(self._close, opened, left)
        if opened.backups is None:
            done()
            return
        self.closing = closing = ClosingWindow(opened.name)
        told = partial(self._take_last, done)
        back_up = partial(self._opening.send, Lane.JOB, LastBackup(opened.backups), told, told, self)
        closing.again_wanted.connect(back_up)
        closing.done.connect(done)
        closing.show()
        back_up()

    def _take_last(self, done: Callable[[], None], outcome: BackupState | Exception) -> None:
        """Go on where every change is in a backup; otherwise the person says whether to."""
        why = complaints(outcome)
        if why and self.closing is not None:
            self.closing.complain(why)
        else:
            done()

    def _close(self, opened: Opened, left: Left) -> None:
        """Close the database, backed up or not."""
        opened.close()
        closing, self.closing = self.closing, None
        if closing is not None:
            closing.hide()
            closing.deleteLater()
        if left.backup is not None and opened.backups is not None:
            self._show_front()
            self.restore(left.backup, opened.backups.file)
        elif left.for_another:
            self._show_front()
        else:
            self._quit()

    def _quit(self) -> None:
        self._opening.close()
        QApplication.quit()

    def show_fault(self, fault: Fault) -> None:
        """Show something nobody foresaw, over whichever window there is."""
        show_fault(self.window or self.front, fault)


class StartWindow(QMainWindow):
    """The window before a database is open; `closed` when the person closes it."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Aspire Desktop")
        self.setMinimumSize(SMALLEST)
        take_first_size(self)
        self.welcome, self.recovery, self.key = Welcome(), RecoveryPage(), KeyPage()
        self._stack = QStackedWidget()
        for page in (self.welcome, self.recovery, self.key):
            self._stack.addWidget(page)
        self.setCentralWidget(self._stack)

    @property
    def shows_key(self) -> bool:
        """Say whether a recovery key is being asked for."""
        return self._stack.currentWidget() is self.key

    def show_welcome(self) -> None:
        """Show the ways in."""
        self._stack.setCurrentWidget(self.welcome)
        self.welcome.begin()

    def show_recovery(self, key: str, kept: str, places: Sequence[Path] = ()) -> None:
        """Show the recovery key of a new database, where its key lies here, and where backups go."""
        self._stack.setCurrentWidget(self.recovery)
        self.recovery.show_key(key, kept, places)

    def show_key(self, name: str, complaint: str) -> None:
        """Ask for the recovery key of a database."""
        self._stack.setCurrentWidget(self.key)
        self.key.begin(name, complaint)

    def complain(self, explanation: Explanation) -> None:
        """Say why nothing was opened."""
        self.show_welcome()
        message = self.welcome.message
        message.say(Message(explanation.what, explanation.safe, explanation.do))
        message.show()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """End the program."""
        super().closeEvent(event)
        self.closed.emit()

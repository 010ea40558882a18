"""What keeps the data safe, in the window: backups by themselves, their state, and the commands of Tools."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from aspire_desktop.domain.office.backups import BackupState, told_state
from aspire_desktop.services.office.backups import Backups
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.dispatcher import Dispatcher, Lane
from aspire_desktop.ui.desk.faults import fault_of
from aspire_desktop.ui.desk.signals import BackupsTold, Changed
from aspire_desktop.ui.shell.backups import BackupsDialog, RestoreWanted
from aspire_desktop.ui.shell.checking import show_check, show_verification
from aspire_desktop.ui.shell.menus import Item

LOOK_EVERY = 10 * 60 * 1000
"""Milliseconds between looks at whether a day has passed with changes."""
ERASED = "erasures"


class Safety(QObject):
    """`stated` carries BackupsTold for the status bar, `restoring` RestoreWanted once somebody said yes.

    Backups are made on a thread that outlives the window: closing it interrupts none.
    """

    stated = Signal(BackupsTold)
    known = Signal(BackupState)
    restoring = Signal(RestoreWanted)

    def __init__(self, desk: Desk, backups: Backups | None = None, threads: Dispatcher | None = None) -> None:
        super().__init__()
        self._desk, self.backups, self._threads = desk, backups, threads
        self.busy = False
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        desk.bell.changed.connect(self._follow)

    def items(self, window: QWidget) -> list[Item]:
        """Give the commands, for the menu Tools."""
        desk = self._desk.of(window)
        items = [
            Item("Chec&k the database", "", partial(show_check, desk), "shield-check"),
            Item("&Verify a certificate…", "", partial(show_verification, desk), "seal-check"),
        ]
        if self.backups is None:
            return items
        return [
            Item("Back &up now", "Ctrl+Shift+B", self.back_up, "hard-drives"),
            Item("&Backups…", "", partial(self._show, desk), "archive"),
            *items,
        ]

    def begin(self) -> None:
        """Say how the backups are, and look again from time to time."""
        if self.backups is not None:
            self._timer.start()
            self._send(self.backups.state, self._take)

    def end(self) -> None:
        """Look no more: the window closes, and its database after it."""
        self._timer.stop()

    def look(self) -> None:
        """Back up where something changed and nothing was kept today."""
        if self.backups is not None and not self.busy:
            self._send(self.backups.state, self._take_and_look)

    def back_up(self) -> None:
        """Back up now."""
        if self.backups is not None and not self.busy:
            self.busy = True
            self.stated.emit(BackupsTold("Backing up", well=True))
            self._send(self.backups.back_up, self._take)

    def check(self) -> None:
        """Open every copy and check it."""
        if self.backups is not None and not self.busy:
            self.busy = True
            self.stated.emit(BackupsTold("Checking the backups", well=True))
            self._send(self.backups.check, self._take)

    def choose(self, folders: list[Path]) -> None:
        """Back up to these folders from now on; the next backup goes there at once."""
        if self.backups is not None:
            self.busy = True
            self._send(partial(_chosen, self.backups, folders), self._take)

    def _show(self, desk: Desk) -> None:
        assert self.backups is not None
        dialog = BackupsDialog(desk, self.backups.loss)
        dialog.now_wanted.connect(self.back_up)
        dialog.check_wanted.connect(self.check)
        dialog.places_chosen.connect(lambda chosen: self.choose(list(chosen.folders)))
        self.known.connect(dialog.take)
        self.look()
        dialog.exec()
        if dialog.restore is not None:
            self.restoring.emit(dialog.restore)
        dialog.deleteLater()

    def _follow(self, changed: Changed) -> None:
        if self.backups is not None and ERASED in changed.topics:
            self._send(self.backups.keep_lists, lambda _: None)

    def _send(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        assert self._threads is not None
        self._threads.send(Lane.JOB, work, then, self._fail, self)

    def _take(self, state: object) -> None:
        assert isinstance(state, BackupState)
        self.busy = False
        well = state.worst is None and state.newest is not None
        self.stated.emit(BackupsTold(told_state(state, self._desk.clock.today()), well))
        self.known.emit(state)

    def _take_and_look(self, state: object) -> None:
        self._take(state)
        if isinstance(state, BackupState) and state.is_due(self._desk.clock.today()):
            self.back_up()

    def _fail(self, error: Exception) -> None:
        self.busy = False
        self.stated.emit(BackupsTold("Not backed up", well=False))
        self._desk.bell.faulted.emit(fault_of(error))


def _chosen(backups: Backups, folders: list[Path]) -> BackupState:
    backups.choose(folders)
    return backups.back_up()

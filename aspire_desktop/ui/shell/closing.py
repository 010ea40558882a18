"""What stands between the window's closing and the database's: the last backup, and the way on without."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from aspire_desktop.domain.office.backups import BackupState
from aspire_desktop.services.office.backups import Backups
from aspire_desktop.ui.desk.faults import fault_of
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.label import breakable, label

WIDTH = 460


@dataclass(frozen=True)
class LastBackup:
    """What is done between the window's closing and the database's: kept where something changed."""

    backups: Backups

    def __call__(self) -> BackupState:
        """Back up unless a good copy holds every change already, in every place that is there."""
        state = self.backups.state()
        newest = state.newest
        behind = any(each.connected and each.newest != newest for each in state.places)
        return self.backups.back_up() if state.pending or behind else state


def complaints(outcome: BackupState | Exception) -> list[str]:
    """Say why the latest changes are in no backup, a line for each place; nothing where one holds them."""
    if isinstance(outcome, Exception):
        return [fault_of(outcome).explanation.what]
    if not outcome.pending:
        return []
    return [each.trouble or f"{each.folder} is not connected." for each in outcome.places if not each.well]


class ClosingWindow(QWidget):
    """Stands while the last backup is made: the window is gone by then, and nothing waits for it.

    Where it could not be made it says why and asks: `again_wanted`, or `done` to close without it.
    """

    again_wanted = Signal()
    done = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setWindowTitle("Aspire Desktop")
        self.setMinimumWidth(WIDTH)
        self.title = label("", TypeRole.STRONG, wraps=True)
        self.words = label("", ink="2", wraps=True)
        self.bar = QProgressBar(minimum=0, maximum=0, textVisible=False)
        self.bar.setAccessibleName("Backing up")
        self.again_button = Button("Try again", Kind.PRIMARY)
        self.again_button.clicked.connect(self._try_again)
        self.without_button = Button("Close without a backup", keys="Esc")
        self.without_button.clicked.connect(self.done)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.without_button)
        buttons.addWidget(self.again_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(28, 22, 28, 22)
        for piece in (self.title, self.words, self.bar):
            whole.addWidget(piece)
        whole.addLayout(buttons)
        self._name = name
        self._wait()

    @property
    def asks(self) -> bool:
        """Say whether it waits for the person."""
        return not self.bar.isVisibleTo(self)

    def complain(self, why: list[str]) -> None:
        """Say that there is no backup, why, and what can be done."""
        reasons = "\n".join(breakable(each) for each in why)
        self.title.setText(f"The latest changes of {self._name} are in no backup")
        self.words.setText(
            f"{reasons}\n\nThey are saved in the database. Try again, or close without a backup."
        )
        self._show_asking(True)
        self.again_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Close without a backup on Escape, once it asks."""
        if self.asks and event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Take a click on the window's cross for the answer; while a backup is made it goes on unseen."""
        if self.asks:
            self.done.emit()
        super().closeEvent(event)

    def _try_again(self) -> None:
        self._wait()
        self.again_wanted.emit()

    def _wait(self) -> None:
        self.title.setText(f"Backing up {self._name} before closing")
        self.words.setText("Everything is saved. This closes by itself.")
        self._show_asking(False)

    def _show_asking(self, asking: bool) -> None:
        self.bar.setVisible(not asking)
        for button in (self.without_button, self.again_button):
            button.setVisible(asking)
        self.adjustSize()

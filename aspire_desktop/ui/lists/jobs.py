"""Below a list: how far a file of it is, and where it went."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.services.door.export import Export
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.signals import Told
from aspire_desktop.ui.looks.theme import CONTROL_GAP
from aspire_desktop.ui.widgets.label import ElidedLabel, Link
from aspire_desktop.ui.widgets.opening import open_file
from aspire_desktop.ui.widgets.progress_row import ProgressRow, Stage

SHOWN_FROM = 2
"""Seconds that the rest must take for a bar to be worth showing."""


class ListJobs(QWidget):
    """Takes no room while there is nothing to say. `open_file` opens a finished file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.open_file: Callable[[Path], None] = open_file
        self.said, self.open_link = ElidedLabel("", ink="2"), Link("Open")
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self.line = QWidget()
        line = QHBoxLayout(self.line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(CONTROL_GAP)
        line.addWidget(self.said)
        line.addWidget(self.open_link)
        line.addStretch(1)
        self._whole.addWidget(self.line)
        self._progress: ProgressRow | None = None
        self._file: Path | None = None
        self.open_link.clicked.connect(self._open)
        self.hide()

    def write(self, title: str, export: Export[Path], target: Path, then: Callable[[Path], None]) -> None:
        """Write a file on the thread of jobs, with a bar where it takes long; then say where it is."""
        self.say("")
        begun = self._desk.write(export, target, partial(self._end, then), self._show, self.fail)
        self._progress = ProgressRow(title)
        self._progress.cancelled.connect(begun.stop)
        self._progress.hide()
        self._whole.addWidget(self._progress)

    def say(self, words: str, file: Path | None = None) -> None:
        """Say where a file is, or nothing."""
        self._file = file
        self.said.setText(words)
        self.line.setVisible(bool(words))
        self.setVisible(bool(words))

    def _show(self, stage: Stage) -> None:
        if self._progress is None:
            return
        if not self._progress.isHidden() or (stage.seconds_left or 0) >= SHOWN_FROM:
            self._progress.show_stage(stage, "Cancel writes nothing.")
            self._progress.show()
            self.line.hide()
            self.show()

    def _end(self, then: Callable[[Path], None], file: Path) -> None:
        self._drop()
        self.say(f"Saved as {file.name}.", file)
        then(file)

    def fail(self, explanation: Explanation) -> None:
        """Say why there is no file."""
        self._drop()
        self._desk.bell.told.emit(Told(explanation))

    def _drop(self) -> None:
        if self._progress is not None:
            self._whole.removeWidget(self._progress)
            self._progress.deleteLater()
            self._progress = None
        self.hide()

    def _open(self) -> None:
        if self._file is not None:
            self.open_file(self._file)

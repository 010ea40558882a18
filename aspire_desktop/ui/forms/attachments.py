"""The field of files that somebody attaches."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from aspire_desktop.domain.office.attached_files import AttachedFile
from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.ui.widgets import file_dialogs
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.field import Field


class Attachments(QWidget, Field[tuple[AttachedFile, ...]]):
    """The files that go with an answer: those that are kept already, and those attached now."""

    def __init__(self, kept: Sequence[str]) -> None:
        super().__init__()
        self._kept = tuple(kept)
        self.paths: dict[str, Path] = {}
        self.list = QListWidget()
        self.list.setProperty("quoted", True)
        self.list.setAccessibleName("Files")
        self.list.setFixedHeight(70)
        self.button = Button("Attach files…", icon="plus", small=True)
        self.button.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        column.addWidget(self.button)
        self.setFocusProxy(self.button)
        self._show()

    def attach(self, files: Sequence[Path]) -> None:
        """Attach files; one of a name that is there takes its place."""
        self.paths.update({file.name: file for file in files})
        self._show()

    @property
    def given(self) -> tuple[AttachedFile, ...]:
        """Give the files attached now; raise Unreadable where one cannot be read."""
        try:
            return tuple(AttachedFile(name, file.read_bytes()) for name, file in self.paths.items())
        except OSError as error:
            name = Path(str(error.filename)).name
            raise Unreadable(f"{name} cannot be read: attach it again", about="files") from error

    def when_changed(self, hear: Callable[[], object]) -> None:
        """Have `hear` called when files are attached."""
        self.list.model().rowsInserted.connect(lambda *_: hear())

    def _choose(self) -> None:
        self.attach(file_dialogs.ask_open_several(self, "Attach files"))

    def _show(self) -> None:
        self.list.clear()
        self.list.addItems([name for name in self._kept if name not in self.paths])
        self.list.addItems([f"{name} (new)" for name in self.paths])
        self.list.setVisible(self.list.count() > 0)

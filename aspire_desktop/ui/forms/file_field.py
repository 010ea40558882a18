"""The field for a file that is there: its path typed, or chosen from the disk."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from aspire_desktop.services.office.own_files import why_no_file
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.widgets import file_dialogs
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.field import Field
from aspire_desktop.ui.widgets.label import label


class FileField(QLineEdit, Field[Path | None]):
    """`chosen` carries the Path of another file, typed or found with the button below.

    Names that no file can have are complained of here; the disk is asked by whoever reads the file, away
    from the window. `words` says below what is known of the file.
    """

    chosen = Signal(object)

    def __init__(self, title: str, kinds: str, browse: str = "Browse…") -> None:
        super().__init__()
        self._title, self._kinds, self._told = title, kinds, ""
        self.words = label("", TypeRole.SMALL, "2", wraps=True)
        self.button = Button(browse, icon="folder-open", small=True)
        self.button.clicked.connect(self._browse)
        self.below = (self.button, self.words)
        self.editingFinished.connect(self._tell)

    @property
    def given(self) -> Path | None:
        """Give the path, if one stands here."""
        typed = self.text().strip().strip('"')
        return Path(typed).expanduser() if typed else None

    def put(self, value: Path | None) -> None:
        """Show another path, of which nothing is told."""
        self._told = "" if value is None else str(value)
        self.setText(self._told)

    @property
    def trouble(self) -> str:
        """Say why no file can have this path."""
        return "" if self.given is None else why_no_file(self.given)

    def say(self, words: str) -> None:
        """Say what is known of the file."""
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def _browse(self) -> None:
        found = file_dialogs.ask_open(self, self._title, self._kinds)
        if found is not None:
            self.setText(str(found))
            self._tell()

    def _tell(self) -> None:
        given = self.given
        if given is not None and str(given) != self._told and not self.trouble:
            self._told = str(given)
            self.chosen.emit(given)

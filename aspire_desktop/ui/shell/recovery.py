"""The recovery key: shown once, saved by the person, and typed back before set-up counts as complete."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from aspire_desktop.domain.office.errors import Explanation, Refused
from aspire_desktop.services.office.recovery_keys import save_recovery_key
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.widgets import file_dialogs
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.field_row import FieldRow
from aspire_desktop.ui.widgets.label import label

WIDTH = 620
WHY = (
    "The database is encrypted. On this computer it opens by itself. On another one, or from a backup, "
    "it opens only with this key: nobody can make a second one."
)


@dataclass(frozen=True)
class TypedKey:
    """The recovery key as the person typed it."""

    key: str


class RecoveryPage(QWidget):
    """Shows a key, helps to save it, and asks for it back. `confirmed` carries Typed when it is right."""

    confirmed = Signal(TypedKey)

    def __init__(self) -> None:
        super().__init__()
        self._key = ""
        self.shown = QLineEdit(readOnly=True)
        self.typed = QLineEdit()
        self.save_button = Button("Save to a file…", icon="floppy-disk")
        self.copy_button = Button("Copy", icon="copy")
        self.go_button = Button("Finish set-up", Kind.PRIMARY, keys="Enter")
        self._kept = label("", ink="2", wraps=True)
        self.folder: Path | None = None
        """Where backups go; None where there are none to be made."""
        self.place = QLineEdit(readOnly=True)
        self.place_button = Button("Another folder…", icon="folder-open")
        self.place_button.clicked.connect(self._choose_place)
        self._row = FieldRow("&Type the key back", self.typed, "From the paper or file where you keep it")
        self.save_button.clicked.connect(self._save)
        self.copy_button.clicked.connect(self._copy)
        self.go_button.clicked.connect(self.check)
        self.typed.returnPressed.connect(self.check)
        self._lay_out()

    def _lay_out(self) -> None:
        column = _panel(self)
        column.addWidget(label("Keep this recovery key safe", TypeRole.PAGE))
        column.addWidget(label(WHY, ink="2", wraps=True))
        column.addWidget(self._kept)
        column.addWidget(FieldRow("Recovery key", self.shown))
        buttons = QHBoxLayout()
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(
            label("Not beside the database: on paper, or on another drive.", TypeRole.SMALL, "2"), 1
        )
        column.addLayout(buttons)
        self._place_row = QWidget()
        place = QHBoxLayout(self._place_row)
        place.setContentsMargins(0, 0, 0, 0)
        hint = "On closing and daily; best on another drive. More places: Tools, Backups."
        place.addWidget(FieldRow("Backups go to", self.place, hint), 1)
        place.addWidget(self.place_button, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(self._place_row)
        column.addSpacing(8)
        column.addWidget(self._row)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.go_button)
        column.addLayout(last)

    def show_key(self, key: str, kept: str, places: Sequence[Path] = ()) -> None:
        """Begin with a key, the words for where it is kept on this computer, and where backups would go."""
        self._key = key
        self._take_place(places[0] if places else None)
        self._kept.setText(kept)
        self.shown.setText(key)
        self.shown.setCursorPosition(0)
        self.typed.clear()
        self._row.set_error("")
        self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_place(self, folder: Path | None) -> None:
        self.folder = folder
        self.place.setText(str(folder or ""))
        self.place.setCursorPosition(0)
        self._place_row.setVisible(folder is not None)

    def _choose_place(self) -> None:
        chosen = file_dialogs.ask_folder(self, "A place for backups")
        if chosen is not None:
            self._take_place(chosen)

    def refuse(self, explanation: Explanation) -> None:
        """Say why set-up cannot be finished."""
        self._row.set_error(" ".join(filter(None, (explanation.what, explanation.do))))

    def check(self) -> None:
        """Compare what was typed; spaces, dashes and capitals do not count."""
        if _plain(self.typed.text()) == _plain(self._key):
            self.confirmed.emit(TypedKey(self.typed.text()))
        else:
            self._row.set_error("This differs from the key above. Compare them, then type it again.")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key)
        self.copy_button.setText("Copied")

    def _save(self) -> None:
        chosen = file_dialogs.ask_target(
            self, "Save the recovery key", "Aspire recovery key.txt", "Text (*.txt)"
        )
        if chosen is not None:
            self.save_to(chosen)

    def save_to(self, file: Path) -> None:
        """Write the key to a file; say beside the field where that cannot be done."""
        try:
            save_recovery_key(file, self._key)
        except Refused as refused:
            told = refused.explanation
            self._row.set_error(" ".join(filter(None, (told.what, told.safe, told.do))))
        else:
            self.save_button.setText("Saved")
            self.typed.setFocus(Qt.FocusReason.OtherFocusReason)


class KeyPage(QWidget):
    """Asks for the recovery key of a database whose key is not on this computer. `sent` carries Typed."""

    sent = Signal(TypedKey)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.typed = QLineEdit()
        self._row = FieldRow("&Recovery key", self.typed)
        self.open_button = Button("Open database", Kind.PRIMARY, keys="Enter")
        back = Button("Back")
        self.open_button.clicked.connect(self._send)
        self.typed.returnPressed.connect(self._send)
        back.clicked.connect(self.left)
        self._title = label("", TypeRole.PAGE, wraps=True)
        column = _panel(self)
        column.addWidget(self._title)
        lead = (
            "Its key is not on this computer yet, or the beginning of the file is damaged. Type the recovery "
            "key that was saved when it was set up; where that does not open it, restore the latest backup."
        )
        column.addWidget(label(lead, ink="2", wraps=True))
        column.addWidget(self._row)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(back)
        last.addWidget(self.open_button)
        column.addLayout(last)

    def begin(self, name: str, complaint: str = "") -> None:
        """Ask for the key of a database, with what was wrong before."""
        self._title.setText(f"Open {name}")
        self._row.set_error(complaint)
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _send(self) -> None:
        if self.typed.text().strip():
            self.sent.emit(TypedKey(self.typed.text().strip()))
        else:
            self._row.set_error("Enter the recovery key.")


def _plain(key: str) -> str:
    return "".join(letter for letter in key.upper() if letter.isalnum())


def _panel(page: QWidget) -> QVBoxLayout:
    """Make a card of fixed width in the middle of the page."""
    card = QFrame()
    card.setProperty("card", True)
    card.setFixedWidth(WIDTH)
    row = QHBoxLayout(page)
    row.addStretch(1)
    row.addWidget(card, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    column = QVBoxLayout(card)
    column.setContentsMargins(28, 24, 28, 24)
    column.setSpacing(12)
    return column

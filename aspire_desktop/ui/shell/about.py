"""What the window says in dialogs: about the program, its keys, a fault, work that is under way."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QWidget

from aspire_desktop import __version__
from aspire_desktop.places import RESOURCES
from aspire_desktop.ui.desk.signals import Fault
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.dialogs import ConfirmDialog, ErrorDialog, ErrorWords
from aspire_desktop.ui.widgets.framed_dialog import FramedDialog
from aspire_desktop.ui.widgets.key_cap import KeyCap
from aspire_desktop.ui.widgets.label import label

LICENCES = {
    "Aspire Desktop, MIT licence": "",
    "Phosphor icons, MIT licence": "icons/LICENSE-Phosphor.txt",
    "Source Sans 3, SIL Open Font Licence": "fonts/OFL-SourceSans3.txt",
    "EB Garamond, SIL Open Font Licence": "fonts/OFL-EBGaramond.txt",
    "Noto Sans and Noto Serif, SIL Open Font Licence": "fonts/fallback/OFL-Noto.txt",
    "NanumSquare, SIL Open Font Licence": "fonts/fallback/OFL-Nanum.txt",
    "Droid Sans Fallback, Apache Licence 2.0": "fonts/fallback/APACHE-Droid.txt",
}
LEAST_WIDTH = 400
BUILT_WITH = "Built with Python, Qt for Python (LGPL 3), SQLAlchemy, SQLCipher, ReportLab and openpyxl."


def show_about(parent: QWidget) -> None:
    """Show version and licences."""
    dialog = _dialog("About Aspire Desktop", parent)
    body = dialog.body
    body.addWidget(label(f"Aspire Desktop {__version__}", TypeRole.PANE))
    body.addWidget(label("Development programmes for HR and OD professionals in councils.", wraps=True))
    body.addWidget(label(BUILT_WITH, ink="2", wraps=True))
    body.addWidget(label("Licences", TypeRole.STRONG))
    texts = QPlainTextEdit(_licence_texts())
    texts.setReadOnly(True)
    texts.setTabChangesFocus(True)
    texts.setAccessibleName("Licences")
    texts.setMinimumSize(560, 220)
    body.addWidget(texts)
    _add_close(dialog)
    dialog.exec()


def show_shortcuts(parent: QWidget, commands: Iterable[QAction]) -> None:
    """Show every command that has keys."""
    dialog = _dialog("Keyboard shortcuts", parent)
    body = dialog.body
    body.addWidget(label("Keyboard shortcuts", TypeRole.PANE))
    body.addWidget(label("Every command, with or without keys, is also found with Ctrl+K.", ink="2"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    keyed = [action for action in commands if not action.shortcut().isEmpty()]
    half = (len(keyed) + 1) // 2
    for number, action in enumerate(keyed):
        row, column = number % half, number // half * 2
        grid.addWidget(label(words_of(action)), row, column)
        grid.addWidget(KeyCap(action.shortcut().toString()), row, column + 1)
    grid.setColumnStretch(4, 1)
    body.addLayout(grid)
    _add_close(dialog)
    dialog.exec()


def show_fault(parent: QWidget | None, fault: Fault) -> None:
    """Show something nobody foresaw; the work goes on."""
    said = fault.explanation
    words = ErrorWords(
        title="This step was not finished",
        heading="Aspire met a fault",
        cause=said.what,
        safe_lead="What was saved is safe.",
        safe=said.safe,
        steps=[said.do],
        details=fault.details,
    )
    ErrorDialog(words, ("Go on working",), parent).exec()


def ask_to_stop(parent: QWidget) -> bool:
    """Ask whether long work is to be stopped so that the window can close."""
    sentences = [
        "Aspire is still at work on a long job.",
        "Stopping keeps what is finished and takes back the part that is not.",
    ]
    return bool(
        ConfirmDialog("Stop the work and close?", sentences, "Stop and close", "Keep working", parent).exec()
    )


def words_of(action: QAction) -> str:
    """Give the words of a command without the mark of its underlined letter."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


def _dialog(title: str, parent: QWidget) -> FramedDialog:
    dialog = FramedDialog(title, LEAST_WIDTH, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.body.setSpacing(8)
    return dialog


def _add_close(dialog: FramedDialog) -> None:
    close = Button("Close", Kind.PRIMARY, keys="Esc")
    close.clicked.connect(dialog.accept)
    dialog.buttons.addWidget(close)
    close.setDefault(True)
    close.setFocus()


def _licence_texts() -> str:
    parts = []
    for title, file in LICENCES.items():
        text = (RESOURCES / file).read_text(encoding="utf-8") if file else ""
        parts.append(f"{title}\n\n{text}".strip())
    return "\n\n\n".join(parts)

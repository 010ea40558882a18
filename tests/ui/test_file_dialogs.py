"""Every file dialog leaves the locks of the open database alone, and never gives its files away."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from held_locks import locks_on
from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QFileSystemModel,
    QLineEdit,
    QListView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from systems import on_linux

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.widgets import file_dialogs
from aspire_desktop.ui.widgets.dialogs import ErrorDialog

PACKAGE = Path(__file__).parents[2] / "aspire_desktop"
INSIDE = "a folder"
KINDS = "Excel workbook (*.xlsx);;List with commas (*.csv);;Any file (*)"


@pytest.fixture
def database(sqlite_location: Location, clock: SetClock) -> Iterator[Path]:
    """A database that is open and written to in this process."""
    store = Store(sqlite_location, clock)
    Office(store, "Ann").do(AddOrganisation("Narnia Council"))
    assert sqlite_location.file is not None
    yield sqlite_location.file
    store.close()


@pytest.fixture
def parent(qtbot: QtBot, database: Path) -> QWidget:
    """A window, with other things in the folder of the database."""
    (database.parent / INSIDE).mkdir()
    (database.parent / "list.csv").write_text("Name\nZoë\n", encoding="utf-8")
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_a_dialog_begins_among_documents_and_then_where_it_was_used_last(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    begun, window = list[Path](), QWidget()
    qtbot.addWidget(window)
    documents, lists, data = (tmp_path / name for name in ("Documents", "lists", "data"))
    for folder in (documents, lists, data):
        folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(documents))
    monkeypatch.setattr(file_dialogs, "_used", file_dialogs._Used())

    def choose(file: Path) -> Callable[[QFileDialog], bool]:
        def chosen(dialog: QFileDialog) -> bool:
            begun.append(Path(dialog.directory().absolutePath()))
            monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(file)])
            return True

        return chosen

    monkeypatch.setattr(QFileDialog, "exec", choose(lists / "names.xlsx"))
    file_dialogs.ask_open(window, "Import")
    monkeypatch.setattr(QFileDialog, "exec", choose(data / "Office.aspire"))
    file_dialogs.ask_open(window, "Open database", folder=str(data))
    monkeypatch.setattr(QFileDialog, "exec", choose(lists / "return.xlsx"))
    file_dialogs.ask_target(window, "Save", "return.xlsx", KINDS)
    assert begun == [documents, data, lists]


def once_listed(folder: Path, act: Callable[[QFileDialog], None]) -> None:
    """Do something in the dialog that opens next, once Qt's thread has looked at every file of the folder.

    The thread works in order: when it has come back from a folder inside, it has done with the files.
    """
    timer = QTimer(QApplication.instance(), interval=5)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog):
            timer.stop()
            model = dialog.findChild(QFileSystemModel)
            assert model is not None

            def come_back(loaded: str) -> None:
                if loaded.endswith(INSIDE):
                    dialog.setDirectory(str(folder))
                    act(dialog)

            model.directoryLoaded.connect(come_back)
            dialog.setDirectory(str(folder))
            dialog.setDirectory(str(folder / INSIDE))

    timer.timeout.connect(look)
    timer.start()


ASKED: dict[str, Callable[[QWidget], object]] = {
    "open": lambda parent: file_dialogs.ask_open(parent, "Open", KINDS),
    "several": lambda parent: file_dialogs.ask_open_several(parent, "Attach"),
    "target": lambda parent: file_dialogs.ask_target(parent, "Save", "a.xlsx", KINDS),
    "folder": lambda parent: file_dialogs.ask_folder(parent, "Folder"),
}


@on_linux
@pytest.mark.parametrize("asked", ASKED)
def test_no_dialog_drops_a_lock(database: Path, parent: QWidget, asked: str) -> None:
    before = locks_on(database)
    assert before
    once_listed(database.parent, QFileDialog.reject)
    assert not ASKED[asked](parent)
    assert locks_on(database) == before


@on_linux
def test_qts_own_dialog_does_drop_them(database: Path, parent: QWidget) -> None:
    before = locks_on(database)
    dialog = QFileDialog(parent, "Open")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    once_listed(database.parent, QFileDialog.reject)
    dialog.exec()
    assert locks_on(database) < before


def listed(dialog: QFileDialog) -> set[str]:
    view = dialog.findChild(QListView, "listView")
    assert view is not None
    model, root = view.model(), view.rootIndex()
    return {str(model.index(row, 0, root).data()) for row in range(model.rowCount(root))}


def test_the_database_is_not_among_the_files(database: Path, parent: QWidget) -> None:
    seen: list[set[str]] = []

    def look(dialog: QFileDialog) -> None:
        seen.append(listed(dialog))
        dialog.reject()

    once_listed(database.parent, look)
    file_dialogs.ask_open(parent, "Open")
    assert seen == [{INSIDE, "list.csv"}]


def type_name(dialog: QFileDialog, name: str) -> None:
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    box = dialog.findChild(QDialogButtonBox)
    assert field is not None
    assert box is not None
    field.setText(name)
    box.buttons()[0].click()


@pytest.mark.parametrize("ending", ["", "-wal", "-shm", ".key"])
def test_the_database_is_not_taken_by_name_either(database: Path, parent: QWidget, ending: str) -> None:
    told: list[str] = []
    ours = f"{database.name}{ending}"
    database.with_name(ours).touch()

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ErrorDialog):
            told.append(dialog.windowTitle())
            once_listed(database.parent, lambda again: type_name(again, "list.csv"))
            dialog.reject()

    asking = QTimer(parent, interval=5)
    asking.timeout.connect(answer)
    asking.start()
    once_listed(database.parent, lambda dialog: type_name(dialog, ours))
    assert file_dialogs.ask_open(parent, "Open") == database.with_name("list.csv")
    assert told == ["This file was not taken"]


def test_a_target_gets_the_ending_of_its_kind(parent: QWidget, database: Path) -> None:
    once_listed(database.parent, lambda dialog: type_name(dialog, "year"))
    assert file_dialogs.ask_target(parent, "Save", "year", KINDS) == database.with_name("year.xlsx")

    def choose_csv(dialog: QFileDialog) -> None:
        dialog.selectNameFilter("List with commas (*.csv)")
        dialog.filterSelected.emit("List with commas (*.csv)")
        type_name(dialog, "year")

    once_listed(database.parent, choose_csv)
    assert file_dialogs.ask_target(parent, "Save", "year", KINDS) == database.with_name("year.csv")


def test_no_screen_makes_a_file_dialog_of_its_own() -> None:
    making = {"QFileDialog", "QFileSystemModel", "QFileIconProvider", "QMimeDatabase"}
    found = {
        file.name
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name | ast.alias)
        and making & {getattr(node, "id", ""), getattr(node, "name", "")}
    }
    assert found == {"file_dialogs.py"}

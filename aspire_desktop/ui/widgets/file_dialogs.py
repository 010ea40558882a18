"""Asking for files and folders: the one place that makes file dialogs, none of which looks into a file."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from PySide6.QtCore import (
    QFileInfo,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    QStandardPaths,
)
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QFileSystemModel, QWidget

from aspire_desktop.services.office.own_files import is_ours
from aspire_desktop.ui.looks.icons import pixmap
from aspire_desktop.ui.widgets.dialogs import ErrorDialog, ErrorWords

IN_PROCESS = sys.platform not in ("win32", "darwin")
"""Whether the desktop's own dialog would look into files from within this process, as GTK's does, where that
drops the locks of a database: Qt's is shown there. Windows knows no such locks, macOS asks outside."""


@dataclass(frozen=True)
class SaveAs:
    """Where something is to be written: the dialog's title, and the kinds of file; without any, a folder."""

    title: str
    kinds: str = ""


def ask_where(parent: QWidget | None, save_as: SaveAs, offered: str) -> Path | None:
    """Ask where to write; the name of a folder that is offered is for one to make in the folder chosen."""
    if save_as.kinds:
        return ask_target(parent, save_as.title, offered, save_as.kinds)
    folder = ask_folder(parent, save_as.title)
    return folder / offered if folder is not None and offered else folder


def ask_open(parent: QWidget | None, title: str, kinds: str = "", folder: str = "") -> Path | None:
    """Ask for a file that is there; None where the person thinks better of it.

    `kinds` are as Qt writes them: "Excel workbook (*.xlsx);;Any file (*)".
    """
    found = _ask(parent, title, QFileDialog.FileMode.ExistingFile, partial(_offer, kinds, folder))
    return found[0] if found else None


def ask_open_several(parent: QWidget | None, title: str) -> Sequence[Path]:
    """Ask for files that are there; none where the person thinks better of it."""
    return _ask(parent, title, QFileDialog.FileMode.ExistingFiles, partial(_offer, "", ""))


def ask_target(parent: QWidget | None, title: str, offered: str, kinds: str) -> Path | None:
    """Ask where to write; what ends as no kind does gets the ending of the kind chosen."""

    def prepare(dialog: QFileDialog) -> None:
        _offer(kinds, str(Path(offered).parent) if Path(offered).is_absolute() else "", dialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(_ending(kind)))
        dialog.setDefaultSuffix(_ending(kinds))
        dialog.selectFile(offered)

    found = _ask(parent, title, QFileDialog.FileMode.AnyFile, prepare)
    return found[0] if found else None


def ask_folder(parent: QWidget | None, title: str) -> Path | None:
    """Ask where to, on disk; None where the person thinks better of it."""

    def prepare(dialog: QFileDialog) -> None:
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)

    found = _ask(parent, title, QFileDialog.FileMode.Directory, prepare)
    return found[0] if found else None


def refused(parent: QWidget | None, files: Sequence[Path]) -> bool:
    """Tell whether a file, chosen or dropped, is the open database; if so say that it cannot be taken."""
    ours = [file for file in files if is_ours(file)]
    if ours:
        words = ErrorWords(
            title="This file was not taken",
            heading=f"{ours[0].name} belongs to the database that is open",
            cause="It can be neither read as another file nor written over while Aspire works on it.",
            safe_lead="Nothing was changed.",
            safe="The database was not touched.",
            steps=["Choose another file or another name."],
            details=str(ours[0]),
        )
        ErrorDialog(words, ("Go back",), parent).exec()
    return bool(ours)


class BlindIcons(QFileIconProvider):
    """Tells folders from files and nothing more: Qt's own opens files to guess what they are.

    Qt asks from a thread of its own; pictures are made beforehand, on the interface thread.
    """

    def __init__(self) -> None:
        super().__init__()
        self._folder = self._file = QIcon()

    def draw(self) -> None:
        """Make the pictures in the colours of the theme now in force."""
        self._folder, self._file = QIcon(pixmap("folder-open")), QIcon(pixmap("file-text"))

    def icon(self, of: QFileInfo | QAbstractFileIconProvider.IconType) -> QIcon:
        """Give the picture of a folder or of a file."""
        if isinstance(of, QFileInfo):
            return self._folder if of.isDir() else self._file
        return self._file if of is QAbstractFileIconProvider.IconType.File else self._folder

    def type(self, of: QFileInfo) -> str:
        """Give the word in the column Type."""
        return "Folder" if of.isDir() else "File"


class OthersOnly(QSortFilterProxyModel):
    """Leaves the open database and what goes with it out of a list of files."""

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:  # noqa: N802
        """Tell whether a file is shown."""
        model = self.sourceModel()
        assert isinstance(model, QFileSystemModel)
        index = model.index(row, 0, parent)
        return model.isDir(index) or not is_ours(Path(model.filePath(index)))


def _offer(kinds: str, folder: str, dialog: QFileDialog) -> None:
    if folder:
        dialog.setDirectory(folder)
    if kinds:
        dialog.setNameFilters(kinds.split(";;"))


def _ask(
    parent: QWidget | None,
    title: str,
    mode: QFileDialog.FileMode,
    prepare: Callable[[QFileDialog], None],
) -> list[Path]:
    dialog, begun = QFileDialog(parent, title), _begin_in()
    dialog.setDirectory(str(begun))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog, IN_PROCESS)
    if IN_PROCESS:
        _icons().draw()
        dialog.setIconProvider(_icons())
        dialog.setProxyModel(OthersOnly(dialog))
    dialog.setFileMode(mode)
    prepare(dialog)
    elsewhere = Path(dialog.directory().absolutePath()) != begun.absolute()
    try:
        while dialog.exec():
            chosen = [Path(name) for name in dialog.selectedFiles()]
            if not refused(dialog, chosen):
                if not elsewhere:
                    _used.folder = chosen[0] if mode is QFileDialog.FileMode.Directory else chosen[0].parent
                return chosen
        return []
    finally:
        dialog.deleteLater()


@dataclass
class _Used:
    """The folder in which somebody chose last, where none was offered."""

    folder: Path | None = None


_used = _Used()


def _begin_in() -> Path:
    """Give the folder that was used last, or else the person's documents: spreadsheets are kept there."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    likely = (_used.folder, Path(documents) if documents else None)
    return next((each for each in likely if each is not None and each.is_dir()), Path.home())


@cache
def _icons() -> BlindIcons:
    """Give the one provider of icons: it outlives every dialog, whose thread may still ask it."""
    return BlindIcons()


def _ending(kinds: str) -> str:
    """Give the first ending of the first kind: "xlsx" of "Excel workbook (*.xlsx);;Any file (*)"."""
    return kinds.partition("*.")[2].partition(")")[0].split()[0] if "*." in kinds else ""

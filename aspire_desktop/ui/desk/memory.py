"""What the program remembers of its looks for one person at one computer; nothing of anybody's data."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QSplitter, QWidget

from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.looks.theme import Choice, RowHeight

FILE = "window.json"


@dataclass
class _Kept:
    """What stands in the file."""

    window: str = ""
    """Size, place and maximised state, as Qt writes them, in base64."""
    screen: str = ""
    row: int | None = None
    theme: str = str(Choice.SYSTEM)
    row_height: int = int(RowHeight.STANDARD)
    text_percent: int = 100
    nav_collapsed: bool = False
    layouts: dict[str, str] = field(default_factory=dict)
    """States of splitters by name, as Qt writes them, in base64."""
    lists: dict[str, object] = field(default_factory=dict)
    """What `lists.views` keeps of each list, by its name: how it looks now, and its named views."""
    recents: dict[str, object] = field(default_factory=dict)
    """What `shell.recents` keeps of each database: numbers of the records that were opened last."""


class Memory:
    """Kept as JSON in a folder; a file that cannot be read counts as nothing remembered."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self.kept = _read(self._file)

    def save(self) -> None:
        """Write the file whole, or leave the old one."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        written = self._file.with_suffix(".part")
        written.write_text(json.dumps(asdict(self.kept), indent=1), encoding="utf-8")
        written.replace(self._file)

    def restore_window(self, window: QWidget) -> bool:
        """Give the window its size and place (on a screen that is there); say whether there was one."""
        return bool(self.kept.window) and window.restoreGeometry(_bytes(self.kept.window))

    def keep_window(self, window: QWidget) -> None:
        """Remember size and place."""
        self.kept.window = _text(window.saveGeometry())

    def last_place(self) -> Destination | None:
        """Give where the person was last."""
        return Destination(self.kept.screen, self.kept.row) if self.kept.screen else None

    def keep_place(self, place: Destination) -> None:
        """Remember where the person is."""
        self.kept.screen, self.kept.row = place.screen, place.id

    def follow_splitter(self, name: str, splitter: QSplitter) -> None:
        """Restore a splitter's sizes now, and remember each change."""
        splitter.setObjectName(name)
        if name in self.kept.layouts:
            splitter.restoreState(_bytes(self.kept.layouts[name]))
        splitter.splitterMoved.connect(lambda: self._keep_splitter(name, splitter))

    def _keep_splitter(self, name: str, splitter: QSplitter) -> None:
        self.kept.layouts[name] = _text(splitter.saveState())

    def forget_layout(self) -> None:
        """Go back to the layout as delivered, when screens are next made; views that have a name stay."""
        self.kept.layouts.clear()
        for name, views in self.kept.lists.items():
            named = views.get("named") if isinstance(views, dict) else None
            self.kept.lists[name] = {"named": named} if named else {}
        self.kept.window = ""
        self.kept.nav_collapsed = False


def _read(file: Path) -> _Kept:
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return _Kept()  # looks are not worth a message: the window opens as delivered
    return _checked(read) if isinstance(read, dict) else _Kept()


def _checked(read: Mapping[str, object]) -> _Kept:
    """Take what has the right type, and the standard for the rest."""
    kept = _Kept()
    for each in fields(_Kept):
        standard, value = getattr(kept, each.name), read.get(each.name)
        wanted = int if each.name == "row" else type(standard)
        if isinstance(value, wanted):
            setattr(kept, each.name, value)
    if kept.theme not in [str(choice) for choice in Choice]:
        kept.theme = _Kept.theme
    if kept.row_height not in list(RowHeight):
        kept.row_height = _Kept.row_height
    kept.layouts = {str(name): str(state) for name, state in kept.layouts.items()}
    return kept


def _text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode("ascii")


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode("ascii", "replace"))

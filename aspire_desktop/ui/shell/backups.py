"""The dialog of backups: each place with its state, the copies there are, and what may be done with them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from aspire_desktop.domain.office.backups import BackupPlaceState, BackupRow, BackupState, Checked, Loss, ago
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.lists.fields import Field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.looks.icons import PILL, Weight, icon
from aspire_desktop.ui.looks.theme import Tone, TypeRole
from aspire_desktop.ui.shell.restoring import RestoreDialog
from aspire_desktop.ui.widgets import file_dialogs
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.framed_dialog import FramedDialog
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.status import PillLook

WIDTH = 840
MEGABYTE = 1_000_000
LOOKS = {
    Checked.SOUND: ("check-circle", Tone.OK),
    Checked.NOT_YET: ("hourglass-medium", Tone.DUE),
    Checked.UNSOUND: ("warning-circle", Tone.BAD),
}


@dataclass(frozen=True)
class RestoreWanted:
    """A backup that is to take the place of the open database: asked and answered."""

    file: Path


@dataclass(frozen=True)
class PlacesChosen:
    """The folders that are backed up to from now on."""

    folders: tuple[Path, ...]


def _pill(row: BackupRow) -> PillLook:
    glyph, tone = LOOKS[row.checked]
    return PillLook(row.told_checked, tone, glyph)


COPIES = ListOf[BackupRow](
    name="Backups",
    noun=("backup", "backups"),
    key=lambda row: row.name,
    fields=(
        Field(
            "Taken",
            lambda row: f"{row.at.astimezone(OFFICE_ZONE):%a %d %b %Y %H:%M}",
            Cell.STRONG,
            170,
            order=lambda row: row.at,
        ),
        Field(
            "Changed since the one before",
            lambda row: "" if row.changes is None else f"{row.changes:,} change{'s'[: row.changes != 1]}",
            Cell.QUIET,
            stretch=True,
            order=lambda row: row.changes or 0,
        ),
        Field("Kept as", lambda row: str(row.shelf or ""), width=130, groups=True),
        Field(
            "Size",
            lambda row: f"{row.size / MEGABYTE:,.1f} MB",
            Cell.FIGURE,
            80,
            order=lambda row: row.size,
        ),
        Field("Checked", lambda row: row.told_checked, Cell.PILL, 190, pill=_pill),
    ),
    empty=Empty("hard-drives", "No backup yet", "The first one follows the first change, on closing."),
)


class BackupsDialog(FramedDialog):
    """`now_wanted`, `check_wanted`, `places_chosen` (PlacesChosen); `restore` is what was said yes to.

    `weigh` says what would be missing if a file were restored; it is asked on another thread.
    """

    now_wanted = Signal()
    check_wanted = Signal()
    places_chosen = Signal(PlacesChosen)

    def __init__(self, desk: Desk, weigh: Callable[[Path], Loss]) -> None:
        super().__init__("Backups", WIDTH, desk.window)
        self._desk, self._weigh = desk.of(self), weigh
        self.restore: RestoreWanted | None = None
        self._state: BackupState | None = None
        self._lead = label("Looking at the places", ink="2", wraps=True)
        self._places = QVBoxLayout()
        self._places.setSpacing(6)
        self.list = RowList(self._desk, COPIES)
        self.list.setParent(self)
        self.list.opened.connect(self.begin_restore)
        self.list.table.setMinimumHeight(220)
        self.body.addWidget(label("Backups", TypeRole.PANE))
        self.body.addWidget(self._lead)
        self.body.addLayout(self._places)
        self.body.addWidget(self.list.stack, 1)
        self._add_buttons()

    def _add_buttons(self) -> None:
        self.now_button = Button("Back up now", Kind.PRIMARY, "hard-drives", "Ctrl+Shift+B")
        self.now_button.setShortcut("Ctrl+Shift+B")
        self.check_button = Button("Check them", icon="shield-check")
        self.add_button = Button("Add a place…", icon="plus")
        self.restore_button = Button("Restore…", icon="clock")
        self.other_button = Button("Restore another file…")
        close = Button("Close", keys="Esc")
        self.now_button.clicked.connect(partial(self._ask_for, self.now_wanted))
        self.check_button.clicked.connect(partial(self._ask_for, self.check_wanted))
        self.add_button.clicked.connect(self._add_place)
        self.restore_button.clicked.connect(self.begin_restore)
        self.other_button.clicked.connect(self._choose_file)
        close.clicked.connect(self.reject)
        upper = QHBoxLayout()
        for each in (self.now_button, self.check_button, self.add_button):
            upper.addWidget(each)
        upper.addStretch(1)
        self.body.insertLayout(2, upper)
        for each in (self.other_button, self.restore_button, close):
            self.buttons.addWidget(each)
        self.restore_button.setEnabled(False)

    def take(self, state: BackupState) -> None:
        """Show how the backups are."""
        self._state = state
        for each in (self.now_button, self.check_button, self.add_button):
            each.setEnabled(True)
        while self._places.count():
            gone = self._places.takeAt(0)
            if gone is not None and (widget := gone.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place in state.places:
            self._places.addWidget(self._place(place, len(state.places) > 1))
        kept = f"{len(state.rows)} kept" if state.rows else "None yet"
        since = f"{state.pending:,} change{'s'[: state.pending != 1]} since the newest"
        self._lead.setText(f"{kept}, made on closing and daily when something changed. {since}.")
        self.list.take(state.rows)
        self.restore_button.setEnabled(bool(state.rows))

    def _place(self, place: BackupPlaceState, removable: bool) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        mark = QLabel()
        glyph, tone = ("check-circle", "ok") if place.well and place.newest else ("warning", "due")
        mark.setPixmap(icon(glyph, tone, Weight.FILL).pixmap(QSize(PILL, PILL)))
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        trouble = f" · {place.trouble}" if place.trouble and place.connected else ""
        texts.addWidget(label(self._told(place), TypeRole.STRONG, wraps=True))
        texts.addWidget(label(f"{place.folder}{trouble}", ink="2", wraps=True))
        line.addLayout(texts, 1)
        if not place.well:
            again = Button("Try again", small=True)
            again.clicked.connect(partial(self._ask_for, self.now_wanted))
            line.addWidget(again)
        if removable:
            away = Button("Take out", small=True)
            away.setAccessibleName(f"Take out {place.folder}")
            away.clicked.connect(
                lambda: self._choose([each for each in self._folders() if each != place.folder])
            )
            line.addWidget(away)
        return row

    def _told(self, place: BackupPlaceState) -> str:
        when = ago(place.newest, self._desk.clock.today())
        if not place.connected and place.newest is not None:
            return f"Not connected: last backed up there {when}"
        if place.newest is None:
            return "No backup here yet" if place.connected else "Not there yet: the first backup makes it"
        return f"Backed up {when}, opened and checked"

    def _folders(self) -> list[Path]:
        return [each.folder for each in self._state.places] if self._state else []

    def _add_place(self) -> None:
        chosen = file_dialogs.ask_folder(self, "A place for backups")
        if chosen is not None and chosen not in self._folders():
            self._choose([*self._folders(), chosen])

    def _choose(self, folders: list[Path]) -> None:
        self._rest()
        self.places_chosen.emit(PlacesChosen(tuple(folders)))

    def _ask_for(self, wanted: object) -> None:
        self._rest()
        (self.now_wanted if wanted is self.now_wanted else self.check_wanted).emit()

    def _rest(self) -> None:
        self._lead.setText("Working on the backups")
        for each in (self.now_button, self.check_button, self.add_button):
            each.setEnabled(False)

    def begin_restore(self) -> None:
        """Lead to the restore of the copy that is chosen."""
        row = self.list.current
        if row is not None:
            self.restore_from(row.files[0])

    def _choose_file(self) -> None:
        chosen = file_dialogs.ask_open(
            self, "Restore a backup", "Aspire database (*.aspire *.sqlite);;Any file (*)"
        )
        if chosen is not None:
            self.restore_from(chosen)

    def restore_from(self, file: Path) -> None:
        """Show what would be missing, and ask once more; Esc changes nothing."""
        steps = RestoreDialog(self._desk, self._weigh, file)
        if steps.exec():
            self.restore = RestoreWanted(file)
            self.accept()
        steps.deleteLater()

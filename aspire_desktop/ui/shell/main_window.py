"""The frame round every screen: menus, navigation, messages, undo and the status bar."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.history import Record
from aspire_desktop.services.programmes.certificates import RevokeCertificates
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.screen import Screen
from aspire_desktop.ui.desk.signals import (
    Destination,
    Finished,
    GroundLost,
    Presence,
    SaveStage,
    SaveState,
    Told,
)
from aspire_desktop.ui.forms.revoking import RevokingDialog, told_to_others
from aspire_desktop.ui.screens.home.history.record import RecordHistory
from aspire_desktop.ui.shell.about import ask_to_stop, show_about, show_fault, show_shortcuts
from aspire_desktop.ui.shell.backups import RestoreWanted
from aspire_desktop.ui.shell.first_size import SMALLEST, take_first_size
from aspire_desktop.ui.shell.menus import Item, Menus
from aspire_desktop.ui.shell.navigation import ScreenEntry
from aspire_desktop.ui.shell.notices import Notices
from aspire_desktop.ui.shell.pages import Fronted, ScreenPages
from aspire_desktop.ui.shell.palette import Palette
from aspire_desktop.ui.shell.rail import Rail
from aspire_desktop.ui.shell.safety import Safety
from aspire_desktop.ui.shell.status_bar import StatusBar
from aspire_desktop.ui.widgets.banner import PracticeBanner

APART = Item()


@dataclass(frozen=True)
class Left:
    """The window has closed; `for_another` says that the person wants to open another database.

    `backup` is one that is to take the place of this database.
    """

    for_another: bool
    backup: Path | None = None


class MainWindow(QMainWindow):
    """Knows no screen by name: screens come as entries of the navigation. `left` carries Left."""

    left = Signal(Left)

    def __init__(
        self,
        desk: Desk,
        entries: Sequence[ScreenEntry],
        database: str,
        practice: bool = False,
        safety: Safety | None = None,
    ) -> None:
        super().__init__()
        self.desk = desk.of(self)
        self._entries = entries
        self._for_another = False
        self._backup: Path | None = None
        self.safety = safety or Safety(self.desk)
        self._presence: Presence | None = None
        self.setMinimumSize(SMALLEST)
        self.pages = ScreenPages(desk, entries)
        self.rail = Rail(desk)
        self.notices = Notices()
        self.menus = Menus(self.menuBar(), desk.memory)
        self.status = StatusBar(database)
        self.setStatusBar(self.status)
        self.practice = practice
        self._lay_out()
        self.palette_box = Palette(self, self.desk, self.menus.every_command)
        self.menuBar().setCornerWidget(self.palette_box.search_box)
        self._fill_menus()
        self._listen()
        if not desk.memory.restore_window(self):
            take_first_size(self)

    def _lay_out(self) -> None:
        centre = QWidget()
        whole = QVBoxLayout(centre)
        page, row = QVBoxLayout(), QHBoxLayout()
        page.addWidget(self.notices)
        page.addWidget(self.pages, 1)
        row.addWidget(self.rail)
        row.addLayout(page, 1)
        whole.setContentsMargins(0, 0, 0, 0)
        for layout in (whole, page, row):
            layout.setSpacing(0)
        if self.practice:
            whole.addWidget(PracticeBanner())
        whole.addLayout(row, 1)
        self.setCentralWidget(centre)

    def _fill_menus(self) -> None:
        menus = self.menus
        other = Item("&Open another database…", "Ctrl+O", self._leave, "database")
        tasks = [
            Item(entry.command, "", partial(self.go, Destination(entry.key)), entry.icon)
            for entry in self._entries
            if entry.command
        ]
        menus.fill(menus.file, [*tasks, other, APART, Item("E&xit", "Ctrl+Q", self.close, "sign-out")])
        menus.fill_edit(self.desk.undo, self.desk.redo)
        menus.fill(
            menus.view,
            [
                Item("&Narrow navigation", "Ctrl+B", self.rail.turn, "list"),
                Item("Reset la&yout", "", self._reset_layout, "arrow-counter-clockwise"),
                APART,
                Item("Re&fresh", "F5", self._on_screen(Screen.refresh), "arrow-clockwise"),
            ],
        )
        search = Item("&Search or run a command", "Ctrl+K", self.palette_box.open, "magnifying-glass")
        menus.fill(menus.tools, [search, APART, *self.safety.items(self)])
        keys = Item("&Keyboard shortcuts", "F1", lambda: show_shortcuts(self, menus.commands()), "keyboard")
        about = Item("&About Aspire Desktop", "", partial(show_about, self), "info")
        menus.fill(menus.help, [keys, about])

    def _listen(self) -> None:
        bell, status = self.desk.bell, self.status
        bell.saved.connect(self._follow_saved)
        bell.stepped.connect(self.menus.show_steps)
        bell.stepped.connect(status.show_steps)
        bell.reversed.connect(status.show_news)
        bell.told.connect(self.notices.tell)
        bell.ground_lost.connect(self._offer_revoking)
        bell.faulted.connect(partial(show_fault, self))
        bell.present.connect(self._follow_presence)
        bell.wanted.connect(self.go)
        bell.history_wanted.connect(self._show_history)
        bell.finished.connect(self._leave_screen)
        self.rail.chosen.connect(self.go)
        self.notices.closed.connect(self.desk.acknowledge)
        self.notices.undo_wanted.connect(self.desk.undo)
        self.pages.fronted.connect(self._front)
        self.pages.renamed.connect(self._take_title)
        self.safety.stated.connect(status.show_backups)
        self.safety.restoring.connect(self._leave_for_backup)
        self.safety.begin()

    def visible_entries(self) -> list[ScreenEntry]:
        """Give the screens that the present roles see."""
        return [entry for entry in self._entries if entry.roles & self.desk.presence.roles]

    def go(self, destination: Destination) -> None:
        """Bring a place forward, if the present roles see it."""
        if destination.screen in [entry.key for entry in self.visible_entries()]:
            self.palette_box.recents.note(destination)
            self.pages.go(destination)
        else:
            self._refuse(destination)

    def _show_history(self, record: Record) -> None:
        dialog = RecordHistory(self.desk.of(self), record)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _refuse(self, destination: Destination) -> None:
        """Say whose screen it is, so that no link is silent."""
        words = next((entry.words for entry in self._entries if entry.key == destination.screen), "")
        if words and self.desk.presence.roles:
            what = f"{words} is not open to your roles."
            self.notices.tell(
                Told(Explanation(what, "", "Ask an administrator, who gives roles in Settings."))
            )

    def _offer_revoking(self, lost: GroundLost) -> None:
        """Offer to revoke what lost its ground, or say whom to ask."""
        if self.desk.may(RevokeCertificates):
            RevokingDialog(self.desk, lost).ask()
        else:
            self.notices.tell(Told(told_to_others(lost)))

    def _leave_screen(self, finished: Finished) -> None:
        """Go where what was done is seen, or back, and say what was done until the next change."""
        if not self.pages.leave():
            self.go(Destination(self.visible_entries()[0].key))
        if finished.to is not None:
            self.go(finished.to)
        if finished.explanation.what:
            self.notices.tell_done(Told(finished.explanation))

    def _follow_presence(self, presence: Presence) -> None:
        """Show what somebody's roles see, and a place that they may see."""
        if presence != self._presence:
            self.pages.renew()
        self._presence = presence
        if not presence.roles:
            self.notices.tell_no_role(presence)
        entries = self.visible_entries()
        self.rail.show_entries(entries, presence)
        self.palette_box.offer(entry.key for entry in entries)
        self.menus.fill_go(entries, self.go, self._ways())
        keys = [entry.key for entry in entries]
        here, last = self.pages.front, self.desk.memory.last_place()
        if here is not None and here.key in keys:
            self.rail.set_current(here.key)
        elif last is not None and last.screen in keys:
            self.pages.go(last)
        elif keys:
            self.pages.go(Destination(keys[0]))

    def _ways(self) -> list[Item]:
        return [
            Item("&Back", "Alt+Left", self.pages.back, "arrow-left"),
            Item("&Forward", "Alt+Right", self.pages.forward, "arrow-right"),
            APART,
            Item("Filter this &list", "Ctrl+F", self._on_screen(Screen.focus_filter), "funnel-simple"),
            Item("&Next pane", "F6", self._on_screen(lambda screen: screen.next_pane(1))),
            Item("Pre&vious pane", "Shift+F6", self._on_screen(lambda screen: screen.next_pane(-1))),
        ]

    def _on_screen(self, do: Callable[[Screen], None]) -> Callable[[], None]:
        return lambda: None if self.pages.front is None else do(self.pages.front)

    def _front(self, fronted: Fronted) -> None:
        self.notices.forget_done()
        self.rail.set_current(fronted.entry.key)
        self.menus.show_screen(fronted.screen)
        self._take_title()

    def _take_title(self) -> None:
        # Qt adds the program's name as the desktop writes it, to this title as to those of dialogs.
        if self.pages.front is not None:
            self.setWindowTitle(self.pages.front.windowTitle())

    def _follow_saved(self, state: SaveState) -> None:
        """Take back what no longer stands: old news of undo, and an explanation since dealt with."""
        self.status.show_saved(state)
        if state.stage is SaveStage.SAVED:
            self.notices.forget()
            self.status.show_news(None)

    def _reset_layout(self) -> None:
        self.desk.memory.forget_layout()
        take_first_size(self)
        self.rail.fit(self.width())
        self.pages.renew()

    def _leave(self) -> None:
        self._for_another = True
        self.close()

    def _leave_for_backup(self, wanted: RestoreWanted) -> None:
        self._backup = wanted.file
        self.close()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Collapse the navigation where there is no room for words."""
        super().resizeEvent(event)
        self.rail.fit(self.width())
        self.palette_box.fit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Close when changes are saved; ask first whether to stop long work."""
        if self.desk.at_work and not ask_to_stop(self):
            event.ignore()
            self._for_another, self._backup = False, None
            return
        self.desk.stop_jobs()
        self.desk.memory.keep_window(self)
        if self.pages.front is not None:
            self.desk.memory.keep_place(self.pages.front.here())
        self.desk.memory.save()
        event.accept()
        self.left.emit(Left(self._for_another, self._backup))

"""The menus of the window: each command once, with its shortcut; the palette reads them from here."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from aspire_desktop.ui.desk.memory import Memory
from aspire_desktop.ui.desk.screen import Screen
from aspire_desktop.ui.desk.signals import Destination, Steps
from aspire_desktop.ui.looks.icons import icon
from aspire_desktop.ui.looks.theme import Choice, RowHeight, theme
from aspire_desktop.ui.shell.navigation import ScreenEntry
from aspire_desktop.ui.widgets.commands import rest

C = TypeVar("C", Choice, RowHeight)
THEMES = {Choice.SYSTEM: "&Follow the system", Choice.LIGHT: "&Light", Choice.DARK: "&Dark"}
ROW_HEIGHTS = {RowHeight.COMPACT: "&Compact", RowHeight.STANDARD: "&Standard", RowHeight.RELAXED: "&Relaxed"}
TEXT_STEP = 10
NO_STEP = "There is nothing of yours to take back or do again"


@dataclass(frozen=True)
class Item:
    """A command: its words, keys, what it does and its icon. No words: a line between groups."""

    words: str = ""
    keys: str = ""
    does: Callable[[], object] | None = None
    icon: str = ""


class Menus:
    """Fills a menu bar. The menu of the screen in front stands between Go and Tools."""

    def __init__(self, bar: QMenuBar, memory: Memory) -> None:
        self._bar = bar
        self._memory = memory
        self.file = bar.addMenu("&File")
        self.edit = bar.addMenu("&Edit")
        self.view = bar.addMenu("&View")
        self.go = bar.addMenu("&Go")
        self._here = bar.addMenu("")
        self.tools = bar.addMenu("&Tools")
        self.help = bar.addMenu("&Help")
        self._here.menuAction().setVisible(False)
        self._here.setToolTipsVisible(True)
        self._fill_view()

    def fill(self, menu: QMenu, items: Sequence[Item]) -> list[QAction]:
        """Add commands to a menu, and give them."""
        made = []
        for item in items:
            action = menu.addSeparator() if not item.words else menu.addAction(item.words)
            action.setShortcut(QKeySequence(item.keys))
            if item.icon:
                action.setIcon(icon(item.icon))
            if item.does is not None:
                action.triggered.connect(lambda _=False, does=item.does: does())
            made.append(action)
        return made

    def fill_edit(self, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        """Offer undo and redo."""
        items = [
            Item("&Undo", "Ctrl+Z", undo, "arrow-u-up-left"),
            Item("&Redo", "Ctrl+Y", redo, "arrow-u-up-right"),
        ]
        self.undo, self.redo = self.fill(self.edit, items)
        self.show_steps(Steps())

    def show_steps(self, steps: Steps) -> None:
        """Name what undo and redo would do; without a step they rest."""
        for action, word, title in ((self.undo, "&Undo", steps.undo), (self.redo, "&Redo", steps.redo)):
            action.setText(f"{word}: {title.replace('&', '&&')}" if title else word)
            rest(action, "" if title else NO_STEP)
            action.setEnabled(bool(title))

    def fill_go(
        self, entries: Sequence[ScreenEntry], go: Callable[[Destination], None], steps: Sequence[Item]
    ) -> None:
        """Offer the screens under Ctrl+1 to Ctrl+9, those at the foot without a number."""
        self.go.clear()
        self.fill(self.go, [*steps, Item()])
        listed = [entry for entry in entries if not entry.last and not entry.under]
        for number, entry in enumerate(listed, 1):
            keys = f"Ctrl+{number}" if number <= 9 else ""
            self.fill(self.go, [Item(entry.words, keys, _going(go, entry), entry.icon)])
        self.fill(
            self.go,
            [Item(entry.words, "Ctrl+,", _going(go, entry), entry.icon) for entry in entries if entry.last],
        )

    def show_screen(self, screen: Screen) -> None:
        """Offer what the screen in front can do."""
        for action in self._here.actions():
            self._here.removeAction(action)
        self._here.addActions(screen.commands)
        self._here.setTitle(screen.title)
        self._here.menuAction().setVisible(bool(screen.commands))

    def commands(self) -> Iterator[QAction]:
        """Give every command that can be run now, of the screen in front first."""
        return (each for each in self.every_command() if each.isEnabled())

    def every_command(self) -> Iterator[QAction]:
        """Give every command that is offered, also those that rest, of the screen in front first."""
        menus = [
            self._here,
            *(action.menu() for action in self._bar.actions() if action.menu() is not self._here),
        ]
        for menu in menus:
            if isinstance(menu, QMenu):
                yield from _commands(menu)

    def _fill_view(self) -> None:
        kept = self._memory.kept
        self._choices("&Theme", THEMES, Choice(kept.theme), self._choose_theme)
        self._choices("&Row height", ROW_HEIGHTS, RowHeight(kept.row_height), self._choose_row_height)
        sizes = self.view.addMenu("Te&xt size")
        self.fill(
            sizes,
            [
                Item("&Larger text", "Ctrl++", lambda: self._size_text(theme().text_percent + TEXT_STEP)),
                Item("&Smaller text", "Ctrl+-", lambda: self._size_text(theme().text_percent - TEXT_STEP)),
                Item("Stan&dard text", "Ctrl+0", lambda: self._size_text(100)),
            ],
        )

    def _choices(self, words: str, choices: dict[C, str], now: C, choose: Callable[[C], None]) -> None:
        menu = self.view.addMenu(words)
        group = QActionGroup(menu)
        for choice, name in choices.items():
            (action,) = self.fill(menu, [Item(name, does=partial(choose, choice))])
            action.setCheckable(True)
            action.setChecked(choice == now)
            group.addAction(action)

    def _choose_theme(self, choice: Choice) -> None:
        theme().choose(choice)
        self._memory.kept.theme = str(choice)
        self._memory.save()

    def _choose_row_height(self, height: RowHeight) -> None:
        theme().set_row_height(height)
        self._memory.kept.row_height = int(height)
        self._memory.save()

    def _size_text(self, percent: int) -> None:
        theme().set_text_size(percent)
        self._memory.kept.text_percent = theme().text_percent
        self._memory.save()


def _going(go: Callable[[Destination], None], entry: ScreenEntry) -> Callable[[], None]:
    return lambda: go(Destination(entry.key))


def _commands(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        within = action.menu()
        if isinstance(within, QMenu):
            yield from _commands(within)
        elif action.text() and action.isVisible():
            yield action

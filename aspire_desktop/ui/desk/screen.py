"""What every screen is: a widget that loads through its desk, hears of changes and is found by keys."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.ear import Ear
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.looks.icons import icon as drawn
from aspire_desktop.ui.looks.theme import PAGE_MARGIN
from aspire_desktop.ui.widgets.page_header import PageHeader


class Screen(QWidget):
    """Base of the screens. A subclass sets `key` and `title`, builds itself in `whole` below `header`, and
    answers `load`: ask through `self.desk`, then show.

    `load` is called when the screen is first shown and when something changes that its answers were read
    from: at once where it can be seen, otherwise when it is shown next. `commands` (made with `command`)
    stand in the window's menu of the screen and in the palette, and own the shortcuts printed on buttons.
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        ear = Ear(desk.bell, self)
        ear.heard.connect(self._hear)
        self.desk = desk.of(self, ear)
        self.commands: list[QAction] = []
        self.filter_field: QWidget | None = None
        """Gets the focus on Ctrl+F."""
        self.panes: Sequence[QWidget] = ()
        """Visited by F6 in this order."""
        self.main: QWidget | None = None
        """Gets the focus when the screen comes to the front."""
        self._stale = True
        self.header = PageHeader(self.title)
        self.setWindowTitle(self.title)  # the window takes it over while the screen is in front
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(PAGE_MARGIN, 12, PAGE_MARGIN, 14)
        self.whole.setSpacing(8)
        self.whole.addWidget(self.header)

    def load(self) -> None:
        """Ask for what the screen shows."""
        raise NotImplementedError

    def open(self, destination: Destination) -> None:
        """Show a row or tab; called after the screen was brought forward, perhaps before it has loaded."""

    def here(self) -> Destination:
        """Say where the person is, for Alt+Left and for the next start."""
        return Destination(self.key)

    def command(self, words: str, keys: str = "", icon: str = "") -> QAction:
        """Make a command of this screen: "&Add organisation" and "Ctrl+N"; connect its `triggered`."""
        made = QAction(words, self)
        made.setShortcut(QKeySequence(keys))
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if icon:
            made.setIcon(drawn(icon))
        self.commands.append(made)
        return made

    def tab_commands(self, step: Callable[[int], None]) -> tuple[QAction, QAction]:
        """Make the commands that go to the next tab (`step` hears 1) and to the previous one (-1)."""
        made = self.command("Ne&xt tab", "Ctrl+Tab"), self.command("Pre&vious tab", "Ctrl+Shift+Tab")
        for command, by in zip(made, (1, -1), strict=True):
            command.triggered.connect(partial(step, by))
        return made

    def refresh(self) -> None:
        """Load again now (F5)."""
        self._stale = False
        self.load()

    def focus_filter(self) -> None:
        """Go to the field that filters (Ctrl+F)."""
        if self.filter_field is not None:
            self.filter_field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_focus(self) -> None:
        """Put the keyboard where the work is."""
        if self.main is not None:
            self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_pane(self, step: int) -> None:
        """Go to the next (1) or previous (-1) pane that can be seen (F6, Shift+F6)."""
        panes = [pane for pane in self.panes if pane.isVisible()]
        if panes:
            inside = [number for number, pane in enumerate(panes) if pane.hasFocus() or _holds_focus(pane)]
            now = inside[0] if inside else -1 if step > 0 else 0
            panes[(now + step) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Load if something changed while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _hear(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True


def _holds_focus(pane: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and pane.isAncestorOf(focused)

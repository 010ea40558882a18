"""The tabs of a screen: the strip with a count at each, what every tab is, and the one in front."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.looks.theme import CARD_GAP, TypeRole, theme
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.cell_painting import paint_ring

PADDING = 12
GAP = 8
UNDERLINE = 3


@dataclass(frozen=True)
class Bench:
    """What a tab has of its screen: the desk, and how commands are made that stand in its menu."""

    desk: Desk
    command: Callable[[str, str, str], QAction]


class Tab(QWidget):
    """Base of the tabs. A subclass sets `key` and `title`, and answers `load`."""

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.desk = bench.desk
        self.commands: list[QAction] = []
        self.filter_field: QWidget | None = None
        self.panes: Sequence[QWidget] = ()
        self.main: QWidget | None = None
        """Gets the keyboard when the tab comes to the front; without one the last pane."""
        self._bench = bench
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.whole.setSpacing(CARD_GAP - 2)

    def load(self) -> None:
        """Ask for what the tab shows."""
        raise NotImplementedError

    def command(self, words: str, keys: str = "", icon: str = "") -> QAction:
        """Make a command that works while this tab is in front."""
        made = self._bench.command(words, keys, icon)
        self.commands.append(made)
        return made


def button_of(command: QAction, *, small: bool = False) -> Button:
    """Make a button that stands for a command: its words, icon, keys and whether it can be used."""
    made = Button(command.text(), keys=command.shortcut().toString(), small=small)
    made.stand_for(command)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


class TabStrip(QTabBar):
    """Words with a quieter count or reason after them; the current one is underlined in the accent."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self._notes: dict[int, str] = {}
        theme().changed.connect(self._refit)

    def set_note(self, index: int, note: str) -> None:
        """Show a count, or why the tab is not used."""
        self._notes[index] = note
        self.setTabToolTip(index, "")
        self.setAccessibleTabName(index, f"{self.tabText(index)}, {note}" if note else self.tabText(index))
        self._refit()

    def note(self, index: int) -> str:
        """Give the count or reason at a tab."""
        return self._notes.get(index, "")

    def _refit(self) -> None:
        # Qt measures tabs again when an icon size or a text is set
        for index in range(self.count()):
            self.setTabText(index, self.tabText(index))
        self.updateGeometry()
        self.update()

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802
        """Ask for the words, the note and room at both ends."""
        strong, small = (QFontMetrics(theme().font(role)) for role in (TypeRole.STRONG, TypeRole.SMALL))
        note = self.note(index)
        width = strong.horizontalAdvance(self.tabText(index)) + 2 * PADDING
        width += GAP + small.horizontalAdvance(note) if note else 0
        return QSize(width, strong.height() + 20)

    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802
        """Never cut a tab; the strip scrolls instead."""
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw every tab on the line they share."""
        painter, tokens = QPainter(self), theme().tokens
        painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.line)
        for index in range(self.count()):
            self._paint_tab(painter, index, self.tabRect(index))

    def _paint_tab(self, painter: QPainter, index: int, rect: QRect) -> None:
        tokens, current = theme().tokens, index == self.currentIndex()
        font = theme().font(TypeRole.STRONG if current else TypeRole.BODY)
        inside = rect.adjusted(PADDING, 0, -PADDING, -UNDERLINE)
        painter.setFont(font)
        painter.setPen(tokens.ink if current else tokens.ink_2)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), self.tabText(index))
        inside.setLeft(inside.left() + QFontMetrics(font).horizontalAdvance(self.tabText(index)) + GAP)
        painter.setFont(theme().font(TypeRole.SMALL))
        painter.setPen(tokens.ink_3)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), self.note(index))
        if current:
            line = QRect(rect.left() + 4, rect.bottom() - UNDERLINE + 1, rect.width() - 8, UNDERLINE)
            painter.fillRect(line, tokens.accent)
            if self.hasFocus():
                paint_ring(painter, rect.adjusted(4, 4, -4, -UNDERLINE - 2))


class TabArea(QWidget):
    """The strip with the tabs of a screen below it; commands of those behind are out of the menu.

    `turned` says that another tab came to the front.
    """

    turned = Signal()

    def __init__(self, name: str, tabs: Sequence[Tab]) -> None:
        super().__init__()
        self.tabs = tuple(tabs)
        self.strip, self.stack = TabStrip(name), QStackedWidget()
        for tab in self.tabs:
            self.strip.addTab(tab.title)
            self.stack.addWidget(tab)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.strip)
        whole.addWidget(self.stack, 1)
        self._offer_commands()
        self.strip.currentChanged.connect(self._turn)

    @property
    def front(self) -> Tab:
        """Give the tab in front."""
        return self.tabs[self.strip.currentIndex()]

    @property
    def main(self) -> QWidget:
        """Give what the keyboard goes to in the tab in front."""
        return self.front.main or self.front.panes[-1]

    @property
    def panes(self) -> Sequence[QWidget]:
        """Give what F6 visits: the strip, then the parts of the tab in front."""
        return (self.strip, *self.front.panes)

    def bring(self, key: str) -> None:
        """Bring a tab to the front; a key that no tab has changes nothing."""
        for number, tab in enumerate(self.tabs):
            if tab.key == key:
                self.strip.setCurrentIndex(number)

    def step(self, step: int) -> None:
        """Go to the next (1) or previous (-1) tab, round the end."""
        self.strip.setCurrentIndex((self.strip.currentIndex() + step) % len(self.tabs))
        self.focus_work()

    def focus_work(self) -> None:
        """Put the keyboard where the work of the tab in front is."""
        self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def note(self, notes: Mapping[str, str]) -> None:
        """Show the count of each tab, by its key, or why it is not used."""
        for number, tab in enumerate(self.tabs):
            self.strip.set_note(number, notes.get(tab.key, ""))

    def _turn(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        self._offer_commands()
        self.turned.emit()

    def _offer_commands(self) -> None:
        for tab in self.tabs:
            for command in tab.commands:
                command.setVisible(tab is self.front)

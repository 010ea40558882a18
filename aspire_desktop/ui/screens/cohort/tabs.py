"""The tabs of a workspace: the strip with a count at each, and what every tab is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from aspire_desktop.domain.cohorts import CohortRow
from aspire_desktop.ui.desk import Desk
from aspire_desktop.ui.theme import CARD_GAP, TypeRole, theme
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.cell_painting import paint_ring

PADDING = 12
GAP = 8
UNDERLINE = 3


@dataclass(frozen=True)
class Bench:
    """What a tab has of the workspace: the desk, and how commands are made that stand in its menu."""

    desk: Desk
    command: Callable[[str, str, str], QAction]


class Tab(QWidget):
    """Base of the tabs. A subclass sets `key`, `title` and `topics`, and answers `load`."""

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    topics: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.desk = bench.desk
        self.cohort: CohortRow | None = None
        self.commands: list[QAction] = []
        self.filter_field: QWidget | None = None
        self.panes: Sequence[QWidget] = ()
        self._bench = bench
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.whole.setSpacing(CARD_GAP - 2)

    def show_cohort(self, cohort: CohortRow) -> None:
        """Take the cohort as it stands, and load."""
        if self.cohort is None or self.cohort.id != cohort.id:
            self.clear()
        self.cohort = cohort
        self.load()

    def clear(self) -> None:
        """Forget what was chosen or ticked in another cohort."""

    def load(self) -> None:
        """Ask for what the tab shows of `cohort`."""
        raise NotImplementedError

    def command(self, words: str, keys: str = "", icon: str = "") -> QAction:
        """Make a command that works while this tab is in front."""
        made = self._bench.command(words, keys, icon)
        self.commands.append(made)
        return made


def button_of(command: QAction) -> Button:
    """Make a button that stands for a command: its words, icon, keys and whether it can be used."""
    made = Button(command.text(), keys=command.shortcut().toString())
    made.clicked.connect(command.trigger)
    command.enabledChanged.connect(made.setEnabled)
    made.setEnabled(command.isEnabled())
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


class TabStrip(QTabBar):
    """Words with a quieter count or reason after them; the current one is underlined in the accent."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Parts of the cohort")
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

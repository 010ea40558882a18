"""What every chart shares: words for screen readers, the figures as a table, and the keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from aspire_desktop.ui.charts.pattern import Pattern
from aspire_desktop.ui.looks.theme import theme


@dataclass(frozen=True)
class ChartShare:
    """A part of a whole: how many, with which pattern, in words that follow the figure ("claimed")."""

    pattern: Pattern
    count: int
    words: str


@dataclass(frozen=True)
class ChartTable:
    """The figures of a chart as a table: headings, then rows of the same length."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def in_words(shares: Sequence[ChartShare]) -> str:
    """Say the shares: "28 claimed, 13 in return, 59 free, 100 in total"."""
    parts = [f"{share.count} {share.words}" for share in shares]
    return ", ".join([*parts, f"{sum(share.count for share in shares)} in total"])


def as_rows(shares: Sequence[ChartShare]) -> ChartTable:
    """Give the shares as a table with the total last."""
    rows = [(share.words.capitalize(), str(share.count)) for share in shares]
    return ChartTable(("What", "Count"), [*rows, ("Total", str(sum(share.count for share in shares)))])


class Chart(QLabel):
    """A painted chart; `table_wanted` carries a ChartTable when "Show as table" is chosen."""

    table_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = ChartTable((), ())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme().changed.connect(self.update)

    def table(self) -> ChartTable:
        """Give the figures of the chart as a table."""
        return self._figures

    def _say(self, words: str, figures: ChartTable) -> None:
        self._figures = figures
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Offer the figures as a table."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Show as table", lambda: self.table_wanted.emit(self.table()))
        menu.popup(event.globalPos())

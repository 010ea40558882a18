"""The people behind a figure, of the pool or of a return's workbook; each opens the person."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget

from aspire_desktop.domain.money.claims import PoolPlace
from aspire_desktop.domain.money.funding import PoolFigure
from aspire_desktop.ui.charts.pool import WORDS
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.board import BoardTable, Line
from aspire_desktop.ui.lists.give_way import GiveWay
from aspire_desktop.ui.screens.money.finance.people_rows import (
    PLACE_COLUMNS,
    PLACE_HEADINGS,
    place_lines,
)
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.empty_state import EmptyState


class Behind(Card):
    """The people behind a figure. `left` when the person goes back, `opened` carries a Destination.

    `reserved` carries a PoolPlace that nobody has taken up yet: there is no person to open.
    """

    left = Signal()
    opened = Signal(Destination)
    reserved = Signal(PoolPlace)

    def __init__(self) -> None:
        super().__init__("People")
        back = Button("Back to the return", icon="arrow-left", keys="Backspace", small=True)
        back.clicked.connect(self.left)
        self.add_trailing(back)
        self.table = BoardTable("People behind the figure", PLACE_HEADINGS, PLACE_COLUMNS)
        GiveWay(self.table, {4: 560, 2: 460})
        self.table.opened.connect(self._open)
        self.nothing = EmptyState("bank", "Nobody")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        self.body.addWidget(self._stack)
        self.figure: PoolFigure | None = None
        self._places: dict[str, PoolPlace] = {}

    @property
    def holds_keyboard(self) -> bool:
        """Tell whether the keyboard is in it."""
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self or self.isAncestorOf(focused))

    def show_rows(self, title: str, rows: Sequence[Line]) -> None:
        """Show who stands in something that is no figure of the pool."""
        self.figure, self._places = None, {}
        self.set_title(title, "1 person" if len(rows) == 1 else f"{len(rows)} people")
        self.table.lines.show_lines(rows)
        self.table.setCurrentIndex(self.table.lines.index(0, 0))
        self.nothing.say("Nobody", "Nobody stands here today.")
        self._stack.setCurrentWidget(self.table if rows else self.nothing)

    def show_places(self, figure: PoolFigure, places: Sequence[PoolPlace], free: int) -> None:
        """Show who stands in a figure."""
        before = self.table.lines.line_at(self.table.currentIndex()) if figure is self.figure else None
        self.figure = figure
        self._places = {f"place {place.label}": place for place in places}
        self.set_title(WORDS[figure], "1 person" if len(places) == 1 else f"{len(places)} people")
        self.table.lines.show_lines(place_lines(places))
        row = self.table.lines.row_of(before.key) if before else None
        if places:
            self.table.setCurrentIndex(self.table.lines.index(row or 0, 0))
        self._stack.setCurrentWidget(self.table if places else self.nothing)
        if figure is PoolFigure.FREE:
            self.set_title(WORDS[figure])
            self.nothing.say(f"{free} place{'' if free == 1 else 's'} free", "Nobody has taken them yet.")
        else:
            self.nothing.say("None yet", f"Nobody stands under “{WORDS[figure]}” today.")

    def choose(self, place: PoolPlace) -> None:
        """Choose one place among those shown."""
        row = self.table.lines.row_of(f"place {place.label}")
        if row is not None:
            self.table.setCurrentIndex(self.table.lines.index(row, 0))

    def start(self) -> None:
        """Put the keyboard on the first person."""
        front = self._stack.currentWidget()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        (self.table if front is self.table else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, index: QModelIndex) -> None:
        line = self.table.lines.line_at(index)
        if line is None:
            return
        place = self._places.get(line.key)
        if line.place is not None:
            self.opened.emit(line.place)
        elif place is not None and place.reserved:
            self.reserved.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go back with Backspace."""
        if event.key() == Qt.Key.Key_Backspace:
            self.left.emit()
        else:
            super().keyPressEvent(event)

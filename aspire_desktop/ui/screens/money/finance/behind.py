"""The people behind a figure, of the pool or of a return's workbook; each opens the person."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from aspire_desktop.domain.money.claims import PoolPlace
from aspire_desktop.domain.money.funding import PoolFigure
from aspire_desktop.ui.charts.pool import WORDS
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.list_commands import ListCommands
from aspire_desktop.ui.lists.list_of import Empty
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.screens.money.finance.people_rows import (
    PEOPLE_BEHIND,
    StandsBehind,
    key_of,
    place_rows,
)
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.card import Card


class Behind(Card):
    """The people behind a figure. `left` when the person goes back, `opened` carries a Destination.

    `reserved` carries a PoolPlace that nobody has taken up yet: there is no person to open.
    """

    left = Signal()
    opened = Signal(Destination)
    reserved = Signal(PoolPlace)

    def __init__(self, desk: Desk) -> None:
        super().__init__("People")
        self.list = RowList(desk, PEOPLE_BEHIND)
        self.list.setParent(self)
        self.files = ListCommands(self.list)
        self.table = self.list.table
        self.list.opened.connect(self._open)
        back = Button("Back", icon="arrow-left", keys="Backspace", small=True)
        back.setAccessibleName("Back to the return")
        back.clicked.connect(self.left)
        self.add_trailing(back)
        self.list.put_button_in(self)
        self.body.addWidget(self.list.stack)
        self.body.addWidget(self.files.jobs)
        self.figure: PoolFigure | None = None

    @property
    def holds_keyboard(self) -> bool:
        """Tell whether the keyboard is in it."""
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self or self.isAncestorOf(focused))

    def show_rows(self, title: str, rows: Sequence[StandsBehind]) -> None:
        """Show who stands in something that is no figure of the pool."""
        self.figure = None
        self.list.begin_at()
        self._take(title, rows, PEOPLE_BEHIND.empty)

    def show_places(self, figure: PoolFigure, places: Sequence[PoolPlace], free: int) -> None:
        """Show who stands in a figure."""
        if figure is not self.figure:
            self.list.begin_at()
        self.figure = figure
        words, is_free = WORDS[figure], figure is PoolFigure.FREE
        title = f"{free} place{'' if free == 1 else 's'} free" if is_free else "None yet"
        why = "Nobody has taken them yet." if is_free else f"Nobody stands under “{words}” today."
        self._take(words, place_rows(places), replace(PEOPLE_BEHIND.empty, title=title, sentences=why))
        if is_free:
            self.set_title(words)

    def _take(self, title: str, rows: Sequence[StandsBehind], empty: Empty) -> None:
        self.set_title(title, "1 person" if len(rows) == 1 else f"{len(rows)} people")
        self.list.title, self.list.empty = f"People behind {title}", empty
        self.list.take(rows)

    def choose(self, place: PoolPlace) -> None:
        """Choose one place among those shown."""
        self.list.choice.only([key_of(place)])

    def start(self) -> None:
        """Put the keyboard on the first person."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        (self.table if self.list.total else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        row = self.list.current
        if row is not None and row.person_id is not None:
            self.opened.emit(Destination("people", row.person_id))
        elif row is not None and row.reserved is not None:
            self.reserved.emit(row.reserved)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go back with Backspace."""
        if event.key() == Qt.Key.Key_Backspace:
            self.left.emit()
        else:
            super().keyPressEvent(event)

"""The waiting list of a cohort: who waits, since when, and the offer of a place."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal

from aspire_desktop.domain.office.values import EnrolmentId, short_date
from aspire_desktop.domain.programmes.cohorts import CohortRow, places_free
from aspire_desktop.domain.programmes.enrolments import WaitingRow
from aspire_desktop.ui.lists.board import BoardTable, Line, Shown
from aspire_desktop.ui.looks.theme import theme
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.cells import Cell, Column
from aspire_desktop.ui.widgets.words import FUNDING_WORDS, FUNDINGS, name_words

HEADINGS = ("Order", "Name", "Organisation", "Funding", "Joined")
COLUMNS = (
    Column(Cell.QUIET, 64),
    Column(Cell.NAME, 200),
    Column(Cell.TEXT, stretch=True),
    Column(Cell.PILL, 160),
    Column(Cell.QUIET, 110),
)
MOST = 4
"""Rows in view at once; the list scrolls, so that it never takes the page from those who have a place."""


class WaitingList(Card):
    """In the order of joining; hidden while nobody waits. `offered` carries the WaitingRow to offer to."""

    offered = Signal(WaitingRow)

    def __init__(self) -> None:
        super().__init__("Waiting list")
        self._rows: Sequence[WaitingRow] = ()
        self._usable = False
        self.table = BoardTable("Waiting list", HEADINGS, COLUMNS)
        self.table.opened.connect(self._offer)
        self.table.selectionModel().currentRowChanged.connect(lambda: self._allow())
        self.offer_button = Button("Offer place", keys="Enter", small=True)
        self.offer_button.clicked.connect(lambda: self._offer(self.table.currentIndex()))
        self.add_trailing(self.offer_button)
        self.body.addWidget(self.table)
        self._wanted = ""
        self.setFocusProxy(self.table)
        theme().changed.connect(self._fit)
        self.hide()

    def show_rows(self, rows: Sequence[WaitingRow], cohort: CohortRow, may: bool) -> None:
        """Show who waits, and stay on who was chosen; a place can be offered only while one is free."""
        free = places_free(cohort.capacity, cohort.held)
        people = "1 person" if len(rows) == 1 else f"{len(rows)} people"
        do = "" if free else " Withdraw someone, or wait for an answer to an offer, to make one."
        self.set_title("Waiting list", f"{people}, in order of joining. Places free: {free}.{do}")
        chosen = self.table.lines.line_at(self.table.currentIndex())
        self._rows, self._usable = tuple(rows), bool(free) and may
        self.table.lines.show_lines([_line(number, row) for number, row in enumerate(rows, 1)])
        place = self.table.lines.row_of(self._wanted)
        if place is not None:
            self._wanted = ""
        elif chosen is not None:
            place = self.table.lines.row_of(chosen.key)
        if rows:
            self.table.setCurrentIndex(self.table.lines.index(place or 0, 0))
        self._fit()
        self._allow()
        self.setVisible(bool(rows))

    def choose(self, id: EnrolmentId) -> None:
        """Go to somebody when they are listed."""
        self._wanted = str(id)

    def _fit(self) -> None:
        """Be as high as the rows in view."""
        rows = min(MOST, len(self._rows)) * self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + rows + 2)

    def _allow(self) -> None:
        self.offer_button.setEnabled(self._usable and self._row(self.table.currentIndex()) is not None)

    def _row(self, index: QModelIndex) -> WaitingRow | None:
        return self._rows[index.row()] if index.isValid() else None

    def _offer(self, index: QModelIndex) -> None:
        row = self._row(index)
        if row is not None and self._usable:
            self.offered.emit(row)


def _line(number: int, row: WaitingRow) -> Line:
    place = row.place
    look = FUNDINGS[place.funding]
    cells = (
        Shown(str(number)),
        Shown(name_words(place.given_name, place.family_name)),
        Shown(place.organisation),
        Shown(FUNDING_WORDS[place.funding], pill=look),
        Shown(short_date(row.joined_on)),
    )
    return Line(str(place.id), cells)

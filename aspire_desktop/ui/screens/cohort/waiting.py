"""The waiting list of a cohort: who waits, since when, and the offer of a place."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from aspire_desktop.domain.cohorts import CohortRow, places_free
from aspire_desktop.domain.enrolments import WaitingRow
from aspire_desktop.ui.screens.cohorts.words import FUNDINGS, name_words
from aspire_desktop.ui.theme import CARD_PADDING, TypeRole
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.label import ElidedLabel, label
from aspire_desktop.ui.widgets.pill import Pill


class WaitingList(Card):
    """In the order of joining; hidden while nobody waits. `offered` carries the WaitingRow to offer to."""

    offered = Signal(WaitingRow)

    def __init__(self) -> None:
        super().__init__("Waiting list")
        self._inside = QWidget()
        self.body.addWidget(self._inside)
        self.buttons: list[Button] = []
        self.hide()

    def show_rows(self, rows: Sequence[WaitingRow], cohort: CohortRow, may: bool) -> None:
        """Show who waits; a place can be offered only while one is free."""
        free = places_free(cohort.capacity, cohort.held)
        people = "1 person" if len(rows) == 1 else f"{len(rows)} people"
        do = "" if free else " Withdraw someone, or wait for an answer to an offer, to make one."
        self.set_title("Waiting list", f"{people}, in order of joining. Places free: {free}.{do}")
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(CARD_PADDING, 0, CARD_PADDING, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        self.buttons = []
        for number, row in enumerate(rows):
            self._fill(grid, number, row, usable=bool(free) and may)
        self.body.replaceWidget(self._inside, inside)
        self._inside.deleteLater()
        self._inside = inside
        self.setVisible(bool(rows))

    def _fill(self, grid: QGridLayout, number: int, row: WaitingRow, usable: bool) -> None:
        place = row.place
        offer = Button("Offer place", small=True)
        offer.setAccessibleName(f"Offer place to {place.given_name} {place.family_name}")
        offer.setEnabled(usable)
        offer.clicked.connect(lambda: self.offered.emit(row))
        self.buttons.append(offer)
        look = FUNDINGS[place.funding]
        funding = Pill(look, "Funding") if look else label("Funding not decided yet", ink="2")
        cells: tuple[QWidget, ...] = (
            label(str(number + 1), ink="2"),
            ElidedLabel(name_words(place.given_name, place.family_name), TypeRole.STRONG),
            ElidedLabel(place.organisation),
            funding,
            label(f"Joined {row.joined_on.day} {row.joined_on:%b}", ink="2"),
            offer,
        )
        for column, cell in enumerate(cells):
            grid.addWidget(cell, number, column)

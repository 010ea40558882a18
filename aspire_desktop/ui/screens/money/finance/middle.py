"""The middle of the tab of returns: the workbook, or the people behind a figure that was opened."""

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from aspire_desktop.domain.money.claims import PoolPlace
from aspire_desktop.domain.money.funding import Pool, PoolFigure
from aspire_desktop.domain.office.values import AgreementId, Period
from aspire_desktop.storage.lookups.money.funding import pool_places
from aspire_desktop.ui.charts.pool import FIGURES, behind, behind_square
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.screens.money.finance.behind import Behind
from aspire_desktop.ui.screens.money.finance.model import ShownReturn, grid_of
from aspire_desktop.ui.screens.money.finance.people_rows import claim_rows, place_rows
from aspire_desktop.ui.screens.money.finance.preview import ReturnPreview
from aspire_desktop.ui.screens.money.finance.reservation_dialogs import ReservationDialog
from aspire_desktop.ui.screens.money.finance.sources import Source


class Middle(QStackedWidget):
    """`marked` carries the PoolFigure of the pool whose people are shown, None when they are left."""

    marked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.preview, self.behind = ReturnPreview(), Behind(desk)
        self._pool: Pool | None = None
        self._sheet: ShownReturn | None = None
        self._other: Period | None = None
        """The period of the draft that is shown, where it is not the open one."""
        self._of: Period | None = None
        """The period whose return the people in front stand in; None for the open one."""
        self._agreement_id: AgreementId | None = None
        for each in (self.preview, self.behind):
            self.addWidget(each)
        self.preview.wanted.connect(self._ask_for_sheet)
        self.preview.traced.connect(self.open_source)
        self.currentChanged.connect(self._aim)
        self._aim()
        self.behind.left.connect(self.show_return)
        self.behind.opened.connect(self.desk.go)
        self.behind.reserved.connect(self._open_reservation)
        self.dialog: ReservationDialog | None = None

    @property
    def shows_people(self) -> bool:
        """Tell whether people are shown in place of the workbook."""
        return self.currentWidget() is self.behind

    def show_sheet(self, sheet: ShownReturn, agreement_id: AgreementId, other: Period | None) -> None:
        """Show a return; people behind a figure of the pool stay in front, as they stand now.

        `other` is the period of a draft that is not the open one's.
        """
        self._sheet, self._agreement_id, self._other = sheet, agreement_id, other
        self.preview.show_sheet(sheet)
        if self.shows_people and self.behind.figure is not None:
            self._ask_behind(self.behind.figure)

    def open_figure(self, figure: PoolFigure, pool: Pool) -> None:
        """Show the people behind a figure of the pool."""
        self._open(figure, pool, None)

    def _open(self, figure: PoolFigure, pool: Pool, of: Period | None) -> None:
        self._pool, self._of = pool, of
        self._ask_behind(figure, starts=True)

    def open_square(self, square: int, pool: Pool) -> None:
        """Show the people behind the figure that a square of the waffle belongs to, its own chosen."""
        self._pool, self._of = pool, None
        if self._agreement_id is not None:
            question = pool_places.about(self._agreement_id, self.desk.clock.today(), None)
            self.desk.ask(question, partial(self._find_square, square), subject="behind")

    def open_source(self, source: Source) -> None:
        """Show what a figure of the workbook comes from."""
        pool = self._sheet.draft.pool if self._sheet and self._sheet.draft else None
        if source.figure is not None and pool is not None:
            self._open(source.figure, pool, self._other)
        else:
            self.marked.emit(None)
            self.behind.show_rows(source.title, claim_rows(source.lines))
            self.setCurrentWidget(self.behind)
            self.behind.start()

    def open_places(self, title: str, labels: Collection[str] = ()) -> None:
        """Show places of the pool by their labels, or every one."""
        if self._agreement_id is not None:
            then = partial(self._show_places, title, frozenset(labels))
            asked = pool_places.about(self._agreement_id, self.desk.clock.today(), self._other)
            self.desk.ask(asked, then, subject="behind")

    def _show_places(self, title: str, labels: Collection[str], places: Sequence[PoolPlace]) -> None:
        chosen = [place for place in places if not labels or place.label in labels]
        self.marked.emit(None)
        self.behind.show_rows(title, place_rows(chosen))
        self.setCurrentWidget(self.behind)
        self.behind.start()

    def _open_reservation(self, place: PoolPlace) -> None:
        self.dialog = ReservationDialog(self.desk, place)
        self.dialog.ask()

    def show_return(self) -> None:
        """Bring the workbook forward again, and the keyboard to its cell or to the figure that was open."""
        inside, was_figure = self.behind.holds_keyboard, self.behind.figure is not None
        self.marked.emit(None)
        self.setCurrentWidget(self.preview)
        if inside and not was_figure:
            self.preview.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _aim(self) -> None:
        """Let F6 lead to what is in front."""
        self.setFocusProxy(self.behind.table if self.shows_people else self.preview.grid)

    def _ask_for_sheet(self, title: str) -> None:
        if self._sheet is not None:
            self.desk.ask(partial(grid_of, self._sheet, title), self.preview.show_grid, subject="grid")

    def _find_square(self, square: int, places: Sequence[PoolPlace]) -> None:
        if self._pool is None:
            return
        place = behind_square(places, self._pool, square)
        figures = [figure for figure in FIGURES if place and place in behind(places, figure)]
        self._show_behind(figures[0] if figures else PoolFigure.FREE, place, True, places)

    def _ask_behind(self, figure: PoolFigure, *, starts: bool = False) -> None:
        if self._agreement_id is not None:
            then = partial(self._show_behind, figure, None, starts)
            asked = pool_places.about(self._agreement_id, self.desk.clock.today(), self._of)
            self.desk.ask(asked, then, subject="behind")

    def _show_behind(
        self, figure: PoolFigure, place: PoolPlace | None, starts: bool, places: Sequence[PoolPlace]
    ) -> None:
        self.marked.emit(figure if self._of is None else None)
        self.behind.show_places(figure, behind(places, figure), self._pool.free if self._pool else 0)
        self.setCurrentWidget(self.behind)
        if place is not None:
            self.behind.choose(place)
        if starts:
            self.behind.start()

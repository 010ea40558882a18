"""The workbook of a return, sheet by sheet, and what each of its figures comes from."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabBar

from aspire_desktop.domain.money.grid import Grid, cell_name
from aspire_desktop.domain.money.sheet_words import ReturnSheet, written
from aspire_desktop.ui.charts.pool import period_words
from aspire_desktop.ui.looks.theme import CARD_PADDING, CONTROL_GAP, TypeRole
from aspire_desktop.ui.screens.money.finance.model import ShownReturn
from aspire_desktop.ui.screens.money.finance.sources import Source, source_of
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.grid_view import GridView
from aspire_desktop.ui.widgets.label import ElidedLabel, Link, label

FIRST = written(ReturnSheet.SUMMARY)
TOTAL, TOTAL_COLUMN = "Total for this period", 3
"""The figure that a Summary begins with, by the words of its row."""


class ReturnPreview(Card):
    """A return in the cells of its file: formula line above, sheet tabs below.

    `wanted` carries the title of a sheet to be shown, `traced` the Source whose lines are to be opened.
    """

    wanted = Signal(str)
    traced = Signal(Source)

    def __init__(self) -> None:
        super().__init__("Return, as it will be in Excel")
        self.export_button = Button("Export draft…", icon="file-xls", keys="Ctrl+E", small=True)
        self.add_trailing(self.export_button)
        self.line = FormulaLine()
        self.line.link.clicked.connect(self._trace)
        self.grid = GridView("Workbook of the return")
        self.grid.moved.connect(self._explain)
        self.grid.opened.connect(self._trace)
        self.grid.turned.connect(self._turn)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Sheets of the workbook")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.currentChanged.connect(self._ask)
        self._titles: tuple[str, ...] = ()
        self._sheet: ShownReturn | None = None
        self.body.addWidget(self.line)
        self.body.addWidget(self.grid, 1)
        foot = self.add_footer()
        foot.setContentsMargins(4, 0, 4, 0)
        foot.addWidget(self.tabs, 1)

    @property
    def title(self) -> str:
        """Give the title of the sheet that is shown."""
        return self._titles[self.tabs.currentIndex()] if self._titles else FIRST

    @property
    def source(self) -> Source | None:
        """Say what the current cell comes from; None for words and headings."""
        here = self.grid.currentIndex()
        if self._sheet is None or not here.isValid():
            return None
        return source_of(self._sheet, self.grid.cells.grid, here.row(), here.column())

    def show_sheet(self, sheet: ShownReturn) -> None:
        """Take another return, or the same worked out anew, and ask for the sheet that is in front."""
        self._sheet = sheet
        is_draft = sheet.submitted is None
        self.set_title(period_words(sheet.period), f"as it {'will be' if is_draft else 'is'} in Excel")
        self.export_button.setText("Export draft…" if is_draft else "Save workbook…")
        self.export_button.updateGeometry()
        self.wanted.emit(self.title)

    def show_grid(self, grid: Grid) -> None:
        """Show a sheet that was asked for."""
        first = grid.title != self.grid.cells.grid.title
        self._name_tabs(grid)
        self.grid.show_grid(grid)
        if first:
            self.grid.go_to(*_beginning(grid))
        self._explain()

    def _name_tabs(self, grid: Grid) -> None:
        self.tabs.blockSignals(True)
        if grid.titles != self._titles:
            self._titles = grid.titles
            while self.tabs.count():
                self.tabs.removeTab(0)
            for title in grid.titles:
                self.tabs.addTab(title)
        self.tabs.setCurrentIndex(grid.titles.index(grid.title))
        for number, title in enumerate(grid.titles):
            self.tabs.setTabText(number, title + self._counted(title))
        self.tabs.blockSignals(False)

    def _counted(self, title: str) -> str:
        if self._sheet is None or title not in ("Places", "Adjustments"):
            return ""
        lines = self._sheet.claims if title == "Places" else self._sheet.adjustments
        return f" ({len(lines)})"

    def _ask(self) -> None:
        if self._sheet is not None:
            self.wanted.emit(self.title)

    def _turn(self, step: int) -> None:
        self.tabs.setCurrentIndex(max(0, min(self.tabs.count() - 1, self.tabs.currentIndex() + step)))

    def _explain(self) -> None:
        here = self.grid.currentIndex()
        cell = self.grid.cell(here.row(), here.column())
        self.line.show_cell(cell_name(here.row(), here.column()), cell.holds if cell else "", self.source)

    def _trace(self) -> None:
        source = self.source
        if source is not None:
            self.traced.emit(source)


class FormulaLine(QFrame):
    """The name of the current cell, what it holds, and what that comes from."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.holds = label("", TypeRole.STRONG), ElidedLabel("")
        self.words, self.link = label("", TypeRole.SMALL, "2"), Link("")
        self.name.setMinimumWidth(self.name.fontMetrics().horizontalAdvance("AA0000"))
        self.holds.setAccessibleName("What the cell holds")
        row = QHBoxLayout(self)
        row.setContentsMargins(CARD_PADDING, 3, CARD_PADDING, 5)
        row.setSpacing(CONTROL_GAP)
        row.addWidget(self.name)
        row.addWidget(label("fx", TypeRole.SMALL, "3"))
        row.addWidget(self.holds, 1)
        row.addWidget(self.words)
        row.addWidget(self.link)

    def show_cell(self, name: str, holds: str, source: Source | None) -> None:
        """Say where a cell is, what it holds, and what that rests on where it rests on something."""
        self.name.setText(name)
        self.holds.setText(holds.replace("\n", " "))
        self.words.setText(source.words if source else "")
        self.link.setText(source.link if source else "")
        for widget in (self.words, self.link):
            widget.setVisible(source is not None)
            widget.updateGeometry()


def _beginning(grid: Grid) -> tuple[int, int]:
    """Give the cell to begin with: the total of a Summary, the first line of a list, else the first cell."""
    totals = [row for row, cells in enumerate(grid.rows) if cells and cells[0].words == TOTAL]
    if totals:
        return totals[0], TOTAL_COLUMN
    is_list = bool(grid.rows) and bool(grid.rows[0]) and grid.rows[0][0].style.boxed
    return (1, 0) if is_list and len(grid.rows) > 1 else (0, 0)

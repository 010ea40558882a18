"""The middle of the screen: a return as it will be in Excel, or the people behind a figure of the pool."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from aspire_desktop.domain.claims import AgreementRow, PoolPlace
from aspire_desktop.ui.board import BoardModel
from aspire_desktop.ui.give_way import GiveWay
from aspire_desktop.ui.pool import WORDS, Figure
from aspire_desktop.ui.screens.finance.model import Sheet, period_words
from aspire_desktop.ui.screens.finance.sheets import (
    ADJUSTMENT_HEADINGS,
    CLAIM_HEADINGS,
    LINE_COLUMNS,
    PLACE_COLUMNS,
    PLACE_HEADINGS,
    SHEET_COLUMNS,
    SHEET_HEADINGS,
    adjustment_lines_of,
    claim_lines_of,
    place_lines,
    sheet_lines,
)
from aspire_desktop.ui.signals import Destination
from aspire_desktop.ui.theme import CARD_PADDING, TypeRole
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.cells import Column
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.label import ElidedLabel, label

FACTS = ("Return", "Status", "Period", "Agreement", "Funder", "Prepared by")


class Preview(Card):
    """A return: its facts, then by cohort, by place or by adjustment, as the tabs below say."""

    def __init__(self) -> None:
        super().__init__("Return, as it will be in Excel")
        self.export_button = Button("Export draft…", icon="file-xls", keys="Ctrl+E", small=True)
        self.add_trailing(self.export_button)
        self._lead = label("", TypeRole.STRONG)
        self._facts = {words: ElidedLabel("", TypeRole.STRONG) for words in FACTS}
        self.tables = (
            _table("Return by cohort", SHEET_HEADINGS, SHEET_COLUMNS),
            _table("Places claimed", CLAIM_HEADINGS, LINE_COLUMNS),
            _table("Adjustments", ADJUSTMENT_HEADINGS, LINE_COLUMNS),
        )
        GiveWay(self.tables[0], {4: 540, 2: 480})
        for table in self.tables[1:]:
            GiveWay(table, {4: 620, 3: 500})
        self._stack = QStackedWidget()
        for table in self.tables:
            self._stack.addWidget(table)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for words in ("Return", "Places", "Adjustments"):
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(CARD_PADDING, 2, CARD_PADDING, 8)
        head.setSpacing(4)
        head.addWidget(self._lead)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for number, (words, value) in enumerate(self._facts.items()):
            row, side = divmod(number, 2)
            value.setAccessibleName(words)
            grid.addWidget(label(words, ink="2"), row, side * 2)
            grid.addWidget(value, row, side * 2 + 1)
        grid.setColumnStretch(1, 1)
        head.addLayout(grid)
        self.body.addLayout(head)
        self.body.addWidget(self._stack, 1)
        foot = self.add_footer()
        foot.setContentsMargins(4, 0, 8, 0)
        foot.addWidget(self.tabs)
        foot.addStretch(1)

    @property
    def front(self) -> QWidget:
        """Give the table that is shown."""
        return self.tables[self.tabs.currentIndex()]

    def show_sheet(self, sheet: Sheet, agreement: AgreementRow) -> None:
        """Show a return."""
        is_draft = sheet.submitted is None
        self.set_title(period_words(sheet.period), f"as it {'will be' if is_draft else 'is'} in Excel")
        self.export_button.setText("Export draft…" if is_draft else "Save workbook…")
        self.export_button.updateGeometry()
        self._lead.setText(sheet.title)
        told = (
            sheet.summary.reference,
            sheet.status,
            str(sheet.period),
            agreement.reference,
            agreement.funder,
            sheet.prepared,
        )
        for value, words in zip(self._facts.values(), told, strict=True):
            value.setText(words)
        lines = (
            sheet_lines(sheet, agreement.unit, agreement.places),
            claim_lines_of(sheet),
            adjustment_lines_of(sheet),
        )
        for table, shown in zip(self.tables, lines, strict=True):
            _model(table).show_lines(shown)
        self.tabs.setTabText(1, f"Places ({len(sheet.claims)})")
        self.tabs.setTabText(2, f"Adjustments ({len(sheet.adjustments)})")


class Behind(Card):
    """The people behind a figure. `left` when the person goes back, `opened` carries a Destination."""

    left = Signal()
    opened = Signal(Destination)

    def __init__(self) -> None:
        super().__init__("People")
        back = Button("Back to the return", icon="arrow-left", keys="Backspace", small=True)
        back.clicked.connect(self.left)
        self.add_trailing(back)
        self.table = _table("People behind the figure", PLACE_HEADINGS, PLACE_COLUMNS)
        GiveWay(self.table, {4: 560, 2: 460})
        self.table.opened.connect(self._open)
        self.nothing = EmptyState("bank", "Nobody")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        self.body.addWidget(self._stack)
        self.figure: Figure | None = None

    def show_places(self, figure: Figure, places: Sequence[PoolPlace], free: int) -> None:
        """Show who stands in a figure."""
        before = _model(self.table).line_at(self.table.currentIndex()) if figure is self.figure else None
        self.figure = figure
        self.set_title(WORDS[figure], "1 person" if len(places) == 1 else f"{len(places)} people")
        _model(self.table).show_lines(place_lines(places))
        row = _model(self.table).row_of(before.key) if before else None
        if places:
            self.table.setCurrentIndex(_model(self.table).index(row or 0, 0))
        self._stack.setCurrentWidget(self.table if places else self.nothing)
        if figure is Figure.FREE:
            self.set_title(WORDS[figure])
            self.nothing.say(f"{free} place{'' if free == 1 else 's'} free", "Nobody has taken them yet.")
        else:
            self.nothing.say("None yet", f"Nobody stands under “{WORDS[figure]}” today.")

    def choose(self, place: PoolPlace) -> None:
        """Choose one place among those shown."""
        row = _model(self.table).row_of(f"place {place.label}")
        if row is not None:
            self.table.setCurrentIndex(_model(self.table).index(row, 0))

    def start(self) -> None:
        """Put the keyboard on the first person."""
        front = self._stack.currentWidget()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        (self.table if front is self.table else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, index: QModelIndex) -> None:
        line = _model(self.table).line_at(index)
        if line is not None and line.place is not None:
            self.opened.emit(line.place)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go back with Backspace."""
        if event.key() == Qt.Key.Key_Backspace:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _table(name: str, headings: Sequence[str], columns: Sequence[Column]) -> DataTable:
    made = DataTable(name, columns, grouped=True)
    made.setModel(BoardModel(headings, made))
    made.setSelectionMode(DataTable.SelectionMode.SingleSelection)
    return made


def _model(table: DataTable) -> BoardModel:
    model = table.model()
    assert isinstance(model, BoardModel)
    return model

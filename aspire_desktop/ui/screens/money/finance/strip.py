"""The strip of a pool: its waffle and five figures, each a door to the people behind it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from aspire_desktop.domain.money.funding import Pool, PoolFigure
from aspire_desktop.domain.office.values import money
from aspire_desktop.ui.charts.pool import FIGURES, Swatch, agrees, shares_of
from aspire_desktop.ui.charts.waffle import Waffle
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.enter import entered
from aspire_desktop.ui.widgets.label import label

WIDE_ROW, SHORT_ROW = 50, 25
ROOMY = 1160
"""From this width on, with standard text, a wide row fits beside five figures."""
SHORT = {
    PoolFigure.CLAIMED: "Claimed",
    PoolFigure.IN_RETURN: "In open return",
    PoolFigure.CLAIMABLE: "For another return",
    PoolFigure.COMMITTED: "Committed",
    PoolFigure.FREE: "Free",
}


class FigureButton(QPushButton):
    """A figure with its pattern and its amount; a click, Enter or Space opens the people behind it."""

    def __init__(self, figure: PoolFigure) -> None:
        super().__init__()
        self.figure = figure
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._count, self._money = label("", TypeRole.PANE), label("", TypeRole.SMALL, "2")
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 5, 12, 6)
        grid.setHorizontalSpacing(7)
        grid.setVerticalSpacing(0)
        grid.addWidget(Swatch(figure), 0, 0)
        grid.addWidget(self._count, 0, 1)
        grid.addWidget(self._money, 0, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(label(SHORT[figure], TypeRole.SMALL), 1, 0, 1, 3)
        for number in range(grid.count()):
            item = grid.itemAt(number)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_pool(self, pool: Pool) -> None:
        """Show the figure of a pool."""
        tally = pool.tally(self.figure)
        number = tally.places
        self._count.setText(f"−{-number}" if number < 0 else str(number))
        self._money.setText(money(tally.amount))
        self.setAccessibleName(f"{SHORT[self.figure]}: {tally}")
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for what stands on it."""
        grid = self.layout()
        return grid.sizeHint() if grid is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Never cut a figure."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Click on Enter as on Space."""
        if not entered(event, self.click):
            super().keyPressEvent(event)


class PoolStrip(Card):
    """`opened` carries the PoolFigure whose people are wanted, `square` the number of a square chosen."""

    opened = Signal(PoolFigure)
    square = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Pool")
        self.waffle = Waffle(WIDE_ROW)
        self.waffle.square_chosen.connect(self.square)
        self.buttons = {figure: FigureButton(figure) for figure in FIGURES}
        self._cap, self._worth = label("", TypeRole.STRONG), label("", ink="2")
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        row.addWidget(self.waffle, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(8)
        for button in self.buttons.values():
            button.clicked.connect(lambda _=False, figure=button.figure: self.opened.emit(figure))
            row.addWidget(button)
        row.addStretch(0)
        total = QVBoxLayout()
        total.setSpacing(2)
        total.addStretch(1)
        for widget in (self._cap, self._worth):
            total.addWidget(widget, 0, Qt.AlignmentFlag.AlignRight)
        total.addStretch(1)
        row.addLayout(total)
        self.body.addLayout(row)

    def show_pool(self, pool: Pool) -> None:
        """Show where the places of an agreement stand, and whether they add up to its cap."""
        self.waffle.set_shares(shares_of(pool))
        for figure, button in self.buttons.items():
            button.show_pool(pool)
            button.setVisible(figure is not PoolFigure.CLAIMABLE or pool.claimable > 0)
        self._cap.setText(f"{pool.cap} places" if agrees(pool) else f"{pool.cap} places: do not add up")
        self._worth.setText(money(pool.cap_amount))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay the squares in shorter rows where longer ones would be cut off."""
        super().resizeEvent(event)
        self.waffle.set_columns(WIDE_ROW if self.width() * 100 >= ROOMY * theme().text_percent else SHORT_ROW)

    def mark(self, figure: PoolFigure | None) -> None:
        """Mark the figure whose people are shown."""
        for each, button in self.buttons.items():
            button.setChecked(each is figure)

    @property
    def marked(self) -> PoolFigure | None:
        """Give the figure whose people are shown."""
        return next((figure for figure, button in self.buttons.items() if button.isChecked()), None)

"""The card of a pool: one square for each place, the five figures, and whether they add up."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from aspire_desktop.domain.home.home import Funded
from aspire_desktop.domain.money.funding import PoolFigure, Tally
from aspire_desktop.domain.office.values import AgreementId, enumerated, money
from aspire_desktop.ui.charts.pool import FIGURES, WORDS, Swatch, agrees, shares_of
from aspire_desktop.ui.charts.waffle import Waffle
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.looks.icons import BUTTON, Weight, paint_icon
from aspire_desktop.ui.looks.theme import CARD_PADDING, TypeRole
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.fields import ChoiceField
from aspire_desktop.ui.widgets.label import Link, label, rule


class PoolCard(Card):
    """Shows one agreement's pool. `opened` carries a Destination, `square` the number of one chosen."""

    opened = Signal(Destination)
    square = Signal(int)

    def __init__(self) -> None:
        super().__init__("Funded places")
        self._all: Sequence[Funded] = ()
        self.funded: Funded | None = None
        self.link = Link("Open pool")
        self.link.clicked.connect(self._open)
        self.choice = ChoiceField()
        self.choice.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)
        self.choice.setAccessibleName("Agreement")
        self.choice.activated.connect(self._choose)
        self.add_trailing(self.choice)
        self.add_trailing(self.link)
        self.waffle = Waffle(25)
        self.waffle.square_chosen.connect(self.square)
        self._free, self._of = label("", TypeRole.DISPLAY), label("", ink="2")
        self._figures = {figure: _Figure(figure) for figure in FIGURES}
        self._total, self._money = label("", TypeRole.STRONG), label("", TypeRole.STRONG)
        self._verdict = Verdict()
        self._nothing = EmptyState(
            "bank", "No funded places yet", "Places that a funder pays for belong here."
        )
        self._some = QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self._some)
        whole.setContentsMargins(CARD_PADDING, 2, CARD_PADDING, 10)
        whole.setSpacing(7)
        lead = QHBoxLayout()
        lead.addWidget(self._free)
        lead.addWidget(label("places free", TypeRole.STRONG), 0, Qt.AlignmentFlag.AlignBottom)
        lead.addWidget(self._of, 1, Qt.AlignmentFlag.AlignBottom)
        whole.addLayout(lead)
        whole.addWidget(self.waffle)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(3, 74)
        for row, figure in enumerate(self._figures.values()):
            figure.put(grid, row)
        total = label("Total", TypeRole.STRONG)
        last = len(self._figures)
        grid.addWidget(total, last, 1)
        grid.addWidget(self._total, last, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._money, last, 3, Qt.AlignmentFlag.AlignRight)
        whole.addLayout(grid)
        whole.addWidget(rule())
        whole.addWidget(self._verdict)
        self.body.addWidget(self._some)
        self.body.addWidget(self._nothing)

    def show_pools(self, funded: Sequence[Funded], today_first: AgreementId | None) -> None:
        """Show the pool that was chosen before, or else this one of today."""
        self._all = funded
        wanted = self.funded.agreement.id if self.funded else today_first
        self.choice.clear()
        self.choice.addItems([each.agreement.reference for each in funded])
        self.choice.setVisible(len(funded) > 1)
        places = [number for number, each in enumerate(funded) if each.agreement.id == wanted]
        self._some.setVisible(bool(funded))
        self._nothing.setVisible(not funded)
        self.link.setVisible(bool(funded))
        if funded:
            self._choose(places[0] if places else 0)

    def _choose(self, number: int) -> None:
        self.choice.setCurrentIndex(number)
        self.funded = self._all[number]
        agreement, pool = self.funded.agreement, self.funded.pool
        reference = "" if len(self._all) > 1 else agreement.reference
        self.set_title(f"{enumerated(agreement.covers)} places", reference)
        self._free.setText(str(pool.free))
        self._of.setText(f"of {pool.cap} paid for by {agreement.funder}")
        self.waffle.set_shares(shares_of(pool))
        for figure, shown in self._figures.items():
            shown.show_tally(pool.tally(figure))
        self._total.setText(str(pool.cap))
        self._money.setText(money(pool.cap_amount))
        figures = " + ".join(str(number) for figure in FIGURES if (number := pool.tally(figure).places))
        sum_words = f"{figures} = {pool.cap}".replace("+ -", "− ")
        fits = agrees(pool)
        said = "Agrees with" if fits else "Does not agree with"
        self._verdict.say(fits, f"{said} the agreement: {sum_words}")

    def _open(self) -> None:
        if self.funded is not None:
            self.opened.emit(Destination("finance", self.funded.agreement.id))


class _Figure:
    """One figure as a row of the grid; what stands at nought and says nothing is left out."""

    def __init__(self, figure: PoolFigure) -> None:
        self._optional = figure in (PoolFigure.CLAIMABLE, PoolFigure.IN_RETURN)
        self._swatch, self._words = Swatch(figure), label(WORDS[figure], ink="2")
        self._count, self._money = label("", TypeRole.STRONG), label("", ink="2")

    def put(self, grid: QGridLayout, row: int) -> None:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self._swatch, row, 0)
        grid.addWidget(self._words, row, 1)
        grid.addWidget(self._count, row, 2, right)
        grid.addWidget(self._money, row, 3, right)

    def show_tally(self, tally: Tally) -> None:
        number = tally.places
        self._count.setText(f"−{-number}" if number < 0 else str(number))
        self._money.setText(money(tally.amount))
        for widget in (self._swatch, self._words, self._count, self._money):
            widget.setVisible(tally != Tally() or not self._optional)


class Verdict(QLabel):
    """A tick or a cross, and what was checked in words."""

    def __init__(self) -> None:
        super().__init__()
        self._fits = True
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(BUTTON + 8, 0, 0, 0)
        self.setWordWrap(True)

    def say(self, fits: bool, words: str) -> None:
        """Show whether it fits."""
        self._fits = fits
        self.setText(words)
        self.update()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Stay at least as high as the mark."""
        return super().minimumSizeHint().expandedTo(QSize(0, BUTTON + 4))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the mark at the first line, then the words."""
        super().paintEvent(event)
        line = self.fontMetrics().height()
        lines = max(1, round(self.heightForWidth(self.width()) / line)) if self.width() else 1
        top = (self.height() - lines * line) // 2 + (line - BUTTON) // 2
        glyph, token = ("check-circle", "ok") if self._fits else ("x-circle", "bad")
        paint_icon(QPainter(self), QRect(0, max(0, top), BUTTON, BUTTON), glyph, token, Weight.FILL)

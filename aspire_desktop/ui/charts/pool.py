"""The figures of a pool as every screen shows them: words, patterns, and the places behind each."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from aspire_desktop.domain.money.claims import SHARES, PoolPlace
from aspire_desktop.domain.money.funding import Pool, PoolFigure, Tally
from aspire_desktop.domain.office.values import Period, short_date
from aspire_desktop.ui.charts.chart import ChartShare
from aspire_desktop.ui.charts.pattern import Pattern, paint_pattern
from aspire_desktop.ui.looks.theme import theme

SIDE = 13


FIGURES = tuple(reversed(PoolFigure))
"""The figures of a pool in the order shown: what is claimed first."""

WORDS = {
    PoolFigure.CLAIMED: "Claimed in submitted returns",
    PoolFigure.IN_RETURN: "In the open return",
    PoolFigure.CLAIMABLE: "Can be claimed in another return",
    PoolFigure.COMMITTED: "Committed, not yet claimed",
    PoolFigure.FREE: "Free",
}
PATTERNS = {
    PoolFigure.CLAIMED: Pattern.SOLID,
    PoolFigure.IN_RETURN: Pattern.DOT,
    PoolFigure.CLAIMABLE: Pattern.LINES,
    PoolFigure.COMMITTED: Pattern.HATCH,
    PoolFigure.FREE: Pattern.EMPTY,
}
_SPOKEN = {
    PoolFigure.CLAIMED: "claimed",
    PoolFigure.IN_RETURN: "in return",
    PoolFigure.CLAIMABLE: "can be claimed later",
    PoolFigure.COMMITTED: "committed",
    PoolFigure.FREE: "free",
}


def agrees(pool: Pool) -> bool:
    """Tell whether the figures add up to the agreement's places and pounds."""
    return sum((pool.tally(figure) for figure in FIGURES), Tally()) == pool.whole and pool.free >= 0


def shares_of(pool: Pool) -> list[ChartShare]:
    """Give a pool's squares; a return that takes back more than it claims takes from claimed."""
    less = min(0, pool.in_return)
    counts = {figure: max(0, pool.tally(figure).places) for figure in FIGURES}
    counts[PoolFigure.CLAIMED] = max(0, counts[PoolFigure.CLAIMED] + less)
    return [ChartShare(PATTERNS[figure], counts[figure], _SPOKEN[figure]) for figure in FIGURES]


def behind(places: Sequence[PoolPlace], figure: PoolFigure) -> list[PoolPlace]:
    """Give the places that a figure counts, those it takes back included; nobody is behind free ones."""
    counted = {
        PoolFigure.CLAIMED: lambda state: SHARES[state].claimed,
        PoolFigure.IN_RETURN: lambda state: SHARES[state].in_return,
        PoolFigure.CLAIMABLE: lambda state: SHARES[state].claimable,
        PoolFigure.COMMITTED: lambda state: SHARES[state].committed,
    }
    return [place for place in places if figure in counted and counted[figure](place.state)]


def behind_square(places: Sequence[PoolPlace], pool: Pool, square: int) -> PoolPlace | None:
    """Give the place that a square of the waffle stands for; None for a free one."""
    reached = 0
    for figure, share in zip(FIGURES, shares_of(pool), strict=True):
        if square < reached + share.count:
            ours = behind(places, figure)
            return ours[square - reached] if square - reached < len(ours) else None
        reached += share.count
    return None


class Swatch(QWidget):
    """One square with the pattern of a figure, before its words."""

    def __init__(self, figure: PoolFigure) -> None:
        super().__init__()
        self._pattern = PATTERNS[figure]
        self.setFixedSize(SIDE, SIDE)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for one square."""
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the square."""
        paint_pattern(QPainter(self), QRectF(self.rect()), self._pattern)


def period_words(period: Period) -> str:
    """Write whole months as Jul–Sep 2026, other periods by their days."""
    whole = period.begins.day == 1 and (period.ends + timedelta(days=1)).day == 1
    if not whole:
        return f"{short_date(period.begins)} – {short_date(period.ends)}"
    if (period.begins.year, period.begins.month) == (period.ends.year, period.ends.month):
        return f"{period.ends:%b %Y}"
    return f"{period.begins:%b}–{period.ends:%b %Y}"

"""The figures of a pool as every screen shows them: words, patterns, and the places behind each."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from aspire_desktop.domain.claims import SHARES, PoolPlace
from aspire_desktop.domain.funding import Pool
from aspire_desktop.domain.values import pounds
from aspire_desktop.ui.charts.chart import Share
from aspire_desktop.ui.charts.pattern import Pattern, paint_pattern
from aspire_desktop.ui.theme import theme

SIDE = 13


class Figure(StrEnum):
    """The five figures of a pool, in the order shown; the values are the fields of Pool and Share."""

    CLAIMED = "claimed"
    IN_RETURN = "in_return"
    CLAIMABLE = "claimable"
    COMMITTED = "committed"
    FREE = "free"


WORDS = {
    Figure.CLAIMED: "Claimed in submitted returns",
    Figure.IN_RETURN: "In the open return",
    Figure.CLAIMABLE: "Can be claimed in a later return",
    Figure.COMMITTED: "Committed, not yet claimed",
    Figure.FREE: "Free",
}
PATTERNS = {
    Figure.CLAIMED: Pattern.SOLID,
    Figure.IN_RETURN: Pattern.DOT,
    Figure.CLAIMABLE: Pattern.LINES,
    Figure.COMMITTED: Pattern.HATCH,
    Figure.FREE: Pattern.EMPTY,
}
_SPOKEN = {
    Figure.CLAIMED: "claimed",
    Figure.IN_RETURN: "in return",
    Figure.CLAIMABLE: "can be claimed later",
    Figure.COMMITTED: "committed",
    Figure.FREE: "free",
}


def count(pool: Pool, figure: Figure) -> int:
    """Give how many places stand in a figure; what is in the return is net and may be negative."""
    figures = {
        Figure.CLAIMED: pool.claimed,
        Figure.IN_RETURN: pool.in_return,
        Figure.CLAIMABLE: pool.claimable,
        Figure.COMMITTED: pool.committed,
        Figure.FREE: pool.free,
    }
    return figures[figure]


def agrees(pool: Pool) -> bool:
    """Tell whether the figures add up to the agreement's places."""
    return sum(count(pool, figure) for figure in Figure) == pool.cap and pool.free >= 0


def money(amount: Decimal) -> str:
    """Write an amount without pence where there are none: £9,800."""
    return pounds(amount).removesuffix(".00")


def plain_pounds(amount: Decimal) -> str:
    """Write an amount under a heading that names the pound."""
    return pounds(amount).replace("£", "")


def shares_of(pool: Pool) -> list[Share]:
    """Give a pool's squares; a return that takes back more than it claims takes from claimed."""
    less = min(0, pool.in_return)
    counts = {figure: max(0, count(pool, figure)) for figure in Figure}
    counts[Figure.CLAIMED] = max(0, counts[Figure.CLAIMED] + less)
    return [Share(PATTERNS[figure], counts[figure], _SPOKEN[figure]) for figure in Figure]


def behind(places: Sequence[PoolPlace], figure: Figure) -> list[PoolPlace]:
    """Give the places that a figure counts, those it takes back included; nobody is behind free ones."""
    counted = {
        Figure.CLAIMED: lambda state: SHARES[state].claimed,
        Figure.IN_RETURN: lambda state: SHARES[state].in_return,
        Figure.CLAIMABLE: lambda state: SHARES[state].claimable,
        Figure.COMMITTED: lambda state: SHARES[state].committed,
    }
    return [place for place in places if figure in counted and counted[figure](place.state)]


def behind_square(places: Sequence[PoolPlace], pool: Pool, square: int) -> PoolPlace | None:
    """Give the place that a square of the waffle stands for; None for a free one."""
    reached = 0
    for figure, share in zip(Figure, shares_of(pool), strict=True):
        if square < reached + share.count:
            ours = behind(places, figure)
            return ours[square - reached] if square - reached < len(ours) else None
        reached += share.count
    return None


class Swatch(QWidget):
    """One square with the pattern of a figure, before its words."""

    def __init__(self, figure: Figure) -> None:
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

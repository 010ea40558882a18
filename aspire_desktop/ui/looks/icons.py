"""Phosphor icons from resources/icons, recoloured from the theme as they are drawn."""

from enum import StrEnum
from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from aspire_desktop.places import RESOURCES
from aspire_desktop.ui.looks.theme import theme

BUTTON = 16
NAV = 18
PILL = 13
EMPTY_STATE = 28


class Weight(StrEnum):
    """Weights of the icons: regular; bold up to 14 px; fill for the current nav item and verdicts."""

    REGULAR = "regular"
    BOLD = "bold"
    FILL = "fill"


@cache
def _drawing(name: str, weight: Weight) -> str:
    return (RESOURCES / "icons" / weight / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, weight: Weight, colour: str) -> QSvgRenderer:
    drawing = _drawing(name, weight).replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))


def pixmap(
    name: str, token: str = "ink_2", size: int = BUTTON, weight: Weight = Weight.REGULAR, scale: float = 1.0
) -> QPixmap:
    """Give a square picture of `size` logical pixels in the colour of a token or status set ("bad").

    Raises FileNotFoundError when the icon is not shipped.
    """
    colour = theme().tokens.colour(token).name()
    key = f"aspire/{name}/{weight}/{colour}/{size}/{scale:g}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    side = round(size * scale)
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _renderer(name, weight, colour).render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(scale)
    QPixmapCache.insert(key, made)
    return made


def paint_icon(
    painter: QPainter, rect: QRect, name: str, token: str, weight: Weight = Weight.REGULAR
) -> None:
    """Draw an icon in the middle of `rect`, as large as its shorter side."""
    size = min(rect.width(), rect.height())
    scale = painter.device().devicePixelRatio()
    left = rect.left() + (rect.width() - size) // 2
    top = rect.top() + (rect.height() - size) // 2
    painter.drawPixmap(left, top, pixmap(name, token, size, weight, scale))


class _Engine(QIconEngine):
    """Draws one icon at any size and scale in the colour of the theme then in force."""

    def __init__(self, name: str, token: str, weight: Weight) -> None:
        super().__init__()
        self._name, self._token, self._weight = name, token, weight

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_icon(painter, rect, self._name, self._shade(mode), self._weight)

    def scaledPixmap(  # noqa: N802  (Qt's name)
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        side = min(size.width(), size.height())
        return pixmap(self._name, self._shade(mode), side, self._weight, scale)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token, self._weight)

    def _shade(self, mode: QIcon.Mode) -> str:
        return "disabled" if mode is QIcon.Mode.Disabled else self._token


def icon(name: str, token: str = "ink_2", weight: Weight = Weight.REGULAR) -> QIcon:
    """Give an icon for actions and buttons that is sharp at every scale and follows the theme.

    `token` is a colour token ("ink_2", "accent") or a status set ("bad").
    Raises FileNotFoundError when the icon is not shipped.
    """
    _drawing(name, weight)
    return QIcon(_Engine(name, token, weight))

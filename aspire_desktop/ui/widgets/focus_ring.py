"""The ring round whatever has the keyboard: 2 px outside, 1 px inside, on top of every background."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from aspire_desktop.ui.charts.chart import Chart
from aspire_desktop.ui.looks.theme import RADIUS, theme
from aspire_desktop.ui.widgets.card import Card

REACH = 4
_FIELDS = (QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
_RINGED = (QAbstractButton, *_FIELDS, Chart, QScrollArea, Card)
_MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
    QEvent.Type.ParentChange,
}


class _Ring(QWidget):
    """The drawing itself, a child of the window or scrolled area that shows the focused widget."""

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw both rings."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect())
        painter.setPen(QPen(tokens.focus, 2))
        painter.drawRoundedRect(edge.adjusted(1, 1, -1, -1), RADIUS + 2, RADIUS + 2)
        painter.setPen(QPen(tokens.focus_inner, 1))
        painter.drawRoundedRect(edge.adjusted(2.5, 2.5, -2.5, -2.5), RADIUS + 1, RADIUS + 1)


class FocusRing(QObject):
    """Follows the focus of the whole program; tables and lists draw their own ring inside the cell.

    Make one after the theme is applied and keep it as long as the program runs.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._followed: list[QWidget] = []
        self._ring: _Ring | None = None
        # queued and without arguments: a widget that loses the focus as its window is destroyed must not
        # be touched from Python, which would give the half-destroyed window a second life and crash later
        app.focusChanged.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    @property
    def ring(self) -> QWidget | None:
        """Give the ring now drawn, if there is one."""
        return self._ring

    def _follow(self) -> None:
        now = QApplication.focusWidget()
        self._drop()
        if now is not None and isValid(now) and now.isVisible() and _is_ringed(now):
            target = _whole(now)
            ground = _ground(target)
            self._ring = _Ring(ground)
            self._followed = _between(target, ground)
            for widget in self._followed:
                widget.installEventFilter(self)
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Move with the focused widget and everything it stands in."""
        if event.type() in _MOVES:
            self._place()
        return False

    def _place(self) -> None:
        if self._ring is None or not all(map(isValid, (self._ring, *self._followed))):
            return
        target, ground = self._followed[0], self._followed[-1]
        where = target.rect().translated(target.mapTo(ground, target.rect().topLeft()))
        self._ring.setGeometry(where.adjusted(-REACH, -REACH, REACH, REACH))
        self._ring.setVisible(target.isVisible())
        self._ring.raise_()

    def _drop(self) -> None:
        followed, self._followed = self._followed, []
        ring, self._ring = self._ring, None
        for widget in followed:
            if isValid(widget):  # a window that closes takes its widgets along before focus moves
                widget.removeEventFilter(self)
        if ring is not None and isValid(ring):
            ring.hide()
            ring.deleteLater()


def _is_ringed(widget: QWidget) -> bool:
    """Say whether the keyboard can do something there; where nothing is listed it only rests."""
    resting = isinstance(widget, QScrollArea) and widget.focusPolicy() is Qt.FocusPolicy.NoFocus
    return isinstance(widget, _RINGED) and not resting


def _whole(widget: QWidget) -> QWidget:
    """Give what the ring goes round: the field that a line of text is in, the card of a scrolled part."""
    parent = widget.parentWidget()
    around = Card if isinstance(widget, QScrollArea) else QAbstractSpinBox | QComboBox
    return parent if isinstance(parent, around) else widget


def _ground(widget: QWidget) -> QWidget:
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        area = parent.parentWidget()
        scrolled = area.parentWidget() if area is not None else None
        if isinstance(scrolled, QScrollArea) and scrolled.widget() is parent:
            return parent
        parent = area
    return widget.window()


def _between(widget: QWidget, ground: QWidget) -> list[QWidget]:
    chain = [widget]
    while chain[-1] is not ground and (parent := chain[-1].parentWidget()) is not None:
        chain.append(parent)
    return chain

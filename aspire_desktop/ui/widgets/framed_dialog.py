"""The frame of every dialog: what there is to read and fill in scrolls, and the buttons stay in view."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from aspire_desktop.ui.widgets.scrolled import Scrolled

INDENT = 24
TITLE_BAR = 40
"""Pixels for the bar that the desktop puts on a dialog, while how high it is cannot be known yet."""


class FramedDialog(QDialog):
    """Fill `body`, and put buttons into `buttons`, the footer's row, from its right end.

    As high as the body needs, and never higher than the screen: then the body scrolls. It grows and shrinks
    with what it shows, and moves up where its lower edge would leave the screen.
    """

    def __init__(self, title: str, width: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setProperty("dialog", True)
        self.setMinimumWidth(width)
        self._fitted = QSize()
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(INDENT, 20, INDENT, 18)
        self._area = Scrolled(self._inside)
        self._inside.installEventFilter(self)
        self._footer = QFrame()
        self._footer.setProperty("part", "footer")
        self.buttons = QHBoxLayout(self._footer)
        self.buttons.setContentsMargins(INDENT, 12, INDENT, 12)
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._area, 1)
        whole.addWidget(self._footer)

    def fit(self) -> None:
        """Be as wide and as high as what is shown needs, within the screen."""
        self._fitted = self._wanted()
        bar = max(TITLE_BAR, self.frameGeometry().height() - self.geometry().height())
        room = self.screen().availableGeometry().height() - bar
        self.resize(self._fitted.boundedTo(QSize(self._fitted.width(), room)))
        if self.isVisible():
            self._stay_on_screen()

    def _wanted(self) -> QSize:
        self.body.activate()
        least = self._inside.minimumSizeHint()
        self._area.setMinimumWidth(least.width())
        footer = self._footer.sizeHint()
        width = max(self.minimumWidth(), self.width(), least.width(), footer.width())
        height = max(self.body.totalHeightForWidth(width), least.height())
        return QSize(width, height + footer.height())

    def show_part(self, part: QWidget) -> None:
        """Scroll to a part of the body."""
        self._area.ensureWidgetVisible(part)

    def _stay_on_screen(self) -> None:
        room = self.screen().availableGeometry()
        over = self.frameGeometry().bottom() - room.bottom()
        if over > 0:
            self.move(self.x(), max(room.top(), self.y() - over))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Grow and shrink with what is shown; a size that the person gave stays until that changes."""
        asked = event.type() == QEvent.Type.LayoutRequest and self.isVisible()
        if asked and self._wanted().height() != self._fitted.height():
            self.fit()
        return False

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Fit before the desktop places the dialog."""
        self.fit()
        super().showEvent(event)

"""Words on a page: labels by type role, labels that elide, and links."""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.widgets.enter import entered

_LONG = re.compile(r"([@._/-]|[^\s@._/-]{16})(?=\w|[!-/:-@[-`{-~])")
"""After what a word may be broken: its own joints, and every so many letters, but never before an accent."""
_FEW = 4
"""Letters down to which a label that elides gives way."""
_TYPES = {
    TypeRole.DISPLAY: "display",
    TypeRole.PAGE: "page",
    TypeRole.PANE: "pane",
    TypeRole.CARD: "card",
    TypeRole.STRONG: "strong",
    TypeRole.SMALL: "small",
    TypeRole.SMALL_STRONG: "small-strong",
    TypeRole.SMALLEST: "smallest",
}


def label(text: str, role: TypeRole = TypeRole.BODY, ink: str = "", wraps: bool = False) -> QLabel:
    """Make a plain-text label.

    `ink` is "" for main text, "2" or "3" for quieter text, or a status set: "bad", "due", "ok", "info".
    """
    made = QLabel(text)
    _dress(made, role, ink)
    made.setWordWrap(wraps)
    return made


def breakable(text: str) -> str:
    """Let long words without a space, such as e-mail addresses, be broken where a line ends.

    The places are marked by spaces of no width: these words are to be read, not copied.
    """
    return _LONG.sub("\\1\u200b", text)


def _dress(made: QLabel, role: TypeRole, ink: str) -> None:
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("type", _TYPES.get(role, ""))
    made.setProperty("ink", ink)


def rule() -> QFrame:
    """Make a thin divider."""
    made = QFrame()
    made.setProperty("rule", True)
    return made


class ElidedLabel(QLabel):
    """A label of one line that ends in … when too long, with the whole text as its tooltip.

    A figure is shown whole or not at all: £10… must not stand for £1,000.
    """

    def __init__(
        self,
        text: str = "",
        role: TypeRole = TypeRole.BODY,
        ink: str = "",
        least: int = _FEW,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._least = least
        _dress(self, role, ink)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Give way down to the `least` letters."""
        few = self.fontMetrics().averageCharWidth() * self._least
        whole = max(self.sizeHint().width(), self.fontMetrics().averageCharWidth() * _FEW)
        return QSize(min(few, whole), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw as much as fits."""
        rect = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width())
        shown = without_part_of_a_figure(self.text(), shown)
        self.setToolTip(self.text() if shown != self.text() else "")
        QPainter(self).drawText(rect, int(self.alignment()), shown)


def without_part_of_a_figure(text: str, shown: str) -> str:
    """Give the words as they are shown, less a figure that was cut through."""
    kept = shown.removesuffix("…")
    if shown == text or text[len(kept) : len(kept) + 1] in ("", " "):
        return shown
    before, _, last = kept.rpartition(" ")
    return f"{before}…" if any(letter.isdigit() for letter in last) else shown


class Link(QPushButton):
    """Underlined words that open something; Enter and Space work as on any button."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Click on Enter as on Space."""
        if not entered(event, self.click):
            super().keyPressEvent(event)

"""Cards: a frame with a header of title, subtitle and controls, a body, and a footer if there is one."""

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from aspire_desktop.ui.looks.theme import CARD_PADDING, CONTROL_GAP, TypeRole
from aspire_desktop.ui.widgets.label import ElidedLabel, label
from aspire_desktop.ui.widgets.wrapping_row import WrappingRow

HEADER = 40


class Card(QFrame):
    """A card. Put content in `body`; a table goes edge to edge, other content with `padded=True`.

    The header is underlined in the accent while focus is inside the card.
    """

    def __init__(
        self, title: str = "", subtitle: str = "", padded: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        self._title = label(title, TypeRole.CARD)
        self._subtitle = ElidedLabel(subtitle, TypeRole.SMALL, "2")
        self._trailing = WrappingRow()
        self._header = self._made_header()
        whole.addWidget(self._header)
        self._header.setVisible(bool(title))
        self.body = QVBoxLayout()
        self.body.setSpacing(CONTROL_GAP if padded else 0)
        self.body.setContentsMargins(_margins(padded, bool(title)))
        whole.addLayout(self.body, 1)
        self._whole = whole
        app = QApplication.instance()
        if isinstance(app, QApplication):
            # queued and without arguments for the reason given in focus_ring
            app.focusChanged.connect(self._follow_focus, Qt.ConnectionType.QueuedConnection)

    def _made_header(self) -> QFrame:
        header = QFrame()
        header.setProperty("part", "header")
        header.setMinimumHeight(HEADER)
        words = QWidget()
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout(words)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(CONTROL_GAP)
        line.addWidget(self._title)
        line.addWidget(self._subtitle, 1)
        row = WrappingRow(header)
        row.setContentsMargins(CARD_PADDING, 4, CARD_PADDING, 2)
        row.addWidget(words)
        row.addLayout(self._trailing)
        return header

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change the words of the header."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self.setAccessibleName(title)
        self._header.setVisible(bool(title))

    def add_trailing(self, widget: QWidget) -> None:
        """Add a control or words at the right of the header."""
        self._trailing.addWidget(widget)

    def add_footer(self) -> QHBoxLayout:
        """Add a tinted footer and give the row to fill."""
        footer = QFrame()
        footer.setProperty("part", "footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(CARD_PADDING, 8, CARD_PADDING, 8)
        row.setSpacing(CONTROL_GAP)
        self._whole.addWidget(footer)
        return row

    def _follow_focus(self) -> None:
        now = QApplication.focusWidget()
        current = now is not None and self.isAncestorOf(now)
        if bool(self._header.property("current")) != current:
            self._header.setProperty("current", current)
            self._header.style().polish(self._header)


def _margins(padded: bool, titled: bool) -> QMargins:
    if not padded:
        return QMargins()
    return QMargins(CARD_PADDING, 2 if titled else CARD_PADDING, CARD_PADDING, CARD_PADDING)


def figure(number: str, words: str, more: str = "") -> QHBoxLayout:
    """Make the one large number of a card with the words that follow it: "28 places free of 100"."""
    row = QHBoxLayout()
    row.setSpacing(CONTROL_GAP)
    row.addWidget(label(number, TypeRole.DISPLAY))
    row.addWidget(label(words, TypeRole.STRONG))
    row.addWidget(label(more, ink="2"))
    row.addStretch(1)
    return row

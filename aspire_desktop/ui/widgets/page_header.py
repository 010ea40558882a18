"""The top of a page: where it lies, its title and pills, and its actions at the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aspire_desktop.ui.looks.theme import CONTROL_GAP, TypeRole
from aspire_desktop.ui.widgets.label import ElidedLabel, Link, label
from aspire_desktop.ui.widgets.wrapping_row import WrappingRow

CODE = 14
"""Letters of a title that are never given up for its actions: a code is read whole."""


@dataclass(frozen=True)
class Crumb:
    """A step of the breadcrumb: its words, and the key of the page it opens ("" for none)."""

    words: str
    key: str = ""


class PageHeader(QWidget):
    """Breadcrumb above, title with pills, subtitle below, actions at the right.

    `crumb_chosen` carries the key of a crumb.
    """

    crumb_chosen = Signal(str)

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(CONTROL_GAP)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._crumbs = QHBoxLayout()
        self._crumbs.setSpacing(4)
        self._title = ElidedLabel(title, TypeRole.PAGE, least=CODE)
        self._subtitle = ElidedLabel(subtitle, ink="2")
        self._subtitle.setVisible(bool(subtitle))
        self._pills = QHBoxLayout()
        self._pills.setSpacing(CONTROL_GAP)
        self._actions = WrappingRow(spacing=CONTROL_GAP + 4)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._title)
        line.addLayout(self._pills)
        line.addStretch(1)
        words.addLayout(self._crumbs)
        words.addLayout(line)
        words.addWidget(self._subtitle)
        whole.addLayout(words, 1)
        whole.addLayout(self._actions)

    @property
    def title(self) -> str:
        """Give the words of the title."""
        return self._title.text()

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change the title and the line below it."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def set_breadcrumb(self, crumbs: Sequence[Crumb]) -> None:
        """Show where the page lies: "Cohorts › Inspire OD"."""
        _empty(self._crumbs)
        for number, crumb in enumerate(crumbs):
            if number:
                self._crumbs.addWidget(label("›", TypeRole.SMALL, "3"))
            self._crumbs.addWidget(self._made_crumb(crumb))
        self._crumbs.addStretch(1)

    def _made_crumb(self, crumb: Crumb) -> QWidget:
        if not crumb.key:
            return label(crumb.words, TypeRole.SMALL, "2")
        link = Link(crumb.words)
        link.setProperty("quiet", True)
        link.clicked.connect(lambda: self.crumb_chosen.emit(crumb.key))
        return link

    def set_pills(self, pills: Sequence[QWidget]) -> None:
        """Show these pills after the title, in place of any before."""
        _empty(self._pills)
        for pill in pills:
            self._pills.addWidget(pill)

    def add_action(self, widget: QWidget) -> None:
        """Add a button or words at the right; the primary button comes last."""
        self._actions.addWidget(widget)


def _empty(row: QHBoxLayout) -> None:
    while (item := row.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()

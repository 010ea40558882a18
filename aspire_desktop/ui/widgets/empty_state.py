"""What stands where a list would be: an icon, what belongs here, why it is empty, the one best action."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from aspire_desktop.ui.icons import EMPTY_STATE, icon
from aspire_desktop.ui.theme import TypeRole, theme
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.label import label

WIDEST = 420


class EmptyState(QWidget):
    """An icon of 28 pixels, a heading, at most two sentences and at most one button (`button`)."""

    def __init__(
        self, glyph: str, heading: str, sentences: str = "", action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._glyph = glyph
        self._picture = QLabel()
        self._heading = label(heading, TypeRole.CARD, wraps=True)
        self._sentences = label(sentences, ink="2", wraps=True)
        self.button = Button(action, Kind.PRIMARY)
        self.button.setVisible(bool(action))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 24)
        whole.setSpacing(8)
        whole.addStretch(1)
        for part in (self._picture, self._heading, self._sentences):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            part.setMaximumWidth(WIDEST)
            whole.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        self._heading.setMinimumWidth(240)
        whole.addSpacing(4)
        whole.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)
        self._fit()
        theme().changed.connect(self._fit)

    def say(self, heading: str, sentences: str = "", action: str = "") -> None:
        """Change the words; without words for the action there is no button."""
        self._heading.setText(heading)
        self._sentences.setText(sentences)
        self._fit()
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.button.updateGeometry()

    def _fit(self) -> None:
        """Draw in the theme in force, and give wrapped sentences all their lines at its text size."""
        self._picture.setPixmap(icon(self._glyph, "ink_3").pixmap(EMPTY_STATE, EMPTY_STATE))
        self._sentences.ensurePolished()
        told = bool(self._sentences.text())
        self._sentences.setMinimumWidth(WIDEST if told else 0)
        self._sentences.setMinimumHeight(self._sentences.heightForWidth(WIDEST) if told else 0)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Fit again when text gets another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Fit to the fonts that it is shown with."""
        super().showEvent(event)
        self._fit()

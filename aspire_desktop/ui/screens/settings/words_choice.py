"""The field that chooses several words of a list, or none of them for any."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from aspire_desktop.ui.widgets.button import Button


class _StayingMenu(QMenu):
    """A menu in which several words are ticked: it stays open until Esc or a click beside it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tick the word under the mouse."""
        if not self._ticked(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Tick the word that the keyboard is on."""
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() not in keys or not self._ticked(self.activeAction()):
            super().keyPressEvent(event)

    def _ticked(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable():
            return False
        action.trigger()
        return True


class WordsChoice(Button):
    """Shows "Any type", or the words that were ticked; the down arrow or a click opens the list."""

    def __init__(self, none: str, parent: QWidget | None = None) -> None:
        super().__init__(none, parent=parent)
        self._none = none
        self.menu_shown = _StayingMenu(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)

    def offer(self, words: Iterable[str]) -> None:
        """Offer these words, and keep what was ticked."""
        self._fill(words, self.words())

    def show_words(self, words: Iterable[str]) -> None:
        """Tick these words, offered so far or not."""
        ticked = tuple(words)
        offered = [action.data() for action in self.menu_shown.actions()]
        self._fill(dict.fromkeys([*offered, *ticked]), ticked)

    def words(self) -> tuple[str, ...]:
        """Give what is ticked."""
        return tuple(str(action.data()) for action in self.menu_shown.actions() if action.isChecked())

    def _fill(self, words: Iterable[str], ticked: tuple[str, ...]) -> None:
        self.menu_shown.clear()
        for word in dict.fromkeys([*words, *ticked]):
            action = QAction(word.replace("&", "&&"), self.menu_shown)
            action.setData(word)
            action.setCheckable(True)
            action.setChecked(word in ticked)
            action.toggled.connect(self._tell)
            self.menu_shown.addAction(action)
        self._tell()

    def _tell(self) -> None:
        words = ", ".join(self.words()) or self._none
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, 230)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(words if shown != words else "")

    def _open(self) -> None:
        self.menu_shown.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open with the down arrow."""
        if event.key() == Qt.Key.Key_Down:
            self._open()
        else:
            super().keyPressEvent(event)

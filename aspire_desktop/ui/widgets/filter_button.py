"""A filter in view: a drop-down that tints when active and has a cross to clear it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from aspire_desktop.ui.widgets.button import Button, Face


@dataclass(frozen=True)
class FilterChoice:
    """One choice of a filter: the key the screen works with and the words people read."""

    key: str
    words: str


class FilterButton(Button):
    """Shows "Status: any" or "Status: running ×"; `chosen` carries the key, "" for any."""

    chosen = Signal(str)

    def __init__(
        self, name: str, choices: Sequence[FilterChoice] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent=parent)
        self._name = name
        self._choices: Sequence[FilterChoice] = ()
        self._key = ""
        self._menu = QMenu(self)
        self._group = QActionGroup(self)
        self.set_choices(choices)
        self.clicked.connect(self._open)

    @property
    def key(self) -> str:
        """Give the key chosen, "" for any."""
        return self._key

    @property
    def choices(self) -> Sequence[FilterChoice]:
        """Give what is offered besides any."""
        return self._choices

    def set_choices(self, choices: Sequence[FilterChoice]) -> None:
        """Offer these choices after "Any"; a key no longer offered falls back to any."""
        if self._group.actions() and tuple(choices) == self._choices:
            return  # a long list is asked for with each letter that is typed
        self._choices = tuple(choices)
        self._menu.clear()
        for choice in (FilterChoice("", "Any"), *self._choices):
            self._add(choice)
        known = {choice.key for choice in self._choices}
        self._show(self._key if self._key in known else "")

    def choose(self, key: str) -> None:
        """Choose a key ("" for any) and say so when it is another one.

        Raises KeyError for a key that is not offered.
        """
        if key and all(choice.key != key for choice in self._choices):
            raise KeyError(key)
        if key != self._key:
            self._show(key)
            self.chosen.emit(key)

    def _add(self, choice: FilterChoice) -> None:
        action = QAction(choice.words, self._menu)
        action.setCheckable(True)
        action.setData(choice.key)
        action.triggered.connect(lambda: self.choose(choice.key))
        self._group.addAction(action)
        self._menu.addAction(action)

    def _show(self, key: str) -> None:
        self._key = key
        words = next((choice.words for choice in self._choices if choice.key == key), "any")
        self.setText(f"{self._name}: {words}".replace("&", "&&"))
        self.setAccessibleName(f"{self._name} filter: {words}")
        self.setAccessibleDescription("Press Delete to clear" if key else "")
        self.setProperty("active", bool(key))
        self.set_face(Face(trailing="x" if key else "caret-down"))
        for action in self._menu.actions():
            action.setChecked(action.data() == key)
        self.style().polish(self)

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Clear when the cross was clicked, otherwise open the choices."""
        if self._key and event.position().x() > self.width() - 28:
            self.setDown(False)
            self.choose("")
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Clear with Delete or Backspace, open with the down arrow."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.choose("")
        elif event.key() == Qt.Key.Key_Down:
            self._open()
        else:
            super().keyPressEvent(event)

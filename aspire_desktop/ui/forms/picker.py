"""A field that chooses one of many by typing part of its name."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from aspire_desktop.domain.office.values import fold
from aspire_desktop.ui.widgets.fields import ChoiceField


@dataclass(frozen=True)
class Option:
    """Something that can be chosen: its number, and the words people read."""

    id: int
    words: str


class Picker(ChoiceField):
    """`picked` when another option is chosen; `chosen` is its number, None while the words name none."""

    picked = Signal()

    def __init__(self, options: Sequence[Option] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: Sequence[Option] = ()
        self.setEditable(True)
        self.setInsertPolicy(ChoiceField.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(12)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self.offer(options)
        self.currentTextChanged.connect(lambda _: self.picked.emit())

    @property
    def chosen(self) -> int | None:
        """Give the number of the option that is named, or of the only one that begins so."""
        typed = fold(self.currentText())
        exact = [option.id for option in self._options if fold(option.words) == typed]
        near = [option.id for option in self._options if typed and fold(option.words).startswith(typed)]
        if exact:
            return exact[0]
        return near[0] if len(near) == 1 else None

    def offer(self, options: Sequence[Option]) -> None:
        """Offer these, and keep what is typed."""
        typed = self.currentText()
        self._options = tuple(options)
        self.blockSignals(True)
        self.clear()
        self.addItems([option.words for option in self._options])
        self.setCurrentIndex(-1)
        self.setEditText(typed)
        self.blockSignals(False)

    def choose(self, id: int | None) -> None:
        """Choose an option by its number, or none."""
        words = next((option.words for option in self._options if option.id == id), "")
        self.setCurrentIndex(self.findText(words) if words else -1)
        self.setEditText(words)

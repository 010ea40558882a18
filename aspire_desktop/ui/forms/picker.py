"""A field that chooses one of many by typing part of its name."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from aspire_desktop.domain.office.values import fold
from aspire_desktop.ui.widgets.field import Field
from aspire_desktop.ui.widgets.fields import ChoiceField


@dataclass(frozen=True)
class Option:
    """Something that can be chosen: its number, the words people read, and others by which it is found."""

    id: int
    words: str
    also: tuple[str, ...] = ()


class Picker(ChoiceField):
    """`picked` when another option is chosen; `chosen` is its number, None while the words name none.

    What is typed is answered with what fits, likeliest first; where that is one alone, Enter takes it.
    """

    picked = Signal()

    def __init__(self, options: Sequence[Option] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: Sequence[Option] = ()
        self.setEditable(True)
        self.setInsertPolicy(ChoiceField.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(12)
        self._fitting = QStringListModel(self)
        self._completer = QCompleter(self._fitting, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCompleter(self._completer)
        edit = self.lineEdit()
        assert edit is not None
        edit.textEdited.connect(self._answer)
        # Qt opens the list only after it has told what was typed
        edit.textEdited.connect(self._mark_only_one, Qt.ConnectionType.QueuedConnection)
        edit.editingFinished.connect(self._spell_out)
        self.offer(options)
        self.currentTextChanged.connect(lambda _: self.picked.emit())

    @property
    def chosen(self) -> int | None:
        """Give the number of the option that is named, or of the only one that begins so or fits at all."""
        typed = fold(self.currentText())
        fitting = fitting_options(self._options, typed)
        begun = [option for option in fitting if typed and fold(option.words).startswith(typed)]
        if fitting and _rank(fitting[0], typed) <= _NAMED:
            return fitting[0].id
        return next((found[0].id for found in (begun, fitting) if len(found) == 1), None)

    @property
    def words(self) -> str:
        """Give the words of what is chosen, nothing for none."""
        return next((option.words for option in self._options if option.id == self.chosen), "")

    def words_of(self, id: int) -> str:
        """Give the words of an option, nothing for one that is not offered."""
        return next((option.words for option in self._options if option.id == id), "")

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

    def learn(self, value: int, words: str) -> None:
        """Offer one more, by its number, where it is not among those offered."""
        if not self.words_of(value):
            self.offer((*self._options, Option(value, words)))

    def choose(self, id: int | None) -> None:
        """Choose an option by its number, or none."""
        words = "" if id is None else self.words_of(id)
        self.setCurrentIndex(self.findText(words) if words else -1)
        self.setEditText(words)

    def _spell_out(self) -> None:
        """Show what a part or another name was taken for."""
        if self.words:
            self.setEditText(self.words)

    def _answer(self, typed: str) -> None:
        fitting = fitting_options(self._options, fold(typed))
        self._fitting.setStringList([option.words for option in fitting])

    def _mark_only_one(self) -> None:
        popup = self._completer.popup()
        if popup is not None and popup.isVisible() and self._fitting.rowCount() == 1:
            self._completer.blockSignals(True)  # to mark is not yet to take: the words stay as they are typed
            popup.setCurrentIndex(self._completer.completionModel().index(0, 0))
            self._completer.blockSignals(False)


_NAMED = 1
"""The rank up to which the typed words are a name of the option, not a part of one."""


class OneOfMany(Picker, Field[int]):
    """A field of a form that picks one of many; `unknown` is what is said of words that name none."""

    def __init__(self, options: Sequence[Option], unknown: str) -> None:
        super().__init__(options)
        self._unknown = unknown

    @property
    def given(self) -> int:
        """Give the number of what is chosen, nought for nothing."""
        return self.chosen or 0

    def put(self, value: int) -> None:
        """Choose another one."""
        self.choose(value)

    def said(self, value: int) -> str:
        """Give the words of one."""
        return self.words_of(value)

    @property
    def trouble(self) -> str:
        """Say that the words name none."""
        return self._unknown if self.is_empty and self.currentText().strip() else ""

    @property
    def is_empty(self) -> bool:
        """Say whether none is chosen."""
        return self.chosen is None


def fitting_options(options: Sequence[Option], typed: str) -> list[Option]:
    """Give what folded words fit: by name, another name, how it or a word of it begins, a part of it."""
    ranked = [(_rank(option, typed), option) for option in options] if typed else []
    return [option for rank, option in sorted(ranked, key=lambda each: each[0]) if rank < _NOWHERE]


_NOWHERE = 6


def _rank(option: Option, typed: str) -> int:
    words, also = fold(option.words), [fold(each) for each in option.also]
    fits = (
        words == typed,
        typed in also,
        words.startswith(typed),
        f" {typed}" in words,
        typed in words,
        any(typed in each for each in also),
    )
    return next((rank for rank, fit in enumerate(fits) if fit), _NOWHERE)

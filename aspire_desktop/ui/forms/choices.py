"""Fields that choose: one of a few, yes or no."""

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

from PySide6.QtWidgets import QCheckBox, QWidget

from aspire_desktop.domain.office.errors import NotUnderstood
from aspire_desktop.domain.office.written import trouble_of, words_of
from aspire_desktop.ui.widgets.field import Field
from aspire_desktop.ui.widgets.fields import ChoiceField

C = TypeVar("C")


class OneOf(ChoiceField, Field[C], Generic[C]):
    """One of a few values, each with its words."""

    def __init__(
        self, options: Mapping[C, str], chosen: C | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        # as wide as the form, whatever the longest words
        self.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self._options = dict(options)
        self.addItems(list(self._options.values()))
        if chosen is not None:
            self.put(chosen)

    def offer(self, options: Mapping[C, str]) -> None:
        """Offer other values, and keep the one that was chosen where it is among them."""
        before = None if self.is_empty else self.given
        self._options = dict(options)
        self.clear()
        self.addItems(list(self._options.values()))
        if before in self._options:
            self.setCurrentIndex(list(self._options).index(before))

    def learn(self, value: C, words: str) -> None:
        """Offer one more value, where it is not among those offered."""
        if value not in self._options:
            self.offer(self._options | {value: words})

    @property
    def given(self) -> C:
        """Give the value chosen; raise NotUnderstood where none is."""
        if self.is_empty:
            raise NotUnderstood("Choose one from the list.")
        return list(self._options)[self.currentIndex()]

    def put(self, value: C) -> None:
        """Choose another value; nothing, where it is not offered."""
        self.setCurrentIndex(list(self._options).index(value) if value in self._options else -1)

    def said(self, value: C) -> str:
        """Give the words of a value."""
        return self._options.get(value, "")

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to choose from."""
        return self.currentIndex() < 0


class WordField(ChoiceField, Field[str]):
    """A word of those in use, or another one."""

    def __init__(self, rule: Callable[[str], object] = words_of, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = rule
        self.setEditable(True)
        self.setInsertPolicy(ChoiceField.InsertPolicy.NoInsert)

    def offer(self, words: Iterable[str]) -> None:
        """Offer these words, and keep what was typed."""
        typed = self.currentText()
        self.clear()
        self.addItems(list(words))
        self.put(typed)

    @property
    def given(self) -> str:
        """Give the word."""
        return self.currentText()

    def put(self, value: str) -> None:
        """Show another word."""
        self.setCurrentText(value)

    @property
    def trouble(self) -> str:
        """Say what the rule says."""
        return trouble_of(self._rule, self.currentText())


class TickField(QCheckBox, Field[bool]):
    """Yes or no."""

    @property
    def given(self) -> bool:
        """Say whether it is ticked."""
        return self.isChecked()

    def put(self, value: bool) -> None:
        """Tick it or not."""
        self.setChecked(value)

    def said(self, value: bool) -> str:
        """Say yes or no."""
        return "Yes" if value else "No"

    @property
    def is_empty(self) -> bool:
        """Say whether it is not ticked."""
        return not self.isChecked()

"""The field that chooses several words of a list, or none of them for any."""

from collections.abc import Iterable

from PySide6.QtGui import QAction

from aspire_desktop.ui.widgets.field import Field
from aspire_desktop.ui.widgets.fields import ChoiceField
from aspire_desktop.ui.widgets.staying_menu import StayingMenu


class WordsChoice(ChoiceField, Field[tuple[str, ...]]):
    """Shows "Any type", or the words that were ticked; it opens like any list of choices."""

    def __init__(self, none: str) -> None:
        super().__init__()
        self._none = none
        self.list_shown = StayingMenu(self)
        self.addItem(none)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def offer(self, words: Iterable[str]) -> None:
        """Offer these words, and keep what was ticked."""
        self._fill(words, self.words())

    def show_words(self, words: Iterable[str]) -> None:
        """Tick these words, offered so far or not."""
        offered = [str(action.data()) for action in self.list_shown.actions()]
        self._fill(offered, tuple(words))

    @property
    def given(self) -> tuple[str, ...]:
        """Give what is ticked."""
        return self.words()

    def put(self, value: tuple[str, ...]) -> None:
        """Tick these words."""
        self.show_words(value)

    def said(self, value: tuple[str, ...]) -> str:
        """Name them, or say that it is any."""
        return ", ".join(value) or self._none

    def words(self) -> tuple[str, ...]:
        """Give what is ticked."""
        return tuple(str(action.data()) for action in self.list_shown.actions() if action.isChecked())

    def _fill(self, words: Iterable[str], ticked: tuple[str, ...]) -> None:
        self.list_shown.clear()
        for word in dict.fromkeys([*words, *ticked]):
            action = QAction(word.replace("&", "&&"), self.list_shown)
            action.setData(word)
            action.setCheckable(True)
            action.setChecked(word in ticked)
            action.toggled.connect(self._tell)
            self.list_shown.addAction(action)
        self._tell()

    def _tell(self) -> None:
        words = ", ".join(self.words())
        self.setItemText(0, words or self._none)
        self.setToolTip(words)

    def showPopup(self) -> None:  # noqa: N802
        """Open the list below the field, as wide as it."""
        self.list_shown.setMinimumWidth(self.width())
        self.list_shown.popup(self.mapToGlobal(self.rect().bottomLeft()))

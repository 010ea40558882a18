"""Fields for words: one line, and several."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from aspire_desktop.domain.office.values import tidy
from aspire_desktop.domain.office.written import names_of, trouble_of
from aspire_desktop.ui.widgets.field import Field

PROSE_HEIGHT = 76


class TextField(QLineEdit, Field[str]):
    """A line of words, read by the rule of what it asks for: a name, an e-mail address, a code."""

    def __init__(
        self,
        shown: str = "",
        rule: Callable[[str], object] = tidy,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(shown, parent)
        self._rule = rule
        self.setPlaceholderText(placeholder)

    @property
    def given(self) -> str:
        """Give the words as they were typed."""
        return self.text()

    def put(self, value: str) -> None:
        """Show other words."""
        self.setText(value)

    @property
    def trouble(self) -> str:
        """Say what the rule says."""
        return trouble_of(self._rule, self.text())

    @property
    def is_empty(self) -> bool:
        """Say whether nothing but white space stands here."""
        return not self.text().strip()


class NamesField(QLineEdit, Field[tuple[str, ...]]):
    """Names with commas between them."""

    @property
    def given(self) -> tuple[str, ...]:
        """Give the names."""
        return names_of(self.text())

    def put(self, value: tuple[str, ...]) -> None:
        """Show other names."""
        self.setText(self.said(value))

    def said(self, value: tuple[str, ...]) -> str:
        """Write names in a line."""
        return ", ".join(value)

    @property
    def trouble(self) -> str:
        """Say which of the names cannot be read."""
        return trouble_of(names_of, self.text())

    @property
    def is_empty(self) -> bool:
        """Say whether nothing but white space stands here."""
        return not self.text().strip()


class ProseField(QPlainTextEdit, Field[str]):
    """Several lines of words; Tab goes on to the next field."""

    def __init__(self, shown: str = "", height: int = PROSE_HEIGHT, parent: QWidget | None = None) -> None:
        super().__init__(shown, parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(height)

    @property
    def given(self) -> str:
        """Give the words as they were typed."""
        return self.toPlainText()

    def put(self, value: str) -> None:
        """Show other words."""
        self.setPlainText(value)

    @property
    def trouble(self) -> str:
        """Say why the words cannot be kept."""
        return trouble_of(tidy, self.toPlainText())

    @property
    def is_empty(self) -> bool:
        """Say whether nothing but white space stands here."""
        return not self.toPlainText().strip()

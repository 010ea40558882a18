"""A field with its label and, when something must be put right, the reason below it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from aspire_desktop.ui.looks.icons import PILL, Weight, icon
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.widgets.date_field import DateLine
from aspire_desktop.ui.widgets.label import label

NEEDED = "needed"


class FieldRow(QWidget):
    """Label above (or `beside`) the field; a hint or the error below; the label moves focus to the field."""

    def __init__(
        self,
        words: str,
        field: QWidget,
        hint: str = "",
        beside: bool = False,
        label_width: int = 110,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._words = label(words, TypeRole.BODY if beside else TypeRole.SMALL_STRONG, "2" if beside else "")
        self._words.setBuddy(field)
        if not words:
            self._words.hide()
        field.setAccessibleName(words.replace("&", ""))
        self._hint = label(hint, TypeRole.SMALL, "3", wraps=True)
        self._error = label("", TypeRole.SMALL, "bad", wraps=True)
        self._verdict = QLabel()
        self._below = QWidget()
        whole = QHBoxLayout(self) if beside else QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8 if beside else 4)
        self._needed = label(NEEDED, TypeRole.SMALL, "3")
        self._needed.hide()
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self._words, 0, Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag(0))
        top.addWidget(self._needed)
        whole.addLayout(top)
        if not beside:
            top.addStretch(1)
        if beside:
            self._label_width = label_width
            self._fit_words()
            theme().changed.connect(self._fit_words)
            self._words.setMinimumHeight(field.sizeHint().height())
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(field)
        column.addWidget(self._hint)
        column.addWidget(self._made_below())
        self._column = column
        whole.addLayout(column, 1)
        self._hint.setVisible(bool(hint))
        theme().changed.connect(self._paint_verdict)
        if isinstance(field, DateLine):
            field.misread.connect(self.hear_misread)

    def _fit_words(self) -> None:
        """Give the words beside a field more room where text is larger."""
        self._words.setFixedWidth(self._label_width * theme().text_percent // 100)

    def _made_below(self) -> QWidget:
        row = QHBoxLayout(self._below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        self._paint_verdict()
        row.addWidget(self._verdict, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._error, 1)
        self._below.hide()
        return self._below

    def _paint_verdict(self) -> None:
        self._verdict.setPixmap(icon("x-circle", "bad", Weight.FILL).pixmap(PILL + 2, PILL + 2))

    def say_needed(self, needed: bool) -> None:
        """Say beside the label, before anything is sent, that the field must be filled."""
        self._needed.setVisible(needed)
        if not self.error:
            self._describe()

    def _describe(self) -> None:
        """Have what is said of the field read with it: what is wrong, or else what it asks for."""
        asked = [NEEDED if not self._needed.isHidden() else "", self._hint.text()]
        self.field.setAccessibleDescription(self.error or ". ".join(filter(None, asked)))

    @property
    def error(self) -> str:
        """Give the error shown, "" for none."""
        return self._error.text()

    def add_below(self, part: QWidget) -> None:
        """Add a part below the field, its hint and its error."""
        self._column.addWidget(part)
        part.show()

    def hear_misread(self, words: str) -> None:
        """Say why what stands in the field is no date, or that it is one."""
        self.set_error(words)

    def set_error(self, words: str) -> None:
        """Show what must be put right, or "" when nothing must; screen readers read it with the field."""
        self._error.setText(words)
        self._below.setVisible(bool(words))
        self.field.setProperty("wrong", bool(words))
        self._describe()
        self.field.style().polish(self.field)

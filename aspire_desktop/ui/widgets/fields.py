"""Fields for choices, numbers, times and money; none takes the wheel before it has the keyboard."""

from datetime import time
from decimal import Decimal

from PySide6.QtCore import Qt, QTime
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QSpinBox, QTimeEdit, QWidget

from aspire_desktop.domain.office.errors import NotUnderstood
from aspire_desktop.domain.office.values import pounds
from aspire_desktop.domain.office.written import amount_of, change_of, trouble_of
from aspire_desktop.ui.widgets.field import Field

ROOM = 8


def _passed_on(field: QWidget, event: QWheelEvent) -> bool:
    """Leave the wheel to the page while a field has not the keyboard: scrolling must change nothing."""
    if not field.hasFocus():
        event.ignore()
    return not field.hasFocus()


class ChoiceField(QComboBox):
    """One of a few choices. Every combo box is one of these."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Turn only with the keyboard here."""
        if not _passed_on(self, event):
            super().wheelEvent(event)


class _Number(QSpinBox):
    """Whole numbers from `least` to `most`."""

    def __init__(self, least: int = 0, most: int = 999, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setGroupSeparatorShown(True)
        _dress(self)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Turn only with the keyboard here."""
        if not _passed_on(self, event):
            super().wheelEvent(event)


class NumberField(_Number, Field[int]):
    """A number; one always stands here."""

    @property
    def given(self) -> int:
        """Give the number."""
        return self.value()

    def put(self, value: int) -> None:
        """Show another number."""
        self.setValue(value)

    def said(self, value: int) -> str:
        """Write a number as it stands in the field."""
        return f"{self.prefix()}{value:,}{self.suffix()}"

    @property
    def is_empty(self) -> bool:
        """Say no: a number always stands here."""
        return False


class NumberOrNone(_Number, Field[int | None]):
    """A number, or below the least of them `none` in words, such as "No limit"."""

    def __init__(self, none: str, least: int = 1, most: int = 999, parent: QWidget | None = None) -> None:
        super().__init__(least - 1, most, parent)
        self.setSpecialValueText(none)

    @property
    def given(self) -> int | None:
        """Give the number, if one is set."""
        return None if self.value() == self.minimum() else self.value()

    def put(self, value: int | None) -> None:
        """Show another number, or none."""
        self.setValue(self.minimum() if value is None else value)

    def said(self, value: int | None) -> str:
        """Write a number as it stands in the field."""
        return self.specialValueText() if value is None else f"{self.prefix()}{value:,}{self.suffix()}"


class TimeField(QTimeEdit, Field[time]):
    """A time of day, like 09:30."""

    def __init__(self, shown: time, parent: QWidget | None = None) -> None:
        super().__init__(QTime(shown.hour, shown.minute), parent)
        self.setDisplayFormat("HH:mm")
        _dress(self)

    @property
    def given(self) -> time:
        """Give the time shown."""
        return self.at

    def put(self, value: time) -> None:
        """Show another time."""
        self.setTime(QTime(value.hour, value.minute))

    def said(self, value: time) -> str:
        """Write a time as it stands in the field."""
        return f"{value:%H:%M}"

    @property
    def at(self) -> time:
        """Give the time shown."""
        shown = self.time()
        return time(shown.hour(), shown.minute())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Turn only with the keyboard here."""
        if not _passed_on(self, event):
            super().wheelEvent(event)


class MoneyField(QLineEdit, Field[Decimal | None]):
    """Pounds as people type them, read as the import reads them: 350, £1,050.00 and, if allowed, -50."""

    def __init__(
        self, shown: Decimal | None = None, parent: QWidget | None = None, *, below_nought: bool = False
    ) -> None:
        super().__init__(parent)
        self._below_nought = below_nought
        self.show_amount(shown)

    @property
    def given(self) -> Decimal | None:
        """Give the amount, None where nothing or no amount stands here."""
        return self.amount

    def put(self, value: Decimal | None) -> None:
        """Show another amount, or nothing."""
        self.show_amount(value)

    def said(self, value: Decimal | None) -> str:
        """Write an amount as all are written."""
        return "" if value is None else pounds(value)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing stands here."""
        return not self.text().strip()

    @property
    def amount(self) -> Decimal | None:
        """Give the amount, None where nothing or no amount stands here."""
        try:
            return amount_of(self.text(), below_nought=self._below_nought)
        except NotUnderstood:
            return None

    @property
    def trouble(self) -> str:
        """Say why what stands here is no amount; "" where it is one, or nothing."""
        return trouble_of(change_of if self._below_nought else amount_of, self.text())

    def show_amount(self, amount: Decimal | None) -> None:
        """Show another amount, or nothing."""
        self.setText("" if amount is None else f"{amount:.2f}")


def _dress(field: QAbstractSpinBox) -> None:
    """Give the room at the left that stylesheets cannot give, and take what is typed as a whole."""
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.lineEdit().setTextMargins(ROOM, 0, 0, 0)
    field.setKeyboardTracking(False)

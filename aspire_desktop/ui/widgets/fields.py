"""Fields for choices, numbers, times and money; none takes the wheel before it has the keyboard."""

from collections.abc import Callable
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


class FigureField(QLineEdit, Field[Decimal | None]):
    """A figure as people type it, read by the `rule` by which the import reads it; None where none stands."""

    def __init__(self, rule: Callable[[str], Decimal | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = rule

    @property
    def given(self) -> Decimal | None:
        """Give the figure, None where nothing or no figure stands here."""
        try:
            return self._rule(self.text())
        except NotUnderstood:
            return None

    def put(self, value: Decimal | None) -> None:
        """Show another figure, or nothing."""
        self.setText("" if value is None else self.typed(value))

    def typed(self, value: Decimal) -> str:
        """Write a figure as it is typed."""
        return f"{value.normalize():f}"

    def said(self, value: Decimal | None) -> str:
        """Write a figure as all are written."""
        return "" if value is None else self.typed(value)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing stands here."""
        return not self.text().strip()

    @property
    def trouble(self) -> str:
        """Say why what stands here is no figure; "" where it is one, or nothing."""
        return trouble_of(self._rule, self.text())


class MoneyField(FigureField):
    """Pounds as people type them: 350, £1,050.00 and, if allowed, -50."""

    def __init__(
        self, shown: Decimal | None = None, parent: QWidget | None = None, *, below_nought: bool = False
    ) -> None:
        super().__init__(change_of if below_nought else amount_of, parent)
        self.put(shown)

    def typed(self, value: Decimal) -> str:
        """Write an amount with its pence."""
        return f"{value:.2f}"

    def said(self, value: Decimal | None) -> str:
        """Write an amount as all are written."""
        return "" if value is None else pounds(value)


def _dress(field: QAbstractSpinBox) -> None:
    """Give the room at the left that stylesheets cannot give, and take what is typed as a whole."""
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.lineEdit().setTextMargins(ROOM, 0, 0, 0)
    field.setKeyboardTracking(False)

"""Fields for numbers and dates, with the room at the left that stylesheets cannot give them."""

from datetime import date
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit, QLineEdit, QSpinBox, QWidget

ROOM = 8


class NumberField(QSpinBox):
    """Whole numbers from `least` to `most`."""

    def __init__(self, least: int = 0, most: int = 999, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setGroupSeparatorShown(True)
        _give_room(self)


class DateField(QDateEdit):
    """A date as "8 Oct 2026" with a calendar; `chosen` carries a datetime.date."""

    chosen = Signal(object)

    def __init__(self, shown: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # the British locale would write "Sept", where every list says "Sep"
        self.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
        self.setDisplayFormat("d MMM yyyy")
        self.setCalendarPopup(True)
        self.calendarWidget().setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.show_date(shown)
        _give_room(self)
        self.dateChanged.connect(lambda _: self.chosen.emit(self.day))

    @property
    def day(self) -> date:
        """Give the date shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def show_date(self, day: date) -> None:
        """Show another date."""
        self.setDate(QDate(day.year, day.month, day.day))


class MoneyField(QLineEdit):
    """Pounds as people type them: 350, £1,050.00, -50."""

    def __init__(self, shown: Decimal | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_amount(shown)

    @property
    def amount(self) -> Decimal | None:
        """Give the amount, None where the words are none."""
        words = self.text().replace("£", "").replace(",", "").replace("−", "-")
        try:
            amount = Decimal(words.replace(" ", ""))
        except InvalidOperation:
            return None
        return amount if amount.is_finite() else None

    def show_amount(self, amount: Decimal | None) -> None:
        """Show another amount, or nothing."""
        self.setText("" if amount is None else f"{amount:.2f}")


def _give_room(field: QAbstractSpinBox) -> None:
    field.lineEdit().setTextMargins(ROOM, 0, 0, 0)
    field.setKeyboardTracking(False)

"""The field for a date: typed as people type it, or chosen from a calendar."""

from datetime import date, timedelta
from typing import ClassVar

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QWidget

from aspire_desktop.domain.office.errors import NotUnderstood
from aspire_desktop.domain.office.values import short_date
from aspire_desktop.domain.office.written import date_of
from aspire_desktop.ui.looks.icons import icon
from aspire_desktop.ui.widgets.field import Field

NO_DATE = "Enter a date, like 8 Oct 2026 or 08/10/2026"


class DateLine(QLineEdit):
    """A date as "8 Oct 2026". What is typed is read as the import reads it, and never guessed.

    `chosen` carries a datetime.date when another one stands there, None for none; `misread` why what stands
    there is none, "" once it is one. Up and Down step by a day, Alt+Down opens the calendar.
    """

    chosen = Signal(object)
    misread = Signal(str)
    missing: ClassVar[str] = NO_DATE
    """What is said where nothing stands; "" where nothing may."""

    def __init__(self, shown: date | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = shown
        self._write(shown)
        self._calendar = _Calendar(self)
        self._calendar.activated.connect(self._choose)
        self._calendar.clicked.connect(self._choose)
        opens = self.addAction(icon("calendar-blank"), QLineEdit.ActionPosition.TrailingPosition)
        opens.setText("Choose from a calendar")
        opens.setToolTip("Choose from a calendar (Alt+Down)")
        opens.triggered.connect(self._open_calendar)
        self.editingFinished.connect(self._take)

    @property
    def trouble(self) -> str:
        """Say why what stands here is no date; "" where it is one."""
        try:
            return "" if date_of(self.text()) else self.missing
        except NotUnderstood as refused:
            return refused.words

    @property
    def is_empty(self) -> bool:
        """Say whether nothing stands here."""
        return not self.text().strip()

    def show_date(self, day: date | None) -> None:
        """Show another date."""
        self._write(day)
        self._take()

    def _write(self, day: date | None) -> None:
        self.setText("" if day is None else short_date(day))

    def _take(self) -> None:
        """Write a date as all are written and tell of another one; of anything else say why it is none."""
        self.complain()
        if self.trouble:
            return
        day = date_of(self.text())
        self._write(day)
        if day != self._told:
            self._told = day
            self.chosen.emit(day)

    def complain(self) -> None:
        """Say why what stands here is no date, and show it; or that it is one."""
        self.setProperty("wrong", bool(self.trouble))
        self.style().polish(self)
        self.misread.emit(self.trouble)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Step with the arrows, and open the calendar with Alt+Down."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.key() not in steps:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._open_calendar()
        elif not self.trouble and (day := date_of(self.text())):
            self.show_date(day + timedelta(days=steps[Qt.Key(event.key())]))

    def _open_calendar(self) -> None:
        day = self._told if self.trouble else date_of(self.text())
        if day is not None:
            self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._calendar.move(self.mapToGlobal(self.rect().bottomLeft()))
        self._calendar.show()
        self._calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, chosen: QDate) -> None:
        self._calendar.hide()
        self.show_date(date(chosen.year(), chosen.month(), chosen.day()))


class DateField(DateLine, Field[date]):
    """A date; one always stands here."""

    def __init__(self, shown: date, parent: QWidget | None = None) -> None:
        super().__init__(shown, parent)

    @property
    def day(self) -> date:
        """Give the date; raise NotUnderstood where what stands here is none (forms ask `trouble` first)."""
        day = date_of(self.text())
        if day is None:
            raise NotUnderstood(NO_DATE)
        return day

    @property
    def given(self) -> date:
        """Give the date; raise NotUnderstood where what stands here is none."""
        return self.day

    def put(self, value: date) -> None:
        """Show another date."""
        self.show_date(value)

    def said(self, value: date) -> str:
        """Write a date as all are written."""
        return short_date(value)


class DateOrNone(DateLine, Field[date | None]):
    """A date, or nothing."""

    missing = ""

    def __init__(self, shown: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(shown, parent)

    @property
    def given(self) -> date | None:
        """Give the date; raise NotUnderstood where words stand here that are none."""
        return date_of(self.text())

    def put(self, value: date | None) -> None:
        """Show another date, or nothing."""
        self.show_date(value)

    def said(self, value: date | None) -> str:
        """Write a date as all are written."""
        return "" if value is None else short_date(value)


class _Calendar(QCalendarWidget):
    """Months from Monday to Sunday over the window, gone at a click beside it or with Esc."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self.setWindowFlags(Qt.WindowType.Popup)
        self.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

"""The timeline: a row for each cohort or duty, a column for each day, weekends narrow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from aspire_desktop.ui.charts.chart import Chart, ChartTable
from aspire_desktop.ui.looks.theme import RADIUS, Tone, TypeRole, theme

LABELS = 170
WEEKEND = 20
ROW = 31
SATURDAY = 5
EVENT_PADDING = 4


class Sort(StrEnum):
    """Sorts of event, each with its own colours and its own words in the legend."""

    SESSION = "Session"
    NETWORK = "Network"
    PANEL = "Panel"
    DEADLINE = "Deadline"


TONES = {Sort.NETWORK: Tone.INFO, Sort.PANEL: Tone.LOCKED, Sort.DEADLINE: Tone.DUE}


@dataclass(frozen=True)
class Event:
    """Something on one or more days: `key` is what the screen opens."""

    key: str
    first: date
    last: date
    words: str
    sort: Sort = Sort.SESSION


@dataclass(frozen=True)
class TimelineRow:
    """A row of the timeline: its heading, quieter words after it, and its events."""

    heading: str
    place: str
    events: Sequence[Event]


@dataclass(frozen=True)
class _Placed:
    event: Event
    line: TimelineRow
    row: int


class Timeline(Chart):
    """Two weeks, or as many days as asked; `opened` carries the key of an event."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = self._today = date.min
        self._days = 14
        self._lines: Sequence[TimelineRow] = ()
        self._placed: list[_Placed] = []
        self._rows: list[int] = []
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_lines(self, first: date, today: date, lines: Sequence[TimelineRow], days: int = 14) -> None:
        """Show these lines from `first` on; overlapping events of a line stack."""
        self._first, self._today, self._days = first, today, days
        self._lines = tuple(lines)
        self._place()
        events = [placed for placed in self._placed if placed.event.last >= first]
        words = "; ".join(f"{_dates(item.event)}: {item.line.heading} {item.event.words}" for item in events)
        rows = [(_dates(item.event), item.line.heading, item.event.words) for item in events]
        self._say(words or "Nothing is planned", ChartTable(("When", "What", "Event"), rows))

    def _place(self) -> None:
        self._placed, self._rows, self._current = [], [], 0
        for line in self._lines:
            start, ends = len(self._rows), [date.min]
            for event in sorted(line.events, key=lambda event: (event.first, event.last)):
                free = next((n for n, end in enumerate(ends) if end < event.first), len(ends))
                ends[free:] = [event.last, *ends[free + 1 :]]
                self._placed.append(_Placed(event, line, start + free))
            self._rows += [1] + [0] * (len(ends) - 1)
        self._placed.sort(key=lambda placed: (placed.event.first, placed.row))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for all lines below the row of days."""
        return QSize(700, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Stay wide enough to read a day."""
        return QSize(LABELS + self._days * 26, self._row_height() * (len(self._rows) + 1) + 2)

    def _row_height(self) -> int:
        return max(ROW, self.fontMetrics().height() + 13)

    def _edges(self) -> list[int]:
        days = [self._first + timedelta(days=number) for number in range(self._days)]
        weekends = sum(day.weekday() >= SATURDAY for day in days)
        wide = (self.width() - LABELS - WEEKEND * weekends) / max(1, self._days - weekends)
        edges, left = [LABELS], float(LABELS)
        for day in days:
            left += WEEKEND if day.weekday() >= SATURDAY else wide
            edges.append(round(left))
        return edges

    def _box(self, placed: _Placed, edges: list[int]) -> QRect:
        first = max(0, (placed.event.first - self._first).days)
        last = min(self._days - 1, (placed.event.last - self._first).days)
        if last < 0 or first >= self._days:
            return QRect()
        height = self._row_height()
        top = height * (placed.row + 1)
        return QRect(edges[first] + 1, top + 4, edges[last + 1] - edges[first] - 1, height - 8)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw days, headings and events."""
        painter = QPainter(self)
        edges = self._edges()
        self._paint_days(painter, edges)
        self._paint_headings(painter)
        for number, placed in enumerate(self._placed):
            box = self._box(placed, edges)
            if not box.isNull():
                _paint_event(painter, box, placed.event)
            if self.hasFocus() and number == self._current and not box.isNull():
                painter.setPen(QPen(theme().tokens.focus, 2))
                painter.drawRect(box)

    def _paint_days(self, painter: QPainter, edges: list[int]) -> None:
        tokens, height = theme().tokens, self._row_height()
        bottom = height * (len(self._rows) + 1)
        for number in range(self._days):
            day = self._first + timedelta(days=number)
            left, width = edges[number], edges[number + 1] - edges[number]
            head, column = QRect(left, 4, width, height - 4), QRect(left, height, width, bottom - height)
            weekend, today = day.weekday() >= SATURDAY, day == self._today
            if weekend or today:
                painter.fillRect(column, tokens.accent_soft if today else tokens.head)
            if today:
                painter.fillRect(head.adjusted(0, 0, 0, 1), tokens.accent)
            painter.fillRect(left, height, 1, bottom - height, tokens.line)
            painter.setFont(theme().font(TypeRole.SMALL_STRONG if today else TypeRole.SMALL))
            painter.setPen(tokens.on_accent if today else tokens.ink_2)
            painter.drawText(head, int(Qt.AlignmentFlag.AlignCenter), _day_words(day, width))

    def _paint_headings(self, painter: QPainter) -> None:
        tokens, height = theme().tokens, self._row_height()
        lines = iter(self._lines)
        for row, starts in enumerate(self._rows):
            top = height * (row + 1)
            if not starts:
                continue
            line = next(lines)
            painter.fillRect(0, top, self.width(), 1, tokens.line)
            painter.setFont(theme().font(TypeRole.STRONG))
            painter.setPen(tokens.ink)
            box = QRect(0, top, LABELS - 8, height)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), line.heading)
            box.setLeft(painter.fontMetrics().horizontalAdvance(line.heading) + 6)
            painter.setFont(theme().font(TypeRole.SMALL))
            painter.setPen(tokens.ink_2)
            place = painter.fontMetrics().elidedText(line.place, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), place)
        painter.fillRect(0, height * (len(self._rows) + 1), self.width(), 1, tokens.line)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move to the event before or after with the arrows, open it with Enter."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps and self._placed:
            self._current = max(0, min(len(self._placed) - 1, self._current + steps[key]))
            item = self._placed[self._current]
            said = f"{_dates(item.event)}: {item.line.heading} {item.event.words}"
            self.setAccessibleDescription(said)
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._placed:
            self.opened.emit(self._placed[self._current].event.key)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open the event under the pointer."""
        number = self._number_at(event.position().toPoint())
        if number is not None and event.button() is Qt.MouseButton.LeftButton:
            self._current = number
            self.opened.emit(self._placed[number].event.key)

    def _number_at(self, where: QPoint) -> int | None:
        edges = self._edges()
        hits = (n for n, placed in enumerate(self._placed) if self._box(placed, edges).contains(where))
        return next(hits, None)


def event_colours(sort: Sort) -> tuple[QColor, QColor, QColor]:
    """Give text, fill and border of a sort of event, for the legend too."""
    tokens = theme().tokens
    if sort is Sort.SESSION:
        return tokens.on_accent, tokens.accent, tokens.accent
    colours = tokens.sets[TONES[sort]]
    return colours.text, colours.fill, colours.text


def _paint_event(painter: QPainter, box: QRect, event: Event) -> None:
    text, fill, edge = event_colours(event.sort)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(fill)
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS - 1, RADIUS - 1)
    painter.setFont(theme().font(TypeRole.SMALL_STRONG))
    painter.setPen(text)
    room = box.width() - EVENT_PADDING
    words = painter.fontMetrics().elidedText(event.words, Qt.TextElideMode.ElideRight, room)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
    painter.restore()


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _day_words(day: date, width: int) -> str:
    if day.weekday() >= SATURDAY:
        return _DAYS[day.weekday()][0]
    return f"{_DAYS[day.weekday()]} {day.day}" if width >= 44 else str(day.day)


def _dates(event: Event) -> str:
    first = f"{_DAYS[event.first.weekday()]} {event.first.day} {_MONTHS[event.first.month - 1]}"
    if event.first == event.last:
        return first
    return f"{first} to {event.last.day} {_MONTHS[event.last.month - 1]}"

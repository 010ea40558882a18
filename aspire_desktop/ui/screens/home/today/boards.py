"""The cards beside and below what needs doing: places running low, the days ahead, and cohorts under way."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from aspire_desktop.domain.home.home import DAYS_AHEAD, Funded, HomeFacts, Running
from aspire_desktop.domain.office.values import long_date
from aspire_desktop.domain.programmes.cohorts import CohortRow, SessionRow, places_free
from aspire_desktop.ui.charts.timeline import Event, Sort, Timeline, event_colours
from aspire_desktop.ui.charts.timeline import Line as Row
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.board import BoardModel, Line, Shown
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.widgets.card import HEADER, Card
from aspire_desktop.ui.widgets.cells import Amount, Cell, Column
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.label import Link, label
from aspire_desktop.ui.widgets.status import status

ANY_HEIGHT = 16777215
"""Qt's QWIDGETSIZE_MAX, which PySide6 does not give."""
LEAST, MOST = 150, 340
"""Heights of the card of the days ahead."""
_LAST_NUMBER = re.compile(r"(\d+)$")


class Board(Card):
    """A short table whose lines open a place. `opened` carries the Destination."""

    opened = Signal(Destination)
    least = 3
    """How many lines are always in view."""
    exact = False
    """Whether the card is no higher than that."""

    def __init__(
        self, title: str, headings: Sequence[str], columns: Sequence[Column], good_news: str
    ) -> None:
        super().__init__(title)
        self.model = BoardModel(headings, self)
        self.table = DataTable(title, columns)
        self.table.setModel(self.model)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.opened.connect(self._open)
        self.nothing = EmptyState("check-circle", good_news)
        inside = self.nothing.layout()
        if self.exact and inside is not None:
            inside.setContentsMargins(24, 0, 24, 10)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        self.body.addWidget(self._stack)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines, or the good news that there are none."""
        before = self.model.line_at(self.table.currentIndex())
        self.model.show_lines(lines)
        row = self.model.row_of(before.key) if before else None
        if row is not None:
            self.table.setCurrentIndex(self.model.index(row, 0))
        self._stack.setCurrentWidget(self.table if lines else self.nothing)
        self._fit(len(lines))

    def _fit(self, lines: int) -> None:
        """Ask for the height of a few lines; more of them scroll."""
        if not lines:
            self._stack.setMinimumHeight(self.nothing.minimumSizeHint().height())
            self._stack.setMaximumHeight(ANY_HEIGHT)
            return
        head = 0 if self.table.horizontalHeader().isHidden() else self.table.horizontalHeader().height()
        pitch = self.table.verticalHeader().defaultSectionSize()
        filled = head + pitch * max(2, min(self.least, lines)) + 4
        self._stack.setMinimumHeight(filled if lines else self.nothing.sizeHint().height())
        if self.exact:
            self._stack.setMaximumHeight(self._stack.minimumHeight())

    def _open(self, index: QModelIndex) -> None:
        line = self.model.line_at(index)
        if line is not None and line.place is not None:
            self.opened.emit(line.place)


class Low(Board):
    """Cohorts to come that are full or nearly so."""

    exact = True

    def __init__(self) -> None:
        columns = (
            Column(Cell.STRONG, 112),
            Column(Cell.QUIET, stretch=True),
            Column(Cell.FIGURE, 64),
            Column(Cell.PILL, 88),
        )
        headings = ("Cohort", "Dates", "Held", "Places")
        super().__init__("Places running low", headings, columns, "No cohort to come is short of places")
        self.table.horizontalHeader().hide()
        self.add_trailing(label("held / capacity", TypeRole.SMALL, "2"))

    def show_cohorts(self, cohorts: Sequence[CohortRow]) -> None:
        """Show these cohorts."""
        self.show_lines([_low(cohort) for cohort in cohorts])


class Progress(Board):
    """Cohorts that run, the next to meet first."""

    def __init__(self) -> None:
        columns = (
            Column(Cell.STRONG, 104),
            Column(Cell.SEGMENTS, 120),
            Column(Cell.FIGURE, 72),
            Column(Cell.TEXT, stretch=True),
        )
        headings = ("Cohort", "Sessions held", "Attended", "Next")
        super().__init__("Cohort progress", headings, columns, "No cohort is running today")
        every = Link("All cohorts")
        every.clicked.connect(lambda: self.opened.emit(Destination("cohorts")))
        self.add_trailing(every)

    def show_running(self, cohorts: Sequence[Running], today: date) -> None:
        """Show these cohorts."""
        self.show_lines([_running(each, today) for each in cohorts])


class Ahead(Card):
    """The days ahead as a timeline. `opened` carries the Destination of an event."""

    opened = Signal(Destination)

    def __init__(self) -> None:
        super().__init__("Next two weeks")
        self.timeline = Timeline()
        self.timeline.opened.connect(self._open)
        self.timeline.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(14, 0, 14, 10)
        row.addWidget(self.timeline, 1, Qt.AlignmentFlag.AlignTop)
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(area)
        for sort in (Sort.SESSION, Sort.DEADLINE):
            self.add_trailing(_Legend(sort))
            self.add_trailing(label(str(sort), TypeRole.SMALL, "2"))

    def show_facts(self, facts: HomeFacts) -> None:
        """Show sessions and the ends of return periods."""
        last = facts.today + timedelta(days=DAYS_AHEAD - 1)
        self.set_title("Next two weeks", f"{_day_and_month(facts.today)} to {_day_and_month(last)}")
        rows = [_row(cohort, facts.sessions) for cohort in facts.cohorts]
        rows += [_deadline(each) for each in facts.funded if _ends_within(each, facts.today, last)]
        self.timeline.show_lines(facts.today, facts.today, rows, DAYS_AHEAD)
        wanted = HEADER + 14 + self.timeline.minimumSizeHint().height()
        self.setMinimumHeight(max(LEAST, min(MOST, wanted)))

    def _open(self, key: str) -> None:
        kind, _, id = key.partition(" ")
        self.opened.emit(Destination(kind, int(id)))


class _Legend(QWidget):
    """A small square in the colours of a sort of event."""

    def __init__(self, sort: Sort) -> None:
        super().__init__()
        self._sort = sort
        self.setFixedSize(11, 11)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the square."""
        _, fill, edge = event_colours(self._sort)
        painter = QPainter(self)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 2, 2)


def short_title(title: str, position: int) -> str:
    """Shorten a session's title to fit a day: Day 2, Review; long ones go by their place, M2."""
    number = _LAST_NUMBER.search(title)
    if title.lower().startswith("workshop day") and number:
        return f"Day {number[1]}"
    if title.lower().startswith("module") and number:
        return f"M{number[1]}"
    if "review" in title.lower():
        return "Review"
    return title if len(title) <= len("Review 1") else f"M{position}"


def _low(cohort: CohortRow) -> Line:
    free = places_free(cohort.capacity, cohort.held)
    cells = (
        Shown(cohort.code),
        Shown(_span(cohort)),
        Shown(f"{cohort.held}/{cohort.capacity}"),
        Shown(pill=status(f"{free} left" if free else "Full")),
    )
    return Line(f"cohort {cohort.id}", cells, Destination("cohort", cohort.id))


def _span(cohort: CohortRow) -> str:
    if cohort.first_on is None or cohort.last_on is None:
        return ""
    return f"from {_day_and_short_month(cohort.first_on)}, {cohort.venue}"


def _running(running: Running, today: date) -> Line:
    cohort = running.cohort
    ahead = int(cohort.next_on is not None)
    done = cohort.sessions_held - int(cohort.next_on == today)
    percent = "" if running.percent is None else f"{running.percent} %"
    cells = (
        Shown(cohort.code),
        Shown(f"{done} of {cohort.sessions}", amount=Amount(done, cohort.sessions, ahead)),
        Shown(percent),
        Shown(_next(cohort, today)),
    )
    return Line(f"cohort {cohort.id}", cells, Destination("cohort", cohort.id))


def _next(cohort: CohortRow, today: date) -> str:
    if cohort.next_on is None:
        return "No more sessions"
    when = "today" if cohort.next_on == today else _day_and_short_month(cohort.next_on)
    position = cohort.sessions_held + int(cohort.next_on != today)
    return f"{short_title(cohort.next_title, position)}, {when}"


def _row(cohort: CohortRow, sessions: Sequence[SessionRow]) -> Row:
    events = [
        Event(f"registers {each.id}", each.on, each.on, short_title(each.title, each.position))
        for each in sessions
        if each.cohort_id == cohort.id
    ]
    return Row(cohort.code, cohort.venue, events)


def _deadline(funded: Funded) -> Row:
    agreement = funded.agreement
    assert agreement.period is not None
    ends = agreement.period.ends
    event = Event(f"finance {agreement.id}", ends, ends, "Ends", Sort.DEADLINE)
    return Row("Return", agreement.reference, [event])


def _ends_within(funded: Funded, first: date, last: date) -> bool:
    period = funded.agreement.period
    return period is not None and first <= period.ends <= last


def _day_and_month(day: date) -> str:
    return long_date(day).rpartition(" ")[0]


def _day_and_short_month(day: date) -> str:
    return f"{day.day} {day:%b}"

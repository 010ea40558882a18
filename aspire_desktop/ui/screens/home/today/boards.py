"""The cards beside and below what needs doing: places running low, the days ahead, and cohorts under way."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from aspire_desktop.domain.home.home import DAYS_AHEAD, Funded, HomeFacts, Running
from aspire_desktop.domain.office.lists import Kind
from aspire_desktop.domain.office.values import long_date, short_day
from aspire_desktop.domain.programmes.cohorts import CohortRow, SessionRow
from aspire_desktop.ui.charts.timeline import Event, Sort, Timeline, TimelineRow, event_colours
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.fields import FILES_ALONE, Field, count_field, day_field
from aspire_desktop.ui.lists.list_commands import ListCommands
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.widgets.card import HEADER, Card
from aspire_desktop.ui.widgets.cells import Amount, Cell
from aspire_desktop.ui.widgets.label import Link, label
from aspire_desktop.ui.widgets.scrolled import Scrolled
from aspire_desktop.ui.widgets.status import status

T = TypeVar("T")
ANY_HEIGHT = 16777215
"""Qt's QWIDGETSIZE_MAX, which PySide6 does not give."""
LEAST, MOST = 150, 340
"""Heights of the card of the days ahead."""
_LAST_NUMBER = re.compile(r"(\d+)$")


class Board(Card, Generic[T]):
    """A short list whose rows open a cohort. `opened` carries the Destination."""

    opened = Signal(Destination)
    least = 3
    """How many rows are always in view."""
    exact = False
    """Whether the card is no higher than that."""

    def __init__(self, desk: Desk, told: ListOf[T]) -> None:
        super().__init__(told.name)
        self.list = RowList(desk, told)
        self.list.setParent(self)
        self.files = ListCommands(self.list)
        self.files.offer_for_rows([self.files.opening("&Open cohort")])
        self.model, self.table, self.nothing = self.list.model, self.list.table, self.list.nothing
        self.list.opened.connect(self._open)
        inside = self.nothing.layout()
        if self.exact and inside is not None:
            inside.setContentsMargins(24, 0, 24, 10)
        self._stack = self.list.stack
        self.body.addWidget(self._stack)
        self.body.addWidget(self.files.jobs)

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show these rows, of which none is chosen until somebody goes there; or that there are none."""
        chosen = self.table.currentIndex().isValid()
        self.list.take(rows)
        if not chosen:
            self.table.selectionModel().clear()
        self._fit(len(rows))

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

    def _open(self) -> None:
        key = None if self.list.current is None else self.list.told.key(self.list.current)
        if isinstance(key, int):
            self.opened.emit(Destination("cohort", key))


def _held(row: CohortRow) -> str:
    return f"{row.held}/{row.capacity}"


def _left(row: CohortRow) -> str:
    return "Full" if row.room.is_full else f"{row.room.free} left"


def _span(cohort: CohortRow) -> str:
    if cohort.first_on is None or cohort.last_on is None:
        return ""
    return f"from {short_day(cohort.first_on)}, {cohort.venue}"


LOW = ListOf[CohortRow](
    name="Places running low",
    noun=("cohort", "cohorts"),
    key=lambda row: row.id,
    fields=(
        Field("Cohort", lambda row: row.code, Cell.STRONG, 112),
        Field("Dates", _span, Cell.QUIET, stretch=True, order=lambda row: row.first_on or date.max),
        Field(
            "Held",
            _held,
            Cell.FIGURE,
            64,
            order=lambda row: row.held,
            kind=Kind.COUNT,
            value=lambda row: row.held,
        ),
        count_field("Capacity", lambda row: row.capacity, least=FILES_ALONE),
        Field("Places", _left, Cell.PILL, 88, pill=lambda row: status(_left(row))),
        day_field("Begins", lambda row: row.first_on, least=FILES_ALONE),
    ),
    empty=Empty("check-circle", "No cohort to come is short of places"),
)


class Low(Board[CohortRow]):
    """Cohorts to come that are full or nearly so."""

    exact = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, LOW)
        self.table.horizontalHeader().hide()
        self.add_trailing(label("held / capacity", TypeRole.SMALL, "2"))


@dataclass(frozen=True)
class UnderWay:
    """A cohort that runs, as it stands on a day."""

    cohort: CohortRow
    percent: int | None
    today: date

    @property
    def done(self) -> int:
        """Count the sessions that are over."""
        return self.cohort.sessions_held - int(self.cohort.next_on == self.today)

    @property
    def amount(self) -> Amount:
        """Give them of all sessions, the next one marked."""
        return Amount(self.done, self.cohort.sessions, int(self.cohort.next_on is not None))


PROGRESS = ListOf[UnderWay](
    name="Cohort progress",
    noun=("cohort", "cohorts"),
    key=lambda row: row.cohort.id,
    fields=(
        Field("Cohort", lambda row: row.cohort.code, Cell.STRONG, 104),
        Field(
            "Sessions held",
            lambda row: f"{row.done} of {row.cohort.sessions}",
            Cell.SEGMENTS,
            120,
            order=lambda row: row.done / max(1, row.cohort.sessions),
            amount=lambda row: row.amount,
        ),
        Field(
            "Attended",
            lambda row: "" if row.percent is None else f"{row.percent} %",
            Cell.FIGURE,
            72,
            order=lambda row: -1 if row.percent is None else row.percent,
        ),
        Field(
            "Next",
            lambda row: _next(row.cohort, row.today),
            stretch=True,
            order=lambda row: row.cohort.next_on or date.max,
        ),
    ),
    empty=Empty("check-circle", "No cohort is running today"),
)


class ProgressBoard(Board[UnderWay]):
    """Cohorts that run, the next to meet first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, PROGRESS)
        every = Link("All cohorts")
        every.clicked.connect(lambda: self.opened.emit(Destination("cohorts")))
        self.add_trailing(every)

    def show_running(self, cohorts: Sequence[Running], today: date) -> None:
        """Show these cohorts."""
        self.show_rows([UnderWay(each.cohort, each.percent, today) for each in cohorts])


class Ahead(Card):
    """The days ahead as a timeline. `opened` carries the Destination of an event."""

    opened = Signal(Destination)

    def __init__(self) -> None:
        super().__init__("Next two weeks")
        self.timeline = Timeline()
        self.timeline.opened.connect(self._open)
        self.timeline.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(14, 0, 14, 10)
        row.addWidget(self.timeline, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(Scrolled(inside, sideways=True))
        for sort in (Sort.SESSION, Sort.DEADLINE):
            self.add_trailing(_Legend(sort))
            self.add_trailing(label(str(sort), TypeRole.SMALL, "2"))

    def show_facts(self, facts: HomeFacts) -> None:
        """Show sessions and the ends of return periods."""
        last = facts.today + timedelta(days=DAYS_AHEAD - 1)
        self.set_title("Next two weeks", f"{_long_day(facts.today)} to {_long_day(last)}")
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


def _next(cohort: CohortRow, today: date) -> str:
    if cohort.next_on is None:
        return "No more sessions"
    when = "today" if cohort.next_on == today else short_day(cohort.next_on)
    position = cohort.sessions_held + int(cohort.next_on != today)
    return f"{short_title(cohort.next_title, position)}, {when}"


def _row(cohort: CohortRow, sessions: Sequence[SessionRow]) -> TimelineRow:
    events = [
        Event(f"registers {each.id}", each.on, each.on, short_title(each.title, each.position))
        for each in sessions
        if each.cohort_id == cohort.id
    ]
    return TimelineRow(cohort.code, cohort.venue, events)


def _deadline(funded: Funded) -> TimelineRow:
    agreement = funded.agreement
    assert agreement.period is not None
    ends = agreement.period.ends
    event = Event(f"finance {agreement.id}", ends, ends, "Ends", Sort.DEADLINE)
    return TimelineRow("Return", agreement.reference, [event])


def _ends_within(funded: Funded, first: date, last: date) -> bool:
    period = funded.agreement.period
    return period is not None and first <= period.ends <= last


def _long_day(day: date) -> str:
    return long_date(day).rpartition(" ")[0]

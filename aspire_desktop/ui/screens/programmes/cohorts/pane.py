"""The pane beside the list: places by funding, dates and venue, what needs attention, who waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.values import CohortId, short_day
from aspire_desktop.domain.programmes.cohorts import DETAILS, CohortRow, SessionRow
from aspire_desktop.domain.programmes.enrolments import ParticipantRow, WaitingRow
from aspire_desktop.domain.programmes.open_work import OpenWork
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_row, session_rows, trainer_names
from aspire_desktop.storage.lookups.programmes.enrolments import participant_rows, waiting_rows
from aspire_desktop.storage.lookups.programmes.open_work import open_work
from aspire_desktop.ui.charts.chart import ChartShare
from aspire_desktop.ui.charts.pattern import Pattern, paint_pattern
from aspire_desktop.ui.charts.waffle import Waffle
from aspire_desktop.ui.lists.unchosen import Unchosen
from aspire_desktop.ui.looks.icons import PILL, Weight, paint_icon
from aspire_desktop.ui.looks.theme import CARD_PADDING, CONTROL_GAP, TypeRole, theme
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.label import ElidedLabel, label, rule
from aspire_desktop.ui.widgets.pill import Pill
from aspire_desktop.ui.widgets.scrolled import Scrolled
from aspire_desktop.ui.widgets.status import status
from aspire_desktop.ui.widgets.words import (
    NOT_RECORDED,
    attentions,
    shares,
    stage_look,
    times_words,
    weekday_date,
)

WIDTH = 330
KEY = 13


@dataclass(frozen=True)
class Overview:
    """All that the pane shows of one cohort."""

    cohort: CohortRow
    people: Sequence[ParticipantRow]
    days: Sequence[SessionRow]
    trainers: Sequence[str]
    waiting: Sequence[WaitingRow]
    today: date
    open: OpenWork


def overview(id: CohortId, office: Office) -> Overview | None:
    """Ask for one cohort; None where it is gone."""
    today = office.clock.today()
    cohort = office.ask(cohort_row, id, today)
    if cohort is None:
        return None
    people, days = office.ask(participant_rows, id, today), office.ask(session_rows, id)
    return Overview(
        cohort,
        people,
        days,
        office.ask(trainer_names, id),
        office.ask(waiting_rows, id, today),
        today,
        office.ask(open_work, [id], today)[id],
    )


class _Key(QLabel):
    """The square of a legend."""

    def __init__(self, pattern: Pattern) -> None:
        super().__init__()
        self._pattern = pattern
        self.setFixedSize(QSize(KEY, KEY))
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the pattern."""
        paint_pattern(QPainter(self), QRectF(0, 0, KEY, KEY), self._pattern)


class _Verdict(QLabel):
    """Whether a sentence is good news."""

    def __init__(self, fine: bool) -> None:
        super().__init__()
        self._glyph, self._token = ("check-circle", "ok") if fine else ("warning", "due")
        self.setFixedSize(QSize(PILL + 3, PILL + 5))
        self.setAccessibleName("As it should be" if fine else "Needs attention")
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the mark."""
        box = QRect(0, 2, PILL + 3, PILL + 3)
        paint_icon(QPainter(self), box, self._glyph, self._token, Weight.FILL)


class CohortPane(Card):
    """Shows one cohort, or why there is nothing. Its parts are made again for each cohort."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Details")
        self.setMinimumWidth(WIDTH - 50)
        self._open_command: QAction | None = None
        self._scroll = Scrolled(keys=True, sideways=True)
        self.body.addWidget(self._scroll)
        self.setFocusProxy(self._scroll)
        self.show_overview(Unchosen("users-three"))

    def offer(self, open_command: QAction) -> None:
        """Let the button open the cohort by this command."""
        self._open_command = open_command

    def show_overview(self, found: Overview | Unchosen) -> None:
        """Show a cohort, or say why there is none."""
        page = found.page() if isinstance(found, Unchosen) else self._page(found)
        self._scroll.setWidget(page)
        page.setAutoFillBackground(False)

    def _page(self, found: Overview) -> QWidget:
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, CARD_PADDING, 0, CARD_PADDING)
        whole.setSpacing(12)
        parts = (
            self._head(found),
            _places(found),
            _dates(found),
            _attention(found),
            _waiting(found.waiting),
        )
        for number, part in enumerate(part for part in parts if part is not None):
            if number:
                whole.addWidget(rule())
            inside = QHBoxLayout()
            inside.setContentsMargins(CARD_PADDING + 2, 0, CARD_PADDING + 2, 0)
            inside.addLayout(part)
            whole.addLayout(inside)
        whole.addStretch(1)
        return page

    def _head(self, found: Overview) -> QVBoxLayout:
        cohort = found.cohort
        column, line, buttons = QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        line.setSpacing(CONTROL_GAP)
        line.addWidget(label(cohort.code, TypeRole.PANE))
        line.addWidget(Pill(stage_look(cohort, found.open)))
        if cohort.room.is_full:
            line.addWidget(Pill(status("Full"), "Places"))
        line.addStretch(1)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(ElidedLabel(f"{cohort.version} · {cohort.partner}", ink="2"))
        open_button = Button("Open", Kind.PRIMARY, keys="Enter")
        if self._open_command is not None:
            open_button.clicked.connect(self._open_command.trigger)
        buttons.setContentsMargins(0, 6, 0, 0)
        buttons.addWidget(open_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return column


def _section(title: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(6)
    column.addWidget(label(title, TypeRole.STRONG))
    return column


def _places(found: Overview) -> QVBoxLayout:
    cohort, parts = found.cohort, shares(found.cohort.capacity, found.people)
    column, grid = _section("Places"), QGridLayout()
    waffle = Waffle(max(1, min(20, cohort.capacity)))
    waffle.set_shares(parts)
    column.addWidget(waffle)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for row, share in enumerate(parts):
        _legend(grid, row, share)
    total = label(f"Held of {cohort.capacity}", TypeRole.STRONG)
    grid.addWidget(total, len(parts), 1)
    grid.addWidget(label(str(cohort.held), TypeRole.STRONG), len(parts), 2, Qt.AlignmentFlag.AlignRight)
    column.addLayout(grid)
    return column


def _legend(grid: QGridLayout, row: int, share: ChartShare) -> None:
    grid.addWidget(_Key(share.pattern), row, 0)
    grid.addWidget(label(share.words), row, 1)
    grid.addWidget(label(str(share.count), TypeRole.STRONG), row, 2, Qt.AlignmentFlag.AlignRight)


def _dates(found: Overview) -> QVBoxLayout:
    column, grid = _section("Dates and venue"), QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    facts = [(day.title, f"{weekday_date(day.on)}, {times_words(day)}") for day in found.days]
    facts += [(fact.label, fact.of(found.cohort)) for fact in DETAILS]
    facts.append(("Trainers", ", ".join(found.trainers)))
    for row, (name, value) in enumerate(facts):
        words = ElidedLabel(name, TypeRole.SMALL, "2")
        words.setMaximumWidth(words.fontMetrics().averageCharWidth() * 16)
        shown = label(value or NOT_RECORDED, TypeRole.SMALL, wraps=True)
        shown.setAccessibleName(f"{name}: {value or 'not recorded'}")
        grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(shown, row, 1)
    column.addLayout(grid)
    return column


def _attention(found: Overview) -> QVBoxLayout:
    column = _section("Needs attention")
    told = attentions(found.cohort, found.people, found.days, len(found.trainers), found.today, found.open)
    for each in told:
        line, mark = QHBoxLayout(), _Verdict(each.fine)
        line.setSpacing(10)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(each.words, wraps=True), 1)
        column.addLayout(line)
    return column


def _waiting(rows: Sequence[WaitingRow]) -> QVBoxLayout | None:
    if not rows:
        return None
    column = _section("Waiting list")
    for number, row in enumerate(rows, 1):
        line, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(0)
        name = full_name(row.place.given_name, row.place.family_name)
        words.addWidget(ElidedLabel(name, TypeRole.STRONG))
        words.addWidget(ElidedLabel(row.place.organisation, TypeRole.SMALL, "2"))
        line.setSpacing(12)
        line.addWidget(label(str(number), ink="2"))
        line.addLayout(words, 1)
        line.addWidget(label(short_day(row.joined_on), TypeRole.SMALL, "2"))
        column.addLayout(line)
    return column

"""The tab of the schedule: every session as it is planned, what clashes, who trains and who must be told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout

from aspire_desktop.domain.office.values import CohortId, SessionId, short_day
from aspire_desktop.domain.programmes.cohorts import RoomBooking
from aspire_desktop.domain.programmes.registers import RegisterColumn, RegisterState
from aspire_desktop.domain.programmes.schedules import (
    CohortSchedule,
    Planned,
    SessionClash,
    clash_summary,
)
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.cohorts import AddSession, MoveSession, RemoveSession
from aspire_desktop.services.programmes.schedules import ArrangeSession, ChangeTrainer
from aspire_desktop.services.programmes.tellings import MarkTold
from aspire_desktop.storage.lookups.programmes.attendance import cohort_register
from aspire_desktop.storage.lookups.programmes.schedules import cohort_schedule, trainer_terms
from aspire_desktop.storage.lookups.programmes.venues import room_rows
from aspire_desktop.ui.desk.tabs import Bench, button_of
from aspire_desktop.ui.lists.fields import Field, count_field, day_field, money_field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.looks.theme import CARD_GAP, Tone
from aspire_desktop.ui.register.words import ALL_MARKED, NOBODY
from aspire_desktop.ui.screens.programmes.cohort.move_schedule import MoveScheduleDialog
from aspire_desktop.ui.screens.programmes.cohort.schedule_boards import TELLINGS, TRAINERS, Below
from aspire_desktop.ui.screens.programmes.cohort.schedule_dialogs import TrainerDialog
from aspire_desktop.ui.screens.programmes.cohort.session_dialogs import (
    BOOKINGS,
    AddSessionDialog,
    ArrangeSessionDialog,
    MoveSessionDialog,
    modules_left,
)
from aspire_desktop.ui.screens.programmes.cohort.tabs import ListTab
from aspire_desktop.ui.widgets.banner import Message, MessageBar
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.status import PillLook, status, tag
from aspire_desktop.ui.widgets.words import times_words, weekday_date

SHOWN = 4
"""Clashes that are said above the list at once; each stands beside its session as well."""


@dataclass(frozen=True)
class SessionLine:
    """A session as it is planned, with its register and what is wrong with it."""

    column: RegisterColumn
    planned: Planned
    clashes: tuple[SessionClash, ...]
    past: bool

    @property
    def trouble(self) -> str:
        """Say what is wrong with it."""
        return " ".join(each.words for each in self.clashes)

    @property
    def booking(self) -> str:
        """Say how the booking of its room stands."""
        booking, until = self.planned.booking, self.planned.held_until
        if self.past and booking in (RoomBooking.HELD, RoomBooking.CONFIRMED):
            return "Used"
        if booking is RoomBooking.HELD:
            return f"Held to {short_day(until)}" if until else "Held"
        return BOOKINGS[booking]

    @property
    def catering(self) -> str:
        """Say by when the caterer wants numbers, or where it is online."""
        by = self.planned.numbers_by
        return f"Numbers by {short_day(by)}" if by else self.planned.link


def register_look(column: RegisterColumn) -> PillLook | None:
    """Give the pill of a register's state; none before its day."""
    looks = {
        RegisterState.LEFT: lambda: status(f"{column.left} left"),
        RegisterState.EMPTY: lambda: NOBODY,
        RegisterState.MARKED: lambda: ALL_MARKED,
        RegisterState.DONE: lambda: tag("Done", Tone.OK, "check-circle"),
    }
    made = looks.get(column.state)
    return made() if made else None


def _booking_look(line: SessionLine) -> PillLook | None:
    if line.past:
        return None
    looks = {RoomBooking.HELD: tag(line.booking, Tone.NEUTRAL, "hourglass-medium")}
    return {**looks, RoomBooking.CONFIRMED: status("Confirmed")}.get(line.planned.booking)


def _register(line: SessionLine) -> PillLook | None:
    return register_look(line.column)


def _counts(line: SessionLine) -> str:
    return "Yes" if line.planned.session.for_claim else "No"


def _due(line: SessionLine) -> Tone | None:
    return Tone.DUE if line.clashes else None


SESSIONS = ListOf[SessionLine](
    name="Sessions",
    noun=("session", "sessions"),
    key=lambda line: line.planned.session.id,
    fields=(
        count_field("No", lambda line: line.planned.session.position, 44),
        Field("Session", lambda line: line.planned.session.title, Cell.STRONG, 200),
        day_field("Date", lambda line: line.planned.session.on, 136, said=weekday_date, tone=_due),
        Field(
            "Time",
            lambda line: times_words(line.planned.session),
            width=122,
            order=lambda line: line.planned.session.starts,
        ),
        Field(
            "Register",
            lambda line: line.column.words,
            Cell.PILL,
            106,
            pill=lambda line: register_look(line.column),
        ),
        Field(
            "Clashes",
            lambda line: "Check" if line.clashes else "",
            Cell.PILL,
            92,
            pill=lambda line: status("Check") if line.clashes else None,
            tip=lambda line: line.trouble,
            value=lambda line: line.trouble,
        ),
        Field("Room and venue", lambda line: line.planned.place, stretch=True, groups=True),
        Field("Room booking", lambda line: line.booking, Cell.PILL, 132, least=900, pill=_booking_look),
        Field("Catering or link", lambda line: line.catering, Cell.QUIET, 144, least=1060),
        money_field("Cost £", lambda line: line.planned.cost, least=1240),
        Field("Trainers", lambda line: ", ".join(line.planned.trainers), width=160, spare=True),
        Field(
            "Counts for the claim",
            lambda line: "Yes" if line.planned.session.for_claim else "No",
            Cell.QUIET,
            150,
            spare=True,
        ),
    ),
    empty=Empty(
        "calendar-blank", "No sessions yet", "Each module of the version has a session with a register."
    ),
)


@dataclass(frozen=True)
class Found:
    """A schedule with the registers of its sessions, and who holds an invitation that is no longer so."""

    schedule: CohortSchedule
    lines: Sequence[SessionLine]


def _asked(id: CohortId, office: Office) -> Found:
    today = office.clock.today()
    found = office.ask(cohort_schedule, id, today)
    columns = {each.session.id: each for each in office.ask(cohort_register, id, today).columns}
    lines = [_line(columns, each, found, today) for each in found.sessions if each.session.id in columns]
    return Found(found, lines)


def _line(
    columns: dict[SessionId, RegisterColumn], each: Planned, found: CohortSchedule, today: date
) -> SessionLine:
    id = each.session.id
    return SessionLine(columns[id], each, tuple(found.clashes_of(id)), each.session.on < today)


class Schedule(ListTab[SessionLine]):
    """F2 or Enter moves a session; Ctrl+R arranges its room; Del takes it out; F8 goes to the next clash."""

    key = "schedule"
    title = "Schedule"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, SESSIONS)
        self._found: Found | None = None
        self.bar = MessageBar(Tone.DUE, Message(""), closable=False)
        self.bar.hide()
        self.trainers = Below(self.desk, TRAINERS, "&Change trainer…")
        self.tellings = Below(self.desk, TELLINGS, "&Mark as told")
        self.trainers.list.opened.connect(self._change_trainer)
        self.tellings.list.opened.connect(self._mark_told)
        self._make_commands()
        self.list.opened.connect(self._move)
        self.list.followed.connect(self._follow_row)
        self.list.best_wanted.connect(self._begin_adding)
        self.list.add_words = "Add session" if self.desk.may(AddSession) else ""
        self._lay_out()
        self._follow_row()

    def _make_commands(self) -> None:
        made = self._made
        self.move_command = made("&Move session…", "F2", "calendar-blank", self._move)
        self.schedule_command = made("Move the &whole schedule…", "Ctrl+M", "calendar-blank", self._move_all)
        self.arrange_command = made("Room and a&rrangements…", "Ctrl+R", "map-pin", self._arrange)
        self.remove_command = made("&Take session out", "Del", "trash", self._take_out)
        self.add_command = made("&Add session…", "Ctrl+N", "plus", self._begin_adding)
        self.next_command = made("Next &clash", "F8", "warning", partial(self._step, 1))
        self.back_command = made("Pre&vious clash", "Shift+F8", "", partial(self._step, -1))
        self.desk.allow(self.add_command, AddSession)
        self.desk.allow(self.schedule_command, MoveSession)
        self.desk.allow(self.trainers.command, ChangeTrainer)
        self.desk.allow(self.tellings.command, MarkTold)

    def _made(self, words: str, keys: str, icon: str, do: Callable[[], object]) -> QAction:
        command = self.command(words, keys, icon)
        command.triggered.connect(lambda: do())
        return command

    def _lay_out(self) -> None:
        commands = (self.move_command, self.arrange_command, self.remove_command, self.add_command)
        self.offer_list(*commands, self.schedule_command, beside=(self.trainers.files, self.tellings.files))
        self.lay_out_list(*map(button_of, commands))
        self.list.card.setAccessibleName(SESSIONS.name)
        self.whole.insertWidget(1, self.bar)
        below = QHBoxLayout()
        below.setSpacing(CARD_GAP)
        below.addWidget(self.trainers, 1, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.tellings, 1, Qt.AlignmentFlag.AlignTop)
        self.whole.insertLayout(3, below)
        self.main = self.table
        self.panes = (self.search, self.table, self.trainers.table, self.tellings.table)

    def load(self) -> None:
        """Ask for the sessions, their registers and what they are held against."""
        if self.cohort is not None:
            self.desk.ask(partial(_asked, self.cohort.id), self.show_schedule, subject="schedule")

    def show_schedule(self, found: Found) -> None:
        """Show the sessions, and stay on the one that was chosen."""
        self._found = found
        self.list.take(found.lines)
        told, people = found.schedule.tellings, len(found.schedule.trainers)
        self.trainers.show_rows(found.schedule.trainers, f"{people}, as on the days they train")
        self.tellings.show_rows(told, f"{len(told)} not told yet; invitations are updated by Email…")
        self._say_clashes(found)
        self._follow_row()

    def _say_clashes(self, found: Found) -> None:
        titles = {line.planned.session.id: line.planned.session for line in found.lines}
        clashes = found.schedule.clashes
        said = [
            f"{titles[each.session_id].title}, {short_day(titles[each.session_id].on)}. {each.words}"
            for each in clashes[:SHOWN]
        ]
        more = [f"And {len(clashes) - SHOWN} more."] if len(clashes) > SHOWN else []
        head = f"{clash_summary(clashes)} They stop nobody, and stay here until solved."
        self.bar.say(Message(head, "\n".join([*said, *more])))
        self.bar.setVisible(bool(clashes))

    def _follow_row(self) -> None:
        there = self.list.current is not None
        self.desk.allow(self.move_command, MoveSession, there=there)
        self.desk.allow(self.arrange_command, ArrangeSession, there=there)
        self.desk.allow(self.remove_command, RemoveSession, there=there)

    def _step(self, step: int) -> None:
        """Go to the next session with a clash, round the end."""
        if self._found is None:
            return
        ids = [line.planned.session.id for line in self._found.lines if line.clashes]
        now = self.list.current.planned.session.id if self.list.current else None
        at = ids.index(now) + step if now in ids else 0
        if ids:
            self.list.choose(ids[at % len(ids)])
            self.list.take(self._found.lines)
            self.table.setFocus()

    def _move(self) -> None:
        line = self.list.current
        if line is not None and self._found is not None and self.move_command.isEnabled():
            MoveSessionDialog(self.desk, line.planned, self._found.schedule.around).ask()

    def _move_all(self) -> None:
        found, cohort, line = self._found, self.cohort, self.list.current
        if found is None or cohort is None:
            return
        ahead = [each.planned for each in found.lines if not (each.past or each.planned.session.finished)]
        start = line.planned.session.id if line else None
        if ahead:
            MoveScheduleDialog(self.desk, cohort, ahead, found.schedule.around, start).ask()

    def _arrange(self) -> None:
        line, found = self.list.current, self._found
        if line is not None and found is not None:
            self.desk.ask(
                room_rows.about(),
                lambda rooms: ArrangeSessionDialog(
                    self.desk, line.planned, found.schedule.around, rooms
                ).ask(),
            )

    def _take_out(self) -> None:
        if self.list.current is not None:
            self.desk.do(RemoveSession(self.list.current.planned.session.id))

    def _begin_adding(self) -> None:
        cohort = self.cohort
        if cohort is not None and self.add_command.isEnabled():
            self.desk.ask(
                partial(modules_left, cohort.id, cohort.version_id),
                lambda left: AddSessionDialog(self.desk, cohort, left).ask(),
            )

    def _change_trainer(self) -> None:
        row, cohort = self.trainers.list.current, self.cohort
        if row is not None and cohort is not None and self.trainers.command.isEnabled():
            self.desk.ask(
                trainer_terms.about(row.name, cohort.version_id),
                lambda terms: TrainerDialog(self.desk, row.name, cohort, terms).ask(),
            )

    def _mark_told(self) -> None:
        row = self.tellings.list.current
        if row is not None and self.tellings.command.isEnabled():
            self.desk.do(MarkTold((row.id,)))

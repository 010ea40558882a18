"""The tab of the schedule: every session with its day, times and the state of its register."""

from functools import partial

from aspire_desktop.domain.programmes.registers import CohortRegister, RegisterColumn, RegisterState
from aspire_desktop.services.programmes.cohorts import AddSession, MoveSession, RemoveSession
from aspire_desktop.storage.lookups.programmes.attendance import cohort_register
from aspire_desktop.ui.desk.tabs import Bench, button_of
from aspire_desktop.ui.lists.fields import Field, count_field, day_field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.register.words import ALL_MARKED, NOBODY
from aspire_desktop.ui.screens.programmes.cohort.session_dialogs import (
    AddSessionDialog,
    MoveSessionDialog,
    modules_left,
)
from aspire_desktop.ui.screens.programmes.cohort.tabs import ListTab
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.status import PillLook, status, tag
from aspire_desktop.ui.widgets.words import times_words, weekday_date


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


SESSIONS = ListOf[RegisterColumn](
    name="Sessions",
    noun=("session", "sessions"),
    key=lambda row: row.session.id,
    fields=(
        count_field("No", lambda row: row.session.position, 48),
        Field("Session", lambda row: row.session.title, Cell.STRONG, stretch=True),
        day_field("Date", lambda row: row.session.on, 160, said=weekday_date),
        Field("Time", lambda row: times_words(row.session), width=150, order=lambda row: row.session.starts),
        Field("Register", lambda row: row.words, Cell.PILL, 150, pill=register_look),
        Field("Counts for the claim", lambda row: "Yes" if row.session.for_claim else "No", Cell.QUIET, 170),
    ),
    empty=Empty(
        "calendar-blank", "No sessions yet", "Each module of the version has a session with a register."
    ),
)


class Schedule(ListTab[RegisterColumn]):
    """F2 or Enter moves a session to another day or other times; Del takes it out, Ctrl+N adds one."""

    key = "schedule"
    title = "Schedule"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, SESSIONS)
        self.move_command = self.command("&Move session…", "F2", "calendar-blank")
        self.remove_command = self.command("&Take session out", "Del", "trash")
        self.add_command = self.command("&Add session…", "Ctrl+N", "plus")
        self.move_command.triggered.connect(self._move)
        self.remove_command.triggered.connect(self._take_out)
        self.add_command.triggered.connect(self._begin_adding)
        self.desk.allow(self.move_command, MoveSession)
        self.desk.allow(self.add_command, AddSession)
        self.list.opened.connect(self._move)
        self.list.followed.connect(self._follow_row)
        self.list.best_wanted.connect(self._begin_adding)
        self.list.add_words = "Add session" if self.desk.may(AddSession) else ""
        commands = (self.move_command, self.remove_command, self.add_command)
        self.offer_list(*commands)
        self.lay_out_list(*map(button_of, commands))
        self.list.card.setAccessibleName(SESSIONS.name)
        self._follow_row()

    def load(self) -> None:
        """Ask for the sessions and their registers."""
        if self.cohort is not None:
            self.desk.ask(
                cohort_register.about(self.cohort.id, self.desk.clock.today()),
                self.show_register,
                subject="schedule",
            )

    def show_register(self, found: CohortRegister) -> None:
        """Show the sessions, and stay on the one that was chosen."""
        self.list.take(found.columns)
        self._follow_row()

    def _follow_row(self) -> None:
        self.desk.allow(self.remove_command, RemoveSession, there=self.list.current is not None)

    def _take_out(self) -> None:
        if self.list.current is not None:
            self.desk.do(RemoveSession(self.list.current.session.id))

    def _begin_adding(self) -> None:
        cohort = self.cohort
        if cohort is None or not self.add_command.isEnabled():
            return
        self.desk.ask(
            partial(modules_left, cohort.id, cohort.version_id),
            lambda left: AddSessionDialog(self.desk, cohort, left).ask(),
        )

    def _move(self) -> None:
        row = self.list.current
        if row is not None and self.move_command.isEnabled():
            MoveSessionDialog(self.desk, row.session).ask()

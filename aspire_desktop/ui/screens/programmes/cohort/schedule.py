"""The tab of the schedule: every session with its day, times and the state of its register."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from aspire_desktop.domain.office.values import SessionId
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.domain.programmes.registers import CohortRegister, RegisterColumn, RegisterState
from aspire_desktop.services.programmes.cohorts import MoveSession
from aspire_desktop.storage.lookups.programmes.attendance import cohort_register
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.tabs import Bench, button_of
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.lists.rows_model import RowsModel
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.screens.programmes.cohort.tabs import CohortTab
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.cells import Cell, CellRole, Column
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.fields import TimeField
from aspire_desktop.ui.widgets.status import PillLook, status, tag
from aspire_desktop.ui.widgets.words import times_words, weekday_date

HEADINGS = ("No", "Session", "Date", "Time", "Register", "Counts for the claim")
COLUMNS = (
    Column(Cell.QUIET, 48),
    Column(Cell.STRONG, stretch=True),
    Column(Cell.TEXT, 160),
    Column(Cell.TEXT, 150),
    Column(Cell.PILL, 150),
    Column(Cell.QUIET, 170),
)
SESSION, REGISTER = 1, 4


def register_look(column: RegisterColumn) -> PillLook | None:
    """Give the pill of a register's state; none before its day."""
    looks = {
        RegisterState.LEFT: lambda: status(f"{column.left} left"),
        RegisterState.MARKED: lambda: tag("All marked", Tone.INFO, "check"),
        RegisterState.DONE: lambda: tag("Done", Tone.OK, "check-circle"),
    }
    made = looks.get(column.state)
    return made() if made else None


def _cell(row: RegisterColumn, column: int, role: int) -> object:
    session = row.session
    if role == CellRole.PILL and column == REGISTER:
        return register_look(row)
    if role != Qt.ItemDataRole.DisplayRole:
        return None
    claim = "Yes" if session.for_claim else "No"
    words = (str(session.position), session.title, weekday_date(session.on), times_words(session))
    return (*words, row.words, claim)[column]


class Schedule(CohortTab):
    """F2 or Enter moves a session to another day or other times."""

    key = "schedule"
    title = "Schedule"
    topics: ClassVar = frozenset({"sessions", "marks", "enrolments"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._chosen: SessionId | None = None
        self.move_command = self.command("&Move session…", "F2", "calendar-blank")
        self.move_command.triggered.connect(self._move)
        self.move_command.setEnabled(self.desk.may(MoveSession))
        self.model: RowsModel[RegisterColumn] = RowsModel(HEADINGS, _cell, self)
        self.table = DataTable("Sessions", COLUMNS)
        self.table.setModel(self.model)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.opened.connect(lambda _: self._move())
        self.table.selectionModel().currentRowChanged.connect(lambda _: self._follow_row())
        tools = QHBoxLayout()
        tools.addStretch(1)
        tools.addWidget(button_of(self.move_command))
        self.whole.addLayout(tools)
        card = Card()
        card.setAccessibleName("Sessions")
        card.body.addWidget(self.table)
        self.whole.addWidget(card, 1)
        self.panes = (self.table,)

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
        chosen = self._chosen
        self.model.show_rows(found.columns)
        index = self.model.place_of(lambda row: row.session.id == chosen)
        self.table.setCurrentIndex(index if index.isValid() else self.model.index(0, 0))

    def _follow_row(self) -> None:
        row = self.model.row_at(self.table.currentIndex())
        if row is not None:
            self._chosen = row.session.id

    def _move(self) -> None:
        row = self.model.row_at(self.table.currentIndex())
        if row is not None and self.move_command.isEnabled():
            MoveSessionDialog(self.desk, row.session).ask()


class MoveSessionDialog(FormDialog):
    """Starts from the present day and times."""

    def __init__(self, desk: Desk, session: SessionRow) -> None:
        super().__init__(desk, f"Move {session.title}", "Move session")
        self.on = DateField(session.on)
        self.starts, self.ends = TimeField(session.starts), TimeField(session.ends)
        self.add("&Day", self.on, about="on")
        self.add("&Starts", self.starts, about="starts")
        self.ends_row = self.add("&Ends", self.ends, about="ends")
        self.begin(MoveSession(session.id, session.on, session.starts, session.ends))

"""The tab of participants: who is on the cohort, who pays, how they are booked, and who waits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget

from aspire_desktop.domain.office.values import CohortId, EnrolmentId
from aspire_desktop.domain.programmes.enrolments import (
    HOLDS_A_PLACE,
    NeedsRow,
    ParticipantRow,
    Status,
    WaitingRow,
)
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.door.several import Several
from aspire_desktop.services.programmes.enrolments import EnrolParticipant, MoveEnrolment, NoteNeeds
from aspire_desktop.storage.lookups.programmes.enrolments import needs_of, participant_rows, waiting_rows
from aspire_desktop.ui.desk.tabs import Bench, button_of
from aspire_desktop.ui.lists.give_way import GiveWay
from aspire_desktop.ui.looks.theme import CONTROL_GAP, TypeRole
from aspire_desktop.ui.screens.programmes.cohort.add_person import FUNDINGS, SubstituteDialog
from aspire_desktop.ui.screens.programmes.cohort.participants_model import (
    COLUMNS,
    NAME,
    NO_FUNDING,
    ORDER,
    ROLE,
    TRACED,
    ParticipantsModel,
    Wanted,
    counted,
)
from aspire_desktop.ui.screens.programmes.cohort.place_dialogs import (
    BookingDialog,
    FundingDialog,
    LeaveDialog,
    NeedsDialog,
    OverCapacityDialog,
    whom,
)
from aspire_desktop.ui.screens.programmes.cohort.tabs import CohortTab
from aspire_desktop.ui.screens.programmes.cohort.waiting import WaitingList
from aspire_desktop.ui.widgets.button import Button, Face
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.filter_button import FilterButton, FilterChoice
from aspire_desktop.ui.widgets.label import Link, label
from aspire_desktop.ui.widgets.search_field import SearchField
from aspire_desktop.ui.widgets.words import BOOKINGS, FUNDING_WORDS, ON_COHORT


@dataclass(frozen=True)
class People:
    """Everybody who is or was on the cohort, and who waits for a place."""

    rows: Sequence[ParticipantRow]
    waiting: Sequence[WaitingRow]


def _people(id: CohortId, office: Office) -> People:
    today = office.clock.today()
    return People(office.ask(participant_rows, id, today), office.ask(waiting_rows, id, today))


class Participants(CohortTab):
    """Actions apply to the people who are ticked, or else to the current row."""

    key = "participants"
    title = "Participants"
    topics: ClassVar = frozenset({"enrolments", "steps", "people", "places", "agreements"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._people = People((), ())
        self._chosen: EnrolmentId | None = None
        self.may = self.desk.may(EnrolParticipant)
        self._make_commands()
        self._make_table()
        self._make_tools()
        self._lay_out()
        self._allow()

    def _make_commands(self) -> None:
        self.funding_command = self._acting("Change f&unding…", "", "hand-coins", self._change_funding)
        self.confirm_command = self._acting(
            "Confir&m", "", "check-circle", partial(self._give_places, Status.CONFIRMED)
        )
        self.offer_command = self._acting(
            "&Offer place", "", "hourglass-medium", partial(self._give_places, Status.OFFERED)
        )
        self.booking_command = self._acting(
            "PO number and &role…", "F2", "pencil-simple", self._change_booking
        )
        self.substitute_command = self._acting("&Substitute…", "", "user-switch", self._substitute)
        self.defer_command = self._acting(
            "&Defer…", "", "clock-countdown", partial(self._leave, Status.DEFERRED)
        )
        self.withdraw_command = self._acting(
            "&Withdraw…", "Del", "user-minus", partial(self._leave, Status.WITHDRAWN)
        )
        self.needs_command = self._acting("Access and dietary &needs…", "", "wheelchair", self._ask_needs)

    def _acting(self, words: str, keys: str, icon: str, does: Callable[[], None]) -> QAction:
        made = self.command(words, keys, icon)
        made.triggered.connect(lambda: does())
        return made

    def _make_table(self) -> None:
        self.model = ParticipantsModel(self)
        self.table = DataTable("Participants", COLUMNS, grouped=True)
        self.table.setModel(self.model)
        self.table.allow_sorting(NAME)
        GiveWay(self.table, {TRACED: 1080, ROLE: 900, ORDER: 720})
        self.table.selectionModel().currentRowChanged.connect(self._follow_row)
        self.table.selectionModel().selectionChanged.connect(lambda: self._allow())
        self.table.opened.connect(lambda _: self._change_booking())
        self.table.all_ticked.connect(self.model.tick_all)
        self.model.ticking.connect(self._allow)
        self.waiting = WaitingList()
        self.waiting.offered.connect(lambda row: self._give([row.place], Status.OFFERED))
        self.nothing = EmptyState("users-three", "")

    def _make_tools(self) -> None:
        self.filter_field = self.search = SearchField("Filter people", "Ctrl+F", "funnel-simple")
        self.search.setFixedWidth(self.search.fontMetrics().averageCharWidth() * 28)
        self.search.settled.connect(self._sift)
        fundings = [
            FilterChoice(each.value if each else NO_FUNDING, FUNDING_WORDS[each]) for each in FUNDINGS
        ]
        self.funding_filter = FilterButton("Funding", fundings)
        bookings = [FilterChoice(each.value, look.words) for each, look in BOOKINGS.items()]
        self.booking_filter = FilterButton(
            "Booking", [each for each in bookings if each.key != Status.WAITING.value]
        )
        for button in (self.funding_filter, self.booking_filter):
            button.chosen.connect(self._sift)
        self.clear_link = Link("Clear filters")
        self.clear_link.clicked.connect(lambda: self.clear_filters())
        self.selected = label("", TypeRole.STRONG)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(CONTROL_GAP)
        for widget in (self.search, self.funding_filter, self.booking_filter, self.clear_link):
            tools.addWidget(widget)
        tools.addStretch(1)
        tools.addWidget(self.selected)
        for command in (self.funding_command, self.confirm_command, self.withdraw_command):
            tools.addWidget(button_of(command))
        tools.addWidget(self._made_more())
        self.whole.addLayout(tools)
        card = Card()
        card.setAccessibleName("People")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        card.body.addWidget(self.stack)
        footer = card.add_footer()
        self.counts = label("", TypeRole.SMALL)
        footer.addWidget(self.counts)
        footer.addStretch(1)
        self.whole.addWidget(card, 1)
        self.whole.addWidget(self.waiting)
        self.panes = (self.search, self.waiting.table, self.table)

    def _made_more(self) -> Button:
        more, menu = Button("More"), QMenu(self)
        more.set_face(Face(trailing="caret-down"))
        menu.addActions([self.offer_command, self.booking_command, self.substitute_command])
        menu.addActions([self.defer_command, self.needs_command])
        more.clicked.connect(lambda: menu.popup(more.mapToGlobal(more.rect().bottomLeft())))
        return more

    def load(self) -> None:
        """Ask who is on the cohort."""
        if self.cohort is not None:
            self.desk.ask(partial(_people, self.cohort.id), self.show_people, subject="participants")

    def clear(self) -> None:
        """Begin another cohort with nobody chosen and no filter."""
        self._chosen = None
        self.model.untick()
        self.clear_filters()

    def end_ticks(self) -> None:
        """Tick nobody."""
        self.model.untick()

    def show_people(self, found: People) -> None:
        """Show the people, and stay on the one who was chosen."""
        self._people = found
        self._show()
        if self.cohort is not None:
            self.waiting.show_rows(found.waiting, self.cohort, self.may)

    def _show(self) -> None:
        chosen, place = self._chosen, self.table.currentIndex().row()
        wanted = Wanted(self.search.text().strip(), self.funding_filter.key, self.booking_filter.key)
        self.model.show_people(self._people.rows, wanted)
        self.counts.setText(counted(self._people.rows) or "Nobody yet")
        filtered = wanted != Wanted()
        self.clear_link.setVisible(filtered)
        self.stack.setCurrentWidget(self.table if self.model.shown else self.nothing)
        if filtered:
            self.nothing.say("Nobody matches these filters", action="Clear filters")
        else:
            action = "Add person" if self.may else ""
            self.nothing.say(
                "Nobody is on this cohort yet", "Add people one by one, or import a list.", action
            )
        found = self.model.index_of(chosen)
        last = self.model.rowCount() - 1
        near = self.model.index(max(0, min(place, last)), NAME)
        # without flags Qt would ask which keys are held, and Ctrl+Tab leads here
        one = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(found if found.isValid() else near, one)
        self._allow()

    def choose(self, id: EnrolmentId) -> None:
        """Stay on somebody who is shown, or who comes into a list only now."""
        self._chosen = id
        self.waiting.choose(id)

    def clear_filters(self) -> bool:
        """Show everybody; False where everybody was shown already."""
        filtered = self.model.wanted != Wanted()
        self.search.clear()
        self.funding_filter.choose("")
        self.booking_filter.choose("")
        self._show()
        return filtered

    def _sift(self) -> None:
        self._show()

    def _follow_row(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None:
            self._chosen = row.id

    @property
    def selection(self) -> list[ParticipantRow]:
        """Give the people whom an action is for."""
        if self.model.ticked:
            return self.model.ticked
        rows = [self.model.row_at(index) for index in self.table.selectionModel().selectedRows(NAME)]
        return [row for row in rows if row is not None]

    def _allow(self) -> None:
        people = self.selection
        ticked = len(self.model.ticked)
        self.selected.setText(f"{ticked} ticked" if ticked else "")
        here = self.may and bool(people) and all(row.status in ON_COHORT for row in people)
        one = here and len(people) == 1
        for command in (self.funding_command, self.withdraw_command, self.defer_command):
            command.setEnabled(here)
        self.confirm_command.setEnabled(here and any(row.status is not Status.CONFIRMED for row in people))
        unplaced = all(row.status not in HOLDS_A_PLACE for row in people)
        self.offer_command.setEnabled(self.may and bool(people) and unplaced)
        self.booking_command.setEnabled(one)
        self.substitute_command.setEnabled(one)
        self.needs_command.setEnabled(self.desk.may(NoteNeeds) and bool(self.model.shown))

    def _change_funding(self) -> None:
        FundingDialog(self.desk, self.selection).ask()

    def _change_booking(self) -> None:
        if self.booking_command.isEnabled():
            BookingDialog(self.desk, self.selection[0]).ask()

    def _substitute(self) -> None:
        SubstituteDialog(self.desk, self.selection[0]).ask()

    def _leave(self, status: Status) -> None:
        LeaveDialog(self.desk, self.selection, status).ask()

    def _give_places(self, status: Status) -> None:
        self._give([row for row in self.selection if row.status is not status], status)

    def _give(self, people: Sequence[ParticipantRow], status: Status) -> None:
        """Offer or confirm at once, or ask for a reason where the places do not suffice."""
        if self.cohort is None or not people:
            return
        new = sum(row.status not in HOLDS_A_PLACE for row in people)
        if self.cohort.held + new > self.cohort.capacity and new:
            OverCapacityDialog(self.desk, people, status).ask()
            return
        today = self.desk.clock.today()
        actions = tuple(MoveEnrolment(row.id, status, today) for row in people)
        verb = "Offer" if status is Status.OFFERED else "Confirm"
        self.desk.do(Several(actions, f"{verb} {whom(people)}"))

    def _ask_needs(self) -> None:
        if self.cohort is not None:
            self.desk.ask(needs_of.about(self.cohort.id), self._open_needs)

    def _open_needs(self, noted: Sequence[NeedsRow]) -> None:
        people = [row for row in self.model.shown if row.status in ON_COHORT]
        if people:
            chosen = [row.id for row in self.selection]
            NeedsDialog(self.desk, people, noted, chosen[0] if chosen else None).ask()

"""The tab of participants: who is on the cohort, who pays, how they are booked, and who waits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.values import CohortId, EnrolmentId
from aspire_desktop.domain.programmes.enrolments import (
    BEFORE_A_PLACE,
    HOLDS_A_PLACE,
    MOVES,
    NeedsRow,
    ParticipantRow,
    Status,
    WaitingRow,
)
from aspire_desktop.services.door.action import Done
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.approvals import RecordApproval
from aspire_desktop.services.programmes.enrolments import (
    ChangeBooking,
    ChangeFunding,
    EnrolParticipant,
    MoveEnrolment,
    NoteNeeds,
    Substitute,
)
from aspire_desktop.services.programmes.moving import DeferTo, MovePeople, MoveToCohort, NotMoved
from aspire_desktop.services.programmes.newcomers import EnrolNewcomer, SubstituteNewcomer
from aspire_desktop.services.programmes.offers import ChangeOffer
from aspire_desktop.services.programmes.waiting import proposal
from aspire_desktop.storage.lookups.programmes.elsewhere import elsewhere_words
from aspire_desktop.storage.lookups.programmes.enrolments import needs_of, participant_rows, waiting_rows
from aspire_desktop.ui.desk.signals import Told
from aspire_desktop.ui.desk.tabs import Bench, button_of
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.screens.programmes.cohort.add_person import SubstituteDialog
from aspire_desktop.ui.screens.programmes.cohort.approval_dialogs import (
    AnswerDayDialog,
    ApprovalDialog,
    OvertakeDialog,
)
from aspire_desktop.ui.screens.programmes.cohort.participants_model import PARTICIPANTS, counted
from aspire_desktop.ui.screens.programmes.cohort.place_dialogs import (
    BookingDialog,
    DeferDialog,
    FundingDialog,
    LeaveDialog,
    MoveCohortDialog,
    NeedsDialog,
    OverCapacityDialog,
)
from aspire_desktop.ui.screens.programmes.cohort.tabs import ListTab
from aspire_desktop.ui.screens.programmes.cohort.waiting import Overtaking, WaitingList
from aspire_desktop.ui.widgets.button import Button, Face
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.words import ON_COHORT


@dataclass(frozen=True)
class CohortPeople:
    """Everybody who is or was on the cohort, and who waits for a place."""

    rows: Sequence[ParticipantRow]
    waiting: Sequence[WaitingRow]


def _people(id: CohortId, office: Office) -> CohortPeople:
    today = office.clock.today()
    rows = office.ask(participant_rows, id, today)
    known = office.ask(elsewhere_words, id, [row.person_id for row in rows], today)
    told = [replace(row, elsewhere=known.get(row.person_id, "")) for row in rows]
    return CohortPeople(told, office.ask(waiting_rows, id, today))


class Participants(ListTab[ParticipantRow]):
    """Actions apply to the people who are ticked, or else to the current row."""

    key = "participants"
    title = "Participants"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, PARTICIPANTS)
        self.waiting = WaitingList(self.desk)
        self.waiting.offered.connect(lambda row: self._give([row.place], Status.OFFERED))
        self.waiting.leaving.connect(lambda row: LeaveDialog(self.desk, [row.place], Status.WITHDRAWN).ask())
        self.waiting.overtaking.connect(self._overtake)
        self.waiting.moving.connect(lambda row: self._move_to_cohort([row.place]))
        self._make_commands()
        self._take_parts()
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
        self.approval_command = self._acting(
            "Manager’s &approval…", "Ctrl+Shift+A", "seal-check", self._record_approval
        )
        self.decline_command = self._acting(
            "Dec&line…", "", "x-circle", partial(self._leave, Status.DECLINED)
        )
        self.lapse_command = self._acting(
            "Let offer la&pse", "", "hourglass-medium", partial(self._give_places, Status.LAPSED)
        )
        self.answer_command = self._acting("Answer &by…", "", "calendar-blank", self._change_answer_day)
        self.stayed_command = self._acting(
            "No-&show…", "", "user-minus", partial(self._leave, Status.NO_SHOW)
        )
        self.defer_command = self._acting("&Defer…", "", "clock-countdown", self._defer)
        self.move_command = self._acting("Move to another c&ohort…", "", "caret-right", self._move)
        self.withdraw_command = self._acting(
            "&Withdraw…", "Del", "user-minus", partial(self._leave, Status.WITHDRAWN)
        )
        self.needs_command = self._acting("Access and dietary &needs…", "", "wheelchair", self._ask_needs)
        self.offer_list(*self.commands, beside=[self.waiting.files])

    def _acting(self, words: str, keys: str, icon: str, does: Callable[[], None]) -> QAction:
        made = self.command(words, keys, icon)
        made.triggered.connect(lambda: does())
        return made

    def _take_parts(self) -> None:
        assert self.list.ticks is not None
        self.ticks = self.list.ticks
        self.funding_filter, self.booking_filter = self.list.tools.filters.values()
        adds = self.desk.may(EnrolParticipant) and self.desk.may(EnrolNewcomer)
        self.list.add_words = "Add person" if adds else ""
        self.list.followed.connect(self._allow)
        self.list.opened.connect(self._change_booking)
        self.ticks.ticked_anew.connect(self._allow)

    def _lay_out(self) -> None:
        self.selected, self.counts = label("", TypeRole.STRONG), label("", TypeRole.SMALL)
        in_front = (self.funding_command, self.confirm_command, self.withdraw_command)
        self.lay_out_list(self.selected, *map(button_of, in_front), self._made_more())
        self.list.card.setAccessibleName("People")
        footer = self.list.card.add_footer()
        footer.addWidget(self.counts)
        footer.addStretch(1)
        self.whole.addWidget(self.waiting)
        self.panes = (self.search, self.waiting.table, self.table)

    def _made_more(self) -> Button:
        more, menu = Button("More"), QMenu(self)
        menu.setToolTipsVisible(True)
        more.set_face(Face(trailing="caret-down"))
        menu.addActions([self.offer_command, self.decline_command, self.answer_command, self.lapse_command])
        menu.addSeparator()
        menu.addActions([self.approval_command, self.booking_command, self.needs_command])
        menu.addSeparator()
        menu.addActions([self.substitute_command, self.defer_command, self.move_command])
        menu.addAction(self.stayed_command)
        more.clicked.connect(lambda: menu.popup(more.mapToGlobal(more.rect().bottomLeft())))
        return more

    def load(self) -> None:
        """Ask who is on the cohort."""
        if self.cohort is not None:
            self.desk.ask(partial(_people, self.cohort.id), self.show_people, subject="participants")

    def clear(self) -> None:
        """Begin another cohort with nobody chosen and no filter."""
        super().clear()
        self.ticks.tick_all(ticked=False)

    def end_ticks(self) -> None:
        """Tick nobody."""
        self.ticks.tick_all(ticked=False)

    def show_people(self, found: CohortPeople) -> None:
        """Show the people, and stay on the one who was chosen."""
        self.counts.setText(counted(found.rows) or "Nobody yet")
        self.list.take([row for row in found.rows if row.status is not Status.WAITING])
        if self.cohort is not None:
            focused = self.waiting.isAncestorOf(self.window().focusWidget())
            self.waiting.show_rows(found.waiting, self.cohort)
            self._propose(found.waiting)
            if focused and self.waiting.isHidden():
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)  # nobody waits there any more

    def _propose(self, waiting: Sequence[WaitingRow]) -> None:
        """Find out who a free place goes to, where somebody waits for one."""
        free = self.cohort is not None and self.cohort.room.free
        if self.cohort is None or not (waiting and free and self.desk.may(MoveEnrolment)):
            self.waiting.show_proposal(None)
            return
        self.desk.ask(partial(proposal, self.cohort.id), self.waiting.show_proposal, subject="proposal")

    def choose(self, id: EnrolmentId) -> None:
        """Stay on somebody who is shown, or who comes into a list only now."""
        self.list.choice.wait_for(id)
        self.waiting.choose(id)

    @property
    def selection(self) -> list[ParticipantRow]:
        """Give the people whom an action is for."""
        return self.list.ticked or self.list.rows

    def _allow(self) -> None:
        people = self.selection
        ticked = len(self.ticks.ticked)
        self.selected.setText(f"{ticked} ticked" if ticked else "")
        allow = self.desk.allow
        here = bool(people) and all(row.status in ON_COHORT for row in people)
        one = here and len(people) == 1
        unconfirmed = any(row.status is not Status.CONFIRMED for row in people)
        unplaced = bool(people) and all(row.status not in HOLDS_A_PLACE for row in people)
        allow(self.funding_command, ChangeFunding, there=here)
        allow(self.withdraw_command, MoveEnrolment, there=here)
        self._allow_acts(people, here=here)
        allow(self.confirm_command, MoveEnrolment, there=here and unconfirmed)
        allow(self.offer_command, MoveEnrolment, there=unplaced)
        allow(self.booking_command, ChangeBooking, there=one)
        allow(self.substitute_command, Substitute, SubstituteNewcomer, there=one)
        allow(self.needs_command, NoteNeeds, needs_of, there=bool(self.model.rows))

    def _allow_acts(self, people: Sequence[ParticipantRow], *, here: bool) -> None:
        """Offer to each of them only what all who are chosen may do from where they stand."""
        allow, stand = self.desk.allow, {row.status for row in people}
        offered = stand == {Status.OFFERED}
        began = self.cohort is not None and (self.cohort.first_on or date.max) <= self.desk.clock.today()
        held = bool(people) and all(Status.DEFERRED in MOVES[status] for status in stand)
        allow(self.approval_command, RecordApproval, there=here)
        allow(self.decline_command, MoveEnrolment, there=offered)
        allow(self.answer_command, ChangeOffer, there=offered and len(people) == 1)
        allow(self.lapse_command, MoveEnrolment, there=offered and all(row.overdue for row in people))
        came = bool(people) and all(Status.NO_SHOW in MOVES[status] for status in stand)
        allow(self.stayed_command, MoveEnrolment, there=came and began)
        allow(self.defer_command, MoveEnrolment, DeferTo, there=held)
        allow(self.move_command, MoveToCohort, there=bool(people) and stand <= BEFORE_A_PLACE)

    def _overtake(self, asked: Overtaking) -> None:
        OvertakeDialog(self.desk, asked.row, asked.before).ask()

    def _record_approval(self) -> None:
        ApprovalDialog(self.desk, self.waiting.chosen or self.selection).ask()

    def _change_answer_day(self) -> None:
        AnswerDayDialog(self.desk, self.selection[0]).ask()

    def _defer(self) -> None:
        if self.cohort is not None:
            DeferDialog(self.desk, self.selection, self.cohort).ask()

    def _move(self) -> None:
        self._move_to_cohort(self.waiting.chosen or self.selection)

    def _move_to_cohort(self, people: Sequence[ParticipantRow]) -> None:
        if self.cohort is not None:
            MoveCohortDialog(self.desk, people, self.cohort).ask()

    def _change_funding(self) -> None:
        FundingDialog(self.desk, self.selection).ask()

    def _change_booking(self) -> None:
        if self.booking_command.isEnabled():
            BookingDialog(self.desk, self.selection[0]).ask()

    def _substitute(self) -> None:
        SubstituteDialog(self.desk, self.selection[0]).ask()

    def _leave(self, status: Status) -> None:
        """Let whoever is chosen leave, from the waiting list where the keyboard is in it."""
        LeaveDialog(self.desk, self.waiting.chosen or self.selection, status).ask()

    def _give_places(self, status: Status) -> None:
        self._give([row for row in self.selection if row.status is not status], status)

    def _give(self, people: Sequence[ParticipantRow], status: Status) -> None:
        """Offer or confirm at once, or ask for a reason where the places do not suffice."""
        if self.cohort is None or not people:
            return
        new = sum(row.status not in HOLDS_A_PLACE for row in people)
        if new > self.cohort.room.free:
            OverCapacityDialog(self.desk, people, status).ask()
            return
        today = self.desk.clock.today()
        actions = tuple(MoveEnrolment(row.id, status, today, read=row.status) for row in people)
        self.desk.do(MovePeople(actions), self._say_left)

    def _say_left(self, done: Done[tuple[NotMoved, ...]]) -> None:
        """Name who was left as they are, with the reason."""
        self.load()  # also where others had done it all, and nothing was changed here
        if done.value:
            left = " ".join(f"{each.name}: {each.reason}" for each in done.value)
            self.desk.bell.told.emit(Told(Explanation(f"Left as they are: {left}", "The others are done.")))

    def _ask_needs(self) -> None:
        if self.cohort is not None:
            self.desk.ask(needs_of.about(self.cohort.id), self._open_needs)

    def _open_needs(self, noted: Sequence[NeedsRow]) -> None:
        people = [row for row in self.model.rows if row.status in ON_COHORT]
        if people:
            chosen = [row.id for row in self.selection]
            NeedsDialog(self.desk, people, noted, chosen[0] if chosen else None).ask()

"""The waiting list of a cohort: who waits, since when, and the offer of a place."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction

from aspire_desktop.domain.office.people import full_name, listed_name
from aspire_desktop.domain.office.values import EnrolmentId
from aspire_desktop.domain.programmes.cohorts import CohortRow
from aspire_desktop.domain.programmes.enrolments import ParticipantRow, WaitingRow
from aspire_desktop.services.programmes.enrolments import MoveEnrolment
from aspire_desktop.services.programmes.moving import MoveToCohort
from aspire_desktop.services.programmes.waiting import MoveInLine, Proposal
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.lists.fields import Field, count_field, day_field
from aspire_desktop.ui.lists.list_commands import ListCommands
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.words import FUNDING_WORDS, FUNDINGS

OFF, MOVE = "Take off the list…", "Move to another &cohort…"
MOST = 4
"""Rows in view at once; the list scrolls, so that it never takes the page from those who have a place."""


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits, and in which order."""

    number: int
    row: WaitingRow


WAITING = ListOf[Waiting](
    name="Waiting list",
    noun=("person", "people"),
    key=lambda each: each.row.place.id,
    fields=(
        count_field("Order", lambda each: each.number, 64),
        Field(
            "Name",
            lambda each: listed_name(each.row.place.given_name, each.row.place.family_name),
            Cell.NAME,
            200,
        ),
        Field("Organisation", lambda each: each.row.place.organisation, stretch=True),
        Field(
            "Funding",
            lambda each: FUNDING_WORDS[each.row.place.funding],
            Cell.PILL,
            160,
            pill=lambda each: FUNDINGS[each.row.place.funding],
        ),
        day_field("Joined", lambda each: each.row.joined_on, cell=Cell.QUIET),
    ),
    empty=Empty("hourglass-medium", "Nobody waits for a place"),
)


@dataclass(frozen=True)
class Overtaking:
    """Somebody who is to stand before another one on the list, or at its end (None)."""

    row: WaitingRow
    before: WaitingRow | None


class WaitingList(Card):
    """In the order of joining; hidden while nobody waits.

    `offered` carries the WaitingRow to offer a place to, `leaving` the one to be taken off the list, `moving`
    the one to go to another cohort; `overtaking` carries who is to stand before whom.
    """

    offered = Signal(WaitingRow)
    leaving = Signal(WaitingRow)
    overtaking = Signal(Overtaking)
    moving = Signal(WaitingRow)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Waiting list")
        self.desk, self._usable = desk, False
        self.list = RowList(desk, WAITING)
        self.list.setParent(self)
        self.table = self.list.bare()
        self.files = ListCommands(self.list)
        self.offer_command, self.leave_command = self.files.opening("&Offer place"), QAction(OFF, self)
        self.leave_command.triggered.connect(self._leave)
        self.up_command, self.down_command = QAction("Move &up…", self), QAction("Move &down…", self)
        self.up_command.triggered.connect(lambda: self._overtake(-1))
        self.down_command.triggered.connect(lambda: self._overtake(1))
        self.move_command = QAction(MOVE, self)
        self.move_command.triggered.connect(self._move)
        for command, keys in ((self.up_command, "Alt+Up"), (self.down_command, "Alt+Down")):
            command.setShortcut(keys)
            command.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.table.addAction(command)
        self.files.offer_for_rows(
            (self.offer_command, self.up_command, self.down_command, self.move_command, self.leave_command)
        )
        self.list.opened.connect(self._offer)
        self.list.followed.connect(self._allow)
        self.offer_button = Button("Offer place", keys="Enter", small=True)
        self.offer_button.stand_for(self.offer_command)
        self.leave_button = Button(OFF, small=True)
        self.leave_button.stand_for(self.leave_command)
        self.up_button = Button("Move up…", keys="Alt+Up", small=True)
        self.up_button.stand_for(self.up_command)
        self.next_line = label("", TypeRole.SMALL, "2", wraps=True)
        self.next_line.setContentsMargins(14, 4, 14, 8)
        self.next_line.hide()
        self.body.addWidget(self.next_line)
        for button in (self.up_button, self.offer_button, self.leave_button):
            self.add_trailing(button)
        self.body.addWidget(self.table)
        self.body.addWidget(self.files.jobs)
        self.setFocusProxy(self.table)
        theme().changed.connect(self._fit)
        self.hide()

    def show_rows(self, rows: Sequence[WaitingRow], cohort: CohortRow) -> None:
        """Show who waits, and stay on who was chosen; a place can be offered only while one is free."""
        free = cohort.room.free
        people = "1 person" if len(rows) == 1 else f"{len(rows)} people"
        do = "" if free else " Withdraw someone, or wait for an answer to an offer, to make one."
        self.set_title("Waiting list", f"{people}, in order of joining. Places free: {free}.{do}")
        self._usable, self.list.title = bool(free), f"{WAITING.name} of {cohort.code}"
        self.list.take([Waiting(number, row) for number, row in enumerate(rows, 1)])
        self._fit()
        self._allow()
        self.setVisible(bool(rows))

    def choose(self, id: EnrolmentId) -> None:
        """Go to somebody when they are listed."""
        self.list.choice.wait_for(id)

    @property
    def chosen(self) -> list[ParticipantRow]:
        """Give who is chosen in it while the keyboard is in it."""
        current = self.list.current
        return [current.row.place] if current is not None and self.table.hasFocus() else []

    def _fit(self) -> None:
        """Be as high as the rows in view."""
        rows = min(MOST, self.list.model.rowCount()) * self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + rows + 2)

    def _allow(self) -> None:
        chosen = self.list.current is not None
        self.desk.allow(self.offer_command, MoveEnrolment, there=self._usable and chosen)
        self.desk.allow(self.leave_command, MoveEnrolment, there=chosen)
        self.desk.allow(self.move_command, MoveToCohort, there=chosen)
        several = chosen and len(self.list.model.rows) > 1
        for command in (self.up_command, self.down_command):
            self.desk.allow(command, MoveInLine, there=several)

    def _overtake(self, step: int) -> None:
        """Ask to let who is chosen stand before the one above, or after the one below."""
        lines = list(self.list.model.rows)
        at = next((at for at, each in enumerate(lines) if each is self.list.current), None)
        if at is None or not 0 <= at + step < len(lines):
            return
        after = at + 2 if step > 0 else at - 1
        before = lines[after].row if after < len(lines) else None
        self.overtaking.emit(Overtaking(lines[at].row, before))

    def show_proposal(self, found: Proposal | None) -> None:
        """Say who a free place goes to, and who is passed over and why."""
        words = _proposed(found) if found is not None else ""
        self.next_line.setText(words)
        self.next_line.setVisible(bool(words))
        if found is not None and found.next is not None and not self.table.hasFocus():
            self.list.choice.wait_for(found.next.place.id)

    def _move(self) -> None:
        if self.list.current is not None:
            self.moving.emit(self.list.current.row)

    def _offer(self) -> None:
        if self.list.current is not None and self.offer_command.isEnabled():
            self.offered.emit(self.list.current.row)

    def _leave(self) -> None:
        if self.list.current is not None:
            self.leaving.emit(self.list.current.row)


def _proposed(found: Proposal) -> str:
    """Write: The free place goes to Ravi Deshmukh. Sophie Hargreaves is passed over: LGA/1 has none free."""
    passed = " ".join(f"{_named(each.row)} is passed over: {each.why}" for each in found.passed)
    if found.next is None:
        return f"A place is free, and nobody here can be offered it. {passed}".strip()
    return f"The free place goes to {_named(found.next)}. {passed}".strip()


def _named(row: WaitingRow) -> str:
    return full_name(row.place.given_name, row.place.family_name)

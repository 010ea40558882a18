"""The history of one record, over whatever it was called from, and undo of any line of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.errors import Explanation, Refused
from aspire_desktop.domain.office.facts import FactChange
from aspire_desktop.domain.office.history import HistoryLine, Record, RowChange
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.programmes.record_history import record_changes, record_history
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.lists.fields import Field, day_field
from aspire_desktop.ui.lists.list_commands import ListCommands
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.list_screen import FOLLOW_MS
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.lists.sifting import Filter, Order
from aspire_desktop.ui.looks.theme import Tone, TypeRole
from aspire_desktop.ui.widgets.banner import Message, MessageBar
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.comparison import ComparisonLine, plain
from aspire_desktop.ui.widgets.framed_dialog import FramedDialog
from aspire_desktop.ui.widgets.label import label

WIDTH = 880
LIST_HEIGHT = 250
NOT_TOLD = "What it wrote is not told line by line."
UNDO, REDO = "Undo this change", "Do it again"
CAN_BE_UNDONE = Message(
    "It can be undone: nothing since stands in the way.",
    "The undo is a new line of the history, in your name, and can be taken back too.",
)
CAN_BE_REDONE = Message("It was undone, and can be done again: nothing since stands in the way.")


@dataclass(frozen=True)
class Weighed:
    """An act, what it changed of the record, and why it cannot be reversed now; None where it can."""

    line: HistoryLine
    changes: Sequence[RowChange]
    trouble: Explanation | None


def weighed(record: Record, line: HistoryLine, office: Office) -> Weighed:
    """Find out what an act changed of a record, and whether it could be reversed now; changes nothing."""
    changes = office.ask(record_changes, record, line.act.id, office.clock.today())
    try:
        office.refuse_reversing(line)
    except Refused as refused:
        return Weighed(line, changes, refused.explanation)
    return Weighed(line, changes, None)


def _state(line: HistoryLine) -> str:
    if line.undone:
        return "Undone"
    return "" if line.reversible else "Stays"


LINES = ListOf[HistoryLine](
    name="History of a record",
    noun=("change", "changes"),
    key=lambda line: line.act.id,
    fields=(
        day_field("Day", lambda line: line.act.at.astimezone(OFFICE_ZONE).date(), 110),
        Field("Time", lambda line: f"{line.act.at.astimezone(OFFICE_ZONE):%H:%M}", Cell.QUIET, 64),
        Field("What was done", lambda line: line.act.title, stretch=True),
        Field("Who", lambda line: line.act.actor, width=150, groups=True),
        Field("State", _state, Cell.QUIET, 90),
    ),
    filters=(Filter("Who", lambda line: line.act.actor),),
    order=Order(),
    empty=Empty("clock", "Nothing is on record of it", "What is done from now on is listed here."),
    search_hint="Find what was done",
)


class RecordHistory(FramedDialog):
    """A list of what was done, what the chosen act changed of this record, and the button that undoes it."""

    def __init__(self, desk: Desk, record: Record) -> None:
        super().__init__(f"History of {record.called}", WIDTH, desk.window)
        self._desk, self._record = desk.of(self), record
        self._weighed: Weighed | None = None
        self.list = RowList(self._desk, LINES)
        self.list.setParent(self)
        self.list.title = self.windowTitle()
        self.files = ListCommands(self.list)
        self.counted = label("", ink="2")
        self.act = label("", TypeRole.STRONG, wraps=True)
        self.verdict = MessageBar(Tone.INFO, CAN_BE_UNDONE, closable=False)
        self.facts = QWidget()
        self._lines = QVBoxLayout(self.facts)
        self.undo_button = Button(UNDO, Kind.PRIMARY, "arrow-u-up-left")
        self._pause = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._lay_out()
        self._pause.timeout.connect(self._weigh)
        self.list.followed.connect(self._rest)
        self.list.opened.connect(self.undo_button.click)
        self.undo_button.clicked.connect(self.reverse)
        self._load()

    def _lay_out(self) -> None:
        self.body.addWidget(label(self.windowTitle(), TypeRole.PANE, wraps=True))
        self.body.addWidget(self.counted)
        self.body.addWidget(self.list.tools)
        self.list.stack.setMinimumHeight(LIST_HEIGHT)
        self.body.addWidget(self.list.stack, 1)
        self.body.addWidget(self.files.jobs)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        for part in self._of_the_act:
            part.hide()
            self.body.addWidget(part)
        close = Button("Close", keys="Esc")
        close.clicked.connect(self.reject)
        self.undo_button.setEnabled(False)
        for button in (self.undo_button, close):
            self.buttons.addWidget(button)

    @property
    def _of_the_act(self) -> tuple[QWidget, ...]:
        return self.act, self.facts, self.verdict

    def _load(self) -> None:
        self._desk.ask(lambda office: office.ask(record_history, self._record), self._take, self._refuse)

    def _take(self, lines: Sequence[HistoryLine]) -> None:
        many, who = len(lines), len({line.act.actor for line in lines})
        by = f"{who} {'person' if who == 1 else 'people'}"
        self.counted.setText(f"{many:,} change{'s'[: many != 1]} by {by}" if lines else "")
        self.list.take(lines)
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._rest()
        self._pause.stop()  # nobody is on the way to another line yet
        self._weigh()

    def _rest(self) -> None:
        """Offer nothing until what is chosen now was looked at."""
        self._weighed = None
        self.undo_button.setEnabled(False)
        self._pause.start()

    def _weigh(self) -> None:
        line = self.list.current
        if line is None:
            for part in self._of_the_act:
                part.hide()
        else:
            self._desk.ask(partial(weighed, self._record, line), self._show, self._refuse, subject="act")

    def _show(self, found: Weighed) -> None:
        line, trouble = found.line, found.trouble
        if line != self.list.current:  # somebody went on meanwhile
            return
        self._weighed = found
        self.act.setText(line.act.title)
        self._show_facts([fact for row in found.changes for fact in row.facts])
        good = CAN_BE_REDONE if line.undone else CAN_BE_UNDONE
        self.verdict.say(good if trouble is None else Message(trouble.what, "", trouble.do))
        self.undo_button.setText(REDO if line.undone else UNDO)
        self.undo_button.setEnabled(trouble is None)
        for part in self._of_the_act:
            part.show()

    def _show_facts(self, facts: Sequence[FactChange]) -> None:
        while (gone := self._lines.takeAt(0)) is not None:
            if (widget := gone.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for fact in facts:
            self._lines.addWidget(_fact_line(fact))
        if not facts:
            self._lines.addWidget(label(NOT_TOLD, ink="2"))

    def reverse(self) -> None:
        """Undo the chosen act, or do it again; what refuses it is said in its place."""
        if self._weighed is not None and self._weighed.trouble is None:
            self.undo_button.setEnabled(False)
            self._desk.reverse(self._weighed.line, self._load, self._refuse)

    def _refuse(self, explanation: Explanation) -> None:
        self.verdict.say(Message(explanation.what, explanation.safe, explanation.do))
        self.verdict.show()


def _fact_line(fact: FactChange) -> QWidget:
    if fact.untold:
        return ComparisonLine(fact.label, plain("changed"), plain(""))
    before, after = plain(f"− {fact.before or 'nothing'}"), plain(f"+ {fact.after or 'nothing'}")
    return ComparisonLine(fact.label, before, after, differs=True)

"""Writing to a cohort: to whom, in what words, how it goes out, and what went before."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from aspire_desktop.domain.contact.message_fields import day_words
from aspire_desktop.domain.contact.messages import Composed, Due, MessageState, Way, address_text
from aspire_desktop.domain.contact.wordings import MessageKind
from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.file_names import file_name
from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.services.contact.message_files import Drafts, WriteDrafts, WriteMailToAll, WriteMergeSheet
from aspire_desktop.services.contact.messages import Making, MarkSent, Recorded, RecordMessages, SaveWording
from aspire_desktop.services.door.action import Done
from aspire_desktop.storage.lookups.contact.messages import compose
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.screen import Screen
from aspire_desktop.ui.desk.signals import Destination, Told
from aspire_desktop.ui.desk.tabs import button_of
from aspire_desktop.ui.forms.choices import OneOf
from aspire_desktop.ui.lists.list_commands import ListCommands
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.looks.theme import CARD_GAP, Tone
from aspire_desktop.ui.screens.contact.messages.model import RECIPIENTS, Recipient, recipients
from aspire_desktop.ui.screens.contact.messages.texts import MessagePreview, WordingCard
from aspire_desktop.ui.screens.contact.messages.ways import OFFERED, Ways
from aspire_desktop.ui.screens.contact.messages.wording_dialog import WordingDialog
from aspire_desktop.ui.widgets.banner import Message, MessageBar
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.file_dialogs import SaveAs
from aspire_desktop.ui.widgets.page_header import Crumb

FOLDER = SaveAs("Save the drafts in a folder")
SHEET = SaveAs("Save the mail-merge sheet", "Excel workbook (*.xlsx)")
MAIL = SaveAs("Save the mail", "E-mail draft (*.eml)")


class Messages(Screen):
    """Shows the cohort that a Destination names; `part` of it may name the kind of message."""

    key = "messages"
    title = "Messages"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._id: CohortId | None = None
        self._found: Composed | None = None
        self._fresh = True
        self.list = RowList(self.desk, RECIPIENTS)
        self.list.setParent(self)
        self.files = ListCommands(self.list)
        assert self.list.ticks is not None
        self.ticks = self.list.ticks
        self._make_commands()
        self._lay_out()
        self.list.followed.connect(self._follow)
        self.ticks.ticked_anew.connect(self._count)
        self.ways.turned.connect(self._count)
        self.filter_field, self.main = self.list.tools.search, self.list.table
        self.panes = (self.kind, self.list.table, self.wording.text, self.ways, self.preview)

    def _make_commands(self) -> None:
        self.make_command = self.command("&Make messages", "Ctrl+Return", "envelope-simple")
        self.make_command.triggered.connect(self._make)
        self.desk.allow(self.make_command, RecordMessages, there=False)
        self.sent_command = self.command("Mark drafts as &sent", "Ctrl+Shift+S", "check-circle")
        self.sent_command.triggered.connect(self._mark_sent)
        self.desk.allow(self.sent_command, MarkSent, there=False)
        self.wording_command = self.command("Change &wording…", "Ctrl+Shift+W", "pencil-simple")
        self.wording_command.triggered.connect(self._change_wording)
        self.desk.allow(self.wording_command, SaveWording)
        self.problem_command = self.command("&Next problem", "F8", "warning")
        self.problem_command.triggered.connect(self._next_problem)
        for number, way in enumerate(OFFERED, start=1):
            command = self.command(f"Way out: {OFFERED[way]}", f"Alt+{number}")
            command.triggered.connect(lambda _=False, way=way: self.ways.choose(way))
        self.files.in_menu(self.command)
        self.files.offer_for_rows((self.problem_command,))

    def _lay_out(self) -> None:
        self.kind: OneOf[MessageKind] = OneOf({each: each.heading for each in MessageKind})
        self.kind.setAccessibleName("Kind of message")
        self.kind.setMinimumWidth(190)
        self.kind.currentIndexChanged.connect(self._turn_kind)
        self.make_button = Button("Make messages", Kind.PRIMARY, "envelope-simple", "Ctrl+Enter")
        self.make_button.clicked.connect(self.make_command.trigger)
        self.problem_command.setEnabled(False)
        self.make_button.setEnabled(False)
        for each in (self.kind, button_of(self.wording_command), self.make_button):
            self.header.add_action(each)
        self.header.crumb_chosen.connect(lambda key: self.desk.go(Destination(key, self._id)))
        self.news, self.warning = (
            MessageBar(tone, Message(""), closable=closes)
            for tone, closes in ((Tone.OK, True), (Tone.DUE, False))
        )
        self.write_button = Button("Write to them", small=True)
        self.write_button.clicked.connect(self._write_change)
        self.warning.add_action(self.write_button)
        self.wording, self.ways, self.preview = WordingCard(), Ways(), MessagePreview()
        for bar in (self.news, self.warning):
            bar.hide()
            self.whole.addWidget(bar)
        self.list.tools.add(button_of(self.problem_command), button_of(self.sent_command))
        self.whole.addWidget(self.list.tools)
        self.whole.addWidget(self._side_by_side(), 1)
        self.whole.addWidget(self.files.jobs)

    def _side_by_side(self) -> QSplitter:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(CARD_GAP)
        column.addWidget(self.wording, 1)
        column.addWidget(self.ways)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.list.card, middle, self.preview):
            splitter.addWidget(part)
        for number, share in enumerate((3, 2, 2)):
            splitter.setStretchFactor(number, share)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(CARD_GAP)
        splitter.setSizes([520, 320, 320])
        self.desk.memory.follow_splitter(self.key, splitter)
        return splitter

    # showing

    def open(self, destination: Destination) -> None:
        """Show a cohort, and the kind of message if one is named."""
        kind = next((each for each in MessageKind if each.value == destination.part), None)
        if kind is not None:
            self.kind.put(kind)
        if destination.id is not None and destination.id != self._id:
            self._id = CohortId(destination.id)
            self._begin_anew()

    def here(self) -> Destination:
        """Say which cohort is written to."""
        return Destination(self.key, self._id)

    def load(self) -> None:
        """Ask what the message would say to everybody."""
        if self._id is not None:
            question = compose.about(
                self._id, self.kind.given, self.desk.presence.name, self.desk.clock.today()
            )
            self.desk.ask(question, self.show_composed, subject="composed")

    def show_composed(self, found: Composed) -> None:
        """Show everybody; ticks stay, and those who are ready are ticked at first."""
        fresh, self._fresh, self._found = self._fresh, False, found
        cohort = found.occasion.cohort
        self.header.set_breadcrumb(
            [Crumb("Cohorts", "cohorts"), Crumb(cohort.code, "cohort"), Crumb("Messages")]
        )
        words = due_words(found.due) if found.wording.kind is MessageKind.JOINING else ""
        self.header.set_title(f"{found.wording.kind.heading}, {cohort.code}", words)
        self.setWindowTitle(self.header.title)
        self.list.title = f"{found.wording.kind.heading} to {cohort.code}"
        self.wording.show_wording(found.wording)
        self.list.take(recipients(found))
        if fresh:
            self.ticks.tick_all(ticked=True)
        self._warn(found)
        self._follow()
        self._count()

    def _warn(self, found: Composed) -> None:
        """Say who holds an invitation that is no longer so, unless that is what is being written."""
        going, kind = found.updates or found.cancellations, found.wording.kind
        wanted = MessageKind.CHANGE if found.updates else MessageKind.CANCELLATION
        self.warning.setVisible(bool(going) and kind is not wanted)
        if found.updates:
            needs = "needs" if found.updates == 1 else "need"
            said = Message(
                f"{found.updates} {needs} an updated invitation.",
                "Their calendar shows how it was before.",
            )
        else:
            hold = "holds" if found.cancellations == 1 else "hold"
            said = Message(
                f"{found.cancellations} who left still {hold} an invitation.", "It can be cancelled."
            )
        self.warning.say(said)

    def _write_change(self) -> None:
        if self._found is not None:
            self.kind.put(MessageKind.CHANGE if self._found.updates else MessageKind.CANCELLATION)

    def _turn_kind(self) -> None:
        self.news.hide()
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._fresh = True
        self.list.begin_at()
        self.load()

    def _follow(self) -> None:
        if self._found is not None:
            row = self.list.current
            place = f"{self.ticks.rows.index(row) + 1} of {len(self.ticks.rows)}" if row else ""
            self.preview.show_recipient(self._found, row, place)

    def _count(self) -> None:
        """Have the button name what it will do, and to how many."""
        if self._found is None:
            return
        count, drafts = len(self.ticks.ticked), len(self._drafts())
        self.ways.show_composed(self._found, count)
        self.make_button.setText(_verb(self.ways.way, count))
        self.make_button.updateGeometry()
        self.desk.allow(self.make_command, RecordMessages, there=bool(count))
        self.make_button.setEnabled(self.make_command.isEnabled())
        self.desk.allow(self.sent_command, MarkSent, there=bool(drafts))
        self.problem_command.setEnabled(any(not row.prepared.may_go for row in self.ticks.rows))

    def _drafts(self) -> list[int]:
        """Give the drafts of this kind that nobody said were sent."""
        found = self._found.sent_before if self._found else ()
        return [row.id for row in found if row.state is MessageState.DRAFTED and row.kind is self.kind.given]

    def _next_problem(self) -> None:
        """Choose the next person whose message may not go, from the one chosen on and round the end."""
        rows = self.ticks.rows
        now = rows.index(self.list.current) + 1 if self.list.current in rows else 0
        for row in (*rows[now:], *rows[:now]):
            if not row.prepared.may_go:
                self.list.begin_at(row.prepared.enrolment_id)
                self.list.load()
                return

    # doing

    def _make(self) -> None:
        """Make the messages of who is ticked, the way that is chosen."""
        if self._found is None or self._id is None or not self.ticks.ticked:
            return
        rows = self.ticks.ticked
        if self.ways.way is Way.ADDRESSES:
            QGuiApplication.clipboard().setText(address_text(row.prepared for row in rows))
            self._say(f"{_addresses(len(rows))} copied.", "Paste them where your mail program asks for Bcc.")
            return
        self._write(self._id, self.ways.way, rows)

    def _write(self, id: CohortId, way: Way, rows: list[Recipient]) -> None:
        kind, ids = self.kind.given, tuple(row.prepared.enrolment_id for row in rows)
        making = tuple(Making(row.prepared.enrolment_id, row.prepared.digest) for row in rows)
        offered = partial(file_name, self.list.title)
        written = partial(self._file_written, way, making)
        if way is Way.DRAFT:
            drafts = WriteDrafts(id, kind, ids)
            self.desk.export(FOLDER, offered(ending=""), drafts, self._drafts_written, failed=self._fail)
        elif way is Way.SHEET:
            sheet = WriteMergeSheet(id, kind, ids)
            self.desk.export(SHEET, offered(ending=".xlsx"), sheet, written, failed=self._fail)
        else:
            mail = WriteMailToAll(id, kind, ids)
            self.desk.export(MAIL, offered(ending=".eml"), mail, written, failed=self._fail)

    def _drafts_written(self, drafts: Drafts) -> None:
        """Record what was made; who was left stays ticked, with the reason in words."""
        left = " ".join(f"{each.name} was left: {each.reason}" for each in drafts.left)
        self._record(Way.DRAFT, drafts.making, f"in {drafts.folder.name}. {left}".strip())

    def _file_written(self, way: Way, making: tuple[Making, ...], file: Path) -> None:
        self._record(way, making, f"in {file.name}.")

    def _record(self, way: Way, making: tuple[Making, ...], where: str) -> None:
        if self._id is None:
            return
        then = partial(self._recorded, where)
        if making:
            self.desk.do(RecordMessages(self._id, self.kind.given, way, making), then)
        else:
            self._say("No message was made.", where)

    def _recorded(self, where: str, done: Done[Recorded]) -> None:
        made, there, changed = (len(each) for each in (done.value.made, done.value.there, done.value.changed))
        said = f"{_messages(made)} made {where}"
        again = f" {_messages(there)} stood on record already." if there else ""
        stale = f" {_messages(changed)} say something else by now: make them again." if changed else ""
        self._say(said, f"They count as drafted until you mark them as sent.{again}{stale}")
        kept = {*done.value.made, *done.value.there}
        left = (row.prepared.enrolment_id for row in self.ticks.ticked)
        self.ticks.tick([id for id in left if id not in kept])

    def _mark_sent(self) -> None:
        drafts = tuple(self._drafts())
        if drafts:
            self.desk.do(MarkSent(drafts), lambda done: self._say(f"{_messages(done.value)} marked as sent."))

    def _change_wording(self) -> None:
        if self._found is not None:
            WordingDialog(self.desk, self._found.wording).ask()

    def _say(self, happened: str, rest: str = "") -> None:
        self.news.say(Message(happened, rest))
        self.news.show()

    def _fail(self, explanation: Explanation) -> None:
        self.desk.bell.told.emit(Told(explanation))


def due_words(due: Due | None) -> str:
    """Say by when joining instructions are to go out, and how many working days that leaves."""
    if due is None:
        return ""
    days = "1 working day" if abs(due.days_left) == 1 else f"{abs(due.days_left)} working days"
    left = f"{days} left" if due.days_left >= 0 else f"{days} ago"
    return f"Send by {day_words(due.on)}: {left}"


def _verb(way: Way, count: int) -> str:
    """Name what the button does, and to how many."""
    if not count:
        return "Make messages"
    return {
        Way.DRAFT: "Make 1 draft" if count == 1 else f"Make {count} drafts",
        Way.SHEET: f"Save a sheet of {count}",
        Way.ADDRESSES: f"Copy {_addresses(count)}",
        Way.BCC: f"Make one mail to {count}",
    }[way]


def _messages(count: int) -> str:
    return "1 message" if count == 1 else f"{count} messages"


def _addresses(count: int) -> str:
    return "1 address" if count == 1 else f"{count} addresses"

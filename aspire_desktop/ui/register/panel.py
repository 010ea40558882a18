"""The register panel: marks attendance of a cohort, wherever it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from aspire_desktop.domain.attendance import WORDS, Code, MarkRow, may_mark
from aspire_desktop.domain.errors import Explanation, Refused
from aspire_desktop.domain.registers import RegisterColumn, RegisterRow
from aspire_desktop.domain.values import CohortId, EnrolmentId, SessionId
from aspire_desktop.services.action import Action, Done
from aspire_desktop.services.attendance import FillUnmarked, FinishRegister, MarkAttendance, ReopenRegister
from aspire_desktop.ui.desk import Desk
from aspire_desktop.ui.register.bar import MarkBar, pressing
from aspire_desktop.ui.register.book import Book, Marking
from aspire_desktop.ui.register.cards import ChangesCard, PersonCard, SessionCard, Strip
from aspire_desktop.ui.register.commands import Commands, Doings
from aspire_desktop.ui.register.dialogs import BlanksDialog, Details, DetailsDialog, Reason, ReasonDialog
from aspire_desktop.ui.register.grid import RegisterGrid
from aspire_desktop.ui.register.loading import Loaded, load_register, session_to_open
from aspire_desktop.ui.register.model import FIRST_SESSION, RegisterModel
from aspire_desktop.ui.register.sheets import offered_name, write_sheet
from aspire_desktop.ui.register.totals import Totals
from aspire_desktop.ui.register.words import day_and_month, people, spoken_name
from aspire_desktop.ui.signals import Changed, Steps, Told
from aspire_desktop.ui.theme import CARD_GAP
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.page_header import PageHeader

WIDE = QSize(1100, 560)
"""From this size on there is room for the cards beside the grid."""
SIDE = 236
MOVE_DOWN = "register-move-down"


@dataclass(frozen=True)
class Shown:
    """The register and session that a panel shows now."""

    cohort_id: CohortId
    code: str
    programme: str
    venue: str
    session_id: SessionId | None
    title: str


class RegisterPanel(QWidget):
    """Marks one cohort's registers. Give it a cohort with `show_cohort` or a session with `show_session`.

    It has a header of its own (`header`: put a breadcrumb there), asks for everything itself and follows
    changes. Its host takes `commands` into its own, `shown` carries Shown whenever another session is
    worked on, and `focus_grid` gives the grid the keyboard.
    """

    topics: ClassVar = frozenset(
        {"marks", "sessions", "enrolments", "people", "cohorts", "organisation_names", "modules", "versions"}
    )
    shown = Signal(Shown)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk.of(self)
        self.book: Book | None = None
        self._loaded: Loaded | None = None
        self._cohort_id: CohortId | None = None
        self._wanted: SessionId | None = None
        self._stale = False
        self._reload = QTimer(self, singleShot=True, interval=0)
        self._reload.timeout.connect(self._load)
        self.ask_file: Callable[[str], Path | None] = self._ask_file
        self.open_file: Callable[[Path], None] = _open_file
        self.model = RegisterModel(self)
        self.grid = RegisterGrid(self.model)
        self.commands = Commands(self, self.grid, self._doings())
        self._make_head()
        self._make_cards()
        self._lay_out()
        self._listen()
        self._allow()

    def _doings(self) -> Doings:
        return Doings(
            self.mark,
            self.fill,
            self.note,
            self.grid.step_session,
            self.finish,
            self.reopen,
            self.print_sheet,
        )

    def _make_head(self) -> None:
        commands, memory = self.commands, self.desk.memory.kept
        commands.move_down.setChecked(memory.layouts.get(MOVE_DOWN) != "off")
        commands.move_down.toggled.connect(self._keep_move_down)
        self.header = PageHeader("Register")
        self.before = pressing(commands.before, "", "caret-left", "Ctrl+←")
        self.after = pressing(commands.after, "", "", "Ctrl+→")
        self.print_button = pressing(commands.print_sheet, "Print sign-in sheet", "printer", "")
        self.finish_button = Button("Finish register", Kind.PRIMARY, "check", "Ctrl+Enter")
        self.finish_button.clicked.connect(commands.finish.trigger)
        self.reopen_button = pressing(commands.reopen, "Open register again", "lock-simple-open", "")
        for button in (self.before, self.after, self.print_button, self.reopen_button, self.finish_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.header.add_action(button)
        self.bar = MarkBar(commands)

    def _make_cards(self) -> None:
        self.session_card, self.person_card, self.changes_card = SessionCard(), PersonCard(), ChangesCard()
        self.strip = Strip()
        self.totals = Totals(self.model, self.grid.heading)
        self.nothing = EmptyState("clipboard-text", "Nobody is on this register yet")
        self.nothing.say(
            "Nobody is on this register yet", "People stand here once their place on the cohort is confirmed."
        )

    def _lay_out(self) -> None:
        card = Card()
        card.setAccessibleName("Register")
        card.body.addWidget(self.grid, 1000)
        card.body.addWidget(self.totals)
        card.body.addStretch(1)
        self.side = QWidget()
        side = QVBoxLayout(self.side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(CARD_GAP)
        side.addWidget(self.session_card)
        side.addWidget(self.person_card)
        side.addWidget(self.changes_card, 1)
        self.side.setFixedWidth(SIDE)
        middle = QHBoxLayout()
        middle.setSpacing(CARD_GAP)
        middle.addWidget(card, 1)
        middle.addWidget(self.side)
        inside = QWidget()
        whole = QVBoxLayout(inside)
        for layout in (whole, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(8)
        whole.addWidget(self.bar)
        whole.addLayout(middle, 1)
        whole.addWidget(self.strip)
        self.stack = QStackedWidget()
        self.stack.addWidget(inside)
        self.stack.addWidget(self.nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.header)
        outer.addWidget(self.stack, 1)
        self._narrow: bool | None = None

    def _listen(self) -> None:
        self.grid.moved.connect(self._follow)
        self.grid.opened.connect(self.note)
        self.desk.bell.changed.connect(self._hear)
        self.desk.bell.stepped.connect(self._show_steps)
        for button in (self.bar.undo, self.changes_card.undo_button):
            button.clicked.connect(self.desk.undo)
        self.changes_card.redo_button.clicked.connect(self.desk.redo)

    # what is shown

    def show_cohort(self, cohort_id: CohortId, session_id: SessionId | None = None) -> None:
        """Show a cohort's register at a session, or at today's or the latest that is open."""
        self._forget(cohort_id, session_id)
        self._load()

    def show_session(self, session_id: SessionId) -> None:
        """Show a session's register."""
        self._forget(None, session_id)
        self._load()

    def focus_grid(self) -> None:
        """Give the grid the keyboard."""
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def cohort_id(self) -> CohortId | None:
        """Give the cohort shown."""
        return self._cohort_id

    @property
    def session_id(self) -> SessionId | None:
        """Give the session worked on, or the one that is about to be shown."""
        column = self._column()
        return column.session.id if column is not None and self.book is not None else self._wanted

    def _forget(self, cohort_id: CohortId | None, session_id: SessionId | None) -> None:
        self._cohort_id, self._wanted = cohort_id, session_id
        self.book = self._loaded = None
        self._allow()

    def _load(self) -> None:
        if self.book is not None and self.book.waiting:
            self._stale = True  # asked again once the marks on their way have arrived
            return
        self._stale = False
        if self._cohort_id is None and self._wanted is None:
            return
        began = self.book.begin_reading() if self.book is not None else 0
        question = partial(load_register, self._cohort_id, self._wanted)
        self.desk.ask(question, partial(self._take, began, self.book), subject="register")

    def _take(self, began: int, book: Book | None, loaded: Loaded) -> None:
        if book is not self.book:
            return  # another cohort was asked for meanwhile
        self._loaded = loaded
        self._cohort_id = loaded.register.cohort_id
        if self.book is None:
            self.book = Book(loaded.register, loaded.rules, loaded.today)
            self._show_book()
            self._begin()
        else:
            self.book.today, self.book.rules = loaded.today, loaded.rules
            self.book.take(loaded.register, began)
            self._show_book()
        self.changes_card.show_changes(loaded.changes, loaded.register.code)
        self._show_steps(loaded.steps)

    def _show_book(self) -> None:
        if self.book is None:
            return
        kept = self.grid.currentIndex()
        row, session_id = kept.row(), self.session_id
        self._mark_today(self.book)
        self.model.show_register(self.book.shown)
        if not self.grid.currentIndex().isValid() and row >= 0:
            self._restore(row, session_id)
        self.stack.setCurrentIndex(0 if self.model.rows and self.model.columns else 1)
        self._follow()

    def _mark_today(self, book: Book) -> None:
        days = [each.session.on for each in book.shown.columns]
        self.grid.heading.today_column = FIRST_SESSION + days.index(book.today) if book.today in days else -1

    def _restore(self, row: int, session_id: SessionId | None) -> None:
        column = self.model.column_of(session_id) if session_id is not None else None
        if self.model.rows and self.model.columns:
            self.grid.go_to(min(row, len(self.model.rows) - 1), column or self.model.session)

    def _begin(self) -> None:
        """Stand at the first person without a mark in the session to open."""
        if self.book is None or not self.model.rows or not self.model.columns:
            return
        wanted = self._wanted or session_to_open(self.book.shown.columns, self.book.today)
        column = (self.model.column_of(wanted) if wanted is not None else None) or FIRST_SESSION
        self.grid.go_to(self.model.first_blank(column) or 0, column)
        self.grid.fit()
        self.focus_grid()

    def _column(self) -> RegisterColumn | None:
        return self.model.session_at(self.model.session)

    def _person(self) -> RegisterRow | None:
        row = self.grid.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def _follow(self) -> None:
        """Let everything round the grid follow the cell worked on."""
        column, person, book = self._column(), self._person(), self.book
        self._allow()
        if column is None or person is None or book is None:
            return
        total = len(self.model.rows)
        mark = person.marks[self.model.session - FIRST_SESSION]
        for cards in (self.session_card, self.strip):
            if not cards.isHidden():
                cards.show_session(column, total, book.today)
        for about in (self.person_card, self.strip):
            about.show_person(person, mark, book.rules)
        if column.session.id != self._wanted or self.header.title == "Register":
            self._show_title(column)

    def _show_title(self, column: RegisterColumn) -> None:
        self._wanted = column.session.id
        self.header.set_title(f"{column.session.title} register")
        for button, step, arrow in ((self.before, -1, "‹"), (self.after, 1, "›")):
            other = self.model.session_at(self.model.session + step)
            button.setToolTip(f"{other.session.title}, {day_and_month(other.session.on)}" if other else "")
            button.setAccessibleName(other.session.title if other else "No other session")
        self._name_steps()
        if self._loaded is not None:
            cohort = self._loaded.cohort
            self.shown.emit(
                Shown(
                    cohort.id,
                    cohort.code,
                    cohort.version,
                    cohort.venue,
                    column.session.id,
                    column.session.title,
                )
            )

    def _name_steps(self) -> None:
        for button, step in ((self.before, -1), (self.after, 1)):
            other = self.model.session_at(self.model.session + step)
            button.setText("" if self._narrow or other is None else _short(other.session.title))
            button.updateGeometry()

    def _allow(self) -> None:
        """Let commands rest where they cannot be carried out."""
        column, book, commands = self._column(), self.book, self.commands
        there = book is not None and column is not None and bool(self.model.rows)
        may = there and self.desk.may(MarkAttendance)
        for command in (*commands.marks.values(), *commands.fills.values(), commands.clear, commands.note):
            command.setEnabled(may)
        finished = column is not None and column.session.finished
        held = column is not None and book is not None and column.session.on <= book.today
        commands.finish.setEnabled(may and held and not finished)
        commands.reopen.setEnabled(may and finished)
        commands.print_sheet.setEnabled(there)
        commands.before.setEnabled(there and self.model.session > FIRST_SESSION)
        commands.after.setEnabled(there and self.model.session < self.model.attended - 1)
        self.finish_button.setVisible(not finished)
        self.finish_button.setEnabled(commands.finish.isEnabled())
        self.reopen_button.setVisible(finished)

    def _show_steps(self, steps: Steps) -> None:
        self.changes_card.show_steps(steps.undo, steps.redo)
        self.bar.undo.setEnabled(bool(steps.undo))
        self.bar.undo.setToolTip(steps.undo)

    # marking

    def mark(self, code: Code | None) -> None:
        """Give everybody chosen this mark (None: clear it), and move down."""
        column = self._column()
        if column is None or self.book is None:
            return
        chosen = [self.model.rows[row] for row in self.grid.chosen_rows()]
        place = self.model.session - FIRST_SESSION
        changing = [row for row in chosen if _code(row.marks[place]) is not code]
        if changing and not self._takes(code, column):
            return
        if not changing:
            self._move_down(len(chosen))
        elif column.session.finished:
            self._ask_reason(column, changing, code)
        else:
            self._send_mark(column, changing, code, "")
            self._move_down(len(chosen))

    def _takes(self, code: Code | None, column: RegisterColumn) -> bool:
        """Say whether a session takes a mark today; tell why not."""
        if self.book is None:
            return False
        try:
            may_mark(code, column.session, self.book.today, "to be asked for")
        except Refused as refused:
            self._tell(refused.explanation)
            return False
        return True

    def _ask_reason(self, column: RegisterColumn, rows: list[RegisterRow], code: Code | None) -> None:
        who = spoken_name(rows[0]) if len(rows) == 1 else people(len(rows))
        place = self.model.session - FIRST_SESSION
        before = _words(_code(rows[0].marks[place])) + " to " if len(rows) == 1 else ""
        dialog = ReasonDialog(
            "Change a finished register",
            f"{who}: {before}{_words(code)}, {column.session.title}",
            "Change mark" if len(rows) == 1 else f"Change {len(rows)} marks",
            self,
        )
        dialog.given.connect(lambda given: self._send_reasoned(column, rows, code, given))
        dialog.open()

    def _send_reasoned(
        self, column: RegisterColumn, rows: list[RegisterRow], code: Code | None, reason: Reason
    ) -> None:
        self._send_mark(column, rows, code, reason.words)
        self._move_down(len(rows))

    def _send_mark(
        self, column: RegisterColumn, rows: list[RegisterRow], code: Code | None, reason: str
    ) -> None:
        place = self.model.session - FIRST_SESSION
        session_id = column.session.id
        given = {row.enrolment_id: _mark(session_id, row, row.marks[place], code) for row in rows}
        action = MarkAttendance(session_id, tuple(given), code, reason)
        self._send(action, Marking(session_id, given))

    def fill(self, code: Code) -> None:
        """Give everybody in the session who is not marked this mark, in one action."""
        column = self._column()
        if column is None or not self._takes(code, column):
            return
        if not column.left:
            self._tell(Explanation("Everybody on this register is marked already."))
        elif column.session.finished:
            dialog = ReasonDialog(
                "Change a finished register",
                f"{people(column.left)} not marked: {_words(code)}, {column.session.title}",
                f"Fill {column.left} with {_words(code)}",
                self,
            )
            dialog.given.connect(lambda given: self._send_fill(column, code, given.words))
            dialog.open()
        else:
            self._send_fill(column, code, "")

    def _send_fill(self, column: RegisterColumn, code: Code, reason: str) -> None:
        place = self.model.session - FIRST_SESSION
        session_id = column.session.id
        blank = [row for row in self.model.rows if row.marks[place] is None]
        given = {row.enrolment_id: _mark(session_id, row, None, code) for row in blank}
        self._send(FillUnmarked(session_id, code, reason), Marking(session_id, given))

    def note(self) -> None:
        """Ask for the note of the mark worked on."""
        column, person = self._column(), self._person()
        if column is None or person is None or not self.commands.note.isEnabled():
            return
        mark = person.marks[self.model.session - FIRST_SESSION]
        if mark is None:
            name = spoken_name(person)
            self._tell(
                Explanation(f"{name} is not marked yet.", do="Mark them first: a note belongs to a mark.")
            )
            return
        dialog = DetailsDialog(spoken_name(person), column.session, mark, self)
        dialog.given.connect(lambda given: self._take_note(column, person, mark, given))
        dialog.open()

    def _take_note(self, column: RegisterColumn, person: RegisterRow, mark: MarkRow, given: Details) -> None:
        if not column.session.finished:
            self._send_note(column, person, mark, given, "")
            return
        what = f"{spoken_name(person)}: note, {column.session.title}"
        dialog = ReasonDialog("Change a finished register", what, "Change note", self)
        dialog.given.connect(lambda reason: self._send_note(column, person, mark, given, reason.words))
        dialog.open()

    def _send_note(
        self, column: RegisterColumn, person: RegisterRow, mark: MarkRow, given: Details, reason: str
    ) -> None:
        session_id, id = column.session.id, person.enrolment_id
        action = MarkAttendance(
            session_id,
            (id,),
            mark.code,
            reason,
            given.note,
            given.made_up_on,
            given.made_up_at,
            given.minutes_stayed,
        )
        told = MarkRow(
            session_id,
            id,
            mark.code,
            given.note,
            given.made_up_on,
            given.made_up_at,
            given.minutes_stayed,
        )
        self._send(action, Marking(session_id, {id: told}))

    def _send(self, action: Action[object], marking: Marking) -> None:
        """Show marks at once and have them saved; what is refused goes back."""
        book = self.book
        if book is None:
            return
        number = book.mark(marking)
        self._show_book()
        self.desk.do(action, partial(self._saved, book, number), partial(self._refused, book, number))

    def _saved(self, book: Book, number: int, done: Done[object]) -> None:
        book.saved(number)
        if self._stale and not book.waiting:
            self._load()

    def _refused(self, book: Book, number: int, explanation: Explanation) -> None:
        book.refused(number)
        self._tell(explanation)
        if book is self.book:
            self._show_book()
            self._load()

    def _move_down(self, marked: int) -> None:
        if marked == 1 and self.commands.move_down.isChecked():
            self.grid.step_down()

    def _tell(self, explanation: Explanation) -> None:
        self.desk.bell.told.emit(Told(explanation))

    # finishing and printing

    def finish(self) -> None:
        """Finish the register worked on; ask what to do about blanks."""
        column = self._column()
        if column is None or not self.commands.finish.isEnabled():
            return
        if not column.left:
            self.desk.do(FinishRegister(column.session.id))
            return
        dialog = BlanksDialog(column.left, column.session, self)
        dialog.to_first.connect(self._go_to_first_blank)
        dialog.to_fill.connect(lambda: self._fill_and_finish(column))
        dialog.to_explain.connect(lambda: self._explain_blanks(column))
        dialog.open()

    def _go_to_first_blank(self) -> None:
        blank = self.model.first_blank(self.model.session)
        if blank is not None:
            self.grid.go_to(blank, self.model.session)
        self.focus_grid()

    def _fill_and_finish(self, column: RegisterColumn) -> None:
        self._send_fill(column, Code.PRESENT, "")
        self.desk.do(FinishRegister(column.session.id))

    def _explain_blanks(self, column: RegisterColumn) -> None:
        dialog = ReasonDialog(
            "Finish with people not marked",
            f"{people(column.left)} will stay unmarked for {column.session.title}.",
            "Finish register",
            self,
        )
        dialog.given.connect(lambda given: self.desk.do(FinishRegister(column.session.id, given.words)))
        dialog.open()

    def reopen(self) -> None:
        """Open a finished register again."""
        column = self._column()
        if column is not None:
            self.desk.do(ReopenRegister(column.session.id))

    def print_sheet(self) -> None:
        """Write the session's sign-in sheet to a PDF and open it for printing."""
        column, book = self._column(), self.book
        if column is None or book is None:
            return
        file = self.ask_file(offered_name(book.shown, column.session.title))
        if file is not None:
            job = partial(write_sheet, book.shown.cohort_id, column.session.id, file)
            self.desk.run(job, self.open_file, failed=self._tell)

    def _ask_file(self, name: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(self, "Save sign-in sheet", name, "PDF (*.pdf)")
        return Path(chosen) if chosen else None

    # the panel itself

    def _keep_move_down(self, moves: bool) -> None:
        self.desk.memory.kept.layouts[MOVE_DOWN] = "on" if moves else "off"
        self.desk.memory.save()

    def _hear(self, changed: Changed) -> None:
        if changed.topics & self.topics and (self.book is not None or self._wanted is not None):
            if self.isVisible():
                self._reload.start()
            else:
                self._stale = True

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Load again if something changed while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self._reload.start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Put the cards beside the grid or below it."""
        super().resizeEvent(event)
        narrow = self.width() < WIDE.width() or self.height() < WIDE.height()
        if narrow != self._narrow:
            self._narrow = narrow
            self.side.setVisible(not narrow)
            self.strip.setVisible(narrow)
            self.bar.show_narrow(narrow)
            self.grid.show_narrow(narrow)
            self._name_steps()
            self._follow()


def _short(title: str) -> str:
    return title if len(title) <= 14 else f"{title[:13].rstrip()}…"


def _words(code: Code | None) -> str:
    return WORDS[code] if code else "Not marked"


def _code(mark: MarkRow | None) -> Code | None:
    return mark.code if mark else None


def _mark(
    session_id: SessionId, row: RegisterRow, before: MarkRow | None, code: Code | None
) -> MarkRow | None:
    """Give the mark as the store will have it: the note stays, what belongs to the old letter goes."""
    note = before.note if before else ""
    return MarkRow(session_id, EnrolmentId(row.enrolment_id), code, note) if code else None


def _open_file(file: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

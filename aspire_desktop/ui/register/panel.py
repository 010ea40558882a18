"""The register panel: marks attendance of a cohort, wherever it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from aspire_desktop.domain.office.values import CohortId, SessionId
from aspire_desktop.domain.programmes.registers import RegisterColumn
from aspire_desktop.services.programmes.attendance import (
    FillUnmarked,
    FinishRegister,
    MarkAttendance,
    ReopenRegister,
    SetMarks,
    WriteSignInSheets,
)
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.ear import Ear
from aspire_desktop.ui.desk.signals import Steps
from aspire_desktop.ui.looks.theme import CARD_GAP, theme
from aspire_desktop.ui.register.bar import MarkBar
from aspire_desktop.ui.register.book import Book
from aspire_desktop.ui.register.cards import ChangesCard, PersonCard, SessionCard, Strip
from aspire_desktop.ui.register.commands import Commands, Doings
from aspire_desktop.ui.register.grid import RegisterGrid
from aspire_desktop.ui.register.head import RegisterHead
from aspire_desktop.ui.register.loading import Loaded, load_register, session_to_open
from aspire_desktop.ui.register.marking import Marker
from aspire_desktop.ui.register.model import FIRST_SESSION, RegisterModel
from aspire_desktop.ui.register.sheets import SHEET, offered_name
from aspire_desktop.ui.register.totals import Totals
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.opening import open_file
from aspire_desktop.ui.widgets.scrolled import Scrolled

WIDE = QSize(1100, 560)
"""From this size on there is room for the cards beside the grid."""
SIDE = 236
GAP = 6
MOVE_DOWN = "register-move-down"


@dataclass(frozen=True)
class ShownRegister:
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

    shown = Signal(ShownRegister)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        ear = Ear(desk.bell, self)
        ear.heard.connect(self._hear)
        self.desk = desk.of(self, ear)
        self._loaded: Loaded | None = None
        self._cohort_id: CohortId | None = None
        self._wanted: SessionId | None = None
        self._titled: SessionId | None = None
        self._stale = False
        self._reload = QTimer(self, singleShot=True, interval=0)
        self._reload.timeout.connect(self._load)
        self._cards_late = QTimer(self, singleShot=True, interval=0)
        self._cards_late.timeout.connect(self._show_cards)
        self.open_file: Callable[[Path], None] = open_file
        self.model = RegisterModel(self)
        self.grid = RegisterGrid(self.model)
        self.marker = Marker(self.desk, self.grid, self)
        self.commands = Commands(self, self.grid, self._doings())
        self._make_head()
        self._make_cards()
        self._lay_out()
        self._listen()
        self._allow()

    def _doings(self) -> Doings:
        marker, step = self.marker, self.grid.step_session
        return Doings(
            marker.mark, marker.fill, marker.note, step, marker.finish, marker.reopen, self.print_sheet
        )

    def _make_head(self) -> None:
        commands, memory = self.commands, self.desk.memory.kept
        commands.move_down.setChecked(memory.layouts.get(MOVE_DOWN) != "off")
        self.marker.moves_down = commands.move_down.isChecked()
        commands.move_down.toggled.connect(self._keep_move_down)
        self.header = RegisterHead(self.model, commands)
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
        card.body.addStretch()
        cards = QWidget()
        side = QVBoxLayout(cards)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(CARD_GAP)
        side.addWidget(self.session_card)
        side.addWidget(self.person_card)
        side.addWidget(self.changes_card, 1)
        self.side = Scrolled(cards)
        middle = QHBoxLayout()
        middle.setSpacing(CARD_GAP)
        middle.addWidget(card, 1)
        middle.addWidget(self.side)
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(self.bar)
        whole.addLayout(middle, 1)
        whole.addWidget(self.strip)
        self.stack = QStackedWidget()
        self.stack.addWidget(inside)
        self.stack.addWidget(self.nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP)
        outer.addWidget(self.header)
        outer.addWidget(self.stack, 1)
        self._narrow: bool | None = None

    def _listen(self) -> None:
        self.grid.moved.connect(self._follow)
        theme().changed.connect(self._fit)
        self.grid.opened.connect(self.commands.note.trigger)
        self.marker.marked.connect(self._show_book)
        self.marker.arrived.connect(self._arrive)
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

    def put_away(self) -> None:
        """Show no register: commands rest and nothing is asked for."""
        self._forget(None, None)

    def refresh(self) -> None:
        """Ask again for what is shown."""
        self._reload.start()

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
        column = self.marker.column()
        return column.session.id if column is not None and self.marker.book is not None else self._wanted

    def _forget(self, cohort_id: CohortId | None, session_id: SessionId | None) -> None:
        self._cohort_id, self._wanted = cohort_id, session_id
        self.marker.book = self._loaded = self._titled = None
        self._allow()

    def _load(self) -> None:
        if self.marker.book is not None and self.marker.book.waiting:
            self._stale = True  # asked again once the marks on their way have arrived
            return
        self._stale = False
        if self._cohort_id is None and self._wanted is None:
            return
        began = self.marker.book.begin_reading() if self.marker.book is not None else 0
        question = partial(load_register, self._cohort_id, self._wanted)
        self.desk.ask(question, partial(self._take, began, self.marker.book), subject="register")

    def _arrive(self, refused: bool) -> None:
        if (self._stale or refused) and self.isVisible():
            self._load()

    def _take(self, began: int, book: Book | None, loaded: Loaded) -> None:
        if book is not self.marker.book:
            return  # another cohort was asked for meanwhile
        self._loaded = loaded
        self._cohort_id = loaded.register.cohort_id
        if self.marker.book is None:
            self.marker.book = Book(loaded.register, loaded.rules, loaded.today)
            self._show_book()
            self._begin()
        else:
            self.marker.book.today, self.marker.book.rules = loaded.today, loaded.rules
            self.marker.book.take(loaded.register, began)
            self._show_book()
        self.changes_card.show_changes(loaded.changes, loaded.register.code)
        self._show_steps(loaded.steps)

    def _show_book(self) -> None:
        if self.marker.book is None:
            return
        kept = self.grid.currentIndex()
        row, session_id = kept.row(), self.session_id
        self._mark_today(self.marker.book)
        self.model.show_register(self.marker.book.shown, self.marker.book.saving)
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
        if self.marker.book is None or not self.model.rows or not self.model.columns:
            return
        wanted = self._wanted or session_to_open(self.marker.book.shown.columns, self.marker.book.today)
        column = (self.model.column_of(wanted) if wanted is not None else None) or FIRST_SESSION
        self.grid.go_to(self.model.first_blank(column) or 0, column)
        self.grid.fit()
        if self.isVisible():
            self.focus_grid()

    def _follow(self) -> None:
        """Let everything round the grid follow the cell worked on, once the cell itself is painted."""
        self._allow()
        self._cards_late.start()

    def _show_cards(self) -> None:
        column, person, book = self.marker.column(), self.marker.person(), self.marker.book
        if column is None or person is None or book is None:
            return
        if self._narrow:
            self.strip.show_session(column, column.people, book.today)
            self.strip.show_person(person, book.rules)
        else:
            self.session_card.show_session(column, column.people, book.today)
            self.person_card.show_person(person, self.marker.mark_of(person), book.rules)
        if column.session.id != self._titled:
            self._show_title(column)

    def _show_title(self, column: RegisterColumn) -> None:
        self._wanted = self._titled = column.session.id
        self.header.show_session()
        if self._loaded is not None:
            cohort = self._loaded.cohort
            self.shown.emit(
                ShownRegister(
                    cohort.id,
                    cohort.code,
                    cohort.version,
                    cohort.venue,
                    column.session.id,
                    column.session.title,
                )
            )

    def _allow(self) -> None:
        """Let commands rest where they cannot be carried out."""
        column, book, commands = self.marker.column(), self.marker.book, self.commands
        there = book is not None and column is not None and bool(self.model.rows)
        allow = self.desk.allow
        for command in (*commands.marks.values(), commands.clear, commands.note):
            allow(command, MarkAttendance, SetMarks, there=there)
        for command in commands.fills.values():
            allow(command, FillUnmarked, there=there)
        finished = column is not None and column.session.finished
        held = column is not None and book is not None and column.session.on <= book.today
        allow(commands.finish, FinishRegister, there=there and held and not finished)
        allow(commands.reopen, ReopenRegister, there=there and finished)
        allow(commands.print_sheet, WriteSignInSheets, there=there)
        commands.before.setEnabled(there and self.model.session > FIRST_SESSION)
        commands.after.setEnabled(there and self.model.session < self.model.attended - 1)
        self.header.allow(finished)

    def _show_steps(self, steps: Steps) -> None:
        self.changes_card.show_steps(steps.undo, steps.redo)
        self.bar.undo.setEnabled(bool(steps.undo))
        self.bar.undo.setToolTip(steps.undo)

    # printing and looks

    def print_sheet(self) -> None:
        """Write the session's sign-in sheet to a PDF and open it for printing."""
        column, book = self.marker.column(), self.marker.book
        if column is None or book is None:
            return
        offered = offered_name(book.shown, column.session.title)
        sheet = WriteSignInSheets(book.shown.cohort_id, column.session.id)
        self.desk.export(SHEET, offered, sheet, self.open_file)

    # the panel itself

    def _keep_move_down(self, moves: bool) -> None:
        self.marker.moves_down = moves
        self.desk.memory.kept.layouts[MOVE_DOWN] = "on" if moves else "off"
        self.desk.memory.save()

    def _hear(self) -> None:
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
        self._fit()

    def _fit(self) -> None:
        """Larger words need more room before the cards fit beside the grid."""
        percent = theme().text_percent
        self.side.setFixedWidth(SIDE * percent // 100)
        needed = WIDE * (percent / 100)
        narrow = self.width() < needed.width() or self.height() < needed.height()
        if narrow != self._narrow:
            self._narrow = narrow
            self.side.setVisible(not narrow)
            self.strip.setVisible(narrow)
            self.totals.setVisible(not narrow)
            self.bar.show_narrow(narrow)
            self.header.show_narrow(narrow)
            self.grid.show_narrow(narrow)
            self._follow()

"""What is done to a register: marks, fills, notes and finishing, with the questions they ask first."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from aspire_desktop.domain.office.errors import Explanation, Refused
from aspire_desktop.domain.office.values import SessionId
from aspire_desktop.domain.programmes.attendance import WORDS, Code, MarkRow, may_mark
from aspire_desktop.domain.programmes.enrolments import check_stands
from aspire_desktop.domain.programmes.registers import RegisterColumn, RegisterRow
from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.services.programmes.attendance import (
    FillUnmarked,
    FinishRegister,
    MarkAttendance,
    ReopenRegister,
)
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.signals import Told
from aspire_desktop.ui.register.book import Book, Marking
from aspire_desktop.ui.register.dialogs import BlanksDialog, Details, DetailsDialog, ReasonDialog
from aspire_desktop.ui.register.grid import RegisterGrid
from aspire_desktop.ui.register.model import FIRST_SESSION
from aspire_desktop.ui.register.words import people, spoken_name


class Marker(QObject):
    """Does to a book what the person asks for in a grid.

    `marked` when the book shows something else, `arrived` when none is on its way any more, with True
    where one was refused. `book` is None while no register is shown; `moves_down` after each mark.
    """

    marked = Signal()
    arrived = Signal(bool)

    def __init__(self, desk: Desk, grid: RegisterGrid, window: QWidget) -> None:
        super().__init__(window)
        self.desk = desk
        self.book: Book | None = None
        self.moves_down = True
        self._refusal: Explanation | None = None
        self._grid = grid
        self._model = grid.register
        self._window = window

    def column(self) -> RegisterColumn | None:
        """Give the session worked on."""
        return self._model.session_at(self._model.session) if self.book is not None else None

    def person(self) -> RegisterRow | None:
        """Give the person worked on."""
        row = self._grid.currentIndex().row()
        return self._model.rows[row] if 0 <= row < len(self._model.rows) else None

    def mark_of(self, row: RegisterRow) -> MarkRow | None:
        """Give somebody's mark in the session worked on."""
        return row.marks[self._model.session - FIRST_SESSION]

    def mark(self, code: Code | None) -> None:
        """Give everybody chosen this mark (None: clear it), and move down."""
        column = self.column()
        if column is None or self.book is None:
            return
        chosen = self._standing(column, [self._model.rows[row] for row in self._grid.chosen_rows()])
        changing = [row for row in chosen if _code(self.mark_of(row)) is not code]
        if changing and not self._takes(code, column):
            return
        if not changing and len(chosen) == 1:
            self._move_down()
        if not changing:
            return
        if column.session.finished:
            self._ask_reason(column, changing, code)
        else:
            self._send_mark(column, changing, code, "")

    def _standing(self, column: RegisterColumn, rows: Sequence[RegisterRow]) -> list[RegisterRow]:
        """Leave out who had left by this session; where that is everybody chosen, say so."""
        there = [row for row in rows if row.stands_at(column.session)]
        if rows and not there:
            try:
                check_stands(spoken_name(rows[0]), rows[0].departure, column.session.on)
            except Refused as refused:
                self._tell(refused.explanation)
        return there

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

    def _ask_reason(self, column: RegisterColumn, rows: Sequence[RegisterRow], code: Code | None) -> None:
        who = spoken_name(rows[0]) if len(rows) == 1 else people(len(rows))
        before = f"{_words(_code(self.mark_of(rows[0])))} to " if len(rows) == 1 else ""
        self._ask_why(
            f"{who}: {before}{_words(code)}, {column.session.title}",
            "Change mark" if len(rows) == 1 else f"Change {len(rows)} marks",
            partial(self._send_mark, column, rows, code),
        )

    def _ask_why(self, what: str, verb: str, explained: Callable[[str], None]) -> None:
        ReasonDialog(self.desk, "Change a finished register", what, verb, explained).ask()

    def _send_mark(
        self, column: RegisterColumn, rows: Sequence[RegisterRow], code: Code | None, reason: str
    ) -> None:
        session_id = column.session.id
        given = {row.enrolment_id: _mark(session_id, row, self.mark_of(row), code) for row in rows}
        action = MarkAttendance(session_id, tuple(given), code, reason)
        self._send(action, Marking(session_id, given), moves=len(rows) == 1)

    def fill(self, code: Code) -> None:
        """Give everybody in the session who is not marked this mark, in one action."""
        column = self.column()
        if column is None or not self._takes(code, column):
            return
        if not column.left:
            self._tell(Explanation("Everybody on this register is marked already."))
        elif column.session.finished:
            self._ask_why(
                f"{people(column.left)} not marked: {_words(code)}, {column.session.title}",
                f"Fill {column.left} with {_words(code)}",
                partial(self._send_fill, column, code),
            )
        else:
            self._send_fill(column, code, "")

    def _send_fill(self, column: RegisterColumn, code: Code, reason: str) -> None:
        session_id = column.session.id
        blank = [
            row for row in self._model.rows if self.mark_of(row) is None and row.stands_at(column.session)
        ]
        given = {row.enrolment_id: _mark(session_id, row, None, code) for row in blank}
        self._send(FillUnmarked(session_id, code, reason), Marking(session_id, given))

    def note(self) -> None:
        """Ask for the note of the mark worked on."""
        column, person = self.column(), self.person()
        if column is None or person is None:
            return
        mark = self.mark_of(person)
        if mark is None:
            explained = f"{spoken_name(person)} is not marked yet."
            self._tell(Explanation(explained, do="Mark the person first: a note belongs to a mark."))
            return
        noted = partial(self._take_note, column, person, mark)
        DetailsDialog(self.desk, spoken_name(person), column.session, mark, noted).ask()

    def _take_note(self, column: RegisterColumn, person: RegisterRow, mark: MarkRow, given: Details) -> None:
        if not column.session.finished:
            self._send_note(column, person, mark, given, "")
            return
        what = f"{spoken_name(person)}: note, {column.session.title}"
        self._ask_why(what, "Change note", partial(self._send_note, column, person, mark, given))

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
            read=mark.code,
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

    def _send(self, action: Action[object], marking: Marking, moves: bool = False) -> None:
        """Have marks saved and show them; what is on its way by then looks so, what is refused goes back."""
        book = self.book
        if book is None:
            return
        number = book.mark(marking)
        # saved first, shown then: most marks are on disk before anything is painted
        self.desk.do(action, partial(self._saved, book, number), partial(self._refused, book, number))
        self.marked.emit()
        if moves:
            self._move_down()

    def _saved(self, book: Book, number: int, done: Done[object]) -> None:
        book.saved(number)
        if book is self.book:
            self.marked.emit()
        self._settle(book)

    def _refused(self, book: Book, number: int, explanation: Explanation) -> None:
        book.refused(number)
        self._refusal = self._refusal or explanation
        if book is self.book:
            self.marked.emit()
        self._settle(book)

    def _settle(self, book: Book) -> None:
        if book.waiting:
            return
        refusal, self._refusal = self._refusal, None
        if refusal is not None:
            # told last: the window takes a message away when something else is saved
            self._tell(refusal)
        if book is self.book:
            self.arrived.emit(refusal is not None)

    def _move_down(self) -> None:
        if self.moves_down:
            self._grid.step_down()

    def _tell(self, explanation: Explanation) -> None:
        self.desk.bell.told.emit(Told(explanation))

    def finish(self) -> None:
        """Finish the register worked on; ask what to do about blanks."""
        column = self.column()
        if column is None:
            return
        if not column.left:
            self.desk.do(FinishRegister(column.session.id))
            return
        dialog = BlanksDialog(column.left, column.session, self._window)
        dialog.to_first.connect(self.go_to_first_blank)
        dialog.to_fill.connect(lambda: self._fill_and_finish(column))
        dialog.to_explain.connect(lambda: self._explain_blanks(column))
        dialog.open()

    def go_to_first_blank(self) -> None:
        """Work on the first person without a mark."""
        blank = self._model.first_blank(self._model.session)
        if blank is not None:
            self._grid.go_to(blank, self._model.session)
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_and_finish(self, column: RegisterColumn) -> None:
        self._send_fill(column, Code.PRESENT, "")
        self.desk.do(FinishRegister(column.session.id))

    def _explain_blanks(self, column: RegisterColumn) -> None:
        what = f"{people(column.left)} will stay unmarked for {column.session.title}."
        finish = partial(self._finish_for, column)
        ReasonDialog(self.desk, "Finish with people not marked", what, "Finish register", finish).ask()

    def _finish_for(self, column: RegisterColumn, reason: str) -> None:
        self.desk.do(FinishRegister(column.session.id, reason))

    def reopen(self) -> None:
        """Open a finished register again."""
        column = self.column()
        if column is not None:
            self.desk.do(ReopenRegister(column.session.id))


def _words(code: Code | None) -> str:
    return WORDS[code] if code else "Not marked"


def _code(mark: MarkRow | None) -> Code | None:
    return mark.code if mark else None


def _mark(
    session_id: SessionId, row: RegisterRow, before: MarkRow | None, code: Code | None
) -> MarkRow | None:
    """Give the mark as the store will have it: the note goes with the letter it was written for."""
    note = before.note if before and before.code is code else ""
    return MarkRow(session_id, row.enrolment_id, code, note) if code else None

"""The register as a table: name, organisation, one column for each session, attended, note."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from aspire_desktop.domain.office.people import listed_name
from aspire_desktop.domain.office.values import EnrolmentId, SessionId
from aspire_desktop.domain.programmes.attendance import MarkRow
from aspire_desktop.domain.programmes.registers import (
    CohortRegister,
    RegisterColumn,
    RegisterRow,
    RegisterState,
)
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.register.book import Cell
from aspire_desktop.ui.register.words import left_words, session_and_day
from aspire_desktop.ui.widgets.cells import CellRole
from aspire_desktop.ui.widgets.mark import Tile, spoken

Index = QModelIndex | QPersistentModelIndex
NAME, ORGANISATION, FIRST_SESSION = 0, 1, 2
# roles arrive as plain numbers, and comparing those is many times faster than comparing with the enum
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_TOLD = int(Qt.ItemDataRole.ToolTipRole)
_TILE = int(CellRole.TILE)
_CURRENT = int(CellRole.CURRENT)
_TONE = int(CellRole.TONE)
_SAVING = int(CellRole.SAVING)
_CHOOSABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RegisterModel(QAbstractTableModel):
    """Shows a CohortRegister. Only session cells can be chosen; `session` is the column now worked on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[RegisterRow] = ()
        self.columns: Sequence[RegisterColumn] = ()
        self._names: Sequence[str] = ()
        self._session = FIRST_SESSION
        self._saving: frozenset[Cell] = frozenset()

    @property
    def attended(self) -> int:
        """Give the column of what was attended."""
        return FIRST_SESSION + len(self.columns)

    @property
    def note(self) -> int:
        """Give the column of the notes of the session worked on."""
        return self.attended + 1

    @property
    def session(self) -> int:
        """Give the column of the session worked on."""
        return self._session

    def show_register(self, register: CohortRegister, saving: frozenset[Cell] = frozenset()) -> None:
        """Show a register: cells alone change where people and sessions are the same.

        `saving` are the cells whose marks are not on disk yet: they look and are read so.
        """
        before, turned, self._saving = self.rows, self._saving ^ saving, saving
        if _shape(register.rows, register.columns) != _shape(self.rows, self.columns):
            self.beginResetModel()
            self._take(register)
            self._session = min(self._session, max(FIRST_SESSION, self.attended - 1))
            self.endResetModel()
            return
        self._take(register)
        for number, (old, new) in enumerate(zip(before, register.rows, strict=True)):
            if old is not new and old != new:
                self._tell(number, old, new)
        for session_id, enrolment_id in turned:
            self._tell_saving(session_id, enrolment_id)

    def _tell_saving(self, session_id: SessionId, enrolment_id: EnrolmentId) -> None:
        row, column = self.row_of(enrolment_id), self.column_of(session_id)
        if row is not None and column is not None:
            self.dataChanged.emit(self.index(row, column), self.index(row, column))

    def is_saving(self, row: int, column: int) -> bool:
        """Tell whether a mark is not on disk yet."""
        session = self.session_at(column)
        return session is not None and (session.session.id, self.rows[row].enrolment_id) in self._saving

    def _take(self, register: CohortRegister) -> None:
        self.rows, self.columns = register.rows, register.columns
        self._names = [listed_name(row.given_name, row.family_name) for row in self.rows]

    def _tell(self, number: int, old: RegisterRow, new: RegisterRow) -> None:
        """Name each cell that changed by itself, so that the view paints no more than that."""
        changed = [
            FIRST_SESSION + place
            for place, (was, now) in enumerate(zip(old.marks, new.marks, strict=True))
            if was != now
        ]
        if _who(old) != _who(new):
            changed += [NAME, ORGANISATION]
        for column in (*changed, self.attended, self.note):
            cell = self.index(number, column)
            self.dataChanged.emit(cell, cell)

    def work_on(self, column: int) -> None:
        """Make a session's column the one worked on."""
        if column != self._session:
            self._session = column
            if self.rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, self.note))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, FIRST_SESSION, self.attended - 1)

    def column_of(self, session_id: SessionId) -> int | None:
        """Give the column of a session."""
        places = (number for number, each in enumerate(self.columns) if each.session.id == session_id)
        found = next(places, None)
        return None if found is None else FIRST_SESSION + found

    def session_at(self, column: int) -> RegisterColumn | None:
        """Give the session of a column, None for the others."""
        place = column - FIRST_SESSION
        return self.columns[place] if 0 <= place < len(self.columns) else None

    def mark_at(self, row: int, column: int) -> MarkRow | None:
        """Give the mark of a cell."""
        return self.rows[row].marks[column - FIRST_SESSION]

    def row_of(self, enrolment_id: EnrolmentId) -> int | None:
        """Give the row of somebody."""
        places = (number for number, row in enumerate(self.rows) if row.enrolment_id == enrolment_id)
        return next(places, None)

    def first_blank(self, column: int) -> int | None:
        """Give the first row that is not marked in a session's column."""
        place = column - FIRST_SESSION
        session = self.columns[place].session
        blanks = (
            number
            for number, row in enumerate(self.rows)
            if row.marks[place] is None and row.stands_at(session)
        )
        return next(blanks, None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Count the people."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Count the sessions and the four columns round them."""
        return 0 if parent.isValid() else FIRST_SESSION + len(self.columns) + 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let only marks be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        session = self.session_at(index.column())
        choosable = session is not None and self.rows[index.row()].stands_at(session.session)
        return _CHOOSABLE if choosable else Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Give a cell: words, tile, whether it is in the column worked on, and how it is read aloud."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == _DISPLAY:
            return self._words(row, column)
        if role in (_CURRENT, _TONE):
            return self._ground(row, column, role)
        if role == _SPOKEN:
            return self.say(row, column)
        if FIRST_SESSION <= column < self.attended:
            return self._of_mark(row, column, role)
        return None

    def _ground(self, row: int, column: int, role: int) -> object:
        if role == _CURRENT:
            return column == self._session
        return Tone.NEUTRAL if self.rows[row].departure else None

    def _of_mark(self, row: int, column: int, role: int) -> object:
        if role == _TILE:
            return self._tile(row, column)
        if role == _SAVING:
            return self.is_saving(row, column)
        mark = self.mark_at(row, column) if role == _TOLD else None
        return f"{spoken(self._tile(row, column))}. {mark.note}" if mark and mark.note else None

    def say(self, row: int, column: int) -> str:
        """Say a cell whole: "Achebe, Simon, Module 2, 8 Oct: Present"."""
        session = self.session_at(column)
        if session is not None:
            state = spoken(self._tile(row, column))
            left = left_words(self.rows[row])
            who = f"{self._names[row]}, {left[0].lower()}{left[1:]}" if left else self._names[row]
            late = ", saving" if self.is_saving(row, column) else ""
            return f"{who}, {session_and_day(session.session)}: {state}{late}"
        if column == self.attended:
            standing = self.rows[row].standing
            return f"{self._names[row]}: attended {standing.attended} of {standing.marked}"
        return self._words(row, column)

    def _words(self, row: int, column: int) -> str:
        if column == NAME:
            return self._names[row]
        if column == ORGANISATION:
            return " · ".join(filter(None, (left_words(self.rows[row]), self.rows[row].organisation)))
        if column == self.attended:
            standing = self.rows[row].standing
            return f"{standing.attended}/{standing.marked}"
        if column == self.note:
            mark = self.mark_at(row, self._session) if self.columns else None
            return mark.note if mark else ""
        return spoken(self._tile(row, column))

    def _tile(self, row: int, column: int) -> Tile:
        place = column - FIRST_SESSION
        mark = self.rows[row].marks[place]
        if not self.rows[row].stands_at(self.columns[place].session):
            return Tile.GONE
        if mark is not None:
            return Tile(str(mark.code))
        return Tile.NOT_STARTED if self.columns[place].state is RegisterState.NOT_YET else Tile.UNMARKED

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY
    ) -> object:
        """Give the heading of a column."""
        if orientation is not Qt.Orientation.Horizontal or role not in (_DISPLAY, _TOLD):
            return None
        session = self.session_at(section)
        if session is not None:
            return session_and_day(session.session)
        if role == _TOLD:
            return None
        return {NAME: "Name", ORGANISATION: "Organisation", self.attended: "Attended"}.get(section, "Note")


def _shape(rows: Sequence[RegisterRow], columns: Sequence[RegisterColumn]) -> object:
    return (
        tuple((row.enrolment_id, row.departure) for row in rows),
        tuple((each.session.id, each.session.title, each.session.on) for each in columns),
    )


def _who(row: RegisterRow) -> tuple[str, str, str]:
    return row.given_name, row.family_name, row.organisation

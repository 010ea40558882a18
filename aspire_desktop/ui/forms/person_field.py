"""The field for somebody on record: found by a part of the name or address, shown with where they work."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget

from aspire_desktop.domain.office.people import PersonRow, full_name, listed_name, person_reference
from aspire_desktop.domain.office.values import PersonId
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.office.people import count_people, person_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.widgets.field import Field

PAGE = 6
"""People shown before somebody asks for more."""
PAUSE_MS = 120
NOBODY = PersonId(0)


@dataclass(frozen=True)
class _Found:
    """Some of the people whose name or address, now or before, holds what was typed, and their number."""

    typed: str
    people: Sequence[PersonRow] = ()
    count: int = 0


def _find(typed: str, most: int, office: Office) -> _Found:
    if not typed:
        return _Found(typed)
    rows = office.ask(person_rows, office.clock.today(), typed, most)
    return _Found(typed, rows, len(rows) if len(rows) < most else office.ask(count_people, typed))


class PersonField(QLineEdit, Field[PersonId]):
    """Arrows and Enter choose in the `list` below, which comes by pages; `picked` when somebody is chosen.

    Where somebody new may be added, the last line says so, and `wanted_new` carries the name as typed.
    Where nobody new may be, the only one who fits is chosen as soon as they are found.
    """

    picked = Signal()
    wanted_new = Signal(str)

    def __init__(self, desk: Desk, *, without: PersonId = NOBODY, adds: bool = False) -> None:
        super().__init__()
        self._desk, self._without, self._adds = desk, without, adds
        self._found, self._most, self._given, self._name = _Found(""), PAGE, NOBODY, ""
        self.setPlaceholderText("Type a part of the name or e-mail address")
        self.list = QListWidget()
        self.list.setAccessibleName("People found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setProperty("quoted", True)
        self.list.itemClicked.connect(lambda _: self._take_line())
        self.list.hide()
        self.below = (self.list,)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.textEdited.connect(lambda _: self._follow_typing())
        self.editingFinished.connect(self._spell_out)

    @property
    def given(self) -> PersonId:
        """Give who is chosen, NOBODY for none."""
        return self._given

    @property
    def is_empty(self) -> bool:
        """Say whether nobody is chosen."""
        return self._given == NOBODY

    def offer(self, typed: str) -> None:
        """Show whom some words fit, such as a family name, before anything is typed."""
        self._ask(typed)

    def _follow_typing(self) -> None:
        self._given, self._most = NOBODY, PAGE
        self._pause.start()

    def _search(self) -> None:
        self._ask(self.text().strip())

    def _ask(self, typed: str) -> None:
        # one more than is shown: whoever is left out takes no place
        self._desk.ask(partial(_find, typed, self._most + 1), self._show, subject="people")

    def _show(self, found: _Found) -> None:
        if self.text().strip() not in ("", found.typed):
            return
        people = [row for row in found.people if row.id != self._without]
        left = found.count - len(people[: self._most]) - (len(people) < len(found.people))
        self._found = _Found(found.typed, people[: self._most], left)
        at = self.list.currentRow()
        self.list.clear()
        for row in self._found.people:
            known = (row.job_title, row.organisation, row.email, person_reference(row.id))
            details = " · ".join(filter(None, known))
            self.list.addItem(f"{listed_name(row.given_name, row.family_name)}    {details}")
        if left > 0:
            self.list.addItem(f"{left} more: show them")
        if found.typed and self._adds:
            self.list.addItem(f"Add “{found.typed}” as a new person")
        if self.text().strip():
            self.list.setCurrentRow(at if self._most > PAGE else 0)
        self._show_list()
        if not self._adds and len(people) == 1 and self.text().strip():
            self._take(people[0], spelt_out=False)

    @property
    def _is_stale(self) -> bool:
        return self.text().strip() not in ("", self._found.typed)

    def _show_list(self) -> None:
        lines = min(self.list.count(), PAGE + 2)
        self.list.setFixedHeight(lines * self.list.sizeHintForRow(0) + 2 * self.list.frameWidth() + 8)
        self.list.setVisible(lines > 0)

    def _take_line(self) -> None:
        """Choose who is marked, show more, or ask for somebody new."""
        number, shown = self.list.currentRow(), len(self._found.people)
        if 0 <= number < shown:
            self._take(self._found.people[number])
        elif number == shown and self._found.count > 0:
            self._most += PAGE
            self._ask(self._found.typed)
        else:
            self.list.hide()
            self.wanted_new.emit(self._found.typed)

    def _take(self, row: PersonRow, *, spelt_out: bool = True) -> None:
        """Choose somebody; while a name is typed it is not changed under the fingers."""
        self.list.hide()
        self._given, self._name = row.id, full_name(row.given_name, row.family_name)
        if spelt_out:
            self._spell_out()
        self.picked.emit()

    def _spell_out(self) -> None:
        if self._given != NOBODY:
            self.setText(self._name)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Let arrows, Enter and Esc work in the list while it is open."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if self.list.isHidden():
            super().keyPressEvent(event)
        elif key in steps:
            self.list.setCurrentRow((self.list.currentRow() + steps[key]) % self.list.count())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._is_stale:
            self._search()  # nobody is chosen by what was found for other words
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.currentRow() >= 0:
            self._take_line()
        elif key == Qt.Key.Key_Escape:
            self.list.hide()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Take who is marked on the way to the next field, as Enter does."""
        if forward and self.list.isVisible() and self.list.currentRow() >= 0 and not self._is_stale:
            self._take_line()
            return True
        return super().focusNextPrevChild(forward)

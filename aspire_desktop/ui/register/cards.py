"""The cards beside the register: this session, the person worked on, and recent changes."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.values import short_day
from aspire_desktop.domain.programmes.attendance import Code, MarkRow
from aspire_desktop.domain.programmes.programmes import Rules
from aspire_desktop.domain.programmes.registers import RegisterChange, RegisterColumn, RegisterRow
from aspire_desktop.ui.charts.bar import Bar
from aspire_desktop.ui.looks.icons import Weight, icon
from aspire_desktop.ui.looks.theme import CONTROL_GAP, TypeRole, theme
from aspire_desktop.ui.register.bar import OFTEN, SELDOM
from aspire_desktop.ui.register.words import (
    attended_so_far,
    outlook,
    people,
    rule,
    spoken_name,
    status_of,
)
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.key_cap import KeyCap
from aspire_desktop.ui.widgets.label import ElidedLabel, label
from aspire_desktop.ui.widgets.label import rule as line
from aspire_desktop.ui.widgets.mark import MARKS, Tile
from aspire_desktop.ui.widgets.pill import Pill

GLYPH = 14
CHANGES_SHOWN = 8
BETWEEN = 6


class _Glyph(QLabel):
    """The glyph of a mark in its colour."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name, self._token = name, token
        self._draw()
        theme().changed.connect(self._draw)

    def _draw(self) -> None:
        self.setPixmap(icon(self._name, self._token, Weight.BOLD).pixmap(GLYPH, GLYPH))


class Count(QWidget):
    """A mark's glyph, its word and how many people have it; `words_first` puts the word before the number."""

    def __init__(self, code: Code | None, words_first: bool) -> None:
        super().__init__()
        self.code = code
        look = MARKS[Tile(str(code))] if code else None
        self._words = look.words if look else "Not marked"
        self.number = label("", TypeRole.STRONG)
        word = label(self._words if words_first else self._words.lower())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(CONTROL_GAP if words_first else 5)
        row.addWidget(_Glyph(look.glyph, str(look.tone)) if look else _Glyph("circle-dashed", "ink_2"))
        if words_first:
            row.addWidget(word)
            row.addStretch(1)
            row.addWidget(self.number)
        else:
            row.addWidget(self.number)
            row.addWidget(word)

    def show_count(self, count: int) -> None:
        """Show how many; marks out of the ordinary are shown only where there are any."""
        self.number.setText(str(count))
        self.setAccessibleName(f"{self._words}: {count}")
        self.setVisible(count > 0 or self.code is None or self.code in OFTEN)


def _show_counts(counts: Sequence[Count], column: RegisterColumn) -> None:
    by_code = {tally.code: tally.people for tally in column.tallies}
    for each in counts:
        each.show_count(by_code[each.code] if each.code else column.left)


class SessionCard(Card):
    """This session: how many are marked, and how."""

    def __init__(self) -> None:
        super().__init__(padded=True)
        self.setAccessibleName("This session")
        self.body.setSpacing(4)
        self.body.addWidget(label("This session", TypeRole.CARD))
        self.marked = label("", TypeRole.DISPLAY)
        self.of = label("", ink="2")
        row = QHBoxLayout()
        row.setSpacing(CONTROL_GAP)
        row.addWidget(self.marked)
        row.addWidget(self.of, 1, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)
        self.bar = Bar()
        self.body.addWidget(self.bar)
        self.counts = [Count(code, words_first=True) for code in (*Code, None)]
        for count in self.counts:
            self.body.addWidget(count)
        self.pill = Pill("Due today")
        self.body.addSpacing(2)
        self.body.addWidget(self.pill)

    def show_session(self, column: RegisterColumn, total: int, today: date) -> None:
        """Show how far a session of so many people is marked, and with what."""
        marked = total - column.left
        self.marked.setText(str(marked))
        self.of.setText(f"of {total} marked")
        self.bar.show_amount(marked, total, f"{marked} of {total} marked")
        _show_counts(self.counts, column)
        self.pill.set_look(status_of(column.state, column.session.on, today, begun=marked > 0))


class PersonCard(Card):
    """The person worked on: how they stand, and the note of their mark."""

    def __init__(self) -> None:
        super().__init__(padded=True)
        self.setAccessibleName("Person")
        self.name = label("", TypeRole.CARD, wraps=True)
        self.job = label("", ink="2", wraps=True)
        self.stands = label("", wraps=True)
        self.prospect = label("", TypeRole.STRONG, wraps=True)
        self.note = label("", ink="2", wraps=True)
        for part in (self.name, self.job, line(), self.stands, self.prospect):
            self.body.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(CONTROL_GAP)
        row.addWidget(label("Note", ink="2"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(KeyCap("F2"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.note, 1)
        self.body.addLayout(row)

    def show_person(self, row: RegisterRow, mark: MarkRow | None, rules: Rules) -> None:
        """Show somebody."""
        self.name.setText(spoken_name(row))
        self.job.setText(", ".join(part for part in (row.job_title, row.organisation) if part))
        self.stands.setText(f"{attended_so_far(row.standing)} {rule(rules, row.standing)}".strip())
        words = outlook(rules, row)
        self.prospect.setText(words)
        self.prospect.setVisible(bool(words))
        self.note.setText(told(mark) or "none yet")


def told(mark: MarkRow | None) -> str:
    """Say what belongs to a mark besides its letter."""
    if mark is None:
        return ""
    parts = [mark.note]
    if mark.code is Code.MADE_UP and (mark.made_up_on or mark.made_up_at):
        day = short_day(mark.made_up_on) if mark.made_up_on else ""
        parts.append(" ".join(filter(None, ("made up", day, mark.made_up_at and f"at {mark.made_up_at}"))))
    if mark.minutes_stayed is not None:
        parts.append(f"stayed {mark.minutes_stayed} minutes")
    return "; ".join(filter(None, parts))


class ChangesCard(Card):
    """What was done lately with these registers, with undo and redo."""

    def __init__(self) -> None:
        super().__init__(padded=True)
        self.setAccessibleName("Recent changes")
        self.body.setSpacing(BETWEEN)
        self.body.addWidget(label("Recent changes", TypeRole.CARD))
        self.undo_button = Button("Undo", icon="arrow-u-up-left", keys="Ctrl+Z", small=True)
        self.redo_button = Button("Redo", small=True)
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in (self.undo_button, self.redo_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.none = label("None yet.", ink="2")
        self.body.addWidget(self.none)
        self.list = _Changes()
        self.body.addWidget(self.list, 1)

    def show_changes(self, changes: Sequence[RegisterChange], code: str) -> None:
        """Show the newest changes."""
        self.none.setVisible(not changes)
        self.list.show_changes(changes, code)

    def show_steps(self, undo: str, redo: str) -> None:
        """Say what undo and redo would do."""
        for button, title in ((self.undo_button, undo), (self.redo_button, redo)):
            button.setEnabled(bool(title))
            button.setToolTip(title)


class _Changes(QWidget):
    """As many changes as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._rows = [_Change() for _ in range(CHANGES_SHOWN)]
        self._filled = 0
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(BETWEEN)
        for each in self._rows:
            whole.addWidget(each)
        whole.addStretch(1)

    def show_changes(self, changes: Sequence[RegisterChange], code: str) -> None:
        """Fill the rows."""
        self._filled = min(len(changes), CHANGES_SHOWN)
        for each, change in zip(self._rows, changes, strict=False):
            each.show_change(change, code)
        self._fit()

    def _fit(self) -> None:
        one = self._rows[0].sizeHint().height() + BETWEEN
        room = max(1, (self.height() + BETWEEN) // one)
        for place, each in enumerate(self._rows):
            each.setVisible(place < min(self._filled, room))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show more or fewer."""
        super().resizeEvent(event)
        self._fit()


class _Change(QFrame):
    """Whom it was about and when, and below what was done."""

    def __init__(self) -> None:
        super().__init__()
        self.who, self.what = ElidedLabel("", TypeRole.STRONG), ElidedLabel("", TypeRole.SMALL, "2")
        self.when = label("", TypeRole.SMALL, "2")
        upper = QHBoxLayout()
        upper.addWidget(self.who, 1)
        upper.addWidget(self.when)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(1)
        whole.addWidget(line())
        whole.addSpacing(4)
        whole.addLayout(upper)
        whole.addWidget(self.what)

    def show_change(self, change: RegisterChange, code: str) -> None:
        """Show one change: "Simon Achebe: Present, ASP26-WM02 Module 2" in two lines."""
        title = change.title.replace(f", {code} ", " · ")
        who, parted, what = title.partition(": ")
        if who in ("Undo", "Redo"):
            named, parted, rest = what.partition(": ")
            who, what = (named, f"{who}: {rest}") if parted else (who, what)
        elif not parted:
            who, _, what = title.partition(" · ")
        self.who.setText(who)
        self.what.setText(what)
        self.when.setText(f"{change.at.astimezone(OFFICE_ZONE):%H:%M}")


class Strip(QWidget):
    """The cards of a small window, in two lines below the grid."""

    def __init__(self) -> None:
        super().__init__()
        self.marked = label("", TypeRole.STRONG)
        self.bar = Bar()
        self.bar.setFixedWidth(120)
        self.counts = [Count(code, words_first=False) for code in (*Code, None)]
        self.pill = Pill("Due today")
        self.person = ElidedLabel("", TypeRole.SMALL, "2")
        upper = QHBoxLayout()
        upper.setSpacing(11)
        upper.addWidget(self.marked)
        upper.addWidget(self.bar)
        for count in self.counts:
            upper.addWidget(count)
        upper.addStretch(1)
        lower = QHBoxLayout()
        lower.addWidget(self.person, 1)
        lower.addWidget(self.pill)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2, 2, 0, 0)
        whole.setSpacing(2)
        whole.addLayout(upper)
        whole.addLayout(lower)
        # words that are larger than usual must not make the window wider than the screen
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_session(self, column: RegisterColumn, total: int, today: date) -> None:
        """Show how far a session of so many people is marked; the bar gives way to rare letters."""
        marked = total - column.left
        self.marked.setText(f"{marked} of {total} marked")
        self.bar.show_amount(marked, total, f"{marked} of {people(total)} marked")
        _show_counts(self.counts, column)
        self.bar.setVisible(all(count.isHidden() for count in self.counts if count.code in SELDOM))
        self.pill.set_look(status_of(column.state, column.session.on, today, begun=marked > 0))

    def show_person(self, row: RegisterRow, rules: Rules) -> None:
        """Show somebody in one line."""
        parts = (attended_so_far(row.standing), rule(rules, row.standing), outlook(rules, row))
        self.person.setText(f"{spoken_name(row)}: {' '.join(part for part in parts if part)}")

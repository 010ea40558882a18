"""The small dialogs of the register: a reason, the details of a mark, and people left without a mark."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from aspire_desktop.domain.programmes.attendance import WORDS, Code, MarkRow
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.register.words import people
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.date_field import DateField, dates_are_read
from aspire_desktop.ui.widgets.field_row import FieldRow
from aspire_desktop.ui.widgets.fields import NumberField
from aspire_desktop.ui.widgets.framed_dialog import FramedDialog
from aspire_desktop.ui.widgets.label import label

WIDTH = 460


class _Small(FramedDialog):
    """A heading, what it is about, fields, and at the foot the verb and Cancel."""

    def __init__(self, title: str, what: str, parent: QWidget | None) -> None:
        super().__init__(title, WIDTH, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body.setSpacing(10)
        self.body.addWidget(label(title, TypeRole.PANE, wraps=True))
        self.body.addWidget(label(what, wraps=True))

    def add_button(self, words: str, kind: Kind = Kind.SECONDARY, keys: str = "") -> Button:
        """Add a button at the foot."""
        made = Button(words, kind, keys=keys)
        self.buttons.addWidget(made)
        return made

    def add_verb(self, words: str) -> None:
        """Add the button that does it, which Enter presses, and Cancel."""
        verb = self.add_button(words, Kind.PRIMARY, "Enter")
        verb.setDefault(True)
        verb.clicked.connect(self.send)
        self.add_button("Cancel", keys="Esc").clicked.connect(self.reject)

    def send(self) -> None:
        """Take what the fields say, or say what is missing."""
        self.accept()


@dataclass(frozen=True)
class Reason:
    """Why something is done."""

    words: str


class ReasonDialog(_Small):
    """Asks why; `given` carries Reason."""

    given = Signal(Reason)

    def __init__(self, title: str, what: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(title, what, parent)
        self.reason = QLineEdit()
        hint = "It stays in the history and with the mark. Never access or dietary needs."
        self._row = FieldRow("&Reason", self.reason, hint)
        self.body.addWidget(self._row)
        self.add_verb(verb)
        self.reason.setFocus()

    def send(self) -> None:
        """Give the reason; without one say so."""
        words = self.reason.text().strip()
        if not words:
            self._row.set_error("Enter a reason, like “signed in at 10:40, sheet found later”")
            self.reason.setFocus()
            return
        self.accept()
        self.given.emit(Reason(words))


@dataclass(frozen=True)
class Details:
    """What belongs to a mark besides its letter."""

    note: str
    made_up_on: date | None = None
    made_up_at: str = ""
    minutes_stayed: int | None = None


class DetailsDialog(_Small):
    """The note of a mark, when and where it was made up, how long one stayed; `given` carries Details."""

    given = Signal(Details)

    def __init__(self, who: str, session: SessionRow, mark: MarkRow, parent: QWidget | None = None) -> None:
        super().__init__(f"Note for {who}", f"{WORDS[mark.code]}, {session.title}", parent)
        self._code = mark.code
        self.note = QLineEdit(mark.note)
        self.made_up_on = DateField(mark.made_up_on or session.on)
        self.made_up_at = QLineEdit(mark.made_up_at)
        self.minutes = NumberField(0, session.minutes)
        self.minutes.setSpecialValueText("not known")
        self.minutes.setValue(mark.minutes_stayed or 0)
        hint = "Never access or dietary needs: they have a restricted place of their own"
        self.body.addWidget(FieldRow("&Note", self.note, hint))
        if mark.code is Code.MADE_UP:
            self.body.addWidget(FieldRow("Made up &on", self.made_up_on))
            self.body.addWidget(FieldRow("Made up &at", self.made_up_at, "Such as another partner's cohort"))
        if mark.code is Code.LEFT_EARLY:
            minutes = f"Of {session.minutes} minutes; they decide the CPD hours"
            self.body.addWidget(FieldRow("&Minutes stayed", self.minutes, minutes))
        self.add_verb("Save note")
        self.note.setFocus()

    def send(self) -> None:
        """Give the details."""
        made_up, left_early = self._code is Code.MADE_UP, self._code is Code.LEFT_EARLY
        if not dates_are_read(self):
            return
        self.accept()
        self.given.emit(
            Details(
                self.note.text().strip(),
                self.made_up_on.day if made_up else None,
                self.made_up_at.text().strip() if made_up else "",
                self.minutes.value() or None if left_early else None,
            )
        )


class BlanksDialog(_Small):
    """Finishing with people left unmarked: go to the first, fill them as Present, say why, or later."""

    to_first = Signal()
    to_fill = Signal()
    to_explain = Signal()

    def __init__(self, left: int, session: SessionRow, parent: QWidget | None = None) -> None:
        title = f"{people(left)} {'is' if left == 1 else 'are'} not marked"
        what = f"{session.title} is finished when everybody is marked. Marks so far are saved."
        super().__init__(title, what, parent)
        self.first = self.add_button("Go to first blank", Kind.PRIMARY, "Enter")
        self.fill = self.add_button(f"Fill {left} as &Present and finish")
        self.explain = self.add_button("Leave &unmarked…")
        self.later = self.add_button("Finish &later", keys="Esc")
        self.first.setDefault(True)
        self.first.setFocus()
        for button, chosen in (
            (self.first, self.to_first),
            (self.fill, self.to_fill),
            (self.explain, self.to_explain),
        ):
            button.clicked.connect(self.accept)
            button.clicked.connect(chosen)
        self.later.clicked.connect(self.reject)

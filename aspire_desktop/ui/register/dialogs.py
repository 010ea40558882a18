"""The small dialogs of the register: a reason, the details of a mark, and people left without a mark."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from aspire_desktop.domain.programmes.attendance import WORDS, Code, MarkRow
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.register.words import people
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.fields import NumberOrNone
from aspire_desktop.ui.widgets.framed_dialog import FramedDialog
from aspire_desktop.ui.widgets.label import label

WIDTH = 460


class ReasonDialog(FormDialog):
    """Asks why; `explained` is called with the reason. The register is marked at once, and saves itself."""

    def __init__(
        self, desk: Desk, title: str, what: str, verb: str, explained: Callable[[str], None]
    ) -> None:
        super().__init__(desk, title, verb, what)
        self._explained = explained
        self.reason = TextField()
        hint = "It stays in the history and with the mark. Never access or dietary needs."
        need = "Enter a reason, like “signed in at 10:40, sheet found later”"
        self.add("&Reason", self.reason, hint, need=need)

    def send(self) -> None:
        """Give the reason."""
        self.accept()
        self._explained(self.reason.given.strip())


@dataclass(frozen=True)
class Details:
    """What belongs to a mark besides its letter."""

    note: str
    made_up_on: date | None = None
    made_up_at: str = ""
    minutes_stayed: int | None = None


class DetailsDialog(FormDialog):
    """The note of a mark, when and where it was made up, how long one stayed; `noted` is called with them."""

    def __init__(
        self, desk: Desk, who: str, session: SessionRow, mark: MarkRow, noted: Callable[[Details], None]
    ) -> None:
        super().__init__(desk, f"Note for {who}", "Save note", f"{WORDS[mark.code]}, {session.title}")
        self._code, self._noted = mark.code, noted
        self.note, self.made_up_at = TextField(mark.note), TextField(mark.made_up_at)
        self.made_up_on = DateField(mark.made_up_on or session.on)
        self.minutes = NumberOrNone("not known", most=session.minutes)
        self.minutes.put(mark.minutes_stayed)
        hint = "Never access or dietary needs: they have a restricted place of their own"
        self.add("&Note", self.note, hint)
        if self._code is Code.MADE_UP:
            self.add("Made up &on", self.made_up_on)
            self.add("Made up &at", self.made_up_at, "Such as another partner's cohort")
        if self._code is Code.LEFT_EARLY:
            minutes = f"Of {session.minutes} minutes; they decide the CPD hours"
            self.add("&Minutes stayed", self.minutes, minutes)

    def send(self) -> None:
        """Give the details."""
        self.accept()
        made_up, left_early = self._code is Code.MADE_UP, self._code is Code.LEFT_EARLY
        details = Details(
            self.note.given.strip(),
            self.made_up_on.given if made_up else None,
            self.made_up_at.given.strip() if made_up else "",
            self.minutes.given if left_early else None,
        )
        self._noted(details)


class BlanksDialog(FramedDialog):
    """Finishing with people left unmarked: go to the first, fill them as Present, say why, or later."""

    to_first = Signal()
    to_fill = Signal()
    to_explain = Signal()

    def __init__(self, left: int, session: SessionRow, parent: QWidget | None = None) -> None:
        title = f"{people(left)} {'is' if left == 1 else 'are'} not marked"
        what = f"{session.title} is finished when everybody is marked. Marks so far are saved."
        super().__init__(title, WIDTH, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body.addWidget(label(title, TypeRole.PANE, wraps=True))
        self.body.addWidget(label(what, wraps=True))
        self.first = self._add("Go to first blank", Kind.PRIMARY, "Enter")
        self.fill = self._add(f"Fill {left} as &Present and finish")
        self.explain = self._add("Leave &unmarked…")
        self.later = self._add("Finish &later", keys="Esc")
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

    def _add(self, words: str, kind: Kind = Kind.SECONDARY, keys: str = "") -> Button:
        made = Button(words, kind, keys=keys)
        self.buttons.addWidget(made)
        return made

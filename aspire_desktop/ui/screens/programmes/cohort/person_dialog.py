"""Dialogs about one person: found by typing, or added on the way with the fields that a new person needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget

from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.domain.office.people import DETAILS, NAME, PersonRow
from aspire_desktop.domain.office.values import PersonId
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.office.people import person_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.fact_fields import FactFields
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.organisation_choice import Choice
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.widgets.words import name_words

MOST = 6
PAUSE_MS = 120
WIDTH = 540


@dataclass(frozen=True)
class Found:
    """People whose name or address holds what was typed."""

    typed: str
    people: Sequence[PersonRow]


def find_people(typed: str, office: Office) -> Found:
    """Ask for a handful of people by a part of the name or address."""
    return Found(typed, office.ask(person_rows, office.clock.today(), typed, MOST) if typed else ())


class PersonDialog(FormDialog):
    """Arrows and Enter choose below the name; the last line adds somebody new, whose fields then open."""

    def __init__(self, desk: Desk, title: str, verb: str, intro: str = "") -> None:
        super().__init__(desk, title, verb, intro)
        self.setMinimumWidth(WIDTH)
        self._people: Sequence[PersonRow] = ()
        self.person_id: PersonId | None = None
        self.name = TextField(placeholder="Type a part of the name or e-mail address")
        self.list = QListWidget()
        self.list.setAccessibleName("People found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setProperty("quoted", True)
        self.name_row = self.add("&Person", self.name, check=self._nobody_chosen)
        self.fields.addWidget(self.list)
        self.list.hide()
        self._make_newcomer()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.name.textEdited.connect(self._follow_typing)
        self.name.installEventFilter(self)
        self.list.itemClicked.connect(lambda _: self._choose())
        self.desk.ask(organisation_rows.about(self.desk.clock.today()), self._offer_organisations)

    def _make_newcomer(self) -> None:
        self.told = FactFields(self, DETAILS, others="pofbr", checks={"given_name": self._nameless})
        self.organisation = Choice()
        find = "Type a part of the name to find it"
        works = "Choose where the person works from the list"
        self.newcomer_rows = [*self.told.rows, self.add("&Organisation", self.organisation, find, need=works)]
        for row in self.newcomer_rows:
            row.hide()

    @property
    def adds(self) -> bool:
        """Say whether somebody new is being added."""
        return not self.newcomer_rows[0].isHidden()

    def _offer_organisations(self, rows: Sequence[OrganisationRow]) -> None:
        self.organisation.offer_rows(rows)

    def _follow_typing(self) -> None:
        self.person_id = None
        self._pause.start()

    def _search(self) -> None:
        self.desk.ask(partial(find_people, self.name.text().strip()), self._show_found, subject="people")

    def _show_found(self, found: Found) -> None:
        if found.typed != self.name.text().strip():
            return
        self._people = found.people
        self.list.clear()
        for row in found.people:
            details = " · ".join(filter(None, (row.job_title, row.organisation, row.email)))
            self.list.addItem(f"{name_words(row.given_name, row.family_name)}    {details}")
        if found.typed:
            self.list.addItem(f"Add “{found.typed}” as a new person")
            self.list.setCurrentRow(0)
        rows = self.list.count()
        self.list.setFixedHeight(rows * max(26, self.fontMetrics().height() + 8) + 10)
        self.list.setVisible(bool(found.typed))
        self._show_newcomer(shown=False)

    def _show_newcomer(self, shown: bool) -> None:
        for row in self.newcomer_rows:
            row.setVisible(shown)
        self.fit()

    def _choose(self) -> None:
        """Take the line that is marked."""
        number = self.list.currentRow()
        self.list.hide()
        if 0 <= number < len(self._people):
            chosen = self._people[number]
            self.person_id = chosen.id
            self.name.setText(f"{chosen.given_name} {chosen.family_name}".strip())
            self._show_newcomer(shown=False)
            self.after_person()
        else:
            given, _, family = self.name.text().strip().rpartition(" ")
            self.told["given_name"].setText(given)
            self.told["family_name"].setText(family)
            self._show_newcomer(shown=True)
            self.told["email" if given else "given_name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def after_person(self) -> None:
        """Go to the field after the person."""
        self.focusNextChild()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let arrows and Enter work in the list while the name keeps the keyboard."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or self.list.isHidden():
            return super().eventFilter(watched, event)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self.list.setCurrentRow((self.list.currentRow() + steps[key]) % self.list.count())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._choose()
        elif key == Qt.Key.Key_Escape:
            self.list.hide()
        else:
            return super().eventFilter(watched, event)
        return True

    def newcomer(self) -> AddPerson:
        """Give the new person as typed."""
        return AddPerson(organisation_id=self.organisation.given, **self.told.given)

    def _nameless(self) -> str:
        return "Enter a name" if all(self.told[fact.name].is_empty for fact in NAME) else ""

    def _nobody_chosen(self) -> str:
        nobody = self.person_id is None and not self.adds
        return "Choose a person from the list, or add a new one" if nobody else ""

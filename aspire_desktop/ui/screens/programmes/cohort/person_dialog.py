"""Dialogs about one person: found by typing, or added on the way with the fields that a new person needs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.organisation_choice import Choice
from aspire_desktop.ui.forms.person_field import PersonField
from aspire_desktop.ui.forms.person_fields import PersonFields

WIDTH = 540


class PersonDialog(FormDialog):
    """Somebody on record, or somebody new, whose fields then open."""

    def __init__(self, desk: Desk, title: str, verb: str, intro: str = "") -> None:
        super().__init__(desk, title, verb, intro)
        self.setMinimumWidth(WIDTH)
        self.person = PersonField(self.desk, adds=True)
        self.name_row = self.add("&Person", self.person, check=self._nobody_chosen)
        self._make_newcomer()
        self.person.picked.connect(self._go_on)
        self.person.wanted_new.connect(self._open_newcomer)
        self.person.textEdited.connect(lambda _: self._show_newcomer(shown=False))
        self.desk.ask(organisation_rows.about(self.desk.clock.today()), self._offer_organisations)

    def _make_newcomer(self) -> None:
        self.told = PersonFields(self, others="pofbr")
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

    def _show_newcomer(self, shown: bool) -> None:
        for row in self.newcomer_rows:
            row.setVisible(shown)
        self.fit()

    def _open_newcomer(self, name: str) -> None:
        given, _, family = name.rpartition(" ")
        self.told["given_name"].setText(given)
        self.told["family_name"].setText(family)
        self._show_newcomer(shown=True)
        self.told["email" if given else "given_name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        self._show_newcomer(shown=False)
        self.after_person()

    def after_person(self) -> None:
        """Go to the field after the person."""
        self.focusNextChild()

    def newcomer(self) -> AddPerson:
        """Give the new person as typed."""
        return AddPerson(organisation_id=self.organisation.given, **self.told.given)

    def _nobody_chosen(self) -> str:
        nobody = self.person.is_empty and not self.adds
        return "Choose a person from the list, or add a new one" if nobody else ""

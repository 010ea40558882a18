"""Dialogs of people: add, change, move to another organisation, name on certificates."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit

from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.domain.office.people import PersonRow
from aspire_desktop.domain.office.values import OrganisationId, PersonId
from aspire_desktop.domain.office.written import email_of, trouble_of
from aspire_desktop.services.door.action import Done
from aspire_desktop.services.office.people import AddPerson, ChangePerson, MovePerson
from aspire_desktop.services.programmes.certificates import SetCertificateName
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.organisation_choice import organisation_options
from aspire_desktop.ui.forms.picker import Picker
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.field_row import FieldRow

FIND = "Type a part of the name to find it"


def full_name(person: PersonRow) -> str:
    """Give the given name, then the family name."""
    return f"{person.given_name} {person.family_name}".strip()


class _NameDialog(FormDialog):
    """Given name, family name, e-mail address and role."""

    def add_names(self, person: PersonRow | None) -> None:
        """Add the fields, filled from somebody on record."""
        texts = (
            (person.given_name, person.family_name, person.email, person.job_title) if person else [""] * 4
        )
        self.given, self.family, self.email, self.job = (QLineEdit(text) for text in texts)
        self._stored_email = texts[2]
        self.email.setPlaceholderText("name@council.gov.uk")
        self.given_row = self.add("&Given name", self.given)
        self.add("&Family name", self.family)
        self.email_row = self.add("&E-mail address", self.email)
        self.add("&Role", self.job)

    def names_are_right(self) -> bool:
        """Say what must be put right beside the fields."""
        if not (self.given.text().strip() or self.family.text().strip()):
            self.wrong(self.given_row, "Enter a name")
        typed = self.email.text()
        if typed != self._stored_email and (trouble := trouble_of(email_of, typed)):
            self.wrong(self.email_row, trouble)
        return not (self.given_row.error or self.email_row.error)


class AddPersonDialog(_NameDialog):
    """Somebody new, with where they work."""

    def __init__(
        self, desk: Desk, organisations: Sequence[OrganisationRow], then: Callable[[Done[PersonId]], None]
    ) -> None:
        super().__init__(desk, "Add person", "Add person")
        self._then = then
        self.add_names(None)
        self.organisation, self.organisation_row = _organisation(self, organisations)

    def send(self) -> None:
        """Add the person."""
        chosen = _chosen(self, self.organisation, self.organisation_row)
        if self.names_are_right() and chosen is not None:
            names = self.given.text(), self.family.text(), self.email.text().strip()
            self.do(AddPerson(*names, self.job.text(), chosen), self._then)


class ChangePersonDialog(_NameDialog):
    """Corrects what is on record."""

    def __init__(self, desk: Desk, person: PersonRow) -> None:
        intro = "Certificates already issued keep the old name."
        super().__init__(desk, f"Change {full_name(person)}", "Save changes", intro)
        self._id = person.id
        self.add_names(person)

    def send(self) -> None:
        """Save the changes."""
        if self.names_are_right():
            names = self.given.text(), self.family.text(), self.email.text().strip()
            self.do(ChangePerson(self._id, *names, self.job.text()))


class MovePersonDialog(FormDialog):
    """Ends the present job and begins another."""

    def __init__(self, desk: Desk, person: PersonRow, organisations: Sequence[OrganisationRow]) -> None:
        intro = f"The job at {person.organisation} ends the day before. Earlier cohorts keep it."
        title = f"Where does {full_name(person)} work now?"
        super().__init__(desk, title, "Move person", intro if person.organisation else "")
        self._id = person.id
        others = [row for row in organisations if row.id != person.organisation_id]
        self.organisation, self.organisation_row = _organisation(self, others)
        self.job, self.on = QLineEdit(person.job_title), DateField(self.desk.clock.today())
        self.add("&Role", self.job)
        self.add("F&rom", self.on)

    def send(self) -> None:
        """Move the person."""
        chosen = _chosen(self, self.organisation, self.organisation_row)
        if chosen is not None:
            self.do(MovePerson(self._id, chosen, self.job.text(), self.on.day))


class CertificateNameDialog(FormDialog):
    """The spelling on certificates to come; empty goes back to the person's names."""

    def __init__(self, desk: Desk, person: PersonRow, now: str) -> None:
        intro = "Only certificates to come take it. Leave it empty to use the person’s names."
        super().__init__(desk, f"Name on the certificates of {full_name(person)}", "Save name", intro)
        self._id = person.id
        self.name = QLineEdit(now or full_name(person))
        self.add("&Name on certificates", self.name)
        self.name.selectAll()
        self._full = full_name(person)

    def send(self) -> None:
        """Save the spelling; the person's own names need none."""
        typed = self.name.text().strip()
        self.do(SetCertificateName(self._id, "" if typed == self._full else typed))


def _organisation(form: FormDialog, rows: Sequence[OrganisationRow]) -> tuple[Picker, FieldRow]:
    field = Picker(organisation_options(rows))
    return field, form.add("&Organisation", field, FIND)


def _chosen(form: FormDialog, field: Picker, row: FieldRow) -> OrganisationId | None:
    if field.chosen is None:
        form.wrong(row, "Choose an organisation from the list")
        return None
    return OrganisationId(field.chosen)

"""Dialogs of people: add, change, move to another organisation, name on certificates."""

from collections.abc import Callable, Sequence
from typing import Any

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.facts import told
from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.domain.office.people import CERTIFICATE_NAME, DETAILS, OF_JOB, PersonRow
from aspire_desktop.domain.office.values import OrganisationId, PersonId
from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.services.office.people import AddPerson, ChangePerson, MovePerson, SetCertificateName
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.fact_fields import FactFields
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.organisation_choice import UNKNOWN, Choice
from aspire_desktop.ui.forms.person_fields import PersonFields
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.widgets.date_field import DateField

FIND = "Type a part of the name to find it"


class AddPersonDialog(FormDialog):
    """Somebody new, with where they work."""

    def __init__(
        self, desk: Desk, organisations: Sequence[OrganisationRow], then: Callable[[Done[PersonId]], None]
    ) -> None:
        super().__init__(desk, "Add person", "Add person")
        self.then = then
        self.told = PersonFields(self, others="o")
        self.organisation = Choice(organisations)
        self.organisation_row = self.add("&Organisation", self.organisation, FIND, need=UNKNOWN)

    def action(self) -> Action[Any]:
        """Add the person."""
        return AddPerson(organisation_id=self.organisation.given, **self.told.given)


class ChangePersonDialog(FormDialog):
    """Corrects what is on record."""

    def __init__(self, desk: Desk, person: PersonRow) -> None:
        intro = "Certificates already issued keep the old name."
        super().__init__(desk, f"Change {person.full_name()}", "Save changes", intro)
        self.told = PersonFields(self)
        at = person.organisation_id
        self.begin(ChangePerson(person_id=person.id, organisation_id=at, **told(person, DETAILS)))


class MovePersonDialog(FormDialog):
    """Ends the present job and begins another."""

    def __init__(self, desk: Desk, person: PersonRow, organisations: Sequence[OrganisationRow]) -> None:
        intro = f"The job at {person.organisation} ends the day before. Earlier cohorts keep it."
        title = f"Where does {person.full_name()} work now?"
        super().__init__(desk, title, "Move person", intro if person.organisation else "")
        self._id, self._leaves = person.id, person.organisation_id or OrganisationId(0)
        self.organisation = Choice(row for row in organisations if row.id != person.organisation_id)
        self.on = DateField(self.desk.clock.today())
        self.add("&Organisation", self.organisation, FIND, need=UNKNOWN)
        self.job = FactFields(self, OF_JOB, others="or")
        self.job.put(person)
        self.add("F&rom", self.on, about="on")

    def action(self) -> Action[Any]:
        """Move the person."""
        return MovePerson(
            person_id=self._id,
            organisation_id=self.organisation.given,
            on=self.on.given,
            read=self._leaves,
            **self.job.given,
        )

    def show_clashes(self, explanation: Explanation) -> None:
        """Take what is told as seen: sent again, the job that it names ends."""
        super().show_clashes(explanation)
        for clash in explanation.clashes:
            assert isinstance(clash.theirs, int)
            self._leaves = OrganisationId(clash.theirs)


class CertificateNameDialog(FormDialog):
    """The spelling on certificates to come; empty goes back to the person's names."""

    def __init__(self, desk: Desk, person: PersonRow) -> None:
        intro = "Only certificates to come take it. Leave it empty to use the person’s names."
        super().__init__(desk, f"Name on the certificates of {person.full_name()}", "Save name", intro)
        self.name = CertificateNameField(person.full_name())
        self.add(f"&{CERTIFICATE_NAME.label}", self.name, about="name")
        self.begin(SetCertificateName(person.id, person.certificate_name))
        self.name.selectAll()


class CertificateNameField(TextField):
    """A spelling for certificates; the person's own names stand here where none was confirmed."""

    def __init__(self, names: str) -> None:
        super().__init__(rule=CERTIFICATE_NAME.rule)
        self._names = names

    @property
    def given(self) -> str:
        """Give the spelling; the person's own names need none."""
        typed = self.text().strip()
        return "" if typed == self._names else typed

    def put(self, value: str) -> None:
        """Show a spelling."""
        self.setText(value or self._names)

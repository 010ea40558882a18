"""The section of signatories: who signs the certificates of an organisation's cohorts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.domain.office.signatories import SignatoryRow
from aspire_desktop.domain.office.values import OrganisationId, fold
from aspire_desktop.domain.office.written import name_of, words_of
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.signatories import AddSignatory, ChangeSignatory, RemoveSignatory
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.office.settings import office_settings
from aspire_desktop.storage.lookups.office.signatories import signatory_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.organisation_choice import Choice
from aspire_desktop.ui.forms.pane_form import PaneForm
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.lists.fields import Field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.section import ListSection
from aspire_desktop.ui.widgets.cells import Cell


@dataclass(frozen=True)
class Signing:
    """Who signs, and the organisations that somebody may sign for; the office's own comes first."""

    rows: Sequence[SignatoryRow]
    organisations: Sequence[OrganisationRow]


class SignatoryForm(PaneForm):
    """Somebody who signs."""

    def __init__(self) -> None:
        super().__init__("Save", "Remove")
        self.organisation, self.name, self.job = Choice(), TextField(rule=name_of), TextField(rule=words_of)
        delivers, need = "The organisation that delivers the cohort", "Choose the organisation."
        self.add("Signs f&or", self.organisation, delivers, need=need)
        self.name_row = self.add("&Name", self.name, need="Enter the name of who signs.", about="name")
        self.add("&Job title", self.job, "It stands under the name", about="job_title")

    def show_row(self, row: SignatoryRow) -> None:
        """Show somebody who signs; for whom they sign stays."""
        self.turn(row.name)
        self.organisation.setEnabled(False)
        self.organisation.choose(row.organisation_id)
        self.begin(ChangeSignatory(row.id, row.name, row.job_title))

    def show_new(self, office: OrganisationId | None) -> None:
        """Start empty, to sign for the office itself where it is on record."""
        self.turn("Somebody who signs", "Add signatory")
        self.organisation.setEnabled(True)
        self.organisation.choose(office)
        self.name.clear()
        self.job.clear()

    def action(self) -> Action[Any] | None:
        """Give the signatory to add or change."""
        if self.read is not None:
            return super().action()
        return AddSignatory(self.organisation.given, self.name.given, self.job.given)


SIGNATORIES = ListOf[SignatoryRow](
    name="Signatories",
    noun=("signatory", "signatories"),
    key=lambda row: row.id,
    fields=(
        Field("Name", lambda row: row.name, Cell.STRONG, 190),
        Field("Job title", lambda row: row.job_title, width=190),
        Field("Signs for", lambda row: row.organisation, stretch=True, groups=True),
    ),
    empty=Empty(
        "certificate",
        "Nobody is named to sign",
        "Until somebody is named, certificates have a line to sign by hand.",
    ),
)


class Signatories(ListSection[SignatoryRow]):
    """One line for each person who signs; several of one organisation sign side by side."""

    key = "signatories"
    title = "Signatories"
    roles = AddSignatory.roles
    add_words = "Add signatory"

    def __init__(self, desk: Desk) -> None:
        self.signing_form = SignatoryForm()
        super().__init__(desk, SIGNATORIES, self.signing_form)
        self._signing = Signing((), ())

    def load(self) -> None:
        """Ask who signs."""
        self.desk.ask(_signing, self.show_signing, subject="signatories")

    def show_signing(self, found: Signing) -> None:
        """Show who signs."""
        self._signing = found
        self.signing_form.organisation.offer_rows(found.organisations)
        said = "Certificates that are issued already stay as they are"
        self.show_rows(found.rows, said if found.rows else "")

    def fill(self, row: SignatoryRow) -> None:
        """Show who signs."""
        self.signing_form.show_row(row)

    def empty(self) -> None:
        """Start with somebody new."""
        first = next(iter(self._signing.organisations), None)
        self.signing_form.show_new(first.id if first else None)

    def removal(self, row: SignatoryRow) -> Action[object]:
        """Let somebody sign no more."""
        return RemoveSignatory(row.id)


def _signing(office: Office) -> Signing:
    today = office.clock.today()
    ours = fold(office.ask(office_settings).office_name)
    organisations = office.ask(organisation_rows, today)
    ordered = sorted(organisations, key=lambda row: (fold(row.name) != ours, fold(row.name)))
    return Signing(office.ask(signatory_rows, today), ordered)

"""The section of agreements: what funders pay for, and what of it was handed on to partners."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from aspire_desktop.domain.money.allotments import Recalled
from aspire_desktop.domain.money.claims import AgreementRow
from aspire_desktop.domain.office.errors import Explanation, Unreadable
from aspire_desktop.domain.office.file_names import file_name
from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.domain.office.values import AgreementId, AllotmentId, money, short_date
from aspire_desktop.domain.programmes.programmes import VersionRow
from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.allotments import RecallPlaces, WriteAllotment
from aspire_desktop.services.money.funding import AddAgreement, RemoveAgreement
from aspire_desktop.storage.lookups.money.agreements import (
    agreement_terms,
    places_granted,
    programmes_covered,
)
from aspire_desktop.storage.lookups.money.allotments import allotment_rows
from aspire_desktop.storage.lookups.money.funding import agreement_rows
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.signals import Told
from aspire_desktop.ui.desk.watch import Watch
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.lists.fields import Field, count_field, day_field, money_field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.section import ListSection
from aspire_desktop.ui.screens.money.agreements.dialogs import AllotDialog, RollOverDialog
from aspire_desktop.ui.screens.money.agreements.form import AgreementForm, KnownAgreement
from aspire_desktop.ui.widgets import file_dialogs
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.file_dialogs import SaveAs

USUAL = "Places are taken by cohorts that begin within its dates"
FILES = "Signed file (*.json)"
SAVED = SaveAs("Save the signed file", FILES)


@dataclass(frozen=True)
class Funders:
    """Agreements with what the form shows of each, who may fund, and what may be covered."""

    known: Sequence[KnownAgreement]
    organisations: Sequence[OrganisationRow]
    versions: Sequence[VersionRow]


def _dates(known: KnownAgreement) -> str:
    return f"{short_date(known.row.begins)} – {short_date(known.row.ends)}"


AGREEMENTS = ListOf[KnownAgreement](
    name="Agreements",
    noun=("agreement", "agreements"),
    key=lambda known: known.row.id,
    fields=(
        Field("Reference", lambda known: known.row.reference, Cell.STRONG, 140),
        Field("Funder", lambda known: known.row.funder, stretch=True, groups=True),
        Field("Pays for", lambda known: ", ".join(known.row.covers), width=120, least=560, groups=True),
        count_field("Places", lambda known: known.row.places, 74),
        money_field("Price", lambda known: known.row.unit, 84, least=480, words=money),
        Field("Dates", _dates, Cell.QUIET, 190, least=760, order=lambda known: known.row.begins),
        day_field("Begins", lambda known: known.row.begins, spare=True),
        day_field("Ends", lambda known: known.row.ends, spare=True),
    ),
    empty=Empty(
        "bank",
        "There are no agreements yet",
        "Add what a funder pays for: how many places of which programmes, and at what price.",
    ),
)


class Agreements(ListSection[KnownAgreement]):
    """One line for each agreement, the one that ends last first."""

    key = "agreements"
    title = "Agreements"
    roles = AddAgreement.roles
    add_words = "Add agreement"

    def __init__(self, desk: Desk) -> None:
        self.agreement_form = AgreementForm(desk.clock.today())
        super().__init__(desk, AGREEMENTS, self.agreement_form)
        self._funders = Funders((), (), ())
        self.dialog: FormDialog | None = None
        self.said = ""
        self._said_of: AgreementId | None = None
        self.ask_release: Callable[[], Path | None] = self._ask_release
        self.agreement_form.handed_on.wanted.connect(self._save)
        self._make_steps()

    def _make_steps(self) -> None:
        """Put what can be done with an agreement's places below the list."""
        footer = self.card.add_footer()
        self.allot_button, self.roll_button = Button("Allot places…"), Button("Roll over…")
        self.recall_button = Button("Take in a release…")
        steps = (
            (self.allot_button, self._allot, "Hand places to a partner by a signed file"),
            (self.recall_button, self._recall, "Places that a partner gives back are free again"),
            (self.roll_button, self._roll_over, "Move free places into the agreement that comes next"),
        )
        for button, step, told in steps:
            button.clicked.connect(step)
            button.setToolTip(told)
            footer.addWidget(button)
        footer.addStretch(1)

    def load(self) -> None:
        """Ask for every agreement."""
        self.desk.ask(_funders, self.show_funders, subject="agreements")

    def show_funders(self, found: Funders) -> None:
        """Show the agreements."""
        self._funders = found
        form = self.agreement_form
        form.funder.offer_rows(found.organisations)
        form.covers.offer(found.versions)
        form.terms.offer(found.organisations)
        for button in (self.allot_button, self.recall_button):
            button.setEnabled(bool(found.known))
        self.roll_button.setEnabled(False)
        self.show_rows(found.known, self.said or USUAL)

    def fill(self, known: KnownAgreement) -> None:
        """Show an agreement."""
        if known.row.id != self._said_of:
            self.said, self._said_of = "", known.row.id
            self.card.set_title(self.title, USUAL)
        self.agreement_form.show_row(known, self._others(known.row.id))
        self.roll_button.setEnabled(known.terms.rolls_into_id is not None)

    def empty(self) -> None:
        """Start with a new agreement, by the funder of the latest one."""
        known = self._funders.known
        self.agreement_form.show_new(known[0].row.funder if known else "", self._others(None))

    def removal(self, known: KnownAgreement) -> Action[object]:
        """Remove an agreement that was never used."""
        return RemoveAgreement(known.row.id)

    def _others(self, id: AgreementId | None) -> list[AgreementRow]:
        return [each.row for each in self._funders.known if each.row.id != id]

    def _roll_over(self) -> None:
        known = self.list.current
        if known is not None:
            into = [
                row.reference for row in self._others(known.row.id) if row.id == known.terms.rolls_into_id
            ]
            self._open(RollOverDialog(self.desk, known.row, *into))

    def _open(self, dialog: FormDialog) -> None:
        self.dialog = dialog
        dialog.ask()

    def _allot(self) -> None:
        known = self.list.current
        if known is not None:
            self._open(AllotDialog(self.desk, known.row, self._funders.organisations, self._save))

    def _save(self, id: AllotmentId) -> None:
        """Ask where the signed file is to go, and write it there byte for byte."""
        self.desk.ask(partial(_named, id), partial(self._save_named, id), subject="allotment file")

    def _save_named(self, id: AllotmentId, name: str) -> None:
        self.desk.export(SAVED, name, WriteAllotment(id), self._tell_written)

    def _tell_written(self, file: Path) -> None:
        self._say(f"Saved as {file.name}")

    def _recall(self) -> None:
        file = self.ask_release()
        if file is not None:
            self.desk.run(partial(_read, file), self._take_in, failed=self._tell)

    def _take_in(self, content: bytes) -> None:
        self.desk.do(RecallPlaces(content), self._tell_recalled)

    def _tell_recalled(self, done: Done[Recalled]) -> None:
        self._say(done.title)

    def _say(self, words: str) -> None:
        """Say what came of it beside the title, until another agreement is chosen."""
        self.said = words
        self.card.set_title(self.title, words)

    def _tell(self, explanation: Explanation) -> None:
        self.desk.bell.told.emit(Told(explanation))

    def _ask_release(self) -> Path | None:
        return file_dialogs.ask_open(self, "Take in a release", FILES)


def _funders(office: Office) -> Funders:
    today = office.clock.today()
    terms, places = office.ask(agreement_terms), office.ask(places_granted)
    allotments = office.ask(allotment_rows, today)
    known = [
        KnownAgreement(
            row,
            office.ask(programmes_covered, row.id),
            places[row.id],
            terms[row.id],
            [each for each in allotments if each.agreement_id == row.id],
        )
        for row in office.ask(agreement_rows, today)
    ]
    return Funders(known, office.ask(organisation_rows, today), office.ask(version_rows))


def _named(id: AllotmentId, office: Office) -> str:
    rows = office.ask(allotment_rows, office.clock.today())
    return file_name("Allotment", next(row.reference for row in rows if row.id == id), ending=".json")


def _read(file: Path, _office: Office, _watch: Watch) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Unreadable(f"{file.name} could not be read.", do="Check that you may read it.") from error

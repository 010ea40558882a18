"""Dialogs that move places of an agreement on: into the next one, and to a partner."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit

from aspire_desktop.domain.money.claims import AgreementRow
from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.domain.office.values import AllotmentId
from aspire_desktop.services.door.action import Done
from aspire_desktop.services.money.agreements import RollOver
from aspire_desktop.services.money.allotments import AllotPlaces
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.organisation_choice import Choice
from aspire_desktop.ui.widgets.fields import NumberField


class RollOverDialog(FormDialog):
    """Move free places into the next agreement, for a reason."""

    def __init__(self, desk: Desk, row: AgreementRow, into: str) -> None:
        intro = f"Free places of {row.reference} move into {into}: one cap falls, the other rises."
        super().__init__(desk, f"Roll places over into {into}", "Roll over", intro)
        self._row = row
        self.places, self.reason = NumberField(1, row.places), QLineEdit()
        self.add("&Places", self.places)
        self.reason_row = self.add("&Reason", self.reason, "Such as the letter in which the funder agreed")

    def send(self) -> None:
        """Move them, or say why that cannot be."""
        if not self.reason.text().strip():
            self.wrong(self.reason_row, "Give the reason: it stays on record")
            return
        self.do(RollOver(self._row.id, self.places.value(), self.reason.text()))


class AllotDialog(FormDialog):
    """Hand places to a partner; `then` is given the allotment, whose signed file is to be saved."""

    def __init__(
        self,
        desk: Desk,
        row: AgreementRow,
        organisations: Sequence[OrganisationRow],
        then: Callable[[AllotmentId], None],
    ) -> None:
        intro = (
            "The places count as committed. The signed file that is made cannot be taken back: "
            "places return only by a release that the partner signs."
        )
        super().__init__(desk, f"Allot places of {row.reference}", "Allot places", intro)
        self._row, self._then = row, then
        self.partner, self.places, self.key = Choice(), NumberField(1, row.places), QLineEdit()
        self.partner.offer_rows(organisations)
        self.partner.setCurrentText("")
        self.partner_row = self.add("P&artner", self.partner)
        self.add("&Places", self.places)
        self.key_row = self.add("Partner’s public &key", self.key, "64 digits from 0 to 9 and a to f")

    def send(self) -> None:
        """Allot them, or say why that cannot be."""
        partner = self.partner.organisation
        if partner is None:
            self.wrong(self.partner_row, "Choose an organisation from the list")
        elif not self.key.text().strip():
            self.wrong(self.key_row, "Enter the key that the partner’s own database shows")
        else:
            wanted = AllotPlaces(self._row.id, partner, self.places.value(), self.key.text())
            self.do(wanted, self._tell)

    def _tell(self, done: Done[AllotmentId]) -> None:
        self._then(done.value)

"""Dialogs that move places of an agreement on: into the next one, and to a partner."""

from collections.abc import Callable, Sequence
from typing import Any

from aspire_desktop.domain.money.claims import AgreementRow
from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.domain.office.values import AllotmentId
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.money.agreements import RollOver
from aspire_desktop.services.money.allotments import AllotPlaces
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form import GIVE_REASON
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.organisation_choice import UNKNOWN, Choice
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.widgets.fields import NumberField


class RollOverDialog(FormDialog):
    """Move free places into the next agreement, for a reason."""

    def __init__(self, desk: Desk, row: AgreementRow, into: str) -> None:
        intro = f"Free places of {row.reference} move into {into}: one cap falls, the other rises."
        super().__init__(desk, f"Roll places over into {into}", "Roll over", intro)
        self._row = row
        self.places, self.reason = NumberField(1, row.places), TextField()
        self.add("&Places", self.places)
        hint = "Such as the letter in which the funder agreed"
        self.reason_row = self.add("&Reason", self.reason, hint, need=GIVE_REASON)

    def action(self) -> Action[Any]:
        """Move them."""
        return RollOver(self._row.id, self.places.given, self.reason.given)


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
        self._row, self.then = row, lambda done: then(done.value)
        self.partner, self.places = Choice(organisations), NumberField(1, row.places)
        self.key = TextField()
        self.partner_row = self.add("P&artner", self.partner, need=UNKNOWN)
        self.add("&Places", self.places)
        hint = "64 digits from 0 to 9 and a to f"
        need = "Enter the key that the partner’s own database shows"
        self.key_row = self.add("Partner’s public &key", self.key, hint, need=need)

    def action(self) -> Action[Any]:
        """Allot them."""
        return AllotPlaces(self._row.id, self.partner.given, self.places.given, self.key.given)

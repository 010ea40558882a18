"""Dialogs of places that are held before anybody enrols: reserve some, name one, or let it go."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aspire_desktop.domain.money.claims import AgreementRow, PoolPlace
from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.domain.office.values import AgreementId, CohortId
from aspire_desktop.domain.office.written import name_of
from aspire_desktop.domain.programmes.cohorts import OVER, CohortRow
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.reservations import EndReservation, NameReservation, ReservePlaces
from aspire_desktop.storage.lookups.money.agreements import programmes_covered
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.choices import OneOf, TickField
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.organisation_choice import UNKNOWN, Choice
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.widgets.fields import NumberField


@dataclass(frozen=True)
class Offers:
    """For whom and on which cohorts places of an agreement may be reserved."""

    organisations: Sequence[OrganisationRow]
    cohorts: Sequence[CohortRow]


def offers(agreement_id: AgreementId, office: Office) -> Offers:
    """Ask for the organisations, and for the cohorts to come of programmes that the agreement covers."""
    today, covered = office.clock.today(), set(office.ask(programmes_covered, agreement_id))
    paid = {
        row.id
        for row in office.ask(version_rows)
        if {(row.programme_id, None), (row.programme_id, row.id)} & covered
    }
    cohorts = [
        row for row in office.ask(cohort_rows, today) if row.version_id in paid and row.stage not in OVER
    ]
    return Offers(office.ask(organisation_rows, today), cohorts)


class ReserveDialog(FormDialog):
    """Hold places of an agreement for an organisation, on a cohort or any, by name or not."""

    def __init__(self, desk: Desk, agreement: AgreementRow, offered: Offers) -> None:
        intro = "They count as committed, and are taken up as people of the organisation enrol."
        super().__init__(desk, f"Reserve places of {agreement.reference}", "Reserve", intro)
        self._agreement = agreement
        self.organisation = Choice(offered.organisations)
        cohorts: dict[CohortId | None, str] = {None: "Any cohort"}
        cohorts |= {row.id: f"{row.code}, {row.venue}" if row.venue else row.code for row in offered.cohorts}
        self.cohort = OneOf(cohorts)
        self.places, self.name = NumberField(1, agreement.places), TextField(rule=name_of)
        self.organisation_row = self.add("&Organisation", self.organisation, need=UNKNOWN)
        self.add("&Cohort", self.cohort)
        self.add("&Places", self.places)
        self.add("&Name", self.name, "Empty while nobody is named; a name is for one place", about="name")

    def action(self) -> Action[Any]:
        """Reserve them."""
        body, cohort, name = self.organisation.given, self.cohort.given, self.name.given
        return ReservePlaces(self._agreement.id, body, self.places.given, cohort, name)


class ReservationDialog(FormDialog):
    """Say who a reserved place is for, or let it go."""

    def __init__(self, desk: Desk, place: PoolPlace) -> None:
        super().__init__(desk, f"Reserved place {place.label}", "Save", place.person)
        self.name, self.reason = TextField(rule=name_of), TextField()
        self.ends = TickField("The place is free again")
        self.name_row = self.add("&Name", self.name, "Empty: nobody is named yet", about="name")
        self.add("&Let it go", self.ends)
        self.reason_row = self.add("&Reason", self.reason)
        self.ends.toggled.connect(self._turn)
        self._turn(False)
        assert place.place_id is not None  # only reserved places are opened, and they have numbers
        self._id = place.place_id
        self.begin(NameReservation(place.place_id, place.reserved_for))

    def _turn(self, ends: bool) -> None:
        self.name_row.setVisible(not ends)
        self.reason_row.setVisible(ends)
        self.fit()

    def action(self) -> Action[Any] | None:
        """Do what is asked for."""
        return EndReservation(self._id, self.reason.given) if self.ends.given else super().action()

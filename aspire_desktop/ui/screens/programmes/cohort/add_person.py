"""Dialogs that bring somebody onto a cohort: a place for a person, and a substitute for another."""

from collections.abc import Callable
from typing import Any

from aspire_desktop.domain.office.facts import facts_in
from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.values import EnrolmentId
from aspire_desktop.domain.office.written import code_of
from aspire_desktop.domain.programmes.cohorts import CohortRow
from aspire_desktop.domain.programmes.enrolments import (
    BOOKING,
    HOLDS_A_PLACE,
    Funding,
    ParticipantRow,
    Status,
)
from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.services.programmes.enrolments import EnrolParticipant, NoteNeeds, Substitute
from aspire_desktop.services.programmes.newcomers import NOBODY_YET, EnrolNewcomer, SubstituteNewcomer
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.choices import OneOf
from aspire_desktop.ui.forms.fact_fields import FactFields
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.screens.programmes.cohort.person_dialog import PersonDialog
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.words import BOOKINGS, FUNDING_WORDS

FUNDINGS: tuple[Funding | None, ...] = (Funding.LGA, Funding.COUNCIL, Funding.BURSARY, None)
STATUSES = (Status.CONFIRMED, Status.OFFERED, Status.NOMINATED, Status.WAITING)
WAITING_LIST = "On the waiting list"


def funding_field(now: Funding | None = Funding.LGA) -> OneOf[Funding | None]:
    """Make the field that says who pays, in the order of FUNDINGS."""
    made = OneOf[Funding | None]({each: FUNDING_WORDS[each] for each in FUNDINGS})
    made.put(now)
    return made


class AddPersonDialog(PersonDialog):
    """Nothing typed is lost where no place is free: the dialog says so and stays."""

    def __init__(
        self, desk: Desk, cohort: CohortRow, then: Callable[[Done[EnrolmentId]], None] | None = None
    ) -> None:
        free = cohort.room.free
        places = f"{free} of {cohort.capacity} places free." if free else "No place is free."
        super().__init__(desk, f"Add person to {cohort.code}", "Add person", places)
        self._cohort, self.then = cohort, then
        self.funding, self.order = funding_field(), TextField(rule=code_of)
        self.reason = TextField()
        words = {each: BOOKINGS[each].words for each in STATUSES} | {Status.WAITING: WAITING_LIST}
        self.booking = OneOf(words, Status.WAITING if cohort.room.is_full else Status.CONFIRMED)
        self.add("Place &funded by", self.funding)
        self.add("&Booking", self.booking)
        order = "Purchase order of the council, if there is one"
        self.add("P&O number", self.order, order, about="po_number")
        self.reason_row = self.add(
            "&Reason to go over capacity",
            self.reason,
            "Or put the person on the waiting list",
            need=f"{cohort.code} is full. Say why one more person may join it",
        )
        self.booking.currentIndexChanged.connect(self._follow_booking)
        self._follow_booking()

    @property
    def status(self) -> Status:
        """Give the booking chosen."""
        return self.booking.given

    def _follow_booking(self) -> None:
        """Ask for a reason where the place would be one too many."""
        self.reason_row.setVisible(self._cohort.room.is_full and self.status in HOLDS_A_PLACE)
        self.fit()

    def after_person(self) -> None:
        """Go on to the funding."""
        self.funding.setFocus()

    def action(self) -> Action[Any]:
        """Give the place, adding the person first where they are new."""
        place = EnrolParticipant(
            self._cohort.id,
            self.person.given or NOBODY_YET,
            self.funding.given,
            self.order.given,
            self.status,
            "" if self.reason_row.isHidden() else self.reason.text(),
        )
        return EnrolNewcomer(self.newcomer(), place) if self.adds else place


class SubstituteDialog(PersonDialog):
    """The funding stays with the place."""

    def __init__(self, desk: Desk, leaving: ParticipantRow) -> None:
        who = full_name(leaving.given_name, leaving.family_name)
        paid = FUNDING_WORDS[leaving.funding] if leaving.funding else "not decided yet"
        intro = f"{who} leaves the cohort, and the place goes to another person with its funding: {paid}."
        super().__init__(desk, f"Who takes the place of {who}?", "Substitute", intro)
        self._leaving = leaving
        today = self.desk.clock.today()
        self.on, self.told_on = DateField(today), DateField(today)
        self.order, self.reason = TextField(leaving.po_number, rule=code_of), TextField()
        since = self.add("From", self.on, about="on")
        self.beside(since, self.add("Notified on", self.told_on, "When the office was told"))
        hint = f"That of {leaving.organisation}: ask for another where the organisation differs"
        self.add("PO number", self.order, hint if leaving.po_number else "", about="po_number")
        self.needs = FactFields(self, facts_in(NoteNeeds, BOOKING), hints={"access": "Of whoever joins"})
        self.add("Reason", self.reason, "Kept with the place that is left")

    def action(self) -> Action[Any]:
        """Pass the place on, adding the person first where they are new."""
        place = Substitute(
            self._leaving.id,
            self.person.given or NOBODY_YET,
            self.on.day,
            self.order.given,
            **self.needs.given,
            reason=self.reason.given,
            notified_on=self.told_on.day,
        )
        return SubstituteNewcomer(self.newcomer(), place) if self.adds else place

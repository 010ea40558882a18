"""Dialogs about places that people hold: funding, leaving, going over capacity, booking, needs."""

from collections.abc import Sequence
from typing import Any

from aspire_desktop.domain.office.facts import facts_in
from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.values import EnrolmentId
from aspire_desktop.domain.programmes.enrolments import (
    BOOKING,
    HOLDS_A_PLACE,
    NeedsRow,
    ParticipantRow,
    Status,
)
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.several import Several
from aspire_desktop.services.programmes.enrolments import (
    ChangeBooking,
    ChangeFunding,
    MoveEnrolment,
    NoteNeeds,
)
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.choices import OneOf
from aspire_desktop.ui.forms.fact_fields import FactFields
from aspire_desktop.ui.forms.form import GIVE_REASON
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.screens.programmes.cohort.add_person import funding_field
from aspire_desktop.ui.widgets.date_field import DateField

_VERBS = {
    Status.WITHDRAWN: (
        "Withdraw",
        "frees the place; a subsidised one goes back to its agreement unless enough was attended to claim it",
    ),
    Status.DEFERRED: ("Defer", "frees the place here; a subsidised place is kept for a later cohort"),
}

NO_PLACE = "This ends the booking. No place is held, so none comes free."
UP_TO_THEN = "Sessions up to then stay on the register"


def whom(people: Sequence[ParticipantRow]) -> str:
    """Name one person, or count several."""
    if len(people) == 1:
        return full_name(people[0].given_name, people[0].family_name)
    return f"{len(people)} people"


class FundingDialog(FormDialog):
    """Who pays; a subsidised place is taken or released in the same step."""

    def __init__(self, desk: Desk, people: Sequence[ParticipantRow]) -> None:
        super().__init__(desk, f"Change funding of {whom(people)}", "Change funding")
        self._people = people
        self.funding = funding_field(people[0].funding)
        self.add("Place &funded by", self.funding)

    def action(self) -> Action[Any]:
        """Change the funding of everybody, or of nobody where one is refused."""
        actions = tuple(ChangeFunding(row.id, self.funding.given) for row in self._people)
        return Several(actions, f"Change funding of {whom(self._people)}")


class LeaveDialog(FormDialog):
    """Withdraw or defer, from a day on and for a reason."""

    def __init__(self, desk: Desk, people: Sequence[ParticipantRow], status: Status) -> None:
        self._verb, what = _VERBS[status]
        held = any(row.status in HOLDS_A_PLACE for row in people)
        super().__init__(
            desk, f"{self._verb} {whom(people)}", self._verb, f"This {what}." if held else NO_PLACE
        )
        self._people, self._status = people, status
        today = self.desk.clock.today()
        self.reason, self.on, self.notified = TextField(), DateField(today), DateField(today)
        self.reason_row = self.add("&Reason", self.reason, "Kept with the place", need=GIVE_REASON)
        effective = self.add("Effective &from", self.on, UP_TO_THEN if held else "")
        told = self.add("&Notified on", self.notified, "When the office was told")
        self.beside(effective, told)

    def action(self) -> Action[Any]:
        """Let everybody leave, or nobody where one is refused."""
        actions = tuple(
            MoveEnrolment(
                row.id, self._status, self.on.day, self.reason.text(), notified_on=self.notified.day
            )
            for row in self._people
        )
        return Several(actions, f"{self._verb} {whom(self._people)}")


class OverCapacityDialog(FormDialog):
    """Give a place although none is free, for a reason."""

    def __init__(self, desk: Desk, people: Sequence[ParticipantRow], status: Status) -> None:
        verb = "Offer" if status is Status.OFFERED else "Confirm"
        super().__init__(desk, f"{verb} a place to {whom(people)}", f"{verb} place", "No place is free.")
        self._people, self._status, self._title = people, status, f"{verb} a place to {whom(people)}"
        self.reason = TextField()
        need = "Say why one more person may join"
        self.reason_row = self.add(
            "&Reason to go over capacity", self.reason, "Kept with the place", need=need
        )

    def action(self) -> Action[Any]:
        """Give the places with the reason."""
        reason, today = self.reason.given, self.desk.clock.today()
        actions = tuple(
            MoveEnrolment(row.id, self._status, today, over_capacity_reason=reason) for row in self._people
        )
        return Several(actions, self._title)


class BookingDialog(FormDialog):
    """The purchase order number and the role with which somebody is booked."""

    def __init__(self, desk: Desk, person: ParticipantRow) -> None:
        super().__init__(desk, f"Booking of {whom([person])}", "Save booking")
        hints = {"job_title": "As it stands on this cohort's papers"}
        self.told = FactFields(self, facts_in(ChangeBooking, BOOKING), hints=hints)
        self.begin(ChangeBooking(person.id, person.job_title, person.po_number))
        self.told["po_number"].selectAll()


class NeedsDialog(FormDialog):
    """Access and dietary needs: for administrators, never on sheets or in exports."""

    def __init__(
        self,
        desk: Desk,
        people: Sequence[ParticipantRow],
        noted: Sequence[NeedsRow],
        first: EnrolmentId | None = None,
    ) -> None:
        intro = "Only administrators see these. They are never printed on sheets or exported."
        super().__init__(desk, "Access and dietary needs", "Save needs", intro)
        self._noted = {row.enrolment_id: row for row in noted}
        words = {row.id: f"{whom([row])}{' · noted' if row.id in self._noted else ''}" for row in people}
        self.person = OneOf(words, first)
        self.add("&Person", self.person, f"{_count(len(self._noted))} on this cohort with needs noted")
        self.told = FactFields(self, facts_in(NoteNeeds, BOOKING), others="p")
        self.person.currentIndexChanged.connect(self._follow_person)
        self._follow_person()

    def _follow_person(self) -> None:
        id = self.person.given
        noted = self._noted.get(id)
        self.begin(NoteNeeds(id, noted.access if noted else "", noted.dietary if noted else ""))


def _count(people: int) -> str:
    return "1 person" if people == 1 else f"{people or 'Nobody'}{' people' if people else ''}"

"""Dialogs about places that people hold: funding, leaving, going over capacity, booking, needs."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar, cast

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.facts import facts_in
from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, a_few
from aspire_desktop.domain.programmes.cohorts import OVER, CohortRow
from aspire_desktop.domain.programmes.enrolments import (
    BOOKING,
    HOLDS_A_PLACE,
    Funding,
    NeedsRow,
    ParticipantRow,
    Status,
)
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.several import Several
from aspire_desktop.services.door.touched import OnlyTouched
from aspire_desktop.services.programmes.enrolments import (
    ChangeBooking,
    ChangeFunding,
    MoveEnrolment,
    NoteNeeds,
)
from aspire_desktop.services.programmes.moving import DeferTo, MoveToCohort
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.choices import OneOf
from aspire_desktop.ui.forms.fact_fields import FactFields
from aspire_desktop.ui.forms.form import GIVE_REASON
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.form_row import FormRow
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.screens.programmes.cohort.add_person import funding_field
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.words import FUNDING_WORDS, dates_words

V = TypeVar("V")
_VERBS = {
    Status.WITHDRAWN: (
        "Withdraw",
        "frees the place; a subsidised one goes back to its agreement unless enough was attended to claim it",
    ),
    Status.DECLINED: ("Decline", "ends the offer and frees the place; they may be asked again"),
    Status.NO_SHOW: (
        "No-show of",
        "notes that they did not come; the place is not free again, and a charge may be due",
    ),
    Status.DEFERRED: ("Defer", "frees the place here; a subsidised place is kept for a later cohort"),
}

NOT_KNOWN = "A later cohort that is not known yet"
NO_PLACE = "This ends the booking. No place is held, so none comes free."
UP_TO_THEN = "Sessions up to then stay on the register"


def later_cohorts(
    rows: Sequence[CohortRow], than: CohortRow, today: date, *, any_version: bool = False
) -> dict[CohortId, str]:
    """Give the other cohorts of the same version, or programme, that are to come, with their places free."""
    return {
        row.id: f"{row.code}, {dates_words(row.first_on, row.last_on)}, {row.room.free} free"
        for row in sorted(rows, key=lambda row: (row.first_on or date.max, row.code))
        if row.id != than.id
        and row.stage not in OVER
        and (row.last_on or today) >= today
        and (row.programme == than.programme if any_version else row.version_id == than.version_id)
    }


def whom(people: Sequence[ParticipantRow]) -> str:
    """Name one person, or count several."""
    if len(people) == 1:
        return full_name(people[0].given_name, people[0].family_name)
    return f"{len(people)} people"


class _OfSeveral(FormDialog, Generic[V]):
    """One act for several people, which carries what was read of each: their `fact`.

    Whose place somebody else changed meanwhile gets a row of their own, theirs beside mine.
    """

    fact: ClassVar[str]

    def __init__(
        self, desk: Desk, title: str, verb: str, people: Sequence[ParticipantRow], intro: str = ""
    ) -> None:
        named = [whom([row]) for row in people]
        told = [f"{a_few(named)}.", intro] if len(named) > 1 else [intro]
        super().__init__(desk, f"{title} {whom(people)}", verb, " ".join(filter(None, told)))
        self._title, self._people = title, {row.id: row for row in people}
        self._read: dict[EnrolmentId, V] = {row.id: getattr(row, self.fact) for row in people}
        self._disputed: dict[EnrolmentId, OneOf[V]] = {}

    def wanted(self) -> V:
        """Give what is wanted for everybody who is not in dispute."""
        raise NotImplementedError

    def words_of(self, value: V) -> str:
        """Say a value."""
        raise NotImplementedError

    def act(self, id: EnrolmentId, wanted: V, read: V) -> Action[Any]:
        """Give what is to be done for one of them."""
        raise NotImplementedError

    def action(self) -> Action[Any]:
        """Do it for everybody, or for nobody where one is refused; whoever stays as they were is left."""
        acts = {
            id: self.act(id, wanted, read)
            for id, read in self._read.items()
            if (wanted := self._disputed[id].given if id in self._disputed else self.wanted()) != read
        }
        return Several(tuple(acts.values()), f"{self._title} {whom([self._people[id] for id in acts])}")

    def show_clashes(self, explanation: Explanation) -> None:
        """Show beside each other, for whom it is in dispute, what is wanted and what is stored by now."""
        for clash in explanation.clashes:
            assert isinstance(clash.of, ChangeFunding | MoveEnrolment)
            theirs = cast("V", clash.theirs)
            self._dispute(clash.of.enrolment_id, theirs).show_clash(theirs, explanation.what)
            self.refit()

    def _dispute(self, id: EnrolmentId, theirs: V) -> FormRow:
        mine = self._disputed[id].given if id in self._disputed else self.wanted()
        options = {mine: self.words_of(mine), theirs: self.words_of(theirs)}
        self._read[id] = theirs
        row = self.row_about(str(id))
        if row is None:
            self._disputed[id] = OneOf(options, mine)
            row = self.add(whom([self._people[id]]), self._disputed[id], about=str(id))
            row.show()  # now, and not with the next event: what is hidden need not be decided
        self._disputed[id].offer(options)
        return row


class FundingDialog(_OfSeveral[Funding | None]):
    """Who pays; a subsidised place is taken or released in the same step."""

    fact = "funding"

    def __init__(self, desk: Desk, people: Sequence[ParticipantRow]) -> None:
        super().__init__(desk, "Change funding of", "Change funding", people)
        self.funding = funding_field(people[0].funding)
        self.add("Place &funded by", self.funding)

    def wanted(self) -> Funding | None:
        """Give who is to pay."""
        return self.funding.given

    def words_of(self, value: Funding | None) -> str:
        """Say who pays."""
        return FUNDING_WORDS[value]

    def act(self, id: EnrolmentId, wanted: Funding | None, read: Funding | None) -> Action[Any]:
        """Change who pays."""
        return OnlyTouched(ChangeFunding(id, wanted), ChangeFunding(id, read))


class _Moving(_OfSeveral[Status]):
    """Moves people on from where they were read to stand."""

    fact = "status"
    to: Status

    def wanted(self) -> Status:
        """Give to where they are to move."""
        return self.to

    def words_of(self, value: Status) -> str:
        """Say where somebody stands."""
        return str(value).capitalize()


class LeaveDialog(_Moving):
    """Withdraw or defer, from a day on and for a reason."""

    def __init__(self, desk: Desk, people: Sequence[ParticipantRow], status: Status) -> None:
        verb, what = _VERBS[status]
        held = any(row.status in HOLDS_A_PLACE for row in people)
        super().__init__(desk, verb, verb, people, f"This {what}." if held else NO_PLACE)
        self.to = status
        today = self.desk.clock.today()
        self.reason, self.on, self.notified = TextField(), DateField(today), DateField(today)
        self.reason_row = self.add("&Reason", self.reason, "Kept with the place", need=GIVE_REASON)
        effective = self.add("Effective &from", self.on, UP_TO_THEN if held else "")
        told = self.add("&Notified on", self.notified, "When the office was told")
        self.beside(effective, told)

    def act(self, id: EnrolmentId, wanted: Status, read: Status) -> Action[Any]:
        """Let somebody leave."""
        reason, told = self.reason.text(), self.notified.day
        return MoveEnrolment(id, wanted, self.on.day, reason, notified_on=told, read=read)


class DeferDialog(LeaveDialog):
    """Defer, to a cohort that is named or to one that is not known yet."""

    def __init__(self, desk: Desk, people: Sequence[ParticipantRow], cohort: CohortRow) -> None:
        super().__init__(desk, people, Status.DEFERRED)
        self._cohort = cohort
        self.to_cohort = OneOf[CohortId | None]({None: NOT_KNOWN}, None)
        self.to_cohort.put(None)
        self.add(
            "&To cohort", self.to_cohort, "Funding, order, needs and approval go along", about="cohort_id"
        )
        self.desk.ask(cohort_rows.about(self.desk.clock.today()), self._offer)

    def _offer(self, rows: Sequence[CohortRow]) -> None:
        self.to_cohort.offer({None: NOT_KNOWN} | later_cohorts(rows, self._cohort, self.desk.clock.today()))

    def act(self, id: EnrolmentId, wanted: Status, read: Status) -> Action[Any]:
        """Defer to the cohort named; somebody else’s other move stays as it is."""
        there = self.to_cohort.given
        if there is None or wanted is not Status.DEFERRED:
            return super().act(id, wanted, read)
        return DeferTo(id, there, self.on.day, self.reason.given, notified_on=self.notified.day, read=read)


class MoveCohortDialog(_Moving):
    """Move people who have no place yet to another cohort, to stand there as they stand here."""

    def __init__(self, desk: Desk, people: Sequence[ParticipantRow], cohort: CohortRow) -> None:
        intro = "Whoever waits goes to the end of the waiting list there."
        super().__init__(desk, "Move", "Move to cohort", people, intro)
        self.to = Status.WITHDRAWN
        self._cohort = cohort
        self.to_cohort = OneOf[CohortId]({})
        self.reason = TextField()
        self.add("&To cohort", self.to_cohort, need="Choose a cohort that is to come", about="cohort_id")
        self.add("&Reason", self.reason, "Kept with the booking")
        self.desk.ask(cohort_rows.about(self.desk.clock.today()), self._offer)

    def _offer(self, rows: Sequence[CohortRow]) -> None:
        self.to_cohort.offer(later_cohorts(rows, self._cohort, self.desk.clock.today(), any_version=True))

    def act(self, id: EnrolmentId, wanted: Status, read: Status) -> Action[Any]:
        """Move somebody."""
        return MoveToCohort(id, self.to_cohort.given, self.reason.given, read)


class OverCapacityDialog(_Moving):
    """Give a place although none is free, for a reason."""

    def __init__(self, desk: Desk, people: Sequence[ParticipantRow], status: Status) -> None:
        verb = "Offer" if status is Status.OFFERED else "Confirm"
        super().__init__(desk, f"{verb} a place to", f"{verb} place", people, "No place is free.")
        self.to = status
        self.reason = TextField()
        need = "Say why one more person may join"
        self.reason_row = self.add(
            "&Reason to go over capacity", self.reason, "Kept with the place", need=need
        )

    def act(self, id: EnrolmentId, wanted: Status, read: Status) -> Action[Any]:
        """Give the place with the reason."""
        today = self.desk.clock.today()
        return MoveEnrolment(id, wanted, today, over_capacity_reason=self.reason.given, read=read)


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
        self._typed: dict[EnrolmentId, tuple[NoteNeeds, dict[str, str]]] = {}
        self._noted = {row.enrolment_id: row for row in noted}
        words = {row.id: f"{whom([row])}{' · noted' if row.id in self._noted else ''}" for row in people}
        self.person = OneOf(words, first)
        self.add("&Person", self.person, f"{_count(len(self._noted))} on this cohort with needs noted")
        self.told = FactFields(self, facts_in(NoteNeeds, BOOKING), others="p")
        self.person.currentIndexChanged.connect(self._follow_person)
        self._follow_person()

    def _follow_person(self) -> None:
        """Show another person's needs, with what was typed of theirs; nothing said of the one before."""
        self._keep_typed()
        self.clear()
        id = self.person.given
        read, typed = self._typed.get(id, (self._on_record(id), {}))
        self.begin(read)
        for name, value in typed.items():
            self.told[name].put(value)
        self.fit()

    def _keep_typed(self) -> None:
        """Keep what was typed of the person before; a clash that is not decided is asked anew."""
        if not isinstance(self.read, NoteNeeds):
            return
        undecided = any(not line.is_decided for row in self.rows for line in row.clashes)
        id = self.read.enrolment_id
        typed = {name: str(value) for name, value in self.facts.items()}
        self._typed[id] = (self._on_record(id) if undecided else self.read, typed)

    def _on_record(self, id: EnrolmentId) -> NoteNeeds:
        noted = self._noted.get(id)
        return NoteNeeds(id, noted.access if noted else "", noted.dietary if noted else "")


def _count(people: int) -> str:
    return "1 person" if people == 1 else f"{people or 'Nobody'}{' people' if people else ''}"

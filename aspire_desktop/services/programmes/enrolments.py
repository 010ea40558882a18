"""What may be done with places on a cohort: enrol, move on, substitute, fund, note needs."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from aspire_desktop.domain.office.errors import Clash, Clashing, RuleBroken
from aspire_desktop.domain.office.facts import facts_in
from aspire_desktop.domain.office.kept_apart import refuse_if_kept_apart
from aspire_desktop.domain.office.people import Person
from aspire_desktop.domain.office.values import (
    CohortId,
    EnrolmentId,
    OrganisationId,
    PersonId,
    tidy,
)
from aspire_desktop.domain.office.written import Code, CodeOrKept, Prose, Words, WordsIfAny
from aspire_desktop.domain.programmes.cohorts import Cohort, Room, check_place_free
from aspire_desktop.domain.programmes.enrolments import (
    BOOKING,
    HOLDS_A_PLACE,
    STILL_TO_COME,
    Enrolment,
    Funding,
    Needs,
    Status,
    Step,
    check_move,
    check_no_show,
    is_subsidised,
    refuse_days_to_come,
)
from aspire_desktop.domain.programmes.offers import answerable, check_lapsed, offer_until
from aspire_desktop.domain.programmes.programmes import ApprovalRule, Version
from aspire_desktop.services.door.action import Action, Change, Effect
from aspire_desktop.services.door.touched import changed_by
from aspire_desktop.services.money.places import (
    Taker,
    check_passing_on,
    live_place,
    pass_on,
    place_for,
    refuse_ineligible,
    refuse_second_place,
    refuse_two_payers,
    release_place,
    settle_place,
)
from aspire_desktop.services.office.people import present_employment
from aspire_desktop.storage.lookups.programmes.approvals import is_approved
from aspire_desktop.storage.lookups.programmes.cohorts import held_places, session_rows
from aspire_desktop.storage.tables.programmes.enrolments import enrolments, needs
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class EnrolParticipant(Action[EnrolmentId]):
    """Give a person a place on a cohort (or on its waiting list), with who pays for it."""

    cohort_id: CohortId
    person_id: PersonId
    funding: Funding | None = None
    po_number: Code = ""
    status: Status = Status.CONFIRMED
    over_capacity_reason: Prose = ""

    def apply(self, work: UnitOfWork) -> Effect[EnrolmentId]:
        """Refuse a person enrolled already, a full cohort without a reason, a pool without a free place.

        Where the version says so, also a place that no manager has approved.
        """
        refuse_unapproved(work, self)
        enrolled = enrol(work, self)
        name = work.get(Person, self.person_id).full_name()
        code = work.get(Cohort, self.cohort_id).code
        return Effect(f"Enrol {name} on {code}", enrolled.id)


@dataclass(frozen=True)
class MoveEnrolment(Action[None]):
    """Move an enrolment on: offered, confirmed, withdrawn, deferred ... from a day on, with a reason."""

    enrolment_id: EnrolmentId
    status: Status
    on: date
    """Since when it counts: the effective day."""
    reason: Prose = ""
    over_capacity_reason: Prose = ""
    notified_on: date | None = None
    """When the office was told; None: today."""
    read: Status | None = None
    """As what the place was read by whoever moves it; None where nobody looked."""
    offered_until: date | None = None
    """The last day for an answer to an offer; None: as many days as the version says."""

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a move that cannot follow; take or release the funded place as the move asks.

        One that somebody else has moved since it was read is a Clash, unless to where it is to go.
        """
        enrolment = work.get(Enrolment, self.enrolment_id)
        cohort = work.get(Cohort, enrolment.cohort_id)
        if not self.is_done(work):
            self.refuse(work)
            reason = self.reason or self.over_capacity_reason
            note_step(work, enrolment, self.status, self.on, reason, self.notified_on)
            settle_place(work, enrolment, self.on)
            if self.status is Status.OFFERED and self.offered_until is not None:
                enrolment.offered_until = self.offered_until
        return Effect(f"{name_on(work, enrolment)}, {cohort.code}: {self.status}", None)

    def is_done(self, work: UnitOfWork) -> bool:
        """Tell whether somebody else has made this very move since the place was read."""
        return (
            self.read not in (None, self.status)
            and self.status is work.get(Enrolment, self.enrolment_id).status
        )

    def refuse(self, work: UnitOfWork) -> None:
        """Raise what stands in the way, before anything is written."""
        enrolment = work.get(Enrolment, self.enrolment_id)
        if self.read is not None and enrolment.status not in (self.read, self.status):
            moved = Clashing("status", enrolment.status, of=self)
            raise Clash(changed_by(work, [(enrolments.name, enrolment.id)]), (moved,))
        cohort = work.get(Cohort, enrolment.cohort_id)
        version = work.get(Version, cohort.version_id)
        if self.status in STILL_TO_COME:
            refuse_if_kept_apart(work.get(Person, enrolment.person_id))
        approved = work.ask(is_approved, enrolment.id)
        check_move(enrolment.status, self.status, version.approval, approved=approved)
        refuse_days_to_come(work.clock.today(), self.on, self.notified_on)
        if self.status is Status.SUBSTITUTED:
            raise RuleBroken(
                "A place is passed on to somebody.", do="Substitute the person who takes it over."
            )
        if self.offered_until is not None:
            answerable(self.offered_until, work.clock.today())
        if self.status is Status.LAPSED:
            check_lapsed(enrolment.offered_until, work.clock.today())
        if self.status is Status.NO_SHOW:
            check_no_show(cohort.code, [day.on for day in work.ask(session_rows, cohort.id)], self.on)
        if self.status in HOLDS_A_PLACE and enrolment.status not in HOLDS_A_PLACE:
            check_capacity(work, cohort.id, self.over_capacity_reason)
        if self.status in HOLDS_A_PLACE and live_place(work, enrolment) is None:
            taker = Taker(enrolment.person_id, enrolment.organisation_id, name_on(work, enrolment))
            check_funding(work, cohort.id, enrolment.funding, taker)


@dataclass(frozen=True)
class Substitute(Action[EnrolmentId]):
    """Let another person take over a place before the cohort starts; the funding stays with the place."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    on: date
    po_number: CodeOrKept = None
    """The purchase order of whoever joins; None: that of whoever leaves."""
    access: WordsIfAny = ""
    dietary: WordsIfAny = ""
    """Needs of whoever joins; those of whoever leaves are nobody else's."""
    reason: Prose = ""
    notified_on: date | None = None
    """When the office was told; None: today."""

    def apply(self, work: UnitOfWork) -> Effect[EnrolmentId]:
        """Refuse it later than the policy of the version, or of the agreement that pays, allows."""
        leaving = work.get(Enrolment, self.enrolment_id)
        cohort = work.get(Cohort, leaving.cohort_id)
        place = live_place(work, leaving)
        check_passing_on(work, cohort, place, self.on)
        check_move(leaving.status, Status.SUBSTITUTED)
        refuse_days_to_come(work.clock.today(), work.clock.today(), self.notified_on)
        order = leaving.po_number if self.po_number is None else self.po_number
        joining = book(work, EnrolParticipant(cohort.id, self.person_id, leaving.funding, order), self.on)
        if place is not None:
            refuse_second_place(work, place.agreement_id, joining.person_id, cohort)
            if joining.organisation_id != leaving.organisation_id:
                refuse_ineligible(work, place.agreement_id, joining.organisation_id, cohort)
            pass_on(work, place, joining, "Substituted")
        names = name_on(work, joining), name_on(work, leaving)
        note_needs(work, NoteNeeds(joining.id, self.access, self.dietary))
        why = f"Substituted by {names[0]}{f': {tidy(self.reason)}' if self.reason else ''}"
        note_step(work, leaving, Status.SUBSTITUTED, self.on, why, self.notified_on)
        return Effect(f"{names[0]} substitutes {names[1]} on {cohort.code}", joining.id)


@dataclass(frozen=True)
class ChangeFunding(Change[None]):
    """Set who pays for a place; a subsidised place is taken or released in the same step."""

    enrolment_id: EnrolmentId
    funding: Funding | None

    def stored(self, work: UnitOfWork) -> Self:
        """Give who pays by now."""
        return replace(self, funding=work.get(Enrolment, self.enrolment_id).funding)

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a subsidy when no place of a fitting agreement is free."""
        enrolment = work.get(Enrolment, self.enrolment_id)
        if enrolment.funding != self.funding:
            release_place(work, enrolment, "Funding changed")
            refuse_two_payers(work, enrolment, self.funding)
            enrolment.funding = self.funding
            settle_place(work, enrolment, work.clock.today())
        word = f"{self.funding}-funded" if self.funding else "no funding"
        return Effect(f"{name_on(work, enrolment)}: {word}", None)


@dataclass(frozen=True)
class ChangeBooking(Change[None]):
    """Set the job title and purchase order number of an enrolment."""

    enrolment_id: EnrolmentId
    job_title: Words
    po_number: Code

    def stored(self, work: UnitOfWork) -> Self:
        """Give what is on record of the booking."""
        enrolment = work.get(Enrolment, self.enrolment_id)
        told = {fact.name: fact.of(enrolment) for fact in facts_in(type(self), BOOKING)}
        return type(self)(enrolment_id=self.enrolment_id, **told)

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Change what is told of it as given."""
        enrolment = work.get(Enrolment, self.enrolment_id)
        for fact in facts_in(type(self), BOOKING):
            setattr(enrolment, fact.name, tidy(fact.of(self)))
        return Effect(f"Change the booking of {name_on(work, enrolment)}", None)


@dataclass(frozen=True)
class NoteNeeds(Change[None]):
    """Set somebody's access and dietary needs for one cohort; kept apart and restricted."""

    enrolment_id: EnrolmentId
    access: WordsIfAny
    dietary: WordsIfAny

    def stored(self, work: UnitOfWork) -> Self:
        """Give what is noted by now."""
        noted = work.first(Needs, needs.c.enrolment_id == self.enrolment_id)
        return replace(self, access=noted.access if noted else "", dietary=noted.dietary if noted else "")

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Change both as given; nothing left means nothing kept. Refuse a record kept as evidence only."""
        note_needs(work, self)
        return Effect(f"Note the needs of {name_on(work, work.get(Enrolment, self.enrolment_id))}", None)


def refuse_unapproved(work: UnitOfWork, wanted: EnrolParticipant) -> None:
    """Raise RuleBroken where somebody would get a place at once whose manager must approve first."""
    version = work.get(Version, work.get(Cohort, wanted.cohort_id).version_id)
    if wanted.status in HOLDS_A_PLACE and version.approval is ApprovalRule.BLOCKS:
        raise RuleBroken(
            f"{version.title} gives nobody a place whose manager has not approved.",
            do="Nominate the person, and record the approval first.",
        )


def check_capacity(work: UnitOfWork, cohort_id: CohortId, reason: str = "") -> None:
    """Raise RuleBroken where the cohort is full and no reason is given for going over."""
    cohort = work.get(Cohort, cohort_id)
    check_place_free(cohort.code, Room(cohort.capacity, work.ask(held_places, cohort.id)), reason)


def check_funding(work: UnitOfWork, cohort_id: CohortId, funding: Funding | None, taker: Taker) -> None:
    """Raise RuleBroken where no place is free for the funding and who would take it."""
    if is_subsidised(funding):
        place_for(work, work.get(Cohort, cohort_id), funding, taker)


def taker_of(work: UnitOfWork, person_id: PersonId) -> Taker:
    """Give what somebody on record is as the taker of a place."""
    job = present_employment(work, person_id)
    body = None if job is None else OrganisationId(job.organisation_id)
    return Taker(person_id, body, work.get(Person, person_id).full_name())


def enrol(work: UnitOfWork, wanted: EnrolParticipant, reason: str = "") -> Enrolment:
    """Enrol a person within an action that does more; every check comes before the first write."""
    if wanted.status in HOLDS_A_PLACE:
        check_capacity(work, wanted.cohort_id, wanted.over_capacity_reason)
        check_funding(work, wanted.cohort_id, wanted.funding, taker_of(work, wanted.person_id))
    enrolled = book(work, wanted, work.clock.today(), reason)
    settle_place(work, enrolled, work.clock.today())
    return enrolled


def note_needs(work: UnitOfWork, wanted: NoteNeeds) -> None:
    """Note needs within an action that does more."""
    access, dietary = tidy(wanted.access), tidy(wanted.dietary)
    if access or dietary:
        refuse_if_kept_apart(work.get(Person, work.get(Enrolment, wanted.enrolment_id).person_id))
    noted = work.first(Needs, needs.c.enrolment_id == wanted.enrolment_id)
    if noted is None:
        if access or dietary:
            work.add(Needs(wanted.enrolment_id, access, dietary))
    elif access or dietary:
        noted.access, noted.dietary = access, dietary
    else:
        work.delete(noted)


def book(work: UnitOfWork, wanted: EnrolParticipant, on: date, reason: str = "") -> Enrolment:
    """Make the enrolment and its first step; refuse whoever is or was on the cohort: theirs goes on."""
    person = work.get(Person, wanted.person_id)
    refuse_if_kept_apart(person)
    cohort = work.get(Cohort, wanted.cohort_id)
    same = (enrolments.c.cohort_id == cohort.id) & (enrolments.c.person_id == person.id)
    if work.first(Enrolment, same):
        raise RuleBroken(
            f"{person.full_name()} is on {cohort.code} already.",
            do="Open the person's place on the cohort instead.",
        )
    job = present_employment(work, person.id)
    if job is None:
        raise RuleBroken(f"{person.full_name()} has no organisation.", do="Add where they work first.")
    enrolled = work.add(
        Enrolment(
            cohort.id,
            person.id,
            OrganisationId(job.organisation_id),
            wanted.status,
            job.job_title,
            wanted.funding,
            tidy(wanted.po_number),
            _until(work, cohort.id, wanted.status),
        )
    )
    why = ". ".join(filter(None, (reason, wanted.over_capacity_reason)))
    work.add(Step(enrolled.id, wanted.status, on, work.clock.today(), why))
    return enrolled


def note_step(
    work: UnitOfWork,
    enrolment: Enrolment,
    status: Status,
    on: date,
    reason: str,
    notified_on: date | None = None,
) -> None:
    """Move a booking on, with the step that says since when, when it was told and why.

    An offer gets the last day that its version gives it; a place on the waiting list ends with the waiting.
    """
    if status is not Status.WAITING:
        enrolment.waiting_order = None
    enrolment.status, enrolment.offered_until = status, _until(work, enrolment.cohort_id, status)
    work.add(Step(enrolment.id, status, on, notified_on or work.clock.today(), tidy(reason)))


def _until(work: UnitOfWork, cohort_id: CohortId, status: Status) -> date | None:
    if status is not Status.OFFERED:
        return None
    version = work.get(Version, work.get(Cohort, cohort_id).version_id)
    return offer_until(work.clock.today(), version.offer_days)


def name_on(work: UnitOfWork, enrolment: Enrolment) -> str:
    """Give the name of whoever a booking is for."""
    return work.get(Person, enrolment.person_id).full_name()

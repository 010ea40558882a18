"""What may be done with places on a cohort: enrol, move on, substitute, fund, note needs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from aspire_desktop.domain.office.errors import Clash, Clashing, Refused, RuleBroken, Stale
from aspire_desktop.domain.office.facts import facts_in
from aspire_desktop.domain.office.kept_apart import refuse_if_kept_apart
from aspire_desktop.domain.office.people import Person
from aspire_desktop.domain.office.values import (
    CohortId,
    EnrolmentId,
    OrganisationId,
    PersonId,
    long_date,
    tidy,
)
from aspire_desktop.domain.office.written import Code, Prose, Words, WordsIfAny
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
    is_subsidised,
)
from aspire_desktop.domain.programmes.programmes import Version
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
from aspire_desktop.storage.lookups.programmes.cohorts import held_places
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
        """Refuse a person enrolled already, a full cohort without a reason, a pool without a free place."""
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

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a move that cannot follow; take or release the funded place as the move asks.

        One that somebody else has moved since it was read is a Clash, unless to where it is to go.
        """
        enrolment = work.get(Enrolment, self.enrolment_id)
        cohort = work.get(Cohort, enrolment.cohort_id)
        if not self.is_done(work):
            self.refuse(work)
            reason = self.reason or self.over_capacity_reason
            _step(work, enrolment, self.status, self.on, reason, self.notified_on)
            settle_place(work, enrolment, self.on)
        return Effect(f"{_name(work, enrolment)}, {cohort.code}: {self.status}", None)

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
        check_move(enrolment.status, self.status, version.approval)
        if self.on > work.clock.today():
            raise RuleBroken(
                f"{long_date(self.on)} is still to come, and the place would change at once.",
                do="Give today or an earlier day, or come back on that day.",
            )
        if self.notified_on is not None and self.notified_on > work.clock.today():
            raise RuleBroken(
                f"Nobody can have told it on {long_date(self.notified_on)}, which is still to come.",
                do="Give the day on which the office was told.",
            )
        if self.status is Status.SUBSTITUTED:
            raise RuleBroken(
                "A place is passed on to somebody.", do="Substitute the person who takes it over."
            )
        if self.status in HOLDS_A_PLACE and enrolment.status not in HOLDS_A_PLACE:
            check_capacity(work, cohort.id, self.over_capacity_reason)
        if self.status in HOLDS_A_PLACE and live_place(work, enrolment) is None:
            taker = Taker(enrolment.person_id, enrolment.organisation_id, _name(work, enrolment))
            check_funding(work, cohort.id, enrolment.funding, taker)


@dataclass(frozen=True)
class NotMoved:
    """Somebody who was not moved on with the others, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class MovePeople(Action[tuple[NotMoved, ...]]):
    """Move several people on: each who can be is moved, and whoever cannot be does not stop the others."""

    moves: tuple[MoveEnrolment, ...]

    def apply(self, work: UnitOfWork) -> Effect[tuple[NotMoved, ...]]:
        """Give who was left as they are; refuse where that is everybody."""
        titles, left = list[str](), list[NotMoved]()
        for move in self.moves:
            if move.is_done(work):
                continue
            try:
                move.refuse(work)
            except Refused as refused:
                left.append(self._left(work, move, refused))
                continue
            titles.append(move.apply(work).title)
            work.flush()
        if left and not titles:
            raise Stale(_not_moved(left), frozenset({enrolments.name}))
        title = titles[0] if len(titles) == 1 else f"Move {len(titles)} people on: {self.moves[0].status}"
        return Effect(title, tuple(left))

    def _left(self, work: UnitOfWork, move: MoveEnrolment, refused: Refused) -> NotMoved:
        enrolment = work.get(Enrolment, move.enrolment_id)
        said = refused.explanation
        now = f"{enrolment.status} by now. " if said.clashes else ""
        return NotMoved(_name(work, enrolment), f"{now}{said.what}")


@dataclass(frozen=True)
class Substitute(Action[EnrolmentId]):
    """Let another person take over a place before the cohort starts; the funding stays with the place."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    on: date

    def apply(self, work: UnitOfWork) -> Effect[EnrolmentId]:
        """Refuse it later than the policy of the version, or of the agreement that pays, allows."""
        leaving = work.get(Enrolment, self.enrolment_id)
        cohort = work.get(Cohort, leaving.cohort_id)
        place = live_place(work, leaving)
        check_passing_on(work, cohort, place, self.on)
        check_move(leaving.status, Status.SUBSTITUTED)
        joining = _enrolment(
            work, EnrolParticipant(cohort.id, self.person_id, leaving.funding, leaving.po_number), self.on
        )
        if place is not None:
            refuse_second_place(work, place.agreement_id, joining.person_id, cohort)
            if joining.organisation_id != leaving.organisation_id:
                refuse_ineligible(work, place.agreement_id, joining.organisation_id, cohort)
            pass_on(work, place, joining, "Substituted")
        names = _name(work, joining), _name(work, leaving)
        _step(work, leaving, Status.SUBSTITUTED, self.on, f"Substituted by {names[0]}")
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
        return Effect(f"{_name(work, enrolment)}: {word}", None)


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
        return Effect(f"Change the booking of {_name(work, enrolment)}", None)


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
        return Effect(f"Note the needs of {_name(work, work.get(Enrolment, self.enrolment_id))}", None)


def _not_moved(left: Sequence[NotMoved]) -> str:
    return " ".join(f"{each.name}: {each.reason}" for each in left)


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


def enrol(work: UnitOfWork, wanted: EnrolParticipant) -> Enrolment:
    """Enrol a person within an action that does more; every check comes before the first write."""
    if wanted.status in HOLDS_A_PLACE:
        check_capacity(work, wanted.cohort_id, wanted.over_capacity_reason)
        check_funding(work, wanted.cohort_id, wanted.funding, taker_of(work, wanted.person_id))
    enrolled = _enrolment(work, wanted, work.clock.today())
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


def _enrolment(work: UnitOfWork, wanted: EnrolParticipant, on: date) -> Enrolment:
    """Make the enrolment and its first step; whoever left this cohort before comes back to the same one."""
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
        )
    )
    work.add(Step(enrolled.id, wanted.status, on, work.clock.today(), wanted.over_capacity_reason))
    return enrolled


def _step(
    work: UnitOfWork,
    enrolment: Enrolment,
    status: Status,
    on: date,
    reason: str,
    notified_on: date | None = None,
) -> None:
    enrolment.status = status
    work.add(Step(enrolment.id, status, on, notified_on or work.clock.today(), tidy(reason)))


def _name(work: UnitOfWork, enrolment: Enrolment) -> str:
    return work.get(Person, enrolment.person_id).full_name()

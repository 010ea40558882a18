"""What may be done with a schedule: arrange a session, say who may train, set a day of decision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import CohortId, RoomId, SessionId, VersionId, fold, tidy
from aspire_desktop.domain.office.written import Names, Words, WordsIfAny
from aspire_desktop.domain.programmes.cohorts import Cohort, RoomBooking, Session
from aspire_desktop.domain.programmes.decisions import check_minimum
from aspire_desktop.domain.programmes.programmes import Module, Version
from aspire_desktop.domain.programmes.schedules import Accreditation, Associate
from aspire_desktop.domain.programmes.venues import Venue, VenueRoom
from aspire_desktop.services.door.action import Change, Effect
from aspire_desktop.services.programmes.tellings import noting_whom_to_tell
from aspire_desktop.storage.lookups.programmes.schedules import trainer_terms
from aspire_desktop.storage.tables.programmes.schedules import accreditations, associates
from aspire_desktop.storage.work import UnitOfWork


def _room_called(work: UnitOfWork, room_id: RoomId | None) -> str:
    if room_id is None:
        return ""
    room = work.get(VenueRoom, room_id)
    return ", ".join(filter(None, (room.name, work.get(Venue, room.venue_id).name)))


@dataclass(frozen=True)
class ArrangeSession(Change[None]):
    """Set where a session is, how its room and catering stand, what it costs, and who trains it."""

    session_id: SessionId
    room_id: RoomId | None
    booking: RoomBooking
    held_until: date | None
    numbers_by: date | None
    cost: Decimal | None
    link: WordsIfAny
    trained_by: Names
    named: ClassVar[Mapping[str, Callable[[UnitOfWork, Any], str]]] = {"room_id": _room_called}

    def stored(self, work: UnitOfWork) -> Self:
        """Give what is arranged by now."""
        session = work.get(Session, self.session_id)
        return replace(
            self,
            room_id=session.room_id,
            booking=session.booking,
            held_until=session.held_until,
            numbers_by=session.numbers_by,
            cost=session.cost,
            link=session.link,
            trained_by=session.trained_by,
        )

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a day up to which a room is held that is none; clashes are said, and stop nobody."""
        session = work.get(Session, self.session_id)
        if self.room_id is not None:
            work.get(VenueRoom, self.room_id)
        if self.numbers_by is not None and self.numbers_by > session.on:
            raise RuleBroken("A caterer wants numbers before the session.", about="numbers_by")
        noting_whom_to_tell(work, session, lambda: self._set(session))
        code, title = work.get(Cohort, session.cohort_id).code, work.get(Module, session.module_id).title
        return Effect(f"Arrange {title} of {code}", None)

    def _set(self, session: Session) -> None:
        session.room_id, session.booking = self.room_id, self.booking
        session.held_until, session.numbers_by = self.held_until, self.numbers_by
        session.cost, session.link, session.trained_by = self.cost, self.link, self.trained_by


@dataclass(frozen=True)
class ChangeTrainer(Change[None]):
    """Say up to when somebody may train a version and is insured, and what a day of theirs costs."""

    name: Words
    version_id: VersionId
    accredited_until: date | None
    indemnity_until: date | None
    fee: Decimal | None

    def stored(self, work: UnitOfWork) -> Self:
        """Give what is on record of them."""
        known = work.ask(trainer_terms, self.name, self.version_id)
        return replace(self, **vars(known))

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse nobody at all; whoever is not known yet is from now on."""
        if not tidy(self.name):
            raise RuleBroken("A trainer needs a name.", about="name")
        version = work.get(Version, self.version_id)
        known = work.first(Associate, associates.c.name_key == fold(self.name)) or work.add(
            Associate(tidy(self.name))
        )
        known.indemnity_until, known.fee = self.indemnity_until, self.fee
        self._accredit(work, known.id)
        return Effect(f"Change what is known of {known.name} as a trainer of {version.title}", None)

    def _accredit(self, work: UnitOfWork, associate_id: int) -> None:
        there = work.first(
            Accreditation,
            accreditations.c.associate_id == associate_id,
            accreditations.c.version_id == self.version_id,
        )
        if self.accredited_until is None:
            if there is not None:
                work.delete(there)
        elif there is None:
            work.add(Accreditation(associate_id, self.version_id, self.accredited_until))
        else:
            there.until = self.accredited_until


@dataclass(frozen=True)
class SetDecision(Change[None]):
    """Set by when it is decided whether a cohort runs, and how many people it needs."""

    cohort_id: CohortId
    minimum: int
    decide_on: date | None

    def stored(self, work: UnitOfWork) -> Self:
        """Give what is set by now."""
        cohort = work.get(Cohort, self.cohort_id)
        return replace(self, minimum=cohort.minimum, decide_on=cohort.decide_on)

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse more people than it has places."""
        cohort = work.get(Cohort, self.cohort_id)
        check_minimum(self.minimum, cohort.capacity)
        cohort.minimum, cohort.decide_on = self.minimum, self.decide_on
        return Effect(f"Set the decision on {cohort.code}", None)

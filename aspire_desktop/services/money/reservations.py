"""Places held for an organisation before anybody enrols: reserve, name, let go."""

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from aspire_desktop.domain.money.agreements import ineligible
from aspire_desktop.domain.money.funding import Agreement, Place
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.limits import check_count
from aspire_desktop.domain.office.staff import OFFICE, Role
from aspire_desktop.domain.office.values import AgreementId, CohortId, OrganisationId, PlaceId, tidy
from aspire_desktop.domain.office.written import Name, Prose
from aspire_desktop.domain.programmes.cohorts import Cohort
from aspire_desktop.services.door.action import Action, Change, Effect
from aspire_desktop.services.office.organisations import present_name
from aspire_desktop.storage.lookups.money.agreements import agreement_terms, employer_on
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class ReservePlaces(Action[tuple[PlaceId, ...]]):
    """Reserve so many places of an agreement for an organisation, perhaps on a cohort, perhaps by name.

    They count as committed, and keep their numbers when people of the organisation enrol.
    """

    agreement_id: AgreementId
    organisation_id: OrganisationId
    count: int = 1
    cohort_id: CohortId | None = None
    name: Name = ""
    roles: ClassVar[frozenset[Role]] = OFFICE

    def apply(self, work: UnitOfWork) -> Effect[tuple[PlaceId, ...]]:
        """Refuse none at all, and one name for several places; the cap is asked at the close."""
        if self.count < 1:
            raise RuleBroken("At least one place is reserved.")
        if tidy(self.name) and self.count > 1:
            raise RuleBroken(
                f"One name is for one place, not for {self.count}.", do="Reserve them one by one."
            )
        agreement = work.get(Agreement, self.agreement_id)
        check_count(f"Places of {agreement.reference}", self.count, agreement.places)
        code = f" on {work.get(Cohort, self.cohort_id).code}" if self.cohort_id is not None else ""
        body = present_name(work, self.organisation_id).name
        self._refuse_ineligible(work, agreement)
        made = [self._place(work) for _ in range(self.count)]
        work.add_all(made)
        noun = "1 place" if self.count == 1 else f"{self.count} places"
        title = f"Reserve {noun} of {agreement.reference}{code} for {body}"
        return Effect(title, tuple(place.id for place in made))

    def _refuse_ineligible(self, work: UnitOfWork, agreement: Agreement) -> None:
        """Ask for membership only where the cohort says on which day."""
        days = [] if self.cohort_id is None else work.ask(session_rows, self.cohort_id)
        first_on = days[0].on if days else work.clock.today()
        employer = work.ask(employer_on, self.organisation_id, first_on)
        asked = employer if days else replace(employer, member=True)
        words = ineligible(agreement.reference, work.ask(agreement_terms)[agreement.id], asked, first_on)
        if words:
            raise RuleBroken(words, do="Reserve a place of another agreement.")

    def _place(self, work: UnitOfWork) -> Place:
        return Place(
            self.agreement_id,
            None,
            work.clock.today(),
            organisation_id=self.organisation_id,
            cohort_id=self.cohort_id,
            reserved_for=tidy(self.name),
        )


@dataclass(frozen=True)
class NameReservation(Change[None]):
    """Say for whom a reserved place is held; an empty name says that nobody is named yet."""

    place_id: PlaceId
    name: Name
    roles: ClassVar[frozenset[Role]] = OFFICE

    def stored(self, work: UnitOfWork) -> Self:
        """Give for whom the place is held by now."""
        return replace(self, name=_reserved(work, self.place_id).reserved_for)

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a place that is taken up or let go."""
        place = _reserved(work, self.place_id)
        place.reserved_for = tidy(self.name)
        return Effect(f"Reserve a place for {place.reserved_for or 'nobody named yet'}", None)


@dataclass(frozen=True)
class EndReservation(Action[None]):
    """Let a reserved place go: it is free again."""

    place_id: PlaceId
    reason: Prose = ""
    roles: ClassVar[frozenset[Role]] = OFFICE

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a place that is taken up or let go already."""
        place = _reserved(work, self.place_id)
        place.released_on = work.clock.today()
        place.release_reason = tidy(self.reason) or "Reservation ended"
        return Effect(f"End the reservation of {place.reserved_for or 'a place'}", None)


def _reserved(work: UnitOfWork, id: PlaceId) -> Place:
    place = work.get(Place, id)
    if place.enrolment_id is not None:
        raise RuleBroken("This place is taken up already.", do="Change the person's place on the cohort.")
    if place.released_on is not None:
        raise RuleBroken("This reservation has ended.", do="Reserve another place.")
    return place

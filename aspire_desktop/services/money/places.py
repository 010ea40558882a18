"""Which funded place somebody takes, until when it passes to another person, and when it is free again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from aspire_desktop.domain.money.agreements import (
    CoveringAgreement,
    Employer,
    check_substitution_rule,
    choose_agreement,
    fitting_agreements,
    ineligible,
    obstacle,
)
from aspire_desktop.domain.money.funding import (
    UNDELIVERED_WORDS,
    WITHDRAWN_WORDS,
    Agreement,
    Place,
    SubstitutionRule,
)
from aspire_desktop.domain.money.settlements import REFUSED_WORDS
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.people import Person
from aspire_desktop.domain.office.values import AgreementId, CohortId, EnrolmentId, OrganisationId, PersonId
from aspire_desktop.domain.programmes.cohorts import Cohort
from aspire_desktop.domain.programmes.enrolments import (
    HOLDS_A_PLACE,
    Enrolment,
    Funding,
    Status,
    check_substitution,
    is_subsidised,
)
from aspire_desktop.domain.programmes.programmes import Version
from aspire_desktop.services.money.agreements import free_places
from aspire_desktop.storage.lookups.money.agreements import (
    agreements_covering,
    deferred_place,
    employer_on,
    funded_place,
    reserved_place,
    was_claimed,
)
from aspire_desktop.storage.lookups.money.claims import delivered_by
from aspire_desktop.storage.lookups.money.corrections import is_refused
from aspire_desktop.storage.lookups.money.held_wrongly import (
    given_up_for_nothing,
    held_undelivered,
    kept_for_nothing,
)
from aspire_desktop.storage.lookups.money.holders import holders_of
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.tables.money.funding import places
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class Taker:
    """Who would take a funded place: a person on record, or (None) somebody new; and for whom they work."""

    person_id: PersonId | None
    organisation_id: OrganisationId | None
    name: str


def place_for(work: UnitOfWork, cohort: Cohort, funding: Funding, taker: Taker) -> Place | AgreementId:
    """Give the place that is there for somebody already, or the agreement that has one free for them.

    A place carried along from a deferral comes first, then one reserved for their organisation.
    """
    first_on = _first_on(work, cohort)
    if taker.person_id is not None:
        carried = work.ask(deferred_place, taker.person_id, cohort.version_id, funding, first_on)
        if carried is not None:
            return work.get(Place, carried)
    candidates = work.ask(agreements_covering, cohort.id, taker.organisation_id)
    employer = _employer(work, taker, first_on)
    fitting = fitting_agreements(candidates, funding, first_on)
    held = _held_for(work, cohort, _paying(fitting, employer, first_on), taker, first_on)
    if held is None:
        chosen = choose_agreement(candidates, funding, first_on, employer).id
    else:
        chosen = held.agreement_id
    if taker.person_id is not None:
        refuse_second_place(work, chosen, taker.person_id, cohort)
    return chosen if held is None else held


def _employer(work: UnitOfWork, taker: Taker, first_on: date | None) -> Employer | None:
    if taker.organisation_id is None or first_on is None:
        return None
    return work.ask(employer_on, taker.organisation_id, first_on)


def _paying(
    fitting: Sequence[CoveringAgreement], employer: Employer | None, first_on: date | None
) -> list[CoveringAgreement]:
    """Leave out those that do not pay for the employer; a reserved place counts in its cap already."""
    if employer is None or first_on is None:
        return list(fitting)
    return [each for each in fitting if not ineligible(each.reference, each.terms, employer, first_on)]


def _held_for(
    work: UnitOfWork,
    cohort: Cohort,
    fitting: Sequence[CoveringAgreement],
    taker: Taker,
    first_on: date | None,
) -> Place | None:
    if taker.organisation_id is None:
        return None
    ids = [each.id for each in fitting]
    found = work.ask(reserved_place, ids, taker.organisation_id, cohort.id, taker.name, first_on)
    return None if found is None else work.get(Place, found)


def refuse_second_place(
    work: UnitOfWork, agreement_id: AgreementId, person_id: PersonId, cohort: Cohort
) -> None:
    """One funded place per person per agreement and programme version: Aspire and Aspire 2.0 are two."""
    if work.ask(funded_place, agreement_id, person_id, cohort.version_id) is not None:
        raise RuleBroken(
            f"{work.get(Person, person_id).full_name()} holds a subsidised place for this programme already.",
            do="Choose another funding.",
        )


def refuse_ineligible(
    work: UnitOfWork, agreement_id: AgreementId, organisation_id: OrganisationId, cohort: Cohort
) -> None:
    """Refuse a place to an organisation that its agreement does not pay for, or for no more of."""
    first_on = _first_on(work, cohort)
    for each in work.ask(agreements_covering, cohort.id, organisation_id):
        if each.id == agreement_id and first_on is not None:
            words = obstacle(each, work.ask(employer_on, organisation_id, first_on), first_on)
            if words:
                raise RuleBroken(words, do="Choose somebody else, or another funding.")


def check_passing_on(work: UnitOfWork, cohort: Cohort, place: Place | None, on: date) -> None:
    """Ask the agreement of a funded place, where it has a rule of its own, and the version otherwise."""
    days = [day.on for day in work.ask(session_rows, cohort.id)]
    agreement = None if place is None else work.get(Agreement, place.agreement_id)
    if agreement is None or agreement.substitution is SubstitutionRule.VERSION:
        check_substitution(on, days, work.get(Version, cohort.version_id).substitution_until)
    else:
        check_substitution_rule(agreement.substitution, agreement.reference, on, days)


def _first_on(work: UnitOfWork, cohort: Cohort) -> date | None:
    days = work.ask(session_rows, cohort.id)
    return days[0].on if days else None


def pass_on(work: UnitOfWork, place: Place, enrolment: Enrolment, reason: str) -> None:
    """Let somebody take a place over, or its holder take it along to another cohort.

    A return that claims a place names its holder and cohort. So one that was claimed is given up, and its
    claim taken back; another place of the same agreement is taken instead.
    """
    if not work.ask(was_claimed, place.id):
        place.enrolment_id = enrolment.id
        return
    place.released_on, place.release_reason = work.clock.today(), reason
    work.flush()
    work.add(Place(place.agreement_id, enrolment.id, work.clock.today()))


def release_place(work: UnitOfWork, enrolment: Enrolment, reason: str) -> None:
    """Make a place free again, unless it was claimed under an agreement that gives no place twice."""
    place = live_place(work, enrolment)
    if place is not None and not _stays_taken(work, place):
        place.released_on, place.release_reason = work.clock.today(), reason
        work.flush()


def settle_place(work: UnitOfWork, enrolment: Enrolment, on: date) -> None:
    """Take a place for somebody who holds one and is funded; release it for somebody who left.

    A deferred person carries the place along; one delivered before somebody withdrew stays claimed, unless
    its funder refused it.
    """
    place = live_place(work, enrolment)
    if place is not None and enrolment.status is Status.WITHDRAWN:
        if not work.ask(delivered_by, place.id, on, work.clock.today()):
            release_place(work, enrolment, WITHDRAWN_WORDS)
        give_up_refused(work, enrolment)
        return
    if is_subsidised(enrolment.funding) and enrolment.status in HOLDS_A_PLACE and place is None:
        _take(work, enrolment, enrolment.funding, on)
    elif place is not None and enrolment.status not in HOLDS_A_PLACE | {Status.DEFERRED}:
        release_place(work, enrolment, str(enrolment.status).capitalize())


def _take(work: UnitOfWork, enrolment: Enrolment, funding: Funding, on: date) -> None:
    taker = Taker(
        enrolment.person_id, enrolment.organisation_id, work.get(Person, enrolment.person_id).full_name()
    )
    found = place_for(work, work.get(Cohort, enrolment.cohort_id), funding, taker)
    if isinstance(found, Place):
        pass_on(work, found, enrolment, "Deferred")
    else:
        work.add(Place(found, enrolment.id, on))


def release_reserved_places(work: UnitOfWork, cohort_id: CohortId, reason: str) -> None:
    """Make the places free again that were reserved on a cohort and are nobody's yet."""
    reserved = places.c.enrolment_id.is_(None) & (places.c.cohort_id == cohort_id)
    for place in work.all(Place, reserved, places.c.released_on.is_(None)):
        place.released_on, place.release_reason = work.clock.today(), reason
    work.flush()


def give_up_refused(work: UnitOfWork, enrolment: Enrolment) -> None:
    """Release what somebody who withdrew kept of a place that its funder will never pay for."""
    place = live_place(work, enrolment)
    if place is not None and enrolment.status is Status.WITHDRAWN and work.ask(is_refused, place.id):
        release_place(work, enrolment, REFUSED_WORDS)


def settle_left_behind(
    work: UnitOfWork, enrolment_ids: Sequence[EnrolmentId], *, refuses: bool = True
) -> list[str]:
    """Let what these people left behind follow the record as it is by now.

    Release what they kept as delivered and is not; hold again what was given up and was earned after all.
    Where no place is free for that, refuse; or, where the change is a plain fact, name who goes without.
    """
    today = work.clock.today()
    for id in work.ask(held_undelivered, enrolment_ids, today):
        place = work.get(Place, id)
        place.released_on, place.release_reason = today, UNDELIVERED_WORDS
    work.flush()
    without = []
    for id in work.ask(given_up_for_nothing, enrolment_ids, today):
        place = work.get(Place, id)
        if refuses or free_places(work, place.agreement_id):
            _hold_again(work, place)
        else:
            without.append(work.ask(holders_of, [id], today)[id].person)
    return without


def _hold_again(work: UnitOfWork, place: Place) -> None:
    if not free_places(work, place.agreement_id):
        name = work.ask(holders_of, [place.id], work.clock.today())[place.id].person
        why = "when its claim was refused" if place.release_reason == REFUSED_WORDS else "as not delivered"
        raise RuleBroken(
            f"The place of {name} was given up {why}, and would be theirs again, but "
            f"{work.get(Agreement, place.agreement_id).reference} has none free now.",
            do="Release another place of it first.",
        )
    place.released_on, place.release_reason = None, ""
    work.flush()


def release_kept_places(work: UnitOfWork, agreement_id: AgreementId, reason: str) -> None:
    """Free the places that stayed taken for a claim, where by now nothing holds them any more."""
    for id in work.ask(kept_for_nothing, agreement_id, work.clock.today()):
        place = work.get(Place, id)
        place.released_on, place.release_reason = work.clock.today(), reason
    work.flush()


def _stays_taken(work: UnitOfWork, place: Place) -> bool:
    again = work.get(Agreement, place.agreement_id).clawed_back_is_free
    return not again and work.ask(was_claimed, place.id)


def refuse_two_payers(work: UnitOfWork, enrolment: Enrolment, funding: Funding | None) -> None:
    """A place that stays taken though its claim is taken back leaves no room for another subsidy."""
    place = live_place(work, enrolment)
    if place is not None and is_subsidised(funding):
        raise RuleBroken(
            f"The place of {work.get(Person, enrolment.person_id).full_name()} was claimed under "
            f"{work.get(Agreement, place.agreement_id).reference}, which gives no claimed place up.",
            do="Keep the funding, or let the organisation pay.",
        )


def live_place(work: UnitOfWork, enrolment: Enrolment) -> Place | None:
    """Give the funded place that an enrolment holds, or None."""
    return work.first(Place, places.c.enrolment_id == enrolment.id, places.c.released_on.is_(None))

"""Places for people who are not on record yet: the person and the place are added in one step."""

from dataclasses import dataclass, replace

from aspire_desktop.domain.office.values import EnrolmentId, PersonId
from aspire_desktop.domain.programmes.cohorts import Cohort
from aspire_desktop.services.door.action import Action, Effect
from aspire_desktop.services.office.people import AddPerson, add_person
from aspire_desktop.services.programmes.enrolments import (
    EnrolParticipant,
    Substitute,
    enrol,
    refuse_unapproved,
)
from aspire_desktop.storage.work import UnitOfWork

NOBODY_YET = PersonId(0)
"""Stands for the person in the second step until the first has added them."""


@dataclass(frozen=True)
class EnrolNewcomer(Action[EnrolmentId]):
    """Add a person and give them a place; `place` names the person NOBODY_YET."""

    person: AddPerson
    place: EnrolParticipant

    def apply(self, work: UnitOfWork) -> Effect[EnrolmentId]:
        """Refuse what adding the person or giving the place refuses, and keep nothing then."""
        refuse_unapproved(work, self.place)
        person = add_person(work, self.person)
        enrolled = enrol(work, replace(self.place, person_id=person.id))
        code = work.get(Cohort, self.place.cohort_id).code
        return Effect(f"Add {person.full_name()} and enrol on {code}", enrolled.id)


@dataclass(frozen=True)
class SubstituteNewcomer(Action[EnrolmentId]):
    """Add a person and let them take over a place; `place` names the person NOBODY_YET."""

    person: AddPerson
    place: Substitute

    def apply(self, work: UnitOfWork) -> Effect[EnrolmentId]:
        """Refuse what adding the person or the substitution refuses, and keep nothing then."""
        person = add_person(work, self.person)
        return replace(self.place, person_id=person.id).apply(work)

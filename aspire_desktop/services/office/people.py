"""What may be done with people: add, change, move to another employer, confirm a spelling."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar, Self

from aspire_desktop.domain.office.errors import Clash, Clashing, RuleBroken
from aspire_desktop.domain.office.facts import told
from aspire_desktop.domain.office.kept_apart import refuse_if_erased
from aspire_desktop.domain.office.organisations import Organisation
from aspire_desktop.domain.office.people import (
    OF_JOB,
    OF_THEMSELVES,
    Employment,
    FormerName,
    JobDetails,
    Person,
    PersonDetails,
    full_name,
)
from aspire_desktop.domain.office.values import OrganisationId, PersonId, fold, long_date, tidy
from aspire_desktop.domain.office.written import Name
from aspire_desktop.services.door.action import Action, Change, Effect, RestsOn
from aspire_desktop.services.door.touched import changed_by
from aspire_desktop.services.office.organisations import called
from aspire_desktop.storage.lookups.office.people import PRESENT
from aspire_desktop.storage.tables.office.people import employments, people
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class AddPerson(PersonDetails, Action[PersonId]):
    """Add a person with their present job."""

    organisation_id: OrganisationId

    def apply(self, work: UnitOfWork) -> Effect[PersonId]:
        """Refuse a person without a name, and an e-mail address that another person has."""
        added = add_person(work, self)
        return Effect(f"Add {added.full_name()}", added.id)


@dataclass(frozen=True)
class _OfPerson:
    person_id: PersonId


@dataclass(frozen=True)
class ChangePerson(PersonDetails, _OfPerson, Change[None]):
    """Change a person's name or e-mail address: the old ones still find them, and stay on certificates."""

    organisation_id: OrganisationId | None = None
    """Where the job is of which something is told, which stays; None where nobody looked."""
    rests_on: ClassVar[Mapping[str, RestsOn]] = {
        fact.name: RestsOn("organisation_id", lambda work, id: _works_now(work, id)) for fact in OF_JOB
    }

    @classmethod
    def nothing(cls, work: UnitOfWork, person_id: PersonId) -> Self:
        """Give the change that leaves a person and their present job as they are on record."""
        person, job = work.get(Person, person_id), present_employment(work, person_id)
        of_job = told(job, OF_JOB) if job else dict.fromkeys((fact.name for fact in OF_JOB), "")
        at = job.organisation_id if job else None
        return cls(person_id=person_id, organisation_id=at, **of_job, **told(person, OF_THEMSELVES))

    def stored(self, work: UnitOfWork) -> Self:
        """Give what is on record of the person and their present job."""
        return self.nothing(work, self.person_id)

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse an empty name, and an e-mail address that another person has."""
        person = work.get(Person, self.person_id)
        refuse_if_erased(person)
        _refuse_nameless(self.given_name, self.family_name)
        _refuse_taken_email(work, self.email, self.person_id)
        before = person.full_name()
        if _is_other(person, self):
            keep_former_name(work, person, person.id)
        person.tell(**told(self, OF_THEMSELVES))
        present = present_employment(work, self.person_id)
        if present is not None:
            present.tell(**told(self, OF_JOB))
        return Effect(f"Change {before}", None)


@dataclass(frozen=True)
class _ToEmployer(_OfPerson):
    organisation_id: OrganisationId


@dataclass(frozen=True)
class MovePerson(JobDetails, _ToEmployer, Action[None]):
    """Close a person's present job and begin one elsewhere; earlier cohorts keep the old one."""

    on: date
    read: OrganisationId | None = None
    """Where whoever moves them saw the present job, nought for none; None where nobody looked."""

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a day to come, as the job would be the present one at once, and one before that began.

        Another present job than was seen is a Clash.
        """
        person = work.get(Person, self.person_id)
        refuse_if_erased(person)
        if self.on > work.clock.today():
            raise RuleBroken(
                f"{person.full_name()} moves on {long_date(self.on)}, which is still to come.",
                do="Note it on that day: until then the present job goes on.",
                about="on",
            )
        work.get(Organisation, self.organisation_id)
        present = present_employment(work, self.person_id)
        self._refuse_another(work, present)
        if present is not None:
            if present.since is not None and self.on <= present.since:
                raise RuleBroken(
                    f"{person.full_name()} began the present job on {long_date(present.since)}.",
                    do="Choose a later day.",
                    about="on",
                )
            present.until = self.on - timedelta(days=1)
        _add_job(work, person, self.organisation_id, self, since=self.on)
        return Effect(f"Move {person.full_name()} to another organisation", None)

    def _refuse_another(self, work: UnitOfWork, present: Employment | None) -> None:
        now = OrganisationId(0) if present is None else present.organisation_id
        if self.read is None or now == self.read:
            return
        rows = [] if present is None else [(employments.name, present.id)]
        ends = "" if present is None else " That job would end the day before."
        told = f"{changed_by(work, rows)} {_works_now(work, now)}{ends}"
        raise Clash(told, (Clashing("read", now, of=self),), do="Send it again if it is still meant.")


def _works_now(work: UnitOfWork, id: OrganisationId | None) -> str:
    return f"The present job is at {called(work, id)} by now." if id else "There is no present job by now."


@dataclass(frozen=True)
class SetCertificateName(Change[None]):
    """Set how somebody's name is spelled on certificates to come; empty goes back to their names."""

    person_id: PersonId
    name: Name

    def stored(self, work: UnitOfWork) -> Self:
        """Give the spelling that is on record."""
        return replace(self, name=work.get(Person, self.person_id).certificate_name)

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Leave certificates that are issued as they are."""
        person = work.get(Person, self.person_id)
        refuse_if_erased(person)
        person.certificate_name = tidy(self.name)
        shown = person.certificate_name or person.full_name()
        return Effect(f"Name on {person.full_name()}’s certificate: {shown}", None)


def add_person(work: UnitOfWork, wanted: AddPerson) -> Person:
    """Add a person and their job within an action that does more."""
    _refuse_nameless(wanted.given_name, wanted.family_name)
    _refuse_taken_email(work, wanted.email)
    work.get(Organisation, wanted.organisation_id)
    person = Person(wanted.given_name, wanted.family_name)
    person.tell(**told(wanted, OF_THEMSELVES))
    work.add(person)
    _add_job(work, person, wanted.organisation_id, wanted)
    return person


def _add_job(
    work: UnitOfWork, person: Person, at: OrganisationId, job: JobDetails, since: date | None = None
) -> None:
    begun = Employment(person.id, at, since=since)
    begun.tell(**told(job, OF_JOB))
    work.add(begun)


def present_employment(work: UnitOfWork, person_id: PersonId) -> Employment | None:
    """Give a person's present job, or None."""
    return work.first(Employment, employments.c.person_id == person_id, PRESENT)


def keep_former_name(work: UnitOfWork, borne: Person, by: PersonId) -> None:
    """Keep the name and address that a record bore until today with the person whose they were."""
    work.add(FormerName(by, borne.given_name, borne.family_name, borne.email, work.clock.today()))


def _is_other(person: Person, wanted: ChangePerson) -> bool:
    """Tell whether the old name or address would not be found any more: an accent put right is no change."""
    renamed = fold(full_name(wanted.given_name, wanted.family_name)) != person.name_key
    return renamed or person.email_key not in (None, fold(wanted.email))


def _refuse_nameless(given_name: str, family_name: str) -> None:
    if not tidy(given_name) and not tidy(family_name):
        raise RuleBroken("A person needs a name.", about="given_name")


def _refuse_taken_email(work: UnitOfWork, email: str, but: PersonId | None = None) -> None:
    if not tidy(email):
        return
    holder = work.first(Person, people.c.email_key == fold(email))
    if holder is not None and holder.id != but:
        raise RuleBroken(
            f"{tidy(email)} is the address of {holder.full_name()}.",
            do="Use that person, or another address.",
        )

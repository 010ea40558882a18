"""Restricting and erasing people: no figure changes, and nothing personal is left of them."""

import json
from dataclasses import dataclass
from datetime import date
from functools import partial

from aspire_desktop import __version__
from aspire_desktop.documents.return_copies import stored_facts
from aspire_desktop.documents.returns import return_workbook
from aspire_desktop.documents.veiling import veiled_workbook
from aspire_desktop.domain.anonymity import without_people
from aspire_desktop.domain.enrolments import Needs
from aspire_desktop.domain.erasures import Erasure, ErasurePlan
from aspire_desktop.domain.errors import RuleBroken
from aspire_desktop.domain.figures import differences
from aspire_desktop.domain.funding import Return
from aspire_desktop.domain.people import FormerName, Person
from aspire_desktop.domain.returns import FileFacts
from aspire_desktop.domain.settlements import QueryFile
from aspire_desktop.domain.values import PersonId, ReturnId, long_date
from aspire_desktop.services.action import Action, Effect
from aspire_desktop.storage.erasing import Redacted, forget, redact
from aspire_desktop.storage.identity import Identity, identity_of
from aspire_desktop.storage.lookups.erasures import erasure_plan, returns_naming
from aspire_desktop.storage.lookups.stored_returns import stored_return
from aspire_desktop.storage.tables.enrolments import enrolments, needs
from aspire_desktop.storage.tables.people import former_names
from aspire_desktop.storage.tables.settlements import query_files
from aspire_desktop.storage.work import UnitOfWork

__all__ = ["ErasePerson", "ErasurePlan", "LiftRestriction", "RestrictPerson", "erasure_plan"]


@dataclass(frozen=True)
class RestrictPerson(Action[None]):
    """Keep a record as evidence only, until the person may be erased; access and dietary needs go at once."""

    person_id: PersonId

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse somebody who is restricted or erased already."""
        person = work.get(Person, self.person_id)
        if person.restricted_on is not None or person.erased_on is not None:
            raise RuleBroken(f"The record of {person.full_name()} is restricted already.")
        person.restricted_on = work.clock.today()
        booked = enrolments.c.person_id == person.id
        for each in work.all(Needs, needs.c.enrolment_id == enrolments.c.id, booked):
            work.delete(each)
        return Effect(f"Restrict the record of {person.full_name()}", None)


@dataclass(frozen=True)
class LiftRestriction(Action[None]):
    """Use a record again that was kept as evidence only."""

    person_id: PersonId

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse somebody who is not restricted, or who was erased."""
        person = work.get(Person, self.person_id)
        if person.restricted_on is None or person.erased_on is not None:
            raise RuleBroken(f"The record of {person.full_name()} is not restricted.")
        person.restricted_on = None
        return Effect(f"Lift the restriction of {person.full_name()}", None)


@dataclass(frozen=True)
class ErasePerson(Action[None]):
    """Take everything personal of somebody out of rows, history and kept files; places and money stay.

    Kept returns are printed again without the person, every figure as submitted.
    """

    person_id: PersonId
    answered_by = "adding the person anew"

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse while something is open about the person, or a claim for them must be evidenced."""
        today = work.clock.today()
        _refuse_too_early(work.ask(erasure_plan, self.person_id, today), today)
        identity = work.ask(identity_of, self.person_id)
        names = () if identity.shared else identity.told
        naming = work.ask(returns_naming, identity.belongings.references, names)
        printed = [_printed_again(work, id, identity) for id in naming]
        done = redact(work, identity)
        _let_go(work, self.person_id, identity)
        for again in printed:
            _put_in_place(work, again)
        person = work.get(Person, self.person_id)
        person.restricted_on, person.erased_on = None, today
        work.add(_noted(self.person_id, today, done))
        return Effect(f"Erase {person.full_name()}", None)


@dataclass(frozen=True)
class _PrintedAgain:
    """The files of a return without somebody, and the digests of those they stand in for."""

    id: ReturnId
    workbook: bytes
    form: bytes | None
    before: tuple[str, ...]


def _refuse_too_early(plan: ErasurePlan, today: date) -> None:
    if plan.erased_on is not None:
        raise RuleBroken(f"{plan.name} was erased on {long_date(plan.erased_on)}.")
    if plan.obstacles:
        raise RuleBroken(
            f"Something is open about {plan.name}. {' '.join(plan.obstacles)}",
            do="Finish it, then erase the record.",
        )
    if not plan.due(today):
        assert plan.evidenced_until is not None
        raise RuleBroken(
            f"{' and '.join(plan.claimed_in)} must be evidenced until {long_date(plan.evidenced_until)}.",
            do="Restrict the record until then: it is kept as evidence and used for nothing else.",
        )


def _printed_again(work: UnitOfWork, return_id: ReturnId, identity: Identity) -> _PrintedAgain:
    stored = work.ask(stored_return, return_id)
    facts = stored_facts(stored, FileFacts(work.actor, work.clock.now(), __version__))
    if troubles := differences(facts):
        raise RuleBroken(
            f"Return {stored.reference} is not as it was submitted. {'. '.join(troubles)}.",
            do="Have the database checked before anybody is erased from it.",
        )
    left = without_people(facts, identity.facts)
    form = work.get(Return, return_id).form
    veiled = partial(identity.veiled, own=False)
    kept = None if form is None else veiled_workbook(work.content(form), veiled)
    before = (stored.digest,) if form is None else (stored.digest, form)
    return _PrintedAgain(return_id, return_workbook(left), kept, before)


def _put_in_place(work: UnitOfWork, again: _PrintedAgain) -> None:
    stored = work.get(Return, again.id)
    stored.workbook = work.keep(again.workbook)
    stored.form = None if again.form is None else work.keep(again.form)
    forget(work, again.before)


def _let_go(work: UnitOfWork, person_id: PersonId, identity: Identity) -> None:
    """Delete rows that say nothing once their words are gone."""
    own = identity.belongings.rows
    gone: list[object] = list(work.all(FormerName, former_names.c.person_id == person_id))
    gone += work.all(Needs, needs.c.id.in_(own["needs"]))
    gone += work.all(QueryFile, query_files.c.id.in_(own["query_files"]))
    for row in gone:
        work.delete(row)


def _noted(person_id: PersonId, today: date, done: Redacted) -> Erasure:
    return Erasure(person_id, today, json.dumps(done.changes), json.dumps(done.titles))

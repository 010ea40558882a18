"""Restricting and erasing people: no figure changes, and nothing personal is left of them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from aspire_desktop import __version__
from aspire_desktop.documents.money.returns import return_workbook
from aspire_desktop.documents.money.veiling import FormLine, veiled_form
from aspire_desktop.domain.contact.erasures import OF_A_LINE, Erasure, ErasurePlan
from aspire_desktop.domain.money.figures import lines_digest
from aspire_desktop.domain.money.funding import Return
from aspire_desktop.domain.money.returns import ReturnFacts
from aspire_desktop.domain.money.settlements import QueryFile
from aspire_desktop.domain.money.sources import LineFacts
from aspire_desktop.domain.money.stored_returns import return_json
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.files import FileFacts
from aspire_desktop.domain.office.people import FormerName, Person
from aspire_desktop.domain.office.values import PersonId, ReturnId, enumerated, long_date
from aspire_desktop.domain.programmes.approvals import Approval
from aspire_desktop.domain.programmes.enrolments import Needs
from aspire_desktop.services.door.action import Action, Effect
from aspire_desktop.storage.erasing import files_about, forget, redact, redact_titles, touched_by
from aspire_desktop.storage.identity import Identity, identity_of
from aspire_desktop.storage.lookups.contact.erasures import erasure_plan, returns_holding
from aspire_desktop.storage.lookups.money.stored_returns import stored_return
from aspire_desktop.storage.personal import Redaction
from aspire_desktop.storage.tables.money.settlements import query_files
from aspire_desktop.storage.tables.office.people import former_names
from aspire_desktop.storage.tables.programmes.enrolments import approvals, enrolments, needs
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class RestrictPerson(Action[None]):
    """Keep a record as evidence only, until the person may be erased, without access and dietary needs."""

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
        return Effect(f"Erase {_erased(work, self.person_id, today)}", None)


@dataclass(frozen=True)
class EraseAgain(Action[None]):
    """Erase somebody whom a backup from before their erasure has brought back.

    That was decided, and by whom it may be, when they were erased: nothing stands in its way any more, and
    whoever restores a backup may not be known in it.
    """

    person_id: PersonId
    before_anybody = True
    answered_by = "adding the person anew"

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse somebody who was erased in this backup already."""
        plan = work.ask(erasure_plan, self.person_id, work.clock.today())
        if plan.erased_on is not None:
            raise RuleBroken(f"{plan.name} was erased on {long_date(plan.erased_on)}.")
        name = _erased(work, self.person_id, work.clock.today())
        return Effect(f"Erase {name} again, after a backup from before it was restored", None)


def _erased(work: UnitOfWork, person_id: PersonId, today: date) -> str:
    """Take somebody out of everything; give by what they go from now on."""
    identity = work.ask(identity_of, person_id)
    touched = work.ask(touched_by, identity)
    returned = work.ask(returns_holding, touched["return_lines"], touched.pop("returns", set()))
    kept = [_kept(work, id) for id in returned]
    files = work.ask(files_about, identity.belongings)
    done = redact(work, touched, Redaction(identity))
    replaced = dict(pair for each in kept for pair in _printed_again(work, each, identity))
    done |= redact(work, {"returns": returned}, Redaction(identity, replaced))
    titles = redact_titles(work, identity)
    _let_go(work, identity)
    forget(work, {*files, *replaced})
    person = work.get(Person, person_id)
    person.restricted_on, person.erased_on = None, today
    work.add(Erasure(person.id, today, _listed(done), json.dumps(list(titles.items()))))
    return person.full_name()


@dataclass(frozen=True)
class _Kept:
    """A return as it was kept before somebody is erased from it."""

    id: ReturnId
    said: ReturnFacts
    workbook: str
    facts: str
    form: str | None
    form_bytes: bytes


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
            f"{enumerated(plan.claimed_in)} must be evidenced until {long_date(plan.evidenced_until)}.",
            do="Restrict the record until then: it is kept as evidence, and neither booked nor merged.",
        )


def _kept(work: UnitOfWork, return_id: ReturnId) -> _Kept:
    """Read a return; refuse one whose lines are not those that its workbook was made from."""
    said, row = work.ask(stored_return, return_id), work.get(Return, return_id)
    if said.digest != lines_digest(said.lines, said.adjustments):
        raise RuleBroken(
            f"Return {said.reference} is not as it was submitted.",
            do="Have the database checked before anybody is erased from it.",
        )
    assert row.facts is not None
    form_bytes = b"" if row.form is None else work.content(row.form)
    return _Kept(return_id, said, row.workbook, row.facts, row.form, form_bytes)


def _printed_again(work: UnitOfWork, kept: _Kept, identity: Identity) -> Iterator[tuple[str, str]]:
    """Keep the files of a return without the person; give the digests of the old ones with the new."""
    before, left = kept.said, _without(work.ask(stored_return, kept.id), identity)
    if left != before:
        references = sorted(identity.belongings.references & _told_of(before))
        left = replace(
            left,
            file=FileFacts(work.actor, work.clock.now(), __version__),
            erased=tuple(dict.fromkeys((*before.erased, *references, identity.reference))),
            digest=lines_digest(left.lines, left.adjustments),
            copy_of="",
        )
        yield kept.workbook, work.keep(return_workbook(left))
        yield kept.facts, work.keep(return_json(left).encode())
    if kept.form is not None:
        yield kept.form, work.keep(veiled_form(kept.form_bytes, _form_lines(before, identity), identity))


def _without(facts: ReturnFacts, identity: Identity) -> ReturnFacts:
    """Take the person out of what a return says beside its lines, which are without them already."""
    own = {
        line.number for line in _lines(facts) if line.participant.reference in identity.belongings.references
    }
    return replace(
        facts,
        revision_reason=identity.veiled(facts.revision_reason, own=False),
        evidence=tuple(
            replace(
                row,
                title=identity.veiled(row.title, own=row.line in own),
                source=identity.veiled(row.source, own=row.line in own),
            )
            for row in facts.evidence
        ),
    )


def _lines(facts: ReturnFacts) -> list[LineFacts]:
    return [*facts.lines, *facts.adjustments]


def _told_of(facts: ReturnFacts) -> set[str]:
    return {line.participant.reference for line in _lines(facts)}


def _form_lines(facts: ReturnFacts, identity: Identity) -> list[FormLine]:
    """Give the lines of everybody who bears one of the person's names, in the order of a form."""
    return [
        FormLine(
            line.participant.reference in identity.belongings.references,
            frozenset(getattr(line, name, "") for name in OF_A_LINE) - {""},
        )
        for line in _lines(facts)
        if identity.is_named(line.participant.name)
    ]


def _let_go(work: UnitOfWork, identity: Identity) -> None:
    """Delete rows that say nothing once their words are gone."""
    own = identity.belongings.rows
    gone: list[object] = list(work.all(FormerName, former_names.c.id.in_(own["former_names"])))
    gone += work.all(Needs, needs.c.id.in_(own["needs"]))
    gone += work.all(Approval, approvals.c.id.in_(own["approvals"]))
    gone += work.all(QueryFile, query_files.c.id.in_(own["query_files"]))
    for row in gone:
        work.delete(row)


def _listed(done: Mapping[tuple[int, int], str]) -> str:
    return json.dumps([[*place, digest] for place, digest in done.items()])

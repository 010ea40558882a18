"""People of a file, matched by e-mail; a name alone is a question, and a doubt is never a merge."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, Generic, TypeVar

from aspire_desktop.domain.intake.columns import FULL_NAMES, Column
from aspire_desktop.domain.intake.import_drafts import Decision
from aspire_desktop.domain.intake.import_reports import Fate
from aspire_desktop.domain.intake.imports import OnRecord, PersonLine, RepeatOf
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.facts import change_words, told
from aspire_desktop.domain.office.kept_apart import refuse_if_kept_apart
from aspire_desktop.domain.office.people import BEYOND_NAME, DETAILS, FormerName, Person, full_name
from aspire_desktop.domain.office.values import OrganisationId, PersonId, fold
from aspire_desktop.services.intake.imports.organisation_names import Employers
from aspire_desktop.services.intake.imports.sorting import RowRejected, Sorting, rejected_by
from aspire_desktop.services.office.people import AddPerson, ChangePerson, add_person, present_employment
from aspire_desktop.storage.lookups.office.people import formerly_at, formerly_called
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.work import UnitOfWork

P = TypeVar("P", bound=PersonLine)


@dataclass(frozen=True)
class Known(Generic[P]):
    """A line with its organisation, and the person it means where they are on record."""

    line: P
    organisation_id: OrganisationId
    person: Person | None


@dataclass(frozen=True)
class _WentIn:
    """A row that went in, and what it said."""

    line: PersonLine
    told: list[str]


class Register:
    """Finds the people of a file among those on record, and repeats within the file."""

    def __init__(self, work: UnitOfWork, decisions: Iterable[Decision] = ()) -> None:
        self._work = work
        self._decisions = {decision.row: decision for decision in decisions}
        self._employers = Employers(work)
        self._seen: dict[str, _WentIn] = {}

    def find(self, line: P) -> Known[P]:
        """Match a line; raise RowRejected for a doubt, and for a record that is kept apart."""
        known = self._matched(line)
        if known.person is not None:
            try:
                refuse_if_kept_apart(known.person)
            except RuleBroken as refused:
                raise rejected_by(None, refused) from refused
        return known

    def repeats(self, line: PersonLine, organisation_id: OrganisationId) -> bool:
        """Tell whether a row that says the same went in before; raise RowRejected where they differ."""
        mail, _ = _keys(line, organisation_id)
        earlier = self._seen.get(mail) if mail else None
        if earlier is not None and not _agrees(_told(line, organisation_id), earlier.told):
            raise RowRejected(
                Column.EMAIL,
                f"Row {earlier.line.row} names the same person with other details. Keep one of the two rows.",
                RepeatOf(earlier.line.row),
            )
        return earlier is not None

    def remember(self, line: PersonLine, organisation_id: OrganisationId) -> None:
        """Note a row that went in, so that a repeat of it is found."""
        went_in = _WentIn(line, _told(line, organisation_id))
        self._seen.update(dict.fromkeys(filter(None, _keys(line, organisation_id)), went_in))

    def add(self, known: Known[P]) -> Person:
        """Add the person of a line."""
        line = known.line
        wanted = AddPerson(organisation_id=known.organisation_id, **told(line, DETAILS))
        try:
            person = add_person(self._work, wanted)
        except RuleBroken as refused:
            raise rejected_by(Column.EMAIL, refused) from refused
        self._note_former_name(line, person)
        return person

    def refresh(self, known: Known[P]) -> list[str]:
        """Bring in what the file says anew, or where there was nothing, or as decided; give what changed."""
        line, person = known.line, known.person
        assert person is not None
        changed = self._correct(line, person) if line.row in self._decisions else []
        job = present_employment(self._work, person.id)
        for fact in sorted(BEYOND_NAME, key=lambda each: each.fills):
            holder = person if fact.table == people.name else job
            if holder and (said := fact.news(line, holder)):
                changed.append(change_words(fact.column, fact.of(holder), said))
                holder.tell(**{fact.name: said})
        if self._note_former_name(line, person):
            changed.append(f"former name “{line.former_name}”")
        return changed

    def _note_former_name(self, line: PersonLine, person: Person) -> bool:
        """Keep the name that was borne before, so that it finds the person; tell whether it is news."""
        name = full_name(line.given_name, line.former_name)
        news = bool(line.former_name) and person.id not in self._work.ask(formerly_called, name)
        if news:
            today = self._work.clock.today()
            self._work.add(FormerName(person.id, line.given_name, line.former_name, "", today))
        return news

    def _matched(self, line: P) -> Known[P]:
        organisation_id = self._employers.find(line.organisation)
        decision = self._decisions.get(line.row)
        if decision is not None:
            return self._decided(line, organisation_id, decision)
        person = self._by_email(line, organisation_id)
        if person is None and _keys(line, organisation_id)[0] not in self._seen:
            self._ask_about_earlier_row(line, organisation_id)
            self._ask_about_name(line, organisation_id)
        return Known(line, organisation_id, person)

    def _correct(self, line: PersonLine, person: Person) -> list[str]:
        """Take over name and address, which stand in the line as they were decided."""
        was = (person.full_name(), person.email)
        wanted = replace(
            ChangePerson.nothing(self._work, person.id),
            given_name=line.given_name,
            family_name=line.family_name,
            email=line.email,
        )
        try:
            wanted.apply(self._work)
        except RuleBroken as refused:
            raise rejected_by(Column.EMAIL, refused) from refused
        now = zip(("name", "e-mail"), was, (person.full_name(), person.email), strict=True)
        return [change_words(what, before, after) for what, before, after in now if before != after]

    def _decided(self, line: P, organisation_id: OrganisationId, decision: Decision) -> Known[P]:
        if decision.person_id is None:
            return Known(line, organisation_id, None)
        person = self._work.get(Person, decision.person_id)
        job = present_employment(self._work, person.id)
        return Known(
            _as_decided(line, person, decision), job.organisation_id if job else organisation_id, person
        )

    def _by_email(self, line: PersonLine, organisation_id: OrganisationId) -> Person | None:
        if not line.email:
            return None
        person = self._work.first(Person, people.c.email_key == fold(line.email)) or self._formerly_at(line)
        if person is None:
            return None
        name = full_name(line.given_name, line.family_name)
        if fold(name) != person.name_key and person.id not in self._work.ask(formerly_called, name):
            raise RowRejected(
                Column.EMAIL,
                f"{line.email} belongs to {person.full_name()} on record. Correct the name or the address, "
                f"or change the person's name first.",
                OnRecord(person.id),
            )
        job = present_employment(self._work, person.id)
        if job is not None and job.organisation_id != organisation_id:
            raise RowRejected(
                Column.ORGANISATION,
                f"{person.full_name()} works for another organisation on record. "
                f"Move the person first, or correct the row.",
                OnRecord(person.id),
            )
        return person

    def _formerly_at(self, line: PersonLine) -> Person | None:
        """Give the one person who had the address before, where nobody has it now."""
        before = self._work.ask(formerly_at, line.email)
        return self._work.get(Person, before[0]) if len(before) == 1 else None

    def _ask_about_earlier_row(self, line: PersonLine, organisation_id: OrganisationId) -> None:
        """Raise RowRejected where a row before names somebody called the same: a name proves nothing."""
        earlier = self._seen.get(_keys(line, organisation_id)[1])
        if earlier is None:
            return
        told = f"Row {earlier.line.row} names somebody of the same name and organisation"
        apart = (
            f"with another address, {earlier.line.email}"
            if line.email and earlier.line.email
            else "and no address tells them apart"
        )
        raise RowRejected(
            Column.EMAIL,
            f"{told}, {apart}. Leave the row out if it is the same person, or give the address of each.",
            RepeatOf(earlier.line.row, may_differ=True),
        )

    def _ask_about_name(self, line: PersonLine, organisation_id: OrganisationId) -> None:
        """Raise RowRejected where somebody of the name works there, or did when they were called so."""
        name = full_name(line.given_name, line.family_name)
        alike = self._called(name, organisation_id)
        if len(alike) > 1:
            raise RowRejected(None, f"{len(alike)} people of this name work there. Give the e-mail address.")
        for person in alike:
            raise RowRejected(Column.EMAIL, _alike_words(line, person), OnRecord(person.id))
        for id in self._work.ask(formerly_called, name):
            if self._works_at(id, organisation_id):
                raise RowRejected(
                    None,
                    f"{name} is what {self._work.get(Person, id).full_name()} of the same organisation was "
                    f"called before. Say whether it is the same person.",
                    OnRecord(id),
                )
        for person in self._called(full_name(line.given_name, line.former_name), organisation_id):
            raise RowRejected(
                None,
                f"{person.full_name()} of the same organisation is on record, and {name} was called so "
                f"before. Say whether it is the same person.",
                OnRecord(person.id),
            )

    def _called(self, name: str, organisation_id: OrganisationId) -> list[Person]:
        alike = self._work.all(Person, people.c.name_key == fold(name))
        return [person for person in alike if self._works_at(person.id, organisation_id)]

    def _works_at(self, id: PersonId, organisation_id: OrganisationId) -> bool:
        job = present_employment(self._work, id)
        return job is not None and job.organisation_id == organisation_id


def _alike_words(line: PersonLine, person: Person) -> str:
    """Say why a name on record is not enough to tell that somebody is meant."""
    there = f"{person.full_name()} of the same organisation is on record with"
    if line.email and person.email:
        return (
            f"{there} {person.email}. "
            f"Use that address, or say that these are two people by adding this one by hand."
        )
    if person.email:
        return f"{there} {person.email}, and the row gives no address. Say whether it is the same person."
    return f"{there}out an address. Say whether it is the same person."


def import_people(work: UnitOfWork, sorting: Sorting, decisions: Iterable[Decision] = ()) -> None:
    """Add the people of a file, and bring in the job titles of those on record."""
    register = Register(work, decisions)
    for line in sorting.table.lines(PersonLine):
        try:
            _take_in(register, line, sorting)
        except RowRejected as rejected:
            sorting.reject(line.row, rejected)


def _take_in(register: Register, line: PersonLine, sorting: Sorting) -> None:
    known = register.find(line)
    if register.repeats(known.line, known.organisation_id):
        sorting.sort(line.row, Fate.MATCHED)
        return
    if known.person is None:
        register.add(known)
        sorting.sort(line.row, Fate.NEW)
    else:
        changed = register.refresh(known)
        sorting.sort(line.row, Fate.UPDATED if changed else Fate.MATCHED, in_words(changed))
    register.remember(known.line, known.organisation_id)


def in_words(changed: Iterable[str]) -> str:
    """Say changes in a line: "Job title “HRBP”, was “HR Adviser”; e-mail …"."""
    words = "; ".join(changed)
    return f"{words[:1].upper()}{words[1:]}"


def _as_decided(line: P, person: Person, decision: Decision) -> P:
    """Give the line with what is on record in place of what was not taken from the file."""
    names_taken = decision.taken & {Column.FIRST_NAME, Column.LAST_NAME, *FULL_NAMES}
    named = line if names_taken else person
    kept: dict[str, Any] = {
        fact.name: (fact.of(person) or fact.of(line)) if fact.fills else ""
        for fact in BEYOND_NAME
        if Column(fact.column) not in decision.taken
    }
    return replace(line, given_name=named.given_name, family_name=named.family_name, **kept)


def _keys(line: PersonLine, organisation_id: OrganisationId) -> tuple[str, str]:
    """Give the keys by which a row repeats another: the address (or nothing), the name with organisation."""
    return fold(line.email), f"{fold(full_name(line.given_name, line.family_name))} at {organisation_id}"


def _told(line: PersonLine, organisation_id: OrganisationId) -> list[str]:
    """Give what a row says, whatever its capitals, its number and the way it names the organisation."""
    said = [fold(str(getattr(line, each.name))) for each in fields(line) if each.name not in _NOT_SAID]
    return [*said, str(organisation_id)]


def _agrees(told: list[str], before: list[str]) -> bool:
    """Tell whether a row says nothing else than one before; what it leaves blank contradicts nothing."""
    return all(not now or now == then for now, then in zip(told, before, strict=True))


_NOT_SAID = {"row", "organisation"}

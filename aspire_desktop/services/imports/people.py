"""People of a file, matched by e-mail, then by name with organisation; a doubt is never a merge."""

from dataclasses import dataclass, fields

from aspire_desktop.domain.columns import Column
from aspire_desktop.domain.import_reports import Fate
from aspire_desktop.domain.imports import PersonLine
from aspire_desktop.domain.people import Employment, Person
from aspire_desktop.domain.values import OrganisationId, fold
from aspire_desktop.services.imports.organisation_names import Employers
from aspire_desktop.services.imports.sorting import RowRejected, Sorting
from aspire_desktop.services.people import AddPerson, add_person, present_employment
from aspire_desktop.storage.tables.people import employments, people
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class Known:
    """A line with its organisation, and the person it means where they are on record."""

    line: PersonLine
    organisation_id: OrganisationId
    person: Person | None


@dataclass(frozen=True)
class _WentIn:
    """A row that went in, and what it said."""

    line: PersonLine
    told: list[str]


class Register:
    """Finds the people of a file among those on record, and repeats within the file."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._employers = Employers(work)
        self._seen: dict[str, _WentIn] = {}

    def find(self, line: PersonLine) -> Known:
        """Match a line; raise RowRejected for a doubt that somebody must decide."""
        organisation_id = self._employers.find(line.organisation)
        person = self._by_email(line, organisation_id) or self._by_name(line, organisation_id)
        return Known(line, organisation_id, person)

    def repeats(self, line: PersonLine, organisation_id: OrganisationId) -> bool:
        """Tell whether a row that says the same went in before; raise RowRejected where they differ."""
        mail, name = _keys(line, organisation_id)
        earlier = self._seen.get(mail or name)
        if earlier is not None and not _agrees(_told(line, organisation_id), earlier.told):
            raise RowRejected(
                Column.EMAIL if mail else None,
                f"Row {earlier.line.row} names the same person with other details. Keep one of the two rows.",
            )
        return earlier is not None

    def remember(self, line: PersonLine, organisation_id: OrganisationId) -> None:
        """Note a row that went in, so that a repeat of it is found."""
        went_in = _WentIn(line, _told(line, organisation_id))
        self._seen.update(dict.fromkeys(filter(None, _keys(line, organisation_id)), went_in))

    def add(self, known: Known) -> Person:
        """Add the person of a line."""
        line = known.line
        wanted = AddPerson(
            line.given_name, line.family_name, line.email, line.job_title, known.organisation_id
        )
        return add_person(self._work, wanted)

    def refresh(self, known: Known) -> bool:
        """Bring in a job title, and an address where there was none; tell whether anything changed."""
        line, person = known.line, known.person
        assert person is not None
        job = present_employment(self._work, person.id)
        changed = False
        if job is not None and line.job_title and line.job_title != job.job_title:
            job.job_title, changed = line.job_title, True
        if line.email and not person.email:
            person.write_to(line.email)
            changed = True
        return changed

    def _by_email(self, line: PersonLine, organisation_id: OrganisationId) -> Person | None:
        if not line.email:
            return None
        person = self._work.first(Person, people.c.email_key == fold(line.email))
        if person is None:
            return None
        if fold(f"{line.given_name} {line.family_name}") != person.name_key:
            raise RowRejected(
                Column.EMAIL,
                f"{line.email} belongs to {person.full_name()} on record. Correct the name or the address, "
                f"or change the person's name first.",
            )
        job = present_employment(self._work, person.id)
        if job is not None and job.organisation_id != organisation_id:
            raise RowRejected(
                Column.ORGANISATION,
                f"{person.full_name()} works for another organisation on record. "
                f"Move the person first, or correct the row.",
            )
        return person

    def _by_name(self, line: PersonLine, organisation_id: OrganisationId) -> Person | None:
        here = (employments.c.organisation_id == organisation_id) & employments.c.until.is_(None)
        alike = self._work.all(Person, people.c.name_key == fold(f"{line.given_name} {line.family_name}"))
        same = [
            each for each in alike if self._work.first(Employment, employments.c.person_id == each.id, here)
        ]
        if len(same) > 1:
            raise RowRejected(None, f"{len(same)} people of this name work there. Give the e-mail address.")
        if same and line.email and same[0].email:
            raise RowRejected(
                Column.EMAIL,
                f"{same[0].full_name()} of the same organisation is on record with {same[0].email}. "
                f"Use that address, or say that these are two people by adding this one by hand.",
            )
        return same[0] if same else None


def import_people(work: UnitOfWork, sorting: Sorting) -> None:
    """Add the people of a file, and bring in the job titles of those on record."""
    register = Register(work)
    for line in sorting.table.lines(PersonLine):
        try:
            sorting.sort(line.row, _take_in(register, line))
        except RowRejected as rejected:
            sorting.reject(line.row, rejected)


def _take_in(register: Register, line: PersonLine) -> Fate:
    known = register.find(line)
    if register.repeats(line, known.organisation_id):
        return Fate.MATCHED
    register.remember(line, known.organisation_id)
    if known.person is None:
        register.add(known)
        return Fate.NEW
    return Fate.UPDATED if register.refresh(known) else Fate.MATCHED


def _keys(line: PersonLine, organisation_id: OrganisationId) -> tuple[str, str]:
    """Give the keys by which a row repeats another: the address (or nothing), the name with organisation."""
    return fold(line.email), f"{fold(f'{line.given_name} {line.family_name}')} at {organisation_id}"


def _told(line: PersonLine, organisation_id: OrganisationId) -> list[str]:
    """Give what a row says, whatever its capitals, its number and the way it names the organisation."""
    said = [fold(str(getattr(line, each.name))) for each in fields(line) if each.name not in _NOT_SAID]
    return [*said, str(organisation_id)]


def _agrees(told: list[str], before: list[str]) -> bool:
    """Tell whether a row says nothing else than one before; what it leaves blank contradicts nothing."""
    return all(not now or now == then for now, then in zip(told, before, strict=True))


_NOT_SAID = {"row", "organisation"}

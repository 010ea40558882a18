"""Rows of people who were erased: nothing may be noted in them, done again or taken back."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.people import person_reference
from aspire_desktop.domain.office.values import EnrolmentId, PersonId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.images import Image, Values, values
from aspire_desktop.storage.tables.office.erasures import erasures
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.work import Difference

_OF_A_PERSON = frozenset({"former_names", "employments", "enrolments"})
_OF_AN_ENROLMENT = frozenset({"steps", "needs", "approvals", "marks", "charges", "project_members"})


def refuse_touching_erased(connection: Connection, differences: Iterable[Difference]) -> None:
    """Raise RuleBroken where a change is about somebody who was erased, but for the erasing itself."""
    changed = list(differences)
    erased = set(connection.scalars(select(people.c.id).where(people.c.erased_on.is_not(None))))
    if not erased or any(each.table is erasures for each in changed):
        return
    touched = set(_persons(connection, changed)) & erased
    if touched:
        raise RuleBroken(
            f"{person_reference(min(touched))} was erased: nothing is noted of them any more.",
            do="Leave them out, or add the person anew if they take part again.",
        )


def _persons(connection: Connection, changed: Iterable[Difference]) -> Iterator[PersonId]:
    booked = set[EnrolmentId]()
    for each in changed:
        if each.table is people:
            yield PersonId(each.row)
        elif each.table.name in _OF_A_PERSON:
            yield from (PersonId(int(str(row["person_id"]))) for row in _states(each))
        elif each.table.name in _OF_AN_ENROLMENT:
            booked |= {EnrolmentId(int(str(row["enrolment_id"]))) for row in _states(each)}
    query = select(enrolments.c.person_id).where(among(connection, enrolments.c.id, booked))
    yield from connection.scalars(query)


def _states(each: Difference) -> Iterator[Values]:
    return (values(Image(taken)) for taken in (each.before, each.after) if taken is not None)

"""By what a person is found in rows, in texts and in the history, whatever they were ever called."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, select

from aspire_desktop.domain.anonymity import HIDDEN, Veil
from aspire_desktop.domain.returns import PersonFacts, person_reference
from aspire_desktop.domain.values import PersonId, fold
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.belongings import Belongings, belongings_of
from aspire_desktop.storage.images import Image, Values, canonical, values
from aspire_desktop.storage.tables.certificates import certificates
from aspire_desktop.storage.tables.journal import change
from aspire_desktop.storage.tables.people import former_names, people


@dataclass(frozen=True)
class Identity:
    """By what somebody is found in rows, texts and the history."""

    reference: str
    """What stands in place of the name, such as P-00042."""
    belongings: Belongings
    names: frozenset[str]
    """Every spelling that stands or stood on record."""
    emails: frozenset[str]
    shared: bool
    """Whether somebody else on record bears one of the names."""

    @property
    def words(self) -> tuple[str, ...]:
        """Give every name and address, to look for."""
        return (*sorted(self.names), *sorted(self.emails))

    @property
    def told(self) -> tuple[str, ...]:
        """Give the same as they stand in images, and in JSON within these: a quotation mark is escaped."""
        once = {canonical(word)[1:-1] for word in self.words}
        return tuple(sorted({*self.words, *once, *(canonical(word)[1:-1] for word in once)}))

    @property
    def facts(self) -> tuple[PersonFacts, ...]:
        """Give every reference with every name, the one that stands for all of them first."""
        references = sorted(self.belongings.references, key=lambda each: (each != self.reference, each))
        return tuple(PersonFacts(each, name) for each in references for name in sorted(self.names))

    def veiled(self, text: str, *, own: bool) -> str:
        """Take names and addresses out of a text: of their `own`, or one that may be about a namesake."""
        said = self.reference if own or not self.shared else HIDDEN
        for email in self.emails:
            text = re.sub(re.escape(email), said, text, flags=re.I)
        return self._veils[own].full_names(text)

    @cached_property
    def _veils(self) -> dict[bool, Veil]:
        """A name of one word may be any word in what is said of others, where only whole names count."""
        others = HIDDEN if self.shared else self.reference
        return {
            True: Veil(PersonFacts(self.reference, name) for name in sorted(self.names)),
            False: Veil(PersonFacts(others, name) for name in sorted(self.names) if " " in name),
        }


def identity_of(connection: Connection, person_id: PersonId) -> Identity:
    """Give by what a person is found, whatever they were ever called."""
    belongings = belongings_of(connection, person_id)
    names, emails = set[str](), set[str]()
    for table in (people, former_names, certificates):
        for taken in images_of(connection, table.name, belongings.rows[table.name]):
            full = f"{taken.get('given_name') or ''} {taken.get('family_name') or ''}".strip()
            names |= {full, str(taken.get("certificate_name") or ""), str(taken.get("name") or "")}
            emails.add(str(taken.get("email") or ""))
    names -= {"", *belongings.references}
    return Identity(
        person_reference(person_id),
        belongings,
        frozenset(names),
        frozenset(emails - {""}),
        _borne_by_others(connection, names, belongings.rows[people.name]),
    )


def images_of(connection: Connection, table: str, rows: Iterable[int]) -> list[Values]:
    """Give every state that the rows were ever in."""
    query = select(change.c.before, change.c.after).where(
        change.c.tbl == table, among(connection, change.c.row, rows)
    )
    taken = (each for row in connection.execute(query) for each in (row.before, row.after) if each)
    return [values(Image(each)) for each in taken]


def _borne_by_others(connection: Connection, names: Iterable[str], own: Iterable[int]) -> bool:
    keys = [fold(name) for name in names]
    found = connection.scalars(select(people.c.id).where(people.c.name_key.in_(keys)))
    return bool(set(found) - set(own))

"""By what a person is found in rows, in texts and in the history, whatever they were ever called."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, func, select

from aspire_desktop.domain.money.anonymity import HIDDEN, Veil
from aspire_desktop.domain.office.people import PersonFacts, person_reference
from aspire_desktop.domain.office.values import PersonId, fold
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.belongings import Belongings, belongings_of
from aspire_desktop.storage.images import Image, Values, values
from aspire_desktop.storage.tables.journal import action, change
from aspire_desktop.storage.tables.office.people import former_names, people
from aspire_desktop.storage.tables.programmes.certificates import certificates


@dataclass(frozen=True)
class Identity:
    """By what somebody is found in rows, texts and the history."""

    reference: str
    """What stands in place of the name, such as P-00042."""
    belongings: Belongings
    names: frozenset[str]
    """Every spelling that stands or stood on record, but for slips that were taken back."""
    emails: frozenset[str]
    shared: bool
    """Whether somebody else on record bears or bore one of the names."""

    def is_named(self, text: str) -> bool:
        """Tell whether a text is one of the names and nothing else."""
        return fold(text) in self._keys

    def may_name(self, text: str) -> bool:
        """Tell at little cost whether a text can hold a name or address, however it is spelled."""
        folded = fold(text)
        return any(part in folded for part in self._parts)

    def veiled(self, text: str, *, own: bool) -> str:
        """Take the person out of a text: of one of their `own` rows, or one that may be about a namesake.

        A name of one word may be any word in what is said of others.
        """
        said = self.reference if own or not self.shared else HIDDEN
        return self._veils[own].full_names(self._without_emails(text, said))

    def hidden(self, text: str) -> str:
        """Take the person out of words about them, of which any may be a part of the name."""
        return self._veils[True].words(self._without_emails(text, self.reference))

    def _without_emails(self, text: str, said: str) -> str:
        for email in self.emails:
            text = re.sub(rf"(?<![\w.+-]){re.escape(email)}(?![\w-]|\.\w)", said, text, flags=re.I)
        return text

    @cached_property
    def _veils(self) -> dict[bool, Veil]:
        others = HIDDEN if self.shared else self.reference
        return {
            True: Veil(PersonFacts(self.reference, name) for name in sorted(self.names)),
            False: Veil(PersonFacts(others, name) for name in sorted(self.names) if " " in name),
        }

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(fold(name) for name in self.names)

    @cached_property
    def _parts(self) -> frozenset[str]:
        """The longest word of each name, and the addresses."""
        longest = (max(fold(name).split(), key=len) for name in self.names)
        return frozenset((*longest, *(fold(email) for email in self.emails)))


def identity_of(connection: Connection, person_id: PersonId) -> Identity:
    """Give by what a person is found, whatever they were ever called."""
    belongings = belongings_of(connection, person_id)
    names, emails = set[str](), set[str]()
    for table in (people, former_names, certificates):
        for taken in images_of(connection, table.name, belongings.rows[table.name], standing=True):
            full = f"{taken.get('given_name') or ''} {taken.get('family_name') or ''}".strip()
            names |= {full, str(taken.get("certificate_name") or ""), str(taken.get("name") or "")}
            emails.add(str(taken.get("email") or ""))
    names -= {"", *belongings.references}
    return Identity(
        person_reference(person_id),
        belongings,
        frozenset(names),
        frozenset(emails - {""}),
        _borne_by_others(connection, names, belongings),
    )


def images_of(
    connection: Connection, table: str, rows: Iterable[int], *, standing: bool = False
) -> list[Values]:
    """Give every state that the rows were ever in; with `standing` what was taken back was never so."""
    query = (
        select(change.c.before, change.c.after)
        .join(action, action.c.id == change.c.action)
        .where(change.c.tbl == table, among(connection, change.c.row, rows))
    )
    if standing:
        chains = select(action.c.root).group_by(action.c.root).having(func.count() % 2 == 1)
        query = query.where(action.c.undoes.is_(None), action.c.id.in_(chains))
    taken = (each for row in connection.execute(query) for each in (row.before, row.after) if each)
    return [values(Image(each)) for each in taken]


def _borne_by_others(connection: Connection, names: Iterable[str], own: Belongings) -> bool:
    keys = [fold(name) for name in names]
    return any(
        set(connection.scalars(select(table.c.id).where(table.c.name_key.in_(keys)))) - own.rows[table.name]
        for table in (people, former_names)
    )

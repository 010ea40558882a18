"""People on record who may be one person, by the addresses and names that they bear or bore."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.values import PersonId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.tables.office.people import former_names, people


def same_address(connection: Connection, ids: Iterable[PersonId]) -> list[frozenset[PersonId]]:
    """Give those of the people who share an e-mail address, now or before."""
    return _sharing(connection, list(ids), "email_key")


def same_name(connection: Connection, ids: Iterable[PersonId]) -> list[frozenset[PersonId]]:
    """Give those of the people who share a name, now or before: they may well be two people."""
    return _sharing(connection, list(ids), "name_key")


def _sharing(connection: Connection, ids: list[PersonId], key: str) -> list[frozenset[PersonId]]:
    now = select(people.c.id, people.c[key].label("key")).where(among(connection, people.c.id, ids))
    before = select(former_names.c.person_id.label("id"), former_names.c[key].label("key")).where(
        among(connection, former_names.c.person_id, ids)
    )
    bearers: defaultdict[str, set[PersonId]] = defaultdict(set)
    for row in chain(connection.execute(now), connection.execute(before)):
        if row.key:
            bearers[row.key].add(row.id)
    return [frozenset(found) for found in bearers.values() if len(found) > 1]

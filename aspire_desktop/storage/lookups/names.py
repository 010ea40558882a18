"""What organisations are called on a day, those that have ended or were succeeded included."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, select

from aspire_desktop.domain.values import OrganisationId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.successions import lineage
from aspire_desktop.storage.tables.organisations import organisation_names


def names_on(connection: Connection, ids: Iterable[OrganisationId], on: date) -> dict[OrganisationId, str]:
    """Give the name under which each organisation went on the day: its own, or its single successor's.

    One that had no name then, because it had not begun or went to several, goes by its latest earlier name,
    or else by its first: people who are enrolled from it never drop out of a list.
    """
    wanted, successors = set(ids), lineage(connection)
    bodies = {id: successors.bodies(id, on) for id in wanted}
    stands_for = {id: found[0] if len(found) == 1 else id for id, found in bodies.items()}
    own = _own_names(connection, {*wanted, *stands_for.values()}, on)
    return {id: own[body] for id, body in stands_for.items() if body in own}


def _own_names(connection: Connection, ids: set[OrganisationId], on: date) -> dict[OrganisationId, str]:
    query = (
        select(organisation_names)
        .where(among(connection, organisation_names.c.organisation_id, ids))
        .order_by(organisation_names.c.since.desc().nulls_last(), organisation_names.c.id.desc())
    )
    found: dict[OrganisationId, str] = {}
    settled: set[OrganisationId] = set()
    for row in connection.execute(query):
        if row.organisation_id not in settled:
            found[row.organisation_id] = row.name
        if row.since is None or row.since <= on:
            settled.add(row.organisation_id)
    return found

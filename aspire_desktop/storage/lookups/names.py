"""What organisations are called on a day, those that have ended included."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, select

from aspire_desktop.domain.values import OrganisationId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.tables.organisations import organisation_names


def names_on(connection: Connection, ids: Iterable[OrganisationId], on: date) -> dict[OrganisationId, str]:
    """Give the name that each organisation bore on the day.

    One that had no name then, because it had ended or not begun, goes by its latest earlier name, or else
    by its first: people who are enrolled from it never drop out of a list.
    """
    query = (
        select(organisation_names)
        .where(among(connection, organisation_names.c.organisation_id, set(ids)))
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

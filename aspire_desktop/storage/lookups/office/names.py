"""What organisations are called on a day, those that have ended or were succeeded included."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.values import OrganisationId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.office.successions import lineage
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.office.organisations import organisation_names, organisations


@dataclass(frozen=True)
class DatedName:
    """What an organisation was called between two days (None: open), and its type and region."""

    name: str
    gss: str | None
    since: date | None
    until: date | None
    type: str
    region: str

    def holds(self, day: date) -> bool:
        """Tell whether the organisation bore the name on the day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def names_on(connection: Connection, ids: Iterable[OrganisationId], on: date) -> dict[OrganisationId, str]:
    """Give the name under which each organisation went on the day: its own, or its single successor's.

    One that had no name then, because it had not begun or went to several, goes by its latest earlier name,
    or else by its first: people who are enrolled from it never drop out of a list.
    """
    wanted, successors = set(ids), lineage(connection)
    stands_for = {id: successors.one(id, on) for id in wanted}
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


def dated_names(
    connection: Connection, ids: Iterable[OrganisationId]
) -> dict[OrganisationId, list[DatedName]]:
    """Give every name that the organisations bore or bear, as they were noted."""
    query = (
        select(organisation_names, organisations.c.type, organisations.c.region)
        .join(organisations, organisations.c.id == organisation_names.c.organisation_id)
        .where(among(connection, organisation_names.c.organisation_id, ids))
        .order_by(organisation_names.c.id)
    )
    found: dict[OrganisationId, list[DatedName]] = {}
    for row in connection.execute(query):
        dated = row_of(DatedName, row)
        found.setdefault(row.organisation_id, []).append(dated)
    return found


def named_on(names: Sequence[DatedName], on: date) -> DatedName:
    """Choose among one organisation's names as `names_on` does: that of the day, or else the nearest."""
    ordered = sorted(names, key=lambda each: each.since or date.min)
    begun = [each for each in ordered if each.since is None or each.since <= on]
    return begun[-1] if begun else ordered[0]

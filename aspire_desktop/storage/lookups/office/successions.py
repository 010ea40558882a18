"""Which body took over from which, and who stands for an organisation on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.values import OrganisationId
from aspire_desktop.storage.tables.office.organisations import successions


@dataclass(frozen=True)
class Successor:
    """A body that took over (part of) another on a day."""

    id: OrganisationId
    on: date


@dataclass(frozen=True)
class Lineage:
    """Every succession there is, by the body that ended."""

    successors: dict[OrganisationId, list[Successor]]

    def bodies(self, id: OrganisationId, on: date) -> tuple[OrganisationId, ...]:
        """Give who stands for an organisation on a day: itself, its successor, or several that share it."""
        found: dict[OrganisationId, None] = {}
        ahead, seen = [id], {id}
        while ahead:
            body = ahead.pop(0)
            after = [each.id for each in self.successors.get(body, ()) if each.on <= on]
            if not after:
                found[body] = None
            ahead += [each for each in after if each not in seen]
            seen |= set(after)
        return tuple(found)

    def one(self, id: OrganisationId, on: date) -> OrganisationId:
        """Give the single body that stands for an organisation on a day; itself where several share it."""
        found = self.bodies(id, on)
        return found[0] if len(found) == 1 else id

    def same_body(self, id: OrganisationId, on: date) -> set[OrganisationId]:
        """Give the organisation with all that come to the same one body as it on a day."""
        bodies = self.bodies(id, on)
        if len(bodies) > 1:
            return {id}
        return {id, *bodies, *(each for each in self.successors if self.bodies(each, on) == bodies)}

    def everybody(self, ids: Iterable[OrganisationId]) -> set[OrganisationId]:
        """Give the organisations with whoever may ever stand for them."""
        found: set[OrganisationId] = set()
        ahead = list(ids)
        while ahead:
            body = ahead.pop()
            if body not in found:
                found.add(body)
                ahead += [each.id for each in self.successors.get(body, ())]
        return found


def lineage(connection: Connection) -> Lineage:
    """Load every succession: there are few."""
    found: dict[OrganisationId, list[Successor]] = {}
    for row in connection.execute(select(successions).order_by(successions.c.id)):
        found.setdefault(row.organisation_id, []).append(Successor(row.successor_id, row.on))
    return Lineage(found)

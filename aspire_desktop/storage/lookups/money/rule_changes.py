"""Which rules of a version were changed, by whom, when and why: named wherever that changes a claim."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.history import typed_reason
from aspire_desktop.domain.office.values import PlaceId, VersionId, long_date
from aspire_desktop.domain.programmes.rule_effects import ClaimState
from aspire_desktop.storage.images import Plain
from aspire_desktop.storage.lookups.money.claims import place_records
from aspire_desktop.storage.lookups.money.earlier import EarlierChange, changes_of_rows
from aspire_desktop.storage.lookups.money.funding import terms_of
from aspire_desktop.storage.tables.money.funding import places, return_lines
from aspire_desktop.storage.tables.programmes.certificates import certificates
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.tables.programmes.programmes import modules, versions

_NAMED = {
    "sessions_needed": "sessions needed",
    "project_needed": "project needed",
    "claim_rule": "claim rule",
    "attended_marks": "marks that count as attended",
    "left_early_percent": "share of a session from which Left early counts",
    "minutes": "minutes of a module",
}


@dataclass(frozen=True)
class RuleChange:
    """One act by which rules of a version became others."""

    words: str
    """Such as "Aspire: sessions needed 4 to 5"."""
    by: str
    on: date
    reason: str

    @property
    def told(self) -> str:
        """Say what changed, who did it and when."""
        return f"{self.words}, changed by {self.by} on {long_date(self.on)}"

    def __str__(self) -> str:
        """Write a sentence without its stop, with the reason that was typed."""
        return f"{self.told}: {self.reason}" if self.reason else self.told


def is_fixed(connection: Connection, version_id: VersionId) -> bool:
    """Tell whether a submitted return or an issued certificate rests on a version."""
    booked = select(enrolments.c.id).join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
    booked = booked.where(cohorts.c.version_id == version_id)
    claimed = (
        select(return_lines.c.id)
        .join(places, places.c.id == return_lines.c.place_id)
        .where(places.c.enrolment_id.in_(booked))
    )
    issued = select(certificates.c.id).where(certificates.c.enrolment_id.in_(booked))
    return any(connection.execute(query.limit(1)).first() for query in (claimed, issued))


def claim_states(connection: Connection, today: date) -> dict[PlaceId, ClaimState]:
    """Give of every place whether it may be claimed, whether a return claims it, and for how many pounds."""
    terms = terms_of(connection)
    return {
        record.id: ClaimState(
            terms[id].reference,
            record.met_on is not None,
            record.claim is not None,
            record.claim.amount if record.claim else terms[id].unit,
        )
        for id, records in place_records(connection, terms, today).items()
        for record in records
    }


def rule_changes(connection: Connection, version_id: VersionId, head: int) -> list[RuleChange]:
    """Give the changes of a version's rules after action `head` that still hold, in their order."""
    owned = list(connection.scalars(select(modules.c.id).where(modules.c.version_id == version_id)))
    found = [
        *changes_of_rows(connection, versions, [version_id], head),
        *changes_of_rows(connection, modules, owned, head),
    ]
    return [_told(each, names) for each, names in zip(found, _holding(found), strict=True) if names]


def _holding(changes: Sequence[EarlierChange]) -> list[list[str]]:
    """Give for each change the rules that it changed and that were not put back to what they were before."""
    held: dict[tuple[int, str], list[tuple[int, Plain]]] = {}
    for place, each in enumerate(changes):
        for name in _NAMED:
            before, after = each.before.get(name), each.after.get(name)
            if before == after or not each.before or not each.after:
                continue
            steps = held.setdefault((each.row, name), [])
            left = next((at for at, (_, was) in enumerate(steps) if was == after), None)
            if left is None:
                steps.append((place, before))
            else:
                del steps[left:]
    kept = {(place, name) for (_, name), steps in held.items() for place, _ in steps}
    return [[name for name in _NAMED if (place, name) in kept] for place in range(len(changes))]


def _told(changed: EarlierChange, names: Sequence[str]) -> RuleChange:
    other = (
        f"{_NAMED[name]} {_plain(changed.before.get(name))} to {_plain(changed.after.get(name))}"
        for name in names
    )
    words = f"{changed.values['title']}: {', '.join(other)}"
    return RuleChange(words, changed.actor, changed.on, typed_reason(changed.title))


def _plain(value: Plain) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value in (None, "") else str(value)

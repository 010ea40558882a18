"""Which rules of a version were changed, by whom, when and why: named wherever that changes a claim."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from aspire_desktop.domain.history import typed_reason
from aspire_desktop.domain.values import VersionId, long_date
from aspire_desktop.storage.images import Plain
from aspire_desktop.storage.lookups.earlier import Changed, changes_since
from aspire_desktop.storage.tables.programmes import modules, versions

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

    def __str__(self) -> str:
        """Write a sentence without its stop."""
        told = f"{self.words}, changed by {self.by} on {long_date(self.on)}"
        return f"{told}: {self.reason}" if self.reason else told


def rule_changes(connection: Connection, version_id: VersionId, head: int) -> list[RuleChange]:
    """Give the changes of a version's rules after action `head`, in their order."""
    owned = list(connection.scalars(select(modules.c.id).where(modules.c.version_id == version_id)))
    found = [
        *changes_since(connection, versions, [version_id], head),
        *changes_since(connection, modules, owned, head),
    ]
    return [told for told in map(_told, found) if told is not None]


def _told(changed: Changed) -> RuleChange | None:
    other = [
        f"{named} {_plain(changed.before.get(name))} to {_plain(changed.after.get(name))}"
        for name, named in _NAMED.items()
        if changed.before.get(name) != changed.after.get(name)
    ]
    if not other or not changed.before or not changed.after:
        return None
    words = f"{changed.values['title']}: {', '.join(other)}"
    return RuleChange(words, changed.actor, changed.on, typed_reason(changed.title))


def _plain(value: Plain) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value in (None, "") else str(value)

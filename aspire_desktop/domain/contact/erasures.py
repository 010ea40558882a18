"""Erasing a person: restricted while a claim must be evidenced, then anonymised where they stand."""

from dataclasses import dataclass, field
from datetime import date

from aspire_desktop.domain.office.facts import Privacy
from aspire_desktop.domain.office.values import PersonId
from aspire_desktop.domain.programmes.enrolments import BOOKING

ERASED = "Erased"
"""Stands where words were that a record cannot be without."""
OF_A_LINE = (
    *(fact.name for fact in BOOKING if fact.table == "enrolments" and fact.privacy is Privacy.PERSONAL),
    "reason",
)
"""What a return's line says of its participant beside the name."""


@dataclass(eq=False)
class Erasure:
    """One erasure, and the parts of the journal that it redacted, each with the digest of what it left."""

    id: int = field(init=False)
    person_id: PersonId
    erased_on: date
    changes: str
    """JSON: a list of [action, seq, digest]."""
    titles: str
    """JSON: a list of [action, digest]."""


def years_after(day: date, years: int) -> date:
    """Give the same day some years later; 28 February for a 29th that is not there."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


# What may be read of it


@dataclass(frozen=True)
class ErasurePlan:
    """What stands in the way of erasing somebody, and what would go."""

    person_id: PersonId
    name: str
    restricted_on: date | None
    erased_on: date | None
    obstacles: tuple[str, ...]
    """What must be finished first, in words; empty where nothing is left to do."""
    claimed_in: tuple[str, ...]
    """The returns with lines about them, such as "LGA-1-R2"."""
    evidenced_until: date | None
    """Until when those must be evidenced, None where no return has a line about them."""
    certificates: int

    def due(self, today: date) -> bool:
        """Tell whether the person may be erased today."""
        over = self.evidenced_until is None or self.evidenced_until < today
        return self.erased_on is None and not self.obstacles and over


@dataclass(frozen=True)
class ErasedAgain:
    """Somebody whom a restored backup had brought back: by what they go now, and what was open about them."""

    reference: str
    open: tuple[str, ...]

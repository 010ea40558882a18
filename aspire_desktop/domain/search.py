"""What a search finds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """One thing found: its kind (person, organisation, cohort, certificate), name, a detail, its id."""

    kind: str
    name: str
    detail: str
    id: int

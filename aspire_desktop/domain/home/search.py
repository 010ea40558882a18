"""What a search finds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """One thing found: its kind, name, a detail, and the id of where it is seen.

    Kinds are person, organisation, cohort and certificate; a certificate is seen on its cohort's page.
    """

    kind: str
    name: str
    detail: str
    id: int

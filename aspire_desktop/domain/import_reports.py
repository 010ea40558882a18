"""What an import did, or would do: how many rows were what, and why some were left out."""

from dataclasses import dataclass
from enum import StrEnum

from aspire_desktop.domain.imports import Problem


class Fate(StrEnum):
    """What becomes of one row; each row has exactly one."""

    NEW = "new"
    UPDATED = "updated"
    MATCHED = "matched"
    REJECTED = "rejected"


@dataclass(frozen=True)
class ImportReport:
    """Counts of data rows; `read` is the sum of the four that follow."""

    read: int
    new: int
    updated: int
    matched: int
    rejected: int
    problems: tuple[Problem, ...]

    @property
    def taken(self) -> int:
        """How many rows change something."""
        return self.new + self.updated

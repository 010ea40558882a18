"""What an import did, or would do: how many rows were what, and why some were left out."""

from dataclasses import dataclass
from enum import StrEnum

from aspire_desktop.domain.intake.imports import Problem


class Fate(StrEnum):
    """What becomes of one row; each row has exactly one."""

    NEW = "new"
    UPDATED = "updated"
    MATCHED = "matched"
    REJECTED = "rejected"


@dataclass(frozen=True)
class RowFate:
    """What became of one row, by the spreadsheet's number."""

    row: int
    fate: Fate
    note: str = ""
    """What changed, or what else there is to know, in words."""
    waits: bool = False
    """Whether the person went to the waiting list."""


@dataclass(frozen=True)
class ImportReport:
    """Counts of data rows; `read` is the sum of the four that follow."""

    read: int
    new: int
    updated: int
    matched: int
    rejected: int
    problems: tuple[Problem, ...]
    fates: tuple[RowFate, ...] = ()
    """Rows that were dealt with, in the file's order; those that could not be read are problems only."""

    @property
    def waiting(self) -> int:
        """How many of the new rows went to the waiting list."""
        return sum(each.waits for each in self.fates)

    @property
    def taken(self) -> int:
        """How many rows change something."""
        return self.new + self.updated

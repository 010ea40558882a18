"""An import while somebody works on it: the file, and all that was decided before anything is saved."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from aspire_desktop.domain.cells import Cell, Sheet, SheetRow
from aspire_desktop.domain.columns import Column, ImportKind, Target
from aspire_desktop.domain.headings import Mapping
from aspire_desktop.domain.import_rows import rows_below
from aspire_desktop.domain.imports import Checks, Table
from aspire_desktop.domain.values import CohortId, PersonId, fold


@dataclass(frozen=True)
class Decision:
    """Whom a row means, where that was in doubt.

    `person_id` None: somebody who is not on record yet. Of somebody on record the file's first and last name,
    e-mail and job title are taken only as far as `taken` names them.
    """

    row: int
    person_id: PersonId | None
    taken: frozenset[Column] = frozenset()


@dataclass(frozen=True)
class Fix:
    """A cell as somebody typed it in place of what the file says."""

    row: int
    position: int
    text: str


@dataclass(frozen=True)
class Draft:
    """A file on its way in. Every change gives another draft: the one before can be taken up again."""

    file: str
    kind: ImportKind
    cohort_id: CohortId | None
    sheet: Sheet
    mapping: Mapping
    checks: Checks
    remembered: bool = False
    """Whether the mapping is one that was accepted before for the same headings."""
    fixes: tuple[Fix, ...] = ()
    left_out: frozenset[int] = frozenset()
    added: tuple[str, ...] = ()
    """Organisations that go in with the file."""
    decisions: tuple[Decision, ...] = ()

    @property
    def touched(self) -> bool:
        """Say whether somebody put work into it."""
        return bool(self.fixes or self.left_out or self.added or self.decisions)

    @property
    def missing(self) -> tuple[str, ...]:
        """Name the columns that such a file needs and that no heading stands for."""
        return self.mapping.missing(self.kind)

    @cached_property
    def everything(self) -> Table:
        """Give all rows of data, those left out included."""
        rows = rows_below(self.sheet, self.kind, self.mapping, self.checks)
        return Table(self.kind, self.mapping, rows, self.sheet.name, self.sheet.others)

    def table(self) -> Table:
        """Give the rows that are to go in."""
        kept = tuple(row for row in self.everything.rows if row.number not in self.left_out)
        return replace(self.everything, rows=kept)

    def choosing(self, position: int, target: Target | None) -> "Draft":
        """Let a column stand for something else."""
        return replace(self, mapping=self.mapping.choosing(position, target))

    def fixing(self, row: int, position: int, text: str) -> "Draft":
        """Put other words in a cell; a decision about the row is asked again."""
        rows = tuple(_with(each, position, text) if each.number == row else each for each in self.sheet.rows)
        decisions = tuple(each for each in self.decisions if each.row != row)
        fixes = (*self.fixes, Fix(row, position, text))
        return replace(self, sheet=replace(self.sheet, rows=rows), fixes=fixes, decisions=decisions)

    def leaving_out(self, rows: Iterable[int]) -> "Draft":
        """Leave rows out."""
        return replace(self, left_out=self.left_out | frozenset(rows))

    def taking_back(self, rows: Iterable[int]) -> "Draft":
        """Let rows go in after all."""
        return replace(self, left_out=self.left_out - frozenset(rows))

    def adding(self, name: str) -> "Draft":
        """Let an organisation go in with the file."""
        same = any(fold(each) == fold(name) for each in self.added)
        return self if same else replace(self, added=(*self.added, name))

    def deciding(self, decision: Decision) -> "Draft":
        """Say whom a row means."""
        others = tuple(each for each in self.decisions if each.row != decision.row)
        return replace(self, decisions=(*others, decision))


def _with(row: SheetRow, position: int, text: str) -> SheetRow:
    cells: list[Cell] = [*row.cells, *[None] * (position + 1 - len(row.cells))]
    cells[position] = text or None
    return replace(row, cells=tuple(cells))

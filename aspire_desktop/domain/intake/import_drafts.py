"""An import while somebody works on it: the file, and all that was decided before anything is saved."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from aspire_desktop.domain.intake.cells import Cell, Sheet, SheetRow, shown
from aspire_desktop.domain.intake.columns import EMPLOYERS, Column, ImportKind, Target
from aspire_desktop.domain.intake.headings import Mapping
from aspire_desktop.domain.intake.import_tables import (
    Hidden,
    checks_for,
    hidden_parts,
    hidden_words,
    rows_below,
)
from aspire_desktop.domain.intake.imports import Checks, Table
from aspire_desktop.domain.intake.sheets import PossibleSheet, clear_one
from aspire_desktop.domain.office.values import CohortId, PersonId, fold
from aspire_desktop.domain.programmes.enrolments import Funding


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
class Meaning:
    """A name that a file uses, and the organisation on record that it means here and from now on."""

    text: str
    organisation: str


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
    """Organisations that were to go in with the file; `additions` are those that still do."""
    meanings: tuple[Meaning, ...] = ()
    """Names whose organisation somebody said; `remembered_names` are those that a row still uses."""
    decisions: tuple[Decision, ...] = ()
    funding: Funding | None = None
    """Who pays for the places of which the file does not say it."""
    hidden: Hidden = Hidden.LEAVE
    """What was chosen for rows and columns that the spreadsheet does not show; rows one by one may differ."""

    @property
    def touched(self) -> bool:
        """Say whether somebody put work into it."""
        turned = self.left_out != (self.sheet.hidden_rows if self.hidden is Hidden.LEAVE else frozenset())
        return bool(self.fixes or turned or self.added or self.decisions or self.meanings)

    @property
    def additions(self) -> tuple[str, ...]:
        """Give the organisations that go in: added ones that a row still names after all corrections."""
        named = self._named
        return tuple(name for name in self.added if fold(name) in named)

    @property
    def remembered_names(self) -> tuple[Meaning, ...]:
        """Give the meanings that go in: those of names that a row still uses after all corrections."""
        named = self._named
        return tuple(meaning for meaning in self.meanings if fold(meaning.text) in named)

    @cached_property
    def _named(self) -> frozenset[str]:
        """Give the names of organisations in the rows that are to go in, folded."""
        places = [at for target, at in self.mapping.places.items() if target in EMPLOYERS]
        rows = [row.cells for row in self.table().rows]
        return frozenset(fold(shown(cells[at])) for cells in rows for at in places if at < len(cells))

    @property
    def missing(self) -> tuple[str, ...]:
        """Name the columns that such a file needs and that no heading stands for."""
        return self.mapping.missing(self.kind)

    @property
    def unclear(self) -> tuple[str, ...]:
        """Name the headings that look like a session and are not understood."""
        return self.mapping.unclear

    @cached_property
    def everything(self) -> Table:
        """Give all rows of data, those left out included."""
        rows = rows_below(self.sheet, self.kind, self.mapping, self.checks)
        hidden = hidden_parts(self.sheet, self.mapping)
        return Table(self.kind, self.mapping, rows, self.sheet.name, hidden=hidden)

    @property
    def told(self) -> tuple[str, ...]:
        """Say what there is to know of how the file was read."""
        return self.sheet.remarks

    @cached_property
    def told_hidden(self) -> tuple[str, ...]:
        """Say what the spreadsheet does not show, and what becomes of it."""
        return hidden_words(self.sheet, self.mapping, self.left_out)

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

    def showing(self, hidden: Hidden) -> "Draft":
        """Take in, or leave out, all that the spreadsheet does not show."""
        rows, columns = self.sheet.hidden_rows, self.sheet.hidden_columns
        if hidden is Hidden.TAKE:
            mapping, left_out = self.mapping.opening(self.kind, columns), self.left_out - rows
        else:
            mapping, left_out = self.mapping.closing(columns), self.left_out | rows
        return replace(self, mapping=mapping, left_out=left_out, hidden=hidden)

    def adding(self, name: str) -> "Draft":
        """Let an organisation go in with the file."""
        same = any(fold(each) == fold(name) for each in self.added)
        meanings = tuple(each for each in self.meanings if fold(each.text) != fold(name))
        return self if same else replace(self, added=(*self.added, name), meanings=meanings)

    def meaning(self, text: str, organisation: str) -> "Draft":
        """Say which organisation on record a name means, in every row."""
        others = tuple(each for each in self.meanings if fold(each.text) != fold(text))
        added = tuple(name for name in self.added if fold(name) != fold(text))
        return replace(self, added=added, meanings=(*others, Meaning(text, organisation)))

    def deciding(self, decision: Decision) -> "Draft":
        """Say whom a row means."""
        others = tuple(each for each in self.decisions if each.row != decision.row)
        return replace(self, decisions=(*others, decision))


def _with(row: SheetRow, position: int, text: str) -> SheetRow:
    cells: list[Cell] = [*row.cells, *[None] * (position + 1 - len(row.cells))]
    cells[position] = text or None
    return replace(row, cells=tuple(cells))


@dataclass(frozen=True)
class OpenedFile:
    """A file that was read, each of its sheets looked at; one of them becomes the draft."""

    file: str
    cohort_id: CohortId | None
    checks: Checks
    candidates: tuple[PossibleSheet, ...]

    @property
    def clear(self) -> PossibleSheet | None:
        """Give the sheet that is meant where that is clear."""
        return clear_one(self.candidates)

    def draft(self, of: PossibleSheet) -> Draft:
        """Begin with a sheet as it was read: what the spreadsheet hides is left out at first."""
        known, left_out = of.choices is not None, of.sheet.hidden_rows
        checks = checks_for(of.sheet, of.kind, self.checks)
        return Draft(
            self.file, of.kind, self.cohort_id, of.sheet, of.mapping, checks, known, left_out=left_out
        )

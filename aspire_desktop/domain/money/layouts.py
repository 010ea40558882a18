"""A funder's own form as data: which figure goes into which cell, which field of a line into which column."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Generic, TypeVar

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import AgreementId, LayoutId

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Of a sheet in Excel, counted from 1."""
_CELL = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_BESIDE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_LETTERS = re.compile(r"[A-Za-z]{1,3}")


class FormFigure(StrEnum):
    """What may stand in a single cell of a form; the closed list, in the words of the mapping."""

    TITLE = "title"
    OFFICE = "office"
    FUNDER = "funder"
    AGREEMENT = "agreement"
    REFERENCE = "reference"
    REVISION = "revision"
    PERIOD_FROM = "period from"
    PERIOD_TO = "period to"
    PERIOD = "period in words"
    STATUS = "status"
    PREPARED_BY = "prepared by"
    PREPARED_ON = "prepared on"
    SUBMITTED_BY = "submitted by"
    SUBMITTED_ON = "submitted on"
    ALLOCATION_PLACES = "allocation in places"
    ALLOCATION_AMOUNT = "allocation in pounds"
    BEFORE_PLACES = "places claimed before"
    BEFORE_AMOUNT = "amount claimed before"
    CLAIMS = "places claimed"
    CLAIMS_AMOUNT = "amount claimed"
    ADJUSTMENTS = "lines of adjustments"
    ADJUSTMENT_PLACES = "places adjusted"
    ADJUSTMENT_AMOUNT = "amount adjusted"
    NET_PLACES = "net places"
    NET_AMOUNT = "net amount"
    TO_DATE_PLACES = "places to date"
    TO_DATE_AMOUNT = "amount to date"
    REMAINING_PLACES = "remaining places"
    REMAINING_AMOUNT = "remaining amount"
    DIGEST = "digest of the lines"


COUNTED = tuple(
    figure
    for figure in FormFigure
    if figure.name.endswith(("_PLACES", "_AMOUNT")) or figure in (FormFigure.CLAIMS, FormFigure.ADJUSTMENTS)
)
"""Figures that a total of the form may be compared with."""


class LineField(StrEnum):
    """What may stand in a column for each place claimed; the closed list, in the words of the mapping."""

    NUMBER = "line"
    RETURN = "return"
    REVISION = "revision"
    PLACE = "place"
    AGREEMENT = "agreement"
    PROGRAMME = "programme"
    VERSION = "version"
    COHORT = "cohort"
    PARTNER = "delivering partner"
    FIRST_ON = "first session"
    LAST_ON = "last session"
    PARTICIPANT = "participant"
    PERSON_REFERENCE = "participant's reference"
    JOB_TITLE = "job title"
    ORGANISATION = "organisation"
    GSS = "GSS code"
    TYPE = "type of organisation"
    REGION = "region"
    STATUS = "status"
    REQUIRED = "sessions required"
    ATTENDED = "sessions attended"
    SHARE = "attended share"
    MET = "threshold met"
    MET_ON = "threshold met on"
    PRICE = "price"
    SUBSIDY = "subsidy"
    VAT = "VAT"
    CONTRIBUTION = "employer contribution"
    PO_NUMBER = "PO number"
    INVOICE = "invoice"
    SUBSTITUTION_OF = "substitution of"
    PREVIOUS_CLAIM = "previous claim"
    AMOUNT = "amount"
    EVIDENCE = "evidence"


class AdjustmentField(StrEnum):
    """What may stand in a column for each adjustment; the closed list, in the words of the mapping."""

    NUMBER = "line"
    RETURN = "return"
    REVISION = "revision"
    CORRECTS_RETURN = "corrects return"
    CORRECTS_LINE = "corrects line"
    PLACE = "place"
    AGREEMENT = "agreement"
    COHORT = "cohort"
    PARTNER = "delivering partner"
    PARTICIPANT = "participant"
    PERSON_REFERENCE = "participant's reference"
    ORGANISATION = "organisation"
    GSS = "GSS code"
    CAUSE = "cause"
    REASON = "reason"
    EFFECTIVE_ON = "took effect on"
    NOTED_ON = "noted on"
    PLACES = "places"
    AMOUNT = "amount"
    EVIDENCE = "evidence"


Field = TypeVar("Field", LineField, AdjustmentField)


@dataclass(frozen=True, order=True)
class CellPlace:
    """One cell of a form: its sheet, and row and column counted from 1."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        name = (
            self.sheet if re.fullmatch(r"\w+", self.sheet) else "'{}'".format(self.sheet.replace("'", "''"))
        )
        return f"{name}!{self.name}"

    @property
    def name(self) -> str:
        """Write it without its sheet, such as B7."""
        return f"{letters(self.column)}{self.row}"


@dataclass(frozen=True)
class FigureCell:
    """A figure and the cell that takes it, or that must agree with it."""

    figure: FormFigure
    cell: CellPlace


@dataclass(frozen=True)
class BlockColumn(Generic[Field]):
    """A column of a list, counted from 1, and the field that it takes."""

    column: int
    field: Field


@dataclass(frozen=True)
class Block(Generic[Field]):
    """A list within a form: its sheet, its first row, and what each column takes."""

    sheet: str
    first_row: int
    columns: tuple[BlockColumn[Field], ...]


@dataclass(frozen=True)
class FormMapping:
    """Where a return goes in a funder's form; `totals` are cells of the form that must agree with ours."""

    figures: tuple[FigureCell, ...] = ()
    lines: Block[LineField] | None = None
    adjustments: Block[AdjustmentField] | None = None
    totals: tuple[FigureCell, ...] = ()


@dataclass(frozen=True)
class LayoutRow:
    """A funder's form as listed."""

    id: LayoutId
    agreement_id: AgreementId
    agreement: str
    name: str
    document: str
    """Digest of the empty form."""
    mapping: FormMapping
    active: bool


@dataclass(frozen=True)
class TotalFound:
    """A total of a filled form beside our figure; `theirs` is None where it cannot be worked out."""

    cell: CellPlace
    figure: FormFigure
    ours: str
    theirs: str | None
    agrees: bool
    because: str = ""
    """Why it cannot be worked out."""

    def __str__(self) -> str:
        if self.theirs is None:
            return (
                f"{self.cell} cannot be checked against {self.figure} ({self.ours}): {self.because}. "
                "Look at it in Excel."
            )
        said = "agrees with" if self.agrees else "differs from"
        return f"{self.cell} comes to {self.theirs} and {said} {self.figure}, {self.ours}."


@dataclass(frozen=True)
class FilledForm:
    """A form filled in, and how its totals stand towards our figures."""

    content: bytes
    totals: tuple[TotalFound, ...]
    open_formulas: int = 0
    """Formulas of the form without a stored value until a spreadsheet program works them out."""
    notes: tuple[str, ...] = ()
    """What else a person should know of it, in whole sentences."""

    @property
    def differing(self) -> tuple[TotalFound, ...]:
        """Give the totals that come to something else than our figures."""
        return tuple(each for each in self.totals if each.theirs is not None and not each.agrees)

    def told(self) -> tuple[str, ...]:
        """Say what a person should know of the form before it is sent."""
        said = [*map(str, self.totals), *self.notes]
        if self.open_formulas:
            formulas = "1 formula" if self.open_formulas == 1 else f"{self.open_formulas} formulas"
            said.append(f"{formulas} of the form will be worked out once Excel opens it for editing.")
        return tuple(said)


# Cells in words


def letters(column: int) -> str:
    """Write a column, counted from 1, as letters: 28 is AB."""
    written = ""
    while column:
        column, rest = divmod(column - 1, 26)
        written = chr(65 + rest) + written
    return written


def column_number(text: str) -> int:
    """Read the letters of a column; raise RuleBroken for anything else."""
    bare = text.strip()
    number = 0
    for letter in bare.upper():
        number = number * 26 + ord(letter) - 64
    if not _LETTERS.fullmatch(bare) or number > LAST_COLUMN:
        raise RuleBroken(f"“{text}” is not a column.", do="Write its letters, like B or AC.")
    return number


def cell_place(text: str, only_sheet: str = "") -> CellPlace:
    """Read Summary!B7 or 'By council'!B7, or B7 alone in a form of one sheet; raise RuleBroken otherwise."""
    found = _CELL.fullmatch(text.strip())
    beside = _BESIDE.fullmatch(text.strip()) if only_sheet else None
    if found is None and beside is None:
        raise RuleBroken(f"“{text}” is not a cell.", do="Write its sheet and place, like Summary!B7.")
    if found:
        sheet, at = (found[1] or found[2] or "").replace("''", "'"), (found[3], found[4])
    else:
        assert beside is not None
        sheet, at = only_sheet, (beside[1], beside[2])
    row = int(at[1])
    if row > LAST_ROW:
        raise RuleBroken(f"“{text}” lies below the last row of a sheet.", do="Correct its row.")
    return CellPlace(sheet, row, column_number(at[0]))


def mapping_of(
    figures: Iterable[tuple[FormFigure, CellPlace]],
    lines: Block[LineField] | None,
    adjustments: Block[AdjustmentField] | None,
    totals: Iterable[tuple[FormFigure, CellPlace]],
) -> FormMapping:
    """Put a mapping together in its own order; raise RuleBroken where it contradicts itself."""
    places = list(FormFigure)
    mapping = FormMapping(
        tuple(FigureCell(*each) for each in sorted(figures, key=lambda each: places.index(each[0]))),
        lines,
        adjustments,
        tuple(FigureCell(*each) for each in sorted(totals, key=lambda each: places.index(each[0]))),
    )
    _refuse_contradictions(mapping)
    return mapping


def _refuse_contradictions(mapping: FormMapping) -> None:
    if not mapping.figures and mapping.lines is None:
        raise RuleBroken(
            "The form takes nothing yet.", do="Name at least one cell, or where the lines begin."
        )
    taken: dict[CellPlace, FormFigure] = {}
    for each in mapping.figures:
        if each.cell in taken:
            raise RuleBroken(f"{each.cell} cannot take both {taken[each.cell]} and {each.figure}.")
        taken[each.cell] = each.figure
    for total in mapping.totals:
        if total.figure not in COUNTED:
            raise RuleBroken(f"A total cannot be compared with {total.figure}: it is no figure.")
        if total.cell in taken:
            raise RuleBroken(f"{total.cell} is filled in with {taken[total.cell]}, so it proves nothing.")
    for block, what in ((mapping.lines, "lines"), (mapping.adjustments, "adjustments")):
        if block is not None and not block.columns:
            raise RuleBroken(f"The {what} have no column.", do="Say what at least one column takes.")


def block_of(sheet: str, first_row: int, columns: Iterable[BlockColumn[Field]], what: str) -> Block[Field]:
    """Put a list's columns in order; raise RuleBroken where two fields want one column."""
    ordered = sorted(columns, key=lambda each: each.column)
    for one, other in pairwise(ordered):
        if one.column == other.column:
            raise RuleBroken(
                f"Column {letters(one.column)} of the {what} cannot take both {one.field} and {other.field}."
            )
    return Block(sheet, first_row, tuple(ordered))

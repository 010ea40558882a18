"""The lists of a return's workbook: places, adjustments, organisations, cohorts and evidence."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from openpyxl.utils import get_column_letter

from aspire_desktop.documents.workbooks.looks import Look
from aspire_desktop.documents.workbooks.sheet import Book, Cell, Columns, R, SheetColumn
from aspire_desktop.domain.money.figures import (
    CohortTally,
    OrganisationTally,
    adjusted,
    by_cohort,
    by_organisation,
    claimed,
    net,
)
from aspire_desktop.domain.money.layouts import AdjustmentField, LineField
from aspire_desktop.domain.money.line_fields import ADJUSTMENT_FIELDS, CLAIM_FIELDS, FieldOfLine, Measured
from aspire_desktop.domain.money.returns import (
    AdjustmentFacts,
    EvidenceFacts,
    ReturnFacts,
    ReturnLineFacts,
)
from aspire_desktop.domain.money.sheet_words import ReturnSheet, SheetRow, written

_NOTES = SheetColumn("Notes", 16, Look.NOTE)
_LOOKS = {
    Measured.WORDS: Look.TEXT,
    Measured.COUNT: Look.COUNT,
    Measured.POUNDS: Look.MONEY,
    Measured.SHARE: Look.SHARE,
    Measured.DAY: Look.DATE,
}
_Field = TypeVar("_Field", LineField, AdjustmentField)


def _columns(fields: Mapping[_Field, FieldOfLine[R]], widths: Iterable[tuple[_Field, float]]) -> Columns[R]:
    """Give the columns of these fields, each as wide as it is told."""
    told = [(fields[field], width) for field, width in widths]
    return [(SheetColumn(each.heading, width, _LOOKS[each.measured]), each.value) for each, width in told]


PLACES: Columns[ReturnLineFacts] = (
    *_columns(
        CLAIM_FIELDS,
        (
            (LineField.NUMBER, 7),
            (LineField.PLACE, 8),
            (LineField.PARTICIPANT, 19),
            (LineField.ORGANISATION, 16),
            (LineField.GSS, 12.5),
            (LineField.COHORT, 9.5),
            (LineField.PARTNER, 13),
            (LineField.STATUS, 12),
            (LineField.ATTENDED, 11),
            (LineField.MET_ON, 13),
            (LineField.PO_NUMBER, 13),
            (LineField.AMOUNT, 12),
            (LineField.EVIDENCE, 26),
            (LineField.RETURN, 10),
            (LineField.REVISION, 10.5),
            (LineField.AGREEMENT, 12.5),
            (LineField.PROGRAMME, 13),
            (LineField.VERSION, 10),
            (LineField.FIRST_ON, 13),
            (LineField.LAST_ON, 13),
            (LineField.JOB_TITLE, 12),
            (LineField.TYPE, 14),
            (LineField.REGION, 12),
            (LineField.REQUIRED, 11),
            (LineField.SHARE, 11),
            (LineField.MET, 12),
            (LineField.PRICE, 12),
            (LineField.SUBSIDY, 12),
            (LineField.VAT, 11),
            (LineField.CONTRIBUTION, 13.5),
            (LineField.INVOICE, 12),
            (LineField.SUBSTITUTION_OF, 16),
            (LineField.PREVIOUS_CLAIM, 12),
        ),
    ),
    (_NOTES, lambda line: None),
)
"""The columns of Places with what each says of a line: first those that fit a page and must be read."""
ADJUSTMENTS: Columns[AdjustmentFacts] = (
    *_columns(
        ADJUSTMENT_FIELDS,
        (
            (AdjustmentField.NUMBER, 7),
            (AdjustmentField.PLACE, 10),
            (AdjustmentField.PARTICIPANT, 17),
            (AdjustmentField.ORGANISATION, 17),
            (AdjustmentField.COHORT, 11.5),
            (AdjustmentField.CORRECTS_RETURN, 13),
            (AdjustmentField.CORRECTS_LINE, 10),
            (AdjustmentField.CAUSE, 16),
            (AdjustmentField.REASON, 20),
            (AdjustmentField.EFFECTIVE_ON, 12),
            (AdjustmentField.NOTED_ON, 12),
            (AdjustmentField.PLACES, 9),
            (AdjustmentField.AMOUNT, 11),
            (AdjustmentField.EVIDENCE, 18),
            (AdjustmentField.RETURN, 13),
            (AdjustmentField.REVISION, 10.5),
        ),
    ),
    (SheetColumn("What it is", 12, Look.CORRECTION), lambda line: "Adjustment"),
    *_columns(
        ADJUSTMENT_FIELDS,
        ((AdjustmentField.AGREEMENT, 15), (AdjustmentField.PARTNER, 15), (AdjustmentField.GSS, 11)),
    ),
    (_NOTES, lambda line: None),
)
"""The columns of Adjustments, ordered likewise."""
_KEPT = 3
"""Columns that say whom a line is about: repeated on each further page set."""
_SPLIT: Columns[OrganisationTally | CohortTally] = (
    (SheetColumn("Places claimed", 11, Look.COUNT), lambda row: row.claimed.places),
    (SheetColumn("Amount claimed", 14, Look.MONEY), lambda row: row.claimed.amount),
    (SheetColumn("Places adjusted", 11, Look.COUNT), lambda row: row.adjusted.places),
    (SheetColumn("Amount adjusted", 14, Look.MONEY), lambda row: row.adjusted.amount),
    (SheetColumn("Places net", 13, Look.COUNT), lambda row: row.net.places),
    (SheetColumn("Amount net", 14, Look.MONEY), lambda row: row.net.amount),
)
ORGANISATIONS: Columns[OrganisationTally] = (
    (SheetColumn("Organisation", 40), lambda row: row.organisation.name),
    (SheetColumn("GSS code", 13), lambda row: row.organisation.gss),
    (SheetColumn("Type", 16), lambda row: row.organisation.type),
    (SheetColumn("Region", 23), lambda row: row.organisation.region),
    *_SPLIT,
)
COHORTS: Columns[CohortTally] = (
    (SheetColumn("Cohort", 18), lambda row: row.cohort.code),
    (SheetColumn("Programme", 20), lambda row: row.cohort.programme),
    (SheetColumn("Version", 10), lambda row: row.cohort.version),
    (SheetColumn("Delivering partner", 28), lambda row: row.cohort.partner),
    (SheetColumn("First session", 13, Look.DATE), lambda row: row.cohort.first_on),
    (SheetColumn("Last session", 13, Look.DATE), lambda row: row.cohort.last_on),
    *_SPLIT,
)
_EVIDENCE: Columns[EvidenceFacts] = (
    (SheetColumn("Line", 7, Look.COUNT), lambda row: row.line),
    (SheetColumn("Participant", 24), lambda row: row.participant.name),
    (SheetColumn("Kind", 18), lambda row: row.kind),
    (SheetColumn("Evidence", 34), lambda row: row.title),
    (SheetColumn("Date", 13, Look.DATE), lambda row: row.on),
    (SheetColumn("Kept at", 34), lambda row: row.source),
    (SheetColumn("Digest (sha256)", 34), lambda row: row.digest),
    (_NOTES, lambda row: None),
)


def letter(columns: Columns[R], heading: str) -> str:
    """Give the letter of the column with that heading."""
    return get_column_letter([column.heading for column, _ in columns].index(heading) + 1)


def reach(columns: Columns[R], heading: str, sheet: str, count: int) -> str:
    """Give the cells below a heading, such as Places!$A$2:$A$15; one empty cell where there are none."""
    column = letter(columns, heading)
    return f"'{sheet}'!${column}$2:${column}${max(count, 1) + 1}"


def add_lists(book: Book, facts: ReturnFacts) -> None:
    """Add the five lists in their order."""
    book.sheet(written(ReturnSheet.PLACES)).table("Places", PLACES, facts.lines, kept=_KEPT)
    adjustments = book.sheet(written(ReturnSheet.ADJUSTMENTS))
    adjustments.table("Adjustments", ADJUSTMENTS, facts.adjustments, kept=_KEPT)
    organisations = book.sheet(written(ReturnSheet.BY_ORGANISATION))
    cohorts = book.sheet(written(ReturnSheet.BY_COHORT))
    organisations.table("Organisations", ORGANISATIONS, by_organisation(facts))
    organisations.add(*_total_cells(facts, blanks=len(ORGANISATIONS) - len(_SPLIT) - 1))
    cohorts.table("Cohorts", COHORTS, by_cohort(facts))
    cohorts.add(*_total_cells(facts, blanks=len(COHORTS) - len(_SPLIT) - 1))
    book.sheet(written(ReturnSheet.EVIDENCE)).table("Evidence", _EVIDENCE, facts.evidence)


def _total_cells(facts: ReturnFacts, *, blanks: int) -> list[Cell]:
    words = [Cell(written(SheetRow.LIST_TOTAL), Look.TOTAL), *(Cell(None, Look.TOTAL) for _ in range(blanks))]
    tallies = (claimed(facts.lines), adjusted(facts.adjustments), net(facts))
    for tally in tallies:
        words += [Cell(tally.places, Look.TOTAL_COUNT), Cell(tally.amount, Look.TOTAL_MONEY)]
    return words

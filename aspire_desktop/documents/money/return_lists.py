"""The lists of a return's workbook: places, adjustments, organisations, cohorts and evidence."""

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
from aspire_desktop.domain.money.returns import (
    AdjustmentFacts,
    EvidenceFacts,
    ReturnFacts,
    ReturnLineFacts,
)

_NOTES = SheetColumn("Notes", 16, Look.NOTE)
PLACES: Columns[ReturnLineFacts] = (
    (SheetColumn("Line", 7, Look.COUNT), lambda line: line.number),
    (SheetColumn("Place", 8), lambda line: line.place),
    (SheetColumn("Participant", 19), lambda line: line.participant.name),
    (SheetColumn("Organisation", 16), lambda line: line.organisation.name),
    (SheetColumn("GSS code", 12.5), lambda line: line.organisation.gss),
    (SheetColumn("Cohort", 9.5), lambda line: line.cohort.code),
    (SheetColumn("Delivering partner", 13), lambda line: line.cohort.partner),
    (SheetColumn("Status", 12), lambda line: line.status),
    (SheetColumn("Sessions attended", 11, Look.COUNT), lambda line: line.sessions_attended),
    (SheetColumn("Threshold met on", 13, Look.DATE), lambda line: line.threshold_met_on),
    (SheetColumn("Purchase order", 13), lambda line: line.po_number),
    (SheetColumn("Amount", 12, Look.MONEY), lambda line: line.amount),
    (SheetColumn("Evidence", 26), lambda line: line.evidence),
    (SheetColumn("Return", 10), lambda line: line.return_reference),
    (SheetColumn("Revision", 10.5, Look.COUNT), lambda line: line.revision),
    (SheetColumn("Agreement", 12.5), lambda line: line.agreement),
    (SheetColumn("Programme", 13), lambda line: line.cohort.programme),
    (SheetColumn("Version", 10), lambda line: line.cohort.version),
    (SheetColumn("First session", 13, Look.DATE), lambda line: line.cohort.first_on),
    (SheetColumn("Last session", 13, Look.DATE), lambda line: line.cohort.last_on),
    (SheetColumn("Job title", 12), lambda line: line.job_title),
    (SheetColumn("Type", 14), lambda line: line.organisation.type),
    (SheetColumn("Region", 12), lambda line: line.organisation.region),
    (SheetColumn("Sessions required", 11, Look.COUNT), lambda line: line.sessions_required),
    (SheetColumn("Attended %", 11, Look.SHARE), lambda line: line.attended_share),
    (SheetColumn("Threshold met", 12), lambda line: _yes_or_no(line.threshold_met)),
    (SheetColumn("Price", 12, Look.MONEY), lambda line: line.price),
    (SheetColumn("Subsidy", 12, Look.MONEY), lambda line: line.subsidy),
    (SheetColumn("VAT", 11, Look.MONEY), lambda line: line.vat),
    (SheetColumn("Employer contribution", 13.5, Look.MONEY), lambda line: line.employer_contribution),
    (SheetColumn("Invoice", 12), lambda line: line.invoice),
    (
        SheetColumn("Substitution of", 16),
        lambda line: line.substitution_of.name if line.substitution_of else "",
    ),
    (SheetColumn("Previous claim", 12), lambda line: line.previous_claim),
    (_NOTES, lambda line: None),
)
"""The columns of Places with what each says of a line: first those that fit a page and must be read."""
ADJUSTMENTS: Columns[AdjustmentFacts] = (
    (SheetColumn("Line", 7, Look.COUNT), lambda line: line.number),
    (SheetColumn("Place", 10), lambda line: line.place),
    (SheetColumn("Participant", 17), lambda line: line.participant.name),
    (SheetColumn("Organisation", 17), lambda line: line.organisation.name),
    (SheetColumn("Cohort", 11.5), lambda line: line.cohort.code),
    (SheetColumn("Corrects return", 13), lambda line: line.corrects_return),
    (SheetColumn("Corrects line", 10, Look.COUNT), lambda line: line.corrects_line),
    (SheetColumn("Cause", 16), lambda line: line.cause),
    (SheetColumn("Reason", 20), lambda line: line.reason),
    (SheetColumn("Took effect on", 12, Look.DATE), lambda line: line.effective_on),
    (SheetColumn("Noted on", 12, Look.DATE), lambda line: line.noted_on),
    (SheetColumn("Places", 9, Look.COUNT), lambda line: line.places),
    (SheetColumn("Amount", 11, Look.MONEY), lambda line: line.amount),
    (SheetColumn("Evidence", 18), lambda line: line.evidence),
    (SheetColumn("Return", 13), lambda line: line.return_reference),
    (SheetColumn("Revision", 10.5, Look.COUNT), lambda line: line.revision),
    (SheetColumn("What it is", 12, Look.CORRECTION), lambda line: "Adjustment"),
    (SheetColumn("Agreement", 15), lambda line: line.agreement),
    (SheetColumn("Delivering partner", 15), lambda line: line.cohort.partner),
    (SheetColumn("GSS code", 11), lambda line: line.organisation.gss),
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
    book.sheet("Places").table("Places", PLACES, facts.lines, kept=_KEPT)
    book.sheet("Adjustments").table("Adjustments", ADJUSTMENTS, facts.adjustments, kept=_KEPT)
    organisations, cohorts = book.sheet("By organisation"), book.sheet("By cohort")
    organisations.table("Organisations", ORGANISATIONS, by_organisation(facts))
    organisations.add(*_total_cells(facts, blanks=len(ORGANISATIONS) - len(_SPLIT) - 1))
    cohorts.table("Cohorts", COHORTS, by_cohort(facts))
    cohorts.add(*_total_cells(facts, blanks=len(COHORTS) - len(_SPLIT) - 1))
    book.sheet("Evidence").table("Evidence", _EVIDENCE, facts.evidence)


def _total_cells(facts: ReturnFacts, *, blanks: int) -> list[Cell]:
    words = [Cell("Total", Look.TOTAL), *(Cell(None, Look.TOTAL) for _ in range(blanks))]
    tallies = (claimed(facts.lines), adjusted(facts.adjustments), net(facts))
    for tally in tallies:
        words += [Cell(tally.places, Look.TOTAL_COUNT), Cell(tally.amount, Look.TOTAL_MONEY)]
    return words


def _yes_or_no(answer: bool | None) -> str:
    return {True: "Yes", False: "No", None: ""}[answer]

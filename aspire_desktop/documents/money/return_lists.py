"""The lists of a return's workbook: places, adjustments, organisations, cohorts and evidence."""

from openpyxl.utils import get_column_letter

from aspire_desktop.documents.workbooks.looks import Look
from aspire_desktop.documents.workbooks.sheet import Book, Cell, Column, Columns, R
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

_NOTES = Column("Notes", 16, Look.NOTE)
PLACES: Columns[ReturnLineFacts] = (
    (Column("Line", 7, Look.COUNT), lambda line: line.number),
    (Column("Place", 8), lambda line: line.place),
    (Column("Participant", 19), lambda line: line.participant.name),
    (Column("Organisation", 16), lambda line: line.organisation.name),
    (Column("GSS code", 12.5), lambda line: line.organisation.gss),
    (Column("Cohort", 9.5), lambda line: line.cohort.code),
    (Column("Delivering partner", 13), lambda line: line.cohort.partner),
    (Column("Status", 12), lambda line: line.status),
    (Column("Sessions attended", 11, Look.COUNT), lambda line: line.sessions_attended),
    (Column("Threshold met on", 13, Look.DATE), lambda line: line.threshold_met_on),
    (Column("Purchase order", 13), lambda line: line.po_number),
    (Column("Amount", 12, Look.MONEY), lambda line: line.amount),
    (Column("Evidence", 26), lambda line: line.evidence),
    (Column("Return", 10), lambda line: line.return_reference),
    (Column("Revision", 10.5, Look.COUNT), lambda line: line.revision),
    (Column("Agreement", 12.5), lambda line: line.agreement),
    (Column("Programme", 13), lambda line: line.cohort.programme),
    (Column("Version", 10), lambda line: line.cohort.version),
    (Column("First session", 13, Look.DATE), lambda line: line.cohort.first_on),
    (Column("Last session", 13, Look.DATE), lambda line: line.cohort.last_on),
    (Column("Job title", 12), lambda line: line.job_title),
    (Column("Type", 14), lambda line: line.organisation.type),
    (Column("Region", 12), lambda line: line.organisation.region),
    (Column("Sessions required", 11, Look.COUNT), lambda line: line.sessions_required),
    (Column("Attended %", 11, Look.SHARE), lambda line: line.attended_share),
    (Column("Threshold met", 12), lambda line: _yes_or_no(line.threshold_met)),
    (Column("Price", 12, Look.MONEY), lambda line: line.price),
    (Column("Subsidy", 12, Look.MONEY), lambda line: line.subsidy),
    (Column("VAT", 11, Look.MONEY), lambda line: line.vat),
    (Column("Employer contribution", 13.5, Look.MONEY), lambda line: line.employer_contribution),
    (Column("Invoice", 12), lambda line: line.invoice),
    (Column("Substitution of", 16), lambda line: line.substitution_of.name if line.substitution_of else ""),
    (Column("Previous claim", 12), lambda line: line.previous_claim),
    (_NOTES, lambda line: None),
)
"""The columns of Places with what each says of a line: first those that fit a page and must be read."""
ADJUSTMENTS: Columns[AdjustmentFacts] = (
    (Column("Line", 7, Look.COUNT), lambda line: line.number),
    (Column("Place", 10), lambda line: line.place),
    (Column("Participant", 17), lambda line: line.participant.name),
    (Column("Organisation", 17), lambda line: line.organisation.name),
    (Column("Cohort", 11.5), lambda line: line.cohort.code),
    (Column("Corrects return", 13), lambda line: line.corrects_return),
    (Column("Corrects line", 10, Look.COUNT), lambda line: line.corrects_line),
    (Column("Cause", 16), lambda line: line.cause),
    (Column("Reason", 20), lambda line: line.reason),
    (Column("Took effect on", 12, Look.DATE), lambda line: line.effective_on),
    (Column("Noted on", 12, Look.DATE), lambda line: line.noted_on),
    (Column("Places", 9, Look.COUNT), lambda line: line.places),
    (Column("Amount", 11, Look.MONEY), lambda line: line.amount),
    (Column("Evidence", 18), lambda line: line.evidence),
    (Column("Return", 13), lambda line: line.return_reference),
    (Column("Revision", 10.5, Look.COUNT), lambda line: line.revision),
    (Column("What it is", 12, Look.CORRECTION), lambda line: "Adjustment"),
    (Column("Agreement", 15), lambda line: line.agreement),
    (Column("Delivering partner", 15), lambda line: line.cohort.partner),
    (Column("GSS code", 11), lambda line: line.organisation.gss),
    (_NOTES, lambda line: None),
)
"""The columns of Adjustments, ordered likewise."""
_KEPT = 3
"""Columns that say whom a line is about: repeated on each further page set."""
_SPLIT: Columns[OrganisationTally | CohortTally] = (
    (Column("Places claimed", 11, Look.COUNT), lambda row: row.claimed.places),
    (Column("Amount claimed", 14, Look.MONEY), lambda row: row.claimed.amount),
    (Column("Places adjusted", 11, Look.COUNT), lambda row: row.adjusted.places),
    (Column("Amount adjusted", 14, Look.MONEY), lambda row: row.adjusted.amount),
    (Column("Places net", 13, Look.COUNT), lambda row: row.net.places),
    (Column("Amount net", 14, Look.MONEY), lambda row: row.net.amount),
)
ORGANISATIONS: Columns[OrganisationTally] = (
    (Column("Organisation", 40), lambda row: row.organisation.name),
    (Column("GSS code", 13), lambda row: row.organisation.gss),
    (Column("Type", 16), lambda row: row.organisation.type),
    (Column("Region", 23), lambda row: row.organisation.region),
    *_SPLIT,
)
COHORTS: Columns[CohortTally] = (
    (Column("Cohort", 18), lambda row: row.cohort.code),
    (Column("Programme", 20), lambda row: row.cohort.programme),
    (Column("Version", 10), lambda row: row.cohort.version),
    (Column("Delivering partner", 28), lambda row: row.cohort.partner),
    (Column("First session", 13, Look.DATE), lambda row: row.cohort.first_on),
    (Column("Last session", 13, Look.DATE), lambda row: row.cohort.last_on),
    *_SPLIT,
)
_EVIDENCE: Columns[EvidenceFacts] = (
    (Column("Line", 7, Look.COUNT), lambda row: row.line),
    (Column("Participant", 24), lambda row: row.participant.name),
    (Column("Kind", 18), lambda row: row.kind),
    (Column("Evidence", 34), lambda row: row.title),
    (Column("Date", 13, Look.DATE), lambda row: row.on),
    (Column("Kept at", 34), lambda row: row.source),
    (Column("Digest (sha256)", 34), lambda row: row.digest),
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

"""The lists of a return's workbook: places, adjustments, organisations, cohorts and evidence."""

from collections.abc import Callable, Sequence

from openpyxl.utils import get_column_letter

from aspire_desktop.documents.workbooks.cells import Value
from aspire_desktop.documents.workbooks.looks import Look
from aspire_desktop.documents.workbooks.sheet import Book, Cell, Column
from aspire_desktop.domain.money.figures import by_cohort, by_organisation, net
from aspire_desktop.domain.money.funding import Tally
from aspire_desktop.domain.money.returns import (
    AdjustmentFacts,
    CohortFacts,
    EvidenceFacts,
    OrganisationFacts,
    ReturnFacts,
    ReturnLineFacts,
)

NOTES = Column("Notes", 16, Look.NOTE)
_PLACE: tuple[tuple[Column, Callable[[ReturnLineFacts], Value]], ...] = (
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
    (NOTES, lambda line: None),
)
"""The columns of Places with what each says of a line: first those that fit a page and must be read."""
_ADJUSTMENT: tuple[tuple[Column, Callable[[AdjustmentFacts], Value]], ...] = (
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
    (NOTES, lambda line: None),
)
"""The columns of Adjustments, ordered likewise."""
PLACES = tuple(column for column, _ in _PLACE)
ADJUSTMENTS = tuple(column for column, _ in _ADJUSTMENT)
_KEPT = 3
"""Columns that say whom a line is about: repeated on each further page set."""
_SPLIT = (
    Column("Places claimed", 11, Look.COUNT),
    Column("Amount claimed", 14, Look.MONEY),
    Column("Places adjusted", 11, Look.COUNT),
    Column("Amount adjusted", 14, Look.MONEY),
    Column("Places net", 13, Look.COUNT),
    Column("Amount net", 14, Look.MONEY),
)
ORGANISATIONS = (
    Column("Organisation", 40),
    Column("GSS code", 13),
    Column("Type", 16),
    Column("Region", 23),
    *_SPLIT,
)
COHORTS = (
    Column("Cohort", 18),
    Column("Programme", 20),
    Column("Version", 10),
    Column("Delivering partner", 28),
    Column("First session", 13, Look.DATE),
    Column("Last session", 13, Look.DATE),
    *_SPLIT,
)
EVIDENCE = (
    Column("Line", 7, Look.COUNT),
    Column("Participant", 24),
    Column("Kind", 18),
    Column("Evidence", 34),
    Column("Date", 13, Look.DATE),
    Column("Kept at", 34),
    Column("Digest (sha256)", 34),
    NOTES,
)


def letter(columns: Sequence[Column], heading: str) -> str:
    """Give the letter of the column with that heading."""
    return get_column_letter([column.heading for column in columns].index(heading) + 1)


def reach(columns: Sequence[Column], heading: str, sheet: str, count: int) -> str:
    """Give the cells below a heading, such as Places!$A$2:$A$15; one empty cell where there are none."""
    column = letter(columns, heading)
    return f"'{sheet}'!${column}$2:${column}${max(count, 1) + 1}"


def add_lists(book: Book, facts: ReturnFacts) -> None:
    """Add the five lists in their order."""
    lines, corrections, evidence = facts.lines, facts.adjustments, facts.evidence
    places, adjusted = book.sheet("Places"), book.sheet("Adjustments")
    places.table("Places", PLACES, map(_place, lines), len(lines), kept=_KEPT)
    adjusted.table("Adjustments", ADJUSTMENTS, map(_adjustment, corrections), len(corrections), kept=_KEPT)
    _add_organisations(book, facts)
    _add_cohorts(book, facts)
    book.sheet("Evidence").table("Evidence", EVIDENCE, map(_evidence, evidence), len(evidence))


def _add_organisations(book: Book, facts: ReturnFacts) -> None:
    rows = by_organisation(facts)
    sheet = book.sheet("By organisation")
    values = ((*_organisation(row.organisation), *_split(row.claimed, row.adjusted)) for row in rows)
    sheet.table("Organisations", ORGANISATIONS, values, len(rows))
    sheet.add(*_total_cells(facts, blanks=3))


def _add_cohorts(book: Book, facts: ReturnFacts) -> None:
    rows = by_cohort(facts)
    sheet = book.sheet("By cohort")
    values = ((*_cohort(row.cohort), *_split(row.claimed, row.adjusted)) for row in rows)
    sheet.table("Cohorts", COHORTS, values, len(rows))
    sheet.add(*_total_cells(facts, blanks=5))


def _total_cells(facts: ReturnFacts, *, blanks: int) -> list[Cell]:
    claims = Tally(len(facts.lines), sum((line.amount for line in facts.lines), Tally().amount))
    figures = _split(claims, net(facts) - claims)
    looks = (Look.TOTAL_COUNT, Look.TOTAL_MONEY) * 3
    words = [Cell("Total", Look.TOTAL), *(Cell(None, Look.TOTAL) for _ in range(blanks))]
    return [*words, *(Cell(figure, look) for figure, look in zip(figures, looks, strict=True))]


def _split(claims: Tally, corrections: Tally) -> tuple[Value, ...]:
    both = claims + corrections
    return (
        claims.places,
        claims.amount,
        corrections.places,
        corrections.amount,
        both.places,
        both.amount,
    )


def _organisation(body: OrganisationFacts) -> tuple[Value, ...]:
    return (body.name, body.gss, body.type, body.region)


def _cohort(cohort: CohortFacts) -> tuple[Value, ...]:
    return (
        cohort.code,
        cohort.programme,
        cohort.version,
        cohort.partner,
        cohort.first_on,
        cohort.last_on,
    )


def _yes_or_no(answer: bool | None) -> str:
    return {True: "Yes", False: "No", None: ""}[answer]


def _place(line: ReturnLineFacts) -> tuple[Value, ...]:
    return tuple(value(line) for _, value in _PLACE)


def _adjustment(line: AdjustmentFacts) -> tuple[Value, ...]:
    return tuple(value(line) for _, value in _ADJUSTMENT)


def _evidence(row: EvidenceFacts) -> tuple[Value, ...]:
    return (
        row.line,
        row.participant.name,
        row.kind,
        row.title,
        row.on,
        row.source,
        row.digest,
        None,
    )

"""The lists of a return's workbook: places, adjustments, organisations, cohorts and evidence."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from aspire_desktop.documents.cells import Value
from aspire_desktop.documents.looks import Look
from aspire_desktop.documents.sheet import Book, Cell, Column
from aspire_desktop.domain.figures import by_cohort, by_organisation, net
from aspire_desktop.domain.funding import Tally
from aspire_desktop.domain.returns import (
    AdjustmentFacts,
    CohortFacts,
    EvidenceFacts,
    OrganisationFacts,
    ReturnFacts,
    ReturnLineFacts,
)

NOTES = Column("Notes", 16, Look.NOTE)
PLACES = (
    Column("Line", 7, Look.COUNT),
    Column("Return", 10),
    Column("Revision", 10.5, Look.COUNT),
    Column("Place", 8),
    Column("Agreement", 12.5),
    Column("Programme", 13),
    Column("Version", 10),
    Column("Cohort", 9.5),
    Column("Delivering partner", 13),
    Column("First session", 13, Look.DATE),
    Column("Last session", 13, Look.DATE),
    Column("Participant", 19),
    Column("Job title", 12),
    Column("Organisation", 16),
    Column("GSS code", 12.5),
    Column("Type", 14),
    Column("Region", 12),
    Column("Status", 12),
    Column("Sessions required", 11, Look.COUNT),
    Column("Sessions attended", 11, Look.COUNT),
    Column("Attended %", 11, Look.SHARE),
    Column("Threshold met", 12),
    Column("Threshold met on", 13, Look.DATE),
    Column("Price", 12, Look.MONEY),
    Column("Subsidy", 12, Look.MONEY),
    Column("VAT", 11, Look.MONEY),
    Column("Employer contribution", 13.5, Look.MONEY),
    Column("Purchase order", 13),
    Column("Invoice", 12),
    Column("Substitution of", 16),
    Column("Previous claim", 12),
    Column("Amount", 12, Look.MONEY),
    Column("Evidence", 26),
    NOTES,
)
ADJUSTMENTS = (
    Column("Line", 7, Look.COUNT),
    Column("Return", 13),
    Column("Revision", 10.5, Look.COUNT),
    Column("What it is", 12, Look.CORRECTION),
    Column("Corrects return", 13),
    Column("Corrects line", 10, Look.COUNT),
    Column("Place", 11),
    Column("Agreement", 15),
    Column("Cohort", 13),
    Column("Delivering partner", 15),
    Column("Participant", 18),
    Column("Organisation", 19),
    Column("GSS code", 11),
    Column("Cause", 18),
    Column("Reason", 24),
    Column("Took effect on", 12, Look.DATE),
    Column("Noted on", 12, Look.DATE),
    Column("Places", 9, Look.COUNT),
    Column("Amount", 11, Look.MONEY),
    Column("Evidence", 20),
    NOTES,
)
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
    book.sheet("Places").table("Places", PLACES, map(_place, lines), len(lines))
    book.sheet("Adjustments").table(
        "Adjustments", ADJUSTMENTS, map(_adjustment, corrections), len(corrections)
    )
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
    cohort = line.cohort
    return (
        line.number,
        line.return_reference,
        line.revision,
        line.place,
        line.agreement,
        cohort.programme,
        cohort.version,
        cohort.code,
        cohort.partner,
        cohort.first_on,
        cohort.last_on,
        line.participant.name,
        line.job_title,
        *_organisation(line.organisation),
        line.status,
        line.sessions_required,
        line.sessions_attended,
        line.attended_share,
        _yes_or_no(line.threshold_met),
        line.threshold_met_on,
        line.price,
        line.subsidy,
        line.vat,
        line.employer_contribution,
        line.po_number,
        line.invoice,
        line.substitution_of.name if line.substitution_of else "",
        line.previous_claim,
        line.amount,
        line.evidence,
        None,
    )


def _adjustment(line: AdjustmentFacts) -> tuple[Value, ...]:
    return (
        line.number,
        line.return_reference,
        line.revision,
        "Adjustment",
        line.corrects_return,
        line.corrects_line,
        line.place,
        line.agreement,
        line.cohort.code,
        line.cohort.partner,
        line.participant.name,
        line.organisation.name,
        line.organisation.gss,
        line.cause,
        line.reason,
        line.effective_on,
        line.noted_on,
        line.places,
        line.amount,
        line.evidence,
        None,
    )


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

"""The Summary of a return's workbook: one page that a funder reads first."""

from dataclasses import dataclass
from decimal import Decimal

from aspire_desktop.documents.workbooks.looks import Look
from aspire_desktop.documents.workbooks.sheet import Cell, SheetColumn, WorkbookSheet
from aspire_desktop.domain.money.figures import adjusted, claimed, net, remaining, to_date
from aspire_desktop.domain.money.funding import COUNTED, PoolFigure, ReturnStatus, Tally
from aspire_desktop.domain.money.returns import AdjustmentFacts, ReturnFacts, ReturnLineFacts, passed_words
from aspire_desktop.domain.money.sheet_words import SheetRow, corrected_by, written
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.values import long_date, pounds, short_date

_PERIOD = (
    SheetColumn("Cohort", 30),
    SheetColumn("Delivering partner", 38),
    SheetColumn("Type", 28),
    SheetColumn("Places", 9, Look.COUNT),
    SheetColumn("Rate", 11, Look.MONEY),
    SheetColumn("Amount", 14, Look.MONEY),
    SheetColumn("Where it comes from", 50),
    SheetColumn("Notes", 26, Look.NOTE),
)
_STANDING = (
    SheetColumn("Line", 30),
    SheetColumn("How it is worked out", 38),
    SheetColumn("", 28),
    *_PERIOD[3:],
)
_POOL = (*_STANDING[:4], SheetColumn("", 11), *_STANDING[5:])


@dataclass(frozen=True)
class SummaryRows:
    """In which row of the Summary each figure stands; places are in column D, amounts in column F."""

    total: int
    claims: int
    adjustments: int
    net: int
    to_date: int
    allocation: int
    before: int
    remaining: int
    pool_first: int
    pool_in_return: int
    pool_claimed: int
    pool_total: int


def fill_summary(sheet: WorkbookSheet, facts: ReturnFacts) -> SummaryRows:
    """Write the sheet; give where its figures stand, for the Control sheet."""
    sheet.widths(*(column.width for column in _PERIOD))
    _heading(sheet, facts)
    total = _this_period(sheet, facts)
    rows = _standing(sheet, facts)
    pool = _pool(sheet, facts)
    return SummaryRows(total, *rows, *pool)


def status_words(facts: ReturnFacts) -> str:
    """Say whether the return was submitted, when and by whom."""
    if facts.status is ReturnStatus.DRAFT or facts.submitted_at is None:
        return "Draft, not submitted"
    day = facts.submitted_at.astimezone(OFFICE_ZONE).date()
    return f"Submitted {long_date(day)} by {facts.submitted_by}"


def reference_words(facts: ReturnFacts) -> str:
    """Give the return's reference with its revision."""
    return f"{facts.reference}, revision {facts.revision}"


def _heading(sheet: WorkbookSheet, facts: ReturnFacts) -> None:
    draft = facts.status is ReturnStatus.DRAFT
    sheet.add(Cell(facts.title, Look.TITLE), points=24)
    sheet.add(Cell(f"{facts.office} to the {facts.funder}", Look.LABEL))
    sheet.add(
        Cell("Return", Look.LABEL),
        Cell(reference_words(facts), Look.FACT),
        Cell("Status", Look.LABEL),
        Cell(status_words(facts), Look.WARNING if draft else Look.SUCCESS),
    )
    _fact(sheet, "Period", str(facts.period))
    _fact(sheet, "Agreement", facts.agreement)
    _fact(sheet, "Prepared by", f"{facts.prepared_by}, {long_date(facts.prepared_on)}")
    if facts.supersedes:
        _fact(sheet, "Supersedes", f"{facts.supersedes}: {facts.revision_reason}")
    if draft and not all(check.passed for check in facts.checks):
        words = f"{passed_words(facts.checks)}: see About this file"
        sheet.add(Cell("Checks", Look.LABEL), Cell(words, Look.WARNING))
    sheet.skip()


def _fact(sheet: WorkbookSheet, label: str, words: str) -> None:
    sheet.add(Cell(label, Look.LABEL), Cell(words, Look.FACT))


def _this_period(sheet: WorkbookSheet, facts: ReturnFacts) -> int:
    sheet.add(Cell("1. This period", Look.SECTION), points=20)
    sheet.head(_PERIOD)
    _claims(sheet, facts.lines)
    _adjustments(sheet, facts.adjustments)
    if not facts.lines and not facts.adjustments:
        _figures(sheet, ("No places in this return", "", ""), Tally(), None, "")
    return _total(sheet, written(SheetRow.TOTAL), net(facts), _claims_less_adjustments(facts))


def _claims(sheet: WorkbookSheet, lines: tuple[ReturnLineFacts, ...]) -> None:
    alike: dict[tuple[str, Decimal], list[ReturnLineFacts]] = {}
    for line in lines:
        alike.setdefault((line.cohort.code, line.amount), []).append(line)
    for (code, rate), group in sorted(alike.items()):
        source = f"Places, {_spans([line.number for line in group])}"
        words = (code, group[0].cohort.partner, written(SheetRow.CLAIM))
        _figures(sheet, words, claimed(group), rate, source)


def _adjustments(sheet: WorkbookSheet, changes: tuple[AdjustmentFacts, ...]) -> None:
    alike: dict[tuple[str, str, Decimal | None], list[AdjustmentFacts]] = {}
    for change in changes:
        alike.setdefault((change.cohort.code, change.corrects_return, _rate(change)), []).append(change)
    for (code, corrected, rate), group in sorted(alike.items(), key=lambda item: item[0][:2]):
        source = f"Adjustments, {_spans([change.number for change in group])}"
        words = (code, group[0].cohort.partner, f"{written(SheetRow.ADJUSTMENT)} {corrected}")
        _figures(sheet, words, adjusted(group), rate, source)


def _rate(line: AdjustmentFacts) -> Decimal | None:
    """Give the pounds for one place, or None where only money is corrected."""
    return line.amount / line.places if line.places in (1, -1) else None


def _claims_less_adjustments(facts: ReturnFacts) -> str:
    change = adjusted(facts.adjustments)
    if not facts.adjustments:
        return f"{len(facts.lines)} claimed: see Places"
    sign = "plus" if change.places >= 0 else "less"
    moved = f"{sign} {abs(change.places)} by adjustments of {pounds(change.amount)}"
    return f"{len(facts.lines)} claimed, {moved}: see Places and Adjustments"


def _standing(sheet: WorkbookSheet, facts: ReturnFacts) -> tuple[int, int, int, int, int, int, int]:
    """Write what was allotted, claimed and is left; give the rows as SummaryRows orders them."""
    sheet.skip()
    sheet.add(Cell("2. The agreement", Look.SECTION), points=20)
    sheet.head(_STANDING)
    said = facts.before_sources
    allocation = _figures(
        sheet,
        ("Allocation", "Places and money agreed", ""),
        facts.allocation,
        facts.pool.unit,
        facts.agreement,
    )
    before = _figures(
        sheet, (written(SheetRow.BEFORE), "Earlier returns, net of adjustments", ""), facts.before, None, said
    )
    lines, changes = claimed(facts.lines), adjusted(facts.adjustments)
    claims = _figures(sheet, (written(SheetRow.CLAIMS), "Lines on Places", ""), lines, None, "Places")
    moved = _figures(
        sheet, (written(SheetRow.ADJUSTMENTS), "Lines on Adjustments", ""), changes, None, "Adjustments"
    )
    this = _total(sheet, written(SheetRow.THIS_RETURN), net(facts), "Claims and adjustments")
    whole = _total(sheet, "Claimed to date", to_date(facts), "Claimed before and this return")
    left = _total(sheet, "Remaining", remaining(facts), "Allocation less claimed to date")
    return claims, moved, this, whole, allocation, before, left


def _pool(sheet: WorkbookSheet, facts: ReturnFacts) -> tuple[int, int, int, int]:
    """Write where every place stands; give the rows as SummaryRows orders them."""
    pool = facts.pool
    sheet.skip()
    sheet.add(Cell("3. The pool", Look.SECTION), points=20)
    sheet.head(_POOL)
    standing = (
        (SheetRow.FREE, COUNTED[PoolFigure.FREE], PoolFigure.FREE),
        (SheetRow.COMMITTED, COUNTED[PoolFigure.COMMITTED], PoolFigure.COMMITTED),
        (SheetRow.CLAIMABLE, COUNTED[PoolFigure.CLAIMABLE], PoolFigure.CLAIMABLE),
        (SheetRow.IN_RETURN, "Net of adjustments", PoolFigure.IN_RETURN),
        (SheetRow.BEFORE, "Earlier returns, net", PoolFigure.CLAIMED),
    )
    where = f"Places of {facts.agreement} on {short_date(facts.prepared_on)}"
    rows = [
        _figures(sheet, (written(row), how, ""), pool.tally(figure), None, where)
        for row, how, figure in standing
    ]
    total = _total(sheet, "Pool", pool.whole, "The five lines above")
    return rows[0], rows[3], rows[4], total


def _figures(
    sheet: WorkbookSheet, words: tuple[str, str, str], tally: Tally, rate: Decimal | None, source: str
) -> int:
    first, second, kind = words
    return sheet.add(
        Cell(first),
        Cell(second),
        Cell(kind, Look.CORRECTION if corrected_by(kind) else Look.TEXT),
        Cell(tally.places, Look.COUNT),
        Cell(rate, Look.MONEY),
        Cell(tally.amount, Look.MONEY),
        Cell(source),
        Cell(None, Look.NOTE),
    )


def _total(sheet: WorkbookSheet, words: str, tally: Tally, source: str) -> int:
    return sheet.add(
        Cell(words, Look.TOTAL),
        Cell(None, Look.TOTAL),
        Cell(None, Look.TOTAL),
        Cell(tally.places, Look.TOTAL_COUNT),
        Cell(None, Look.TOTAL_MONEY),
        Cell(tally.amount, Look.TOTAL_MONEY),
        Cell(source, Look.TOTAL),
        Cell(None, Look.NOTE),
    )


def _spans(numbers: list[int]) -> str:
    """Write: lines 1 to 14, 17."""
    if len(numbers) == 1:
        return f"line {numbers[0]}"
    spans: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    said = [str(low) if low == high else f"{low} to {high}" for low, high in spans]
    if len(said) > 4:
        return f"{len(numbers)} lines between {min(numbers)} and {max(numbers)}"
    return f"lines {', '.join(said)}"

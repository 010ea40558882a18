"""The Control sheet of a return's workbook: live formulas that work every figure out again from the lines."""

from dataclasses import dataclass
from decimal import Decimal

from aspire_desktop.documents.money.return_lists import ADJUSTMENTS, COHORTS, ORGANISATIONS, PLACES, reach
from aspire_desktop.documents.money.return_summary import SummaryRows
from aspire_desktop.documents.workbooks.cells import Formula
from aspire_desktop.documents.workbooks.looks import Look
from aspire_desktop.documents.workbooks.sheet import Cell, SheetColumn, WorkbookSheet
from aspire_desktop.domain.money.figures import Figure, by_cohort, by_organisation, figure_checks, net
from aspire_desktop.domain.money.returns import ReturnFacts
from aspire_desktop.domain.money.sheet_words import ReturnSheet, written

AGREE, DIFFER = "agree", "differ"
_HEAD_ROWS = 8
"""Rows above the first figure."""
_COLUMNS = (
    SheetColumn("Figure", 58),
    SheetColumn("Where it stands", 24),
    SheetColumn("As written", 16, Look.MONEY),
    SheetColumn("As it stands there", 16, Look.MONEY),
    SheetColumn("Worked out again", 16, Look.MONEY),
    SheetColumn("Result", 12),
)
_HOW = (
    "“As written” is the figure from the day the file was made. Formulas beside it read the figure where it "
    "stands and work it out again from the lines. Compared are the totals on Summary and the net columns by "
    "organisation and by cohort: if one of these no longer adds up, its result turns to differ."
)
_DIGEST = (
    "The digest is the sha256 of every line's facts, claims first, as JSON with sorted keys in UTF-8, a line "
    "feed after each. Excel cannot work it out; Aspire Desktop can, and compares it with its own record."
)


@dataclass(frozen=True)
class _Proof:
    title: str
    where: str
    written: int | Decimal
    recomputed: int | Decimal
    formula: str

    @property
    def look(self) -> Look:
        return Look.MONEY if isinstance(self.written, Decimal) else Look.COUNT


def fill_control(sheet: WorkbookSheet, facts: ReturnFacts, rows: SummaryRows) -> None:
    """Write the sheet; `rows` says where the Summary's figures stand."""
    sheet.widths(*(column.width for column in _COLUMNS))
    proofs = [
        *_figure_proofs(facts, rows),
        *_declared_proofs(facts),
        *_organisation_proofs(facts),
        *_cohort_proofs(facts),
    ]
    sheet.add(Cell("Control", Look.TITLE), points=24)
    first = _HEAD_ROWS + 1
    last = first + len(proofs) - 1
    sound = all(proof.written == proof.recomputed for proof in proofs)
    says = f'IF(COUNTIF(F{first}:F{last},"{AGREE}")={len(proofs)},"All figures agree","Some figures differ")'
    verdict = "All figures agree" if sound else "Some figures differ"
    sheet.add(Cell(Formula(says, verdict), Look.FACT))
    sheet.alarm("A2", "Some figures differ")
    sheet.join(sheet.add(Cell(_HOW, Look.PARAGRAPH), points=34), len(_COLUMNS))
    count = f"{len(facts.lines)} lines on Places, {len(facts.adjustments)} on Adjustments"
    sheet.add(Cell("Lines", Look.LABEL), Cell(count, Look.FACT))
    sheet.add(Cell("Digest of the lines (sha256)", Look.LABEL), Cell(facts.digest, Look.FACT))
    sheet.join(sheet.add(Cell(_DIGEST, Look.PARAGRAPH), points=34), len(_COLUMNS))
    sheet.skip()
    sheet.head(_COLUMNS)
    for proof in proofs:
        _write(sheet, proof)
    sheet.alarm(f"F{first}:F{last}", DIFFER)
    sheet.layout.print_title_rows = f"{_HEAD_ROWS}:{_HEAD_ROWS}"


def _write(sheet: WorkbookSheet, proof: _Proof) -> None:
    row = sheet.last + 1
    same = f'IF(AND(ROUND(D{row}-C{row},2)=0,ROUND(E{row}-C{row},2)=0),"{AGREE}","{DIFFER}")'
    result = AGREE if proof.written == proof.recomputed else DIFFER
    there = Formula(proof.where, proof.written) if proof.where else proof.written
    sheet.add(
        Cell(proof.title),
        Cell(proof.where.replace("$", "").replace("'", "") or "Only here"),
        Cell(proof.written, proof.look),
        Cell(there, proof.look),
        Cell(Formula(proof.formula, proof.recomputed), proof.look),
        Cell(Formula(same, result), Look.AGREES),
    )


def _figure_proofs(facts: ReturnFacts, rows: SummaryRows) -> list[_Proof]:
    ways = _ways(facts, rows)
    return [
        _Proof(
            check.figure.value, ways[check.figure][0], check.written, check.recomputed, ways[check.figure][1]
        )
        for check in figure_checks(facts)
    ]


def _ways(facts: ReturnFacts, rows: SummaryRows) -> dict[Figure, tuple[str, str]]:
    """Give for each figure the cell it stands in and the formula that works it out again."""
    return _ways_of_lines(facts, rows) | _ways_of_standing(facts, rows) | _ways_of_splits(facts, rows)


def _ways_of_lines(facts: ReturnFacts, rows: SummaryRows) -> dict[Figure, tuple[str, str]]:
    numbers, claims = _lines(facts, "Line"), _lines(facts, "Amount")
    changes, moved = _changes(facts, "Places"), _changes(facts, "Amount")
    return {
        Figure.CLAIMS: (_places(rows.claims), f"COUNT({numbers})"),
        Figure.CLAIMS_AMOUNT: (_amount(rows.claims), f"SUM({claims})"),
        Figure.ADJUSTMENTS: ("", f"COUNT({_changes(facts, 'Line')})"),
        Figure.ADJUSTMENT_PLACES: (_places(rows.adjustments), f"SUM({changes})"),
        Figure.ADJUSTMENT_AMOUNT: (_amount(rows.adjustments), f"SUM({moved})"),
        Figure.NET_PLACES: (_places(rows.total), f"COUNT({numbers})+SUM({changes})"),
        Figure.NET_AMOUNT: (_amount(rows.total), f"SUM({claims})+SUM({moved})"),
    }


def _ways_of_standing(facts: ReturnFacts, rows: SummaryRows) -> dict[Figure, tuple[str, str]]:
    places = f"{_places(rows.before)}+COUNT({_lines(facts, 'Line')})+SUM({_changes(facts, 'Places')})"
    amount = f"{_amount(rows.before)}+SUM({_lines(facts, 'Amount')})+SUM({_changes(facts, 'Amount')})"
    cap, money = _places(rows.allocation), _amount(rows.allocation)
    return {
        Figure.TO_DATE_PLACES: (_places(rows.to_date), places),
        Figure.TO_DATE_AMOUNT: (_amount(rows.to_date), amount),
        Figure.REMAINING_PLACES: (_places(rows.remaining), f"{cap}-({places})"),
        Figure.REMAINING_AMOUNT: (_amount(rows.remaining), f"{money}-({amount})"),
        Figure.OVER_PLACES: ("", f"MAX(0,{places}-{cap})"),
        Figure.OVER_AMOUNT: ("", f"MAX(0,{amount}-{money})"),
    }


def _ways_of_splits(facts: ReturnFacts, rows: SummaryRows) -> dict[Figure, tuple[str, str]]:
    organisations, cohorts = len(by_organisation(facts)), len(by_cohort(facts))
    places = f"SUM({_places(rows.pool_first)}:$D${rows.pool_claimed})"
    amount = f"SUM({_amount(rows.pool_first)}:$F${rows.pool_claimed})"
    these, money = _places(rows.net), _amount(rows.net)

    def by_organisations(heading: str) -> str:
        title = written(ReturnSheet.BY_ORGANISATION)
        return f"SUM({reach(ORGANISATIONS, heading, title, organisations)})"

    def by_cohorts(heading: str) -> str:
        return f"SUM({reach(COHORTS, heading, written(ReturnSheet.BY_COHORT), cohorts)})"

    return {
        Figure.ORGANISATION_PLACES: (these, by_organisations("Places net")),
        Figure.ORGANISATION_AMOUNT: (money, by_organisations("Amount net")),
        Figure.COHORT_PLACES: (these, by_cohorts("Places net")),
        Figure.COHORT_AMOUNT: (money, by_cohorts("Amount net")),
        Figure.POOL: (_places(rows.pool_total), places),
        Figure.POOL_AMOUNT: (_amount(rows.pool_total), amount),
        Figure.POOL_IN_RETURN: (
            _places(rows.pool_in_return),
            f"COUNT({_lines(facts, 'Line')})+SUM({_changes(facts, 'Places')})",
        ),
        Figure.POOL_IN_RETURN_AMOUNT: (
            _amount(rows.pool_in_return),
            f"SUM({_lines(facts, 'Amount')})+SUM({_changes(facts, 'Amount')})",
        ),
        Figure.POOL_CLAIMED: (_places(rows.pool_claimed), _places(rows.before)),
        Figure.POOL_CLAIMED_AMOUNT: (_amount(rows.pool_claimed), _amount(rows.before)),
    }


def _declared_proofs(facts: ReturnFacts) -> list[_Proof]:
    """Work out what the signing officer declares."""
    declared = net(facts)
    return [
        _Proof(
            "Places on the Declaration",
            f"{_on(ReturnSheet.DECLARATION)}!$B$3",
            declared.places,
            declared.places,
            f"COUNT({_lines(facts, 'Line')})+SUM({_changes(facts, 'Places')})",
        ),
        _Proof(
            "Amount on the Declaration",
            f"{_on(ReturnSheet.DECLARATION)}!$B$4",
            declared.amount,
            declared.amount,
            f"SUM({_lines(facts, 'Amount')})+SUM({_changes(facts, 'Amount')})",
        ),
    ]


def _organisation_proofs(facts: ReturnFacts) -> list[_Proof]:
    proofs = []
    for row, tally in enumerate(by_organisation(facts), start=2):
        there = _on(ReturnSheet.BY_ORGANISATION)
        same = {"Organisation": f"{there}!$A${row}", "GSS code": f"{there}!$B${row}"}
        where = f"{there}!$J${row}"
        amount = tally.net.amount
        proofs.append(_Proof(tally.organisation.name, where, amount, amount, _matching(facts, same)))
    return proofs


def _cohort_proofs(facts: ReturnFacts) -> list[_Proof]:
    proofs = []
    for row, tally in enumerate(by_cohort(facts), start=2):
        there = _on(ReturnSheet.BY_COHORT)
        same, where = {"Cohort": f"{there}!$A${row}"}, f"{there}!$L${row}"
        amount = tally.net.amount
        proofs.append(_Proof(tally.cohort.code, where, amount, amount, _matching(facts, same)))
    return proofs


def _matching(facts: ReturnFacts, same: dict[str, str]) -> str:
    """Add up lines whose cells are exactly these: SUMIF would read *, ? and = in a name as a pattern."""
    sums = []
    for reached in (_lines, _changes):
        tests = "*".join(f"EXACT({reached(facts, heading)},{cell})" for heading, cell in same.items())
        sums.append(f"SUMPRODUCT({tests}*{reached(facts, 'Amount')})")
    return "+".join(sums)


def _lines(facts: ReturnFacts, heading: str) -> str:
    return reach(PLACES, heading, written(ReturnSheet.PLACES), len(facts.lines))


def _changes(facts: ReturnFacts, heading: str) -> str:
    return reach(ADJUSTMENTS, heading, written(ReturnSheet.ADJUSTMENTS), len(facts.adjustments))


def _on(sheet: ReturnSheet) -> str:
    """Name a sheet as formulas do."""
    title = written(sheet)
    return title if title.isidentifier() else f"'{title}'"


def _places(row: int) -> str:
    return f"{_on(ReturnSheet.SUMMARY)}!$D${row}"


def _amount(row: int) -> str:
    return f"{_on(ReturnSheet.SUMMARY)}!$F${row}"

"""Where a figure of a return's workbook comes from: the lines behind each cell of its sheets."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from aspire_desktop.domain.money.figures import Figure
from aspire_desktop.domain.money.grid import Grid
from aspire_desktop.domain.money.returns import AdjustmentFacts, ReturnLineFacts
from aspire_desktop.domain.money.sheet_words import (
    ReturnSheet,
    SheetRow,
    corrected_by,
    row_called,
    sheet_called,
)
from aspire_desktop.domain.office.values import pounds

LineFacts: TypeAlias = ReturnLineFacts | AdjustmentFacts
_CLAIMED = frozenset({Figure.CLAIMS, Figure.CLAIMS_AMOUNT})
_ADJUSTED = frozenset({Figure.ADJUSTMENTS, Figure.ADJUSTMENT_PLACES, Figure.ADJUSTMENT_AMOUNT})
_BOTH = frozenset(
    {
        Figure.NET_PLACES, Figure.NET_AMOUNT, Figure.ORGANISATION_PLACES, Figure.ORGANISATION_AMOUNT,
        Figure.COHORT_PLACES, Figure.COHORT_AMOUNT, Figure.POOL_IN_RETURN,
    }
)  # fmt: skip


def lines_behind(grid: Grid, row: int, lines: Sequence[LineFacts]) -> tuple[LineFacts, ...]:
    """Give the lines of a return that a row of one of its sheets is about; none where it is about no line.

    A sheet names what each row is about, so the stored file of years ago answers as a draft does.
    `lines` are all claims and adjustments of the return.
    """
    words = tuple(cell.words for cell in grid.rows[row]) if 0 <= row < len(grid.rows) else ()
    sheet = sheet_called(grid.title)
    if sheet not in _SHEETS or not any(words) or (sheet in _LISTS and row == 0):
        return ()
    wanted = _SHEETS[sheet]((*words, *("" for _ in range(_WIDEST - len(words)))))
    return tuple(line for line in lines if wanted(line)) if wanted else ()


_Wanted: TypeAlias = Callable[[LineFacts], bool]
_WIDEST = 12
"""Cells that a row is padded to, so that every name can be asked for."""
_LISTS = frozenset({ReturnSheet.BY_ORGANISATION, ReturnSheet.BY_COHORT})
"""Sheets of which the first row is headings alone."""


def _numbered(words: tuple[str, ...]) -> _Wanted | None:
    return (lambda line: str(line.number) == words[0]) if words[0].isdigit() else None


def _of_organisation(words: tuple[str, ...]) -> _Wanted | None:
    if row_called(words[0]) is SheetRow.LIST_TOTAL:
        return _everything
    return lambda line: (line.organisation.name, line.organisation.gss or "") == words[:2]


def _of_cohort(words: tuple[str, ...]) -> _Wanted | None:
    if row_called(words[0]) is SheetRow.LIST_TOTAL:
        return _everything
    return lambda line: line.cohort.code == words[0]


def _summed(words: tuple[str, ...]) -> _Wanted | None:
    first, _, kind, _, rate, *_ = words
    if row_called(kind) is SheetRow.CLAIM:
        return lambda line: _is_claim(line) and (line.cohort.code, _rate(line)) == (first, rate)
    if corrected := corrected_by(kind):
        return lambda line: _corrects(line, corrected) and (line.cohort.code, _rate(line)) == (first, rate)
    row = row_called(first)
    return _SUMS.get(row) if row else None


def _proved(words: tuple[str, ...]) -> _Wanted | None:
    """Read a row of Control: a figure, an organisation or a cohort, by the sheet where it stands."""
    name, where = words[:2]
    sheet = sheet_called(where.partition("!")[0])
    if sheet is ReturnSheet.BY_ORGANISATION:
        return lambda line: line.organisation.name == name
    if sheet is ReturnSheet.BY_COHORT:
        return lambda line: line.cohort.code == name
    if sheet is ReturnSheet.DECLARATION:
        return _everything
    if name in _CLAIMED:
        return _is_claim
    if name in _ADJUSTED:
        return _is_correction
    return _everything if name in _BOTH else None


def _everything(line: LineFacts) -> bool:
    return True


def _is_claim(line: LineFacts) -> bool:
    return isinstance(line, ReturnLineFacts)


def _is_correction(line: LineFacts) -> bool:
    return isinstance(line, AdjustmentFacts)


def _corrects(line: LineFacts, corrected: str) -> bool:
    return isinstance(line, AdjustmentFacts) and corrected == line.corrects_return


def _rate(line: LineFacts) -> str:
    """Write the pounds for one place as the Summary does: nothing where only money is corrected."""
    places = line.places if isinstance(line, AdjustmentFacts) else 1
    return pounds(Decimal(line.amount / places)) if places in (1, -1) else ""


_SUMS: Mapping[SheetRow, _Wanted] = {
    SheetRow.TOTAL: _everything,
    SheetRow.THIS_RETURN: _everything,
    SheetRow.IN_RETURN: _everything,
    SheetRow.CLAIMS: _is_claim,
    SheetRow.ADJUSTMENTS: _is_correction,
}
_SHEETS: Mapping[ReturnSheet | None, Callable[[tuple[str, ...]], _Wanted | None]] = {
    ReturnSheet.SUMMARY: _summed,
    ReturnSheet.PLACES: _numbered,
    ReturnSheet.ADJUSTMENTS: _numbered,
    ReturnSheet.EVIDENCE: _numbered,
    ReturnSheet.BY_ORGANISATION: _of_organisation,
    ReturnSheet.BY_COHORT: _of_cohort,
    ReturnSheet.CONTROL: _proved,
}

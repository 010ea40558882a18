"""Where a figure of a return's workbook comes from: the lines behind each cell of its sheets."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeAlias

from aspire_desktop.domain.money.figures import Figure
from aspire_desktop.domain.money.grid import Grid
from aspire_desktop.domain.money.returns import AdjustmentFacts, ReturnLineFacts
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
    about = _SHEETS.get(grid.title)
    wanted = about((*words, *("" for _ in range(_WIDEST - len(words))))) if about and any(words) else None
    return tuple(line for line in lines if wanted(line)) if wanted else ()


_Wanted: TypeAlias = Callable[[LineFacts], bool]
_WIDEST = 12
"""Cells that a row is padded to, so that every name can be asked for."""


def _numbered(words: tuple[str, ...]) -> _Wanted | None:
    return (lambda line: str(line.number) == words[0]) if words[0].isdigit() else None


def _of_organisation(words: tuple[str, ...]) -> _Wanted | None:
    if words[0] in ("Total", "Organisation"):
        return _everything if words[0] == "Total" else None
    return lambda line: (line.organisation.name, line.organisation.gss or "") == words[:2]


def _of_cohort(words: tuple[str, ...]) -> _Wanted | None:
    if words[0] in ("Total", "Cohort"):
        return _everything if words[0] == "Total" else None
    return lambda line: line.cohort.code == words[0]


def _summed(words: tuple[str, ...]) -> _Wanted | None:
    first, _, kind, _, rate, *_ = words
    if kind == "Claim":
        return lambda line: _is_claim(line) and (line.cohort.code, _rate(line)) == (first, rate)
    if kind.startswith("Adjustment to "):
        return lambda line: _corrects(line, kind) and (line.cohort.code, _rate(line)) == (first, rate)
    return {
        "Total for this period": _everything,
        "This return": _everything,
        "In this return": _everything,
        "Claims in this return": _is_claim,
        "Adjustments in this return": lambda line: not _is_claim(line),
    }.get(first)


def _proved(words: tuple[str, ...]) -> _Wanted | None:
    """Read a row of Control: a figure, an organisation or a cohort."""
    name, where = words[:2]
    if where.startswith("By organisation!J"):
        return lambda line: line.organisation.name == name
    if where.startswith("By cohort!L"):
        return lambda line: line.cohort.code == name
    if where.startswith("Declaration!"):
        return _everything
    if name in _CLAIMED:
        return _is_claim
    if name in _ADJUSTED:
        return lambda line: not _is_claim(line)
    return _everything if name in _BOTH else None


def _everything(line: LineFacts) -> bool:
    return True


def _is_claim(line: LineFacts) -> bool:
    return isinstance(line, ReturnLineFacts)


def _corrects(line: LineFacts, kind: str) -> bool:
    return isinstance(line, AdjustmentFacts) and kind == f"Adjustment to {line.corrects_return}"


def _rate(line: LineFacts) -> str:
    """Write the pounds for one place as the Summary does: nothing where only money is corrected."""
    places = line.places if isinstance(line, AdjustmentFacts) else 1
    return pounds(Decimal(line.amount / places)) if places in (1, -1) else ""


_SHEETS: dict[str, Callable[[tuple[str, ...]], _Wanted | None]] = {
    "Summary": _summed,
    "Places": _numbered,
    "Adjustments": _numbered,
    "Evidence": _numbered,
    "By organisation": _of_organisation,
    "By cohort": _of_cohort,
    "Control": _proved,
}

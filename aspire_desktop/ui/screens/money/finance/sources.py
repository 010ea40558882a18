"""What stands beside the formula: from how many lines a figure comes, or which figure of the pool it is."""

from dataclasses import dataclass

from aspire_desktop.domain.money.funding import PoolFigure
from aspire_desktop.domain.money.grid import Grid, GridCell
from aspire_desktop.domain.money.sheet_words import ReturnSheet, SheetRow, row_called, sheet_called
from aspire_desktop.domain.money.sources import LineFacts, lines_behind
from aspire_desktop.ui.screens.money.finance.model import ShownReturn

POOL = {
    SheetRow.FREE: PoolFigure.FREE,
    SheetRow.COMMITTED: PoolFigure.COMMITTED,
    SheetRow.CLAIMABLE: PoolFigure.CLAIMABLE,
    SheetRow.IN_RETURN: PoolFigure.IN_RETURN,
    SheetRow.BEFORE: PoolFigure.CLAIMED,
}
"""The rows of the Summary that are figures of the pool."""


@dataclass(frozen=True)
class Source:
    """What a figure comes from: lines of the return, or a figure of the pool as it stands today."""

    words: str
    link: str
    title: str
    lines: tuple[LineFacts, ...] = ()
    figure: PoolFigure | None = None


def source_of(sheet: ShownReturn, grid: Grid, row: int, column: int) -> Source | None:
    """Say what a cell comes from; None for words and headings of the Summary, and where nothing stands."""
    cell = grid.cell(row, column)
    if cell is None or not cell.words:
        return None
    about = row_called(grid.rows[row][0].words)
    on_summary = sheet_called(grid.title) is ReturnSheet.SUMMARY
    figure = POOL.get(about) if about and on_summary else None
    if figure is not None and sheet.draft is not None and _is_figure(cell):
        return Source(f"{cell.words} stand in the pool", "Show them", grid.rows[row][0].words, figure=figure)
    lines = lines_behind(grid, row, (*sheet.claims, *sheet.adjustments))
    if not lines:
        return None
    if len(lines) == 1:
        [line] = lines
        return Source(f"Line {line.number}", line.participant.name, f"Line {line.number}", lines)
    if not _is_figure(cell):
        return None
    words = f"{_counted(cell, grid, column)} from"
    return Source(words, f"{len(lines)} lines", f"{grid.rows[row][0].words}: {cell.words}", lines)


def _is_figure(cell: GridCell) -> bool:
    return cell.style.right and any(letter.isdigit() for letter in cell.words)


def _counted(cell: GridCell, grid: Grid, column: int) -> str:
    """Say "13 places come" or "£4,550.00 comes", as the column is headed."""
    if "£" in cell.words:
        return f"{cell.words} comes"
    return f"{cell.words} place comes" if cell.words == "1" else f"{cell.words} places come"

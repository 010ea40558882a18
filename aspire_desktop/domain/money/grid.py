"""A sheet of a workbook as it can be read on the screen: the cells of the file, frozen."""

from dataclasses import dataclass
from typing import Final

PETROL: Final = "0A5868"
WHITE: Final = "FFFFFF"
INK: Final = "15232A"
QUIET: Final = "42525A"
TINT: Final = "E1EFF1"
LINE: Final = "D5DCDC"
GOOD: Final = "17633A"
BAD: Final = "A01B1B"
DUE: Final = "7A4700"
CORRECTION: Final = "4E3B8C"
"""The colours of the house in files; the screen draws each by the theme in force."""


@dataclass(frozen=True)
class GridStyle:
    """How a cell looks; colours are RRGGBB as in the file, an empty fill is none, sizes are in points."""

    size: int
    bold: bool
    colour: str
    fill: str
    right: bool
    wrap: bool
    boxed: bool
    strong_top: bool


@dataclass(frozen=True)
class GridCell:
    """One cell: the words it shows, and what it holds: a value bare, or a formula with its equals sign."""

    words: str
    holds: str
    style: GridStyle


@dataclass(frozen=True)
class Grid:
    """One sheet. `rows` begins with row 1; a row ends with its last cell that has a value or a look."""

    title: str
    titles: tuple[str, ...]
    """Of every sheet of the workbook, in order."""
    widths: tuple[float, ...]
    """Of the columns from A on, in characters."""
    rows: tuple[tuple[GridCell, ...], ...]

    def cell(self, row: int, column: int) -> GridCell | None:
        """Give a cell by its row and column, both counted from 0; None where there is nothing."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else None

    @property
    def columns(self) -> int:
        """Count the columns in use."""
        return max((len(row) for row in self.rows), default=0)


def column_letters(column: int) -> str:
    """Name a column counted from 0 as spreadsheets do: A, Z, AA."""
    letters, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Name a cell, both counted from 0: D12."""
    return f"{column_letters(column)}{row + 1}"

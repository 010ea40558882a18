"""The rows of a file as a table: a glyph and number first, then the columns that are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from aspire_desktop.domain.intake.cells import shown
from aspire_desktop.domain.intake.headings import Heading
from aspire_desktop.services.intake.imports.review import ReviewedProblem, ReviewedRow, RowStanding
from aspire_desktop.ui.looks.icons import Weight
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.widgets.cells import CellRole

Index = QModelIndex | QPersistentModelIndex


class SheetRole(IntEnum):
    """Roles beside CellRole. FRAME: Tone of the frame of a cell with a problem. GLYPH: Glyph of a row.
    QUIET: bool, a row that does not go in."""

    FRAME = CellRole.CURRENT + 100
    GLYPH = CellRole.CURRENT + 101
    QUIET = CellRole.CURRENT + 102


@dataclass(frozen=True)
class Glyph:
    """The mark of a row: an icon, how heavy, and its colour."""

    name: str
    weight: Weight
    token: str


@dataclass(frozen=True)
class TypedCell:
    """What somebody typed in a cell: the row by its number, the column by its place in the file."""

    row: int
    position: int
    text: str


GLYPHS = {
    RowStanding.READY: Glyph("check-circle", Weight.FILL, "ok"),
    RowStanding.MUST_FIX: Glyph("x-circle", Weight.FILL, "bad"),
    RowStanding.CHECK: Glyph("warning", Weight.FILL, "due"),
    RowStanding.DUPLICATE: Glyph("copy", Weight.BOLD, "info"),
    RowStanding.LEFT_OUT: Glyph("minus", Weight.BOLD, "ink_3"),
}
TONES = {RowStanding.MUST_FIX: Tone.BAD, RowStanding.CHECK: Tone.DUE, RowStanding.DUPLICATE: Tone.INFO}


class SheetModel(QAbstractTableModel):
    """`typed` carries Typed; the cell shows the new words at once, and the screen checks them."""

    typed = Signal(TypedCell)

    def __init__(self, parent: QObject | None = None, editable: bool = False) -> None:
        super().__init__(parent)
        self._rows: Sequence[ReviewedRow] = ()
        self._headings: Sequence[Heading] = ()
        self._editable = editable
        self._typed: dict[tuple[int, int], str] = {}
        self._places: dict[int, int] = {}

    def show_rows(self, rows: Sequence[ReviewedRow], headings: Sequence[Heading]) -> None:
        """Show these rows and columns; where they are the same as before, the table keeps its place."""
        same = [row.number for row in rows] == [row.number for row in self._rows]
        self._typed.clear()
        if same and headings == self._headings:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(headings)))
            return
        self.beginResetModel()
        self._rows, self._headings = rows, headings
        self._places = {row.number: at for at, row in enumerate(rows)}
        self.endResetModel()

    @property
    def headings(self) -> Sequence[Heading]:
        """Give the columns after the first."""
        return self._headings

    def row_at(self, row: int) -> ReviewedRow | None:
        """Give a row of the table."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def heading_at(self, column: int) -> Heading | None:
        """Give the heading of a column of the table, None for the first."""
        return self._headings[column - 1] if 0 < column <= len(self._headings) else None

    def place_of(self, number: int, position: int | None = None) -> QModelIndex:
        """Find a cell by the spreadsheet's number and place; the row's first cell where there is no place."""
        columns = (at for at, each in enumerate(self._headings, 1) if each.position == position)
        return self.index(self._places.get(number, -1), next(columns, 1 if self._headings else 0))

    def finding_at(self, index: Index) -> ReviewedProblem | None:
        """Give the problem of a cell, or of the whole row at its first cell."""
        row, heading = self.row_at(index.row()), self.heading_at(index.column())
        if row is None:
            return None
        position = heading.position if heading else None
        return next((each for each in row.findings if each.problem.position == position), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Say how many lines there are to look at."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Count the columns, that of numbers included."""
        return 0 if parent.isValid() else len(self._headings) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let cells of rows that go in be typed over."""
        row = self.row_at(index.row())
        usual = super().flags(index)
        free = self._editable and index.column() > 0 and row is not None
        return usual | Qt.ItemFlag.ItemIsEditable if free else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell: its words, its frame, and the glyph of its row."""
        row = self.row_at(index.row())
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._words(row, index.column())
        if role == SheetRole.QUIET:
            return row.standing is RowStanding.LEFT_OUT
        if index.column() == 0 and role in (SheetRole.GLYPH, Qt.ItemDataRole.AccessibleTextRole):
            return self._standing(row, role)
        return self._trouble(index, role)

    def _standing(self, row: ReviewedRow, role: int) -> object:
        """Give the glyph and words of a row's state; rows that are only looked at have none."""
        if not self._editable:
            return None
        return GLYPHS[row.standing] if role == SheetRole.GLYPH else f"Row {row.number}: {row.standing}"

    def _trouble(self, index: Index, role: int) -> object:
        """Give the frame of a cell with a problem, and the problem in words."""
        finding = self.finding_at(index)
        if finding is None:
            return None
        if role == SheetRole.FRAME and index.column() > 0:
            return TONES[finding.standing]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return finding.problem.problem
        return None

    def _words(self, row: ReviewedRow, column: int) -> str:
        heading = self.heading_at(column)
        if heading is None:
            return str(row.number)
        if (typed := self._typed.get((row.number, heading.position))) is not None:
            return typed
        cells = row.row.cells
        return " ".join(shown(cells[heading.position]).split()) if heading.position < len(cells) else ""

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Take what was typed, and tell the screen."""
        row, heading = self.row_at(index.row()), self.heading_at(index.column())
        if role != Qt.ItemDataRole.EditRole or row is None or heading is None:
            return False
        text = str(value).strip()
        if text == self._words(row, index.column()):
            return False
        self._typed[row.number, heading.position] = text
        self.dataChanged.emit(index, index)
        self.typed.emit(TypedCell(row.number, heading.position, text))
        return True

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give the heading of a column as the file has it."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            heading = self.heading_at(section)
            return heading.text if heading else "Row"
        return None

"""The mapping of a funder's form as a list to type into: what a return has, and where it goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import chain

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from aspire_desktop.domain.money.layouts import (
    COUNTED,
    AdjustmentField,
    Block,
    BlockColumn,
    CellPlace,
    Field,
    FigureCell,
    FormFigure,
    FormMapping,
    LineField,
    block_of,
    cell_place,
    column_number,
    letters,
    mapping_of,
)
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.ui.widgets.cells import CellRole, GroupHeading

Index = QModelIndex | QPersistentModelIndex
HEADINGS = ("What a return has", "Goes into")
BEGINS = "first line stands at"


class Part(Enum):
    """The groups of the list, in their order."""

    FIGURES = "Figures: a cell each, like Summary!B7"
    LINES = "Places claimed: a column each, like C"
    ADJUSTMENTS = "Adjustments: a column each"
    TOTALS = "Totals of the form that must agree"


@dataclass(frozen=True)
class Slot:
    """One thing that may be mapped."""

    part: Part
    word: str


SLOTS: Mapping[Part, tuple[Slot, ...]] = {
    Part.FIGURES: tuple(Slot(Part.FIGURES, word.value) for word in FormFigure),
    Part.LINES: tuple(Slot(Part.LINES, word) for word in (BEGINS, *(each.value for each in LineField))),
    Part.ADJUSTMENTS: tuple(
        Slot(Part.ADJUSTMENTS, word) for word in (BEGINS, *(each.value for each in AdjustmentField))
    ),
    Part.TOTALS: tuple(Slot(Part.TOTALS, word.value) for word in COUNTED),
}
ROWS: tuple[Part | Slot, ...] = tuple(chain.from_iterable((part, *SLOTS[part]) for part in Part))


def texts_of(mapping: FormMapping) -> dict[Slot, str]:
    """Write a mapping as what stands in the list."""
    texts = _figures_told(Part.FIGURES, mapping.figures) | _figures_told(Part.TOTALS, mapping.totals)
    return texts | _block_told(Part.LINES, mapping.lines) | _block_told(Part.ADJUSTMENTS, mapping.adjustments)


def mapping_from(texts: Mapping[Slot, str], only_sheet: str = "") -> FormMapping:
    """Read what stands in the list; raise RuleBroken naming what cannot be."""
    return mapping_of(
        _figures_read(texts, Part.FIGURES, only_sheet),
        _block_read(texts, Part.LINES, LineField, only_sheet),
        _block_read(texts, Part.ADJUSTMENTS, AdjustmentField, only_sheet),
        _figures_read(texts, Part.TOTALS, only_sheet),
    )


def _figures_told(part: Part, cells: tuple[FigureCell, ...]) -> dict[Slot, str]:
    return {Slot(part, each.figure.value): str(each.cell) for each in cells}


def _block_told(part: Part, block: Block[Field] | None) -> dict[Slot, str]:
    if block is None:
        return {}
    first = CellPlace(block.sheet, block.first_row, min(each.column for each in block.columns))
    told = {Slot(part, each.field.value): letters(each.column) for each in block.columns}
    return {Slot(part, BEGINS): str(first)} | told


def _figures_read(
    texts: Mapping[Slot, str], part: Part, only_sheet: str
) -> list[tuple[FormFigure, CellPlace]]:
    filled = [(slot, texts.get(slot, "").strip()) for slot in SLOTS[part]]
    return [(FormFigure(slot.word), cell_place(text, only_sheet)) for slot, text in filled if text]


def _block_read(
    texts: Mapping[Slot, str], part: Part, fields: type[Field], only_sheet: str
) -> Block[Field] | None:
    begins, *rest = ((slot, texts.get(slot, "").strip()) for slot in SLOTS[part])
    columns = [BlockColumn(column_number(text), fields(slot.word)) for slot, text in rest if text]
    what = "lines" if part is Part.LINES else "adjustments"
    if not begins[1]:
        if columns:
            raise RuleBroken(
                f"It is not said where the {what} begin.", do="Name their first cell, like Claim!A9."
            )
        return None
    first = cell_place(begins[1], only_sheet)
    return block_of(first.sheet, first.row, columns, what)


class MappingModel(QAbstractTableModel):
    """Everything that may be mapped, by group; the second column is typed into."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.texts: dict[Slot, str] = {}

    def show_texts(self, texts: Mapping[Slot, str]) -> None:
        """Show a mapping in place of any before."""
        self.beginResetModel()
        self.texts = dict(texts)
        self.endResetModel()

    def row_of(self, slot: Slot) -> int:
        """Give the row of a thing that may be mapped."""
        return ROWS.index(slot)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Count headings and things."""
        return 0 if parent.isValid() else len(ROWS)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Say how many headings there are."""
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a heading, a word, or the place typed beside it."""
        row = ROWS[index.row()]
        if isinstance(row, Part):
            shown = index.column() == 0 and role in (CellRole.GROUP, Qt.ItemDataRole.DisplayRole)
            heading = GroupHeading(row.value)
            return (heading if role == CellRole.GROUP else heading.words) if shown else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        return self.texts.get(row, "") if index.column() else f"{row.word[:1].upper()}{row.word[1:]}"

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Take a place that was typed."""
        row = ROWS[index.row()]
        if isinstance(row, Part) or index.column() == 0 or role != Qt.ItemDataRole.EditRole:
            return False
        self.texts[row] = str(value).strip()
        self.dataChanged.emit(index, index)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let places be typed, and headings be passed over."""
        if isinstance(ROWS[index.row()], Part):
            return Qt.ItemFlag.ItemIsEnabled
        able = super().flags(index)
        return able | Qt.ItemFlag.ItemIsEditable if index.column() else able

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give the heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None

"""The mapping of a funder's form as a table to type into: what a return has, and where it goes."""

from collections.abc import Mapping
from itertools import chain

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from aspire_desktop.domain.money.layout_slots import SLOTS, Part, Slot, Texts
from aspire_desktop.ui.widgets.cells import CellRole, GroupHeading

Index = QModelIndex | QPersistentModelIndex
HEADINGS = ("What a return has", "Goes into")
NAMES: Mapping[Part, str] = {
    Part.FIGURES: "Figures",
    Part.LINES: "Places claimed",
    Part.ADJUSTMENTS: "Adjustments",
    Part.TOTALS: "Totals",
}
PARTS: Mapping[Part, str] = {
    Part.FIGURES: f"{NAMES[Part.FIGURES]}: a cell each, like Summary!B7",
    Part.LINES: f"{NAMES[Part.LINES]}: a column each, like C",
    Part.ADJUSTMENTS: f"{NAMES[Part.ADJUSTMENTS]}: a column each",
    Part.TOTALS: f"{NAMES[Part.TOTALS]} of the form that must agree",
}
ROWS: tuple[Part | Slot, ...] = tuple(chain.from_iterable((part, *SLOTS[part]) for part in Part))


def slot_words(slot: Slot) -> str:
    """Name a thing that may be mapped where it stands by itself: several parts have an amount."""
    return f"{NAMES[slot.part]}: {slot.word}"


class MappingModel(QAbstractTableModel):
    """Everything that may be mapped, by group; the second column is typed into."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.texts: dict[Slot, str] = {}

    def show_texts(self, texts: Texts) -> None:
        """Show a mapping in place of any before."""
        self.beginResetModel()
        self.texts = dict(texts)
        self.endResetModel()

    def write(self, slot: Slot, text: str) -> None:
        """Have a thing go somewhere else."""
        self.setData(self.index(self.row_of(slot), 1), text)

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
            heading = GroupHeading(PARTS[row])
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

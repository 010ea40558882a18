"""What a model tells the table's delegates: the roles they read and the values in them."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from PySide6.QtCore import Qt

_FIRST = int(Qt.ItemDataRole.UserRole) + 100


class CellRole(IntEnum):
    """Roles beside Qt's own. DisplayRole always holds the cell in words, for search, export and speech.

    PILL: PillLook, or the words of a status. AMOUNT: Amount. TILE: Tile. SECOND_LINE: str.
    TONE: Tone of the text (figures late or short). GROUP: GroupHeading, in column 0 of a heading row.
    CURRENT: bool, tints the cell as part of the current column. SAVING: bool, it is not on disk yet.
    Qt's CheckStateRole is read by check columns, TextAlignmentRole by headers, AccessibleTextRole by
    screen readers ("Status: Overdue").
    """

    PILL = _FIRST
    AMOUNT = _FIRST + 1
    TILE = _FIRST + 2
    SECOND_LINE = _FIRST + 3
    TONE = _FIRST + 4
    GROUP = _FIRST + 5
    CURRENT = _FIRST + 6
    SAVING = _FIRST + 7


class Cell(StrEnum):
    """Kinds of column. NAME draws "Adebayo, Folake" with the surname semibold."""

    TEXT = "text"
    STRONG = "strong"
    QUIET = "quiet"
    NAME = "name"
    FIGURE = "figure"
    PILL = "pill"
    AMOUNT = "amount"
    SEGMENTS = "segments"
    CHECK = "check"
    LINK = "link"
    TILE = "tile"
    TWO_LINES = "two lines"


@dataclass(frozen=True)
class TableColumn:
    """How a column is drawn, and its width in logical pixels (0: as wide as its heading and first rows).

    One column may stretch over the room that is left.
    """

    cell: Cell
    width: int = 0
    stretch: bool = False


@dataclass(frozen=True)
class Amount:
    """A quantity of a whole: drawn as a bar and "7/20"; `hatched` is offered or next."""

    done: int
    total: int
    hatched: int = 0


@dataclass(frozen=True)
class GroupHeading:
    """A heading row that spans the table: "Inspire OD · 8", with a caret when it folds."""

    words: str
    count: int | None = None
    folds: bool = False
    is_open: bool = True

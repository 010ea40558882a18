"""How the cells of the register are drawn: the row worked on tinted whole, columns parted by lines."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from aspire_desktop.ui.theme import theme
from aspire_desktop.ui.widgets.delegates import (
    CellDelegate,
    FigureDelegate,
    Index,
    NameDelegate,
    QuietDelegate,
    TileDelegate,
)

_SELECTED = QStyle.StateFlag.State_Selected


class RowTinted(CellDelegate):
    """Tints a row (`current_row`, -1 for none) and what is chosen in the column `session`."""

    current_row = -1
    session = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell as the register tints it."""
        chosen = option.state & _SELECTED and index.column() == self.session
        tinted = chosen or index.row() == self.current_row
        option.state = option.state | _SELECTED if tinted else option.state & ~_SELECTED
        super().paint(painter, option, index)


class NameCell(RowTinted, NameDelegate):
    """Who it is."""


class OrganisationCell(RowTinted, QuietDelegate):
    """Where they come from."""


class NoteCell(RowTinted, QuietDelegate):
    """The note of a mark; a missing one is nothing worth a dash."""

    def words(self, index: Index) -> str:
        """Give the note."""
        return str(index.data() or "")


class _Lined(RowTinted):
    """With a line at its left."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        """Draw the line, then the content."""
        painter.fillRect(rect.left() - 8, rect.top(), 1, rect.height(), theme().tokens.line)
        super().paint_content(painter, rect, index, selected)


class MarkCell(_Lined, TileDelegate):
    """The mark."""


class AttendedCell(_Lined, FigureDelegate):
    """How many sessions were attended."""

"""How the cells of the register are drawn: the row worked on tinted whole, columns parted by lines."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.widgets.cell_painting import elided, paint_ring
from aspire_desktop.ui.widgets.cells import CellRole
from aspire_desktop.ui.widgets.delegates import (
    CellDelegate,
    FigureDelegate,
    Index,
    NameDelegate,
    QuietDelegate,
    TileDelegate,
    content_rect,
)

SAVING = 0.4
"""How strongly a mark is drawn that is not on disk yet."""
_SELECTED = QStyle.StateFlag.State_Selected
_FOCUSED = QStyle.StateFlag.State_HasFocus


class RowTinted(CellDelegate):
    """Tints a row (`current_row`, -1 for none) and what is chosen in the column `session`."""

    current_row = -1
    session = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell. It is drawn here whole, since asking each for a heading row costs a third of it."""
        rect: QRect = option.rect
        column = index.column()
        tinted = index.row() == self.current_row or (column == self.session and option.state & _SELECTED)
        tokens = theme().tokens
        painter.save()
        if tinted:
            painter.fillRect(rect, tokens.selection)
        elif column == self.session:
            painter.fillRect(rect, tokens.accent_soft)
        elif index.row() == self.hovered_row:
            painter.fillRect(rect, tokens.head)
        painter.setClipRect(rect)
        self.paint_content(painter, content_rect(rect, index), index, bool(tinted))
        painter.setClipping(False)
        self._paint_edges(painter, rect, index, bool(tinted))
        if option.state & _FOCUSED:
            paint_ring(painter, rect)
        painter.restore()


class NameCell(RowTinted, NameDelegate):
    """Who it is; greyed once they have left."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        """Draw the name."""
        if index.data(CellRole.TONE) is None:
            super().paint_content(painter, rect, index, selected)
            return
        painter.setFont(theme().font(TypeRole.BODY))
        painter.setPen(self.ink(index))
        painter.drawText(rect, int(self.alignment()), elided(painter.font(), self.words(index), rect.width()))


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
    """The mark; pale while it is not on disk yet."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        """Draw the mark."""
        if index.data(CellRole.SAVING):
            painter.setOpacity(SAVING)
        super().paint_content(painter, rect, index, selected)
        painter.setOpacity(1.0)


class AttendedCell(_Lined, FigureDelegate):
    """How many sessions were attended."""

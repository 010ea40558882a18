"""Delegates that draw the cells of a DataTable."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from aspire_desktop.ui.charts.bar import THICKNESS, paint_bar, paint_segments
from aspire_desktop.ui.charts.pattern import Pattern
from aspire_desktop.ui.looks.theme import Tokens, Tone, TypeRole, theme
from aspire_desktop.ui.widgets.cell_painting import (
    BOX,
    FIRST_PADDING,
    PADDING,
    elided,
    paint_check,
    paint_group,
    paint_ring,
)
from aspire_desktop.ui.widgets.cells import Amount, Cell, CellRole, GroupHeading
from aspire_desktop.ui.widgets.mark import Tile, paint_tile
from aspire_desktop.ui.widgets.pill import paint_pill, pill_size
from aspire_desktop.ui.widgets.status import PillLook, status

Index = QModelIndex | QPersistentModelIndex
ACCENT_BAR = 3
BAR_WIDTH = 42
SEGMENTS_WIDTH = 72


class CellDelegate(QStyledItemDelegate):
    """Draws ground, selection, focus and group rows; subclasses draw what stands in the cell.

    `hovered_row` is set by the table.
    """

    role = TypeRole.BODY
    hovered_row = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        heading = index.sibling(index.row(), 0).data(CellRole.GROUP)
        if isinstance(heading, GroupHeading):
            rect = _across(rect, option.widget)
            paint_group(painter, rect, heading)
        else:
            self._paint_ground(painter, rect, index, selected)
            painter.setClipRect(rect)
            self.paint_content(painter, content_rect(rect, index), index, selected)
            painter.setClipping(False)
        self._paint_edges(painter, rect, index, selected)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, rect)
        painter.restore()

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        """Draw the words of the cell; subclasses draw more."""
        painter.setFont(self.font(index))
        painter.setPen(self.ink(index))
        shown = elided(painter.font(), self.words(index), rect.width())
        painter.drawText(rect, int(self.alignment()), shown)

    def words(self, index: Index) -> str:
        """Give the words of a cell; a missing value is an en dash."""
        value = index.data(Qt.ItemDataRole.DisplayRole)
        return "–" if value is None or value == "" else str(value)

    def font(self, index: Index) -> QFont:
        """Give the font of the words."""
        return theme().font(self.role)

    def ink(self, index: Index) -> QColor:
        """Give the colour of the words: the tone of the cell, or main ink."""
        tone = index.data(CellRole.TONE)
        tokens = theme().tokens
        return tokens.sets[Tone(tone)].text if tone else self.plain_ink(tokens)

    def plain_ink(self, tokens: Tokens) -> QColor:
        """Give the colour of words that have no tone."""
        return tokens.ink

    def alignment(self) -> Qt.AlignmentFlag:
        """Say how the words stand in the cell."""
        return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft

    def width(self, index: Index) -> int:
        """Give the width the content needs, without padding."""
        return QFontMetrics(self.font(index)).horizontalAdvance(self.words(index)) + 2

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Ask for the content and its padding at the row height in force."""
        return QSize(self.width(index) + padding(index) + PADDING, theme().row_pixels())

    def helpEvent(  # noqa: N802
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Show the whole words of a cell that is too narrow for them."""
        rect: QRect = option.rect
        own = index.data(Qt.ItemDataRole.ToolTipRole)
        cut = self.width(index) > content_rect(rect, index).width() + 2
        QToolTip.showText(event.globalPos(), str(own or (self.words(index) if cut else "")), view)
        return True

    def _paint_ground(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        tokens = theme().tokens
        if selected:
            painter.fillRect(rect, tokens.selection)
        elif index.data(CellRole.CURRENT):
            painter.fillRect(rect, tokens.accent_soft)
        elif index.row() == self.hovered_row:
            painter.fillRect(rect, tokens.head)

    def _paint_edges(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        tokens = theme().tokens
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, tokens.line)
        if selected and rect.left() <= 0:
            painter.fillRect(rect.left(), rect.top(), ACCENT_BAR, rect.height(), tokens.accent)


def _across(rect: QRect, view: QWidget | None) -> QRect:
    """Give the whole line that can be seen, wherever the first column was moved or the table scrolled to."""
    if not isinstance(view, QTableView):
        return rect
    seen = min(view.horizontalHeader().length(), view.viewport().width())
    return QRect(0, rect.top(), seen, rect.height())


def padding(index: Index) -> int:
    """Give the space before the content of a cell."""
    return FIRST_PADDING if index.column() == 0 else PADDING


def content_rect(rect: QRect, index: Index) -> QRect:
    """Give the part of a cell that content may fill."""
    return rect.adjusted(padding(index), 0, -PADDING, 0)


class StrongDelegate(CellDelegate):
    """Draws codes and other leading words semibold."""

    role = TypeRole.STRONG


class QuietDelegate(CellDelegate):
    """Draws secondary words quieter."""

    def plain_ink(self, tokens: Tokens) -> QColor:
        """Give the quieter ink."""
        return tokens.ink_2


class NameDelegate(CellDelegate):
    """Draws a name in two weights: the surname, up to the comma, semibold."""

    role = TypeRole.STRONG

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        """Draw the surname, then the rest."""
        surname, comma, rest = self.words(index).partition(",")
        super_font, tokens = theme().font(TypeRole.STRONG), theme().tokens
        painter.setFont(super_font)
        painter.setPen(tokens.ink)
        first = elided(super_font, surname, rect.width())
        painter.drawText(rect, int(self.alignment()), first)
        rect.setLeft(rect.left() + QFontMetrics(super_font).horizontalAdvance(first))
        painter.setFont(theme().font(TypeRole.BODY))
        if first == surname and rect.width() > 0:
            painter.drawText(rect, int(self.alignment()), elided(painter.font(), comma + rest, rect.width()))


class FigureDelegate(CellDelegate):
    """Draws figures at the right, with tabular figures."""

    def alignment(self) -> Qt.AlignmentFlag:
        """Put figures at the right."""
        return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class LinkDelegate(CellDelegate):
    """Draws words that open something, underlined."""

    def font(self, index: Index) -> QFont:
        """Underline the words, but not a dash for a missing value."""
        font = QFont(theme().font(TypeRole.BODY))
        font.setUnderline(bool(index.data(Qt.ItemDataRole.DisplayRole)))
        return font

    def plain_ink(self, tokens: Tokens) -> QColor:
        """Give the colour of links."""
        return tokens.accent


class PillDelegate(CellDelegate):
    """Draws a status; a cell without one draws its words quietly."""

    def look(self, index: Index) -> PillLook | None:
        """Give the pill of a cell."""
        value = index.data(CellRole.PILL)
        if isinstance(value, PillLook):
            return value
        return status(value) if isinstance(value, str) and value else None

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        """Draw the pill."""
        look = self.look(index)
        if look is None:
            super().paint_content(painter, rect, index, selected)
        else:
            paint_pill(painter, rect.left(), rect.top() + rect.height() / 2, look)

    def plain_ink(self, tokens: Tokens) -> QColor:
        """Give the quieter ink."""
        return tokens.ink_2

    def width(self, index: Index) -> int:
        """Give the width of the pill."""
        look = self.look(index)
        return super().width(index) if look is None else pill_size(look).width()


class AmountDelegate(CellDelegate):
    """Draws "7/20" beside a bar, or beside one segment for each session."""

    def __init__(self, view: QAbstractItemView, segmented: bool = False) -> None:
        super().__init__(view)
        self._segmented = segmented

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        """Draw the bar, then the figures, right-aligned among themselves."""
        amount = index.data(CellRole.AMOUNT)
        if not isinstance(amount, Amount):
            super().paint_content(painter, rect, index, selected)
            return
        width = SEGMENTS_WIDTH if self._segmented else BAR_WIDTH
        box = QRectF(rect.left(), rect.center().y() - THICKNESS / 2 + 1, width, THICKNESS)
        if self._segmented:
            paint_segments(painter, box, _patterns(amount))
        else:
            whole = max(1, amount.total)
            paint_bar(painter, box, amount.done / whole, amount.hatched / whole)
        painter.setFont(theme().font(TypeRole.BODY))
        painter.setPen(self.ink(index))
        figures = rect.adjusted(width + 8, 0, 0, 0)
        painter.drawText(figures, int(self.alignment()), f"{amount.done}/{amount.total}")

    def width(self, index: Index) -> int:
        """Give room for the bar and the figures."""
        return (SEGMENTS_WIDTH if self._segmented else BAR_WIDTH) + 8 + super().width(index)


def _patterns(amount: Amount) -> list[Pattern]:
    rest = max(0, amount.total - amount.done - amount.hatched)
    return [Pattern.SOLID] * amount.done + [Pattern.HATCH] * amount.hatched + [Pattern.EMPTY] * rest


class CheckDelegate(CellDelegate):
    """Draws a check box; a click or Space turns it where the model allows."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        """Draw the box, unless the model gives no check state."""
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is not None:
            usable = bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)
            paint_check(painter, rect.left(), rect.center().y(), Qt.CheckState(state), usable)

    def width(self, index: Index) -> int:
        """Give the width of the box."""
        return BOX

    def editorEvent(  # noqa: N802
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Turn the box when it is clicked."""
        if event.type() != QEvent.Type.MouseButtonRelease:
            return False
        return turn(model, index)


def turn(model: QAbstractItemModel, index: Index) -> bool:
    """Tick or untick a cell; False when the model does not allow it."""
    if not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
        return False
    ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
    wanted = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
    return model.setData(index, wanted, Qt.ItemDataRole.CheckStateRole)


class TileDelegate(CellDelegate):
    """Draws a mark of the register."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        """Draw the tile in the middle of the whole cell."""
        value = index.data(CellRole.TILE)
        cell = rect.adjusted(-padding(index), 0, PADDING, 0)
        paint_tile(painter, cell, Tile.NOT_STARTED if value is None else Tile(value))

    def width(self, index: Index) -> int:
        """Give the width of a tile less the padding it may use."""
        return 44 - PADDING


class TwoLinesDelegate(CellDelegate):
    """Draws a semibold line and a small quieter one below it."""

    role = TypeRole.STRONG

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        """Draw both lines as one block in the middle of the cell."""
        small = theme().font(TypeRole.SMALL)
        upper, lower = QFontMetrics(theme().font(self.role)).height(), QFontMetrics(small).height()
        top = rect.top() + (rect.height() - upper - lower) // 2
        super().paint_content(painter, QRect(rect.left(), top, rect.width(), upper), index, selected)
        painter.setFont(small)
        painter.setPen(theme().tokens.ink_2)
        second = elided(small, str(index.data(CellRole.SECOND_LINE) or ""), rect.width())
        painter.drawText(QRect(rect.left(), top + upper, rect.width(), lower), int(self.alignment()), second)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Ask for two lines."""
        lines = (theme().font(TypeRole.STRONG), theme().font(TypeRole.SMALL))
        height = sum(QFontMetrics(font).height() for font in lines) + 8
        return QSize(super().sizeHint(option, index).width(), max(43, height))


def delegate(cell: Cell, view: QAbstractItemView) -> CellDelegate:
    """Make the delegate of a kind of column."""
    if cell in (Cell.AMOUNT, Cell.SEGMENTS):
        return AmountDelegate(view, segmented=cell is Cell.SEGMENTS)
    return _KINDS[cell](view)


_KINDS: dict[Cell, type[CellDelegate]] = {
    Cell.TEXT: CellDelegate,
    Cell.STRONG: StrongDelegate,
    Cell.QUIET: QuietDelegate,
    Cell.NAME: NameDelegate,
    Cell.FIGURE: FigureDelegate,
    Cell.PILL: PillDelegate,
    Cell.CHECK: CheckDelegate,
    Cell.LINK: LinkDelegate,
    Cell.TILE: TileDelegate,
    Cell.TWO_LINES: TwoLinesDelegate,
}

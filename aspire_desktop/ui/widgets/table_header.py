"""The header of a DataTable: the sort caret beside the words, a check box over check columns."""

from collections.abc import Collection

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from aspire_desktop.ui.looks.icons import Weight, paint_icon
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.widgets.cell_painting import FIRST_PADDING, PADDING, elided, paint_check

CARET = 12


class TableHeader(QHeaderView):
    """Reads DisplayRole, TextAlignmentRole and CheckStateRole; `figures` columns stand at the right.

    `check_clicked` carries the number of a column whose check box was clicked.
    """

    check_clicked = Signal(int)

    def __init__(self, figures: Collection[int] = (), parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._figures = frozenset(figures)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(36)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for a row of standard height."""
        return QSize(super().sizeHint().width(), max(30, theme().row_pixels()))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        """Draw one heading."""
        tokens = theme().tokens
        painter.fillRect(rect, tokens.head)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, tokens.line)
        left = FIRST_PADDING if logicalIndex == 0 else PADDING
        inside = rect.adjusted(left, 0, -PADDING, 0)
        state = self._read(logicalIndex, Qt.ItemDataRole.CheckStateRole)
        if state is not None:
            paint_check(painter, inside.left(), inside.center().y(), Qt.CheckState(state), usable=True)
            return
        self._paint_words(painter, inside, logicalIndex)

    def _paint_words(self, painter: QPainter, inside: QRect, section: int) -> None:
        font = theme().font(TypeRole.SMALL_STRONG)
        sorted_here = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        room = inside.width() - (CARET + 5 if sorted_here else 0)
        words = elided(font, str(self._read(section, Qt.ItemDataRole.DisplayRole) or ""), room)
        width = QFontMetrics(font).horizontalAdvance(words)
        at_right = self._at_right(section)
        left = inside.right() - width - (CARET + 5 if sorted_here else 0) if at_right else inside.left()
        painter.setFont(font)
        painter.setPen(theme().tokens.ink_2)
        painter.drawText(
            QRect(left, inside.top(), width + 2, inside.height()), int(Qt.AlignmentFlag.AlignVCenter), words
        )
        if sorted_here:
            up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
            box = QRect(left + width + 5, inside.center().y() - CARET // 2 + 1, CARET, CARET)
            paint_icon(painter, box, "caret-up" if up else "caret-down", "ink_2", Weight.BOLD)

    def _at_right(self, section: int) -> bool:
        if section in self._figures:
            return True
        value = self._read(section, Qt.ItemDataRole.TextAlignmentRole)
        return isinstance(value, int) and bool(Qt.AlignmentFlag(value) & Qt.AlignmentFlag.AlignRight)

    def _read(self, section: int, role: Qt.ItemDataRole) -> object:
        return self.model().headerData(section, Qt.Orientation.Horizontal, role)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Keep Qt from taking a check box for a heading that sorts."""
        if self._check_at(event) is None:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tell of a click on a check box, otherwise sort."""
        section = self._check_at(event)
        if section is None:
            super().mouseReleaseEvent(event)
        else:
            self.check_clicked.emit(section)

    def _check_at(self, event: QMouseEvent) -> int | None:
        section = self.logicalIndexAt(event.position().toPoint())
        checks = section >= 0 and self._read(section, Qt.ItemDataRole.CheckStateRole) is not None
        return section if checks else None

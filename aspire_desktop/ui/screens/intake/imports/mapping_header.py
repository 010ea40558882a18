"""The heading of the file's table: on top of every column, a drop-down of what it stands for."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from aspire_desktop.domain.intake.columns import Target
from aspire_desktop.domain.intake.headings import Heading
from aspire_desktop.ui.looks.icons import Weight, paint_icon
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.screens.intake.imports.words import column_words
from aspire_desktop.ui.widgets.cell_painting import PADDING, elided
from aspire_desktop.ui.widgets.fields import ChoiceField

LEFT_OUT = "Leave out"
MARK = 14
ARROW = 44
"""Pixels that a drop-down needs beside its words."""


@dataclass(frozen=True)
class Matched:
    """What somebody said a column stands for: the column by its place in the file."""

    position: int
    target: Target | None


class MappingHeader(QHeaderView):
    """`matched` carries Matched. Tab moves through the drop-downs before the table itself."""

    matched = Signal(Matched)

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._headings: Sequence[Heading] = ()
        self._targets: Sequence[Target] = ()
        self._doubted: frozenset[int] = frozenset()
        self.choices: list[ChoiceField] = []
        self.setMinimumSectionSize(48)
        self.sectionResized.connect(self._place)
        self.geometriesChanged.connect(self._place)
        table.horizontalScrollBar().valueChanged.connect(self._place)
        theme().changed.connect(self.updateGeometry)

    def show_headings(
        self, headings: Sequence[Heading], targets: Sequence[Target], doubted: frozenset[int] = frozenset()
    ) -> None:
        """Show a drop-down for each heading; `doubted` are the places of columns with problems."""
        self._doubted = doubted
        if len(headings) != len(self._headings) or list(targets) != list(self._targets):
            self._make(headings, targets)
        self._headings, self._targets = headings, targets
        for choice, heading in zip(self.choices, headings, strict=True):
            choice.blockSignals(True)
            choice.setCurrentIndex(targets.index(heading.target) + 1 if heading.target in targets else 0)
            choice.blockSignals(False)
            choice.setAccessibleName(f"In the file: {heading.text}. Stands for")
        self._place()
        self.viewport().update()

    def _make(self, headings: Sequence[Heading], targets: Sequence[Target]) -> None:
        for choice in self.choices:
            choice.deleteLater()
        self.choices = []
        for number, _ in enumerate(headings):
            choice = ChoiceField(self.viewport())
            choice.addItems([LEFT_OUT, *(column_words(str(target)) for target in targets)])
            choice.setMaxVisibleItems(len(targets) + 1)
            choice.activated.connect(lambda chosen, column=number: self._tell(column, chosen))
            choice.show()
            self.choices.append(choice)

    def _tell(self, column: int, chosen: int) -> None:
        target = self._targets[chosen - 1] if chosen else None
        if target != self._headings[column].target or self._headings[column].asks:
            self.matched.emit(Matched(self._headings[column].position, target))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for the words of the file with a field below."""
        words = QFontMetrics(theme().font(TypeRole.SMALL)).height()
        return QSize(super().sizeHint().width(), words + self._field_height() + 22)

    def width_for(self, column: int) -> int:
        """Give the width that a column's words and what is chosen need."""
        heading = self._headings[column - 1]
        words = QFontMetrics(theme().font(TypeRole.SMALL)).horizontalAdvance(heading.text)
        chosen = self.choices[column - 1].currentText()
        field = QFontMetrics(theme().font(TypeRole.BODY)).horizontalAdvance(chosen) + ARROW
        return max(words + MARK + 3 * PADDING, field + 2 * PADDING)

    def _field_height(self) -> int:
        return max(26, QFontMetrics(theme().font(TypeRole.BODY)).height() + 10)

    def _place(self) -> None:
        top = QFontMetrics(theme().font(TypeRole.SMALL)).height() + 11
        for column, choice in enumerate(self.choices, 1):
            if column < self.count():
                left = self.sectionViewportPosition(column) + PADDING - 2
                width = self.sectionSize(column) - 2 * PADDING + 4
                choice.setGeometry(left, top, width, self._field_height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        """Draw the words of the file, and whether the column is understood."""
        tokens = theme().tokens
        painter.fillRect(rect, tokens.head)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, tokens.line)
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), tokens.line)
        if 0 < logicalIndex <= len(self._headings):
            self._paint_heading(painter, rect, self._headings[logicalIndex - 1])

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        tokens, line = theme().tokens, QRect(rect.left() + PADDING, rect.top() + 7, rect.width(), 0)
        lead, font = "In the file: ", theme().font(TypeRole.SMALL)
        metrics = QFontMetrics(font)
        line.setHeight(metrics.height())
        room = rect.width() - MARK - 3 * PADDING
        wide = metrics.horizontalAdvance(lead)
        wide = wide if wide + metrics.horizontalAdvance(heading.text) <= room else 0
        painter.setFont(font)
        painter.setPen(tokens.ink_2)
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        if wide:
            painter.drawText(line, flags, lead)
        painter.setPen(tokens.ink)
        painter.drawText(line.adjusted(wide, 0, 0, 0), flags, elided(font, heading.text, room - wide))
        box = QRect(rect.right() - PADDING - MARK, line.center().y() - MARK // 2 + 1, MARK, MARK)
        if heading.position in self._doubted or heading.asks:
            paint_icon(painter, box, "warning", "due", Weight.FILL)
        elif heading.target is not None:
            paint_icon(painter, box, "check-circle", "ok", Weight.FILL)
        else:
            paint_icon(painter, box, "minus", "ink_3", Weight.BOLD)

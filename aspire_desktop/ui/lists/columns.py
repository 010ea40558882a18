"""Which columns of a list are shown, in which order and how wide; narrow tables let some give way."""

from collections.abc import Collection, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QHeaderView

from aspire_desktop.ui.lists.fields import Field
from aspire_desktop.ui.looks.theme import theme
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.data_table import DataTable

T = TypeVar("T")
LEAST_STRETCHED = 120
"""Logical pixels that a column that stretches keeps beside those that somebody chose or widened."""


class Columns(QObject, Generic[T]):
    """Keeps a table to the columns chosen. `turned` when somebody changed them.

    A column of ticks stays first and is not among them. In a narrow table columns give way as their fields
    say, until somebody chooses columns: then those stay, and the table scrolls sideways and crushes none.
    """

    turned = Signal()

    def __init__(self, table: DataTable, fields: Sequence[Field[T]]) -> None:
        super().__init__(table)
        self._table, self._fields = table, tuple(fields)
        self._header: QHeaderView = table.horizontalHeader()
        self._chosen: tuple[str, ...] = ()
        self._left_out: frozenset[str] = frozenset()
        self._widths: dict[str, int] = {}
        self._placing = False
        table.viewport().installEventFilter(self)
        theme().changed.connect(self._place)
        self._header.sectionMoved.connect(lambda: self._moved())
        self._header.sectionResized.connect(lambda section, _, width: self._resized(section, width))

    @property
    def standard(self) -> tuple[str, ...]:
        """Give the headings shown when nobody has chosen."""
        return tuple(each.heading for each in self._fields if not each.spare and each.cell is not Cell.CHECK)

    @property
    def known(self) -> tuple[str, ...]:
        """Give every heading that can be chosen."""
        return tuple(each.heading for each in self._fields if each.cell is not Cell.CHECK)

    @property
    def headings(self) -> tuple[str, ...]:
        """Give the headings that are shown in a table wide enough, in their order."""
        return self._chosen or self.standard

    @property
    def shown(self) -> list[Field[T]]:
        """Give their fields: what a copy, an export and a print have, however narrow the window is."""
        by_heading = {each.heading: each for each in self._fields}
        return [by_heading[heading] for heading in self.headings if heading not in self._left_out]

    @property
    def given_way(self) -> list[str]:
        """Give the headings of those for which the table is too narrow now."""
        hidden = (each for n, each in enumerate(self._fields) if self._table.isColumnHidden(n))
        return [each.heading for each in hidden if each.heading in self.headings]

    @property
    def chosen(self) -> tuple[str, ...]:
        """Give what somebody chose; nothing where the columns are the standard ones."""
        return self._chosen

    @property
    def widths(self) -> dict[str, int]:
        """Give the widths that somebody gave, in logical pixels at standard text size."""
        return dict(self._widths)

    def choose(self, headings: Sequence[str], widths: dict[str, int] | None = None) -> None:
        """Show these columns in this order, leaving out what is no column here; none: the standard ones."""
        kept = tuple(dict.fromkeys(each for each in headings if each in self.known))
        self._chosen = () if kept == self.standard else kept
        if widths is not None:
            self._widths = {name: width for name, width in widths.items() if name in self.known}
        self._place()

    def leave_out(self, headings: Collection[str]) -> None:
        """Leave columns out that mean nothing for what is listed now, whatever is chosen."""
        self._left_out = frozenset(headings)
        self._hide()
        self._keep_readable()

    def turn(self, heading: str) -> None:
        """Show a column behind the others, or hide it; the last one stays."""
        shown = [each for each in self.headings if each != heading]
        if shown:
            self.arrange(shown if len(shown) < len(self.headings) else [*shown, heading])

    def arrange(self, headings: Sequence[str]) -> None:
        """Show these columns in this order, as somebody wants them."""
        self.choose(headings)
        self.turned.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the width of the table."""
        if event.type() == QEvent.Type.Resize:
            self._hide()
            self._keep_readable()
        return False

    def _place(self) -> None:
        self._placing = True
        self._table.fit_columns()
        order = [each.heading for each in self._fields if each.cell is Cell.CHECK]
        order += [
            *self.headings,
            *(each.heading for each in self._fields if each.heading not in self.headings),
        ]
        numbers = {each.heading: number for number, each in enumerate(self._fields)}
        for place, heading in enumerate(dict.fromkeys(order)):
            self._header.moveSection(self._header.visualIndex(numbers[heading]), place)
        for heading, width in self._widths.items():
            if not self._fields[numbers[heading]].stretch:
                self._header.resizeSection(numbers[heading], width * theme().text_percent // 100)
        self._placing = False
        self._hide()
        self._keep_readable()

    def _hide(self) -> None:
        room = self._table.viewport().width() * 100 // theme().text_percent
        for number, each in enumerate(self._fields):
            if each.cell is not Cell.CHECK:
                narrow = not self._chosen and room < each.least
                gone = narrow or each.heading not in self.headings or each.heading in self._left_out
                if gone != self._table.isColumnHidden(number):
                    self._table.setColumnHidden(number, gone)

    def _keep_readable(self) -> None:
        """Let the columns that stretch take what is left, but no less than can be read."""
        there = [number for number in range(len(self._fields)) if not self._table.isColumnHidden(number)]
        stretched = [number for number in there if self._fields[number].stretch]
        others = sum(self._header.sectionSize(number) for number in there if number not in stretched)
        least = LEAST_STRETCHED * theme().text_percent // 100
        asked = bool(self._chosen or self._widths)
        tight = asked and self._table.viewport().width() < others + least * len(stretched)
        mode = QHeaderView.ResizeMode.Fixed if tight else QHeaderView.ResizeMode.Stretch
        before, self._placing = self._placing, True
        for number in stretched:
            if self._header.sectionResizeMode(number) is not mode:
                self._header.setSectionResizeMode(number, mode)
            if tight:
                self._header.resizeSection(number, least)
        self._placing = before

    def _moved(self) -> None:
        """Take over the order that a hand gave the headings."""
        if self._placing:
            return
        order = sorted(range(len(self._fields)), key=self._header.visualIndex)
        shown = self.headings
        self.arrange([h for number in order if (h := self._fields[number].heading) in shown])

    def _resized(self, section: int, width: int) -> None:
        """Remember a width that a hand gave; what the table does by itself is not remembered."""
        if self._placing or not QApplication.mouseButtons() or self._fields[section].stretch or not width:
            return
        self._widths[self._fields[section].heading] = width * 100 // theme().text_percent
        self._keep_readable()
        self.turned.emit()

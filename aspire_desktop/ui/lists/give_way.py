"""Columns that give way where a table is narrow, so that the first one stays readable."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QTableView

from aspire_desktop.ui.looks.theme import theme


class GiveWay(QObject):
    """Hides each column of `least` while the table is narrower than its number of logical pixels.

    Larger text needs that much more room. `turned` when columns went or came back.
    """

    turned = Signal()

    def __init__(self, table: QTableView, least: Mapping[int, int]) -> None:
        super().__init__(table)
        self._table = table
        self._least = least
        table.viewport().installEventFilter(self)
        theme().changed.connect(self._fit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the width of the table."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _fit(self) -> None:
        room = self._table.viewport().width() * 100 // theme().text_percent
        hidden = {column: room < width for column, width in self._least.items()}
        if hidden != {column: self._table.isColumnHidden(column) for column in hidden}:
            for column, gone in hidden.items():
                self._table.setColumnHidden(column, gone)
            self.turned.emit()

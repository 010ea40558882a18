"""Columns that give way where a table is narrow, so that the first one stays readable."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QTableView


class GiveWay(QObject):
    """Hides each column of `least` while the table is narrower than its number of logical pixels."""

    def __init__(self, table: QTableView, least: Mapping[int, int]) -> None:
        super().__init__(table)
        self._table = table
        self._least = least
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the width of the table."""
        if event.type() == QEvent.Type.Resize:
            for column, width in self._least.items():
                self._table.setColumnHidden(column, self._table.viewport().width() < width)
        return False

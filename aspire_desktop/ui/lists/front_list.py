"""The commands of a screen that shows several lists: they go to the one in which the keyboard was last."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from aspire_desktop.ui.lists.list_commands import ListCommands, Made

Files = ListCommands[Any]
"""What can be done with a list of whatever rows."""


class FrontList(QObject):
    """Export, print and the menu of columns of the one of these lists that is in front.

    `print_keys` is "" where Ctrl+P prints something else.
    """

    def __init__(
        self, parent: QWidget, lists: Sequence[Files], make: Made, print_keys: str = "Ctrl+P"
    ) -> None:
        super().__init__(parent)
        self._lists, self._last = tuple(lists), lists[0]
        self.export_command = make("E&xport list to Excel…", "Ctrl+E", "file-xls")
        self.print_command = make("&Print list…", print_keys, "printer")
        self.export_command.triggered.connect(lambda: self.front.ask_export())
        self.print_command.triggered.connect(lambda: self.front.ask_print())
        make("Columns and &views…", "", "columns").triggered.connect(lambda: self.front.open_views())
        for each in self._lists:
            each.take_commands(self.export_command, self.print_command)
            each.changed.connect(self.allow)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        # queued and without arguments for the reason given in focus_ring
        app.focusChanged.connect(self.allow, Qt.ConnectionType.QueuedConnection)
        self.allow()

    @property
    def front(self) -> Files:
        """Give the list that had the keyboard last, while it can be seen; else the first that can."""
        now = QApplication.focusWidget()
        self._last = next((each for each in self._lists if each.holds(now)), self._last)
        seen = (each for each in (self._last, *self._lists) if each.is_visible)
        return next(seen, self._last)

    def allow(self) -> None:
        """Let what can be done with the list in front be done."""
        there = self.front.is_visible and self.front.has_rows
        for command in (self.export_command, self.print_command):
            command.setEnabled(there)

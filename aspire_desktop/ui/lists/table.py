"""The table of a list: its menus open at the row or heading they are about, by mouse and by keyboard."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu

from aspire_desktop.ui.lists.fields import Field
from aspire_desktop.ui.lists.view_menu import ViewMenu
from aspire_desktop.ui.widgets.data_table import DataTable

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex


class ListTable(DataTable):
    """`row_menu` opens over rows, `heading_menu` over headings."""

    def __init__(self, name: str, fields: Sequence[Field[T]], grouped: bool) -> None:
        super().__init__(name, [each.column for each in fields], grouped=grouped)
        self.row_menu, self.heading_menu = QMenu(self), ViewMenu(self)
        self.row_menu.setToolTipsVisible(True)  # they say whose a command is
        self.typed: Callable[[str], None] | None = None
        """Takes the letters typed, in place of jumping by them."""
        header = self.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self.open_heading_menu)

    def open_heading_menu(self, at: QPoint) -> None:
        """Open the menu of columns and views at a point of the headings."""
        self.heading_menu.popup(self.horizontalHeader().mapToGlobal(at))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Open the menu of the row that was clicked, or of the current one where a key asks for it."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.open_row_menu()
        elif self.indexAt(event.pos()).isValid():
            self.row_menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open the menu of the row with Shift+F10, which not every system asks for by itself."""
        if event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.open_row_menu()
        else:
            super().keyPressEvent(event)

    def setCurrentIndex(self, index: Index) -> None:  # noqa: N802
        """Choose the row of a cell alone; Qt itself would ask which keys are held, and add to the choice."""
        alone = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, alone)

    def open_row_menu(self) -> None:
        """Open the menu of the current row, in it."""
        if self.currentIndex().isValid():
            place = self.visualRect(self.currentIndex()).bottomLeft()
            self.row_menu.popup(self.viewport().mapToGlobal(place))

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Jump by the letters typed, or hand them on."""
        if self.typed is not None and search.strip():
            self.typed(search)
        else:
            super().keyboardSearch(search)

"""The line above a list: the field that filters, the filters, how many rows are shown, and the columns."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from aspire_desktop.ui.lists.view_menu import ViewMenu
from aspire_desktop.ui.widgets.button import Button, Face
from aspire_desktop.ui.widgets.filter_button import FilterButton, FilterChoice
from aspire_desktop.ui.widgets.label import Link, label
from aspire_desktop.ui.widgets.search_field import SearchField
from aspire_desktop.ui.widgets.wrapping_row import WrappingRow

LETTERS, LEAST = 30, 15
"""Letters that the field that filters has room for, and with which it makes do in a narrow window."""


class ListTools(QWidget):
    """`settled` when the filter field or a filter changed by hand; `menu` is that of Columns."""

    settled = Signal()

    def __init__(self, hint: str, filters: Sequence[str]) -> None:
        super().__init__()
        self.search = SearchField(hint, "Ctrl+F", "funnel-simple")
        letter = self.search.fontMetrics().averageCharWidth()
        self.search.setMinimumWidth(letter * LEAST)
        self.search.setMaximumWidth(letter * LETTERS)
        self.search.settled.connect(lambda _: self.settled.emit())
        self.filters = {name: FilterButton(name) for name in filters}
        self.clear_link, self.counted = Link("Clear filters"), label("", ink="2")
        self.clear_link.hide()
        self.columns_button = Button("Columns")
        self.columns_button.set_face(Face("columns", trailing="caret-down"))
        self.menu = ViewMenu(self)
        self.columns_button.clicked.connect(self.open_menu)
        self.columns_button.setAccessibleName("Columns and views")
        self._line = WrappingRow(self)
        self._lay_out()

    def _lay_out(self) -> None:
        line = self._line
        line.addWidget(self.search)  # it takes what is left up to its greatest width
        for button in self.filters.values():
            button.chosen.connect(lambda _: self.settled.emit())
            line.addWidget(button)
        line.addWidget(self.clear_link)
        line.addStretch()
        line.addWidget(self.counted)
        line.addWidget(self.columns_button)

    def add(self, *widgets: QWidget) -> None:
        """Put more at the right, where Columns then gives its words up to leave room."""
        self.counted.hide()
        self.columns_button.setText("")
        self.columns_button.setToolTip("Columns and views")
        self.columns_button.set_face(Face("columns"))
        for widget in widgets:
            self._line.insertWidget(self._line.count() - 1, widget)

    @property
    def text(self) -> str:
        """Give what stands in the filter field."""
        return self.search.text().strip()

    @property
    def keys(self) -> dict[str, str]:
        """Give the keys chosen, by the names of filters."""
        return {name: button.key for name, button in self.filters.items() if button.key}

    def offer(self, choices: Mapping[str, Sequence[FilterChoice]], keys: Mapping[str, str]) -> None:
        """Offer choices for filters, and show the keys that are in force of those offered."""
        for name, offered in choices.items():
            button = self.filters[name]
            key = keys.get(name, "")
            button.blockSignals(True)
            button.set_choices(offered)
            button.choose(key if key in {each.key for each in offered} else "")
            button.blockSignals(False)

    def clear(self) -> None:
        """Empty the field and the filters without saying so."""
        for part in (self.search, *self.filters.values()):
            part.blockSignals(True)
        self.search.clear()
        for button in self.filters.values():
            button.choose("")
        for part in (self.search, *self.filters.values()):
            part.blockSignals(False)

    def open_menu(self) -> None:
        """Open the menu of columns and views."""
        self.menu.popup(self.columns_button.mapToGlobal(self.columns_button.rect().bottomLeft()))

"""What every tab of the workspace is: a tab that shows one cohort, often as a list."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import QWidget

from aspire_desktop.domain.office.values import EnrolmentId
from aspire_desktop.domain.programmes.cohorts import CohortRow
from aspire_desktop.ui.desk.tabs import Bench, Tab
from aspire_desktop.ui.lists.front_list import Files, FrontList
from aspire_desktop.ui.lists.list_commands import ListCommands
from aspire_desktop.ui.lists.list_of import ListOf
from aspire_desktop.ui.lists.row_list import RowList

T = TypeVar("T")


class CohortTab(Tab):
    """Base of the tabs: `load` asks for what the tab shows of `cohort`."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.cohort: CohortRow | None = None

    def show_cohort(self, cohort: CohortRow) -> None:
        """Take the cohort as it stands, and load."""
        if self.cohort is None or self.cohort.id != cohort.id:
            self.clear()
        self.cohort = cohort
        self.load()

    def clear(self) -> None:
        """Forget what was chosen or ticked in another cohort."""

    def point_at(self, place: EnrolmentId) -> None:
        """Choose somebody by their booking, where the tab lists people."""

    def end_ticks(self) -> None:
        """Take back what was ticked: a tick is for the act at hand, and ends with the page."""

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """End ticks where the person goes elsewhere, not where the window is only minimised."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.end_ticks()


class ListTab(CohortTab, Generic[T]):
    """Base of the tabs that show a list of the cohort's own; a subclass brings the rows to `list`."""

    def __init__(self, bench: Bench, told: ListOf[T]) -> None:
        super().__init__(bench)
        self.list = RowList(self.desk, told)
        self.list.setParent(self)
        self.files = ListCommands(self.list)
        self.model, self.table, self.stack = self.list.model, self.list.table, self.list.stack
        self.nothing, self.clear_link = self.list.nothing, self.list.tools.clear_link
        self.filter_field = self.search = self.list.tools.search

    def offer_list(self, *row_commands: QAction, beside: Sequence[Files] = ()) -> None:
        """Put what every list has behind the commands of this tab; `row_commands` open a row's menu.

        The lists `beside` it share its keys.
        """
        if beside:
            FrontList(self, [self.files, *beside], self.command)
        else:
            self.files.in_menu(self.command)
        self.files.offer_for_rows(row_commands)

    def lay_out_list(self, *tools: QWidget, body: QWidget | None = None) -> None:
        """Lay out the list below its tools, with more of them at the right; `body` is what holds its card."""
        self.list.tools.add(*tools)
        self.whole.addWidget(self.list.tools)
        self.whole.addWidget(body or self.list.card, 1)
        self.whole.addWidget(self.files.jobs)
        self.panes = (self.search, self.table)

    def show_cohort(self, cohort: CohortRow) -> None:
        """Take the cohort as it stands; files of its list name it."""
        self.list.title = f"{self.list.told.name} of {cohort.code}"
        super().show_cohort(cohort)

    def clear(self) -> None:
        """Begin another cohort with nobody chosen and no filter."""
        self.list.begin_at()
        self.list.clear_filters()

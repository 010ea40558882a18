"""The screen of cohorts: a list grouped by programme with filters, and a pane beside it."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.services.door.action import Done
from aspire_desktop.services.programmes.cohorts import AddCohort
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.list_screen import ListScreen
from aspire_desktop.ui.screens.programmes.cohorts.model import COHORTS, CohortToday
from aspire_desktop.ui.screens.programmes.cohorts.new_cohort import NewCohort, offerings
from aspire_desktop.ui.screens.programmes.cohorts.pane import WIDTH, CohortPane, Overview, overview
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.key_cap import KeyCap
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.wrapping_row import WrappingRow

NEW = "new"


class Cohorts(ListScreen[CohortToday]):
    """Every cohort as it stands today; Enter opens its workspace."""

    key = "cohorts"
    title = "Cohorts"

    def __init__(self, desk: Desk) -> None:
        self.pane = CohortPane()
        super().__init__(desk, COHORTS, self.pane, WIDTH)
        self._make_commands()
        self._fill_footer(self.list.card.add_footer())
        self.list.shown.connect(self._add_up)

    def _make_commands(self) -> None:
        self.new_command = self.command("&New cohort…", "Ctrl+N", "plus")
        self.open_command = self.command("&Open cohort", "", "arrow-right")
        self.new_command.triggered.connect(self.add)
        self.open_command.triggered.connect(lambda: self.open_row(self.current))
        self.desk.allow(self.new_command, AddCohort)
        self.list.add_words = "New cohort" if self.new_command.isEnabled() else ""
        new = Button("New cohort", Kind.PRIMARY, "plus", "Ctrl+N")
        new.stand_for(self.new_command)
        self.header.add_action(new)
        self.pane.offer(self.open_command)
        self.offer_list(self.open_command)

    def _fill_footer(self, footer: QHBoxLayout) -> None:
        self.totals = label("")
        row = WrappingRow()
        footer.addLayout(row, 1)
        row.addWidget(self.totals)
        row.addStretch()
        for keys, words in ((("↑", "↓"), "move ·"), (("Enter",), "open ·"), (("F6",), "next pane")):
            for key in keys:
                row.addWidget(KeyCap(key))
            row.addWidget(label(words, ink="2"))

    def _add_up(self) -> None:
        rows = [each.row for each in self.list.sifted.rows]
        held, capacity = sum(row.held for row in rows), sum(row.capacity for row in rows)
        self.totals.setText(f"{held} booked of {capacity} places shown")

    def open(self, destination: Destination) -> None:
        """Choose a cohort, through the filters if need be; Destination("cohorts", tab="new") adds one."""
        if destination.tab == NEW and self.new_command.isEnabled():
            self.add()
        super().open(destination)

    def follow(self, row: CohortToday | None) -> None:
        """Offer to open the cohort."""
        self.open_command.setEnabled(row is not None)

    def stay(self, row: CohortToday | None) -> None:
        """Ask for the cohort that the person stays on."""
        if row is None:
            self.pane.show_overview(self.unchosen)
        else:
            self.desk.ask(partial(overview, row.row.id), self._show_overview, subject="pane")

    def _show_overview(self, found: Overview | None) -> None:
        if found is None:
            self.pane.show_overview(self.unchosen)
        elif self.current is not None and self.current.row.id == found.cohort.id:  # or somebody went on
            self.pane.show_overview(found)

    def open_row(self, row: CohortToday | None) -> None:
        """Go to the workspace of the cohort."""
        if row is not None:
            self.desk.go(Destination("cohort", row.row.id))

    def add(self) -> None:
        """Begin a new cohort."""
        self.desk.ask(offerings, lambda found: NewCohort(self.desk, found, self._added).ask())

    def _added(self, done: Done[CohortId]) -> None:
        """Go to the new cohort at once: people are added there."""
        self.list.choice.key = done.value
        self.desk.go(Destination("cohort", done.value))

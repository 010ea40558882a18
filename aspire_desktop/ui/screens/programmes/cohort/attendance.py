"""The tab of attendance: the register panel at this cohort."""

from aspire_desktop.ui.desk.tabs import Bench
from aspire_desktop.ui.register.panel import RegisterPanel
from aspire_desktop.ui.screens.programmes.cohort.tabs import CohortTab


class Attendance(CohortTab):
    """The panel asks for everything itself and follows changes; it is told only which cohort it is for."""

    key = "attendance"
    title = "Attendance"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.panel = RegisterPanel(self.desk)
        self.commands = list(self.panel.commands)
        self.whole.addWidget(self.panel, 1)
        self.panes = (self.panel.bar, self.panel.grid)

    def load(self) -> None:
        """Show this cohort's register; a panel that shows it already keeps its place."""
        if self.cohort is not None and self.panel.cohort_id != self.cohort.id:
            self.panel.show_cohort(self.cohort.id)

"""What every tab of the workspace is: a tab that shows one cohort."""

from PySide6.QtGui import QHideEvent

from aspire_desktop.domain.programmes.cohorts import CohortRow
from aspire_desktop.ui.desk.tabs import Bench, Tab


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

    def end_ticks(self) -> None:
        """Take back what was ticked: a tick is for the act at hand, and ends with the page."""

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """End ticks where the person goes elsewhere, not where the window is only minimised."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.end_ticks()

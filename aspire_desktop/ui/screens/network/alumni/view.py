"""The screen of the network: everybody who completed a programme, with filters."""

from collections.abc import Sequence

from PySide6.QtWidgets import QTabBar

from aspire_desktop.domain.network.alumni import AlumnusRow
from aspire_desktop.domain.office.history import Record
from aspire_desktop.domain.office.people import full_name, listed_name
from aspire_desktop.domain.office.values import fold
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.network.alumni import alumni_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.fields import Field, day_field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.list_screen import ListScreen
from aspire_desktop.ui.lists.sifting import Filter, Order
from aspire_desktop.ui.widgets.cells import Cell


def _alumni(office: Office) -> Sequence[AlumnusRow]:
    return office.ask(alumni_rows, office.clock.today())


ALUMNI = ListOf[AlumnusRow](
    name="Alumni",
    noun=("alumnus", "alumni"),
    key=lambda row: row.enrolment_id,
    about=lambda row: Record("people", row.person_id, full_name(row.given_name, row.family_name)),
    ask=_alumni,
    fields=(
        Field(
            "Name",
            lambda row: listed_name(row.given_name, row.family_name),
            Cell.NAME,
            190,
            order=lambda row: (fold(row.family_name), fold(row.given_name)),
        ),
        Field("Role now", lambda row: row.job_title, width=190, least=760),
        Field("Organisation now", lambda row: row.organisation, Cell.QUIET, stretch=True, groups=True),
        Field("Programme", lambda row: row.programme, width=120, groups=True),
        day_field("Finished", lambda row: row.finished_on, least=600),
        Field("Certificate", lambda row: row.certificate, width=140, least=900),
        Field("Cohort", lambda row: row.cohort, width=110, groups=True, spare=True),
    ),
    filters=(Filter("Programme", lambda row: row.programme),),
    order=Order("Name"),
    empty=Empty(
        "graduation-cap",
        "There are no alumni yet",
        "Whoever completes a programme, or is given its certificate, is listed here by itself.",
    ),
    no_match="Nobody matches these filters",
)


class Network(ListScreen[AlumnusRow]):
    """Completing a programme makes somebody one of the alumni; Enter opens the person."""

    key = "network"
    title = "Network"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, ALUMNI)
        [self.programme_filter] = self.filters
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.addTab("Alumni")
        self.whole.insertWidget(1, self.tabs)
        self.list.shown.connect(lambda: self.tabs.setTabText(0, f"Alumni  {self.list.total}"))
        self.offer_list()

    def open_row(self, row: AlumnusRow | None) -> None:
        """Go to the person."""
        if row is not None:
            self.desk.go(Destination("people", row.person_id))

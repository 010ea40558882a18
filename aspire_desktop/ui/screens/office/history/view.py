"""The screen of the history: everything that was done, by whom and when, the newest first."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.history import ActionRow, HistoryOrder
from aspire_desktop.domain.office.values import ActionId
from aspire_desktop.services.door.export import Asked
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.office.history import action_keys, action_rows_of, count_actions
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.lists.fields import Field, day_field
from aspire_desktop.ui.lists.list_of import Empty, Found, ListOf, Pages
from aspire_desktop.ui.lists.list_screen import ListScreen
from aspire_desktop.ui.lists.sifting import Order, Sifting
from aspire_desktop.ui.screens.office.history.pane import WIDTH, Pane, Told, told
from aspire_desktop.ui.widgets.cells import Cell

_ORDERS = {"Day": HistoryOrder.WHEN, "Who": HistoryOrder.WHO}


def _keys(wanted: Sifting, office: Office) -> Found:
    order = _ORDERS.get(wanted.order.heading, HistoryOrder.WHEN)
    keys = office.ask(action_keys, wanted.text, order, wanted.order.descending)
    return Found(keys, office.ask(count_actions))


def _rows(keys: Sequence[int], office: Asked) -> list[ActionRow]:
    return office.ask(action_rows_of, [ActionId(key) for key in keys])


def _day(row: ActionRow) -> date:
    return row.at.astimezone(OFFICE_ZONE).date()


HISTORY = ListOf[ActionRow](
    name="History",
    noun=("action", "actions"),
    key=lambda row: row.id,
    pages=Pages(_keys, _rows, frozenset(_ORDERS)),
    fields=(
        day_field("Day", _day, 110),
        Field("Time", lambda row: f"{row.at.astimezone(OFFICE_ZONE):%H:%M}", Cell.QUIET, 64),
        Field("Who", lambda row: row.actor, width=170),
        Field("What was done", lambda row: row.title, stretch=True),
        Field("Number", lambda row: str(row.id), Cell.QUIET, 90, spare=True),
    ),
    order=Order("Day", descending=True),
    empty=Empty("clock", "Nothing has been done yet", "Every change is listed here by itself."),
    no_match="Nothing holds these words",
    search_hint="Find what was done",
)


class History(ListScreen[ActionRow]):
    """Whatever is done is added at once; nothing is changed here."""

    key = "history"
    title = "History"

    def __init__(self, desk: Desk) -> None:
        self.pane = Pane()
        super().__init__(desk, HISTORY, self.pane, WIDTH)
        self.offer_list()

    def stay(self, row: ActionRow | None) -> None:
        """Ask what the action changed that the person stays on."""
        if row is None:
            self.pane.show_told(None)
        else:
            self.desk.ask(partial(told, row), self._tell, subject="pane")

    def _tell(self, found: Told) -> None:
        if self.current == found.action:  # otherwise somebody went on meanwhile
            self.pane.show_told(found)

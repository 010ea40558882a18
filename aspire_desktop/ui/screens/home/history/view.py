"""The screen of the history: everything that was done, by whom and when, the newest first."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.history import ActionRow, ActionsAmong, HistoryOrder, act_noted, act_words
from aspire_desktop.domain.office.values import ActionId
from aspire_desktop.services.door.export import Asked
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.office.history import (
    action_choices,
    action_keys,
    action_rows_of,
    actors_of,
    count_actions,
)
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.lists.fields import Field, day_field
from aspire_desktop.ui.lists.list_of import Empty, Found, ListOf, Pages
from aspire_desktop.ui.lists.list_screen import ListScreen
from aspire_desktop.ui.lists.sifting import Filter, Order, Sifting
from aspire_desktop.ui.screens.home.history.pane import WIDTH, ActionPane, ToldAction, told
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.filter_button import FilterChoice

KIND, SINCE = "Kind", "Since"
SINCE_WORDS = {"1": "today", "7": "the last 7 days", "30": "the last 30 days", "365": "the last year"}
"""By the days that they cover."""
_ORDERS = {"Day": HistoryOrder.WHEN, "Who": HistoryOrder.WHO}


def _keys(wanted: Sifting, office: Office) -> Found:
    order, chosen = _ORDERS.get(wanted.order.heading, HistoryOrder.WHEN), wanted.filters
    days = chosen.get(SINCE)
    since = office.clock.today() - timedelta(days=int(days) - 1) if days in SINCE_WORDS else None
    within = ActionsAmong(chosen.get("Who", ""), chosen.get(KIND, ""), since)
    keys = office.ask(action_keys, wanted.text, order, wanted.order.descending, within)
    offered = office.ask(action_choices)
    choices = {
        "Who": [FilterChoice(each, each) for each in offered.actors],
        KIND: [FilterChoice(each, act_words(each)) for each in offered.kinds],
        SINCE: [FilterChoice(days, words) for days, words in SINCE_WORDS.items()],
    }
    found = Found(keys, office.ask(count_actions), choices=choices)
    return found.grouped(office.ask(actors_of)) if wanted.group else found


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
        Field("Who", lambda row: row.actor, width=170, groups=True),
        Field("What was done", lambda row: row.title, stretch=True),
        Field(KIND, lambda row: act_words(act_noted(row.kind)), width=170, spare=True),
        Field("Number", lambda row: str(row.id), Cell.QUIET, 90, spare=True),
    ),
    filters=(
        Filter("Who", lambda row: row.actor),
        Filter(KIND, lambda row: act_noted(row.kind), act_words),
        Filter(SINCE, lambda row: _day(row).isoformat(), lambda days: SINCE_WORDS[days]),
    ),
    order=Order("Day", descending=True),
    empty=Empty("clock", "Nothing has been done yet", "Every change is listed here by itself."),
    no_match="Nothing matches these filters",
    search_hint="Find what was done",
)


class History(ListScreen[ActionRow]):
    """Whatever is done is added at once; nothing is changed here."""

    key = "history"
    title = "History"

    def __init__(self, desk: Desk) -> None:
        self.pane = ActionPane()
        super().__init__(desk, HISTORY, self.pane, WIDTH)
        self.offer_list()

    def stay(self, row: ActionRow | None) -> None:
        """Ask what the action changed that the person stays on."""
        if row is None:
            self.pane.show_told(self.unchosen)
        else:
            self.desk.ask(partial(told, row), self._tell, subject="pane")

    def _tell(self, found: ToldAction) -> None:
        if self.current == found.action:  # otherwise somebody went on meanwhile
            self.pane.show_told(found)

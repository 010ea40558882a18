"""The history as a long list asks for it: ids in order, then rows by their ids."""

from aspire_desktop.domain.office.history import HistoryOrder
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.storage.lookups.office.history import (
    action_keys,
    action_rows,
    action_rows_of,
    count_actions,
)


def _titles(office: Office, words: str, order: HistoryOrder, descending: bool = False) -> list[str]:
    keys = office.ask(action_keys, words, order, descending)
    rows = {row.id: row for row in office.ask(action_rows_of, keys)}
    return [f"{rows[key].actor}: {rows[key].title}" for key in keys]


def test_actions_come_in_the_order_wanted_and_words_narrow_them(office: Office) -> None:
    for name in ("Zetland", "Walsall"):
        office.do(AddOrganisation(name, "district", ""))
    office.undo()
    mine = office.ask(action_rows)[0].actor
    added = [f"{mine}: {title}" for title in ("Add Zetland", "Add Walsall", "Undo: Add Walsall")]
    assert _titles(office, "add", HistoryOrder.WHEN) == added
    assert _titles(office, "ADD", HistoryOrder.WHEN, descending=True) == added[::-1]
    assert _titles(office, f"walsall {mine}", HistoryOrder.WHO) == added[1:]
    assert _titles(office, "100%", HistoryOrder.WHO) == []
    assert office.ask(count_actions) == len(office.ask(action_keys))

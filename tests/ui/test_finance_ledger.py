"""The tab of the ledger through keys and visible words."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from busy_office import BusyOffice
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.returns import SubmitReturn
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.screens.money.finance.ledger import LEDGER, LedgerTab
from aspire_desktop.ui.screens.money.finance.view import Finance
from tests.ui.bench import Bench, take_pictures
from tests.ui.conftest import Saving

HEADINGS = [field.heading for field in LEDGER.fields]
BY, CLAIMED, COMMITTED, FREE, WHOM = map(
    HEADINGS.index, ("By", "Claimed", "Committed", "Free after", "Person and organisation")
)
JUNE = (date(2026, 4, 1), date(2026, 6, 30))


@pytest.fixture
def bench(new_bench: Callable[[Office], Bench], opened_store: Store, busy: BusyOffice) -> Bench:
    Office(opened_store, "Ann").do(SubmitReturn(busy.agreement, *JUNE))
    return new_bench(Office(opened_store, "Ann"))


@pytest.fixture
def tab(bench: Bench) -> LedgerTab:
    screen = bench.go("finance")
    assert isinstance(screen, Finance)
    bench.ctrl(Qt.Key.Key_Tab)
    tab = screen.tab
    assert isinstance(tab, LedgerTab)
    return tab


def words(tab: LedgerTab, row: int, column: int) -> str:
    return str(tab.model.index(row, column).data())


def title(tab: LedgerTab) -> str:
    return " ".join(each.text() for each in tab.card.findChildren(QLabel) if each.isVisible())


def test_entries_stand_newest_first_with_a_running_balance(bench: Bench, tab: LedgerTab) -> None:
    assert bench.window.focusWidget() is tab.table
    rows = tab.model.rows
    assert f"{len(rows)} entries, newest first. Entries are never edited or deleted." in title(tab)
    assert [entry.number for entry in rows] == list(range(len(rows), 0, -1))
    assert (words(tab, 0, COMMITTED), words(tab, 0, CLAIMED), words(tab, 0, FREE)) == ("−1", "+1", "58")
    screen = bench.screen
    assert isinstance(screen, Finance)
    assert [screen.tabs.strip.note(number) for number in range(2)][1] == str(len(rows))


def test_no_filter_hides_the_balance(bench: Bench, tab: LedgerTab) -> None:
    whole = {entry.number: entry.free_after for entry in tab.model.rows}
    tab.cohort.choose("INS26-WM02")
    assert {entry.cohort for entry in tab.model.rows} == {"INS26-WM02"}
    assert all(entry.free_after == whole[entry.number] for entry in tab.model.rows)
    assert not tab.table.isColumnHidden(FREE)
    assert f"{len(tab.model.rows)} of {len(whole)} entries" in title(tab)
    tab.of_return.choose("LGA/OD/2026-11-R1")
    assert tab.nothing.isVisible()
    assert not tab.export_button.isEnabled()
    tab.nothing.button.click()
    assert len(tab.model.rows) == len(whole)
    bench.window.resize(1024, 640)
    bench.until(lambda: tab.table.isColumnHidden(BY))
    assert not tab.table.isColumnHidden(FREE)


def test_an_entry_opens_its_person(bench: Bench, tab: LedgerTab) -> None:
    assert words(tab, 0, WHOM).endswith("Council")
    bench.press(Qt.Key.Key_Return)
    assert bench.screen.key == "people"


def test_the_ledger_is_exported_as_a_table(
    bench: Bench, tab: LedgerTab, tmp_path: Path, saving: Saving
) -> None:
    tab.cohort.choose("INS26-WM01")
    saving.at(tmp_path / "ledger")
    tab.export_command.trigger()
    bench.settle()
    assert "ledger.xlsx" in bench.window.notices.findChildren(QLabel)[0].text()
    book = load_workbook(tmp_path / "ledger.xlsx")
    sheet = book["Ledger"]
    assert list(sheet.tables) == ["Ledger"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(tab.model.rows)
    assert rows[0][0] == tab.model.rows[0].label
    assert rows[0][9] == tab.model.rows[0].free_after
    about = [[cell.value for cell in row] for row in book["About this file"].iter_rows(max_col=2)]
    assert ["Filters", "Cohort: INS26-WM01"] in about


def test_pictures_of_the_ledger(bench: Bench, tab: LedgerTab, pictures: Path) -> None:
    take_pictures(bench.window, pictures, "finance-ledger")

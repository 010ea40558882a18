"""Somebody from finance goes from Home to a submitted return with the mouse unplugged."""

from collections.abc import Callable
from pathlib import Path

import pytest
from busy_office import TODAY, BusyOffice
from PySide6.QtCore import Qt

from aspire_desktop.domain.office.staff import Role
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.storage.lookups.money.returns import return_rows
from aspire_desktop.storage.store import Store
from tests.stories.person import Person
from tests.ui.bench import Bench

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def james(
    new_bench: Callable[[Office], Bench], opened_store: Store, busy: BusyOffice, pictures: Path
) -> Person:
    Office(opened_store, "Ann").do(AddColleague("James Osei", frozenset({Role.FINANCE})))
    return Person(new_bench(Office(opened_store, "James Osei")), pictures)


def test_a_return_is_submitted_by_keyboard_alone(james: Person, opened_store: Store) -> None:
    finds_the_return_on_home(james)
    traces_a_figure_to_a_person(james)
    reads_the_sheets(james)
    reads_the_ledger(james)
    submits(james)
    [row] = Office(opened_store, "James Osei").ask(return_rows, TODAY)
    assert (row.summary.places, row.submitted_by) == (13, "James Osei")


def finds_the_return_on_home(james: Person) -> None:
    """The first task for finance is the return; Enter goes to it."""
    james.keeps("return-1-home")
    james.waits_for("To do")
    assert "return" in james.rows("To do")[chosen(james, "To do")].lower()
    james.bench.press(Key.Key_Return)
    james.waits_for("Checks", "14 of 14 pass", "Returns")
    assert james.rows("Returns")[chosen(james, "Returns")].startswith("Apr–Jun 2026. 13 places, £4,550")
    james.keeps("return-2-finance")


def traces_a_figure_to_a_person(james: Person) -> None:
    """F6 leads to the workbook; Enter on its total opens the people, Enter on one the person."""
    james.bench.press(Key.Key_F6)
    assert james.sees("D11", "13 places come from", "13 lines")
    james.keeps("return-3-figure")
    james.bench.press(Key.Key_Return)
    james.waits_for("Total for this period: 13", "13 people")
    assert len(james.rows("People behind a figure")) == 13
    james.keeps("return-4-people")
    james.bench.press(Key.Key_Down)
    james.bench.press(Key.Key_Return)
    assert james.bench.window.windowTitle().startswith("People")
    james.keeps("return-5-person")
    james.bench.press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    james.bench.press(Key.Key_F6)
    james.bench.press(Key.Key_Backspace)
    james.waits_for("as it will be in Excel")


def reads_the_sheets(james: Person) -> None:
    """Ctrl+Page Down turns to each sheet of the workbook."""
    for sheet in ("Places (13)", "Adjustments (0)", "By organisation"):
        james.bench.press(Key.Key_PageDown, CTRL)
        assert james.sees(sheet)
    james.keeps("return-6-by-organisation")


def reads_the_ledger(james: Person) -> None:
    """Ctrl+Tab goes to the ledger and back."""
    james.bench.press(Key.Key_Tab, CTRL)
    james.waits_for("43 entries, newest first. Entries are never edited or deleted.")
    james.keeps("return-7-ledger")
    james.bench.press(Key.Key_Tab, CTRL | SHIFT)
    james.waits_for("14 of 14 pass")


def submits(james: Person) -> None:
    """Ctrl+Enter asks; the safe button has the keyboard, so that nothing is locked by a slip."""
    james.bench.press(Key.Key_Return, CTRL)
    james.waits_for("This locks 13 places, £4,550", "It cannot be taken back or changed.")
    assert james.holds("Keep as draft")
    james.keeps("return-8-confirm")
    james.bench.press(Key.Key_Return)
    assert not james.sees("Keep as draft")
    james.bench.press(Key.Key_Return, CTRL)
    james.bench.press(Key.Key_Tab)
    assert james.holds("Submit and lock")
    james.bench.press(Key.Key_Space)
    james.waits_for("Submitted by", "Seal of the workbook", "Nothing has changed.")
    assert [line.partition(".")[0] for line in james.rows("Returns")] == [
        "2026/27",
        "Jul–Sep 2026",
        "Apr–Jun 2026",
    ]
    assert james.rows("Returns")[2] == "Apr–Jun 2026. 13 places, £4,550 · sent 8 Oct. Status: Submitted"
    james.keeps("return-9-submitted")


def chosen(james: Person, name: str) -> int:
    """Give the line of a list on which the keyboard is."""
    table = james.table(name)
    assert james.view.focusWidget() is table
    return table.currentIndex().row()

"""Places held before anybody enrols, through what a person sees in the window of finance."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from busy_office import BusyOffice
from PySide6.QtCore import Qt

from aspire_desktop.domain.money.claims import PoolPlace
from aspire_desktop.domain.money.funding import PoolFigure
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.money.funding import pool_places, pool_rows
from aspire_desktop.ui.screens.money.finance.reservation_dialogs import ReservationDialog, ReserveDialog
from aspire_desktop.ui.screens.money.finance.view import Finance
from tests.ui.bench import Bench, take_picture, take_pictures

TODAY = date(2026, 10, 8)


@pytest.fixture
def finance(new_bench: Callable[[Office], Bench], opened: Office, busy: BusyOffice) -> tuple[Bench, Finance]:
    bench = new_bench(opened)
    screen = bench.go("finance")
    assert isinstance(screen, Finance)
    return bench, screen


def reserved(office: Office, busy: BusyOffice) -> list[PoolPlace]:
    return [place for place in office.ask(pool_places, busy.agreement, TODAY) if place.reserved]


def test_places_are_reserved_named_and_let_go(
    finance: tuple[Bench, Finance], opened: Office, busy: BusyOffice, pictures: Path
) -> None:
    bench, screen = finance
    [before] = opened.ask(pool_rows, TODAY)
    screen.reserve_command.trigger()
    bench.settle()
    asked = screen.dialog
    assert isinstance(asked, ReserveDialog)
    bench.press(Qt.Key.Key_Return)
    assert asked.organisation_row.error == "Choose an organisation from the list"
    offered = [asked.cohort.itemText(row).split(",")[0] for row in range(asked.cohort.count())]
    assert (offered[0], "INS26-EM01" in offered, "ASP26-WM02" in offered) == ("Any cohort", True, False)
    asked.organisation.setCurrentIndex(0)
    asked.cohort.setCurrentIndex(offered.index("INS26-EM01"))
    asked.places.setValue(2)
    asked.name.setText("Zoë Ash")
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    assert asked.message.isVisible()
    assert reserved(opened, busy) == []
    asked.name.clear()
    take_pictures(bench.window, pictures, "finance-reserve")
    take_picture(asked, pictures, "finance-reserve-dialog")
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    first, second = reserved(opened, busy)
    assert (first.cohort, opened.ask(pool_rows, TODAY)[0].free) == ("INS26-EM01", before.free - 2)

    screen.strip.opened.emit(PoolFigure.COMMITTED)
    bench.settle()
    behind = screen.returns.middle.behind
    behind.choose(first)
    bench.press(Qt.Key.Key_Return)
    dialog = screen.returns.middle.dialog
    assert isinstance(dialog, ReservationDialog)
    take_picture(dialog, pictures, "finance-reservation")
    dialog.name.setText("Zoë Ash")
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    assert [place.person.split(",")[0] for place in reserved(opened, busy)] == ["Zoë Ash", "Nobody named yet"]
    take_pictures(bench.window, pictures, "finance-reserved")

    behind.choose(second)
    bench.press(Qt.Key.Key_Return)
    dialog = screen.returns.middle.dialog
    assert isinstance(dialog, ReservationDialog)
    dialog.ends.setChecked(True)
    assert dialog.reason_row.isVisible()
    assert not dialog.name_row.isVisible()
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    assert [place.label for place in reserved(opened, busy)] == [first.label]
    assert opened.ask(pool_rows, TODAY)[0].free == before.free - 1
    bench.ctrl(Qt.Key.Key_Z)
    assert len(reserved(opened, busy)) == 2

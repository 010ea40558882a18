"""The network through keys and visible words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from busy_office import TODAY, BusyOffice
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from aspire_desktop.domain.programmes.enrolments import Status
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.enrolments import MoveEnrolment
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.screens.network.alumni.view import Network
from tests.ui.bench import Bench, take_pictures


@pytest.fixture
def completed(opened: Office, busy: BusyOffice) -> BusyOffice:
    for code in ("ASP26-WM01", "INS26-WM01"):
        for place in busy.places[code][:8]:
            opened.do(MoveEnrolment(place, Status.COMPLETED, TODAY))
    return busy


def network(bench: Bench) -> Network:
    screen = bench.go("network")
    assert isinstance(screen, Network)
    return screen


def test_nobody_yet(new_bench: Callable[[Office], Bench], opened: Office) -> None:
    screen = network(new_bench(opened))
    assert screen.stack.currentWidget() is screen.nothing
    assert "There are no alumni yet" in _said(screen)


def test_completion_makes_alumni(
    new_bench: Callable[[Office], Bench], opened: Office, completed: BusyOffice, pictures: Path
) -> None:
    bench = new_bench(opened)
    screen = network(bench)
    assert screen.tabs.tabText(0) == "Alumni  16"
    take_pictures(bench.window, pictures, "network")
    screen.programme_filter.choose("Aspire 2.0")
    bench.settle()
    assert screen.counted.text() == "8 of 16 alumni"
    went: list[Destination] = []
    bench.desk.bell.wanted.connect(went.append)
    screen.table.setFocus()
    bench.press(Qt.Key.Key_Return)
    assert went[-1].screen == "people"


def test_filtered_to_nobody(
    new_bench: Callable[[Office], Bench], opened: Office, completed: BusyOffice
) -> None:
    bench = new_bench(opened)
    screen = network(bench)
    bench.ctrl(Qt.Key.Key_F)
    bench.type("zzz")
    bench.until(lambda: screen.stack.currentWidget() is screen.nothing)
    assert "Nobody matches these filters" in _said(screen)
    screen.nothing.button.click()
    bench.settle()
    assert screen.model.rowCount() == 16


def test_headers_sort(new_bench: Callable[[Office], Bench], opened: Office, completed: BusyOffice) -> None:
    bench = new_bench(opened)
    screen = network(bench)
    names = [screen.model.index(row, 0).data() for row in range(16)]
    screen.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    bench.settle()
    assert [screen.model.index(row, 0).data() for row in range(16)] != names
    assert screen.model.index(0, 0).data().split(",")[0] == max(name.split(",")[0] for name in names)


def _said(screen: Network) -> str:
    return " ".join(each.text() for each in screen.nothing.findChildren(QLabel))

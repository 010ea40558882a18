from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aspire_desktop.ui.charts.bar import Bar
from aspire_desktop.ui.charts.chart import ChartShare
from aspire_desktop.ui.charts.pattern import Pattern
from aspire_desktop.ui.charts.timeline import Event, Sort, Timeline, TimelineRow
from aspire_desktop.ui.charts.waffle import Waffle

POOL = [
    ChartShare(Pattern.SOLID, 28, "claimed"),
    ChartShare(Pattern.DOT, 13, "in return"),
    ChartShare(Pattern.HATCH, 31, "committed"),
    ChartShare(Pattern.EMPTY, 28, "free"),
]


def test_a_waffle_is_read_and_shown_as_a_table() -> None:
    waffle = Waffle()
    waffle.set_shares(POOL)
    assert waffle.accessibleName() == "28 claimed, 13 in return, 31 committed, 28 free, 100 in total"
    assert waffle.table().rows[-1] == ("Total", "100")


def test_each_square_opens_its_place_by_mouse_and_key(qtbot: QtBot) -> None:
    waffle = Waffle(25)
    waffle.set_shares(POOL)
    qtbot.addWidget(waffle)
    waffle.resize(waffle.sizeHint())
    assert waffle.height() == waffle.heightForWidth(waffle.width())
    with qtbot.waitSignal(waffle.square_chosen) as chosen:
        QTest.mouseClick(waffle, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert chosen.args == [0]
    QTest.keyClick(waffle, Qt.Key.Key_Down)
    QTest.keyClick(waffle, Qt.Key.Key_Right)
    QTest.keyClick(waffle, Qt.Key.Key_Up)
    QTest.keyClick(waffle, Qt.Key.Key_Up)
    with qtbot.waitSignal(waffle.square_chosen) as chosen:
        QTest.keyClick(waffle, Qt.Key.Key_Return)
    assert chosen.args == [1]
    assert waffle.accessibleDescription() == "Place 2 of 100: claimed"


def test_bars_are_read() -> None:
    bar = Bar()
    bar.show_amount(16, 20, "16 of 20 booked", hatched=2)
    assert (bar.accessibleName(), bar.value(), bar.maximum()) == ("16 of 20 booked", 16, 20)


def day(number: int) -> date:
    return date(2026, 10, number)


def test_overlapping_events_stack_and_open(qtbot: QtBot) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    panel = Event("b", day(9), day(12), "Panel", Sort.PANEL)
    line = TimelineRow("ASP26-WM02", "Oldbury", [Event("a", day(8), day(9), "M2"), panel])
    timeline.show_lines(day(8), day(8), [line])
    single = timeline.minimumSizeHint().height()
    timeline.show_lines(day(8), day(8), [TimelineRow("ASP26-WM02", "Oldbury", [panel])])
    assert single > timeline.minimumSizeHint().height()
    assert timeline.accessibleName() == "Fri 9 Oct to 12 Oct: ASP26-WM02 Panel"
    timeline.show_lines(day(8), day(8), [line])
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    with qtbot.waitSignal(timeline.opened) as opened:
        QTest.keyClick(timeline, Qt.Key.Key_Return)
    assert opened.args == ["b"]
    assert timeline.table().rows[0] == ("Thu 8 Oct to 9 Oct", "ASP26-WM02", "M2")


def test_an_empty_timeline_says_so() -> None:
    timeline = Timeline()
    timeline.show_lines(day(8), day(8), [])
    assert timeline.accessibleName() == "Nothing is planned"
    assert not timeline.grab().isNull()

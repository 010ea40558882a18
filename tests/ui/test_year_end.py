"""The year end through keys and visible words."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from aspire_desktop.domain.money.year_end import Section
from aspire_desktop.ui.screens.money.finance.view import Finance
from aspire_desktop.ui.screens.money.finance.year_end import YearEndTab
from tests.ui.bench import Bench, take_pictures
from tests.ui.conftest import Saving


@pytest.fixture
def tab(busy_bench: Bench) -> YearEndTab:
    screen = busy_bench.go("finance", tab="year-end")
    assert isinstance(screen, Finance)
    assert isinstance(screen.tab, YearEndTab)
    return screen.tab


def words(tab: YearEndTab, row: int) -> list[str]:
    model = tab.sections.model()
    return [str(model.index(row, column).data()) for column in range(3)]


def test_each_section_opens_its_people(busy_bench: Bench, tab: YearEndTab) -> None:
    assert [words(tab, row)[0] for row in range(len(Section))] == [section.value for section in Section]
    tab.sections.setFocus()
    for section in Section:
        assert tab.section is section
        assert tab.facts is not None
        assert tab.table.model().rowCount() >= len(tab.facts.of(section)) > -1
        busy_bench.press(Qt.Key.Key_Down)
    tab.sections.setCurrentIndex(tab.sections.model().index(0, 0))
    busy_bench.press(Qt.Key.Key_Return)
    assert tab.table.hasFocus()
    busy_bench.press(Qt.Key.Key_Return)
    assert busy_bench.screen.key == "people"


def test_another_day_is_another_year_end(busy_bench: Bench, tab: YearEndTab) -> None:
    before = words(tab, 0)
    tab.on.show_date(date(2026, 4, 2))
    busy_bench.settle()
    assert words(tab, 0) == ["Delivered and unclaimed", "0", "£0"] != before
    assert tab.nothing.isVisible()
    tab.every.click()
    busy_bench.settle()
    assert tab.facts is not None
    assert tab.facts.agreement == ""


def test_a_workbook_and_separated_values_are_written(
    busy_bench: Bench, tab: YearEndTab, tmp_path: Path, saving: Saving
) -> None:
    for name in ("year.xlsx", "year.csv"):
        saving.at(tmp_path / name)
        tab.export_command.trigger()
        busy_bench.until(lambda name=name: (tmp_path / name).exists())  # type: ignore[misc]
    assert (tmp_path / "year.xlsx").read_bytes()[:2] == b"PK"
    assert b"Delivered and unclaimed" in (tmp_path / "year.csv").read_bytes()


def test_pictures_of_the_year_end(busy_bench: Bench, tab: YearEndTab, pictures: Path) -> None:
    take_pictures(busy_bench.window, pictures, "year-end")
    tab.sections.setCurrentIndex(tab.sections.model().index(3, 0))
    busy_bench.settle()
    take_pictures(busy_bench.window, pictures, "year-end-forecast")

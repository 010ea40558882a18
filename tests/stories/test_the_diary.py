"""Who trains what and when: the diary of all cohorts, filtered, and handed on as a workbook."""

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt

from tests.stories.person import Person
from tests.ui.bench import Bench
from tests.ui.conftest import Saving


def test_the_sessions_to_come_of_a_programme_go_into_a_workbook(
    busy_bench: Bench, pictures: Path, saving: Saving, tmp_path: Path
) -> None:
    ann = Person(busy_bench, pictures)
    busy_bench.menu("File", "Diary")
    every = ann.rows("Diary")
    assert every[ann.table("Diary").currentIndex().row()].startswith("Thu 8 Oct 2026"), "it opens at today"
    ann.filters("When", "To come")
    ann.filters("Programme", "Aspire")
    left = ann.rows("Diary")
    assert 0 < len(left) < len(every)
    assert ann.sees(f"{len(left)} of {len(every)} sessions", "When: To come", "Programme: Aspire")
    saving.at(tmp_path)
    busy_bench.ctrl(Qt.Key.Key_E)
    ann.waits_for(f"Saved as {saving.offered[-1]}.")
    written = openpyxl.load_workbook(tmp_path / saving.offered[-1])["List"].iter_rows(min_row=2)
    assert [row[2].value for row in written] == [line.split(" | ")[2] for line in left]
    ann.chooses("Diary", left[0])
    busy_bench.press(Qt.Key.Key_Return)
    assert ann.sees("Schedule", left[0].split(" | ")[2])

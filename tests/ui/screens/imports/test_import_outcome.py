"""What an import would do, as a list: found, exported and printed before anything is saved."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from aspire_desktop.ui.screens.intake.imports.progress import CHECK, CONFIRM
from aspire_desktop.ui.screens.intake.imports.view import Imports
from tests.ui.bench import Bench, take_pictures
from tests.ui.conftest import Saving
from tests.ui.screens.test_import_screen import alt, read


@pytest.fixture
def confirming(bench: Bench, wizard: Imports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Imports:
    """The last step, of a file with a column and a row left out."""
    path = tmp_path / "bookings.csv"
    rows = (
        "Zoë Hall,z@walsall.gov.uk,Walsall,5",
        "Bo Li,b@walsall.gov.uk,Walsall,5",
        "Cy Do,c@walsall.gov.uk,Walsall,",
    )
    path.write_text("\n".join(("Name,E-mail,Council,Shoe size", *rows, "")), encoding="utf-8")
    read(bench, wizard, monkeypatch, path)
    assert wizard.step == CHECK
    wizard.check.table.go_to(wizard.check.model.index(2, 1))
    bench.press(Qt.Key.Key_Delete)
    alt(bench, Qt.Key.Key_C)
    assert wizard.step == CONFIRM
    return wizard


def test_what_happens_is_found_sorted_and_written_to_excel_before_anything_is_saved(
    bench: Bench, confirming: Imports, saving: Saving, tmp_path: Path, pictures: Path
) -> None:
    rows = confirming.confirm.list
    take_pictures(bench.window, pictures, "import-outcome")
    assert [row.name for row in rows.model.rows] == ["Shoe size", "Zoë Hall", "Bo Li", "Cy Do"]
    rows.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    bench.settle()
    saving.at(tmp_path)
    bench.ctrl(Qt.Key.Key_E)
    [written] = [tmp_path / name for name in saving.offered]
    assert written.name.startswith("Import of bookings.csv")
    sheet = openpyxl.load_workbook(written)["List"]
    told = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert told[0] == ["Outcome", "Row", "Name", "Details", "What happens"]
    assert [row[:3] for row in told[1:]] == [
        ["Columns left out", None, "Shoe size"],
        ["Added", 3, "Bo Li"],
        ["Added", 2, "Zoë Hall"],
        ["Left out", 4, "Cy Do"],
    ]


def test_esc_empties_the_filter_and_leaves_the_import_alone(bench: Bench, confirming: Imports) -> None:
    rows = confirming.confirm.list
    bench.ctrl(Qt.Key.Key_F)
    assert QApplication.focusWidget() is rows.tools.search
    bench.type("bo li")
    bench.press(Qt.Key.Key_Return)
    assert [row.name for row in rows.model.rows] == ["Bo Li"]
    bench.press(Qt.Key.Key_Escape)
    assert (bench.screen, confirming.step) == (confirming, CONFIRM)
    bench.press(Qt.Key.Key_Return)
    assert len(rows.model.rows) == 4


def test_the_keys_of_the_list_are_those_of_the_last_step_alone(bench: Bench, confirming: Imports) -> None:
    export = next(each for each in confirming.commands if each.shortcut().toString() == "Ctrl+E")
    assert export.isVisible()
    alt(bench, Qt.Key.Key_B)
    assert confirming.step == CHECK
    assert not export.isVisible()
    assert confirming.filter_field is None


def test_another_file_begins_without_the_filter_of_the_last(
    bench: Bench, confirming: Imports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = confirming.confirm.list
    rows.tools.filters["Outcome"].choose("Left out")
    bench.settle()
    assert [row.name for row in rows.model.rows] == ["Cy Do"]
    monkeypatch.setattr("aspire_desktop.ui.screens.intake.imports.view.ask_to_leave", lambda _: True)
    confirming.cancel()
    bench.settle()
    other = tmp_path / "more.csv"
    other.write_text("Name,E-mail,Council\nAl Fu,a@walsall.gov.uk,Walsall\n", encoding="utf-8")
    screen = bench.go("import", None, "people")
    assert screen is confirming
    confirming.choose.choose(other)
    bench.until(lambda: confirming.drafting.review is not None)
    confirming.go_to(CONFIRM)
    assert [row.name for row in rows.model.rows] == ["Al Fu"]
    assert not rows.wanted.filtered

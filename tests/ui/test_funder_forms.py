"""The section of funders' own forms through keys and visible words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from busy_office import BusyOffice
from funder_form import FORM, MAPPING
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from aspire_desktop.domain.money.layout_slots import BEGINS, Part, Slot, mapping_from, texts_of
from aspire_desktop.domain.money.layouts import FormMapping, LineField
from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.domain.office.values import LayoutId
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import INVARIANTS
from aspire_desktop.services.money.layouts import AddLayout, ChangeLayout
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.lookups.money.layouts import layout_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.forms.form_row import ClashLine
from aspire_desktop.ui.screens.money.layouts.section import FunderForms
from aspire_desktop.ui.shell.settings import Settings
from tests.ui.bench import Bench, take_pictures
from tests.ui.conftest import Saving


@pytest.fixture
def shown(busy_bench: Bench) -> FunderForms:
    screen = busy_bench.go("settings", tab="forms")
    assert isinstance(screen, Settings)
    assert isinstance(screen.section, FunderForms)
    return screen.section


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "LGA claim.xlsx"
    file.write_bytes(FORM)
    return file


def type_into(bench: Bench, shown: FunderForms, slot: Slot, text: str) -> None:
    table = shown.funder_form.table
    table.setFocus()
    table.setCurrentIndex(shown.funder_form.mapping.index(shown.funder_form.mapping.row_of(slot), 1))
    bench.press(Qt.Key.Key_F2)
    bench.type(text)
    bench.press(Qt.Key.Key_Return)
    bench.until(lambda: shown.funder_form.mapping.texts.get(slot) == text)


def test_a_form_is_added_tried_changed_and_retired(
    busy_bench: Bench, shown: FunderForms, opened: Office, file: Path, pictures: Path
) -> None:
    form = shown.funder_form
    take_pictures(busy_bench.window, pictures, "settings-forms-none")
    busy_bench.ctrl(Qt.Key.Key_N)
    form.send()
    assert form.file_row.error == "Choose the empty form."
    form.choose_file(file)
    busy_bench.settle()
    assert form.name.text() == "LGA claim"
    assert form.file.words.text() == "LGA claim.xlsx. Sheets: Claim"
    form.try_it()
    assert "takes nothing yet" in form.table_row.error
    type_into(busy_bench, shown, Slot(Part.LINES, LineField.PARTICIPANT.value), "a")
    form.send()
    assert "not said where the lines begin" in form.table_row.error
    for slot, text in texts_of(MAPPING).items():
        type_into(busy_bench, shown, slot, text.removeprefix("Claim!"))
    form.try_it()
    busy_bench.settle()
    assert "B8 comes to" in form.said.text() or "has 3 rows" in form.table_row.error
    take_pictures(busy_bench.window, pictures, "settings-forms-new")
    form.send()
    busy_bench.settle()
    [row] = opened.ask(layout_rows)
    assert (row.name, row.mapping) == ("LGA claim", MAPPING)
    type_into(busy_bench, shown, Slot(Part.LINES, BEGINS), "Claim!A8")
    form.try_it()
    busy_bench.settle()
    assert "A8 of “Claim”, in the first row, is filled already" in form.table_row.error
    take_pictures(busy_bench.window, pictures, "settings-forms-problem")
    type_into(busy_bench, shown, Slot(Part.LINES, BEGINS), "A6")
    form.send()
    busy_bench.settle()
    assert str(opened.ask(layout_rows)[0].mapping.lines).count("first_row=6") == 1
    form.remove_button.click()
    busy_bench.settle()
    assert [row.active for row in opened.ask(layout_rows)] == [False]
    assert shown.list_stack.currentWidget() is shown.nothing


def test_a_filled_form_is_saved_and_looked_at(
    busy_bench: Bench, shown: FunderForms, file: Path, tmp_path: Path, saving: Saving
) -> None:
    form = shown.funder_form
    busy_bench.ctrl(Qt.Key.Key_N)
    form.choose_file(file)
    busy_bench.settle()
    form.mapping.show_texts(
        {slot: text for slot, text in texts_of(MAPPING).items() if slot.part is Part.FIGURES}
    )
    assert not form.save_button.isEnabled()
    form.try_it()
    busy_bench.settle()
    assert form.save_button.isEnabled()
    saving.at(tmp_path / "tried")
    form.save_button.click()
    busy_bench.settle()
    assert "Saved as" in form.said.text()
    assert load_workbook(tmp_path / "tried.xlsx")["Claim"]["B1"].value


def test_a_file_that_is_no_form_is_refused_beside_it(
    busy_bench: Bench, shown: FunderForms, tmp_path: Path
) -> None:
    wrong = tmp_path / "list.xlsx"
    wrong.write_text("a,b")
    busy_bench.ctrl(Qt.Key.Key_N)
    shown.funder_form.choose_file(wrong)
    busy_bench.settle()
    assert "“list.xlsx” cannot be a form" in shown.funder_form.file_row.error
    shown.funder_form.choose_file(tmp_path / "nowhere.xlsx")
    busy_bench.settle()
    assert "could not be read" in shown.funder_form.file_row.error


def test_what_is_typed_is_the_mapping() -> None:
    assert mapping_from(texts_of(MAPPING)) == MAPPING


def test_a_path_is_typed_and_names_that_no_file_can_have_are_said(
    busy_bench: Bench, shown: FunderForms, file: Path
) -> None:
    busy_bench.ctrl(Qt.Key.Key_N)
    form = shown.funder_form
    form.file.setFocus()
    busy_bench.type("x" * 300)
    busy_bench.press(Qt.Key.Key_Return)
    assert "it is longer than 255 characters" in form.file_row.error
    form.file.setFocus()
    form.file.selectAll()
    busy_bench.type(f'"{file}"')
    assert form.file_row.error == ""
    busy_bench.press(Qt.Key.Key_Tab)
    busy_bench.settle()
    assert form.file.words.text() == "LGA claim.xlsx. Sheets: Claim"
    assert form.name.text() == "LGA claim"


@pytest.fixture
def ellie(opened: Office, open_sqlite_location: Location, opened_store: Store) -> Iterator[Office]:
    """A colleague's own office on the same file."""
    opened.do(AddColleague("Ellie Marsh", EVERYONE))
    store = Store(open_sqlite_location, opened_store.clock, INVARIANTS)
    yield Office(store, "Ellie Marsh")
    store.close()


BEGINNING, REFERENCE = Slot(Part.LINES, BEGINS), Slot(Part.FIGURES, "reference")
OFFICE = Slot(Part.FIGURES, "office")


def added(bench: Bench, shown: FunderForms, office: Office, busy: BusyOffice) -> LayoutId:
    """Add a form, and have it read by the window."""
    id = office.do(AddLayout(busy.agreement, "LGA claim", FORM, MAPPING)).value
    shown.load()
    bench.settle()
    assert (shown.funder_form.touched, shown.funder_form.action()) == (False, shown.funder_form.read)
    return id


def mapped(changes: dict[Slot, str]) -> FormMapping:
    return mapping_from(texts_of(MAPPING) | changes)


def test_a_name_and_cells_that_others_changed_are_kept_without_asking(
    busy_bench: Bench, shown: FunderForms, opened: Office, ellie: Office, busy: BusyOffice
) -> None:
    id = added(busy_bench, shown, opened, busy)
    ellie.do(ChangeLayout(id, "LGA return", mapped({REFERENCE: "Claim!C1", BEGINNING: "Claim!A6"})))
    type_into(busy_bench, shown, OFFICE, "Claim!B3")
    shown.funder_form.send()
    busy_bench.settle()
    [row] = opened.ask(layout_rows)
    both = mapped({REFERENCE: "Claim!C1", BEGINNING: "Claim!A6", OFFICE: "Claim!B3"})
    assert (row.name, row.mapping) == ("LGA return", both)
    assert shown.funder_form.mapping.texts == texts_of(both)


@pytest.mark.parametrize("row_kept", [6, 7])
def test_a_cell_that_both_changed_is_shown_side_by_side_and_either_is_kept(
    busy_bench: Bench,
    shown: FunderForms,
    opened: Office,
    ellie: Office,
    busy: BusyOffice,
    pictures: Path,
    row_kept: int,
) -> None:
    id = added(busy_bench, shown, opened, busy)
    ellie.do(ChangeLayout(id, "LGA claim", mapped({REFERENCE: "Claim!C1", BEGINNING: "Claim!A6"})))
    type_into(busy_bench, shown, BEGINNING, "A7")
    type_into(busy_bench, shown, OFFICE, "Claim!B3")
    form = shown.funder_form
    form.send()
    busy_bench.settle()
    [line] = form.findChildren(ClashLine)
    assert line.accessibleName().endswith(
        "Places claimed: first line stands at. Mine: Claim!A7. Theirs: Claim!A6."
    )
    assert "Ellie Marsh changed this" in line.accessibleName()
    assert form.mapping.texts[REFERENCE] == "Claim!C1"
    assert QApplication.focusWidget() is line.mine
    assert line.visibleRegion().boundingRect() == line.rect()
    take_pictures(busy_bench.window, pictures, "settings-forms-clash")
    form.send()
    assert form.table_row.error == "Choose which of the two stays"
    assert opened.ask(layout_rows)[0].mapping.figures == mapped({REFERENCE: "Claim!C1"}).figures
    {6: line.theirs, 7: line.mine}[row_kept].click()
    form.send()
    busy_bench.settle()
    [row] = opened.ask(layout_rows)
    kept = {REFERENCE: "Claim!C1", OFFICE: "Claim!B3", BEGINNING: f"Claim!A{row_kept}"}
    assert row.mapping == mapped(kept)
    assert [each for each in form.findChildren(ClashLine) if each.isVisible()] == []


def test_two_changes_that_contradict_are_shown_side_by_side(
    busy_bench: Bench, shown: FunderForms, opened: Office, ellie: Office, busy: BusyOffice
) -> None:
    id = added(busy_bench, shown, opened, busy)
    ellie.do(ChangeLayout(id, "LGA claim", mapped({Slot(Part.FIGURES, "funder"): "Claim!B3"})))
    type_into(busy_bench, shown, OFFICE, "Claim!B3")
    form = shown.funder_form
    form.send()
    busy_bench.settle()
    office, funder = form.findChildren(ClashLine)
    assert office.accessibleName().endswith("Figures: office. Mine: Claim!B3. Theirs: –.")
    assert funder.accessibleName().endswith("Figures: funder. Mine: –. Theirs: Claim!B3.")
    office.mine.click()
    funder.theirs.click()
    form.send()
    assert form.table_row.error == "Claim!B3 cannot take both office and funder."
    office.theirs.click()
    form.send()
    busy_bench.settle()
    [row] = opened.ask(layout_rows)
    assert row.mapping == mapped({Slot(Part.FIGURES, "funder"): "Claim!B3"})

"""The empty file of each import: taken back in filled, it is understood whole and raises no problem."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from whole_office import WholeOffice

from aspire_desktop.domain.intake.columns import OF_COHORTS, ImportKind
from aspire_desktop.domain.intake.templates import template_columns
from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.services.intake.imports.file import ImportFile
from aspire_desktop.services.intake.imports.reading import read_for_import
from aspire_desktop.services.intake.imports.templates import WriteTemplate

FILLED: dict[ImportKind, dict[str, str | float | date]] = {
    ImportKind.ORGANISATIONS: {"Name": "Narnia Council", "Type": 0, "Region": 0, "GSS code": "E08000099"},
    ImportKind.PEOPLE: {
        "First name": "Łucja",
        "Last name": "Ó Briain",
        "E-mail": "lucja@narnia.gov.uk",
        "Organisation": "Walsall Council",
        "Phone": "0121 496 0000",
    },
    ImportKind.PARTICIPANTS: {
        "First name": "Łucja",
        "Last name": "Ó Briain",
        "Organisation": "Walsall Council",
        "Funding": "Council",
        "PO number": "0012345",
        "Access needs": "Hearing loop",
    },
    ImportKind.AGREEMENTS: {
        "Reference": "LGA/9",
        "Funder": "Local Government Association",
        "Programme": "Inspire OD",
        "Places": 12,
        "Unit amount": 350.5,
        "From": date(2027, 4, 1),
        "To": date(2028, 3, 31),
    },
    ImportKind.COHORTS: {
        "Code": "INS27-WM09",
        "Programme": "Inspire OD",
        "Capacity": 20,
        "Start time": "09:30",
        "Session 1": date(2027, 5, 5),
        "Session 2": date(2027, 5, 6),
        "Session 3": date(2027, 6, 9),
    },
    ImportKind.ATTENDANCE: {"First name": "Siân", "Last name": "O’Neill", "Session 1": 0},
    ImportKind.PROJECTS: {"First name": "Siân", "Last name": "O’Neill", "Title": "Flexible working"},
}


def written(world: WholeOffice, kind: ImportKind, folder: Path) -> Path:
    return world.office.export(WriteTemplate(kind), folder / f"{kind}.xlsx")


def first_sheet(file: Path) -> Worksheet:
    sheet = load_workbook(file).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def choices(file: Path, heading: str) -> list[str]:
    """Give what the list of a column offers, read as Excel reads it."""
    book = load_workbook(file)
    sheet = book.worksheets[0]
    place = next(cell.coordinate for cell in sheet[1] if cell.value == heading)
    below = f"{place[:-1]}2"
    found = next(each for each in sheet.data_validations.dataValidation if below in each.sqref)
    name, area = found.formula1.split("!")
    return [cell.value for (cell,) in book[name][area.replace("$", "")]]


@pytest.mark.parametrize("kind", ImportKind)
def test_a_filled_template_is_understood_whole(world: WholeOffice, kind: ImportKind, tmp_path: Path) -> None:
    file = written(world, kind, tmp_path)
    book = load_workbook(file)
    sheet = book.worksheets[0]
    headings = [str(cell.value) for cell in sheet[1]]
    assert headings == [each.heading for each in template_columns(kind)]
    for number, heading in enumerate(headings, start=1):
        value = FILLED[kind].get(heading)
        if value == 0:
            value = choices(file, heading)[0]
        sheet.cell(2, number).value = value
    book.save(file)
    cohort: CohortId | None = world.workshops if kind in OF_COHORTS else None
    table = read_for_import(world.office, file, kind, cohort)
    assert [each.text for each in table.mapping.left_out] == []
    report = world.office.preview(ImportFile(table, cohort)).value
    assert [each.problem for each in report.problems] == []
    assert report.read == 1


@pytest.mark.parametrize("kind", ImportKind)
def test_an_empty_template_takes_nothing_in(world: WholeOffice, kind: ImportKind, tmp_path: Path) -> None:
    """The sheets beside it, its notes and its lists are no rows."""
    cohort = world.workshops if kind in OF_COHORTS else None
    with pytest.raises(Unreadable, match=f"“{kind.capitalize()}” .0 rows, no rows below its headings"):
        read_for_import(world.office, written(world, kind, tmp_path), kind, cohort)


def test_each_cell_says_what_belongs_in_it(world: WholeOffice, tmp_path: Path) -> None:
    sheet = first_sheet(written(world, ImportKind.PARTICIPANTS, tmp_path))
    told = {each.promptTitle: each.prompt for each in sheet.data_validations.dataValidation if each.prompt}
    assert told["Organisation"].startswith("Needed. ")
    assert "noughts in front stay" in told["PO number"]
    assert all(len(words) <= 255 for words in told.values())


def test_codes_typed_with_noughts_keep_them(world: WholeOffice, tmp_path: Path) -> None:
    sheet = first_sheet(written(world, ImportKind.PARTICIPANTS, tmp_path))
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == "PO number")
    assert sheet.column_dimensions[letter].number_format == "@"

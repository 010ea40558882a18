"""Sequence 9: a funder's form whose own totals would leave lines out grows, or is refused naming the cell."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table, TableFormula
from openpyxl.worksheet.worksheet import Worksheet
from return_facts import build_return, make_adjustment, make_line

from aspire_desktop.documents.money.forms import fill_form, read_form
from aspire_desktop.domain.money.funding import ReturnStatus
from aspire_desktop.domain.money.layout_mapping import read_mapping
from aspire_desktop.domain.money.layouts import FilledForm
from aspire_desktop.domain.office.errors import RuleBroken

MAPPING = """{
 "figures": {"reference": "Claim!C3"},
 "lines": {"sheet": "Claim", "first_row": 12, "columns": {"A": "line", "B": "participant", "F": "amount"}}
}"""
TOTAL = ', "totals": {"amount claimed": "Claim!C5"}}'
MAPPED = MAPPING.rstrip().removesuffix("}") + TOTAL


def form_of(total: str, *, table: bool = False, rows: int = 5) -> Workbook:
    """Make a form whose total stands above its list, so that nothing below says where the list ends."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Claim"
    for at, words in zip("ABCDEF", ("No", "Name", "Council", "Since", "Note", "Amount"), strict=True):
        sheet[f"{at}11"] = words
    sheet["B5"], sheet["C5"] = "Total", total
    if table:
        sheet.add_table(Table(displayName="Claims", ref=f"A11:F{11 + rows}"))
    return book


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def fill(
    book: Workbook, count: int = 15, mapping: str = MAPPED, status: ReturnStatus = ReturnStatus.SUBMITTED
) -> FilledForm:
    facts = build_return(tuple(make_line(number) for number in range(1, count + 1)), status=status)
    return fill_form(read_form(saved(book), "form.xlsx"), read_mapping(mapping), facts)


def claim_of(content: bytes, *, values: bool = False) -> Worksheet:
    found = load_workbook(io.BytesIO(content), data_only=values)["Claim"]
    assert isinstance(found, Worksheet)
    return found


def recalculated(content: bytes, folder: Path) -> Worksheet:
    """Give the sheet as LibreOffice works it out."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed here: that it comes to the same is NOT tested")
    (folder / "filled.xlsx").write_bytes(content)
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
        "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), str(folder / "filled.xlsx"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return claim_of((folder / "out" / "filled.xlsx").read_bytes(), values=True)


@pytest.mark.parametrize("mapping", [MAPPING, MAPPED], ids=["unmapped", "mapped"])
@pytest.mark.parametrize(
    "total", ["=SUM(Claims[Amount])", "=SUM(Claims[[#Data],[Amount]])"], ids=["column", "data"]
)
def test_a_table_of_two_rows_grows_with_fifteen_lines(total: str, mapping: str, tmp_path: Path) -> None:
    filled = fill(form_of(total, table=True, rows=2), mapping=mapping)
    assert [(each.theirs, each.agrees) for each in filled.totals] == [("£5,250.00", True)]
    sheet = claim_of(filled.content)
    assert sheet.tables["Claims"].ref == "A11:F26"
    assert sheet.tables["Claims"].autoFilter.ref == "A11:F26"
    assert claim_of(filled.content, values=True)["C5"].value == 5250
    assert recalculated(filled.content, tmp_path)["C5"].value == 5250


@pytest.mark.parametrize("mapping", [MAPPING, MAPPED], ids=["unmapped", "mapped"])
def test_a_range_that_is_cut_short_is_refused_naming_the_cell(mapping: str) -> None:
    book = form_of("=SUM(F12:F16)")
    told = "Claim!C5 reads the lines in rows 12 to 16 alone, and they stand in F12 to F26."
    assert told in fill(book, mapping=mapping, status=ReturnStatus.DRAFT).told()
    with pytest.raises(RuleBroken, match="does not add up") as refused:
        fill(book, mapping=mapping)
    assert told in str(refused.value)
    differs = "Claim!C5 comes to £1,750.00 and differs from amount claimed, £5,250.00."
    assert (differs in str(refused.value)) is (mapping == MAPPED)
    assert fill(book, count=5, mapping=mapping).totals[0].agrees


def test_a_named_range_is_followed() -> None:
    book = form_of("=SUM(Amounts)")
    book.defined_names["Amounts"] = DefinedName("Amounts", attr_text="Claim!$F$12:$F$16")
    with pytest.raises(RuleBroken, match="Claim!C5 reads the lines in rows 12 to 16 alone"):
        fill(book)
    assert fill(book, count=5).totals[0].agrees


def test_parts_that_are_added_up_elsewhere_leave_nothing_out(tmp_path: Path) -> None:
    book = form_of("=D5+E5")
    sheet = book["Claim"]
    sheet["D5"], sheet["E5"] = "=SUM(F12:F20)", "=SUM(F21:F60)"
    filled = fill(book)
    assert filled.totals[0].agrees
    assert recalculated(filled.content, tmp_path)["C5"].value == 5250


def test_a_column_that_is_worked_out_row_by_row_must_reach_every_line() -> None:
    book = form_of("=SUM(F12:F60)")
    sheet = book["Claim"]
    for row in range(12, 17):
        sheet[f"H{row}"] = f"=F{row}-10"
    sheet["C6"] = "=SUM(H12:H16)"
    with pytest.raises(RuleBroken, match="Claim!C6 reads the lines in rows 12 to 16 alone"):
        fill(book)


def test_figures_left_in_a_form_are_found_in_a_total_that_nobody_mapped() -> None:
    book = form_of("=SUM(F12:F60)")
    book["Claim"]["F40"] = 99
    with pytest.raises(
        RuleBroken, match=r"Claim!C5 comes to £5,349\.00 and differs from amount claimed, £5,250\.00"
    ):
        fill(book, mapping=MAPPING)


@pytest.mark.parametrize(
    ("hinder", "told"),
    [
        ("note", "E20 below it is filled"),
        ("formula", "each row of its column Note has a formula"),
        ("table", "the table Officers begins below it"),
        ("totals", "it has a row of totals below"),
    ],
)
def test_a_table_that_cannot_grow_is_named_with_the_reason(hinder: str, told: str) -> None:
    book = form_of("=SUM(Claims[Amount])", table=True, rows=2)
    sheet = book["Claim"]
    table = sheet.tables["Claims"]
    if hinder == "note":
        sheet["E20"] = "Officer use"
    elif hinder == "formula":
        table._initialise_columns()
        for column, cell in zip(table.tableColumns, sheet["A11:F11"][0], strict=True):
            column.name = cell.value
        table.tableColumns[4].calculatedColumnFormula = TableFormula(attr_text="Claims[[#This Row],[No]]*2")
    elif hinder == "table":
        sheet["E22"], sheet["E23"] = "Officer", None
        sheet.add_table(Table(displayName="Officers", ref="E22:E23"))
        sheet["E22"] = "Officer"
    else:
        table.ref, table.totalsRowCount = "A11:F14", 1
    with pytest.raises(RuleBroken) as refused:
        fill(book)
    said = str(refused.value)
    assert "The table Claims ends in row 13, the lines in row 26, and it cannot grow" in said
    assert told in said or (hinder == "table" and "E22 below it is filled" in said)


def test_cells_joined_across_each_row_of_a_list_are_filled_in(tmp_path: Path) -> None:
    book = form_of("=SUM(F12:F40)")
    for row in range(12, 41):
        book["Claim"].merge_cells(f"B{row}:E{row}")
    filled = fill(book)
    assert claim_of(filled.content)["B14"].value
    assert recalculated(filled.content, tmp_path)["C5"].value == 5250
    book["Claim"].merge_cells("A20:A22")
    with pytest.raises(RuleBroken, match=r"has 8 rows for lines on “Claim”.* and the return has 15"):
        fill(book)


def test_rows_that_the_form_lacks_look_as_their_column_does() -> None:
    book = form_of("=SUM(F:F)")
    book["Claim"].column_dimensions["F"].number_format = '"£"#,##0.00'
    book["Claim"].column_dimensions["B"].border = Border(left=Side("thin"))
    sheet = claim_of(fill(book).content)
    assert {sheet[f"F{row}"].number_format for row in range(12, 27)} == {'"£"#,##0.00'}
    assert sheet["B20"].border.left.style == "thin"


def test_no_place_for_adjustments_is_said_before_there_are_any() -> None:
    book = form_of("=SUM(F12:F60)")
    words = "The form has no place for adjustments: a return that has some cannot be submitted with it."
    assert words in fill(book, status=ReturnStatus.DRAFT).told()
    facts = build_return((make_line(1),), (make_adjustment(2),))
    with pytest.raises(RuleBroken, match="the form has a place for lines alone"):
        fill_form(read_form(saved(book), "form.xlsx"), read_mapping(MAPPED), facts)
    block = '"adjustments": {"sheet": "Claim", "first_row": 12, "columns": {"J": "amount"}}, "lines"'
    both = fill(book, mapping=MAPPED.replace('"lines"', block, 1), status=ReturnStatus.DRAFT)
    assert words not in both.told()

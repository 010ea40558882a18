"""A funder's own form: its look stays, values are typed, formulas stay, totals are compared."""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.drawing.image import Image
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture
from return_facts import build_return, make_adjustment, make_line

from aspire_desktop.documents.money.forms import fill_form, mapping_problems, read_form
from aspire_desktop.domain.money.funding import ReturnStatus
from aspire_desktop.domain.money.layout_mapping import read_mapping
from aspire_desktop.domain.money.layouts import FilledForm, FormMapping
from aspire_desktop.domain.office.errors import RuleBroken, Unreadable

MAPPING = """{
 "figures": {"reference": "Claim!C3", "period from": "Claim!C4", "period to": "Claim!D4",
             "net amount": "Claim!C5", "prepared by": "'Sign off'!B2"},
 "lines": {"sheet": "Claim", "first_row": 9,
           "columns": {"A": "line", "B": "participant", "C": "organisation",
                       "D": "threshold met on", "E": "amount"}},
 "totals": {"amount claimed": "Claim!E21", "places claimed": "Claim!A21"}
}"""


def claim_form(total: str = "=SUM(E9:E20)", rows: int = 12) -> bytes:
    """Make a form like a funder's: colours, joined cells, a picture, print set-up, formulas, twelve rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Claim"
    sheet["A1"] = "Claim for subsidised places"
    sheet["A1"].font = Font(bold=True, size=18, color="7A0019")
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("C3:E3")
    for at, words in (("A3", "Reference"), ("A4", "Period"), ("A5", "Amount"), ("A6", "Doubled")):
        sheet[at] = words
    sheet["C6"] = "=ROUND(C5*2,2)"
    sheet["E6"] = "=10+5"
    for column, words in zip("ABCDE", ("No.", "Name", "Council", "Since", "Amount"), strict=True):
        sheet[f"{column}8"] = words
    for row in range(9, 9 + rows):
        for column in "ABCDE":
            sheet[f"{column}{row}"].fill = PatternFill("solid", fgColor="FFF2CC")
        sheet[f"D{row}"].number_format = "dd/mm/yyyy"
        sheet[f"E{row}"].number_format = '"£"#,##0.00'
    sheet["A21"], sheet["E21"] = "=COUNTA(B9:B20)", total
    sheet["E22"] = "=E21-C5"
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "8:8"
    sheet.add_image(_picture(), "G1")
    book.create_sheet("Sign off")["A2"] = "Prepared by"
    return saved(book)


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _picture() -> Image:
    target = io.BytesIO()
    Picture.new("RGB", (40, 20), (122, 0, 25)).save(target, "PNG")
    target.seek(0)
    return Image(target)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for known, value in (parts(content) | {name: part}).items():
            archive.writestr(known, value)
    return target.getvalue()


def fill(
    content: bytes, mapping: str = MAPPING, count: int = 5, status: ReturnStatus = ReturnStatus.DRAFT
) -> FilledForm:
    facts = build_return(tuple(make_line(number) for number in range(1, count + 1)), status=status)
    return fill_form(read_form(content, "form.xlsx"), read_mapping(mapping), facts)


def sheet_of(content: bytes, name: str = "Claim", *, values: bool = False) -> Worksheet:
    found = load_workbook(io.BytesIO(content), data_only=values)[name]
    assert isinstance(found, Worksheet)
    return found


def test_values_are_typed_and_text_is_never_a_formula() -> None:
    sheet = sheet_of(fill(claim_form()).content)
    assert (sheet["C3"].value, sheet["C3"].data_type) == ("LGA-2026-Q2", "s")
    assert sheet["C4"].value.date() == date(2026, 7, 1)
    assert sheet["C4"].is_date
    assert (sheet["B9"].value, sheet["B9"].data_type) == ('=HYPERLINK("http://x")', "s")
    assert sheet["B9"].quotePrefix
    assert not sheet["B11"].quotePrefix or sheet["B11"].value[0] in "=+-@"
    assert sheet["E9"].value == 350
    assert sheet["E9"].number_format == '"£"#,##0.00'
    assert sheet["D9"].number_format == "dd/mm/yyyy"
    assert sheet_of(fill(claim_form()).content, "Sign off")["B2"].value


def test_the_look_of_the_form_stays() -> None:
    empty = claim_form()
    filled = fill(empty).content
    before, after = parts(empty), parts(filled)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml"}
    sheet = sheet_of(filled)
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A1:E1", "C3:E3"]
    assert sheet["A1"].font.color.rgb == "007A0019"
    assert sheet["B9"].fill.fgColor.rgb == "00FFF2CC"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$8:$8"
    assert "xl/media/image1.png" in after


def test_formulas_stay_and_those_that_add_up_carry_their_new_value() -> None:
    filled = fill(claim_form())
    formulas, values = sheet_of(filled.content), sheet_of(filled.content, values=True)
    assert formulas["E21"].value == "=SUM(E9:E20)"
    assert (values["E21"].value, values["A21"].value, values["E22"].value) == (1750, 5, 0)
    assert (formulas["C6"].value, values["C6"].value) == ("=ROUND(C5*2,2)", None)
    assert filled.open_formulas == 1
    assert "1 formula of the form will be worked out once Excel opens it" in filled.told()[-1]
    assert b'fullCalcOnLoad="1"' in parts(filled.content)["xl/workbook.xml"]


def test_totals_agree_differ_or_cannot_be_checked() -> None:
    assert [each.agrees for each in fill(claim_form()).totals] == [True, True]
    differing = fill(claim_form("=SUM(E9:E11)"))
    assert [str(each) for each in differing.differing] == [
        "Claim!E21 comes to £1,050.00 and differs from amount claimed, £1,750.00."
    ]
    for formula, because in (
        ("=SUMIF(B9:B20,1,E9:E20)", "does more than add up cells"),
        ("=SUM(E9:E20)*2", "does more than add up cells"),
        ("=E21", "comes back to itself"),
        ("='[1]Other'!E9", "reads another workbook"),
        ("Total", "holds a text"),
        (None, "nothing stands in it"),
        ("=SUM(C6,E9:E20)", "C6 in it cannot be worked out"),
    ):
        told = fill(claim_form(formula or "")).totals[1]
        assert told.theirs is None, formula
        assert because in str(told)


def test_a_submitted_return_refuses_a_form_that_differs() -> None:
    with pytest.raises(RuleBroken, match=r"does not add up\. Claim!E21 comes to £1,050\.00"):
        fill(claim_form("=SUM(E9:E11)"), status=ReturnStatus.SUBMITTED)


def test_more_lines_than_rows_are_a_named_problem() -> None:
    assert fill(claim_form("=SUM(E9:E20)"), count=12).totals[1].agrees
    with pytest.raises(
        RuleBroken, match=r"has 12 rows for lines on “Claim”, from row 9 .* and the return has 13"
    ):
        fill(claim_form(), count=13)


def test_rows_and_cells_that_the_form_lacks_are_made() -> None:
    mapping = MAPPING.replace('"first_row": 9', '"first_row": 40').replace('"A": "line"', '"H": "line"')
    sheet = sheet_of(fill(claim_form(), mapping, count=30).content)
    assert [sheet[f"H{row}"].value for row in range(40, 70)] == list(range(1, 31))
    assert sheet["D40"].is_date
    assert sheet.dimensions == "A1:H69"
    inserted = MAPPING.replace('"A": "line"', '"F": "line"')
    assert sheet_of(fill(claim_form(), inserted).content)["F13"].value == 5


def test_the_same_return_gives_the_same_bytes() -> None:
    form = claim_form()
    assert fill(form).content == fill(form).content


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Claim!C3", "Claim!D3", "Claim!D3, for reference, lies within joined cells. Name their first"),
        ("Claim!C3", "Claim!E21", "Claim!E21, for reference, holds a formula of the form. Check it as"),
        ("Claim!C3", "Sheet9!A1", "has no sheet “Sheet9”. It has: Claim, Sign off."),
        ('"first_row": 9', '"first_row": 8', "The lines: A8 of “Claim”, in the first row, is filled already"),
        ('"sheet": "Claim"', '"sheet": "Nope"', "The lines: the form has no sheet “Nope”"),
    ],
)  # fmt: skip
def test_what_a_form_cannot_take_is_named(old: str, new: str, told: str) -> None:
    mapping = read_mapping(MAPPING.replace(old, new).replace('"amount claimed": "Claim!E21", ', ""))
    [problem] = mapping_problems(read_form(claim_form(), "form.xlsx"), mapping)
    assert told in problem
    with pytest.raises(RuleBroken, match="The form cannot be filled in"):
        fill_form(read_form(claim_form(), "form.xlsx"), mapping, build_return((make_line(1),)))


def test_adjustments_have_a_place_or_are_named() -> None:
    facts = build_return((make_line(1),), (make_adjustment(2),))
    form = read_form(claim_form(), "form.xlsx")
    with pytest.raises(RuleBroken, match="has 1 adjustments, and the form has a place for lines alone"):
        fill_form(form, read_mapping(MAPPING), facts)
    columns = '"columns": {"A": "cause", "B": "amount"}'
    block = f'"adjustments": {{"sheet": "Sign off", "first_row": 5, {columns}}}, "lines"'
    filled = fill_form(form, read_mapping(MAPPING.replace('"lines"', block, 1)), facts)
    assert sheet_of(filled.content, "Sign off")["B5"].value == -350


def test_prefixed_and_sparse_sheets_are_filled_too() -> None:
    sheet = (
        '<?xml version="1.0" encoding="utf-8"?><x:worksheet '
        'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        '<x:row r="3" spans="1:1"/><x:row r="21"><x:c r="A21"><x:f>COUNTA(B9:B20)</x:f></x:c>'
        '<x:c r="E21" t="str"><x:f>SUM(E9:E20)</x:f><x:v>&gt; old</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    filled = fill(with_part(claim_form(), "xl/worksheets/sheet1.xml", sheet.encode()))
    values = sheet_of(filled.content, values=True)
    assert (values["C3"].value, values["B13"].value, values["E21"].value) == (
        "LGA-2026-Q2",
        "O'Neill, Siân",
        1750,
    )
    bare = sheet.replace("<x:sheetData>", "<x:sheetData/><!--").replace("</x:sheetData>", "-->")
    mapping = MAPPING.replace('"amount claimed": "Claim!E21", "places claimed": "Claim!A21"', "")
    empty = fill(with_part(claim_form(), "xl/worksheets/sheet1.xml", bare.encode()), mapping)
    assert sheet_of(empty.content)["E13"].value == 350


@pytest.mark.parametrize(
    ("name", "part", "told"),
    [
        ("xl/vbaProject.bin", b"x", "it has macros"),
        ("xl/worksheets/sheet1.xml", b"<!DOCTYPE a><a/>", "declares a document type"),
        ("xl/worksheets/sheet1.xml", b"<worksheet>", "damaged or was cut short"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row/></sheetData></worksheet>", "numbers"),
        (
            "xl/worksheets/sheet1.xml",
            b'<worksheet><sheetData><row r="1"><c/></row></sheetData></worksheet>',
            "where",
        ),
        ("xl/worksheets/sheet1.xml", '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16"), "UTF-8"),
        ("XL/STYLES.xml", b"<a/>", "two parts of it have one name"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_form_is_refused(name: str, part: bytes, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        read_form(with_part(claim_form(), name, part), "form.xlsx")


def test_other_files_are_refused() -> None:
    for content in (b"", b"name,council\n", b"PK\x03\x04", claim_form()[:900]):
        with pytest.raises(Unreadable, match=r"“form\.xlsx” cannot be a form"):
            read_form(content, "form.xlsx")
    book = re.sub(rb"<workbookPr\b", b'<workbookPr date1904="1"', parts(claim_form())["xl/workbook.xml"])
    with pytest.raises(Unreadable, match="from 1904"):
        read_form(with_part(claim_form(), "xl/workbook.xml", book), "form.xlsx")
    with pytest.raises(Unreadable, match="larger than 10 MB"):
        read_form(bytes(11 * 2**20), "form.xlsx")


def test_formulas_that_read_nothing_of_ours_keep_their_value() -> None:
    content = claim_form()
    sheet = parts(content)["xl/worksheets/sheet1.xml"].replace(b"<f>10+5</f><v />", b"<f>10+5</f><v>15</v>")
    sheet = sheet.replace(b"<f>10+5</f><v></v>", b"<f>10+5</f><v>15</v>")
    assert b"<v>15</v>" in sheet
    filled = fill(with_part(content, "xl/worksheets/sheet1.xml", sheet))
    assert sheet_of(filled.content, values=True)["E6"].value == 15


@settings(max_examples=30)
@given(
    st.lists(st.decimals("0.00", "9999.99", places=2), max_size=12),
    st.sampled_from(["E9:E20", "$E$9:$E$20", "E:E,-0"]),
)
def test_sums_come_to_what_a_person_adds_up(amounts: list[Decimal], reach: str) -> None:
    lines = tuple(make_line(number, amount=amount) for number, amount in enumerate(amounts, start=1))
    formula = f"=SUM({reach})" if "-" not in reach else "=SUM(E9:E12)+SUM(E13:E19)+E20"
    filled = fill_form(read_form(claim_form(formula), "f.xlsx"), read_mapping(MAPPING), build_return(lines))
    assert all(each.agrees for each in filled.totals)


def test_libreoffice_works_the_form_out_to_the_same(tmp_path: Path) -> None:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed here: that it reads the form is NOT tested")
    (tmp_path / "filled.xlsx").write_bytes(fill(claim_form()).content)
    command = [
        program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
        "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(tmp_path / "filled.xlsx"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    sheet = sheet_of((tmp_path / "out" / "filled.xlsx").read_bytes(), values=True)
    assert (sheet["E21"].value, sheet["A21"].value, sheet["C6"].value) == (1750, 5, 3500)


def test_an_empty_mapping_is_refused() -> None:
    assert FormMapping().figures == ()
    with pytest.raises(RuleBroken, match="takes nothing yet"):
        read_mapping("{}")

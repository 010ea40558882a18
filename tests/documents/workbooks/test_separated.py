import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aspire_desktop.documents.intake.intake import read_sheets
from aspire_desktop.domain.intake.cells import SheetRow
from aspire_desktop.domain.office.errors import Unreadable


def _read(folder: Path, content: bytes, name: str = "a.csv") -> tuple[SheetRow, ...]:
    (folder / name).write_bytes(content)
    (sheet,) = read_sheets(folder / name)
    return sheet.rows


def _refusal(folder: Path, content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        _read(folder, content)
    return refused.value.explanation.what


TWO = (SheetRow(1, ("Name", "Council")), SheetRow(2, ("Siân", "Telford & Wrekin")))


@pytest.mark.parametrize(
    "content",
    [
        "Name,Council\nSiân,Telford & Wrekin\n".encode(),
        "\ufeffName,Council\r\nSiân,Telford & Wrekin".encode(),
        "Name;Council\r\nSiân;Telford & Wrekin\r\n".encode("cp1252"),
        "Name\tCouncil\rSiân\tTelford & Wrekin\r".encode(),
        "Name\tCouncil\r\nSiân\tTelford & Wrekin\r\n".encode("utf-16"),
        "Name|Council\r\nSiân|Telford & Wrekin\r\n".encode(),
        "Name,Council\nSiân,Telford & Wrekin\n".encode("utf-16-le"),
        "sep=;\r\nName;Council\r\nSiân;Telford & Wrekin\r\n".encode(),
        '"Name";"Council"\n"Siân";"Telford & Wrekin"\n'.encode(),
    ],
)
def test_letters_and_separators_are_recognised(tmp_path: Path, content: bytes) -> None:
    assert _read(tmp_path, content) == TWO


def test_a_workbook_by_name_that_is_text_is_read_as_text(tmp_path: Path) -> None:
    assert _read(tmp_path, "Name,Council\nSiân,Telford & Wrekin\n".encode(), "a.xlsx") == TWO


def test_rows_have_the_numbers_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    rows = _read(tmp_path, b'Title\n\n"Name","Note"\n"Ann","two\nlines"\n,\nBo,"5"" disk"\n')
    assert [(row.number, row.cells) for row in rows] == [
        (1, ("Title",)),
        (3, ("Name", "Note")),
        (4, ("Ann", "two\nlines")),
        (6, ("Bo", '5" disk')),
    ]


def test_commas_in_texts_do_not_hide_semicolons(tmp_path: Path) -> None:
    rows = _read(tmp_path, b"Name;Job;Council\nAnn, Bo;HR, OD, pay;Walsall\nCy, Do;HR;Dudley\n")
    assert rows[1].cells == ("Ann, Bo", "HR, OD, pay", "Walsall")


def test_one_column_is_enough(tmp_path: Path) -> None:
    assert _read(tmp_path, b"Name\nWalsall Council\n")[1].cells == ("Walsall Council",)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "it is empty"),
        (b"\n , \n", "it is empty"),
        (b"\xef\xbb\xbf", "it is empty"),
        (b'Name,Council\nCy,Rugby\n"Ann,Walsall\nBo,Dudley\n', "opened in line 3 is not closed"),
        (b'Name,Council\n"Ann,Walsall\n"Bo",Dudley\nCy,Rugby\n', "opened in line 2 is not closed"),
        (b"<html><table><tr><td>Name</td></tr></table>", "web page"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html><table/></html>', "web page"),
        (
            b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "an XML workbook of Excel 2003",
        ),
        (b'<?xml version="1.0"?><person/>', "an XML file"),
        (b"%PDF-1.7\n", "a PDF, not a table"),
        (b"{\\rtf1 Name}", "a text document (RTF)"),
        (b"BEGIN:VCARD\r\nN:Bell;Ann\r\n", "a contact or a calendar"),
        (b'[{"Name": "Ann"}]', "a JSON file"),
        (b"ID;PSCALC3\nC;X1;Y1\n", "(.slk)"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\n', "(.dif)"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "neither a workbook"),
        (b"Name\x81\x8d\x02,Council", "neither a workbook"),
        (b"a," * 2_000, "1,000 columns"),
        (b"a\n" * 200_001, "200,000 rows"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes, says: str) -> None:
    assert says in _refusal(tmp_path, content)


def test_only_what_excel_opens_is_to_be_saved_there(tmp_path: Path) -> None:
    for content, do in ((b"%PDF-1.7\n", "Ask for the list"), (b"<html>", "Open it in Excel")):
        (tmp_path / "a.xls").write_bytes(content)
        with pytest.raises(Unreadable) as refused:
            read_sheets(tmp_path / "a.xls")
        assert refused.value.explanation.do.startswith(do)


def test_a_text_kept_by_a_formula_is_what_excel_shows(tmp_path: Path) -> None:
    rows = _read(tmp_path, b'Name,PO\nAnn,"=""0045001234"""\nBo,"=HYPERLINK(""x"")"\nCy,=1+1\n\x1a')
    assert [row.cells[1] for row in rows[1:]] == ["0045001234", '=HYPERLINK("x")', "=1+1"]


def test_a_stray_nought_spoils_one_cell_alone(tmp_path: Path) -> None:
    rows = _read(tmp_path, b"Name,Council\nAn\0n,Walsall Council\nBo,Dudley Council\n" + b"Cy,Rugby\n" * 20)
    assert rows[1].cells == ("An\0n", "Walsall Council")
    assert rows[2].cells == ("Bo", "Dudley Council")


def test_utf16_without_a_mark_may_hold_letters_of_other_alphabets(tmp_path: Path) -> None:
    content = "Name,Council\nSiân,Telford & Wrekin\nŴyn,Łódź\n" + "Ann,Walsall Council\n" * 5
    for code in ("utf-16-le", "utf-16-be"):
        assert _read(tmp_path, content.encode(code))[2].cells == ("Ŵyn", "Łódź")


def test_central_european_letters_are_read_where_they_show(tmp_path: Path) -> None:
    """“£ukasz” is how Windows-1250 shows in Windows-1252; a sum in pounds stays one."""
    content = "Name,Council\nŁukasz,Żółć\nJiří,Wiśniewski\n"
    assert [row.cells for row in _read(tmp_path, content.encode("cp1250"))[1:]] == [
        ("Łukasz", "Żółć"),
        ("Jiří", "Wiśniewski"),
    ]
    sums = "Name,Note\nZoë,£million\nRenée,£50k\nBjørn,£m\n"
    assert [row.cells for row in _read(tmp_path, sums.encode("cp1252"))[1:]] == [
        ("Zoë", "£million"),
        ("Renée", "£50k"),
        ("Bjørn", "£m"),
    ]


def test_a_stray_quotation_mark_is_let_pass(tmp_path: Path) -> None:
    rows = _read(tmp_path, b'Name,Note\nAnn,"old" house\nBo,5" disk\nCy,"two\nlines"\n')
    assert [row.number for row in rows] == [1, 2, 3, 4]


def test_a_folder_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="it is a folder"):
        read_sheets(tmp_path)
    with pytest.raises(Unreadable, match="no such file"):
        read_sheets(tmp_path / "none.csv")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_any_bytes_are_read_or_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(content.removeprefix(b"PK\x03\x04"))
    with contextlib.suppress(Unreadable):
        assert read_sheets(path)[0].rows

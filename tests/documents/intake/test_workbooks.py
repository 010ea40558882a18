import zipfile
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from systems import keeps_limits

from aspire_desktop.documents.intake.child_messages import (
    Failed,
    Finished,
    Gathered,
    Message,
    SheetBegins,
    SomeRows,
)
from aspire_desktop.documents.intake.intake import read_sheets
from aspire_desktop.documents.intake.workbook_reader import messages, send_all
from aspire_desktop.documents.intake.workbooks import read_in_child
from aspire_desktop.domain.intake.cells import Broken, Sheet, SheetRow, shown
from aspire_desktop.domain.office.errors import Unreadable

SHEET = "xl/worksheets/sheet1.xml"


def _workbook(path: Path, fill: Callable[[Worksheet], object]) -> Path:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    book.save(path)
    return path


def _names(sheet: Worksheet) -> None:
    sheet.append(["Name", "Council"])
    sheet.append(["Ann Bo", "Walsall"])


def _changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Write the workbook anew with one part changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _here(path: Path) -> Sheet:
    """Read in this process, as the child would: only for files that cannot hurt it."""
    gathered = Gathered()
    for message in messages(path):
        if isinstance(message, SheetBegins | SomeRows):
            gathered.take(message)
        else:
            assert isinstance(message, Finished)
            return gathered.sheets()[0]
    raise AssertionError("the last message is missing")


def _refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as refused:
        read_sheets(path)
    assert refused.value.explanation.safe
    assert refused.value.explanation.do
    return refused.value.explanation.what


def test_cells_keep_their_types_and_rows_their_numbers(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B3"], sheet["C3"], sheet["D3"] = "Siân", date(2026, 4, 3), time(9, 30)
        sheet["B7"], sheet["C7"] = 350.1, True
        sheet.row_dimensions[7].hidden = True

    (sheet,) = read_in_child(_workbook(tmp_path / "a.xlsx", fill))
    assert sheet.rows == (
        SheetRow(3, ("", "Siân", date(2026, 4, 3), time(9, 30))),
        SheetRow(7, ("", 350.1, True), hidden=True),
    )


def test_every_sheet_with_something_in_it_is_read_the_hidden_ones_last(tmp_path: Path) -> None:
    book = Workbook()
    hidden = book.create_sheet("Lists")
    hidden.append(["LGA"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Bookings").append(["Name"])
    book.create_sheet("More").append(["Else"])
    book.save(tmp_path / "a.xlsx")
    sheets = read_in_child(tmp_path / "a.xlsx")
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [
        ("Bookings", False),
        ("More", False),
        ("Lists", True),
    ]
    assert sheets[1].rows == (SheetRow(1, ("Else",)),)


def test_formulas_without_a_value_and_errors_are_named(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Name", "Council", "Note"])
        sheet.append(["Ann", '=A1&"<x>"', "ok"])
        sheet.append(["Cy", "#N/A"])
        sheet["E9"] = "=SUM(A1)"

    sheet = _here(_workbook(tmp_path / "a.xlsx", fill))
    formula, error = sheet.rows[1].cells[1], sheet.rows[2].cells[1]
    assert isinstance(formula, Broken)
    assert "B2" in formula.why
    assert formula.shown == '=A1&"<x>"'
    assert isinstance(error, Broken)
    assert shown(error) == "#N/A"
    assert sheet.rows[3].number == 9


def test_a_formula_with_a_stored_value_is_its_value(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "a.xlsx", lambda sheet: sheet.append(["=1+1", "=A1", '=""']))

    def store(xml: bytes) -> bytes:
        for value, kind in ((b"2", b""), (b"two", b' t="str"'), (b"", b' t="str"')):
            xml = xml.replace(b"<v></v>", b"<v>" + value + b"</v >", 1).replace(
                b"<v/>", b"<v>" + value + b"</v >", 1
            )
            cell = xml.rindex(b"<c ", 0, xml.index(b"</v >"))
            xml = xml[: cell + 2] + kind + xml[cell + 2 :]
            xml = xml.replace(b"</v >", b"</v>")
            xml = xml.replace(b"<f>", b"<f >", 1)
        return xml

    sheet = _here(_changed(path, SHEET, store))
    assert sheet.rows == (SheetRow(1, (2.0, "two")),)


def test_a_council_merged_over_several_people_stands_for_each(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (
            ["Bookings", ""],
            ["Name", "Council"],
            ["Ann", "Walsall"],
            ["Bo"],
            ["Cy"],
            ["Di", "Dudley"],
        ):
            sheet.append(row)
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("B3:B5")

    sheet = _here(_workbook(tmp_path / "a.xlsx", fill))
    assert [row.cells for row in sheet.rows][2:] == [
        ("Ann", "Walsall"),
        ("Bo", "Walsall"),
        ("Cy", "Walsall"),
        ("Di", "Dudley"),
    ]
    assert sheet.rows[0].cells == ("Bookings",)


def test_cells_that_are_only_coloured_far_away_do_no_harm(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "a.xlsx", _names)
    _changed(
        path,
        SHEET,
        lambda xml: xml.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
        ),
    )
    assert len(read_in_child(path)[0].rows) == 2


# Files that mean harm, or came to harm


def test_a_cell_in_the_farthest_corner(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "far.xlsx", _names)
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    assert "row 1,048,576" in _refusal(_changed(path, SHEET, lambda xml: xml.replace(b"</sheetData>", far)))


@pytest.mark.parametrize(
    "cell",
    ["c r='XFD1048576'", 'c r ="xfd1048576"', 'a-b:c r="XFD1048576"', 'c r="A99999999"', 'c r="FXSHRXX9"'],
)
def test_far_cells_in_unusual_spelling(tmp_path: Path, cell: str) -> None:
    path = _workbook(tmp_path / "far.xlsx", _names)
    far = f"<row r='9'><{cell}><v>1</v></{cell.split()[0]}></row></sheetData>".encode()
    assert "more than can be read" in _refusal(
        _changed(path, SHEET, lambda xml: xml.replace(b"</sheetData>", far))
    )


@keeps_limits
def test_a_reader_that_runs_out_of_memory_ends_alone(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "long.xlsx", _names)
    long = (
        b'<row r="9"><c r="A9" t="inlineStr"><is><t>'
        + b"a" * (140 * 2**20)
        + b"</t></is></c></row></sheetData>"
    )
    assert "more memory" in _refusal(_changed(path, SHEET, lambda xml: xml.replace(b"</sheetData>", long)))


def test_a_bomb(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "bomb.xlsx", _names)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/big.xml", "w") as part:
        for _ in range(200):
            part.write(bytes(2**20))
    assert path.stat().st_size < 2**20
    assert "unpacks to more than" in _refusal(path)


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "bomb.xlsx", _names)
    _changed(path, "xl/sharedStrings.xml", lambda _: b"<sst>" + bytes(30 * 2**20))
    content = path.read_bytes()
    size = (30 * 2**20 + 5).to_bytes(4, "little")
    assert size in content
    path.write_bytes(content.replace(size, (900).to_bytes(4, "little")))
    assert "damaged" in _refusal(path)


def test_thousands_of_parts(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "parts.xlsx", _names)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(2_100):
            archive.writestr(f"xl/media/{number}", b"")
    assert "parts" in _refusal(path)


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_a_document_type(tmp_path: Path, code: str) -> None:
    path = _workbook(tmp_path / "doctype.xlsx", _names)
    text = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sst/>'
    assert "document type" in _refusal(_changed(path, "xl/sharedStrings.xml", lambda _: text.encode(code)))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short(tmp_path: Path, share: float) -> None:
    path = _workbook(tmp_path / "cut.xlsx", _names)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    assert "damaged or was cut short" in _refusal(path)


def test_another_kind_of_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "not a workbook of Excel" in _refusal(tmp_path / "a.xlsx")


def test_an_empty_workbook(tmp_path: Path) -> None:
    assert "it is empty" in _refusal(_workbook(tmp_path / "a.xlsx", lambda sheet: None))


def test_a_password_and_the_old_format(tmp_path: Path) -> None:
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    (tmp_path / "locked.xlsx").write_bytes(magic + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    (tmp_path / "old.xls").write_bytes(magic)
    assert "protected with a password" in _refusal(tmp_path / "locked.xlsx")
    assert "damaged or was cut short" in _refusal(tmp_path / "old.xls")


def test_a_sheet_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["Name"])
    book.create_sheet("Far").append(["x"])
    book.save(tmp_path / "far.xlsx")
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = _changed(
        tmp_path / "far.xlsx",
        "xl/worksheets/sheet2.xml",
        lambda xml: xml.replace(b"</sheetData>", far),
    )
    first, second = read_in_child(path)
    assert first.rows == (SheetRow(1, ("Name",)),)
    assert second.rows == ()
    assert "row 1,048,576" in second.unread


def test_reading_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "a.xlsx", _names)
    with pytest.raises(Unreadable, match="took too long"):
        read_in_child(path, most_seconds=0)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return _workbook(tmp_path_factory.mktemp("whole") / "a.xlsx", _names).read_bytes()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused_in_words(
    whole: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    """The child's part runs here, without its limits: what it may raise must have words."""
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged.xlsx"
    path.write_bytes(content)
    assert isinstance(_last_message(path), Finished | Failed)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_workbook_of_odd_content_is_read_or_refused_in_words(
    whole: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    path = tmp_path / "odd.xlsx"
    path.write_bytes(whole)
    part = data.draw(
        st.sampled_from([SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
    )

    def odd(xml: bytes) -> bytes:
        at = data.draw(st.integers(0, len(xml)))
        return xml[:at] + data.draw(st.binary(max_size=6)) + xml[at + data.draw(st.integers(0, 6)) :]

    assert isinstance(_last_message(_changed(path, part, odd)), Finished | Failed)


def _last_message(path: Path) -> Message:
    sent: list[Message] = []
    send_all(sent.append, path)
    return sent[-1]

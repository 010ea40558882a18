"""Workbooks of other kinds than .xlsx: the same rows, the same hidden parts, the same limits."""

import shutil
import struct
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest
from binary_workbook import write_binary_workbook

from aspire_desktop.documents.intake.intake import read_sheets
from aspire_desktop.domain.intake.cells import Broken, Formatted, Sheet, shown
from aspire_desktop.domain.office.errors import Unreadable

FILES = Path(__file__).parents[1] / "files"


def _refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as refused:
        read_sheets(path)
    return refused.value.explanation.what


def _hidden(sheet: Sheet) -> list[int]:
    return [row.number for row in sheet.rows if row.hidden]


@pytest.mark.parametrize("name", ["kinds.ods", "kinds.xls"])
def test_a_list_of_libreoffice_is_read_with_what_it_hides_and_shows(name: str) -> None:
    names, more, old = read_sheets(FILES / name)
    assert [(sheet.name, sheet.hidden) for sheet in (names, more, old)] == [
        ("Names", False),
        ("More", False),
        ("Old", True),
    ]
    assert names.rows[0].cells == ("Title of the list",)
    assert (_hidden(names), set(names.hidden_columns), names.filtered) == ([4], {5}, False)
    ana, _wendy, sian, dee = (row.cells for row in names.rows[2:])
    assert ana[:2] == ("Ana", "Bell")
    assert (ana[4], ana[6]) == (Formatted(45001234, "0045001234"), date(2026, 4, 3))
    assert (sian[:2], sian[4]) == (("Siân", "O’Neill"), Formatted(731, "PO-00731"))
    assert isinstance(sian[5], Broken)
    assert (shown(sian[5]), "F5" in sian[5].why) == ("#DIV/0!", True)
    assert isinstance(dee[4], float)
    assert dee[4] > 10**15


def test_a_binary_workbook_is_read_with_what_it_hides_and_shows(tmp_path: Path) -> None:
    names, old = read_sheets(write_binary_workbook(tmp_path / "a.xlsb"))
    assert [(sheet.name, sheet.hidden) for sheet in (names, old)] == [("Names", False), ("Old", True)]
    assert (_hidden(names), set(names.hidden_columns)) == ([3], {3})
    assert names.rows[1].cells == ("Ana Bell", "Walsall", Formatted(45001234, "0045001234"), "a")
    error = names.rows[3].cells[3]
    assert isinstance(error, Broken)
    assert (shown(error), "D4" in error.why) == ("#N/A", True)


@pytest.mark.parametrize("ending", [".xls", ".xlsx", ".csv", ".ods", ""])
@pytest.mark.parametrize("name", ["kinds.ods", "kinds.xls"])
def test_a_file_is_read_as_what_it_is_whatever_its_name(tmp_path: Path, name: str, ending: str) -> None:
    path = Path(shutil.copy(FILES / name, tmp_path / f"renamed{ending}"))
    assert read_sheets(path)[0].name == "Names"


# Files that mean harm, or came to harm


def _opendocument(path: Path, change: Callable[[bytes], bytes], **more: bytes) -> Path:
    with zipfile.ZipFile(FILES / "kinds.ods") as whole, zipfile.ZipFile(path, "w") as archive:
        for name in ("mimetype", "content.xml", "styles.xml", "META-INF/manifest.xml"):
            content = more.get(name.rpartition("/")[2].partition(".")[0], whole.read(name))
            archive.writestr(name, change(content) if name == "content.xml" else content)
    return path


def test_rows_alike_a_million_times_are_refused_before_they_are_read(tmp_path: Path) -> None:
    def repeat(xml: bytes) -> bytes:
        return xml.replace(b"<table:table-row ", b'<table:table-row table:number-rows-repeated="900000" ', 1)

    assert "more than can be read" in _refusal(_opendocument(tmp_path / "a.ods", repeat))


def test_blank_rows_to_the_end_of_a_sheet_do_no_harm(tmp_path: Path) -> None:
    blank = b'<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'

    def append(xml: bytes) -> bytes:
        return xml.replace(b"</table:table>", blank + b"</table:table>")

    assert len(read_sheets(_opendocument(tmp_path / "a.ods", append))[0].rows) == 6


def test_a_row_hidden_by_a_filter_is_told_from_one_hidden_by_hand(tmp_path: Path) -> None:
    def filtered(xml: bytes) -> bytes:
        return xml.replace(
            b'table:style-name="ro1" table:visibility="collapse"',
            b'table:style-name="ro1" table:visibility="filter"',
        )

    names = read_sheets(_opendocument(tmp_path / "a.ods", filtered))[0]
    assert (_hidden(names), names.filtered) == ([4], True)


def test_other_documents_and_locked_ones_are_named(tmp_path: Path) -> None:
    text = b"application/vnd.oasis.opendocument.text"
    path = _opendocument(tmp_path / "a.ods", lambda xml: xml, mimetype=text)
    assert "of another kind" in _refusal(path)
    path = _opendocument(tmp_path / "b.ods", lambda xml: xml, manifest=b"<m><m:encryption-data/></m>")
    assert "protected with a password" in _refusal(path)
    path = _opendocument(tmp_path / "c.ods", lambda xml: xml.replace(b"?>", b"?><!DOCTYPE x>", 1))
    assert "document type" in _refusal(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("name", ["kinds.ods", "kinds.xls"])
def test_a_file_cut_short_is_called_damaged(tmp_path: Path, name: str, share: float) -> None:
    content = (FILES / name).read_bytes()
    (tmp_path / name).write_bytes(content[: int(len(content) * share)])
    assert "damaged or was cut short" in _refusal(tmp_path / name)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", ["ods", "xls", "xlsb"])
def test_a_damaged_file_is_read_or_refused_in_words(tmp_path: Path, kind: str, seed: int) -> None:
    path = tmp_path / f"damaged.{kind}"
    whole = write_binary_workbook(path) if kind == "xlsb" else FILES / f"kinds.{kind}"
    content, chance = bytearray(whole.read_bytes()), Random(seed)
    for _ in range(chance.randint(1, 6)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path.write_bytes(content)
    told = ""
    try:
        read_sheets(path)
    except Unreadable as refused:
        told = refused.explanation.what
    assert not told or "could not be read, because" in told


def test_workbooks_older_than_excel_97_are_named(tmp_path: Path) -> None:
    content = (FILES / "kinds.xls").read_bytes()
    begins = struct.pack("<HHH", 0x0809, 16, 0x0600)
    assert begins in content
    (tmp_path / "old.xls").write_bytes(content.replace(begins, struct.pack("<HHH", 0x0809, 16, 0x0500)))
    assert "older than Excel 97" in _refusal(tmp_path / "old.xls")


def test_what_is_whole_and_not_understood_is_not_called_damaged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    told = _refusal(tmp_path / "a.xlsx")
    assert "damaged" not in told
    assert "not laid out" in told


def test_a_long_text_file_is_read_by_a_child_within_its_limits(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("Name,Council\n" + "Siân Rees,Walsall Council\n" * 60_000, encoding="utf-8")
    (sheet,) = read_sheets(path)
    assert (len(sheet.rows), sheet.rows[-1].cells) == (60_001, ("Siân Rees", "Walsall Council"))
    path.write_bytes(b"\n" * (4 * 2**20))
    assert "200,000 rows" in _refusal(path)
    path.write_bytes(b"a," * 2**20)
    assert "1,000 columns" in _refusal(path)
    path.write_bytes(b"a" * (2 * 2**20))
    assert "a cell holds more than" in _refusal(path)

"""A list as a workbook and in print: real dates and pounds, text that is never worked out."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from aspire_desktop.documents.office.lists import list_pdf, list_workbook
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.files import FileFacts
from aspire_desktop.domain.office.lists import MOST_PRINTED, Kind, ShownColumn, ShownList

FILE = FileFacts("Ann", datetime(2026, 10, 7, 9, 0, tzinfo=UTC), "0.3", ("Region: West Midlands",))
COLUMNS = (
    ShownColumn("Name", width=30),
    ShownColumn("Finished", Kind.DATE),
    ShownColumn("Net £", Kind.MONEY),
    ShownColumn("Places", Kind.COUNT),
)
FINISHED = datetime.fromisoformat("2026-10-07")
DANGEROUS = ("=1+1", "+44 121", "-2", "@SUM(A1)", '=HYPERLINK("http://x")')


def _list(count: int = 1, name: str = "Folake Adebayo") -> ShownList:
    row = (name, date(2026, 10, 7), Decimal("350.50"), 3)
    return ShownList("Alumni", COLUMNS, [row] * count, count, ("Region: West Midlands",))


def _sheet(content: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(content))["List"]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_dates_and_pounds_are_values_in_the_workbook() -> None:
    sheet = _sheet(list_workbook(_list(), "Office", FILE))
    assert [cell.value for cell in sheet[1]] == ["Name", "Finished", "Net £", "Places"]
    assert [cell.value for cell in sheet[2]] == ["Folake Adebayo", FINISHED, 350.5, 3]
    assert sheet.freeze_panes == "B2"
    assert not sheet.protection.sheet


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_looks_like_a_formula_is_text_and_stays_text_when_it_is_typed_over(text: str) -> None:
    cell = _sheet(list_workbook(_list(name=text), "Office", FILE))["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix


def test_a_list_of_nothing_says_so_and_opens() -> None:
    sheet = _sheet(list_workbook(_list(0), "Office", FILE))
    assert sheet["A2"].value == "No rows are in this list"
    assert "There is nothing in this list." in _pages(list_pdf(_list(0), "Office", FILE))[0]


def _pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def test_print_says_what_was_filtered_and_repeats_the_headings() -> None:
    words = ShownList("Alumni", COLUMNS, [("Folake Adebayo", "7 Oct 2026", "350.50", "3")] * 80, 80)
    pages = _pages(list_pdf(words, "West Midlands Employers", FILE))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert "Name Finished Net £ Places" in page
        assert "Made on 7 October 2026, 10:00 by Ann." in page
        assert page.endswith(f"Page {number} of {len(pages)}")
    assert "Rows 80 Filters Region: West Midlands" in pages[0]
    assert sum(page.count("7 Oct 2026") for page in pages) == 80


def test_groups_stand_under_their_headings_in_print() -> None:
    columns = (ShownColumn("Programme"), *COLUMNS[:1])
    rows = [("Aspire", "Ada"), ("Aspire", "Bea"), ("Inspire OD", "Cy")]
    [page] = _pages(list_pdf(ShownList("Alumni", columns, rows, 3, grouped=True), "Office", FILE))
    assert page.count("Aspire") == 1
    assert page.index("Bea") < page.index("Inspire OD") < page.index("Cy")


def test_a_list_too_long_to_print_is_refused() -> None:
    with pytest.raises(RuleBroken, match=f"{MOST_PRINTED:,} can be printed at once"):
        list_pdf(_list(MOST_PRINTED + 1), "Office", FILE)
    assert list_pdf(_list(MOST_PRINTED // 50), "Office", FILE)


@given(st.lists(st.sampled_from(["Role", "role", "ROLE 2", "Role 2", "role 3", "Name"]), min_size=1))
def test_no_two_headings_of_a_table_are_alike(headings: list[str]) -> None:
    rows = [tuple(map(str, range(len(headings))))]
    shown = ShownList("People", [ShownColumn(each) for each in headings], rows, 1)
    sheet = _sheet(list_workbook(shown, "Office", FILE))
    names = [str(cell.value) for cell in sheet[1]]
    assert sheet.tables["Rows"].column_names == names
    assert len({name.casefold() for name in names}) == len(headings)
    assert all(name.startswith(heading) for name, heading in zip(names, headings, strict=True))

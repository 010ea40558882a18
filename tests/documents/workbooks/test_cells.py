"""Text stays text, whatever it begins with; what no cell can hold is refused or shown as replaced."""

from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.documents.workbooks.cells import Formula, cell_xml, clean
from aspire_desktop.documents.workbooks.wrapping import lines_needed
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import LONGEST_TEXT


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+44 20", "-Ann", "@x", "0045", "1e5", "TRUE"])
def test_text_is_never_a_formula_or_a_figure(text: str) -> None:
    cell = ElementTree.fromstring(cell_xml("B2", text, 3))
    assert cell.get("t") == "inlineStr"
    assert cell.findtext("is/t") == text
    assert cell.find("f") is None


@given(st.text(st.characters()))
def test_any_text_becomes_sound_xml(text: str) -> None:
    cell = ElementTree.fromstring(cell_xml("A1", text, 0).encode())
    found = cell.findtext("is/t") or ""
    assert found.replace("_x005F_", "_") == clean(text).replace("_x005F_", "_")


def test_control_and_direction_characters_are_shown_as_replaced() -> None:
    assert clean("Bell\x07 \u202egnirts") == "Bell\N{REPLACEMENT CHARACTER} \N{REPLACEMENT CHARACTER}gnirts"
    assert clean("a\r\nb\rc\td") == "a\nb\nc\td"


def test_text_that_excel_would_unescape_is_escaped() -> None:
    assert "_x005F_x0041_" in cell_xml("A1", "_x0041_", 0)


@pytest.mark.parametrize("text", ["x" * (LONGEST_TEXT + 1), "😀" * (LONGEST_TEXT // 2 + 1)])
def test_text_too_long_for_a_cell_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken, match="longer than"):
        cell_xml("A1", text, 0)


def test_the_longest_text_is_kept_whole() -> None:
    assert len(clean("x" * LONGEST_TEXT)) == LONGEST_TEXT


def test_figures_and_dates_are_typed() -> None:
    assert cell_xml("A1", Decimal("-0.10"), 2) == '<c r="A1" s="2"><v>-0.10</v></c>'
    assert cell_xml("A1", date(2026, 9, 23), 2) == '<c r="A1" s="2"><v>46288</v></c>'
    assert (
        cell_xml("A1", datetime(2026, 7, 1, 11, 0, tzinfo=UTC), 2)
        == '<c r="A1" s="2"><v>46204.500000</v></c>'
    )
    assert "<t>1066-10-14</t>" in cell_xml("A1", date(1066, 10, 14), 2)


def test_a_formula_carries_its_value() -> None:
    assert cell_xml("A1", Formula('IF(B1<2,"a","b")', "a"), 1) == (
        '<c r="A1" s="1" t="str"><f>IF(B1&lt;2,"a","b")</f><v>a</v></c>'
    )


def test_unknown_is_empty() -> None:
    assert cell_xml("A1", None, 4) == cell_xml("A1", "", 4) == '<c r="A1" s="4"/>'


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("ten letter", 1), ("eleven lette", 2), ("a\nb", 2), ("x" * 25, 3), ("a " * 9, 2)],
)
def test_lines_needed_by_ten_letters(text: str, lines: int) -> None:
    assert lines_needed(text, 10) == lines

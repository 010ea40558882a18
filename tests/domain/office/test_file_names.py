"""File names that Windows takes, whatever people are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.office.file_names import LONGEST, file_name


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("WME-ASP-2026-0001", "Siân O’Neill"), "WME-ASP-2026-0001 Siân O’Neill.pdf"),
        (('a/b\\c:d*e?f"g<h>i|j',), "a-b-c-d-e-f-g-h-i-j.pdf"),
        (("tab\tand\0null\u202e",), "tab andnull.pdf"),
        (("AUX",), "_AUX.pdf"),
        (("aux .x",), "_aux .x.pdf"),
        (("com¹",), "_com¹.pdf"),
        (("CONIN$",), "_CONIN$.pdf"),
        (("Console",), "Console.pdf"),
        (("...", " "), "file.pdf"),
        (("dot. ",), "dot.pdf"),
    ],
)
def test_names_are_cleaned(parts: tuple[str, ...], name: str) -> None:
    assert file_name(*parts, ending=".pdf") == name


def test_taken_names_get_a_counter() -> None:
    taken = ["Register.PDF", "register (2).pdf"]
    assert file_name("Register", ending=".pdf", taken=taken) == "Register (3).pdf"
    long = file_name("x" * 200, ending=".pdf")
    again = file_name("x" * 200, ending=".pdf", taken=[long])
    assert len(long) == len(again) == LONGEST
    assert again.endswith("x (2).pdf")


@given(st.lists(st.text(max_size=150), min_size=1, max_size=3))
def test_any_text_makes_a_name_that_can_be_written(parts: list[str]) -> None:
    name = file_name(*parts, ending=".pdf")
    assert len(name) <= LONGEST
    assert len(name.encode()) <= 255
    assert name.endswith(".pdf")
    assert len(name) > len(".pdf")
    assert not set(name) & set('<>:"/\\|?*\0\n\t')
    assert name.strip() == name

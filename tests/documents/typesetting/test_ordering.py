"""Letters are seen in the order of Unicode Annex 9, as another implementation of it has them."""

import bidi
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aspire_desktop.documents.typesetting.ordering import as_seen, levels_of, mirrored

LETTERS = "ab12 ()[]{}-.,&/%+“אבגשלוםاب٣4\u05b8\u0650"


def seen(text: str) -> str:
    return "".join(text[place] for place in as_seen(levels_of(text)))


@pytest.mark.parametrize(
    ("typed", "looks"),
    [
        ("Ann שרה (2)", "Ann (2) הרש"),
        ("שרה (2) Ann", "Ann (2) הרש"),
        ("Sarah (שרה) Levi", "Sarah (הרש) Levi"),
        ("שרה [HR] לוי", "יול [HR] הרש"),
        ("Council שרה (A1)", "Council הרש (A1)"),
        ("Ann (2)", "Ann (2)"),
    ],
)
def test_figures_in_brackets_stay_in_them(typed: str, looks: str) -> None:
    levels = levels_of(typed)
    looking = [mirrored(typed[at]) if levels[at] % 2 else typed[at] for at in as_seen(levels)]
    assert "".join(looking) == looks


@settings(max_examples=500)
@given(st.text(LETTERS, min_size=1, max_size=14).map(str.strip).filter(bool))
def test_every_order_is_that_of_another_implementation(text: str) -> None:
    way = "LR"[bidi.get_base_level(text)]
    assert seen(text) == bidi.get_display(text, base_dir=way)

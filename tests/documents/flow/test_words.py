"""Texts break into lines that hold all of them, and part over pages without leaving one line alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.documents.flow.breaking import Span, broken, line_width
from aspire_desktop.documents.flow.canvas import Tag
from aspire_desktop.documents.flow.styles import BODY
from aspire_desktop.documents.flow.words import Words
from aspire_desktop.documents.typesetting.shaping import shape
from aspire_desktop.documents.typesetting.typefaces import SANS, SEMIBOLD
from aspire_desktop.documents.typesetting.typesetting import base_of

LETTERS = st.sampled_from("aW -–/.’éŵж") | st.sampled_from("محש王한ปि")
TEXTS = st.text(alphabet=LETTERS, min_size=1, max_size=120)


@given(TEXTS, TEXTS, st.floats(30, 300))
def test_lines_hold_the_whole_text_and_fit(first: str, second: str, width: float) -> None:
    spans = (Span(first, SANS), Span(second, SEMIBOLD))
    lines = broken(spans, 10.0, width)
    assert "".join(span.text for line in lines for span in line) == first + second
    assert all(line_width(line, 10.0) <= width + 0.6 for line in lines)


def test_no_line_ends_between_words_that_no_space_parts() -> None:
    spans = (Span("From absence to wellbeing", SEMIBOLD), Span(", presented to a panel", SANS))
    for width in range(40, 200, 5):
        starts = [line[0].text for line in broken(spans, 10.0, float(width))]
        assert not any(start.startswith(",") for start in starts[1:] if width > 60)


@pytest.mark.parametrize("lines", range(2, 9))
def test_no_line_of_a_paragraph_stands_alone(lines: int) -> None:
    words = Words("Every figure is taken from the same places. " * lines, BODY, Tag("P"))
    _, height = words.wrap(250, 1000)
    whole = round(height / BODY.leading)
    for room in range(whole + 1):
        parts = words.split(250, room * BODY.leading + 1)
        counts = [round(part.wrap(250, 1000)[1] / BODY.leading) for part in parts]
        assert not parts or sum(counts) == whole
        assert 1 not in counts


def test_a_line_keeps_the_direction_of_its_paragraph() -> None:
    line = "محمد of Walsall"
    alone, within = shape(line, SANS), shape(line, SANS, base_of("Chaired by محمد of Walsall"))
    assert within[0].leftwards
    assert not within[-1].leftwards
    assert alone[-1].leftwards


def test_a_letter_without_a_typeface_stands_as_its_number() -> None:
    words = Words([Span("a \U0001f600 ", SANS), Span("b", SEMIBOLD)], BODY, Tag("P"))
    assert "".join(span.text for span in words.spans) == "a [U+1F600] b"

"""Letters stand as close as their typeface says, and no kerning is lost between measuring and printing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.documents.typesetting.ink import Colour, Ink
from aspire_desktop.documents.typesetting.typefaces import ITALIC, SANS, SEMIBOLD, SERIF, typeface
from aspire_desktop.documents.typesetting.typesetting import line_of

FACES = (SERIF, ITALIC, SANS, SEMIBOLD)


@pytest.mark.parametrize("name", FACES)
def test_capitals_that_lean_apart_are_set_closer(name: str) -> None:
    face = typeface(name)
    apart = face.advance("V") + face.advance("A")
    assert line_of("VA", name).width < apart
    assert line_of("HH", name).width == 2 * face.advance("H")


@pytest.mark.parametrize("name", FACES)
def test_kerns_are_moderate(name: str) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzŴŷŁâ’- ."
    kerns = [line_of(left + right, name).kerns[0] for left in letters for right in letters]
    assert -300 <= min(kerns) < 0
    assert max(kerns) <= 200


@pytest.mark.parametrize("name", FACES)
@pytest.mark.parametrize("letter", ["ʿ", "΄"])
def test_a_letter_that_the_typeface_calls_a_mark_keeps_its_width(name: str, letter: str) -> None:
    assert line_of(f"H{letter}H", name).kerns == (0, 0, 0)


@given(st.text(alphabet="AVTofi Wy’-.ŴŁ", max_size=30))
def test_a_line_is_as_wide_as_its_letters_and_kerns(text: str) -> None:
    face = typeface(SERIF)
    line = line_of(text, SERIF)
    assert len(line.kerns) == len(line.letters)
    assert line.width == sum(map(face.advance, line.letters)) + sum(line.kerns)


@given(st.text(alphabet="AVTofi W()\\y’-.Ŵł", max_size=30))
def test_every_letter_is_shown(text: str) -> None:
    ink = Ink(100, 100)
    ink.text(text, 0, 0, SERIF, 10, Colour(0, 0, 0))
    assert ink.letters[SERIF] == set(line_of(text, SERIF).letters)


def test_ligatures_stand_in_the_serif_only() -> None:
    assert line_of("Griffin fly", SERIF).letters == "Griﬃn ﬂy"
    assert line_of("Griffin fly", SANS).letters == "Griffin fly"

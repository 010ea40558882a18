"""One slip in a word of four letters or more is forgiven, whatever the slip and wherever; two are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.home.search import nearly_begins, nearly_holds, pieces

LETTERS = st.text("abcdefghij", min_size=1, max_size=1)
WORDS = st.text("abcdefghij", min_size=5, max_size=12)


@given(WORDS, LETTERS, st.data())
def test_one_slip_is_forgiven_and_leaves_a_piece_whole(word: str, letter: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    slips = [
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
    ]
    for slip in slips:
        assert nearly_begins(word, slip), slip
        assert any(piece in word for piece in pieces(slip)), slip


@pytest.mark.parametrize(
    ("typed", "near"),
    [("sandhu", True), ("sanhd", True), ("snadhu", True), ("sxndxu", False), ("zan", False), ("san", True)],
)
def test_a_beginning_is_enough_and_two_slips_are_too_many(typed: str, near: bool) -> None:
    assert nearly_begins("sandhu", typed) is near


def test_each_word_may_have_a_slip_and_apostrophes_count_for_nothing() -> None:
    assert nearly_holds("Siân O’Neill, HR Adviser", ["sain", "onell"])
    assert not nearly_holds("Siân O’Neill, HR Adviser", ["sian", "walsall"])

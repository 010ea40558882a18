"""Several words in one column come back as they went in."""

from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.office.values import joined, parted, tidy, unparted

_typed = st.text(st.sampled_from("ab |"), max_size=12)


@given(st.lists(_typed))
def test_what_is_joined_is_parted_again(typed: list[str]) -> None:
    words = [word for each in typed if (word := unparted(each))]
    assert parted(joined(words)) == tuple(words)


@given(_typed)
def test_only_what_stands_between_words_is_taken_from_one(typed: str) -> None:
    assert unparted(typed) == tidy(typed.replace("|", " "))

"""Small values as people write them."""

import pytest

from aspire_desktop.domain.office.values import enumerated


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), ""),
        (("Aspire",), "Aspire"),
        (("Aspire", "Lead"), "Aspire and Lead"),
        (("Aspire", "Lead", "Inspire"), "Aspire, Lead and Inspire"),
    ],
)
def test_several_things_are_told_as_a_sentence_has_them(words: tuple[str, ...], told: str) -> None:
    assert enumerated(iter(words)) == told

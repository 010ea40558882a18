"""Small values as people write them."""

import pytest

from aspire_desktop.domain.office.people import listed_name
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


@pytest.mark.parametrize(
    ("given", "family", "told"),
    [("Folake", "Adebayo", "Adebayo, Folake"), ("", "Adebayo", "Adebayo"), ("Folake", "", "Folake")],
)
def test_a_name_in_a_list_has_no_comma_alone(given: str, family: str, told: str) -> None:
    assert listed_name(given, family) == told

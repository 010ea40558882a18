"""The order in which people are listed."""

from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.office.people import listing_key
from aspire_desktop.domain.office.values import fold

NAMES = st.text(st.sampled_from("aAbéÖł -'"), max_size=6).map(str.strip)


@given(st.lists(st.tuples(NAMES, NAMES), max_size=6))
def test_people_are_listed_by_family_name_then_given_name_without_case_and_accents(
    names: list[tuple[str, str]],
) -> None:
    by_key = sorted(names, key=lambda name: listing_key(*name))
    assert by_key == sorted(names, key=lambda name: (fold(name[1]), fold(name[0])))


def test_a_longer_family_name_comes_after_the_shorter_one_whoever_bears_it() -> None:
    assert listing_key("Zoe", "De Souza") < listing_key("Ana", "de Souza Lima")

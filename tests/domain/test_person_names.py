import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aspire_desktop.domain.person_names import PersonName, split_name


@pytest.mark.parametrize(
    ("text", "given_name", "family_name"),
    [
        ("Adeyinka Bello", "Adeyinka", "Bello"),
        ("O'Neill, Siân", "Siân", "O'Neill"),
        ("Siân O'Neill", "Siân", "O'Neill"),
        ("Anna van der Berg", "Anna", "van der Berg"),
        ("van der Berg, Anna", "Anna", "van der Berg"),
        ("Maria de la Cruz Santos", "Maria", "de la Cruz Santos"),
        ("Mary Jane Watson", "Mary Jane", "Watson"),
        ("Dr Jane Smith", "Jane", "Smith"),
        ("Mrs. Jane Smith-Jones OBE", "Jane", "Smith-Jones"),
        ("Jane Smith, MCIPD", "Jane", "Smith"),
        ("Jane Smith, Chartered FCIPD, MBA", "Jane", "Smith"),
        ("Smith, Dr Jane", "Jane", "Smith"),
        ("Jane Smith (she/her)", "Jane", "Smith"),
        ("KOWALCZYK Joanna", "Joanna", "KOWALCZYK"),
        ("Joanna KOWALCZYK", "Joanna", "KOWALCZYK"),
        ("JOANNA KOWALCZYK", "JOANNA", "KOWALCZYK"),
        ("Bo Li", "Bo", "Li"),
        ("Madonna", "Madonna", ""),
        ("Dr Smith", "", "Smith"),
        ("", "", ""),
        (",", "", ""),
    ],
)
def test_full_names_come_apart(text: str, given_name: str, family_name: str) -> None:
    assert split_name(text) == PersonName(given_name, family_name)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_comes_apart_without_new_words(text: str) -> None:
    name = split_name(text)
    assert set(f"{name.given} {name.family}".split()) <= set(text.replace(",", " ").split())

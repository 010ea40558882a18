import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aspire_desktop.domain.office.person_names import DoubtfulName, PersonName, split_name


@pytest.mark.parametrize(
    ("text", "given_name", "family_name"),
    [
        ("Adeyinka Bello", "Adeyinka", "Bello"),
        ("O'Neill, Siân", "Siân", "O'Neill"),
        ("Siân O'Neill", "Siân", "O'Neill"),
        ("Anna van der Berg", "Anna", "van der Berg"),
        ("van der Berg, Anna", "Anna", "van der Berg"),
        ("Anke Willems-De Boer", "Anke", "Willems-De Boer"),
        ("Piet Van de Velde", "Piet", "Van de Velde"),
        ("Anna Maria van den Berg", "Anna Maria", "van den Berg"),
        ("John P Smith", "John P", "Smith"),
        ("J. P. Smith", "J. P.", "Smith"),
        ("García Márquez, Gabriel José", "Gabriel José", "García Márquez"),
        ("Sarah Jones (Mrs)", "Sarah", "Jones"),
        ("Anna Smith - HR", "Anna", "Smith"),
        ("Anna Smith – L&D", "Anna", "Smith"),
        ("Ms Priya Rao Chartered MCIPD", "Priya", "Rao"),
        ("Priya Rao Assoc CIPD", "Priya", "Rao"),
        ("Dr Jane Smith", "Jane", "Smith"),
        ("Mrs. Jane Smith-Jones OBE", "Jane", "Smith-Jones"),
        ("Jane Smith, MCIPD", "Jane", "Smith"),
        ("Jane Smith, Chartered FCIPD, MBA", "Jane", "Smith"),
        ("Smith, Dr Jane", "Jane", "Smith"),
        ("Jane Smith (she/her)", "Jane", "Smith"),
        ("JOANNA KOWALCZYK", "Joanna", "Kowalczyk"),
        ("O'NEILL, Ciara", "Ciara", "O'Neill"),
        ("MCDONALD-SMITH, Jo", "Jo", "McDonald-Smith"),
        ("AJ Green", "AJ", "Green"),
        ("Bo Li", "Bo", "Li"),
        (", Madonna", "Madonna", ""),
        ("Dr Smith", "", "Smith"),
        ("", "", ""),
        (",", "", ""),
    ],
)
def test_full_names_come_apart(text: str, given_name: str, family_name: str) -> None:
    assert split_name(text) == PersonName(given_name, family_name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Amy Smith née Brown", PersonName("Amy", "Smith", "Brown")),
        ("Amy Smith (nee BROWN)", PersonName("Amy", "Smith", "Brown")),
        ("Smith née Brown, Amy", PersonName("Amy", "Smith", "Brown")),
        ("Amy Smith (formerly Brown), MCIPD", PersonName("Amy", "Smith", "Brown")),
    ],
)
def test_a_name_borne_before_is_kept(text: str, name: PersonName) -> None:
    assert split_name(text) == name


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("Mary Jane Watkins", ("Watkins, Mary Jane", "Jane Watkins, Mary", "Mary, Jane Watkins")),
        ("Nguyen Thi Lan", ("Lan, Nguyen Thi", "Thi Lan, Nguyen", "Nguyen, Thi Lan")),
        ("Nguyen Van Anh", ("Anh, Nguyen Van", "Van Anh, Nguyen", "Nguyen, Van Anh")),
        ("KOWALCZYK Joanna", ("KOWALCZYK, Joanna", "Joanna, KOWALCZYK")),
        ("Kowalczyk JOANNA", ("JOANNA, Kowalczyk", "Kowalczyk, JOANNA")),
        ("Van Dyke", ("Dyke, Van", "Van, Dyke")),
        ("Madonna", (", Madonna",)),
        ("Jane Smith, HR Manager", ("Smith, Jane",)),
        ("Jane Smith (HR)", ("Smith, Jane",)),
        ("Robert (Bob) Smith", ("Smith, Robert",)),
        ("Anna Smith - Jones", ("Smith, Anna",)),
        ("Smith, Jane, Dudley", ("Smith, Jane",)),
        ("(HR)", ()),
    ],
)
def test_what_leaves_room_for_doubt_is_never_taken_apart(text: str, ways: tuple[str, ...]) -> None:
    assert split_name(text) == DoubtfulName(ways)


@pytest.mark.parametrize(
    ("text", "given_name", "family_name"),
    [
        ("Smith Jane", "Jane", "Smith"),
        ("SMITH Jane", "Jane", "Smith"),
        ("van den Berg Johannes", "Johannes", "van den Berg"),
        ("Smith, Mary Jane", "Mary Jane", "Smith"),
    ],
)
def test_the_heading_may_say_that_the_family_name_comes_first(
    text: str, given_name: str, family_name: str
) -> None:
    assert split_name(text, surname_first=True) == PersonName(given_name, family_name)
    assert split_name("Smith Mary Jane", surname_first=True) == DoubtfulName(
        ("Smith, Mary Jane", "Smith Mary, Jane")
    )


@settings(deadline=None)
@given(st.text(max_size=40), st.booleans())
def test_any_text_comes_apart_without_new_words(text: str, surname_first: bool) -> None:
    name = split_name(text, surname_first=surname_first)
    ways = name.ways if isinstance(name, DoubtfulName) else (f"{name.family} {name.given} {name.former}",)
    known = {*re.split(r"[\s,()\[\]]+", text.casefold()), *text.replace(",", " ").casefold().split()}
    for way in ways:
        assert set(way.replace(",", " ").casefold().split()) <= known


WORDS = st.sampled_from(
    ("Mary", "JANE", "van", "Van", "de", "Watkins", "O'Neill", "HR", "-", "(Bo)", "Dr", ",")
)


@given(st.lists(WORDS, max_size=6).map(" ".join), st.booleans())
def test_every_way_out_of_a_doubt_is_sure(text: str, surname_first: bool) -> None:
    name = split_name(text, surname_first=surname_first)
    for way in name.ways if isinstance(name, DoubtfulName) else ():
        assert isinstance(split_name(way, surname_first=surname_first), PersonName), way

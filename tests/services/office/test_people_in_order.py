"""People as a long list asks for them: their ids in order, then rows by their ids."""

from datetime import date, timedelta

import pytest

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.people import PeopleOrder, listing_key
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.services.office.people import AddPerson, ChangePerson, MovePerson
from aspire_desktop.storage.lookups.home.search import search
from aspire_desktop.storage.lookups.office.people import person_keys, person_rows, person_rows_of

TODAY = date(2026, 10, 7)
PEOPLE = (
    ("Ada", "Webb", "Adviser", 0, "w@x.uk"),
    ("Bea", "Adams", "", 1, "z@x.uk"),
    ("Cy", "Adams", "HR", 1, ""),
)


@pytest.fixture
def filled(office: Office) -> Office:
    bodies = [office.do(AddOrganisation(name, "district", "")).value for name in ("walsall", "Zetland")]
    for given, family, role, body, email in PEOPLE:
        office.do(AddPerson(given, family, email, role, bodies[body]))
    return office


def _names(office: Office, order: PeopleOrder, descending: bool = False, words: str = "") -> list[str]:
    keys = office.ask(person_keys, TODAY, words, order, descending)
    rows = {row.id: row for row in office.ask(person_rows_of, keys, TODAY)}
    return [rows[key].given_name for key in keys]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (PeopleOrder.NAME, ["Bea", "Cy", "Ada"]),
        (PeopleOrder.ROLE, ["Bea", "Ada", "Cy"]),
        (PeopleOrder.ORGANISATION, ["Ada", "Bea", "Cy"]),
        (PeopleOrder.EMAIL, ["Cy", "Ada", "Bea"]),
    ],
)
def test_people_come_in_the_order_wanted(filled: Office, order: PeopleOrder, names: list[str]) -> None:
    assert _names(filled, order) == names
    if order is not PeopleOrder.ORGANISATION:  # those of one organisation stay in the order of their names
        assert _names(filled, order, descending=True) == names[::-1]


def test_small_letters_and_accents_do_not_stand_apart(filled: Office) -> None:
    body = filled.do(AddOrganisation("Dudley", "district", "")).value
    for given, family in (
        ("Zoe", "de souza"),
        ("Ana", "De Souza Lima"),
        ("Éva", "Östberg"),
        ("Él", "de Souza"),
    ):
        filled.do(AddPerson(given, family, "", "", body))
    listed = ["Bea", "Cy", "Él", "Zoe", "Ana", "Éva", "Ada"]
    assert _names(filled, PeopleOrder.NAME) == listed
    assert _names(filled, PeopleOrder.NAME, descending=True) == listed[::-1]
    rows = filled.ask(person_rows, TODAY)
    assert [row.given_name for row in rows] == listed
    assert rows == sorted(rows, key=lambda row: listing_key(row.given_name, row.family_name))


def test_a_new_name_is_listed_where_it_belongs_and_taken_back_to_where_it_was(filled: Office) -> None:
    [ada] = filled.ask(person_rows, TODAY, "webb")
    renamed = ChangePerson(ada.id, "Ada", "Äbel", ada.email, ada.job_title)
    filled.do(renamed)
    assert _names(filled, PeopleOrder.NAME) == ["Ada", "Bea", "Cy"]
    filled.undo()
    assert _names(filled, PeopleOrder.NAME) == ["Bea", "Cy", "Ada"]


def test_words_narrow_the_order_and_a_former_job_names_nobody_twice(filled: Office) -> None:
    [ada] = filled.ask(person_keys, TODAY, "webb")
    other = filled.do(AddOrganisation("Dudley", "district", "")).value
    filled.do(MovePerson(ada, other, "Lead", TODAY))
    assert _names(filled, PeopleOrder.ORGANISATION) == ["Ada", "Bea", "Cy"]
    assert _names(filled, PeopleOrder.NAME, words="ada") == ["Bea", "Cy", "Ada"]
    assert filled.ask(person_rows_of, [ada], TODAY)[0].organisation == "Dudley"


def test_a_move_is_noted_when_it_happens_so_that_the_present_job_is_that_of_today(filled: Office) -> None:
    [ada] = filled.ask(person_keys, TODAY, "webb")
    other, today = filled.do(AddOrganisation("Dudley", "district", "")).value, filled.clock.today()
    with pytest.raises(RuleBroken, match="Ada Webb moves on 9 October 2026, which is still to come"):
        filled.do(MovePerson(ada, other, "Lead", today + timedelta(days=1)))
    assert filled.ask(person_rows_of, [ada], today)[0].organisation == "walsall"
    assert [each.detail.split(", ")[:2] for each in filled.ask(search, "webb", today)] == [
        ["Adviser", "walsall"]
    ]
    filled.do(MovePerson(ada, other, "Lead", today))
    with pytest.raises(RuleBroken, match="began the present job on 8 October 2026"):
        filled.do(MovePerson(ada, other, "Lead", today))

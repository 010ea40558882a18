"""A search finds any part of a name, accents and case aside, and takes every character as itself."""

import pytest

from aspire_desktop.domain.home.search import FoundKey
from aspire_desktop.domain.office.values import OrganisationId
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.people import AddPerson, ChangePerson
from aspire_desktop.storage.lookups.home.search import found_again, search, search_slips
from aspire_desktop.storage.lookups.office.organisations import organisation_rows


@pytest.fixture
def walsall(open_office: Office) -> OrganisationId:
    rows = open_office.ask(organisation_rows, open_office.clock.today())
    return next(row.id for row in rows if row.name == "Walsall Council")


@pytest.mark.parametrize("text", ["sian", "SIÂN", "o'neill", "O’Neill", "neill sian", "s.oneill@", "oneill"])
def test_people_are_found_by_any_part(open_office: Office, walsall: OrganisationId, text: str) -> None:
    open_office.do(AddPerson("Siân", "O’Neill", "s.oneill@walsall.gov.uk", "HR Adviser", walsall))
    [found] = open_office.ask(search, text, open_office.clock.today())
    assert (found.kind, found.name) == ("person", "Siân O’Neill")
    assert found.detail == "HR Adviser, Walsall Council, s.oneill@walsall.gov.uk"


@pytest.mark.parametrize("text", ["", " ", "%", "_", "*", '"', "a:b AND", "\\"])
def test_signs_are_only_signs(open_office: Office, text: str) -> None:
    assert open_office.ask(search, text, open_office.clock.today()) == []


@pytest.mark.parametrize("text", ["wrekin", "telford & wrekin", "E06000020"])
def test_organisations_are_found_by_name_and_code(open_office: Office, text: str) -> None:
    found = open_office.ask(search, text, open_office.clock.today())
    assert "Telford & Wrekin Council" in {each.name for each in found}


def test_what_was_found_is_found_again_as_it_is_called_by_now(
    open_office: Office, walsall: OrganisationId
) -> None:
    today = open_office.clock.today()
    person = open_office.do(AddPerson("Siân", "O’Neill", "", "HR Adviser", walsall)).value
    keys = {FoundKey("person", person), FoundKey("organisation", walsall), FoundKey("person", 99_999)}
    open_office.do(ChangePerson(person, "Siân", "Prosser", "", ""))
    again = open_office.ask(found_again, keys, today)
    assert {(each.kind, each.name) for each in again} == {
        ("person", "Siân Prosser"),
        ("organisation", "Walsall Council"),
    }


def test_one_slip_in_typing_is_forgiven(open_office: Office, walsall: OrganisationId) -> None:
    open_office.do(AddPerson("Siân", "O’Neill", "", "HR Adviser", walsall))
    today = open_office.clock.today()
    assert open_office.ask(search, "Sian Oneil", today) != []
    assert open_office.ask(search, "Sian Onell", today) == []
    assert [each.name for each in open_office.ask(search_slips, "Sian Onell", today)] == ["Siân O’Neill"]

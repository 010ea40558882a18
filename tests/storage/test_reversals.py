"""Rows to put back of which an older release took the image: it lacks what was kept beside it since."""

from aspire_desktop.storage.images import Values
from aspire_desktop.storage.reversals import Reversal, onto_present
from aspire_desktop.storage.tables.office.people import people

OLD: Values = {"id": 1, "given_name": "Ana", "family_name": "Élan", "email": ""}
NEW: Values = OLD | {"family_name": "Webb"}


def test_a_name_that_is_put_back_is_listed_as_it_was() -> None:
    stored = {(people, 1): NEW | {"email": "ana@x.uk", "listing_key": "webb\tana"}}
    [put_back] = onto_present([Reversal(people, 1, NEW, OLD)], stored)
    assert put_back.then == OLD | {"email": "ana@x.uk", "listing_key": "elan\tana"}
    assert put_back.touched() == ["family_name", "listing_key"]


def test_a_person_who_comes_back_is_listed() -> None:
    [put_back] = onto_present([Reversal(people, 1, None, OLD)], {})
    assert put_back.then == OLD | {"listing_key": "elan\tana"}


def test_one_who_goes_is_not_put_back() -> None:
    gone = Reversal(people, 1, NEW, None)
    assert onto_present([gone], {}) == [gone]

from datetime import date

import pytest

from aspire_desktop.domain.contact.messages import due_on
from aspire_desktop.domain.office.working_days import Nation
from aspire_desktop.storage.lookups.office.bank_holidays import bank_holidays

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "nations"),
    [
        (date(2026, 12, 25), set(Nation)),
        (date(2026, 12, 28), set(Nation)),  # Boxing Day is a Saturday
        (date(2026, 1, 2), {Nation.SCOTLAND}),
        (date(2026, 11, 30), {Nation.SCOTLAND}),
        (date(2026, 3, 17), {Nation.NORTHERN_IRELAND}),
        (date(2026, 7, 13), {Nation.NORTHERN_IRELAND}),  # the Twelfth is a Sunday
        (date(2026, 4, 6), {Nation.ENGLAND, Nation.WALES, Nation.NORTHERN_IRELAND}),  # Easter Monday
        (date(2026, 8, 31), {Nation.ENGLAND, Nation.WALES, Nation.NORTHERN_IRELAND}),
        (date(2026, 8, 3), {Nation.SCOTLAND}),
    ],
)
def test_each_nation_has_its_own(day: date, nations: set[Nation]) -> None:
    assert {nation for nation in Nation if day in bank_holidays(nation, *YEAR)} == nations


def test_two_years_are_in_one_answer() -> None:
    found = bank_holidays(Nation.ENGLAND, date(2026, 12, 1), date(2027, 1, 31))
    assert {date(2026, 12, 25), date(2027, 1, 1)} <= found.keys()
    assert found[date(2026, 12, 25)] == "Christmas Day"


def test_joining_instructions_wait_for_no_bank_holiday() -> None:
    scottish = bank_holidays(Nation.SCOTLAND, date(2026, 11, 1), date(2026, 12, 31))
    english = bank_holidays(Nation.ENGLAND, date(2026, 11, 1), date(2026, 12, 31))
    assert due_on(date(2026, 12, 3), 5, english) == date(2026, 11, 26)
    assert due_on(date(2026, 12, 3), 5, scottish) == date(2026, 11, 25)

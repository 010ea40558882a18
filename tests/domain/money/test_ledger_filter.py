"""Which entries of a ledger are wanted, by cohort, return and text, and how a file says so."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from aspire_desktop.domain.money.ledger import LedgerEntry, LedgerFilter


def entry(number: int, person: str, cohort: str, place: str = "") -> LedgerEntry:
    at = datetime(2026, 10, 8, 9, tzinfo=UTC)
    told = (number, at, "Ann", "Place committed", None, person, "Dudley Council", cohort, place)
    return LedgerEntry(*told, 1, 0, 50 - number, 0, Decimal(0), "")


ENTRIES = (entry(3, "Siân O’Neill", "ASP26", "L-0003"), entry(2, "Ann Bo", "INS26"), entry(1, "", "INS26"))


@pytest.mark.parametrize(
    ("wanted", "numbers", "words"),
    [
        (LedgerFilter(), [3, 2, 1], ()),
        (LedgerFilter("INS26"), [2, 1], ("Cohort: INS26",)),
        (LedgerFilter(text="sian"), [3], ("“sian”",)),
        (LedgerFilter(text="l-0003"), [3], ("“l-0003”",)),
        (LedgerFilter("INS26", "", "dudley"), [2, 1], ("“dudley”", "Cohort: INS26")),
        (LedgerFilter("INS26", "", "e-0003"), [], ("“e-0003”", "Cohort: INS26")),
    ],
)
def test_text_is_found_in_what_an_entry_says(
    wanted: LedgerFilter, numbers: list[int], words: tuple[str, ...]
) -> None:
    assert [each.number for each in wanted.of(ENTRIES)] == numbers
    assert [each.free_after for each in wanted.of(ENTRIES)] == [50 - number for number in numbers]
    assert wanted.words == words

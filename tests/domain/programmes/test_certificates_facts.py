"""Numbers, check codes, hours and the text that is signed."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.office.errors import RuleBroken, Unreadable
from aspire_desktop.domain.office.settings import certificate_number
from aspire_desktop.domain.programmes.certificates import (
    CHECK_LETTERS,
    Claim,
    check_code,
    claim_text,
    hours_in_words,
    read_claim,
)

CLAIM = Claim("WME-ASP-2026-0147", "K7QF-29TX", "Nick Barlow", "Aspire", date(2026, 10, 15), "0a1b2c3d")


def test_number_has_prefix_programme_year_and_sequence() -> None:
    assert certificate_number("WME", "asp", 2026, 147) == "WME-ASP-2026-0147"
    assert certificate_number("WME", "INS", 2026, 12345) == "WME-INS-2026-12345"


@pytest.mark.parametrize(
    ("prefix", "programme", "sequence"),
    [("", "ASP", 1), ("W|E", "ASP", 1), ("WME", "A P", 1), ("WME", "ASP", 0)],
)
def test_odd_numbers_are_refused(prefix: str, programme: str, sequence: int) -> None:
    with pytest.raises(RuleBroken):
        certificate_number(prefix, programme, 2026, sequence)


@given(name=st.text(), number=st.text())
def test_check_code_has_eight_letters_that_cannot_be_mistaken(name: str, number: str) -> None:
    code = check_code(number, name, "Aspire", date(2026, 10, 15))
    assert re.fullmatch(f"[{CHECK_LETTERS}]{{4}}-[{CHECK_LETTERS}]{{4}}", code)
    assert not set("01IOLSZ58B") & set(code)


def test_check_code_follows_from_the_facts() -> None:
    first = check_code("WME-ASP-2026-0147", "Nick Barlow", "Aspire", date(2026, 10, 15))
    assert first == check_code("WME-ASP-2026-0147", "Nick Barlow", "Aspire", date(2026, 10, 15))
    assert first != check_code("WME-ASP-2026-0148", "Nick Barlow", "Aspire", date(2026, 10, 15))


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("30.00", "30 hours"),
        ("30", "30 hours"),
        ("1.00", "1 hour"),
        ("4.50", "4.5 hours"),
        ("0.75", "0.75 hours"),
        ("100", "100 hours"),
    ],
)
def test_hours_are_written_as_people_say_them(hours: str, words: str) -> None:
    assert hours_in_words(Decimal(hours)) == words


def test_claim_is_written_in_seven_parts() -> None:
    assert claim_text(CLAIM) == "ASPIRE1|WME-ASP-2026-0147|K7QF-29TX|Nick Barlow|Aspire|2026-10-15|0a1b2c3d"


@pytest.mark.parametrize("name", ["a|b", "100%", "%7C", "%257C|", ""])
def test_odd_names_are_read_back(name: str) -> None:
    claim = replace(CLAIM, name=name)
    assert read_claim(claim_text(claim)) == claim


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ASPIRE2|WME-ASP-2026-0147|K7QF-29TX|Nick Barlow|Aspire|2026-10-15|0a1b2c3d",
        "ASPIRE1|WME-ASP-2026-0147|K7QF-29TX|Nick Barlow|Aspire|20261015|0a1b2c3d",
        "ASPIRE1|WME-ASP-2026-0147|K7QF-29TX|Nick%20Barlow|Aspire|2026-10-15|0a1b2c3d",
        "ASPIRE1|WME-ASP-2026-0147|K7QF-29TX|Nick Barlow|Aspire|2026-10-15|0a1b2c3d|",
    ],
)
def test_other_texts_are_not_read(text: str) -> None:
    with pytest.raises(Unreadable):
        read_claim(text)

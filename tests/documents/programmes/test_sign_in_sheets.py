"""Sign-in sheets name the session and everybody expected, and run on over as many pages as they need."""

import io
from dataclasses import fields, replace
from datetime import date, time

import pypdf
import pytest

from aspire_desktop.documents.programmes.attendance import sign_in_sheets
from aspire_desktop.domain.programmes.attendance import SignInPerson, SignInSheet

SHEET = SignInSheet(
    cohort="ASP26-WM01",
    programme="Aspire 2.0",
    session="Digital technologies in HR/OD",
    on=date(2026, 10, 8),
    starts=time(9, 30),
    ends=time(16),
    venue="Council House, Dudley",
    trainers=("Jo Fox", "Mark Adams"),
    people=(
        SignInPerson("Siân O’Neill", "Telford & Wrekin Council"),
        SignInPerson("Nick Barlow", "Dudley MBC"),
    ),
)


def pages_of(*sheets: SignInSheet) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(sign_in_sheets(sheets)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_a_sheet_says_what_when_where_and_who() -> None:
    (page,) = pages_of(SHEET)
    for words in (
        "Aspire 2.0, cohort ASP26-WM01",
        "Digital technologies in HR/OD",
        "Thursday 8 October 2026, 09:30–16:00",
        "Council House, Dudley",
        "Jo Fox, Mark Adams",
        "Siân O’Neill",
        "Telford & Wrekin Council",
        "Signature AM",
        "Page 1 of 1",
    ):
        assert words in page


def test_every_session_begins_a_page() -> None:
    assert [
        f"Session {number}" in page
        for number, page in enumerate(
            pages_of(*(replace(SHEET, session=f"Session {number}") for number in range(3)))
        )
    ] == [True] * 3


def test_many_people_run_on_with_the_header_repeated() -> None:
    people = tuple(SignInPerson(f"Person {number:02d}", "Dudley MBC") for number in range(40))
    pages = pages_of(replace(SHEET, people=people))
    assert len(pages) > 1
    assert all("Signature PM" in page and "Thursday 8 October 2026" in page for page in pages)
    assert all("(continued)" in page for page in pages[1:])
    assert pages[-1].endswith(f"Page {len(pages)} of {len(pages)}")
    printed = " ".join(pages)
    assert all(printed.count(person.name) == 1 for person in people)


def test_nobody_expected_still_gives_a_sheet() -> None:
    assert len(pages_of(replace(SHEET, people=(), walk_ins=0))) == 1


def test_the_longest_names_are_printed_whole() -> None:
    name = "Alexandrina Featherstonehaugh-Cholmondeley Llewellyn"
    odd = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 2
    (page,) = pages_of(replace(SHEET, people=(SignInPerson(name, "Dudley MBC"), SignInPerson(odd, odd))))
    closed = page.replace(" ", "")
    assert name.replace(" ", "") in closed
    assert closed.count(odd) == 2


def test_a_letter_that_cannot_be_printed_stops_no_sheet() -> None:
    people = tuple(SignInPerson(name, "Dudley MBC") for name in ("王小明", "Ann \U0001f600", "Nick Barlow"))
    (page,) = pages_of(replace(SHEET, people=people))
    for name in ("王小明", "Ann [U+1F600]", "Nick Barlow"):
        assert name in page


def test_a_text_that_is_too_long_stops_no_sheet() -> None:
    endless = "Featherstonehaugh " * 40
    people = (SignInPerson(f"{'A' * 300} Smith", f"{endless}Council"), *SHEET.people)
    (page,) = pages_of(
        replace(
            SHEET, people=people, session=endless, programme=endless, venue=endless, trainers=(endless,) * 9
        )
    )
    assert "Nick Barlow" in page
    assert page.count("…") == 6
    assert "AAA" in page


def test_same_sheets_give_the_same_bytes() -> None:
    assert sign_in_sheets([SHEET, SHEET]) == sign_in_sheets([SHEET, SHEET])


def test_a_sheet_has_no_room_for_access_or_dietary_needs() -> None:
    assert [field.name for field in fields(SignInPerson)] == ["name", "organisation"]


@pytest.mark.parametrize("count", [16, 20, 22, 23, 24])
def test_up_to_24_people_sign_on_one_page(count: int) -> None:
    people = tuple(SignInPerson(f"Person {number:02d}", "Dudley MBC") for number in range(count))
    (page,) = pages_of(replace(SHEET, people=people))
    assert all(person.name in page for person in people)


@pytest.mark.parametrize(("people", "walk_ins"), [(2, 4), (16, 2), (20, 2), (24, 0)])
def test_empty_rows_fill_what_is_left_of_the_page(people: int, walk_ins: int) -> None:
    expected = tuple(SignInPerson(f"Person {number:02d}", "Dudley MBC") for number in range(people))
    data = sign_in_sheets([replace(SHEET, people=expected)])
    assert data.count(b"/S /TR") + data.count(b"/S/TR") == 1 + people + walk_ins

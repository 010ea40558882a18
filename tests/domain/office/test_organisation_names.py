import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aspire_desktop.domain.office.organisation_names import (
    Ambiguous,
    Matched,
    NoneMeant,
    OrganisationNames,
    Unknown,
    why_not,
)
from aspire_desktop.domain.office.organisations import NamingRow
from aspire_desktop.domain.office.values import OrganisationId

KNOWN = (
    ("Staffordshire County Council", "county", "E10000028"),
    ("Warwickshire County Council", "county", "E10000031"),
    ("Worcestershire County Council", "county", "E10000034"),
    ("Herefordshire Council", "unitary", "E06000019"),
    ("Telford and Wrekin Council", "unitary", "E06000020"),
    ("Stoke-on-Trent City Council", "unitary", "E06000021"),
    ("Shropshire Council", "unitary", "E06000051"),
    ("Birmingham City Council", "metropolitan", "E08000025"),
    ("Dudley Metropolitan Borough Council", "metropolitan", "E08000027"),
    ("Solihull", "metropolitan", "E08000029"),
    ("City of Wolverhampton Council", "metropolitan", "E08000031"),
    ("East Staffordshire Borough Council", "district", "E07000193"),
    ("Stafford Borough Council", "district", "E07000197"),
    ("Newcastle-under-Lyme Borough Council", "district", "E07000195"),
    ("Warwick District Council", "district", "E07000222"),
    ("Worcester City Council", "district", "E07000237"),
    ("London Borough of Camden", "london borough", None),
    ("West Midlands Combined Authority", "combined authority", "E47000007"),
    ("Local Government Association", "funder", None),
)
ROWS = [
    NamingRow(OrganisationId(number), name, kind, gss)
    for number, (name, kind, gss) in enumerate(KNOWN, start=1)
]
ALSO = [
    NamingRow(OrganisationId(18), "WMCA", "combined authority", None),
    NamingRow(OrganisationId(19), "LGA", "funder", None),
]
NAMES = OrganisationNames([*ROWS, *ALSO])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Telford & Wrekin", "Telford and Wrekin Council"),
        ("telford and wrekin borough council", "Telford and Wrekin Council"),
        ("Telford", "Telford and Wrekin Council"),
        ("Birmingham CC", "Birmingham City Council"),
        ("B'ham City Council", "Birmingham City Council"),
        ("The City of Birmingham", "Birmingham City Council"),
        ("E08000025", "Birmingham City Council"),
        (" e08000025 ", "Birmingham City Council"),
        ("Birmingham City Council (BCC)", "Birmingham City Council"),
        ("Worcester", "Worcester City Council"),
        ("Worcs CC", "Worcestershire County Council"),
        ("Worcester County Council", "Worcestershire County Council"),
        ("Stafford CC", "Staffordshire County Council"),
        ("Stafford BC", "Stafford Borough Council"),
        ("E. Staffs BC", "East Staffordshire Borough Council"),
        ("Warwick DC", "Warwick District Council"),
        ("Stoke on Trent", "Stoke-on-Trent City Council"),
        ("Wolverhampton City Council", "City of Wolverhampton Council"),
        ("Dudley MBC", "Dudley Metropolitan Borough Council"),
        ("Solihull Metropolitan Borough Council", "Solihull"),
        ("Shropshire CC", "Shropshire Council"),
        ("LB Camden", "London Borough of Camden"),
        ("Camden", "London Borough of Camden"),
        ("WMCA", "West Midlands Combined Authority"),
        ("LGA", "Local Government Association"),
        ("Dudley M.B.C.", "Dudley Metropolitan Borough Council"),
        ("Dudley M B C", "Dudley Metropolitan Borough Council"),
        ("DMBC", "Dudley Metropolitan Borough Council"),
        ("NULBC", "Newcastle-under-Lyme Borough Council"),
        ("Stafford B.C", "Stafford Borough Council"),
        ("Warwick D.C.", "Warwick District Council"),
        ("Staffs C.C.", "Staffordshire County Council"),
        ("B’ham", "Birmingham City Council"),
        ("Birmingham, City of", "Birmingham City Council"),
        ("Camden, London Borough of", "London Borough of Camden"),
    ],
)
def test_names_short_names_and_abbreviations(text: str, name: str) -> None:
    answer = NAMES.match(text)
    assert isinstance(answer, Matched)
    assert answer.name == name


def test_an_abbreviation_that_fits_two_names_both() -> None:
    answer = NAMES.match("Worcester CC")
    assert answer == Ambiguous(("Worcester City Council", "Worcestershire County Council"))
    assert why_not("Worcester CC", answer) == (
        "“Worcester CC” fits both Worcester City Council and Worcestershire County Council. Write which one."
    )


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Brimingham City Council", "Birmingham City Council"),
        ("Stafford City Council", "Stafford Borough Council"),
        ("Hereford CC", "Herefordshire Council"),
        ("Newcastle CC", "Newcastle-under-Lyme Borough Council"),
        ("BCC", "Birmingham City Council"),
        ("Malvern Council", None),
        ("Newcastle-upon-Tyne City Council", None),
        ("West Midlands CA", "West Midlands Combined Authority"),
        ("Stafford Borough Coucil", "Stafford Borough Council"),
        ("Birmingham City Council, Adult Social Care", "Birmingham City Council"),
        ("Telfordandwrekin", "Telford and Wrekin Council"),
        ("North Staffordshire Council", None),
        ("Borough Council", None),
        ("Coventry University", None),
        ("E99999999", None),
        ("", None),
        ("City of", None),
    ],
)
def test_what_is_not_known_is_not_guessed(text: str, suggestion: str | None) -> None:
    answer = NAMES.match(text)
    assert isinstance(answer, Unknown)
    assert answer.suggestion == suggestion
    assert f"“{text}”" in why_not(text, answer)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("WMBC", ("City of Wolverhampton Council", "Walsall Council")),
        ("WCC", ("Warwickshire County Council", "Wolverhampton City Council")),
    ],
)
def test_initials_are_never_enough_and_all_that_bear_them_are_offered(
    text: str, names: tuple[str, ...]
) -> None:
    rows = [
        NamingRow(OrganisationId(at), name, "", gss)
        for at, (name, gss) in enumerate(
            (
                ("Walsall Council", "E08000030"),
                ("City of Wolverhampton Council", "E08000031"),
                ("Wolverhampton City Council", None),
                ("Warwickshire County Council", "E10000031"),
            )
        )
    ]
    rows = [row for row in rows if row.name in names]
    assert OrganisationNames(rows).match(text) == Ambiguous(names)


@pytest.mark.parametrize(
    "text", ["Nil", "NIL", "n/a", "N/A", "na", "None", "-", "--", "–", ".", "?", "TBC", "t.b.c.", "unknown"]
)
def test_words_that_mean_none_name_nobody(text: str) -> None:
    rows = [
        NamingRow(OrganisationId(1), "Northern Ireland LGA", "", None),
        NamingRow(OrganisationId(2), "North Area", "", None),
    ]
    answer = OrganisationNames(rows).match(text)
    assert answer == NoneMeant()
    assert why_not(text, NoneMeant()) == f"“{text}” names no organisation. Write which one it is."


@pytest.mark.parametrize(
    ("official", "text"),
    [
        ("Durham County Council", "County Durham"),
        ("Hull City Council", "Kingston upon Hull, City of"),
        ("Kingston upon Hull City Council", "Hull"),
        ("St Albans City and District Council", "St Albans"),
        ("St Albans City and District Council", "St. Albans Council"),
        ("Bristol City Council", "Bristol, City of"),
        ("Lancaster City Council", "Lancaster"),
    ],
)
def test_everyday_and_statistical_spellings_of_councils_elsewhere(official: str, text: str) -> None:
    row = NamingRow(OrganisationId(1), official, "", None)
    assert OrganisationNames([row]).match(text) == Matched(row.id, official)


@given(st.text(max_size=20))
def test_no_word_for_a_type_decides_whether_a_council_is_recognised(word: str) -> None:
    for name, gss, text in (
        ("Stafford Borough Council", "E07000197", "Stafford BC"),
        ("Solihull", "E08000029", "Solihull MBC"),
        ("Lichfield District Council", None, "Lichfield"),
    ):
        row = NamingRow(OrganisationId(1), name, word, gss)
        assert OrganisationNames([row]).match(text) == Matched(row.id, name)


def test_an_earlier_name_leads_to_the_present_one() -> None:
    now = NamingRow(OrganisationId(7), "Somerset Council", "unitary", "E06000066")
    before = NamingRow(OrganisationId(7), "Somerset County Council", "county", "E10000027")
    names = OrganisationNames([now, before])
    for text in ("Somerset County Council", "E10000027", "Somerset CC", "Somerset"):
        assert names.match(text) == Matched(OrganisationId(7), "Somerset Council")


@settings(deadline=None)
@given(st.sampled_from(ROWS), st.sampled_from([str.upper, str.lower, str.title, str.strip]), st.booleans())
def test_every_organisation_answers_to_its_name(row: NamingRow, case: object, sign: bool) -> None:
    assert callable(case)
    text = case(row.name.replace(" and ", " & ") if sign else f"  {row.name.replace(' ', '  ')} ")
    answer = NAMES.match(text)
    assert isinstance(answer, Matched)
    assert answer.id == row.id


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    answer = NAMES.match(text)
    if not isinstance(answer, Matched):
        assert why_not(text, answer)


@settings(deadline=None)
@given(st.lists(st.text(min_size=1, max_size=20), max_size=8), st.text(max_size=20))
def test_an_index_of_any_names_answers(names: list[str], text: str) -> None:
    rows = [NamingRow(OrganisationId(at), name, "district", None) for at, name in enumerate(names)]
    index = OrganisationNames(rows)
    index.match(text)
    for row in rows:
        answer = index.match(row.name)
        assert not isinstance(answer, Matched) or answer.name in names

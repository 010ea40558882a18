"""What rows mean: which organisation, which person, which session; a doubt is a question, never a guess."""

from pathlib import Path

import pytest
from drafts import draft_for_import

from aspire_desktop.domain.columns import ImportKind
from aspire_desktop.domain.errors import RuleBroken
from aspire_desktop.domain.values import CohortId
from aspire_desktop.services.imports.review import Review, Standing, action_of, review
from aspire_desktop.services.office import Office
from aspire_desktop.services.organisations import AddOrganisation, RenameOrganisation, organisation_rows
from aspire_desktop.services.people import person_rows

FILES = Path(__file__).parent / "files"


def checked(office: Office, name: str, kind: ImportKind, cohort: CohortId | None = None) -> Review:
    """Read a file of the cases as the window does, and check every row of it."""
    return review(office, draft_for_import(office, FILES / name, kind, cohort))


def type_of(office: Office, name: str) -> str:
    return next(row.type for row in office.ask(organisation_rows, office.clock.today()) if row.name == name)


def test_words_that_mean_none_and_initials_name_nobody(open_office: Office) -> None:
    found = checked(open_office, "no_such_body.csv", ImportKind.PEOPLE)
    assert (found.report.read, found.report.rejected) == (8, 8)
    values = [row.row.cells[3] for row in found.rows]
    assert values == ["Nil", "NIL", "n/a", "None", "-", "TBC", "unknown", "EEL"]
    said = [problem.problem for problem in found.report.problems]
    assert said[:7] == [f"“{value}” names no organisation. Write which one it is." for value in values[:7]]
    assert "“EEL” is not an organisation that is known here" in said[7]
    assert [finding.offer.new for finding in found.findings] == [*[""] * 7, "EEL"]
    open_office.do(action_of(found.draft))
    assert open_office.ask(person_rows, open_office.clock.today()) == []


def test_everyday_names_of_councils(open_office: Office) -> None:
    found = checked(open_office, "everyday_councils.csv", ImportKind.PEOPLE)
    meant = {row.row.cells[3]: row.employer for row in found.rows if row.standing is Standing.READY}
    assert meant == {
        "Dudley M.B.C.": "Dudley Metropolitan Borough Council",
        "Rugby B.C.": "Rugby Borough Council",
        "DMBC": "Dudley Metropolitan Borough Council",
        "NULBC": "Newcastle-under-Lyme Borough Council",
        "B'ham City": "Birmingham City Council",
        "Stoke": "Stoke-on-Trent City Council",
    }
    assert {finding.problem.value: finding.offer.instead for finding in found.findings} == {
        "West Midlands CA": ("West Midlands Combined Authority",),
        "Malvern Council": ("Malvern Hills District Council",),
        "Stafford Borough Coucil": ("Stafford Borough Council",),
        "Worcester CC": ("Worcester City Council", "Worcestershire County Council"),
        "WMBC": ("City of Wolverhampton Council", "Walsall Council"),
        "Newcastle-upon-Tyne City Council": (),
    }


def test_newcastle_upon_tyne_is_suggested_where_it_is_on_record(open_office: Office) -> None:
    open_office.do(AddOrganisation("Newcastle City Council upon Tyne"))
    found = checked(open_office, "everyday_councils.csv", ImportKind.PEOPLE)
    offers = {finding.problem.value: finding.offer.instead for finding in found.findings}
    assert offers["Newcastle-upon-Tyne City Council"] == ("Newcastle City Council upon Tyne",)


def test_a_word_for_a_type_is_mapped_and_nil_is_refused(open_office: Office) -> None:
    before = open_office.ask(organisation_rows, open_office.clock.today())
    found = checked(open_office, "organisations_type_words.csv", ImportKind.ORGANISATIONS)
    report = open_office.do(action_of(found.draft)).value
    assert (report.new, report.updated, report.matched, report.rejected) == (0, 0, 1, 1)
    assert report.problems[0].problem == "“Nil” names no organisation. Write what it is called."
    assert open_office.ask(organisation_rows, open_office.clock.today()) == before
    assert type_of(open_office, "Stafford Borough Council") == "district"


@pytest.mark.parametrize(
    ("told", "becomes"),
    [
        ("Non-metropolitan district,", "district"),
        ("Shire District,", "district"),
        ("DISTRICT,West Mids", "district"),
        (",", "district"),
        ("Metropolitan Borough Council,", "metropolitan"),
        ("Second-hand shop,", None),
        ("district,Middle Earth", None),
    ],
)
def test_a_type_or_region_on_record_gives_way_to_words_of_the_lists_only(
    open_office: Office, tmp_path: Path, told: str, becomes: str | None
) -> None:
    file = tmp_path / "organisations.csv"
    file.write_text(f"Name,Type,Region\nStafford Borough Council,{told}\n", encoding="utf-8")
    found = review(open_office, draft_for_import(open_office, file, ImportKind.ORGANISATIONS, None))
    report = open_office.do(action_of(found.draft)).value
    assert report.rejected == (becomes is None)
    assert type_of(open_office, "Stafford Borough Council") == (becomes or "district")
    if becomes is None:
        (finding,) = found.findings
        assert "on record. Write one of: " in finding.problem.problem
        assert "other" in finding.offer.instead or "West Midlands" in finding.offer.instead


@pytest.mark.parametrize("name", ["Nil", "n/a", "-", "TBC", " unknown "])
def test_no_organisation_is_called_by_a_word_for_none(open_office: Office, name: str) -> None:
    walsall = next(
        row
        for row in open_office.ask(organisation_rows, open_office.clock.today())
        if row.name == "Walsall Council"
    )
    with pytest.raises(RuleBroken, match="names no organisation"):
        open_office.do(AddOrganisation(name))
    with pytest.raises(RuleBroken, match="names no organisation"):
        open_office.do(RenameOrganisation(walsall.id, name, open_office.clock.today()))

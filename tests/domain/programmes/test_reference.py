import re
from datetime import datetime
from pathlib import Path

import pytest

from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.domain.office.reference import (
    read_frameworks,
    read_lists,
    read_organisations,
    read_settings,
)
from aspire_desktop.domain.office.values import ProgrammeId, VersionId, fold, tidy
from aspire_desktop.domain.programmes.programmes import ApprovalRule, ClaimRule, ModuleKind, check_version
from aspire_desktop.domain.programmes.reference import ShippedVersion, read_programmes
from aspire_desktop.places import DB, RESOURCES

ORGANISATIONS = read_organisations(DB / "reference" / "organisations.csv")
COUNCILS = [each for each in ORGANISATIONS if each.member]
PROGRAMMES = {each.key: each for each in read_programmes(RESOURCES / "programmes")}
VERSIONS = [version for programme in PROGRAMMES.values() for version in programme.versions]
FRAMEWORKS = {each.key: each for each in read_frameworks(DB / "reference" / "frameworks.toml")}


def titled(title: str) -> ShippedVersion:
    return next(version for version in VERSIONS if version.title == title)


def test_the_region_has_its_33_councils_by_type() -> None:
    count = {kind: sum(each.type == kind for each in COUNCILS) for kind in {each.type for each in COUNCILS}}
    assert count == {"county": 3, "unitary": 4, "metropolitan": 7, "district": 19}
    assert {each.region for each in COUNCILS} == {"West Midlands"}


def test_gss_codes_are_unique_and_fit_the_type_of_council() -> None:
    codes = [each.gss for each in ORGANISATIONS if each.gss]
    assert len(codes) == len(set(codes)) == 34
    start = {"county": "E10", "unitary": "E06", "metropolitan": "E08", "district": "E07"}
    for council in COUNCILS:
        assert council.gss is not None
        assert re.fullmatch(start[council.type] + r"\d{6}", council.gss)


@pytest.mark.parametrize(
    ("gss", "name"),
    [
        ("E10000028", "Staffordshire County Council"),
        ("E06000020", "Telford & Wrekin Council"),
        ("E06000051", "Shropshire Council"),
        ("E08000025", "Birmingham City Council"),
        ("E08000028", "Sandwell Metropolitan Borough Council"),
        ("E08000031", "City of Wolverhampton Council"),
        ("E07000192", "Cannock Chase District Council"),
        ("E07000219", "Nuneaton and Bedworth Borough Council"),
        ("E07000221", "Stratford-on-Avon District Council"),
        ("E07000237", "Worcester City Council"),
        ("E07000239", "Wyre Forest District Council"),
        ("E47000007", "West Midlands Combined Authority"),
    ],
)
def test_a_code_names_its_organisation(gss: str, name: str) -> None:
    assert [each.name for each in ORGANISATIONS if each.gss == gss] == [name]


def test_no_word_means_two_organisations() -> None:
    words = [fold(word) for each in ORGANISATIONS for word in (each.name, *each.also)]
    assert len(words) == len(set(words))
    assert all(tidy(each.name) == each.name for each in ORGANISATIONS)


def test_the_funder_answers_to_its_letters() -> None:
    funder = next(each for each in ORGANISATIONS if "LGA" in each.also)
    assert funder.name == "Local Government Association"
    assert any("CIPD" in each.also for each in ORGANISATIONS)


def test_twelve_employers_organisations_deliver_one_for_each_region() -> None:
    partners = [each for each in ORGANISATIONS if each.delivers]
    regions = read_lists(DB / "reference" / "lists.toml").regions
    assert len(regions) == 12
    assert sorted(each.region for each in partners) == sorted(regions)


def test_types_and_regions_are_of_the_lists() -> None:
    lists = read_lists(DB / "reference" / "lists.toml")
    assert {each.type for each in ORGANISATIONS} <= set(lists.types)
    assert {each.region for each in ORGANISATIONS} <= {*lists.regions, ""}


def test_every_programme_is_shipped() -> None:
    found = [
        (each.code, version.title, version.label) for each in PROGRAMMES.values() for version in each.versions
    ]
    assert sorted(found) == [
        ("ASP", "Aspire", "1"),
        ("ASP", "Aspire 2.0", "2.0"),
        ("COD", "CODE", "1"),
        ("INS", "Inspire OD", "1"),
    ]
    assert PROGRAMMES["aspire"].full_title == "Aspire Strategic HR and OD Business Partner Programme"


@pytest.mark.parametrize("title", ["Aspire", "Aspire 2.0"])
def test_aspire_asks_for_four_of_five_modules_and_a_project(title: str) -> None:
    version = titled(title)
    assert (len(version.modules), version.sessions_needed, version.project_needed) == (5, 4, True)
    assert (version.claim_rule, version.panel_minimum) == (ClaimRule.COMPLETION, 2)
    titles = {module.title for module in version.modules}
    assert {"Digital technologies in HR/OD", "Workforce strategies: doing it well"} < titles
    completing = {outcome.key: outcome.completes for outcome in version.outcomes}
    assert completing == {"merit": True, "pass": True, "pass-with-amendments": True, "refer": False}


def test_inspire_od_asks_for_all_three_and_is_claimed_by_its_workshops() -> None:
    version = titled("Inspire OD")
    assert (version.sessions_needed, version.project_needed) == (3, False)
    assert version.claim_rule is ClaimRule.CLAIM_SESSIONS
    assert [(module.kind, module.for_claim) for module in version.modules] == [
        (ModuleKind.WORKSHOP, True),
        (ModuleKind.WORKSHOP, True),
        (ModuleKind.REVIEW, False),
    ]


def test_code_is_a_network_of_workshops_and_drop_ins() -> None:
    version = titled("CODE")
    minutes = [(module.kind, module.minutes) for module in version.modules]
    assert minutes.count((ModuleKind.WORKSHOP, 120)) == minutes.count((ModuleKind.DROP_IN, 45)) == 6
    assert (version.sessions_needed, version.project_needed, len(minutes)) == (0, False, 12)
    assert version.claim_rule is ClaimRule.NEVER


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.title)
def test_shipped_rules_make_sense_and_keep_their_values(version: ShippedVersion) -> None:
    made = version.version(ProgrammeId(1), 2)
    modules = [module.module(VersionId(7), at) for at, module in enumerate(version.modules, start=1)]
    options = [outcome.option(VersionId(7), at) for at, outcome in enumerate(version.outcomes, start=1)]
    check_version(made, modules, options)
    assert (made.attended_marks, made.left_early_percent) == ("P L M", None)
    assert (made.substitution_until, made.deferral_months) == (1, 12)
    assert (made.approval, made.joining_days, made.position) == (ApprovalRule.WARNS, 5, 2)
    for module in modules:
        day = datetime(2026, 9, 10)  # noqa: DTZ001  a length of time on one day, in no zone
        length = day.replace(hour=module.ends.hour, minute=module.ends.minute) - day.replace(
            hour=module.starts.hour, minute=module.starts.minute
        )
        assert 0 < module.minutes <= length.total_seconds() / 60


def test_vocabularies_have_all_their_terms() -> None:
    assert {key: len(each.terms) for key, each in FRAMEWORKS.items()} == {
        "cipd-profession-map": 23,
        "od-themes": 7,
        "workforce-priorities": 5,
        "public-servant": 10,
        "kirkpatrick": 4,
    }
    profession_map = FRAMEWORKS["cipd-profession-map"]
    headings = [term.heading for term in profession_map.terms]
    assert [headings.count(f"Core {word}") for word in ("knowledge", "behaviours")] == [6, 8]
    assert headings.count("Specialist knowledge") == 9
    assert profession_map.levels[-1] == "Chartered Fellow"
    assert all(each.edition for each in FRAMEWORKS.values())


def test_the_office_starts_with_its_words() -> None:
    settings = {each.key: each.value for each in read_settings(RESOURCES / "office.toml")}
    assert settings["office_name"] == "West Midlands Employers"
    assert (settings["certificate_prefix"], settings["signatory_job_title"]) == ("WME", "Chief Executive")
    assert settings["signatory_name"] == ""
    assert settings["declaration"].startswith("I declare")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,also\nA,B\n", "columns"),
        ("name,also,type,region,gss,member\nA,,county,,,perhaps\n", "neither yes nor no"),
        ("name,also,type,region,gss,member\nA,,county\n", "columns"),
        ("name,also,type,region,gss,member\nA,,county,,,no,more\n", "columns"),
        ('name,also,type,region,gss,member\n"A,,county\n', "cannot be read"),
    ],
)
def test_a_spoilt_list_of_organisations_says_where(tmp_path: Path, text: str, says: str) -> None:
    spoilt = tmp_path / "organisations.csv"
    spoilt.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable, match=says):
        read_organisations(spoilt)


def test_a_missing_file_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"gone\.toml cannot be read"):
        read_lists(tmp_path / "gone.toml")
    with pytest.raises(Unreadable, match=r"gone\.csv cannot be read"):
        read_organisations(tmp_path / "gone.csv")

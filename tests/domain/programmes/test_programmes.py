import pytest

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import ProgrammeId, VersionId
from aspire_desktop.domain.programmes.programmes import (
    ApprovalRule,
    ClaimRule,
    Module,
    ModuleKind,
    OutcomeOption,
    OutcomeRow,
    Version,
    VersionRow,
    check_version,
    outcome_named,
)
from aspire_desktop.domain.programmes.reference import read_programmes
from aspire_desktop.places import RESOURCES

ASPIRE = read_programmes(RESOURCES / "programmes")[0].versions[0]
OPTIONS = [outcome.option(VersionId(1), at) for at, outcome in enumerate(ASPIRE.outcomes, start=1)]
OUTCOMES = [OutcomeRow(o.key, o.title, o.completes, o.also) for o in ASPIRE.outcomes]
MODULES = [Module(VersionId(1), at, f"Module {at}", ModuleKind.MODULE, 330) for at in range(1, 6)]


def aspire() -> Version:
    return ASPIRE.version(ProgrammeId(1), 1)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("merit", "Merit"),
        ("MERIT ", "Merit"),
        ("commended", "Merit"),
        ("Accepted", "Pass"),
        ("accepted with changes", "Pass with amendments"),
        ("pass-with-amendments", "Pass with amendments"),
        ("Referred", "Refer"),
    ],
)
def test_an_outcome_answers_to_its_other_words(words: str, title: str) -> None:
    assert outcome_named(OUTCOMES, words).title == title


@pytest.mark.parametrize("words", ["", "pas", "accepted with"])
def test_an_unknown_outcome_is_refused_with_the_known_ones(words: str) -> None:
    with pytest.raises(RuleBroken, match="Its outcomes are: Merit, Pass, Pass with amendments, Refer"):
        outcome_named(OUTCOMES, words)
    with pytest.raises(RuleBroken, match="Its outcomes are: none"):
        outcome_named([], words)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("sessions_needed", 6, "has 5 sessions, so it cannot ask for 6"),
        ("sessions_needed", -1, "cannot ask for -1"),
        ("claim_rule", ClaimRule.CLAIM_SESSIONS, "claimed by its claim sessions, and has none"),
        ("minimum", 21, "cannot need 21 people when it has 20 places"),
        ("attended_marks", "P X", "X is not a mark"),
        ("attended_marks", "P N", "N cannot count as attended"),
        ("left_early_percent", 101, "cannot ask for 101 % of a session"),
    ],
)
def test_rules_nobody_could_meet_are_refused(field: str, value: object, says: str) -> None:
    version = aspire()
    setattr(version, field, value)
    with pytest.raises(RuleBroken, match=says):
        check_version(version, MODULES, OPTIONS)


def test_a_project_needs_an_outcome_that_completes() -> None:
    with pytest.raises(RuleBroken, match="none of its outcomes completes"):
        check_version(aspire(), MODULES, [OutcomeOption(VersionId(1), "refer", "Refer", False)])


def test_nothing_to_complete_cannot_be_claimed_on_completion() -> None:
    version = aspire()
    version.sessions_needed, version.project_needed = 0, False
    with pytest.raises(RuleBroken, match="nothing completes it"):
        check_version(version, MODULES, OPTIONS)


def test_a_version_is_meant_by_its_title_or_by_programme_and_label() -> None:
    row = VersionRow(
        VersionId(2), ProgrammeId(1), "Aspire", "ASP", "Aspire Now", "2.0", "", 20, 8, ApprovalRule.WARNS
    )
    assert row.keys == {"aspire now", "aspire 2.0"}

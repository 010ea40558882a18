"""Names are found in words however they are written; references stand for them."""

from dataclasses import replace

import pytest
from return_facts import NAMES, make_adjustment, sample

from aspire_desktop.domain.money.anonymity import LEFT_OUT, without_names
from aspire_desktop.domain.money.returns import AdjustmentFacts
from aspire_desktop.domain.office.people import PersonFacts

OTHERS = (
    PersonFacts("P-00201", "Gwen Hughes"),
    PersonFacts("P-00202", "Siân Ŵyn-Griffiths"),
    PersonFacts("P-00203", "Ṣadé Adébáyọ̀"),
    PersonFacts("P-00204", "May O'Neill"),
    PersonFacts("P-00205", "Zoë"),
)


def veiled(words: str) -> AdjustmentFacts:
    facts = replace(sample(), adjustments=(replace(make_adjustment(15), reason=words),), known=OTHERS)
    return without_names(facts).adjustments[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Passed on to Gwen Hughes.", "Passed on to P-00201."),
        ("Passed on to GWEN  HUGHES, told in may", LEFT_OUT),
        ("Passed on to GWEN  HUGHES, told in May", "Passed on to P-00201, told in May"),
        ("Hughes, Gwen’s place", "P-00201’s place"),
        ("Sian Wyn-Griffiths left", "P-00202 left"),
        ("Merged with Ṣadé Adébáyọ̀", "Merged with P-00203"),
        ("May O’Neill and Zoë told us", "P-00204 and P-00205 told us"),
        ("Mrs Griffiths rang about Hughes", LEFT_OUT),
        ("Told by Tom O'Brien on 2 September", "Told by P-00117 on 2 September"),
        ("Withdrew before day 2", "Withdrew before day 2"),
        ("", ""),
    ],
)
def test_names_in_words_become_references(words: str, said: str) -> None:
    assert veiled(words).reason == said


def test_no_name_is_left_anywhere_but_of_staff() -> None:
    facts = without_names(replace(sample(), known=OTHERS, revision_reason="Gwen Hughes was left out"))
    said = repr(facts)
    for name in (*NAMES, "Ann Leaver", "Tom O'Brien", *(each.name for each in OTHERS)):
        assert name not in said
    assert facts.revision_reason == "P-00201 was left out"
    assert facts.prepared_by == "James Osei, Finance"
    assert facts.lines[2].substitution_of == PersonFacts("P-00900", "P-00900")


def test_a_check_names_nobody() -> None:
    checks = tuple(replace(check, detail="Claimed twice: Priya Sharma") for check in sample().checks)
    assert {check.detail for check in without_names(replace(sample(), checks=checks)).checks} == {
        "Claimed twice: P-00007"
    }


def test_nothing_but_names_changes() -> None:
    facts = sample()
    kept = without_names(facts)
    for before, after in zip(facts.lines, kept.lines, strict=True):
        assert (
            replace(after, participant=before.participant, substitution_of=before.substitution_of) == before
        )
    assert (kept.digest, kept.pool, kept.evidence[0].source) == (
        facts.digest,
        facts.pool,
        facts.evidence[0].source,
    )

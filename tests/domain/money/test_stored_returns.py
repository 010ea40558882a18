"""What a submitted return says is kept as JSON and read back whole, with the lines that stand beside it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from return_facts import build_return, sample

from aspire_desktop.domain.money.figures import line_json
from aspire_desktop.domain.money.funding import ClaimPoint, ReturnStatus
from aspire_desktop.domain.money.returns import AgreedTerms, ReturnFacts
from aspire_desktop.domain.money.stored_returns import read_return, read_terms, return_json
from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.domain.office.people import PersonFacts
from aspire_desktop.domain.office.values import Period

TERMS = AgreedTerms(Period(date(2026, 4, 1), date(2028, 3, 31)), Decimal("350.00"), ClaimPoint.SESSIONS, 2)


def submitted() -> ReturnFacts:
    """Give a submitted revision whose facts hold what such facts may hold."""
    facts = sample(ReturnStatus.SUBMITTED)
    return replace(
        facts,
        revision=2,
        supersedes="LGA-2026-Q2, revision 1",
        revision_reason="A line was left out",
        declaration=replace(facts.declaration, signed_on=date(2026, 10, 9)),
        pool=replace(facts.pool, amount_cap=Decimal("20000.00")),
        erased=("P-00042",),
        terms=TERMS,
        checks=(),
    )


def read_back(facts: ReturnFacts) -> ReturnFacts:
    return read_return(
        return_json(facts), [*map(line_json, facts.lines)], [*map(line_json, facts.adjustments)]
    )


@pytest.mark.parametrize("facts", [submitted(), replace(build_return(()), checks=())])
def test_a_return_is_read_back_whole(facts: ReturnFacts) -> None:
    facts = replace(facts, submitted_by="Helen Marsh", submitted_at=datetime(2026, 10, 9, 14, 5, tzinfo=UTC))
    assert read_back(facts) == facts


def test_the_terms_are_read_alone() -> None:
    assert read_terms(return_json(submitted())) == TERMS
    assert read_terms(return_json(replace(submitted(), terms=None))) is None


def test_what_is_only_of_a_copy_or_a_draft_is_not_kept() -> None:
    facts = submitted()
    copy = replace(facts, anonymous=True, known=(PersonFacts("P-1", "Ann"),), copy_of="abc")
    assert return_json(replace(copy, checks=sample().checks)) == return_json(facts)


def test_a_return_names_people_in_its_lines_alone() -> None:
    """Whom evidence is about is said by its line: erasing somebody from the line reaches it."""
    facts = submitted()
    said = return_json(facts)
    assert [line.participant.name for line in facts.lines if line.participant.reference in said] == []
    lines = [line_json(replace(line, participant=PersonFacts("P-9", "P-9"))) for line in facts.lines]
    assert {row.participant.name for row in read_return(said, lines, ()).evidence} == {"P-9"}


def test_what_another_version_wrote_is_refused() -> None:
    said = json.loads(return_json(submitted())) | {"version": 2}
    with pytest.raises(Unreadable, match="written by another version"):
        read_return(json.dumps(said), (), ())


def test_evidence_of_no_line_is_refused() -> None:
    with pytest.raises(Unreadable, match="None is no dict"):
        read_return(return_json(submitted()), (), ())

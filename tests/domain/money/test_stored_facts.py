"""What is stored is read whatever fields were thought of since, and nothing strange is taken for it."""

from dataclasses import dataclass, make_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, NewType

import pytest
from return_facts import make_adjustment, make_line

from aspire_desktop.domain.money.figures import line_json, lines_digest
from aspire_desktop.domain.money.returns import AdjustmentFacts, ReturnLineFacts
from aspire_desktop.domain.money.stored_facts import read, written
from aspire_desktop.domain.money.stored_lines import read_adjustment, read_claim
from aspire_desktop.domain.office.errors import Unreadable

CLAIM = (
    '{"agreement":"LGA-1","amount":"350.00","attended_share":"1.00","cohort":{"code":"ASP-1","first_on":'
    '"2026-04-07","last_on":null,"partner":"WME","programme":"Aspire","version":"2.0"},'
    '"employer_contribution":null,"evidence":"Registers of ASP-1","invoice":"","job_title":"OD Lead",'
    '"number":1,"organisation":{"gss":"E08000030","name":"Walsall","region":"West Midlands","type":"unitary"}'
    ',"participant":{"name":"Zoë O\'Brien","reference":"P-00001"},"place":"1 of 100","po_number":"",'
    '"previous_claim":"","price":"350.00","return_reference":"LGA-1-R1","revision":1,"sessions_attended":5,'
    '"sessions_required":5,"status":"Confirmed","subsidy":"350.00","substitution_of":null,'
    '"threshold_met":true,"threshold_met_on":"2026-06-23","vat":null}'
)
"""As 0.1.0 and 0.2.0 wrote one."""
ADJUSTMENT = (
    '{"agreement":"LGA-1","amount":"-350.00","cause":"Withdrawn","cohort":{"code":"ASP-1","first_on":null,'
    '"last_on":null,"partner":"WME","programme":"Aspire","version":"2.0"},"corrects_line":2,'
    '"corrects_return":"LGA-1-R1","effective_on":"2026-04-07","evidence":"","noted_on":null,"number":7,'
    '"organisation":{"gss":null,"name":"Walsall","region":"West Midlands","type":"unitary"},'
    '"participant":{"name":"Bo","reference":"P-00002"},"place":"2 of 100","places":-1,"reason":"",'
    '"return_reference":"LGA-1-R2","revision":1}'
)


class Mood(StrEnum):
    GOOD = "good"


Id = NewType("Id", int)


@dataclass(frozen=True)
class Part:
    day: date | None


@dataclass(frozen=True)
class Whole:
    id: Id
    mood: Mood
    at: datetime
    amount: Decimal
    parts: tuple[Part, ...]
    words: tuple[str, ...] = ()


WHOLE = Whole(Id(7), Mood.GOOD, datetime(2026, 10, 9, 14, 5, tzinfo=UTC), Decimal("0.10"), (Part(None),))


def test_lines_of_every_release_are_read_and_written_to_the_letter() -> None:
    """A digest of lines covers what was written: a field of today must not come into it."""
    assert line_json(read_claim(CLAIM)) == CLAIM
    assert line_json(read_adjustment(ADJUSTMENT)) == ADJUSTMENT
    assert read_claim(line_json(make_line(3))) == make_line(3)
    assert read_adjustment(line_json(make_adjustment(15))) == make_adjustment(15)


@pytest.mark.parametrize(("kind", "text"), [(ReturnLineFacts, CLAIM), (AdjustmentFacts, ADJUSTMENT)])
def test_a_new_field_of_a_line_leaves_what_is_stored_readable_and_its_digest_true(
    kind: type[ReturnLineFacts] | type[AdjustmentFacts], text: str
) -> None:
    newer = make_dataclass("Newer", [("grade", str, "")], bases=(kind,), frozen=True)
    found: Any = read(newer, text)
    assert found.grade == ""
    assert written(found) == text
    assert written(replace(found, grade="Third tier")) != text


def test_every_type_of_a_fact_comes_back() -> None:
    found = read(Whole, written(WHOLE))
    assert found == WHOLE
    assert found.mood is Mood.GOOD  # its value alone would be equal
    more = replace(WHOLE, parts=(Part(date(2026, 10, 9)), Part(None)), words=("a", "b"))
    assert read(Whole, written(more)) == more


@pytest.mark.parametrize(
    ("stored", "put", "why"),
    [
        ('"amount":"350.00",', "", "ReturnLineFacts lacks amount"),
        ('"gss":"E08000030",', "", "OrganisationFacts lacks gss"),
        ('"amount":"350.00"', '"amount":"much"', "ConversionSyntax"),
        ('"amount":"350.00"', '"amount":350', "350 is no str"),
        ('"first_on":"2026-04-07"', '"first_on":"April"', "April"),
        ('"number":1', '"number":null', "None is no int"),
        ('"number":1', '"shape":"round","number":1', "ReturnLineFacts has shape"),
        ('{"agreement"', '["agreement"', "delimiter"),
    ],
)
def test_what_is_strange_is_refused_and_named(stored: str, put: str, why: str) -> None:
    assert stored in CLAIM
    with pytest.raises(Unreadable, match=why):
        read_claim(CLAIM.replace(stored, put))


def test_the_digest_covers_each_line_as_it_is_stored() -> None:
    """sha256 over the two texts, each ended by a line feed, worked out with sha256sum."""
    assert lines_digest([read_claim(CLAIM)], [read_adjustment(ADJUSTMENT)]) == DIGEST


DIGEST = "0971f3cb10e200cbc45cebe2ca2880b87f038bcd87f7144cd9683cb10c3047cf"

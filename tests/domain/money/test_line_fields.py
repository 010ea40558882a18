"""What a line says is told once, each field by one heading and as papers write it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from return_facts import make_line

from aspire_desktop.domain.money.layouts import LineField
from aspire_desktop.domain.money.line_fields import ADJUSTMENT_FIELDS, CLAIM_FIELDS


def test_no_two_fields_share_a_heading() -> None:
    for headings in (
        [field.heading for field in CLAIM_FIELDS.values()],
        [field.heading for field in ADJUSTMENT_FIELDS.values()],
    ):
        assert len(set(headings)) == len(headings)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (LineField.NUMBER, "1"),
        (LineField.AMOUNT, "£350.00"),
        (LineField.FIRST_ON, "23 Sep 2026"),
        (LineField.SHARE, "67%"),
        (LineField.MET, "No"),
        (LineField.VAT, ""),
        (LineField.SUBSTITUTION_OF, ""),
    ],
)
def test_a_field_is_written_as_papers_write_it(field: LineField, words: str) -> None:
    line = replace(
        make_line(1),
        attended_share=Decimal(2) / Decimal(3),
        threshold_met=False,
        vat=None,
        substitution_of=None,
    )
    assert CLAIM_FIELDS[field].words(line) == words

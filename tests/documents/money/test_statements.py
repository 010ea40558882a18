"""The statement of a pool: totals, then every entry, oldest first, on as many pages as it needs."""

import io
import re
from dataclasses import replace

import pypdf
import pytest
from statement_facts import STATEMENT, entry

from aspire_desktop.documents.money.statements import pool_statement
from aspire_desktop.domain.money.statements import PoolStatement


def pages_of(statement: PoolStatement) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(pool_statement(statement)))
    assert reader.metadata is not None
    assert reader.metadata.title == "Statement of the pool LGA/OD/2026-11"
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_totals_stand_before_the_ledger() -> None:
    first = pages_of(STATEMENT)[0]
    for words in (
        "West Midlands Employers",
        "Local Government Association",
        "1 April 2026 to 31 March 2027",
        "Free Neither promised nor claimed 28 £9,800.00",
        "In the open return Net of adjustments 11 £3,850.00",
        "Pool The five lines above 100 £35,000.00",
        "Made on 8 October 2026, 10:30 by Helen Marsh.",
    ):
        assert words in first
    assert first.index("The five lines above") < first.index("E-0001")


def test_every_entry_is_told_once_under_a_repeated_header() -> None:
    pages = pages_of(STATEMENT)
    assert len(pages) > 2
    told = " ".join(pages)
    labels = [f"E-{number:04d}" for number in range(1, 61)]
    assert [word for word in told.split() if word.startswith("E-")] == labels
    for number, page in enumerate(pages, start=1):
        assert page.endswith(f"Page {number} of {len(pages)}")
        assert "Committed Claimed" in page
        assert number == 1 or "(continued)" in page
    assert told.count("−£350.00") == 60
    assert "−1 +1" in told


@pytest.mark.parametrize("times", [30, 60])
def test_a_long_reason_and_strange_letters_are_printed_whole(times: int) -> None:
    words = "Passed on 王 \U0001f600 because " + "of one thing and another " * times
    told = " ".join(pages_of(replace(STATEMENT, entries=(entry(1, what=words),))))
    assert "王 [U+1F600]" in told
    assert re.findall(r"\b(?:one|thing|and|another)\b", told) == ["one", "thing", "and", "another"] * times


def test_an_endless_reason_is_cut_where_it_says_so() -> None:
    words = "of one thing and another " * 900
    told = " ".join(pages_of(replace(STATEMENT, entries=(entry(1, what=words),))))
    assert "[goes on in the program]" in told
    assert told.replace(" ", "").count("ofonethingandanother") > 60


def test_an_empty_ledger_says_so() -> None:
    [page] = pages_of(replace(STATEMENT, entries=()))
    assert "Nothing has been entered" in page


def test_the_same_facts_give_the_same_bytes() -> None:
    assert pool_statement(STATEMENT) == pool_statement(STATEMENT)

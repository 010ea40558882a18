"""The statement of a pool: totals, then every entry, oldest first, on as many pages as it needs."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pypdf
import pytest

from aspire_desktop.documents.statements import pool_statement
from aspire_desktop.domain.funding import Pool
from aspire_desktop.domain.ledger import LedgerEntry
from aspire_desktop.domain.statements import PoolStatement
from aspire_desktop.domain.values import ActionId, AgreementId, Period

POOL = Pool(AgreementId(1), "LGA/OD/2026-11", 100, 28, 31, 2, 11, 28, Decimal(350))


def entry(number: int, *, what: str = "Place committed") -> LedgerEntry:
    return LedgerEntry(
        number=number,
        at=datetime(2026, 9, 1, 8, 30, tzinfo=UTC) + timedelta(hours=number),
        by="Helen Marsh",
        what=what,
        person="Siân O’Neill",
        organisation="Telford & Wrekin Council",
        cohort="INS26-WM01",
        place=f"L-{number:04d}",
        committed=-1,
        claimed=1,
        free_after=100 - number,
        claimed_after=number,
        amount=Decimal("-350.00"),
        return_reference="LGA/OD/2026-11-R2",
        action_id=ActionId(number),
    )


STATEMENT = PoolStatement(
    office="West Midlands Employers",
    funder="Local Government Association",
    covers=("Inspire OD",),
    dates=Period(date(2026, 4, 1), date(2027, 3, 31)),
    pool=POOL,
    entries=tuple(entry(number) for number in range(60, 0, -1)),
    made_by="Helen Marsh",
    made_at=datetime(2026, 10, 8, 9, 30, tzinfo=UTC),
)


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
    words = "Passed on 王 because " + "of one thing and another " * times
    told = " ".join(pages_of(replace(STATEMENT, entries=(entry(1, what=words),))))
    assert "[U+738B]" in told
    assert told.replace(" ", "").count("ofonethingandanother") == times


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

"""Time the return workbook against openpyxl writing the same cells, in one run.

python benchmarks/returns.py [lines ...]     default 1000 5000 20000; medians of CPU seconds
"""

import argparse
import io
import statistics
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

from openpyxl import Workbook, load_workbook

from aspire_desktop.documents.money.returns import return_workbook
from aspire_desktop.domain.money.figures import lines_digest
from aspire_desktop.domain.money.funding import Pool, ReturnStatus, Tally
from aspire_desktop.domain.money.returns import (
    CohortFacts,
    Declaration,
    OrganisationFacts,
    ReturnFacts,
    ReturnLineFacts,
)
from aspire_desktop.domain.office.files import FileFacts
from aspire_desktop.domain.office.people import PersonFacts
from aspire_desktop.domain.office.values import AgreementId, Period

UNIT = Decimal("350.00")
Row = tuple[object, ...]


def main() -> None:
    """Print a table, one line for each size and writer."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("lines", type=int, nargs="*", default=[1000, 5000, 20000])
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    print(f"{'lines':>7}  {'writer':<28}{'CPU s':>8}{'lines/CPU s':>13}{'peak MiB':>10}{'kB':>8}")
    for count in chosen.lines:
        facts = make_return(count)
        rows = list(load_workbook(io.BytesIO(return_workbook(facts)))["Places"].values)
        writers: dict[str, Callable[[], bytes]] = {
            "return workbook, 9 sheets": lambda facts=facts: return_workbook(facts),  # type: ignore[misc]
            "openpyxl write-only, 1 sheet": lambda rows=rows: write_plainly(rows, True),  # type: ignore[misc]
            "openpyxl, 1 sheet": lambda rows=rows: write_plainly(rows, False),  # type: ignore[misc]
        }
        for name, write in writers.items():
            seconds = statistics.median(timed(write) for _ in range(chosen.rounds))
            peak, size = measured(write)
            print(f"{count:>7}  {name:<28}{seconds:>8.2f}{count / seconds:>13.0f}{peak:>10.1f}{size:>8.0f}")


def timed(write: Callable[[], bytes]) -> float:
    """Give the CPU seconds of one writing."""
    began = time.process_time()
    write()
    return time.process_time() - began


def measured(write: Callable[[], bytes]) -> tuple[float, float]:
    """Give the peak of Python's memory in MiB beyond the facts, and the size of the file in kB."""
    tracemalloc.start()
    size = len(write())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20, size / 1000


def write_plainly(rows: list[Row], write_only: bool) -> bytes:
    """Write the Places cells alone, without a style, a table or a check."""
    book = Workbook(write_only=write_only)
    sheet = book.create_sheet("Places")
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def make_return(count: int) -> ReturnFacts:
    """Make a return of so many lines, 18 to a cohort, over 400 organisations."""
    lines = tuple(make_line(number) for number in range(1, count + 1))
    amount = UNIT * count
    return ReturnFacts(
        title="Return of subsidised places",
        office="West Midlands Employers",
        funder="Local Government Association",
        agreement="LGA/OD/2026-11",
        reference="LGA-2026-Q2",
        revision=1,
        supersedes="",
        revision_reason="",
        period=Period(date(2026, 7, 1), date(2026, 9, 30)),
        status=ReturnStatus.DRAFT,
        prepared_by="Finance",
        prepared_on=date(2026, 10, 8),
        submitted_by="",
        submitted_at=None,
        allocation=Tally(count, amount),
        before=Tally(),
        before_sources="",
        pool=Pool(AgreementId(1), "LGA/OD/2026-11", count, 0, 0, 0, count, 0, UNIT),
        lines=lines,
        adjustments=(),
        evidence=(),
        checks=(),
        declaration=Declaration(("The places were taken up as shown.",)),
        file=FileFacts("Finance", datetime(2026, 10, 8, 9, 0, tzinfo=UTC), "1.0.0"),
        digest=lines_digest(lines, ()),
    )


def make_line(number: int) -> ReturnLineFacts:
    """Make one full line."""
    body = number % 400
    return ReturnLineFacts(
        number=number,
        return_reference="LGA-2026-Q2",
        revision=1,
        place=f"{number} of 20000",
        agreement="LGA/OD/2026-11",
        cohort=CohortFacts(
            f"INS26-{number // 18:04}",
            "Inspire OD",
            "1",
            "North West Employers",
            date(2026, 7, 2),
            date(2026, 9, 3),
        ),
        participant=PersonFacts(f"P-{number:05}", f"Participant Number {number}"),
        job_title="HR business partner",
        organisation=OrganisationFacts(f"Council of {body}", f"E0{body:07}", "unitary", "West Midlands"),
        status="Active",
        sessions_required=2,
        sessions_attended=2,
        attended_share=Decimal(1),
        threshold_met=True,
        threshold_met_on=date(2026, 7, 3),
        price=Decimal("495.00"),
        subsidy=UNIT,
        vat=Decimal("99.00"),
        employer_contribution=Decimal("145.00"),
        po_number=f"PO{number}",
        invoice=f"INV-{number}",
        substitution_of=None,
        previous_claim="",
        amount=UNIT,
        evidence="Registers of days 1 and 2",
    )


if __name__ == "__main__":
    main()

"""Time documents that flow: a pool's statement of many entries, and a report of twenty pages.

python benchmarks/papers.py [--rounds 5]     processor time, medians; kilobytes before and after packing
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "reference"))

from report_facts import report
from statement_facts import STATEMENT, entry

from aspire_desktop.documents.money.statements import pool_statement

_PACKED = "aspire_desktop.documents.flow.paper.packed_file"


def statement(entries: int) -> Callable[[], bytes]:
    """Give what prints a statement of so many entries, each of another person."""
    rows = (replace(entry(number), person=f"Person {number}") for number in range(1, entries + 1))
    facts = replace(STATEMENT, entries=tuple(rows))
    return lambda: pool_statement(facts)


def seconds(make: Callable[[], bytes], rounds: int) -> float:
    """Give the median of the processor time it takes."""
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        make()
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


def main() -> None:
    """Print a table of medians."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rounds", type=int, default=5)
    asked = words.parse_args()
    print(f"{'':26}{'cpu-s':>8}{'kB':>8}{'unpacked':>10}")
    papers = {f"statement, {count:,} entries": statement(count) for count in (60, 600, 3000)}
    for title, make in {**papers, "report of twenty pages": report}.items():
        whole = make()
        with patch(_PACKED, lambda content: content):
            loose = make()
        print(
            f"{title:26}{seconds(make, asked.rounds):8.2f}{len(whole) / 1000:8.0f}{len(loose) / 1000:10.0f}"
        )


if __name__ == "__main__":
    main()

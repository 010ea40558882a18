"""Rows per CPU second from a file that came in to checked and matched rows, beside the plain readers.

python benchmarks/intake.py [--rows 10000] [--organisations 1000] [--repeat 3]

The child process's time is counted, its start included, which is why few rows look slow; its start also
reads this file again, so libraries that only this file needs are loaded late. "matched" adds the names of
organisations, their index included.
"""

import argparse
import csv
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from aspire_desktop.documents.intake.intake import read_table
from aspire_desktop.domain.intake.columns import ImportKind
from aspire_desktop.domain.intake.imports import ParticipantLine
from aspire_desktop.domain.office.organisation_names import Matched, OrganisationNames
from aspire_desktop.domain.office.organisations import NamingRow
from aspire_desktop.domain.office.values import OrganisationId

HEADINGS = (
    "First name",
    "Last name",
    "E-mail",
    "Job title",
    "Council",
    "Funding",
    "PO number",
    "Dietary needs",
)
KINDS = ("City Council", "County Council", "Borough Council", "District Council")
GOALS = {"xlsx": 10_000, "csv": 20_000}


def place(number: int) -> str:
    """Give a made-up place name."""
    first = ("North", "South", "East", "West", "Upper", "Lower", "Great", "Little", "Old", "New")
    return f"{first[number % 10]} {chr(65 + number // 10 % 26)}{chr(97 + number // 260)}rbury"


def organisations(count: int) -> list[NamingRow]:
    """Give so many councils."""
    return [NamingRow(OrganisationId(n), f"{place(n)} {KINDS[n % 4]}", "", f"E{n:08}") for n in range(count)]


def people(count: int, councils: int) -> list[tuple[str, ...]]:
    """Give rows: one in fifty holds a problem, one in thirty misspells its council."""
    rows: list[tuple[str, ...]] = []
    for n in range(count):
        council = place(n * 7 % councils) + (" Cuoncil" if n % 30 == 0 else f" {KINDS[n * 7 % councils % 4]}")
        mail = "nowhere" if n % 50 == 0 else f"anna.o'neill{n}@council{n % 300}.gov.uk"
        rows.append((f"Siân {n}", "O'Neill", mail, "HR Business Partner", council, "LGA", f"PO{n}", "Vegan"))
    return rows


def cpu() -> float:
    """Give the seconds of processor time that this process and its ended children used."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def best(repeat: int, work: Callable[[], object]) -> float:
    """Give the least processor time of several runs."""
    times = []
    for _ in range(repeat):
        before = cpu()
        work()
        times.append(cpu() - before)
    return min(times)


def read_and_match(path: Path, known: list[NamingRow]) -> int:
    """Read a file and match its organisations; give how many rows are good."""
    names = OrganisationNames(known)
    lines = read_table(path, ImportKind.PARTICIPANTS).lines(ParticipantLine)
    return sum(isinstance(names.match(line.organisation), Matched) for line in lines)


def plain_csv(path: Path) -> int:
    """Read with the standard library alone."""
    with path.open(encoding="utf-8", newline="") as stream:
        return len(list(csv.reader(stream)))


def plain_calamine(path: Path) -> int:
    """Read with calamine alone."""
    from python_calamine import load_workbook

    return len(load_workbook(path).get_sheet_by_index(0).to_python())


def main() -> None:
    """Write the files, time every reader and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--organisations", type=int, default=1_000)
    parser.add_argument("--repeat", type=int, default=3)
    wanted = parser.parse_args()
    known = organisations(wanted.organisations)
    with tempfile.TemporaryDirectory() as folder:
        for ending, plain in (("xlsx", plain_calamine), ("csv", plain_csv)):
            path = write(Path(folder) / f"people.{ending}", people(wanted.rows, wanted.organisations))
            started = time.perf_counter()
            good = read_and_match(path, known)
            wall = time.perf_counter() - started
            tell(f"{ending} plain reader", wanted.rows, best(wanted.repeat, partial(plain, path)))
            tell(
                f"{ending} checked",
                wanted.rows,
                best(wanted.repeat, partial(read_table, path, ImportKind.PARTICIPANTS)),
            )
            seconds = best(wanted.repeat, partial(read_and_match, path, known))
            tell(f"{ending} checked and matched", wanted.rows, seconds, GOALS[ending])
            print(f"  {good:,} of {wanted.rows:,} rows good; {wall:.2f} s by the clock")


def write(path: Path, rows: list[tuple[str, ...]]) -> Path:
    """Write the rows in the form that the path's ending names."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([HEADINGS, *rows])
        return path
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("People")
    for row in [HEADINGS, *rows]:
        sheet.append(row)
    book.save(path)
    return path


def tell(what: str, rows: int, seconds: float, goal: int | None = None) -> None:
    """Print a line of the table."""
    wanted = "" if goal is None else f"   goal {goal:,}: {'met' if rows / seconds >= goal else 'MISSED'}"
    print(f"{what:28}{rows / seconds:>12,.0f} rows per CPU second{wanted}")


if __name__ == "__main__":
    main()

"""A list as it is shown, as an Excel workbook to work on and as a PDF to print."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from aspire_desktop.documents.flow.paper import Paper
from aspire_desktop.documents.typesetting import house
from aspire_desktop.documents.typesetting.house import Fact
from aspire_desktop.documents.workbooks.about import fill_about
from aspire_desktop.documents.workbooks.looks import Look
from aspire_desktop.documents.workbooks.sheet import Book, SheetColumn
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.files import FileFacts
from aspire_desktop.domain.office.lists import Kind, ShownColumn, ShownList, Value, refuse_to_print
from aspire_desktop.domain.office.values import long_date

_LOOKS = {Kind.TEXT: Look.TEXT, Kind.DATE: Look.DATE, Kind.MONEY: Look.MONEY, Kind.COUNT: Look.COUNT}
_HOW = (
    "The rows are those that the filters left, in the order of the list, with those of folded groups.",
    "The columns are those chosen for the list, in their order, also where the window had no room for one.",
    "Dates are dates and amounts are numbers: they can be sorted and added up. Text is never worked out.",
    "This file is a copy: what is changed in it changes nothing in the program.",
)
_UNFILTERED = "None: every row is here"
_PORTRAIT = 4
"""Columns that an upright page has room for."""


def list_workbook(shown: ShownList, office: str, file: FileFacts) -> bytes:
    """Give the workbook; its table is open to sort, filter and change."""
    book = Book(title=shown.title, creator=office, made_at=file.made_at, footer=f"{office}: {shown.title}")
    columns = [_column(each, number) for number, each in enumerate(shown.columns)]
    sheet = book.sheet("List", protected=False)
    sheet.table("Rows", columns, list(shown.rows), where="are in this list")
    rows = "1 row" if shown.count == 1 else f"{shown.count:,} rows"
    headings = ", ".join(each.heading for each in shown.columns)
    what, names = ("List", f"{shown.title}, {rows}"), ("Columns", headings)
    fill_about(book.sheet("About this file"), file, what, names, _HOW, _UNFILTERED)
    return book.to_bytes()


def _column(each: ShownColumn, number: int) -> tuple[SheetColumn, Callable[[Sequence[Value]], Value]]:
    return SheetColumn(each.heading, each.width, _LOOKS[each.kind]), lambda row: row[number]


def list_pdf(shown: ShownList, office: str, file: FileFacts) -> bytes:
    """Give the list to print; raise RuleBroken where it is too long. Its cells are words."""
    refuse_to_print(shown.count)
    made = file.made_at.astimezone(OFFICE_ZONE)
    foot = f"Made on {long_date(made.date())}, {made:%H:%M} by {file.made_by}."
    columns = _printed(shown.columns[1:] if shown.grouped else shown.columns)
    paper = Paper(shown.title, foot, landscape=len(columns) > _PORTRAIT)
    paper.heading(shown.title, office)
    paper.facts([Fact("Rows", f"{shown.count:,}"), Fact("Filters", "; ".join(file.filters) or _UNFILTERED)])
    for heading, rows in _sections(shown):
        if heading:
            paper.section(heading)
        paper.table(columns, rows)
    if not shown.count:
        paper.paragraph("There is nothing in this list.")
    return paper.finish()


def _sections(shown: ShownList) -> Iterator[tuple[str, Iterator[tuple[str, ...]]]]:
    """Give the rows by group, each under its heading; all under none where the list has no groups."""
    if not shown.grouped:
        if shown.count:
            yield "", map(_words, shown.rows)
        return
    for heading, rows in groupby(shown.rows, key=lambda row: str(row[0])):
        yield heading, (_words(row[1:]) for row in rows)


def _words(row: Sequence[Value]) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in row)


def _printed(columns: Sequence[ShownColumn]) -> list[house.PrintedColumn]:
    widths = [max(each.width, len(each.heading) + 2) for each in columns]
    figures = (Kind.MONEY, Kind.COUNT)
    return [
        house.PrintedColumn(each.heading, width / sum(widths), each.kind in figures)
        for each, width in zip(columns, widths, strict=True)
    ]

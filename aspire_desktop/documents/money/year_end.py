"""The year end as an Excel workbook, and as comma separated values."""

from datetime import datetime

from aspire_desktop.documents.workbooks.looks import Look
from aspire_desktop.documents.workbooks.separated import Separated, write_separated
from aspire_desktop.documents.workbooks.sheet import Book, Cell, Columns, SheetColumn, WorkbookSheet
from aspire_desktop.documents.workbooks.wrapping import height, lines_needed
from aspire_desktop.domain.money.year_end import AS_AT, DEFINITIONS, Section, YearEnd, YearEndRow, month_of
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.files import FileFacts
from aspire_desktop.domain.office.values import long_date

_ROWS: Columns[YearEndRow] = (
    (SheetColumn("Agreement", 20), lambda row: row.agreement),
    (SheetColumn("What", 44), lambda row: row.what),
    (SheetColumn("Person", 26), lambda row: row.person),
    (SheetColumn("Organisation", 32), lambda row: row.organisation),
    (SheetColumn("Cohort", 16), lambda row: row.cohort),
    (SheetColumn("Place", 11), lambda row: row.place),
    (SheetColumn("Date", 13, Look.DATE), lambda row: row.on),
    (SheetColumn("Places", 9, Look.COUNT), lambda row: row.places),
    (SheetColumn("Amount", 14, Look.MONEY), lambda row: row.amount),
)
_MONTH = SheetColumn("Month", 24)
_SUMMARY = (
    SheetColumn("Section", 34),
    SheetColumn("Places", 12, Look.COUNT),
    SheetColumn("Amount", 18, Look.MONEY),
)
_NARROW = 105
"""Letters that a joined line of the About sheet holds."""
HEADINGS = ("Section", *(column.heading for column, _ in _ROWS[:7]), "Month", "Places", "Amount")


def year_end_workbook(facts: YearEnd, office: str, file: FileFacts) -> bytes:
    """Give the workbook: a summary, a table of the people behind each section, and what the words mean."""
    title = f"Year end as at {long_date(facts.on)}"
    footer = f"{office}: {title}{f', {facts.agreement}' if facts.agreement else ''}"
    book = Book(title=title, creator=office, made_at=file.made_at, footer=footer)
    _fill_summary(book.sheet("Summary"), facts, title)
    for section in Section:
        _add_section(book, facts, section)
    _fill_about(book.sheet("About this file"), facts, file)
    return book.to_bytes()


def year_end_csv(facts: YearEnd) -> bytes:
    """Give every row of every section as comma separated values, as finance systems take them in."""
    return write_separated(HEADINGS, (_separated(row, facts) for row in facts.rows))


def _separated(row: YearEndRow, facts: YearEnd) -> Separated:
    month = _month(row, facts) if row.section is Section.FORECAST else ""
    words = (row.agreement, row.what, row.person, row.organisation, row.cohort, row.place)
    return (row.section.value, *words, row.on or "", month, row.places, row.amount)


def _fill_summary(sheet: WorkbookSheet, facts: YearEnd, title: str) -> None:
    sheet.widths(*(column.width for column in _SUMMARY))
    sheet.add(Cell(title, Look.TITLE), points=24)
    sheet.add(Cell(facts.agreement or "Every agreement, and places that councils pay for", Look.LABEL))
    sheet.skip()
    sheet.head(_SUMMARY)
    for section in Section:
        total = facts.total(section)
        figures = (Cell(total.places, Look.COUNT), Cell(total.amount, Look.MONEY))
        sheet.add(Cell(section.value), *figures)
    sheet.skip()
    sheet.add(Cell(Section.FORECAST.value, Look.SECTION), points=20)
    sheet.head((SheetColumn("Month", 34), *_SUMMARY[1:]))
    for month in facts.months():
        figures = (Cell(month.tally.places, Look.COUNT), Cell(month.tally.amount, Look.MONEY))
        sheet.add(Cell(month.words), *figures)
    total = facts.total(Section.FORECAST)
    figures = (Cell(total.places, Look.TOTAL_COUNT), Cell(total.amount, Look.TOTAL_MONEY))
    sheet.add(Cell("Total", Look.TOTAL), *figures)


def _add_section(book: Book, facts: YearEnd, section: Section) -> None:
    rows = facts.of(section)
    month: Columns[YearEndRow] = ((_MONTH, lambda row: _month(row, facts)),)
    columns = (*month, *_ROWS) if section is Section.FORECAST else _ROWS
    sheet = book.sheet(section.value)
    sheet.table(section.value, columns, rows, "on this date")
    total = facts.total(section)
    blanks = [Cell(None, Look.TOTAL) for _ in columns[3:]]
    figures = (Cell(total.places, Look.TOTAL_COUNT), Cell(total.amount, Look.TOTAL_MONEY))
    sheet.add(Cell("Total", Look.TOTAL), *blanks, *figures)


def _month(row: YearEndRow, facts: YearEnd) -> str:
    first = month_of(row.on, facts.on)
    return f"{first:%Y-%m}" if first else "None yet"


def _fill_about(sheet: WorkbookSheet, facts: YearEnd, file: FileFacts) -> None:
    made: datetime = file.made_at.astimezone(OFFICE_ZONE)
    sheet.widths(30, 90)
    sheet.add(Cell("About this file", Look.TITLE), points=24)
    told = (
        ("As at", long_date(facts.on)),
        ("Of", facts.agreement or "Every agreement, and places that councils pay for"),
        ("Made by", file.made_by),
        ("Made on", f"{long_date(made.date())}, {made:%H:%M}"),
        ("Program", f"Aspire Desktop {file.program_version}"),
    )
    for words, value in told:
        sheet.add(Cell(words, Look.LABEL), Cell(value, Look.PARAGRAPH))
    sheet.skip()
    sheet.add(Cell("What the sections mean", Look.SECTION), points=20)
    for section in Section:
        sheet.add(Cell(section.value, Look.LABEL), Cell(DEFINITIONS[section], Look.PARAGRAPH))
    sheet.skip()
    sheet.add(Cell("What is taken as at the date, and what is not", Look.SECTION), points=20)
    for sentence in AS_AT:
        points = height(lines_needed(sentence, _NARROW))
        sheet.join(sheet.add(Cell(sentence, Look.PARAGRAPH), points=points), 2)

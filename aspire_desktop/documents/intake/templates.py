"""An empty workbook for an import: headings, what belongs below each, and lists to choose from."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from aspire_desktop.documents.workbooks.looks import COUNT_FORM, DATE_FORM, MONEY_FORM, Look
from aspire_desktop.documents.workbooks.sheet import Book, Cell, SheetColumn, WorkbookSheet
from aspire_desktop.domain.intake.columns import Target
from aspire_desktop.domain.intake.templates import TemplateColumn
from aspire_desktop.domain.office.lists import Kind

ROWS = 500
"""Rows below the headings that have notes and lists."""
_WIDTH, _WIDER = 18, 30
_LONGEST_TITLE, _LONGEST_NOTE = 32, 255
"""Characters that Excel takes of a note's title and of its words."""
_GUIDE, _LISTS = "How to fill it in", "Lists"
_HOW = (
    "A row for each, on the first sheet. A cell says what belongs in it while the cursor is there.",
    "Columns may stand in any order, and those that nobody needs may be taken out.",
    "Before anything is changed the import shows what it would do.",
)
_FEW, _LINE = 20, 16
"""Choices that are named in the guide, and how high a line of it is in points."""
_FORMS = {Kind.DATE: DATE_FORM, Kind.MONEY: MONEY_FORM, Kind.COUNT: COUNT_FORM, Kind.TEXT: "@"}


def template_workbook(
    title: str,
    columns: Sequence[TemplateColumn],
    choices: Mapping[Target, Sequence[str]],
    office: str,
    made_at: datetime,
) -> bytes:
    """Give the workbook; `choices` are what a column is chosen from, which may be typed over."""
    book = Book(title=title, creator=office, made_at=made_at, footer=f"{office}: {title}")
    sheet = book.sheet(title, protected=False)
    sheet.widths(*(_WIDER if choices.get(each.target) else _WIDTH for each in columns))
    sheet.head([SheetColumn(each.heading, _WIDTH) for each in columns])
    sheet.layout.freeze_panes = "A2"
    _fill_guide(book.sheet(_GUIDE), title, columns, choices)
    places = _fill_lists(book, columns, choices)
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        area = f"{letter}2:{letter}{ROWS + 1}"
        sheet.layout.column_dimensions[letter].number_format = _FORMS[column.kind]
        validation = _validation(column, places.get(column.target, ""))
        validation.add(area)
        sheet.layout.add_data_validation(validation)
    return book.to_bytes()


def _validation(column: TemplateColumn, place: str) -> DataValidation:
    """Give the note that a cell shows while the cursor is in it, and the list that it is chosen from."""
    note = f"{'Needed. ' if column.needed else ''}{column.note}"[:_LONGEST_NOTE]
    return DataValidation(
        type="list" if place else None,
        formula1=place or None,
        allow_blank=True,
        showErrorMessage=bool(place),
        errorStyle="warning",
        errorTitle="Not in the list",
        error="The import says whether it knows it all the same.",
        showInputMessage=True,
        promptTitle=column.heading[:_LONGEST_TITLE],
        prompt=note,
    )


def _fill_guide(
    sheet: WorkbookSheet,
    title: str,
    columns: Sequence[TemplateColumn],
    choices: Mapping[Target, Sequence[str]],
) -> None:
    """Say it in sentences: headings in cells of their own would be taken for the file's."""
    sheet.widths(10, 110)
    sheet.add(Cell(f"{title}: how to fill it in", Look.TITLE))
    for each in _HOW:
        row = sheet.add(Cell(each, Look.PARAGRAPH), points=_LINE)
        sheet.join(row, 2)
    sheet.skip()
    for column in columns:
        offered = choices.get(column.target, ())
        one_of = f" One of: {', '.join(offered)}." if 0 < len(offered) <= _FEW else ""
        words = f"“{column.heading}”: {column.note}{one_of}"
        sheet.add(Cell("Needed" if column.needed else "", Look.FACT), Cell(words, Look.PARAGRAPH))


def _fill_lists(
    book: Book, columns: Sequence[TemplateColumn], choices: Mapping[Target, Sequence[str]]
) -> dict[Target, str]:
    """Put what can be chosen into a sheet of its own; give where each list stands."""
    listed = [each for each in columns if choices.get(each.target)]
    if not listed:
        return {}
    sheet = book.sheet(_LISTS)
    sheet.layout.sheet_state = "hidden"
    sheet.widths(*[_WIDER] * len(listed))
    sheet.head([SheetColumn(f"Choices of {each.heading.lower()}", _WIDER) for each in listed])
    longest = max(len(choices[each.target]) for each in listed)
    for number in range(longest):
        words = [choices[each.target][number : number + 1] for each in listed]
        sheet.add(*(Cell(found[0] if found else "") for found in words))
    places = {}
    for number, each in enumerate(listed, start=1):
        letter = get_column_letter(number)
        places[each.target] = f"{_LISTS}!${letter}$2:${letter}${len(choices[each.target]) + 1}"
    return places

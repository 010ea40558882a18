"""The list of rows left out, as a file to send back: text stays text, whatever it begins with."""

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from aspire_desktop.documents.workbooks.separated import showable, write_separated
from aspire_desktop.domain.intake.imports import Problem

HEADINGS = ("Row", "Column", "Value", "Problem")
_WIDTHS = (8, 24, 34, 100)
_LINE_HEIGHT = 15.0
"""Points."""
_MOST_LINES = 20
_TOP = Alignment(wrap_text=True, vertical="top", horizontal="left")


def problems_csv(problems: Iterable[Problem]) -> bytes:
    """Give the list as UTF-8 with a mark, a quotation mark before text that a spreadsheet would work out."""
    return write_separated(HEADINGS, ((each.row, *_texts(each)) for each in problems))


def problems_xlsx(problems: Iterable[Problem]) -> bytes:
    """Give the list as a workbook; its text cells are never formulas."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has one worksheet")
    sheet.title = "Rows left out"
    _set_up(sheet)
    for row, each in enumerate(problems, start=2):
        sheet.cell(row, 1, each.row).alignment = _TOP
        for column, text in enumerate(_texts(each), start=2):
            _write_text(sheet.cell(row, column), showable(text))
        sheet.row_dimensions[row].height = _height(each)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _set_up(sheet: Worksheet) -> None:
    for column, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True), start=1):
        cell = sheet.cell(1, column, heading)
        cell.font = Font(name="Calibri", size=11, bold=True)
        cell.alignment = _TOP
        cell.border = Border(bottom=Side("medium"))
        sheet.column_dimensions["ABCD"[column - 1]].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _texts(problem: Problem) -> tuple[str, str, str]:
    return problem.column, problem.value, problem.problem


def _height(problem: Problem) -> float:
    """Give points enough for the longest text to wrap; not every program works that out on opening."""
    lines = max(
        1 + len(text) // (width - 4) for text, width in zip(_texts(problem), _WIDTHS[1:], strict=True)
    )
    return _LINE_HEIGHT * min(lines, _MOST_LINES)


def _write_text(cell: Cell | MergedCell, text: str) -> None:
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.alignment = _TOP

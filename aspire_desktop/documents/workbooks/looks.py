"""The house style of spreadsheets: petrol headings, tinted totals, real dates and pounds, open notes."""

from dataclasses import dataclass, replace
from enum import Enum

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.child import _WorkbookChild

from aspire_desktop.domain.money.grid import BAD, CORRECTION, DUE, GOOD, INK, LINE, PETROL, QUIET, TINT, WHITE

STRONG = INK
TYPEFACE = "Calibri"
# "_)" leaves the width of a bracket free at the right: LibreOffice drops some indents of figures
MONEY_FORM = '"£"#,##0.00_);"−£"#,##0.00_)'
COUNT_FORM = '#,##0_);"−"#,##0_)'
DATE_FORM = "d mmm yyyy"
SHARE_FORM = "0%_)"
TEXT_FORM = "General"


@dataclass(frozen=True)
class CellStyle:
    """How a cell looks; colours are RRGGBB, sizes in points."""

    form: str = TEXT_FORM
    size: int = 11
    bold: bool = False
    colour: str = INK
    fill: str | None = None
    right: bool = False
    wrap: bool = False
    boxed: bool = True
    top: str = LINE
    line_below: bool = False
    """A line to write on, in place of a box."""
    open: bool = False
    """May be typed into although the sheet is protected."""


_CELL = CellStyle(wrap=True)
_FREE = CellStyle(boxed=False)
_TOTAL = CellStyle(bold=True, fill=TINT, top=STRONG, wrap=True)
_HEAD = CellStyle(bold=True, colour=WHITE, fill=PETROL, wrap=True)


class Look(Enum):
    """Every way a cell can look."""

    TITLE = replace(_FREE, size=16, bold=True, colour=PETROL)
    SECTION = replace(_FREE, size=12, bold=True)
    LABEL = replace(_FREE, colour=QUIET)
    FACT = replace(_FREE, bold=True)
    PARAGRAPH = replace(_FREE, wrap=True)
    DECLARED_MONEY = replace(_FREE, bold=True, form=MONEY_FORM)
    DECLARED_COUNT = replace(_FREE, bold=True, form=COUNT_FORM)
    WARNING = replace(_FREE, bold=True, colour=DUE)
    SUCCESS = replace(_FREE, bold=True, colour=GOOD)
    HEAD = _HEAD
    HEAD_RIGHT = replace(_HEAD, right=True)
    TEXT = _CELL
    CORRECTION = replace(_CELL, colour=CORRECTION)
    AGREES = replace(_CELL, bold=True, colour=GOOD)
    FAILED = replace(_CELL, bold=True, colour=BAD)
    NOTE = replace(_CELL, open=True)
    DATE = replace(_CELL, form=DATE_FORM, wrap=False)
    MONEY = replace(_CELL, form=MONEY_FORM, right=True, wrap=False)
    COUNT = replace(_CELL, form=COUNT_FORM, right=True, wrap=False)
    SHARE = replace(_CELL, form=SHARE_FORM, right=True, wrap=False)
    TOTAL = _TOTAL
    TOTAL_MONEY = replace(_TOTAL, form=MONEY_FORM, right=True, wrap=False)
    TOTAL_COUNT = replace(_TOTAL, form=COUNT_FORM, right=True, wrap=False)
    TO_WRITE = replace(_FREE, open=True, line_below=True)


def register(book: Workbook) -> tuple[dict[Look, int], dict[Look, int]]:
    """Enter every look in the workbook; give the style numbers for values, and for negative values."""
    sheet = book.worksheets[0]
    plain = {look: _number(sheet, look.value) for look in Look}
    taken = {look: _number(sheet, replace(look.value, colour=BAD)) for look in Look}
    return plain, taken


def _number(sheet: _WorkbookChild, style: CellStyle) -> int:
    cell = WriteOnlyCell(sheet)
    cell.number_format = style.form
    cell.font = Font(name=TYPEFACE, size=style.size, bold=style.bold, color=style.colour)
    if style.fill:
        cell.fill = PatternFill("solid", fgColor=style.fill)
    cell.alignment = Alignment(
        horizontal="right" if style.right else "left",
        vertical="center",
        wrap_text=style.wrap,
        indent=1 if style.boxed and (style.form == TEXT_FORM or not style.right) else 0,
    )
    if style.boxed:
        thin, top = Side("thin", color=LINE), Side("thin", color=style.top)
        cell.border = Border(left=thin, right=thin, top=top, bottom=thin)
    if style.line_below:
        cell.border = Border(bottom=Side("thin", color=QUIET))
    cell.protection = Protection(locked=not style.open)
    cell.quotePrefix = style.form == TEXT_FORM
    return int(cell.style_id)

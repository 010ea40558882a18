"""Reading a cell that holds a code, such as a purchase order number: never a digit that was made up."""

from datetime import date

from aspire_desktop.domain.intake.cells import Cell, as_text, shown
from aspire_desktop.domain.office.errors import NotUnderstood
from aspire_desktop.domain.office.written import MOST_DIGITS, code_of, lost_digits


def as_code(cell: Cell) -> str:
    """Give what the cell shows, tidied; empty for an empty cell.

    Raises NotUnderstood for what a spreadsheet has made of a code: a shortened number, one of which digits
    are lost, or a date.
    """
    if isinstance(cell, date):
        raise NotUnderstood(
            f"The cell holds the date {shown(cell)}. A spreadsheet makes dates of codes that look like one: "
            "type the code as it stands on the order."
        )
    code = code_of(as_text(f"{cell:.15g}" if isinstance(cell, float) and not cell.is_integer() else cell))
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= 10**MOST_DIGITS:
        raise lost_digits(code)
    return code

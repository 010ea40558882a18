"""Reading a cell that holds a code, such as a purchase order number: never a digit that was made up."""

import re
from datetime import date

from aspire_desktop.domain.intake.cells import Cell, NotUnderstood, as_text, shown

MOST_DIGITS = 15
"""Digits of a number that a spreadsheet keeps; those after them it replaces by noughts."""
_SCIENTIFIC = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+\d{2,3}|[+-]?\d[.,]\d+E\d{1,3}", re.IGNORECASE)
_DIGITS = re.compile(r"[\d ]*\d")


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
    text = as_text(f"{cell:.15g}" if isinstance(cell, float) and not cell.is_integer() else cell)
    if _SCIENTIFIC.fullmatch(text):
        raise NotUnderstood(
            f"“{text}” is a long number that a spreadsheet shortened: its last digits are not in the file. "
            "Type the number in full, as text."
        )
    if _lost_digits(cell, text):
        raise NotUnderstood(
            f"“{text}” has more than {MOST_DIGITS} digits. A spreadsheet keeps {MOST_DIGITS} of a number and "
            "puts noughts for the rest: type the number again, as text."
        )
    return text


def _lost_digits(cell: Cell, text: str) -> bool:
    """Tell whether digits were replaced: of any long number, and of long text that ends in the noughts."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return bool(abs(cell) >= 10**MOST_DIGITS)
    digits = text.replace(" ", "") if _DIGITS.fullmatch(text) else ""
    return len(digits) > MOST_DIGITS and set(digits[MOST_DIGITS:]) == {"0"}

"""A small form like a funder's, with rows for three places, and where a return goes in it."""

import io
from typing import Final

from openpyxl import Workbook

from aspire_desktop.domain.money.layout_mapping import read_mapping
from aspire_desktop.domain.money.layouts import FormMapping


def _form() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Claim"
    for at, words in (("A1", "Reference"), ("A2", "Amount"), ("A4", "Name"), ("B4", "Amount")):
        sheet[at] = words
    sheet["A8"], sheet["B8"] = "Total", "=SUM(B5:B7)"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


FORM: Final[bytes] = _form()
MAPPING: Final[FormMapping] = read_mapping(
    """{"figures": {"reference": "Claim!B1", "net amount": "Claim!B2"},
        "lines": {"sheet": "Claim", "first_row": 5, "columns": {"A": "participant", "B": "amount"}},
        "totals": {"amount claimed": "Claim!B8"}}"""
)

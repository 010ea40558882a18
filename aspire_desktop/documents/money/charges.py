"""Charges as a file that a finance system takes in: one line for each, and one for each credit note."""

from collections.abc import Iterable
from datetime import date

from aspire_desktop.documents.workbooks.separated import Separated, write_separated
from aspire_desktop.domain.money.charges import ChargeRow, ChargeState, Sums, VatTerms

HEADINGS = (
    "Date",
    "Invoice",
    "Customer",
    "GSS code",
    "Purchase order",
    "Description",
    "Net",
    "VAT code",
    "VAT",
    "Gross",
)
_WRITTEN = frozenset({ChargeState.RAISED, ChargeState.INVOICED, ChargeState.CREDITED})


def is_written(row: ChargeRow) -> bool:
    """Tell whether a charge stands in the file: what is only due or was waived does not."""
    return row.state in _WRITTEN


def charges_csv(rows: Iterable[ChargeRow], terms: VatTerms) -> bytes:
    """Give the file: without an invoice yet the number is blank, and a credit note has its sums negative."""
    return write_separated(HEADINGS, (line for row in rows for line in _lines(row, terms)))


def _lines(row: ChargeRow, terms: VatTerms) -> list[Separated]:
    charge = row.charge
    if not is_written(row) or charge.sums is None or charge.vat is None:
        return []
    code = terms.code(charge.vat)
    lines = [_line(row, charge.on, charge.invoice, row.description, charge.sums, code)]
    if charge.credited_on is not None:
        words = f"Credit of invoice {charge.invoice}: {row.description}"
        lines.append(_line(row, charge.credited_on, charge.credit_note, words, -charge.sums, code))
    return lines


def _line(row: ChargeRow, on: date, number: str, words: str, sums: Sums, code: str) -> Separated:
    customer = (row.organisation, row.gss, row.charge.po_number)
    return (on, number, *customer, words, sums.net, code, sums.vat, sums.gross)

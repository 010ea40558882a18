"""The ledger of an agreement as an Excel workbook: frozen entries in, bytes out."""

from collections.abc import Sequence

from aspire_desktop.documents.workbooks.about import fill_about
from aspire_desktop.documents.workbooks.looks import Look
from aspire_desktop.documents.workbooks.sheet import Book, Columns, SheetColumn
from aspire_desktop.domain.money.ledger import LedgerEntry
from aspire_desktop.domain.office.files import FileFacts

_COLUMNS: Columns[LedgerEntry] = (
    (SheetColumn("Entry", 10), lambda entry: entry.label),
    (SheetColumn("Date", 13, Look.DATE), lambda entry: entry.at),
    (SheetColumn("What happened", 30), lambda entry: entry.what),
    (SheetColumn("Cohort", 14), lambda entry: entry.cohort),
    (SheetColumn("Person", 20), lambda entry: entry.person),
    (SheetColumn("Organisation", 26), lambda entry: entry.organisation),
    (SheetColumn("Place", 10), lambda entry: entry.place),
    (SheetColumn("Committed", 12, Look.COUNT), lambda entry: entry.committed),
    (SheetColumn("Claimed", 10, Look.COUNT), lambda entry: entry.claimed),
    (SheetColumn("Free after", 11, Look.COUNT), lambda entry: entry.free_after),
    (SheetColumn("Claimed after", 12, Look.COUNT), lambda entry: entry.claimed_after),
    (SheetColumn("Amount", 13, Look.MONEY), lambda entry: entry.amount),
    (SheetColumn("Return", 17), lambda entry: entry.return_reference),
    (SheetColumn("By", 14), lambda entry: entry.by),
)
_HOW = (
    "Every entry follows from an action in the program's history; entries are never edited or deleted.",
    "“Free after” and “Claimed after” count every entry up to that one, those left out by a filter too.",
    "Names, organisations and cohorts are those of whoever holds the place now.",
)


def ledger_workbook(
    agreement: str, funder: str, office: str, file: FileFacts, entries: Sequence[LedgerEntry]
) -> bytes:
    """Give the workbook; the same entries and facts always give the same bytes."""
    title = f"Ledger of agreement {agreement}"
    book = Book(title=title, creator=office, made_at=file.made_at, footer=f"{office}: {title}, {funder}")
    book.sheet("Ledger").table("Ledger", _COLUMNS, entries)
    fill_about(
        book.sheet("About this file"),
        file,
        ("Ledger", f"Agreement {agreement} with {funder}, {len(entries)} entries, newest first"),
        ("People's names", "On Ledger only"),
        _HOW,
        "None: every entry is here",
    )
    return book.to_bytes()

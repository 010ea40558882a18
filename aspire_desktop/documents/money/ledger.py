"""The ledger of an agreement as an Excel workbook: frozen entries in, bytes out."""

from collections.abc import Sequence

from aspire_desktop.documents.workbooks.about import fill_about
from aspire_desktop.documents.workbooks.cells import Value
from aspire_desktop.documents.workbooks.looks import Look
from aspire_desktop.documents.workbooks.sheet import Book, Column
from aspire_desktop.domain.money.ledger import LedgerEntry
from aspire_desktop.domain.money.returns import FileFacts

_COLUMNS = (
    Column("Entry", 10),
    Column("Date", 13, Look.DATE),
    Column("What happened", 30),
    Column("Cohort", 14),
    Column("Person", 20),
    Column("Organisation", 26),
    Column("Place", 10),
    Column("Committed", 12, Look.COUNT),
    Column("Claimed", 10, Look.COUNT),
    Column("Free after", 11, Look.COUNT),
    Column("Claimed after", 12, Look.COUNT),
    Column("Amount", 13, Look.MONEY),
    Column("Return", 17),
    Column("By", 14),
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
    book.sheet("Ledger").table("Ledger", _COLUMNS, (_row(entry) for entry in entries), len(entries))
    fill_about(
        book.sheet("About this file"),
        file,
        ("Ledger", f"Agreement {agreement} with {funder}, {len(entries)} entries, newest first"),
        ("People's names", "On Ledger only"),
        _HOW,
        "None: every entry is here",
    )
    return book.to_bytes()


def _row(entry: LedgerEntry) -> tuple[Value, ...]:
    return (
        entry.label,
        entry.at,
        entry.what,
        entry.cohort,
        entry.person,
        entry.organisation,
        entry.place,
        entry.committed,
        entry.claimed,
        entry.free_after,
        entry.claimed_after,
        entry.amount,
        entry.return_reference,
        entry.by,
    )

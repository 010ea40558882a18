"""A workbook for a mail merge in a word processor: one row for each person, one column for each field."""

from collections.abc import Callable, Sequence

from aspire_desktop.documents.workbooks.about import fill_about
from aspire_desktop.documents.workbooks.sheet import Book, SheetColumn
from aspire_desktop.domain.contact.messages import MergeRow
from aspire_desktop.domain.office.files import FileFacts

_HOW = (
    "Each row is one message: Subject and Text are whole, the columns before them are its fields.",
    "This file is a copy: what is changed in it changes nothing in the program.",
)
_WIDE = 40


def merge_sheet(
    title: str, fields: Sequence[str], rows: Sequence[MergeRow], office: str, file: FileFacts
) -> bytes:
    """Give the workbook; `fields` are the words of those in the rows, in their order."""
    book = Book(title=title, creator=office, made_at=file.made_at, footer=f"{office}: {title}")
    sheet = book.sheet("People", protected=False)
    sheet.table("People", _columns(fields), rows, where="are in this sheet")
    what, names = ("Mail-merge sheet", title), ("Names", "In the columns of names, addresses and texts")
    fill_about(book.sheet("About this file"), file, what, names, _HOW, "None: everybody ticked is here")
    return book.to_bytes()


def _columns(fields: Sequence[str]) -> list[tuple[SheetColumn, Callable[[MergeRow], str]]]:
    return [
        (SheetColumn("E-mail address", _WIDE), lambda row: row.address),
        *((SheetColumn(words.capitalize(), _WIDE / 2), _field(at)) for at, words in enumerate(fields)),
        (SheetColumn("Subject", _WIDE), lambda row: row.letter.subject),
        (SheetColumn("Text", 2 * _WIDE), lambda row: row.letter.body),
    ]


def _field(at: int) -> Callable[[MergeRow], str]:
    return lambda row: row.fields[at]

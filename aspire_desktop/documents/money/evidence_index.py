"""The index of an evidence pack as a workbook: its places, and every file with its digest."""

from aspire_desktop.documents.money.evidence import about
from aspire_desktop.documents.workbooks.looks import Look
from aspire_desktop.documents.workbooks.sheet import Book, Cell, Columns, SheetColumn
from aspire_desktop.domain.money.evidence import EvidencePack, FileEntry, PlaceFolder
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.values import long_date

_PLACES: Columns[PlaceFolder] = (
    (SheetColumn("Line", 8, Look.COUNT), lambda place: place.line),
    (SheetColumn("Place", 12), lambda place: place.place),
    (SheetColumn("Cohort", 16), lambda place: place.cohort),
    (SheetColumn("Participant", 26), lambda place: place.participant),
    (SheetColumn("Organisation", 30), lambda place: place.organisation),
    (SheetColumn("Amount", 13, Look.MONEY), lambda place: place.amount),
    (SheetColumn("Folder", 28), lambda place: place.folder),
    (SheetColumn("Files", 9, Look.COUNT), lambda place: len(place.files)),
    (SheetColumn("Certificate", 38), lambda place: place.certificate),
    (SheetColumn("Notes", 24, Look.NOTE), lambda place: None),
)
_FILES: Columns[tuple[PlaceFolder, FileEntry]] = (
    (SheetColumn("Folder", 28), lambda each: each[0].folder),
    (SheetColumn("File", 40), lambda each: each[1].name),
    (SheetColumn("Bytes", 12, Look.COUNT), lambda each: each[1].size),
    (SheetColumn("Digest (sha256)", 70), lambda each: each[1].digest),
)


def index_workbook(pack: EvidencePack) -> bytes:
    """Give the index; the same pack always gives the same bytes."""
    name = f"Evidence pack, return {pack.drawn_from.name}"
    book = Book(title=name, creator=pack.made_by, made_at=pack.made_at, footer=name)
    book.sheet("Index").table("Sample", _PLACES, pack.places)
    files = [(place, file) for place in pack.places for file in place.files]
    book.sheet("Files").table("Files", _FILES, files)
    made = pack.made_at.astimezone(OFFICE_ZONE)
    sheet = book.sheet("About this file")
    sheet.widths(30, 90)
    sheet.add(Cell("About this file", Look.TITLE), points=24)
    for label, words in (
        ("Return", pack.drawn_from.name),
        *about(pack),
        ("Made by", pack.made_by),
        ("Made on", f"{long_date(made.date())}, {made:%H:%M}"),
    ):
        sheet.add(Cell(label, Look.LABEL), Cell(words, Look.PARAGRAPH))
    return book.to_bytes()

"""The index of an evidence pack as a workbook: its places, and every file with its digest."""

from aspire_desktop.documents.money.evidence import about
from aspire_desktop.documents.workbooks.cells import Value
from aspire_desktop.documents.workbooks.looks import Look
from aspire_desktop.documents.workbooks.sheet import Book, Cell, Column
from aspire_desktop.domain.money.evidence import EvidencePack, PlaceFolder
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.values import long_date

_PLACES = (
    Column("Line", 8, Look.COUNT),
    Column("Place", 12),
    Column("Cohort", 16),
    Column("Participant", 26),
    Column("Organisation", 30),
    Column("Amount", 13, Look.MONEY),
    Column("Folder", 28),
    Column("Files", 9, Look.COUNT),
    Column("Certificate", 38),
    Column("Notes", 24, Look.NOTE),
)
_FILES = (
    Column("Folder", 28),
    Column("File", 40),
    Column("Bytes", 12, Look.COUNT),
    Column("Digest (sha256)", 70),
)


def index_workbook(pack: EvidencePack) -> bytes:
    """Give the index; the same pack always gives the same bytes."""
    name = f"Evidence pack, return {pack.drawn_from.name}"
    book = Book(title=name, creator=pack.made_by, made_at=pack.made_at, footer=name)
    book.sheet("Index").table("Sample", _PLACES, map(_place, pack.places), len(pack.places))
    files = [row for place in pack.places for row in _files(place)]
    book.sheet("Files").table("Files", _FILES, files, len(files))
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


def _place(place: PlaceFolder) -> tuple[Value, ...]:
    return (
        place.line,
        place.place,
        place.cohort,
        place.participant,
        place.organisation,
        place.amount,
        place.folder,
        len(place.files),
        place.certificate,
        None,
    )


def _files(place: PlaceFolder) -> list[tuple[Value, ...]]:
    return [(place.folder, file.name, file.size, file.digest) for file in place.files]

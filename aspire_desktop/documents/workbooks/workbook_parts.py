"""The parts inside an .xlsx file, checked before a reader touches them, and what readers do not say."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree import ElementTree

from aspire_desktop.domain.intake.cells import Broken

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How newer and older workbooks begin, and much else that is none."""
MOST_PARTS = 2_000
MOST_UNPACKED = 150 * 2**20
"""Bytes of all parts together."""
MOST_CELLS = 2_000_000
"""Cells of the rectangle that holds everything in a sheet."""
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
_CHUNK = 2**20
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
NAME = rb"(?:[^\s<>/:]+:)?"
"""The beginning of an element's name: a prefix, or none."""
_AT = rb"""\br\s*=\s*["']([A-Za-z]+)(\d+)["']"""
_CELL = re.compile(rb"<" + NAME + rb"c\s[^>]*?" + _AT)
_WHOLE_CELL = re.compile(rb"<" + NAME + rb"c\s([^>]*?)(?:/>|>(.*?)</" + NAME + rb"c\s*>)", re.DOTALL)
PLACE = re.compile(_AT)
"""A cell's column in letters and its row, within its attributes."""
_TYPE = re.compile(rb"""\bt\s*=\s*["'](\w+)["']""")
_SIGNS = (b"<f", b":f", b'"e"', b"'e'")
"""Without one of these a sheet has neither a formula nor an error: a quick first look."""
_VALUE = re.compile(rb"<" + NAME + rb"v(?:\s[^>]*)?>(.*?)</" + NAME + rb"v\s*>", re.DOTALL)
_FORMULA = re.compile(rb"<" + NAME + rb"f[\s/>]")
_FORMULA_TEXT = re.compile(rb"<" + NAME + rb"f(?:\s[^>]*)?>(.*?)</" + NAME + rb"f\s*>", re.DOTALL)
_CONTENT = re.compile(rb"<" + NAME + rb"(?:v|is)[\s>]")
_ENTITIES = ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&quot;", b'"'), (b"&apos;", b"'"), (b"&amp;", b"&"))


class Unfit(Exception):
    """The file cannot be read; the message ends a sentence that begins “… could not be read, because”.

    `do` is what to do about it; empty where saving it anew helps.
    """

    def __init__(self, because: str, do: str = "") -> None:
        super().__init__(because)
        self.do = do


@dataclass(frozen=True)
class SheetPart:
    """A worksheet by its name, and the part that holds it."""

    name: str
    part: str
    visible: bool


@dataclass(frozen=True)
class BrokenCell:
    """A cell without a value: its row and column, counted from 0."""

    row: int
    column: int
    cell: Broken


def is_workbook(beginning: bytes) -> bool:
    """Tell by its first bytes whether a file may be a workbook; otherwise it may be text."""
    return beginning.startswith((ZIP, OLE))


def check(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that is too large, of too many parts, damaged, locked or with a document type.

    What is in it is another question.
    """
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise Unfit(f"it has {len(parts):,} parts; a workbook of ours has a few dozen")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unfit(f"it unpacks to more than {MOST_UNPACKED // 2**20} MB")
    for part in parts:
        if part.flag_bits & 1:
            raise Unfit("it is protected with a password")
        if part.filename.lower().endswith((".xml", ".rels")):
            _check_part(archive, part)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read a part to its end, which also finds a wrong size or checksum, and look for a document type."""
    with archive.open(part) as stream:
        before = b""
        while chunk := stream.read(_CHUNK):
            if any(doctype in before + chunk for doctype in _DOCTYPES):
                raise Unfit("it declares a document type, which workbooks never do")
            before = chunk[-32:]


def worksheets(archive: zipfile.ZipFile) -> list[SheetPart]:
    """Give the worksheets in the workbook's order, those that are shown before the hidden ones."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {
        each.get("Id", ""): each.get("Target", "")
        for each in relations
        if each.get("Type", "").endswith("/worksheet")
    }
    found: list[SheetPart] = []
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        relation = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        if relation in targets:
            part = str(PurePosixPath("xl") / targets[relation].lstrip("/").removeprefix("xl/"))
            found.append(
                SheetPart(element.get("name", ""), part, element.get("state", "visible") == "visible")
            )
    return sorted(found, key=lambda sheet: not sheet.visible)


def holds_something(xml: bytes) -> bool:
    """Tell whether a sheet has a cell with a value or a formula."""
    return bool(_CONTENT.search(xml) or _FORMULA.search(xml))


def check_extent(xml: bytes) -> None:
    """Refuse a sheet whose cells lie so far apart that a reader would need all memory for the gap."""
    columns: set[bytes] = set()
    rows: set[bytes] = set()
    for match in _CELL.finditer(xml):
        columns.add(match[1])
        rows.add(match[2])
    if fits(max(map(int, rows), default=0), max(map(column_number, columns), default=0)):
        return
    # Cells may be there for their looks alone: only those with something in them count.
    filled = [(int(row), column_number(column)) for row, column in _filled_places(xml)]
    last_row, last_column = (
        max((row for row, _ in filled), default=0),
        max((at for _, at in filled), default=0),
    )
    if not fits(last_row, last_column):
        raise Unfit(
            f"it reaches to row {last_row:,} and column {last_column:,}, which is more than can be read "
            "(perhaps something stands far from the rest by mistake)"
        )


def fits(rows: int, columns: int) -> bool:
    """Tell whether a sheet of so many rows and columns may be read."""
    return rows <= MOST_ROWS and columns <= MOST_COLUMNS and rows * columns <= MOST_CELLS


def _filled_places(xml: bytes) -> Iterator[tuple[bytes, bytes]]:
    for match in _WHOLE_CELL.finditer(xml):
        place = PLACE.search(match[1])
        if place and match[2] and holds_something(match[2]):
            yield place[2], place[1]


def column_number(letters: bytes) -> int:
    """Count a column, A being 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def broken_cells(xml: bytes) -> Iterator[BrokenCell]:
    """Find formulas without a stored value, and Excel's own errors; readers show both as empty."""
    if not any(sign in xml for sign in _SIGNS):
        return
    for match in _WHOLE_CELL.finditer(xml):
        place = PLACE.search(match[1])
        if place is None:
            continue
        name = (place[1] + place[2]).decode().upper()
        if broken := _broken(name, match[1], match[2] or b""):
            yield BrokenCell(int(place[2]) - 1, column_number(place[1]) - 1, broken)


def _broken(name: str, attributes: bytes, inside: bytes) -> Broken | None:
    kind, value = _TYPE.search(attributes), _VALUE.search(inside)
    if kind and kind[1] == b"e":
        text = _plain(value[1]) if value else "#ERROR"
        return Broken(text, f"Cell {name} shows {text}, an error of the spreadsheet, instead of a value.")
    # A formula whose stored value is the empty text is whole.
    stored = value and (value[1] or (kind and kind[1] == b"str"))
    return None if stored or not _FORMULA.search(inside) else _never_worked_out(name, inside)


def _never_worked_out(name: str, inside: bytes) -> Broken:
    # Excel writes a formula that many cells share once; in the others its text is empty.
    text = _FORMULA_TEXT.search(inside)
    formula = f"={_plain(text[1])}" if text and text[1].strip() else ""
    told = f"the formula {formula}" if formula else "a formula"
    return Broken(
        formula or "(formula)",
        f"Cell {name} holds {told} without a stored value. "
        "Open the file in Excel and save it, or type the value.",
    )


def _plain(text: bytes) -> str:
    for entity, letter in _ENTITIES:
        text = text.replace(entity, letter)
    return text.decode("utf-8", "replace")[:200]

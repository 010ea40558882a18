"""Excel's binary workbooks, .xls and .xlsb: checked before a reader touches them, and what they show."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import olefile

from aspire_desktop.documents.intake.binary_records import (
    binary_records,
    codes_among,
    number,
    old_records,
    read_binary_sheet,
    read_old_sheet,
    refuse_too_large,
)
from aspire_desktop.documents.intake.sheet_facts import SheetLook
from aspire_desktop.documents.workbooks.workbook_parts import Unfit

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The name of the part in which a newer workbook lies when it is locked."""
_STREAMS = ("Workbook", "Book")
_HEADER, _FREE = 512, 0xFFFFFFFF
"""Bytes before the first sector, and what the table of sectors says of one that is not used."""
_BEGINS, _EXCEL_97 = 0x0809, 0x0600
_FORMAT, _STYLE, _SHEET, _LOCKED = 0x041E, 0x00E0, 0x0085, 0x002F
_NEW_FORMAT, _NEW_STYLE, _NEW_SHEET, _STYLES_BEGIN, _STYLES_END = 44, 47, 156, 617, 618


def looks_of_old(path: Path) -> list[SheetLook]:
    """Look at every sheet of an .xls workbook that holds something, those that are shown first."""
    stream = _workbook_stream(path)
    formats: dict[int, str] = {}
    styles: list[int] = []
    sheets: list[tuple[int, bool, str]] = []
    for kind, of in old_records(stream):
        if kind == _LOCKED:
            raise Unfit("it is protected with a password")
        if kind == _BEGINS and number(of, 0, 2) < _EXCEL_97:
            raise Unfit("it was saved by an Excel older than Excel 97")
        if kind == _FORMAT:
            formats[number(of, 0, 2)] = _old_text(of, 2, 2)
        elif kind == _STYLE:
            styles.append(number(of, 2, 2))
        elif kind == _SHEET and not number(of, 5, 1):
            sheets.append((number(of, 0, 4), bool(number(of, 4, 1) & 3), _old_text(of, 6, 1)))
    codes = codes_among(formats, styles)
    looks = []
    for at, hidden, name in sheets:
        look = read_old_sheet(stream, at, codes).look(name, hidden=hidden)
        refuse_too_large(look)
        looks += [look] if look is not None else []
    return sorted(looks, key=lambda look: look.hidden)


def _workbook_stream(path: Path) -> bytes:
    if _ENCRYPTED in path.read_bytes():
        raise Unfit("it is protected with a password")
    try:
        with olefile.OleFileIO(path) as file:
            used = max((at for at, follows in enumerate(file.fat) if follows != _FREE), default=-1)
            if path.stat().st_size < _HEADER + (used + 1) * file.sector_size:
                raise Unfit("it is damaged or was cut short")
            name = next((each for each in _STREAMS if file.exists(each)), None)
            if name is None:
                raise Unfit("it is a file of another program (perhaps an old Word document or an e-mail)")
            with file.openstream(name) as stream:
                content: bytes = stream.read()
                return content
    except (OSError, ValueError, IndexError) as error:
        raise Unfit("it is damaged or was cut short") from error


def _old_text(of: bytes, at: int, size: int) -> str:
    """Read a text of .xls: how many letters, whether of two bytes each, the letters."""
    many, wide = number(of, at, size), number(of, at + size, 1) & 1
    begins = at + size + 1
    return of[begins : begins + many * (2 if wide else 1)].decode(
        "utf-16-le" if wide else "latin-1", "replace"
    )


def looks_of_binary(archive: zipfile.ZipFile) -> Iterator[SheetLook]:
    """Look at every sheet of an .xlsb workbook that holds something, those that are shown first."""
    codes = _codes(archive)
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.bin.rels"))
    targets = {each.get("Id", ""): each.get("Target", "") for each in relations}
    sheets: list[tuple[bool, str, str]] = []
    for kind, of in binary_records(archive.read("xl/workbook.bin")):
        if kind == _NEW_SHEET:
            relation, after = _text(of, 8)
            sheets.append((number(of, 0, 4) != 0, _text(of, after)[0], targets.get(relation, "")))
    for hidden, name, target in sorted(sheets, key=lambda sheet: sheet[0]):
        part = f"xl/{target.lstrip('/').removeprefix('xl/')}"
        if "worksheets/" in part:
            look = read_binary_sheet(archive.read(part), codes).look(name, hidden=hidden)
            yield from [look] if look is not None else []


def _codes(archive: zipfile.ZipFile) -> dict[int, str]:
    if "xl/styles.bin" not in archive.namelist():
        return {}
    formats: dict[int, str] = {}
    styles: list[int] = []
    within = False
    for kind, of in binary_records(archive.read("xl/styles.bin")):
        if kind in (_STYLES_BEGIN, _STYLES_END):
            within = kind == _STYLES_BEGIN
        elif kind == _NEW_FORMAT:
            formats[number(of, 0, 2)] = _text(of, 2)[0]
        elif kind == _NEW_STYLE and within:
            styles.append(number(of, 2, 2))
    return codes_among(formats, styles)


def _text(of: bytes, at: int) -> tuple[str, int]:
    """Read a text of .xlsb; give it and the place after it."""
    ends = at + 4 + 2 * number(of, at, 4)
    return of[at + 4 : ends].decode("utf-16-le", "replace"), ends

"""What an .xlsx sheet shows and its values do not say: hidden rows and columns, filters, formats of codes."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from aspire_desktop.documents.intake.sheet_facts import SheetFacts, SheetLook
from aspire_desktop.documents.workbooks.workbook_parts import (
    MOST_COLUMNS,
    NAME,
    PLACE,
    Unfit,
    broken_cells,
    check_extent,
    column_number,
    holds_something,
    worksheets,
)
from aspire_desktop.domain.intake.number_formats import code_shown

_ROW = re.compile(rb"<" + NAME + rb"row((?:\s[^>]*)?)>")
_COLUMN = re.compile(rb"<" + NAME + rb"col\s([^>]*)>")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']""")
_NO_HEIGHT = re.compile(rb"""\bht\s*=\s*["']0(?:\.0*)?["']""")
_NO_WIDTH = re.compile(rb"""\bwidth\s*=\s*["']0(?:\.0*)?["']""")
_NUMBER = re.compile(rb"""\br\s*=\s*["'](\d+)["']""")
_FROM_TO = re.compile(rb"""\b(min|max)\s*=\s*["'](\d+)["']""")
_FILTER_SET = re.compile(rb"""<""" + NAME + rb"""filterColumn[\s>]|\bfilterMode\s*=\s*["'](?:1|true)["']""")
_TRIED = (0, 7, 1234567)
"""Numbers by which a format of codes shows itself; no format that every workbook has is one."""


def code_formats(archive: zipfile.ZipFile) -> dict[bytes, str]:
    """Give the formats that show numbers as codes, by the number of the style that has them."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    codes: dict[str, str] = {}
    styles: list[str] = []
    for element in ElementTree.fromstring(archive.read("xl/styles.xml")):
        name = element.tag.rpartition("}")[2]
        if name == "numFmts":
            codes = {each.get("numFmtId", ""): each.get("formatCode", "") for each in element}
        elif name == "cellXfs":
            styles = [each.get("numFmtId", "") for each in element]
    return {
        str(style).encode(): codes[number]
        for style, number in enumerate(styles)
        if number in codes and any(code_shown(codes[number], value) for value in _TRIED)
    }


def looks_of_workbook(archive: zipfile.ZipFile) -> Iterator[SheetLook]:
    """Look at every sheet that holds something, those that are shown first."""
    formats, filtered = code_formats(archive), tables_filtered(archive)
    for part in worksheets(archive):
        xml = archive.read(part.part)
        if not holds_something(xml):
            continue
        try:
            check_extent(xml)
            facts = facts_of(xml, formats, table_filtered=filtered)
        except Unfit as unfit:
            yield SheetLook(part.name, not part.visible, unread=str(unfit))
        else:
            yield SheetLook(part.name, not part.visible, facts)


def facts_of(xml: bytes, formats: Mapping[bytes, str], *, table_filtered: bool) -> SheetFacts:
    """Read what a sheet shows; `table_filtered` says whether a table of the workbook has a filter set."""
    broken = {(each.row, each.column): each.cell for each in broken_cells(xml)}
    rows = frozenset(_hidden_rows(xml))
    filtered = bool(rows) and (bool(_FILTER_SET.search(xml)) or (table_filtered and b"tableParts" in xml))
    return SheetFacts(
        rows, frozenset(_hidden_columns(xml)), filtered, dict(_formatted(xml, formats)), broken=broken
    )


def tables_filtered(archive: zipfile.ZipFile) -> bool:
    """Tell whether a table of the workbook has a filter set."""
    tables = (name for name in archive.namelist() if name.startswith("xl/tables/"))
    return any(_FILTER_SET.search(archive.read(name)) for name in tables)


def _hidden_rows(xml: bytes) -> Iterator[int]:
    if not (b"hidden" in xml or b'ht="0' in xml or b"ht='0" in xml):
        return
    number = 0
    for match in _ROW.finditer(xml):
        told = _NUMBER.search(match[1])
        number = int(told[1]) if told else number + 1
        if _HIDDEN.search(match[1]) or _NO_HEIGHT.search(match[1]):
            yield number


def _hidden_columns(xml: bytes) -> Iterator[int]:
    for match in _COLUMN.finditer(xml, 0, max(0, xml.find(b"sheetData"))):
        if _HIDDEN.search(match[1]) or _NO_WIDTH.search(match[1]):
            ends = {each[1]: int(each[2]) for each in _FROM_TO.finditer(match[1])}
            yield from range(ends.get(b"min", 1) - 1, min(ends.get(b"max", 0), MOST_COLUMNS))


def _formatted(xml: bytes, formats: Mapping[bytes, str]) -> Iterator[tuple[tuple[int, int], str]]:
    if not formats:
        return
    styled = re.compile(
        rb"<" + NAME + rb"c\s[^>]*?\bs\s*=\s*[\"'](" + b"|".join(map(re.escape, formats)) + rb")[\"'][^>]*>"
    )
    for match in styled.finditer(xml):
        if place := PLACE.search(match[0]):
            yield (int(place[2]) - 1, column_number(place[1]) - 1), formats[match[1]]

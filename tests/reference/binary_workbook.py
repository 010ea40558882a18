"""Writes a small .xlsb workbook, since no library does: a row and a column hidden, codes, an error."""

import struct
import zipfile
from pathlib import Path

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" '
    'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Value = str | float | None


def write_binary_workbook(path: Path) -> Path:
    """Write two sheets: Names, with rows 1 to 4, of which row 3 is hidden, and the hidden sheet Old."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        whole = f'<Relationship Id="r1" Type="{_KIND}/officeDocument" Target="xl/workbook.bin"/>'
        archive.writestr("_rels/.rels", f"{_RELATIONS}{whole}</Relationships>")
        sheets = "".join(
            f'<Relationship Id="s{number}" Type="{_KIND}/worksheet" Target="worksheets/sheet{number}.bin"/>'
            for number in (1, 2)
        )
        archive.writestr("xl/_rels/workbook.bin.rels", f"{_RELATIONS}{sheets}</Relationships>")
        archive.writestr("xl/workbook.bin", _workbook())
        archive.writestr("xl/styles.bin", _styles())
        archive.writestr("xl/worksheets/sheet1.bin", _names())
        archive.writestr("xl/worksheets/sheet2.bin", _sheet([_row(0), _text(0, "Name")], columns=b""))
    return path


def _record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(content)
    length = bytes([size]) if size < 128 else bytes([size & 0x7F | 0x80, size >> 7])
    return head + length + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _workbook() -> bytes:
    bundle = b"".join(
        _record(156, struct.pack("<II", hidden, number) + _wide(f"s{number}") + _wide(name))
        for number, name, hidden in ((1, "Names", 0), (2, "Old", 1))
    )
    return (
        _record(131)
        + _record(153, bytes(12))
        + _record(143)
        + bundle
        + _record(144)
        + _record(157, bytes(26))
        + _record(132)
    )


def _styles() -> bytes:
    formats = struct.pack("<H", 164) + _wide("0000000000"), struct.pack("<H", 165) + _wide('"PO-"00000')
    styles = (0, 164, 165)
    return (
        _record(278)
        + _record(615, struct.pack("<I", 2))
        + b"".join(_record(44, each) for each in formats)
        + _record(616)
        + _record(617, struct.pack("<I", 3))
        + b"".join(_record(47, struct.pack("<HH", 0, number) + bytes(12)) for number in styles)
        + _record(618)
        + _record(279)
    )


def _names() -> bytes:
    rows = [
        [_row(0), *(_text(at, word) for at, word in enumerate(("Name", "Council", "PO number", "Note")))],
        [_row(1), _text(0, "Ana Bell"), _text(1, "Walsall"), _number(2, 45001234, 1), _text(3, "a")],
        [_row(2, hidden=True), _text(0, "Wendy Withdrew"), _text(1, "Walsall")],
        [_row(3), _text(0, "Siân Rees"), _text(1, "Walsall"), _number(2, 731, 2), _error(3)],
    ]
    hidden = _record(60, struct.pack("<IIIIH", 3, 3, 2560, 0, 1))
    return _sheet([record for row in rows for record in row], _record(390) + hidden + _record(391))


def _sheet(records: list[bytes], columns: bytes) -> bytes:
    extent = _record(148, struct.pack("<IIII", 0, 3, 0, 3))
    return _record(129) + extent + columns + _record(145) + b"".join(records) + _record(146) + _record(130)


def _row(number: int, *, hidden: bool = False) -> bytes:
    return _record(0, struct.pack("<IIHBB", number, 0, 300, 0, 0x10 if hidden else 0) + bytes(5))


def _text(column: int, text: str) -> bytes:
    return _record(6, struct.pack("<II", column, 0) + _wide(text))


def _number(column: int, value: float, style: int) -> bytes:
    return _record(5, struct.pack("<IId", column, style, value))


def _error(column: int) -> bytes:
    return _record(3, struct.pack("<IIB", column, 0, 0x2A))

"""Embedding of typefaces in PDF: only the glyphs that are used, without their hints for coarse screens."""

import hashlib
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from aspire_desktop.documents.typesetting.pdf import PdfFile, packed
from aspire_desktop.documents.typesetting.typefaces import Typeface

_MORE_COMPONENTS = 0x20
_WORD_ARGUMENTS = 0x01
_SCALES = ((0x08, 2), (0x40, 4), (0x80, 8))
_INSTRUCTIONS = 0x100
_SYMBOLIC = 0x04
_ITALIC = 0x40
_NOTHING = "\u200b"
_IN_FULL = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}


@dataclass(frozen=True)
class _Coded:
    """What one code of an embedded typeface shows, how wide that is, and what it reads as."""

    code: int
    glyph: int
    width: int
    reads: str


def embed(pdf: PdfFile, face: Typeface, letters: frozenset[str]) -> int:
    """Add a typeface with these letters and give its object number.

    Texts are then written as UTF-16: a character's code is its code point.
    """
    coded = [
        _Coded(ord(letter), face.glyphs[ord(letter)], face.advance(letter), _IN_FULL.get(letter, letter))
        for letter in sorted(letters)
    ]
    return _embed(pdf, face, coded)


def embed_glyphs(pdf: PdfFile, face: Typeface, reads: Mapping[int, str]) -> int:
    """Add a typeface with these glyphs, each with what it reads as, and give its object number.

    Texts are then written as the numbers of glyphs. One that reads as nothing alone is part of a cluster that
    says what it reads as; by itself it reads as no space at all, since every code must read as something.
    """
    coded = [
        _Coded(glyph, glyph, face.advance_of(glyph), reads[glyph] or _NOTHING) for glyph in sorted(reads)
    ]
    return _embed(pdf, face, coded)


def _embed(pdf: PdfFile, face: Typeface, coded: Sequence[_Coded]) -> int:
    codes = tuple(each.code for each in coded)
    cut = _cut(face, tuple((each.code, each.glyph) for each in coded))
    tag = hashlib.sha256(f"{face.name} {codes}".encode()).digest()
    base = f"/{''.join(chr(65 + byte % 26) for byte in tag[:6])}+{face.name}".encode("ascii")
    file = pdf.packed_stream(b"/Length1 %d" % cut.length, cut.file)
    descriptor = pdf.add(_descriptor(face, base, file))
    mapping = pdf.packed_stream(b"", cut.to_glyph)
    widths = b" ".join(b"%d[%d]" % (each.code, each.width) for each in coded)
    descendant = pdf.add(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont%b/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/FontDescriptor %d 0 R/DW 1000/W[%b]/CIDToGIDMap %d 0 R>>"
        % (base, descriptor, widths, mapping)
    )
    to_unicode = pdf.stream(b"", _to_unicode(coded))
    return pdf.add(
        b"<</Type/Font/Subtype/Type0/BaseFont%b/Encoding/Identity-H"
        b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (base, descendant, to_unicode)
    )


@dataclass(frozen=True)
class _Cut:
    """A typeface cut down to some letters: its packed file, the length unpacked, code to glyph, packed."""

    file: bytes
    length: int
    to_glyph: bytes


@lru_cache(maxsize=64)
def _cut(face: Typeface, codes: tuple[tuple[int, int], ...]) -> _Cut:
    subset = _Subset(face)
    to_glyph = bytearray(2 * (codes[-1][0] + 1))
    for code, glyph in codes:
        struct.pack_into(">H", to_glyph, 2 * code, subset.place(glyph))
    data = subset.data()
    return _Cut(packed(data), len(data), packed(bytes(to_glyph)))


def _descriptor(face: Typeface, base: bytes, file: int) -> bytes:
    info = face.file
    flags = _SYMBOLIC | (_ITALIC if info.italicAngle else 0)
    box = b" ".join(b"%d" % round(edge) for edge in info.bbox)
    return (
        b"<</Type/FontDescriptor/FontName%b/Flags %d/FontBBox[%b]/ItalicAngle %d/Ascent %d/Descent %d"
        b"/CapHeight %d/StemV %d/FontFile2 %d 0 R>>"
        % (
            base,
            flags,
            box,
            round(info.italicAngle),
            round(info.ascent),
            round(info.descent),
            round(info.capHeight),
            round(info.stemV),
            file,
        )
    )


def _to_unicode(coded: Sequence[_Coded]) -> bytes:
    """Say what each code reads as; a ligature reads as its letters."""
    lines = [
        b"<%04X><%b>" % (each.code, each.reads.encode("utf-16-be").hex().encode())
        for each in coded
        if each.reads
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = b"\n".join(b"%d beginbfchar\n%b\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks)
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n"
        b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
        + body
        + b"\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


class _Subset:
    """A TrueType file in the making, with the glyphs asked for and those they are composed of."""

    def __init__(self, face: Typeface) -> None:
        self._face, self._file = face, face.file
        self._glyf: bytes = face.table("glyf")
        self._places = {0: 0}

    def place(self, glyph: int) -> int:
        """Give the glyph's number in the subset."""
        return self._places.setdefault(glyph, len(self._places))

    def data(self) -> bytes:
        """Give the file: the six tables that PDF asks for."""
        outlines: list[bytes] = []
        while len(outlines) < len(self._places):  # a composite adds its parts to the end
            outlines.append(self._outline(list(self._places)[len(outlines)]))
        count = len(outlines)
        offsets = [0]
        for outline in outlines:
            offsets.append(offsets[-1] + len(outline))
        head = bytearray(self._face.table("head"))
        struct.pack_into(">I", head, 8, 0)
        struct.pack_into(">h", head, 50, 1)  # long offsets in loca
        metrics = [map(int, self._file.hmetrics[glyph]) for glyph in self._places]
        return _assembled(
            {
                b"glyf": b"".join(outlines),
                b"head": bytes(head),
                b"hhea": self._face.table("hhea")[:34] + struct.pack(">H", count),
                b"hmtx": b"".join(
                    struct.pack(">HH", int(wide), int(left) & 0xFFFF) for wide, left in metrics
                ),
                b"loca": struct.pack(f">{count + 1}I", *offsets),
                b"maxp": self._maxp(count),
            }
        )

    def _maxp(self, count: int) -> bytes:
        table = bytearray(self._face.table("maxp"))
        struct.pack_into(">H", table, 4, count)
        struct.pack_into(">H", table, 26, 0)  # no instructions are left
        return bytes(table)

    def _outline(self, glyph: int) -> bytes:
        data = self._glyf[self._file.glyphPos[glyph] : self._file.glyphPos[glyph + 1]]
        if not data:
            return b""
        contours = struct.unpack_from(">h", data)[0]
        bare = self._without_hints(data, contours) if contours >= 0 else self._renumbered(data)
        return bare + b"\0" * (-len(bare) % 4)

    @staticmethod
    def _without_hints(data: bytes, contours: int) -> bytes:
        at = 10 + 2 * contours
        length = struct.unpack_from(">H", data, at)[0]
        return data[:at] + b"\0\0" + data[at + 2 + length :]

    def _renumbered(self, data: bytes) -> bytes:
        bare, at, flags = bytearray(data), 10, _MORE_COMPONENTS
        while flags & _MORE_COMPONENTS:
            flags, part = struct.unpack_from(">HH", bare, at)
            struct.pack_into(">HH", bare, at, flags & ~_INSTRUCTIONS, self.place(part))
            at += 8 if flags & _WORD_ARGUMENTS else 6
            at += next((size for bit, size in _SCALES if flags & bit), 0)
        return bytes(bare[:at])


def _assembled(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    header = struct.pack(">IHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    at, directory, body = 12 + 16 * count, b"", b""
    for tag, table in tables.items():
        padded = table + b"\0" * (-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", tag, total, at + len(body), len(table))
        body += padded
    return header + directory + body

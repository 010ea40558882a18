"""Typefaces that are printed with: their glyphs and widths, and texts set letter by letter."""

import unicodedata
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reportlab.pdfbase.ttfonts import TTFontFile

from aspire_desktop.documents.typesetting.lines import TextLine
from aspire_desktop.places import RESOURCES

if TYPE_CHECKING:
    from uharfbuzz import Font

FOLDER = RESOURCES / "fonts"
FALLBACK = FOLDER / "fallback"
SERIF = "EBGaramond12-Regular"
ITALIC = "EBGaramond12-Italic"
SANS = "SourceSans3-Regular"
SEMIBOLD = "SourceSans3-Semibold"

_WITH_LIGATURES = {SERIF, ITALIC}
_AS_THEY_ARE = dict.fromkeys(("liga", "clig", "calt", "locl", "ccmp"), False)
"""Features that would put one glyph for another; letters stay letters, and are kerned alone."""
_LIGATURES = (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"))
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_MARKS = {"Mn", "Mc", "Me"}
_RIGHT_TO_LEFT = {"R", "AL", "AN"}


class Typeface:
    """One static TrueType file. Its name is the file's name without the ending."""

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.stem
        self.file = TTFontFile(str(path))
        self.glyphs: dict[int, int] = self.file.charToGlyph
        self._widths: dict[int, float] = self.file.charWidths

    def advance(self, letter: str) -> int:
        """Give one glyph's width in thousandths of the size."""
        return round(self._widths[ord(letter)])

    def table(self, tag: str) -> bytes:
        """Give one of the file's own tables."""
        found: bytes = self.file.get_table(tag)  # type: ignore[no-untyped-call]  # the stubs leave it out
        return found

    def advance_of(self, glyph: int) -> int:
        """Give the width of a glyph by its number, in thousandths of the size."""
        advance: float = self.file.hmetrics[glyph][0]
        return round(advance * 1000 / float(self.file.unitsPerEm))

    def reads(self, glyph: int) -> str:
        """Give the letters that a glyph shows by itself; empty for one that only shaping brings."""
        return self._letters.get(glyph, "")

    @cached_property
    def font(self) -> "Font":
        """Give the typeface for shaping, in thousandths of the size."""
        from uharfbuzz import Blob, Face, Font  # the window starts without it

        font = Font(Face(Blob.from_file_path(str(self.path))))
        font.scale = (1000, 1000)
        return font

    @cached_property
    def _letters(self) -> dict[int, str]:
        codes = sorted(self.glyphs.items(), reverse=True)
        read = {glyph: chr(code) for code, glyph in codes if not is_unseen(chr(code))}
        return {glyph: _as_typed(letter) for glyph, letter in read.items()}

    def plain(self, text: str) -> TextLine | None:
        """Set a text letter by letter; None where that cannot be, so that it must be shaped."""
        letters = unicodedata.normalize("NFC", text)
        if not letters.isascii() and any(ligature in letters for _, ligature in _LIGATURES):
            return None  # typed so: it must not be read as its parts
        if self.name in _WITH_LIGATURES and "f" in letters:
            for parts, ligature in _LIGATURES:
                letters = letters.replace(parts, ligature)
        if not all(ord(letter) in self.glyphs and is_plain(letter) for letter in letters):
            return None
        kerns = self._kerns(letters) if letters else ()
        return TextLine(letters, kerns, sum(map(self.advance, letters)) + sum(kerns))

    def _kerns(self, letters: str) -> tuple[int, ...]:
        from uharfbuzz import Buffer, shape

        buffer = Buffer()
        buffer.add_str(letters)
        buffer.direction, buffer.script, buffer.language = "ltr", "Latn", "en"
        shape(self.font, buffer, _AS_THEY_ARE)
        advances = [at.x_advance for at in buffer.glyph_positions or ()]
        own = map(self.advance, letters)
        # EB Garamond's italic calls a few letters marks (ʿ): set without a width they would hide the next.
        return tuple(set_at - alone if set_at else 0 for set_at, alone in zip(advances, own, strict=True))


def _as_typed(letter: str) -> str:
    """Give the letters behind a ready-made form: people type neither Arabic's joined forms nor ligatures."""
    made = "\ufb00" <= letter <= "\ufdff" or "\ufe70" <= letter <= "\ufeff"
    return unicodedata.normalize("NFKC", letter) if made else letter


@cache
def typeface(name: str) -> Typeface:
    """Load a shipped typeface once."""
    path = FOLDER / f"{name}.ttf"
    return Typeface(path if path.exists() else FALLBACK / path.name)


@cache
def is_plain(letter: str) -> bool:
    """Tell whether a letter may simply follow the one before, from left to right, and can be seen."""
    return (
        unicodedata.bidirectional(letter) not in _RIGHT_TO_LEFT
        and unicodedata.category(letter) not in _MARKS
        and not is_unseen(letter)
    )


@cache
def is_unseen(letter: str) -> bool:
    """Tell whether a letter shows nothing, such as a control character."""
    return unicodedata.category(letter) in _UNSEEN


@cache
def is_mark(letter: str) -> bool:
    """Tell whether a letter belongs to the one before it, as accents do."""
    return unicodedata.category(letter) in _MARKS

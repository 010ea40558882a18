"""Typefaces that are printed with: their glyphs and widths, and texts set letter by letter."""

import unicodedata
from functools import cache, cached_property
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFontFile

from aspire_desktop.documents.kerning import Kerning
from aspire_desktop.documents.lines import Line
from aspire_desktop.places import RESOURCES

FOLDER = RESOURCES / "fonts"
FALLBACK = FOLDER / "fallback"
SERIF = "EBGaramond12-Regular"
ITALIC = "EBGaramond12-Italic"
SANS = "SourceSans3-Regular"
SEMIBOLD = "SourceSans3-Semibold"

_WITH_LIGATURES = {SERIF, ITALIC}
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
        self._kern = cache(self._between)

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
    def _kerning(self) -> Kerning:
        return Kerning(self.table("GPOS"))

    @cached_property
    def _letters(self) -> dict[int, str]:
        read = {glyph: chr(code) for code, glyph in sorted(self.glyphs.items(), reverse=True)}
        return {glyph: _as_typed(letter) for glyph, letter in read.items()}

    def plain(self, text: str) -> Line | None:
        """Set a text letter by letter; None where that cannot be, so that it must be shaped."""
        letters = unicodedata.normalize("NFC", text)
        if not letters.isascii() and any(ligature in letters for _, ligature in _LIGATURES):
            return None  # typed so: it must not be read as its parts
        if self.name in _WITH_LIGATURES and "f" in letters:
            for parts, ligature in _LIGATURES:
                letters = letters.replace(parts, ligature)
        if not all(ord(letter) in self.glyphs and is_plain(letter) for letter in letters):
            return None
        kerns = (*map(self._kern, letters, letters[1:]), *((0,) if letters else ()))
        return Line(letters, kerns, sum(map(self.advance, letters)) + sum(kerns))

    def _between(self, left: str, right: str) -> int:
        return self._kerning.between(self.glyphs[ord(left)], self.glyphs[ord(right)])


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

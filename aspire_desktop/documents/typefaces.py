"""Typefaces that are printed with: what a text measures, and whether every character of it has a glyph."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFontFile

from aspire_desktop.documents.kerning import Kerning
from aspire_desktop.domain.errors import RuleBroken
from aspire_desktop.places import RESOURCES

FOLDER = RESOURCES / "fonts"
SERIF = "EBGaramond12-Regular"
ITALIC = "EBGaramond12-Italic"
SANS = "SourceSans3-Regular"
SEMIBOLD = "SourceSans3-Semibold"

_WITH_LIGATURES = {SERIF, ITALIC}
_LIGATURES = (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"))
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_LOOSE_ACCENTS = {"Mn", "Mc", "Me"}
"""Accents that no composed letter holds: set without anchors they would stand beside their letter."""


@dataclass(frozen=True)
class Line:
    """A text as it is set: composed, with ligatures, kerned. Widths are thousandths of the size."""

    letters: str
    kerns: tuple[int, ...]
    """How much wider each letter is set because of the one after it; mostly nought or less."""
    width: int


class Typeface:
    """One static TrueType file. Its name is the file's name without the ending."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self.file = TTFontFile(str(path))
        self.glyphs: dict[int, int] = self.file.charToGlyph
        self._widths: dict[int, float] = self.file.charWidths
        self._kerning = Kerning(self.table("GPOS"))
        self.line = lru_cache(maxsize=4096)(self._line)
        self._kern = cache(self._between)

    def width(self, text: str, size: float) -> float:
        """Measure the text in points when set at a size in points."""
        return self.line(text).width * size / 1000

    def advance(self, letter: str) -> int:
        """Give one glyph's width in thousandths of the size."""
        return round(self._widths[ord(letter)])

    def table(self, tag: str) -> bytes:
        """Give one of the file's own tables."""
        found: bytes = self.file.get_table(tag)  # type: ignore[no-untyped-call]  # the stubs leave it out
        return found

    def _line(self, text: str) -> Line:
        """Set a text as a line; raise RuleBroken, naming character and text, where there is no glyph."""
        letters = unicodedata.normalize("NFC", text)
        if self.name in _WITH_LIGATURES and "f" in letters:
            for parts, ligature in _LIGATURES:
                letters = letters.replace(parts, ligature)
        for letter in letters:
            if ord(letter) not in self.glyphs or not _is_plain(letter):
                raise _no_glyph(letter, text)
        kerns = (*map(self._kern, letters, letters[1:]), *((0,) if letters else ()))
        return Line(letters, kerns, sum(map(self.advance, letters)) + sum(kerns))

    def _between(self, left: str, right: str) -> int:
        return self._kerning.between(self.glyphs[ord(left)], self.glyphs[ord(right)])


@cache
def typeface(name: str) -> Typeface:
    """Load a shipped typeface once."""
    return Typeface(FOLDER / f"{name}.ttf")


def printable(words: str, face: str = SANS) -> str:
    """Write each character that the typeface cannot show as its number, such as [U+738B].

    For papers that must be made whatever somebody typed; nothing is left out without a sign.
    """
    glyphs = typeface(face).glyphs
    return "".join(
        letter if ord(letter) in glyphs and _is_plain(letter) else f"[U+{ord(letter):04X}]"
        for letter in unicodedata.normalize("NFC", " ".join(words.split()))
    )


@cache
def _is_plain(letter: str) -> bool:
    """Tell whether a letter may simply follow the one before, from left to right, and can be seen."""
    kind = unicodedata.category(letter)
    return (
        unicodedata.bidirectional(letter) not in _RIGHT_TO_LEFT
        and kind not in _UNSEEN
        and kind not in _LOOSE_ACCENTS
    )


def _no_glyph(letter: str, text: str) -> RuleBroken:
    shown = f"{letter} " if letter.isprintable() else ""
    return RuleBroken(
        f"“{text}” cannot be printed: the typeface has no letter for {shown}(U+{ord(letter):04X}).",
        do="Write it with Latin letters; for a certificate, set the name on the certificate.",
    )

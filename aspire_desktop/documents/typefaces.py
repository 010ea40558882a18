"""Typefaces that are printed with: what a text measures, and whether every character of it has a glyph."""

import unicodedata
from functools import cache
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFontFile

from aspire_desktop.domain.errors import RuleBroken
from aspire_desktop.places import RESOURCES

FOLDER = RESOURCES / "fonts"
SERIF = "EBGaramond12-Regular"
ITALIC = "EBGaramond12-Italic"
SANS = "SourceSans3-Regular"
SEMIBOLD = "SourceSans3-Semibold"
BOLD = "SourceSans3-Bold"

_WITH_LIGATURES = {SERIF, ITALIC}
_LIGATURES = (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"))
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


class Typeface:
    """One static TrueType file. Its name is the file's name without the ending."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self.file = TTFontFile(str(path))
        self.glyphs: dict[int, int] = self.file.charToGlyph
        self._widths: dict[int, float] = self.file.charWidths

    def shaped(self, text: str) -> str:
        """Give the text composed and with the ligatures that this typeface sets."""
        composed = unicodedata.normalize("NFC", text)
        if self.name in _WITH_LIGATURES and "f" in composed:
            for letters, ligature in _LIGATURES:
                composed = composed.replace(letters, ligature)
        return composed

    def width(self, text: str, size: float) -> float:
        """Measure the text in points when set at a size in points."""
        return sum(self._widths[ord(letter)] for letter in self.shaped(text)) * size / 1000

    def advance(self, letter: str) -> float:
        """Give one glyph's width in thousandths of the size."""
        return self._widths[ord(letter)]

    def table(self, tag: str) -> bytes:
        """Give one of the file's own tables."""
        found: bytes = self.file.get_table(tag)  # type: ignore[no-untyped-call]  # the stubs leave it out
        return found

    def require(self, text: str) -> None:
        """Raise RuleBroken, naming the character and the text, where a character cannot be printed."""
        for letter in self.shaped(text):
            if ord(letter) not in self.glyphs or not _is_plain(letter):
                raise _no_glyph(letter, text)


@cache
def typeface(name: str) -> Typeface:
    """Load a shipped typeface once."""
    return Typeface(FOLDER / f"{name}.ttf")


def _is_plain(letter: str) -> bool:
    """Tell whether a letter may simply follow the one before, from left to right, and can be seen."""
    return (
        unicodedata.bidirectional(letter) not in _RIGHT_TO_LEFT
        and unicodedata.category(letter) not in _UNSEEN
    )


def _no_glyph(letter: str, text: str) -> RuleBroken:
    shown = letter if letter.isprintable() else ""
    return RuleBroken(
        f"“{text}” cannot be printed: it has the character {shown} (U+{ord(letter):04X}), "
        "for which the typeface has no letter.".replace("  ", " "),
        do="Write it with Latin letters; for a certificate, set the name on the certificate.",
    )

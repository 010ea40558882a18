"""Setting of texts as lines: letter by letter where that is enough, otherwise shaped."""

import unicodedata
from functools import lru_cache

from aspire_desktop.documents.typesetting.lines import TextLine
from aspire_desktop.documents.typesetting.typefaces import SANS, typeface
from aspire_desktop.domain.office.errors import RuleBroken

_KEPT = 32768
"""Texts that are measured once for breaking, fitting and printing: those of a ledger of 3,000 entries."""


@lru_cache(maxsize=_KEPT)
def line_of(text: str, face: str, base: int | None = None) -> TextLine:
    """Set a text as a line; raise RuleBroken, naming character and text, where no typeface has a letter.

    `base` is the direction of the paragraph it is a line of, as `base_of` gives it.
    """
    return typeface(face).plain(text) or _shaped(text, face, base)


def base_of(text: str) -> int:
    """Give 1 for a paragraph that runs from right to left, 0 for any other."""
    if text.isascii():
        return 0
    from aspire_desktop.documents.typesetting.ordering import base_level

    return base_level(text)


def width_of(text: str, face: str, size: float) -> float:
    """Measure a text in points when set at a size in points."""
    return line_of(text, face).width * size / 1000


def is_plain(text: str, face: str) -> bool:
    """Tell whether a text is set letter by letter in the typeface asked for."""
    return not line_of(text, face).runs


def is_tall(text: str, face: str) -> bool:
    """Tell whether some of a text reaches further up and down than Latin letters do."""
    from aspire_desktop.documents.typesetting import fallback

    return any(fallback.is_tall(run.face) for run in line_of(text, face).runs)


def printable(words: str) -> str:
    """Write each character that no typeface can show as its number, such as [U+1F600].

    For papers that must be made whatever somebody typed; nothing is left out without a sign.
    """
    return _printable(" ".join(words.split()))


@lru_cache(maxsize=_KEPT)
def _printable(words: str) -> str:
    if typeface(SANS).plain(words) is not None:
        return unicodedata.normalize("NFC", words)
    from aspire_desktop.documents.typesetting.shaping import missing

    composed = unicodedata.normalize("NFC", words)
    lacking = set(missing(composed, SANS))
    return "".join(f"[U+{ord(letter):04X}]" if letter in lacking else letter for letter in composed)


def _shaped(text: str, face: str, base: int | None) -> TextLine:
    # Most papers need no shaping, and its library takes as long to load as a page to make.
    from aspire_desktop.documents.typesetting.shaping import missing, shape

    composed = unicodedata.normalize("NFC", text)
    if lacking := missing(composed, face):
        raise _no_glyph(lacking[0], text)
    runs = shape(composed, face, base)
    width = sum(glyph.advance for run in runs for cluster in run.clusters for glyph in cluster.glyphs)
    return TextLine(composed, (), width, runs)


def _no_glyph(letter: str, text: str) -> RuleBroken:
    shown = f"{letter} " if letter.isprintable() else ""
    return RuleBroken(
        f"“{text}” cannot be printed: no typeface has a letter for {shown}(U+{ord(letter):04X}).",
        do="Write it without that letter; for a certificate, set the name on the certificate.",
    )

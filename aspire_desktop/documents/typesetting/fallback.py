"""Which typeface shows each letter: the one asked for wherever it can, then a shipped one that has it."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from aspire_desktop.documents.typesetting.typefaces import (
    ITALIC,
    SANS,
    SEMIBOLD,
    SERIF,
    Typeface,
    is_mark,
    is_unseen,
    typeface,
)

_WIDE = {
    SERIF: ("NotoSerif-Regular", "NotoSans-Regular"),
    ITALIC: ("NotoSerif-Regular", "NotoSans-Regular"),
    SANS: ("NotoSans-Regular",),
    SEMIBOLD: ("NotoSans-Regular",),
}
"""Latin, Greek and Cyrillic with every mark, in the form nearest to the typeface asked for."""
_SCRIPTS = (
    "NotoSansArabic-Regular",
    "NotoSansHebrew-Regular",
    "NotoSansDevanagari-Regular",
    "NotoSansGurmukhi-Regular",
    "NotoSansBengali-Regular",
    "NotoSansGujarati-Regular",
    "NotoSansTamil-Regular",
    "NotoSansTelugu-Regular",
    "NotoSansKannada-Regular",
    "NotoSansMalayalam-Regular",
    "NotoSansOriya-Regular",
    "NotoSansSinhala-Regular",
    "NotoSansThai-Regular",
    "NotoSansLao-Regular",
    "NotoSansMyanmar-Regular",
    "NotoSansKhmer-Regular",
    "NotoSerifTibetan-Regular",
    "NotoSansGeorgian-Regular",
    "NotoSansArmenian-Regular",
    "NotoSansEthiopic-Regular",
    "NotoSansThaana-Regular",
    "NotoSansSyriac-Regular",
    "NotoSansNKo-Regular",
    "NotoSansTifinagh-Regular",
    "NotoSansAdlam-Regular",
    "DroidSansFallbackFull",
    "NanumSquareR",
)
_JOINERS = "\u200c\u200d"
"""Say whether letters join, as Persian and Hindi names need; they are not seen themselves."""
_PIECES = re.compile(r"\s+|\S+")


def faces_of(text: str, face: str) -> list[str | None]:
    """Give the name of the typeface for each letter of a composed text; None where no typeface has it.

    Words of one script share a typeface, so that no name is set in two.
    """
    faces: list[str | None] = []
    by_script = {script: _first(letters, face) for script, letters in _needs(text).items()}
    for word in _PIECES.findall(text):
        if word.isspace() and faces and faces[-1] and _has_all(typeface(faces[-1]), _needed(word)):
            whole: str | None = faces[-1]
        else:
            whole = by_script[_script(word)] or _first(_needed(word), face)
        faces += [whole] * len(word) if whole else _piecemeal(word, face)
    return faces


def is_tall(face: str) -> bool:
    """Tell whether a typeface's letters reach further up and down than Latin ones of the same size."""
    return face in _SCRIPTS


def is_joiner(letter: str) -> bool:
    """Tell whether a letter only says how others are shown: a joiner, or a variation selector."""
    return letter in _JOINERS or "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"


def clusters(text: str) -> Iterator[str]:
    """Part a text into letters with the marks that belong to them."""
    start = 0
    for place, letter in enumerate(text):
        if place and not is_mark(letter) and not is_joiner(letter):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def _piecemeal(word: str, face: str) -> list[str | None]:
    """Choose for each letter with its marks, or where no typeface has all of these, for each alone."""
    faces: list[str | None] = []
    for cluster in clusters(word):
        whole = _first(_needed(cluster), face)
        faces += [whole or _first(_needed(letter), face) for letter in cluster]
    return faces


def _needs(text: str) -> dict[str, frozenset[str]]:
    """Give the letters that each script of the text needs of its typeface."""
    needs: dict[str, frozenset[str]] = {}
    for word in _PIECES.findall(text):
        script = _script(word)
        needs[script] = needs.get(script, frozenset()) | _needed(word)
    return needs


def _needed(word: str) -> frozenset[str]:
    return frozenset(letter for letter in word if not is_joiner(letter))


@cache
def _script(word: str) -> str:
    """Give the script of a word's first letter, as its name in Unicode begins; empty without letters."""
    first = next((letter for letter in word if unicodedata.category(letter)[0] == "L"), "")
    return unicodedata.name(first, "").partition(" ")[0] if first else ""


@cache
def _first(letters: frozenset[str], face: str) -> str | None:
    """Give the first typeface that has all these letters."""
    if any(is_unseen(letter) for letter in letters):
        return None
    # The house's own typefaces set a loose mark on some letters and beside others.
    own = () if any(is_mark(letter) for letter in letters) else (face,)
    names = (*own, *_WIDE[face], *_SCRIPTS)
    return next((name for name in names if _has_all(typeface(name), letters)), None)


def _has_all(face: Typeface, letters: frozenset[str]) -> bool:
    return all(ord(letter) in face.glyphs for letter in letters)

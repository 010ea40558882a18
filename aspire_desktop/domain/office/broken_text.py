"""Text whose letters were broken on its way here: how it shows, and what it was where that is known."""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

REPLACED = "\N{REPLACEMENT CHARACTER}"
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[A-Za-z]{2,8});")
_ASKED = re.compile(r"\w\?(?=\w)|(?<!\S)\?(?=[^\W\d_])")
"""A question mark where a letter must have stood: within a word, or at its beginning."""
_POUND = re.compile(r"£(?=[^\W\d_])")
"""How “Ł” of Windows-1250 shows in Windows-1252."""
_READ_AS = ("cp1252", "mac_roman", "cp850", "cp437")
"""Old code pages as which programs read UTF-8, the likeliest first."""
_OLD_PAGES = ("cp850", "mac_roman")
_TWO_SIGNS = re.compile(r"[^\x00-\x7f]{2}")
"""A letter of UTF-8 takes two bytes or more, each of them read as such a sign."""
_BETWEEN = re.compile(r"[\W\d_]")
_MOST_ROUNDS = 3
_SPACING_ACCENTS = frozenset("´`’‘'")
_JOINED = frozenset({"mc", "mac", "de", "da", "di", "du", "la", "le", "van", "von", "fitz", "ní", "nic", "ó"})
"""Beginnings of names after which a capital follows without a space, as in McÉvoy."""
_MARKS = frozenset("’‘“”–—…•€£¢¥©®™°·§¶«»¿¡²³¼½¾×÷†‡\u00a0")


@dataclass(frozen=True)
class Suspicion:
    """Why a text cannot be right as it is, and what may be meant, the likeliest first."""

    why: str
    instead: tuple[str, ...] = ()


def suspicion_of(text: str, *, of_name: bool = False) -> Suspicion | None:
    """Tell what is broken in a text; None where nothing is. Names hold no question mark at all."""
    if text.isascii() and "?" not in text and "&" not in text:
        return None
    if REPLACED in text:
        return Suspicion(f"A letter of “{text}” was lost before it came here (it shows as {REPLACED}).")
    return _of_whole(text) or _of_signs(text, of_name=of_name)


def _of_whole(text: str) -> Suspicion | None:
    """Find what can be put right for certain."""
    if "&" in text and _ENTITY.search(text) and (whole := html.unescape(text)) != text:
        return _suspicion(text, "holds signs of a web page in place of letters", (whole,))
    if (whole := repaired(text)) != text:
        return _suspicion(
            text, "was saved by one program and read by another, which broke its letters", (whole,)
        )
    return None


def _of_signs(text: str, *, of_name: bool) -> Suspicion | None:
    """Find what shows that letters were lost or changed."""
    if "?" in text and any(map(str.isalnum, text)) and (of_name or _ASKED.search(text)):
        return Suspicion(f"A question mark stands in “{text}” where a letter must have been lost.")
    if of_name and "£" in text and _POUND.search(text):
        return _suspicion(text, "has a sign within a word that no word has", (_POUND.sub("Ł", text),))
    if odd_signs(text):
        return _suspicion(text, "has a sign within a word that no word has", tuple(_by_old_pages(text)))
    return None


def _suspicion(text: str, what: str, instead: tuple[str, ...]) -> Suspicion:
    perhaps = f" Perhaps it is {' or '.join(f'“{each}”' for each in instead)}." if instead else ""
    return Suspicion(f"“{text}” {what}.{perhaps}", instead)


def repaired(text: str) -> str:
    """Give a text with every letter of UTF-8 that was read as something else put right, also twice over."""
    if not _TWO_SIGNS.search(text):
        return text
    for _ in range(_MOST_ROUNDS):
        better = next((each for page in _READ_AS if (each := _read_again(text, page)) != text), text)
        if better == text:
            break
        text = better
    return text


def _read_again(text: str, page: str) -> str:
    signs, pattern = _page(page)

    def right(match: re.Match[str]) -> str:
        try:
            letter = bytes(signs[sign] for sign in match[0]).decode("utf-8")
        except UnicodeDecodeError:
            return match[0]
        return letter if _is_usual(letter) else match[0]

    return pattern.sub(right, text)


@cache
def _page(page: str) -> tuple[dict[str, int], re.Pattern[str]]:
    """Give the byte of each sign of a code page, and a pattern of the signs that UTF-8 letters are read as.

    Bytes that the page leaves out stand for the control characters of the same number, as in browsers.
    """
    signs: dict[str, int] = {}
    for byte in range(0x80, 0x100):
        try:
            signs[bytes([byte]).decode(page)] = byte
        except UnicodeDecodeError:
            signs[chr(byte)] = byte
    parts = []
    for first, last, following in ((0xC2, 0xDF, 1), (0xE1, 0xEF, 2)):
        lead = _class(signs, first, last)
        parts.append(f"{lead}{_class(signs, 0x80, 0xBF)}{{{following}}}")
    return signs, re.compile("|".join(parts))


def _class(signs: dict[str, int], first: int, last: int) -> str:
    return "[" + "".join(re.escape(sign) for sign, byte in signs.items() if first <= byte <= last) + "]"


def _is_usual(letter: str) -> bool:
    """Tell whether a sign may stand in a British list: Latin letters with marks, and everyday signs."""
    return letter in _MARKS or (
        "LATIN" in unicodedata.name(letter, "") and ord(letter) not in range(0x250, 0x2B0)
    )


def odd_signs(text: str) -> list[str]:
    """Give the signs that stand within words, or letters in a case that they cannot have there."""
    return [text[at] for at in range(len(text)) if not text[at].isascii() and _is_odd(text, at)]


def _is_odd(text: str, at: int) -> bool:
    sign = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if sign.isalpha() and sign not in "ªºƒµı":
        return _is_oddly_large(text, at)
    if unicodedata.category(sign).startswith(("M", "Z")) or sign in _SPACING_ACCENTS:
        # an opening quotation mark does not end a word
        return sign == "‘" and before.isalpha() and not after.isalpha()
    if sign == "·":
        return (before.casefold(), after.casefold()) != ("l", "l") and before.isalpha() and after.isalpha()
    if sign in "“”–—…•":
        return before.isalpha() and after.isalpha() and sign not in "–—"
    return (before.isalpha() and (after.isalpha() or sign not in _MARKS)) or (
        after.isalpha() and sign not in _MARKS
    )


def _is_oddly_large(text: str, at: int) -> bool:
    """Tell whether a capital with a mark stands within a word of small letters, as in “SiÉn”."""
    before, after = _BETWEEN.split(text[:at])[-1], _BETWEEN.split(text[at + 1 :])[0]
    small = (before + after) != (before + after).upper()
    return text[at].isupper() and bool(before) and small and before.casefold() not in _JOINED


def _by_old_pages(text: str) -> Iterator[str]:
    """Read a text again as the old pages, where all its letters then are as they may be."""
    seen = {text}
    for page in _OLD_PAGES:
        try:
            again = text.encode("cp1252").decode(page)
        except UnicodeError:
            continue
        if again not in seen and not odd_signs(again):
            seen.add(again)
            yield again

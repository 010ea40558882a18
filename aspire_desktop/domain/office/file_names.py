"""Names for files that any Windows computer takes, whatever the people in them are called."""

import os
import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePath

LONGEST = 120
"""Characters, with the ending."""
_MOST_BYTES = 240
"""Other systems count bytes, and allow 255; the rest is room for a counter."""
_MOST_SYSTEM = 255
"""Of one name: UTF-16 units on Windows, bytes elsewhere."""
_CONTROL = re.compile(r"[\x00-\x1f]")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])", re.IGNORECASE)


def file_name(*parts: str, ending: str, taken: Collection[str] = ()) -> str:
    """Join the parts with spaces to a file name of at most 120 characters, with a counter where it is taken.

    `ending` has its dot. Names that differ in capitals alone are the same file on Windows.
    """
    stem = _cleaned(" ".join(parts))
    others = {name.casefold() for name in taken}
    counter, name = 1, _cut(stem, ending)
    while name.casefold() in others:
        counter += 1
        name = _cut(stem, f" ({counter}){ending}")
    return name


def why_impossible(name: str, *, windows: bool) -> str:
    """Say in words why no file or folder can have this name; an empty text where one can."""
    if "\0" in name:
        return "it has a character that no name may have"
    if (len(name.encode("utf-16-le")) // 2 if windows else len(os.fsencode(name))) > _MOST_SYSTEM:
        return f"it is longer than {_MOST_SYSTEM} characters"
    return _why_not_on_windows(name) if windows else ""


def impossible_part(place: PurePath, *, windows: bool) -> tuple[str, str] | None:
    """Give the first part of a place that cannot be a name here, and why in words; None where all can."""
    parts = place.relative_to(place.anchor).parts
    found = ((part, why_impossible(part, windows=windows)) for part in parts)
    return next((each for each in found if each[1]), None)


def _why_not_on_windows(name: str) -> str:
    wrong = _FORBIDDEN.search(name) or _CONTROL.search(name)
    if wrong:
        return f"Windows allows no {wrong[0][0]!r} in a name"
    if name.rstrip(". ") != name:
        return "Windows drops a dot or a blank at the end of a name"
    if _RESERVED.fullmatch(_before_dot(name)):
        return f"Windows keeps the name {_before_dot(name).upper()} for a device"
    return ""


def _before_dot(name: str) -> str:
    """Windows opens a device for AUX, for AUX.pdf and for AUX .pdf alike."""
    return name.split(".")[0].strip()


def _cleaned(text: str) -> str:
    whole = unicodedata.normalize("NFC", _FORBIDDEN.sub("-", " ".join(text.split())))
    seen = "".join(letter for letter in whole if unicodedata.category(letter) not in _UNSEEN)
    stem = " ".join(seen.split()).strip(". ") or "file"
    return f"_{stem}" if _RESERVED.fullmatch(_before_dot(stem)) else stem


def _cut(stem: str, ending: str) -> str:
    kept = stem[: LONGEST - len(ending)]
    while len(f"{kept}{ending}".encode()) > _MOST_BYTES:
        kept = kept[:-1]
    return f"{kept.rstrip('. ')}{ending}"

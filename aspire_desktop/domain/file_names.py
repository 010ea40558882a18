"""Names for files that any Windows computer takes, whatever the people in them are called."""

import re
import unicodedata
from collections.abc import Collection

LONGEST = 120
"""Characters, with the ending."""
_MOST_BYTES = 240
"""Other systems count bytes, and allow 255; the rest is room for a counter."""
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


def _cleaned(text: str) -> str:
    whole = unicodedata.normalize("NFC", _FORBIDDEN.sub("-", " ".join(text.split())))
    seen = "".join(letter for letter in whole if unicodedata.category(letter) not in _UNSEEN)
    stem = " ".join(seen.split()).strip(". ") or "file"
    # Windows opens a device for AUX, for AUX.pdf and for AUX .pdf alike
    first = stem.split(".")[0].strip()
    return f"_{stem}" if _RESERVED.fullmatch(first) else stem


def _cut(stem: str, ending: str) -> str:
    kept = stem[: LONGEST - len(ending)]
    while len(f"{kept}{ending}".encode()) > _MOST_BYTES:
        kept = kept[:-1]
    return f"{kept.rstrip('. ')}{ending}"

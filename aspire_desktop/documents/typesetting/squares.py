"""QR squares as one path, for a printed certificate's signed text."""

import re
from dataclasses import dataclass

import segno

QUIET = 4
"""Modules of empty room that a QR square needs on every side (ISO/IEC 18004)."""
_DARK = re.compile(rb"\x01+")
_MASK = 3  # fixed: judging all eight takes four times as long, and any of them can be scanned


@dataclass(frozen=True)
class Square:
    """A QR square: how many modules wide, and its dark modules as PDF path operators from the top left."""

    modules: int
    path: bytes


def square(text: str) -> Square:
    """Draw a text as a QR square with medium error correction."""
    code = segno.make(
        text, error="m", mask=_MASK, boost_error=False, mode="byte", encoding="utf-8", micro=False
    )
    runs = (
        b"%d %d %d 1 re" % (run.start(), down, run.end() - run.start())
        for down, row in enumerate(code.matrix)
        for run in _DARK.finditer(row)
    )
    return Square(len(code.matrix), b"\n".join(runs))

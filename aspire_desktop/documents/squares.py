"""QR squares as one path, for a printed certificate's signed text."""

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 4
"""Modules of empty room that a QR square needs on every side (ISO/IEC 18004)."""
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
    runs: list[bytes] = []
    for down, row in enumerate(code.matrix):
        across = 0
        for dark, modules in groupby(row):
            length = len(list(modules))
            if dark:
                runs.append(b"%d %d %d 1 re" % (across, down, length))
            across += length
    return Square(len(code.matrix), b"\n".join(runs))

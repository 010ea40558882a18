"""Fitting of texts into the room they have: a smaller size first, then a second line, never a clipped one."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from aspire_desktop.documents.typesetting.typefaces import is_mark
from aspire_desktop.documents.typesetting.typesetting import width_of
from aspire_desktop.domain.office.errors import RuleBroken


class Breaks(Enum):
    """After which characters a line may end."""

    SPACES = re.compile(r"(?<= )")
    HYPHENS = re.compile(r"(?<=[ \-–—/])")
    LETTERS = re.compile(r"(?<=.)")


@dataclass(frozen=True)
class Fitted:
    """Lines of one text and the size in points at which all of them fit."""

    lines: tuple[str, ...]
    size: float


@dataclass(frozen=True)
class Measure:
    """The room for a text: typeface, width in points, sizes to try from the first on, and most lines."""

    face: str
    width: float
    sizes: tuple[float, ...]
    most_lines: int = 1
    breaks: Breaks = Breaks.SPACES


@lru_cache(maxsize=1024)
def fit(text: str, *measures: Measure) -> Fitted:
    """Set the text by the first measure that has room for it, in lines as even as they can be.

    Raises RuleBroken, with the text, where none has, and where a character has no glyph.
    """
    for measure in measures:
        for size in measure.sizes:
            lines = wrap(text, measure, size)
            if lines and len(lines) <= measure.most_lines:
                return Fitted(_even(lines, text, measure, size), size)
    raise RuleBroken(f"“{text}” is too long to be printed.", do="Write a shorter form of it.")


def wrap(text: str, measure: Measure, size: float) -> tuple[str, ...]:
    """Break a text into lines of one size; gives nothing where a single word is too wide."""
    return _wrapped(text, measure, measure.width, size)


def _wrapped(text: str, measure: Measure, width: float, size: float) -> tuple[str, ...]:
    lines, line = [], ""
    for piece in pieces(text, measure.breaks):
        if line and _width(line + piece, measure, size) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
        if _width(line, measure, size) > width:
            return ()
    return (*lines, line.rstrip())


def pieces(text: str, breaks: Breaks) -> list[str]:
    """Part a text where lines may end, never between a letter and its marks."""
    pieces: list[str] = []
    for piece in breaks.value.split(text):
        if pieces and piece and is_mark(piece[0]):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _even(lines: tuple[str, ...], text: str, measure: Measure, size: float) -> tuple[str, ...]:
    """Narrow the lines until one more step would add a line."""
    best, width = lines, measure.width
    while len(best) > 1:
        width -= measure.width / 60
        tried = _wrapped(text, measure, width, size)
        if len(tried) != len(best):
            break
        best = tried
    return best


def _width(line: str, measure: Measure, size: float) -> float:
    return width_of(line.rstrip(), measure.face, size)

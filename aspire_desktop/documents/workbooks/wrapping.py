"""How high a row must be so that its wrapped texts are seen whole: not every program works it out itself."""

from functools import lru_cache

_LINE = 15.0
_BREATH = 3.0
_TALLEST = 409.0
"""Points; Excel draws no higher row."""
_PADDING = 2.0
"""Characters lost to the indent and to the edges of a cell."""
_NARROWER = 1.1
"""Widths are counted in digits; text is a little narrower, capitals and bold included."""


def room(width: float) -> int:
    """Give how many letters surely fit on one line of a column so many characters wide."""
    return max(1, int((width - _PADDING) * _NARROWER))


@lru_cache(maxsize=4096)
def lines_needed(text: str, letters: int) -> int:
    """Count the lines of a text broken at spaces, and within words longer than a line."""
    return sum(_lines_of_paragraph(paragraph, letters) for paragraph in text.split("\n"))


def _lines_of_paragraph(paragraph: str, letters: int) -> int:
    lines, used = 1, 0
    for word in paragraph.split(" "):
        if used and used + 1 + len(word) > letters:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
        lines, used = (
            lines + (used - 1) // letters if used else lines,
            (used - 1) % letters + 1 if used else 0,
        )
    return lines


def height(lines: int) -> float:
    """Give the points of a row of so many lines."""
    return min(_TALLEST, lines * _LINE + _BREATH)

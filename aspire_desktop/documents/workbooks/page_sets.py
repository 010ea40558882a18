"""How a broad table goes on paper: on one page across while it can be read, else on several page sets."""

from collections.abc import Sequence
from dataclasses import dataclass

PAPER_WIDE = (297 - 2 * 15) / 25.4 * 72
"""Points between the margins of A4 landscape."""
CHARACTER = 5.6
"""Points of one character of a column's width: the broadest digit of 11 point Calibri."""
WRITTEN = 11
"""Points of the text in cells before a page is made smaller."""
LEAST = 7.0
"""Points below which nothing is printed."""
_COMFORTABLE = 7.75
"""Points at least of text on page sets: there is room for it."""
_SPARE = 0.97
"""Programs measure letters a little differently, and the last column must not go on a page alone."""


@dataclass(frozen=True)
class PageSets:
    """After which columns a new set begins, and at how many per cent all are printed."""

    ends: tuple[int, ...]
    percent: int


def printed_points(width: float) -> float:
    """Give how large text is where so many characters go on one page across."""
    return WRITTEN * min(1.0, PAPER_WIDE / (width * CHARACTER))


def page_sets(widths: Sequence[float], kept: int) -> PageSets | None:
    """Split columns into sets that can be read, `kept` of them on each set; None where one page will do."""
    if printed_points(sum(widths)) >= LEAST:
        return None
    again, room = sum(widths[:kept]), PAPER_WIDE * _SPARE / CHARACTER * WRITTEN / _COMFORTABLE
    ends, used, broadest = list[int](), 0.0, 0.0
    for number, width in enumerate(widths):
        if used + width > room:
            ends.append(number)
            used = again
        used += width
        broadest = max(broadest, used)
    return PageSets(tuple(ends), min(100, int(100 * PAPER_WIDE * _SPARE / (broadest * CHARACTER))))

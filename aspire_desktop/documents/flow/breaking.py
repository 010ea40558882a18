"""Breaking of texts into lines of one width, at spaces and hyphens, and within words that are too long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from aspire_desktop.documents.typesetting.fitting import Breaks, pieces
from aspire_desktop.documents.typesetting.typesetting import width_of

_ENDS = tuple(" -–—/")


@dataclass(frozen=True)
class Span:
    """A stretch of a text in one typeface."""

    text: str
    face: str


BrokenLine = tuple[Span, ...]


@lru_cache(maxsize=4096)
def broken(spans: tuple[Span, ...], size: float, width: float) -> tuple[BrokenLine, ...]:
    """Break a text set at a size into lines of a width, both in points; joined, the lines are the text."""
    lines: list[list[Span]] = []
    used = 0.0
    for group in _groups(spans, size, width):
        if not lines or used + _width(group, size, seen=True) > width:
            lines.append([])
            used = 0.0
        lines[-1] += group
        used += _width(group, size)
    return tuple(_merged(line) for line in lines)


def line_width(line: Sequence[Span], size: float) -> float:
    """Measure a line in points, the space at its end left out."""
    return sum(width_of(span.text, span.face, size) for span in without_end(line))


def without_end(line: Sequence[Span]) -> BrokenLine:
    """Give a line without the space at its end."""
    if not line:
        return ()
    *most, last = line
    return (*most, Span(last.text.rstrip(), last.face))


def _groups(spans: Sequence[Span], size: float, width: float) -> Iterator[BrokenLine]:
    """Give what no line may end within, in parts where it is wider than a line."""
    for group in _unbroken(spans):
        if _width(group, size, seen=True) <= width:
            yield group
        else:
            yield from (
                (Span(letter, span.face),) for span in group for letter in pieces(span.text, Breaks.LETTERS)
            )


def _unbroken(spans: Sequence[Span]) -> Iterator[BrokenLine]:
    group: list[Span] = []
    for span in spans:
        for piece in pieces(span.text, Breaks.HYPHENS):
            if piece:
                group.append(Span(piece, span.face))
            if piece.endswith(_ENDS):
                yield tuple(group)
                group = []
    if group:
        yield tuple(group)


def _width(group: Sequence[Span], size: float, *, seen: bool = False) -> float:
    return sum(width_of(span.text, span.face, size) for span in (without_end(group) if seen else group))


def _merged(line: Sequence[Span]) -> BrokenLine:
    """Join neighbours in one typeface, so that they are shaped and kerned as one."""
    merged: list[Span] = []
    for span in line:
        if merged and merged[-1].face == span.face:
            merged[-1] = Span(merged[-1].text + span.text, span.face)
        else:
            merged.append(span)
    return tuple(merged)

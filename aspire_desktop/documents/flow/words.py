"""Texts that flow: paragraphs, headings and the words of a cell, each marked with what it is."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from aspire_desktop.documents.flow.breaking import BrokenLine, Span, broken, line_width, without_end
from aspire_desktop.documents.flow.canvas import PageCanvas, Tag
from aspire_desktop.documents.flow.styles import Style
from aspire_desktop.documents.typesetting.typesetting import base_of, printable, width_of

_CAPITALS = 0.66
"""The height of capitals, in sizes of the letters: what is centred between two lines."""
_LEAST = 2
"""Lines of a paragraph that never stand alone at the foot or the head of a page."""


class Words(Flowable):
    """A text as wide as its room, in lines of one style.

    A letter that no typeface has stands as its number.
    """

    canv: PageCanvas

    def __init__(self, text: str | Sequence[Span], style: Style, tag: Tag) -> None:
        super().__init__()
        spans = [Span(text, style.face)] if isinstance(text, str) else text
        self.spans = tuple(_printable(spans))
        self.style, self.tag = style, tag
        self.spaceBefore, self.spaceAfter = style.before, style.after
        self._lines: tuple[BrokenLine, ...] = ()
        self._broken_for = 0.0
        self._base = base_of("".join(span.text for span in self.spans))

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Give the room that the text takes, in points, where it may be so wide."""
        if width != self._broken_for:  # Platypus asks three times
            self._lines = broken(self.spans, self.style.size, round(width - self.style.indent, 3))
            self._broken_for = width
        self.width, self.height = width, len(self._lines) * self.style.leading
        return self.width, self.height

    def split(self, width: float, height: float) -> "list[Flowable]":
        """Give what stands in a height, and what goes on after it; nothing where that would look torn."""
        self.wrap(width, height)
        count = min(int(height // self.style.leading), len(self._lines) - _LEAST)
        if count < _LEAST:
            return []
        first, rest = self._of(self._lines[:count]), self._of(self._lines[count:])
        first.spaceAfter = rest.spaceBefore = 0
        return [first, rest]

    def draw(self) -> None:
        """Set the lines."""
        style = self.style
        first = self.height - (style.leading + style.size * _CAPITALS) / 2
        with self.canv.marked(self.tag):
            for number, line in enumerate(self._lines):
                self._draw_line(line, first - number * style.leading)

    def _draw_line(self, line: BrokenLine, up: float) -> None:
        style, spare, seen = self.style, self.width - line_width(line, self.style.size), without_end(line)
        left = spare if style.at_right or (self._base and style.turns) else style.indent
        for span in reversed(seen) if self._base else seen:
            self.canv.words(span, left, up, style, self._base)
            left += width_of(span.text, span.face, style.size)

    def _of(self, lines: Sequence[BrokenLine]) -> "Words":
        part = Words([span for line in lines for span in line], self.style, self.tag)
        part._base = self._base
        return part


def _printable(spans: Sequence[Span]) -> "list[Span]":
    """Write what cannot be shown as its number, the spaces between typefaces kept."""
    return [Span(_kept(span.text), span.face) for span in spans if span.text]


def _kept(text: str) -> str:
    before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return f"{before}{printable(text)}{after}" if text.strip() else " "

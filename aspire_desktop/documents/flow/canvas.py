"""The canvas that Platypus draws on: pages of the house's own ink, each part marked with what it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import IO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from aspire_desktop.documents.flow.breaking import Span
from aspire_desktop.documents.flow.styles import Style
from aspire_desktop.documents.typesetting.house import LONG, SHORT
from aspire_desktop.documents.typesetting.ink import Box, Ink, Link, Part
from aspire_desktop.documents.typesetting.outline import Bookmark
from aspire_desktop.documents.typesetting.typefaces import SANS, SEMIBOLD
from aspire_desktop.documents.typesetting.typesetting import printable, width_of

_FIRST_ONLY = "TH"
"""Headings of columns are said once; where they stand again on the next page they are passed over."""


@dataclass(frozen=True, eq=False)
class Tag:
    """What a part of the document is for screen readers, whatever pages it comes to stand on."""

    role: str
    parent: "Tag | None" = None
    alternative: str = ""
    """What a figure shows."""


class PageCanvas(Canvas):
    """Takes lines, shapes and texts as reportlab's canvas does; `pages` are drawn, `tree` says what they are.

    reportlab's own PDF is never written.
    """

    # reportlab's own, which its stubs leave out
    _code: list[str]
    _fontname: str
    _fontsize: float
    _startPage: Callable[[], None]  # noqa: N815

    def __init__(
        self, filename: str | IO[bytes], *, pagesize: tuple[float, float] = (SHORT, LONG), **_: object
    ) -> None:
        self.pages: list[Ink] = []
        self.tree: list[Part] = []
        self.headings: list[Bookmark] = []
        self._jumps: list[tuple[Link, int]] = []
        self.ink = Ink(*pagesize)
        self._parts: dict[Tag, Part] = {}
        super().__init__(filename, pagesize=pagesize, invariant=1)

    def setPageSize(self, size: tuple[float, float]) -> None:  # noqa: N802  # reportlab's name
        """Take the size of the page being drawn, in points."""
        super().setPageSize(size)
        self.ink.width, self.ink.height = size

    def showPage(self) -> None:  # noqa: N802  # reportlab's name
        """End a page and begin the next."""
        self.ink.write("\n".join(self._code).encode("latin-1"))
        self.pages.append(self.ink)
        self._startPage()
        self.ink = Ink(self.ink.width, self.ink.height)

    def save(self) -> None:
        """End the last page."""
        if self._code:
            self.showPage()

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:  # noqa: N802
        """Take the typeface of what comes next; each line names its own, so nothing is written for it."""
        self._fontname, self._fontsize, self._leading = psfontname, size, leading or size * 1.2

    @contextmanager
    def marked(self, tag: Tag) -> Iterator[Part | None]:
        """Mark what is drawn inside as belonging to a part; gives None where it is passed over instead."""
        if tag.role == _FIRST_ONLY and tag in self._parts:
            with self.decoration():
                yield None
            return
        part = self._part(tag)
        self._code.append(self.ink.mark(part).decode("latin-1"))
        yield part
        self._code.append("EMC")

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """Mark what is drawn inside as something to pass over when the page is read out."""
        self.begin_decoration()
        yield
        self._code.append("EMC")

    def begin_decoration(self) -> None:
        """Begin what is to be passed over; it lasts until the next end."""
        self.ink.unmark()
        self._code.append("/Artifact BMC")

    def end(self) -> None:
        """End what was begun."""
        self._code.append("EMC")

    def note_heading(self, words: str, level: int, up: float) -> None:
        """Note a heading for the outline, its upper edge in points from the foot of the page."""
        self.headings.append(Bookmark(words, level, self.ink, up))

    def note_link(self, tag: Tag, box: Box, heading: int) -> None:
        """Note that a part drawn in a box leads to a heading, by its place among those noted."""
        link = Link(self._part(tag), box)
        self.ink.links.append(link)
        self._jumps.append((link, heading))

    def join_links(self) -> None:
        """Let links lead to where the headings have come to stand."""
        for link, heading in self._jumps:
            link.target = (self.headings[heading].ink, self.headings[heading].up)

    def words(self, span: Span, left: float, up: float, style: Style, base: int) -> None:
        """Set a line of a paragraph of this direction; its baseline begins so far from the zero."""
        shown = self.ink.line(span.text, left, up, span.face, style.size, base)
        self._code.append((b"BT %b rg%b ET" % (style.colour.operands(), shown)).decode("latin-1"))

    def drawString(self, x: float, y: float, text: str, *_: object, **__: object) -> None:  # noqa: N802
        """Set a line of text of a chart, in the colour that reportlab has chosen."""
        if not text:  # an empty cell of a table, in whatever typeface reportlab begins with
            return
        shown = self.ink.line(printable(text), x, y, self._fontname, self._fontsize)
        self._code.append((b"BT%b ET" % shown).decode("latin-1"))

    def _part(self, tag: Tag) -> Part:
        if tag not in self._parts:
            part = self._parts[tag] = Part(tag.role, alternative=tag.alternative)
            (self._part(tag.parent).kids if tag.parent else self.tree).append(part)
        return self._parts[tag]


class _Face:
    """One of the house's typefaces, as reportlab asks for them when it lays out charts."""

    _dynamicFont = True  # noqa: N815  # reportlab's name
    _multiByte = True  # noqa: N815
    shapable = False

    def __init__(self, name: str) -> None:
        self.fontName = name
        self.face = SimpleNamespace(name=name, ascent=750, descent=-250, builtIn=False)

    def stringWidth(self, text: str, size: float, encoding: object = None) -> float:  # noqa: N802
        """Measure a text in points."""
        return width_of(printable(text), self.fontName, size)


for _name in (SANS, SEMIBOLD):
    pdfmetrics.registerFont(_Face(_name))

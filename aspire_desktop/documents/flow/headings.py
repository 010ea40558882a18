"""Headings of a document that flows, and the contents made of them."""

from typing import ClassVar

from reportlab.platypus import Table, TableStyle
from reportlab.platypus.tableofcontents import TableOfContents

from aspire_desktop.documents.flow import styles
from aspire_desktop.documents.flow.canvas import Tag
from aspire_desktop.documents.flow.decoration import decorate, shade
from aspire_desktop.documents.flow.words import Words
from aspire_desktop.documents.typesetting.house import MARGIN, RULE
from aspire_desktop.documents.typesetting.ink import Box

_NUMBER = 40.0
"""Points for the number of a page."""


class FlowHeading(Words):
    """A heading: 1 is the document's title, 2 and 3 stand within it, in the contents and the outline."""

    _STYLES: ClassVar = {1: styles.TITLE, 2: styles.SECTION, 3: styles.SUBSECTION}

    def __init__(self, words: str, level: int) -> None:
        super().__init__(words, self._STYLES[level], Tag(f"H{level}"))
        self.level = level

    @property
    def words(self) -> str:
        """What the heading says."""
        return "".join(span.text for span in self.spans)

    def draw(self) -> None:
        """Set the heading, and note where it stands."""
        super().draw()
        if self.level > 1:
            _, up = self.canv.absolutePosition(0, self.height)
            self.canv.note_heading(self.words, self.level - 1, up)


class Contents(TableOfContents):
    """The headings with the numbers of their pages; laid out again until these are right."""

    _lastEntries: list[tuple[int, str, int, str | None]]  # noqa: N815  # reportlab's, missing in its stubs

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the room that the contents take, in points; the headings are those of the pass before."""
        whole = Tag("TOC")
        rows = [
            self._row(place, level, words, page, whole)
            for place, (level, words, page, _) in enumerate(self._lastEntries)
        ]
        self._table = Table(
            rows or [["", ""]],
            colWidths=[width - _NUMBER, _NUMBER],
            style=_RULED,
            renderCB=decorate,
        )
        self.width, self.height = self._table.wrapOn(self.canv, width, height)
        return self.width, self.height

    @staticmethod
    def _row(place: int, level: int, words: str, page: int, whole: Tag) -> list[Words]:
        tag = Tag("Link", Tag("Reference", Tag("TOCI", whole)))
        return [
            Words(words, styles.CONTENTS[level], tag),
            _PageNumber(str(page), styles.CONTENTS_PAGE, tag, place),
        ]


class _PageNumber(Words):
    """The number of a page in the contents; its whole line leads there."""

    def __init__(self, words: str, style: styles.Style, tag: Tag, heading: int) -> None:
        super().__init__(words, style, tag)
        self._heading = heading

    def draw(self) -> None:
        """Set the number, and note where its line leads."""
        super().draw()
        right, up = self.canv.absolutePosition(self.width, self.height)
        top = self.canv.ink.height - up
        self.canv.note_link(self.tag, Box(MARGIN, top, right, top + self.height), self._heading)


_RULED = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, shade(RULE)),
    ]
)

"""The outline of a PDF: its headings, one inside the other, beside the pages in most programs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from aspire_desktop.documents.typesetting.ink import Ink
from aspire_desktop.documents.typesetting.pdf import PdfFile, text_string


@dataclass(frozen=True)
class Bookmark:
    """A heading, how deep it stands (1 is the outermost), and where: its page, and points from the foot."""

    words: str
    level: int
    ink: Ink
    up: float


@dataclass
class _Entry:
    bookmark: Bookmark
    within: "list[_Entry]" = field(default_factory=list)

    def whole(self) -> Iterator["_Entry"]:
        yield self
        for entry in self.within:
            yield from entry.whole()


def add_outline(pdf: PdfFile, pages: Mapping[Ink, int], bookmarks: Sequence[Bookmark]) -> int:
    """Add the outline over pages whose objects have these numbers, and give its object number."""
    root = pdf.reserve()
    entries = _nested(bookmarks)
    pdf.put(root, b"<</Type/Outlines%b>>" % _add(pdf, pages, entries, root))
    return root


def _nested(bookmarks: Sequence[Bookmark]) -> list[_Entry]:
    outermost: list[_Entry] = []
    open_now: list[_Entry] = []
    for bookmark in bookmarks:
        while open_now and open_now[-1].bookmark.level >= bookmark.level:
            open_now.pop()
        entry = _Entry(bookmark)
        (open_now[-1].within if open_now else outermost).append(entry)
        open_now.append(entry)
    return outermost


def _add(pdf: PdfFile, pages: Mapping[Ink, int], entries: Sequence[_Entry], parent: int) -> bytes:
    """Add entries that stand side by side; give what their parent says of them."""
    if not entries:
        return b""
    numbers = [pdf.reserve() for _ in entries]
    for place, (number, entry) in enumerate(zip(numbers, entries, strict=True)):
        before = b"/Prev %d 0 R" % numbers[place - 1] if place else b""
        after = b"/Next %d 0 R" % numbers[place + 1] if place + 1 < len(numbers) else b""
        mark = entry.bookmark
        pdf.put(
            number,
            b"<</Title%b/Parent %d 0 R%b%b/Dest[%d 0 R/XYZ null %.2f null]%b>>"
            % (
                text_string(mark.words),
                parent,
                before,
                after,
                pages[mark.ink],
                mark.up,
                _add(pdf, pages, entry.within, number),
            ),
        )
    count = sum(1 for entry in entries for _ in entry.whole())
    return b"/First %d 0 R/Last %d 0 R/Count %d" % (numbers[0], numbers[-1], count)

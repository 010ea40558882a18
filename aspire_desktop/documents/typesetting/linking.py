"""Links within a PDF: places on a page that lead to another."""

from collections.abc import Sequence

from aspire_desktop.documents.typesetting.ink import Link
from aspire_desktop.documents.typesetting.pdf import PdfFile, text_string
from aspire_desktop.documents.typesetting.structure import Tagged, links_of


def add_links(pdf: PdfFile, pages: Sequence[Tagged]) -> None:
    """Put the links of all pages, which have their numbers already; each knows its part of the structure."""
    numbers = {tagged.ink: tagged.page for tagged in pages}
    key = len(pages)
    for tagged in pages:
        for link, number in links_of(tagged):
            assert link.target is not None
            ink, up = link.target
            pdf.put(number, _annotation(link, tagged.ink.height, numbers[ink], up, key))
            key += 1


def _annotation(link: Link, height: float, page: int, up: float, key: int) -> bytes:
    box = link.box
    edges = (box.left, height - box.bottom, box.right, height - box.top)
    return (
        b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%.2f %.2f %.2f %.2f]" % edges
        + b"/Contents%b/StructParent %d" % (text_string(" ".join(link.part.words)), key)
        + b"/Dest[%d 0 R/XYZ null %.2f null]>>" % (page, up)
    )

"""The structure tree of a tagged PDF: what each mark on each page is, in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass

from aspire_desktop.documents.ink import Ink, Part
from aspire_desktop.documents.pdf import PdfFile, text_string


@dataclass(frozen=True)
class Tagged:
    """A drawn page and the number of its page object."""

    ink: Ink
    page: int


def add_structure(pdf: PdfFile, pages: Sequence[Tagged]) -> int:
    """Add the tree of all pages and give its object number."""
    tree, document = pdf.reserve(), pdf.reserve()
    sections: list[int] = []
    rows: list[bytes] = []
    for place, tagged in enumerate(pages):
        marks: list[int] = []
        sections.append(_element(pdf, tagged, tagged.ink.whole, document, marks))
        rows.append(b"%d[%b]" % (place, _references(marks)))
    parents = pdf.add(b"<</Nums[%b]>>" % b" ".join(rows))
    pdf.put(document, b"<</Type/StructElem/S/Document/P %d 0 R/K[%b]>>" % (tree, _references(sections)))
    pdf.put(
        tree,
        b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>"
        % (document, parents, len(pages)),
    )
    return tree


def _element(pdf: PdfFile, tagged: Tagged, part: Part, parent: int, marks: list[int]) -> int:
    """Add a part and those inside it; note, mark by mark, the element each mark of the page belongs to."""
    number = pdf.reserve()
    if part.mark is None:
        kids = b"[%b]" % _references([_element(pdf, tagged, kid, number, marks) for kid in part.kids])
    else:
        kids = b"%d/Pg %d 0 R" % (part.mark, tagged.page)
        marks.append(number)
    pdf.put(
        number,
        b"<</Type/StructElem/S/%b/P %d 0 R/K %b%b>>"
        % (part.role.encode("ascii"), parent, kids, _attributes(part, tagged.ink.height)),
    )
    return number


def _attributes(part: Part, height: float) -> bytes:
    found = b"/Alt%b" % text_string(part.alternative) if part.alternative else b""
    if part.words:
        found += b"/ActualText%b" % text_string(" ".join(part.words))
    if part.role == "TH":
        found += b"/A<</O/Table/Scope/Column>>"
    if part.box is not None:
        edges = (part.box.left, height - part.box.bottom, part.box.right, height - part.box.top)
        found += b"/A<</O/Layout/Placement/Block/BBox[%.2f %.2f %.2f %.2f]>>" % edges
    return found


def _references(numbers: Sequence[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)

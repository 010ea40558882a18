"""The structure tree of a tagged PDF: what each mark on each page is, in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass

from aspire_desktop.documents.typesetting.ink import Ink, Link, Mark, Part
from aspire_desktop.documents.typesetting.pdf import PdfFile, text_string


@dataclass(frozen=True)
class Tagged:
    """A drawn page, the number of its page object, and those of its links."""

    ink: Ink
    page: int
    links: tuple[int, ...] = ()


def add_structure(pdf: PdfFile, pages: Sequence[Tagged], parts: Sequence[Part]) -> int:
    """Add the tree of a document made of these parts, drawn on these pages, and give its object number."""
    root, document = pdf.reserve(), pdf.reserve()
    tree = _Tree(pdf, pages)
    kids = [tree.element(part, document) for part in parts]
    parents = pdf.add(b"<</Nums[%b]>>" % b" ".join(tree.rows()))
    pdf.put(document, b"<</Type/StructElem/S/Document/P %d 0 R/K[%b]>>" % (root, _references(kids)))
    pdf.put(
        root,
        b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>"
        % (document, parents, tree.next_key),
    )
    return root


def links_of(tagged: Tagged) -> list[tuple[Link, int]]:
    """Give the links of a page with the numbers of their objects."""
    return list(zip(tagged.ink.links, tagged.links, strict=True))


class _Tree:
    """Adds elements, and notes which element each mark of each page belongs to."""

    def __init__(self, pdf: PdfFile, pages: Sequence[Tagged]) -> None:
        self._pdf = pdf
        self._pages = {tagged.ink: tagged.page for tagged in pages}
        self._owners: dict[Ink, dict[int, int]] = {tagged.ink: {} for tagged in pages}
        each = [(link, number) for tagged in pages for link, number in links_of(tagged)]
        self._links = {link.part: number for link, number in each}
        self._linked = dict.fromkeys(self._links, 0)

    def element(self, part: Part, parent: int) -> int:
        """Add a part and those inside it, and give its object number."""
        number = self._pdf.reserve()
        kids = self._marks(part, number) if part.marks else self._kids(part, number)
        self._pdf.put(
            number,
            b"<</Type/StructElem/S/%b/P %d 0 R/K %b%b>>"
            % (part.role.encode("ascii"), parent, kids, _attributes(part)),
        )
        return number

    @property
    def next_key(self) -> int:
        """The first key that no page and no link has."""
        return len(self._pages) + len(self._links)

    def rows(self) -> list[bytes]:
        """Give page by page the elements of its marks, in the order of their numbers, then those of links."""
        pages = [
            b"%d[%b]" % (place, _references([owner for _, owner in sorted(owners.items())]))
            for place, owners in enumerate(self._owners.values())
        ]
        linked = enumerate(self._linked.values(), len(pages))
        return [*pages, *(b"%d %d 0 R" % (key, element) for key, element in linked)]

    def _kids(self, part: Part, number: int) -> bytes:
        return b"[%b]" % _references([self.element(kid, number) for kid in part.kids])

    def _marks(self, part: Part, number: int) -> bytes:
        marks: Sequence[Mark] = part.marks
        page = self._pages[marks[0].ink]
        for mark in marks:
            self._owners[mark.ink][mark.number] = number
        if part in self._links:
            self._linked[part] = number
            linked = b"<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>" % (self._links[part], page)
            return b"[%b%b]/Pg %d 0 R" % (b"".join(b"%d " % mark.number for mark in marks), linked, page)
        if len(marks) == 1:
            return b"%d/Pg %d 0 R" % (marks[0].number, page)
        each = [b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (self._pages[mark.ink], mark.number) for mark in marks]
        return b"[%b]/Pg %d 0 R" % (b"".join(each), page)


def _attributes(part: Part) -> bytes:
    found = b"/Alt%b" % text_string(part.alternative) if part.alternative else b""
    if part.shaped and not part.alternative:
        found += b"/ActualText%b" % text_string(" ".join(part.words))
    if part.role == "TH":
        found += b"/A<</O/Table/Scope/Column>>"
    if part.box is not None:
        height = part.marks[0].ink.height
        edges = (part.box.left, height - part.box.bottom, part.box.right, height - part.box.top)
        found += b"/A<</O/Layout/Placement/Block/BBox[%.2f %.2f %.2f %.2f]>>" % edges
    return found


def _references(numbers: Sequence[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)

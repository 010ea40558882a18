"""Certificates as PDF: the same facts always give the same bytes, whatever else is printed with them."""

import string
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape

from aspire_desktop.documents.certificate_page import HEIGHT, WIDTH, draw
from aspire_desktop.documents.embedding import embed
from aspire_desktop.documents.ink import Ink, Part
from aspire_desktop.documents.pdf import PdfFile, text_string
from aspire_desktop.documents.typefaces import ITALIC, SANS, SEMIBOLD, SERIF, typeface
from aspire_desktop.domain.certificates import SealedCertificate

PAYLOAD_TAG = "aspire:certificate"
"""The XMP property that holds the text of the QR square; the metadata are never packed."""
_FACES = (SERIF, ITALIC, SANS, SEMIBOLD)
_WRITING = frozenset(string.ascii_letters + " ,.-’")
_LIGATURES = frozenset("ﬀﬁﬂﬃﬄ")
_EVERYDAY = {
    SERIF: _WRITING | _LIGATURES,
    ITALIC: _WRITING | _LIGATURES | {":"},
    SANS: _WRITING | frozenset(string.digits),
    SEMIBOLD: _WRITING | frozenset(string.digits),
}
"""Letters that a typeface always embeds, so that most certificates share one ready-made beginning."""


@dataclass(frozen=True)
class _Opening:
    """A file that holds the typefaces, and the resources by which pages name them."""

    pdf: PdfFile
    resources: bytes


def certificate(sealed: SealedCertificate) -> bytes:
    """Give one certificate as a PDF of its own, with the QR square's text in its metadata.

    Which letters are embedded depends on this certificate alone, so a reprint on another computer can be
    compared byte by byte. Raises RuleBroken as certificate_page.draw does.
    """
    title = f"Certificate of completion: {sealed.facts.name}, {sealed.facts.number}"
    return _bound([draw(sealed)], title, sealed.payload)


def certificates_combined(batch: Sequence[SealedCertificate]) -> bytes:
    """Give certificates as one PDF for printing, a page each; it holds no payload to be read back."""
    title = "Certificates of completion"
    if batch:
        title += f", {batch[0].facts.number} to {batch[-1].facts.number}"
    return _bound([draw(sealed) for sealed in batch], title, "")


def _bound(pages: Sequence[Ink], title: str, payload: str) -> bytes:
    opening = _opening(tuple(_letters(face, pages) for face in _FACES))
    pdf = opening.pdf.copy()
    leaves, tree, document = pdf.reserve(), pdf.reserve(), pdf.reserve()
    sections = [_section(pdf, ink, place, leaves, document) for place, ink in enumerate(pages)]
    kids = b" ".join(b"%d 0 R" % section.page for section in sections)
    pdf.put(
        leaves,
        b"<</Type/Pages/Count %d/MediaBox[0 0 %.2f %.2f]/Resources%b/Kids[%b]>>"
        % (len(sections), WIDTH, HEIGHT, opening.resources, kids),
    )
    _structure(pdf, tree, document, sections)
    metadata = pdf.plain_stream(b"/Type/Metadata/Subtype/XML", _metadata(title, payload))
    info = pdf.add(b"<</Title%b/Producer(Aspire Desktop)>>" % text_string(title))
    catalogue = pdf.add(
        b"<</Type/Catalog/Pages %d 0 R/Lang(en-GB)/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R"
        b"/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R>>" % (leaves, tree, metadata)
    )
    return pdf.close(catalogue, info)


def _letters(face: str, pages: Sequence[Ink]) -> frozenset[str]:
    """Give the letters to embed; none where the pages do not use the typeface."""
    used = frozenset[str]().union(*(ink.letters.get(face, ()) for ink in pages))
    return used | _EVERYDAY[face] if used else used


@lru_cache(maxsize=64)
def _opening(letters: tuple[frozenset[str], ...]) -> _Opening:
    """Embed the typefaces. Everybody whose certificate needs the same letters shares the result."""
    pdf = PdfFile()
    numbers = [
        (face, embed(pdf, typeface(face), wanted))
        for face, wanted in zip(_FACES, letters, strict=True)
        if wanted
    ]
    fonts = b"".join(b"/%b %d 0 R" % (face.encode("ascii"), number) for face, number in numbers)
    return _Opening(pdf, b"<</Font<<%b>>>>" % fonts)


@dataclass(frozen=True)
class _Section:
    """One certificate in the file: object numbers of its page, its section and its parts."""

    page: int
    section: int
    parts: tuple[int, ...]


def _section(pdf: PdfFile, ink: Ink, place: int, leaves: int, document: int) -> _Section:
    content = pdf.stream(b"", ink.content())
    page = pdf.add(
        b"<</Type/Page/Parent %d 0 R/Contents %d 0 R/StructParents %d/Tabs/S>>" % (leaves, content, place)
    )
    section = pdf.reserve()
    parts = tuple(pdf.add(_part(part, mark, page, section)) for mark, part in enumerate(ink.parts))
    pdf.put(
        section,
        b"<</Type/StructElem/S/Sect/P %d 0 R/K[%b]>>"
        % (document, b" ".join(b"%d 0 R" % part for part in parts)),
    )
    return _Section(page, section, parts)


def _part(part: Part, mark: int, page: int, section: int) -> bytes:
    extra = b"/Alt%b" % text_string(part.alternative) if part.alternative else b""
    if part.box is not None:
        extra += b"/A<</O/Layout/Placement/Block/BBox[%.2f %.2f %.2f %.2f]>>" % (
            part.box.left,
            HEIGHT - part.box.bottom,
            part.box.right,
            HEIGHT - part.box.top,
        )
    return b"<</Type/StructElem/S/%b/P %d 0 R/Pg %d 0 R/K %d%b>>" % (
        part.role.encode("ascii"),
        section,
        page,
        mark,
        extra,
    )


def _structure(pdf: PdfFile, tree: int, document: int, sections: Sequence[_Section]) -> None:
    rows = b" ".join(
        b"%d[%b]" % (place, b" ".join(b"%d 0 R" % part for part in section.parts))
        for place, section in enumerate(sections)
    )
    parents = pdf.add(b"<</Nums[%b]>>" % rows)
    kids = b" ".join(b"%d 0 R" % section.section for section in sections)
    pdf.put(document, b"<</Type/StructElem/S/Document/P %d 0 R/K[%b]>>" % (tree, kids))
    pdf.put(
        tree,
        b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>"
        % (document, parents, len(sections)),
    )


def _metadata(title: str, payload: str) -> bytes:
    kept = f"<{PAYLOAD_TAG}>{escape(payload)}</{PAYLOAD_TAG}>" if payload else ""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:aspire="urn:aspire-desktop:certificate:1">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        "<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>"
        f"<pdf:Producer>Aspire Desktop</pdf:Producer>{kept}"
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()

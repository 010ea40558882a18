"""Binding of drawn pages into one PDF: typefaces embedded, tagged, titled, and the same bytes each time."""

import string
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape

from aspire_desktop.documents.typesetting.embedding import embed, embed_glyphs
from aspire_desktop.documents.typesetting.ink import Ink, Part
from aspire_desktop.documents.typesetting.linking import add_links
from aspire_desktop.documents.typesetting.outline import Bookmark, add_outline
from aspire_desktop.documents.typesetting.pdf import PdfFile, text_string
from aspire_desktop.documents.typesetting.shaped_text import shaped_name
from aspire_desktop.documents.typesetting.structure import Tagged, add_structure
from aspire_desktop.documents.typesetting.typefaces import ITALIC, SANS, SEMIBOLD, SERIF, typeface

PAYLOAD_TAG = "aspire:certificate"
"""The XMP property that holds the text of a QR square; the metadata are never packed."""
_CLAIM = '<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>'
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
    """A file that holds the typefaces, and the entries by which pages name them."""

    pdf: PdfFile
    fonts: bytes


def bind(
    pages: Sequence[Ink],
    title: str,
    payload: str = "",
    parts: Sequence[Part] = (),
    headings: Sequence[Bookmark] = (),
) -> bytes:
    """Bind pages into a PDF with its title, in British English, tagged for screen readers.

    The same pages and title give the same bytes. `parts` are those of the whole document in reading order,
    which then says that it keeps to PDF/UA-1, and `headings` those of its outline; without parts each page is
    read after the other, as it was drawn. `payload` is a certificate's signed
    text, kept where proof.read_certificate finds it.
    """
    opening = _opening(tuple(_letters(face, pages) for face in _FACES))
    pdf = opening.pdf.copy()
    fonts = opening.fonts + _shaped(pdf, pages)
    leaves = pdf.reserve()
    tagged = [_page(pdf, ink, place, leaves) for place, ink in enumerate(pages)]
    numbers = [each.page for each in tagged]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    pdf.put(
        leaves,
        b"<</Type/Pages/Count %d/Resources<</Font<<%b>>>>/Kids[%b]>>" % (len(numbers), fonts, kids),
    )
    add_links(pdf, tagged)
    tree = add_structure(pdf, tagged, parts or [ink.whole for ink in pages])
    metadata = pdf.plain_stream(b"/Type/Metadata/Subtype/XML", _metadata(title, payload, bool(parts)))
    info = pdf.add(b"<</Title%b/Producer(Aspire Desktop)>>" % text_string(title))
    outline = b""
    if headings:
        leaf = {each.ink: each.page for each in tagged}
        outline = b"/Outlines %d 0 R" % add_outline(pdf, leaf, headings)
    catalogue = pdf.add(
        b"<</Type/Catalog/Pages %d 0 R/Lang(en-GB)/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R"
        b"/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R%b>>" % (leaves, tree, metadata, outline)
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
    return _Opening(pdf, fonts)


def _shaped(pdf: PdfFile, pages: Sequence[Ink]) -> bytes:
    """Embed the typefaces of shaped texts; give the entries by which pages name them."""
    reads: dict[str, dict[int, str]] = {}
    for ink in pages:
        for face, glyphs in ink.glyphs.items():
            found = reads.setdefault(face, {})
            found |= {glyph: found.get(glyph) or letters for glyph, letters in glyphs.items()}
    return b"".join(
        b"/%b %d 0 R" % (shaped_name(face), embed_glyphs(pdf, typeface(face), reads[face]))
        for face in sorted(reads)
    )


def _page(pdf: PdfFile, ink: Ink, place: int, leaves: int) -> Tagged:
    content = pdf.stream(b"", ink.content())
    links = tuple(pdf.reserve() for _ in ink.links)
    listed = b"/Annots[%b]" % b" ".join(b"%d 0 R" % link for link in links) if links else b""
    number = pdf.add(
        b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.2f %.2f]/Contents %d 0 R/StructParents %d/Tabs/S%b>>"
        % (leaves, ink.width, ink.height, content, place, listed)
    )
    return Tagged(ink, number, links)


def _metadata(title: str, payload: str, accessible: bool) -> bytes:
    claim = _CLAIM if accessible else ""
    kept = f"<{PAYLOAD_TAG}>{escape(payload)}</{PAYLOAD_TAG}>" if payload else ""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:aspire="urn:aspire-desktop:certificate:1">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        "<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>"
        f"<pdf:Producer>Aspire Desktop</pdf:Producer>{kept}{claim}"
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()

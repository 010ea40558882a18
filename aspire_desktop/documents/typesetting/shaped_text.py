"""Shaped texts as pages write them: glyphs by number, each in its place, with the letters they stand for."""

from dataclasses import dataclass

from aspire_desktop.documents.typesetting.lines import Cluster, Run
from aspire_desktop.documents.typesetting.ordering import mirrored
from aspire_desktop.documents.typesetting.pdf import escaped, text_string
from aspire_desktop.documents.typesetting.typefaces import Typeface, typeface


def shaped_name(face: str) -> bytes:
    """Give the name by which pages call a typeface whose codes are glyphs, not letters."""
    return b"%b.glyphs" % face.encode("ascii")


def shown_run(run: Run, size: float) -> bytes:
    """Write the operators that show a run at a size in points."""
    return b" ".join(_cluster(run, cluster, size) for cluster in run.clusters)


def _cluster(run: Run, cluster: Cluster, size: float) -> bytes:
    """Write a cluster, with its letters beside it where the glyphs alone would be read as others.

    The letters stand as they are seen, as the clusters do: whoever takes text from a page turns all that runs
    from right to left. Screen readers are told the words as they are read by the page's structure.
    """
    face = typeface(run.face)
    letters = mirrored(cluster.text) if run.leftwards else cluster.text
    spacing, others = _placed(face, cluster)
    pen = _Pen(face, size)
    shown = pen.draw(spacing)
    if len(cluster.glyphs) > 1 or face.reads(cluster.glyphs[0].number) != letters:
        shown = b"/Span<</ActualText%b>>BDC %b EMC" % (text_string(letters), shown)
    if others:  # seen, and read as part of the letter that they stand with
        shown += b"/Span<</ActualText()>>BDC %b EMC" % pen.draw(others)
    return shown + pen.move(sum(glyph.advance for glyph in cluster.glyphs))


@dataclass(frozen=True)
class _Placed:
    """A glyph and where it stands, in thousandths of the size from the start of its cluster."""

    number: int
    right: int
    up: int


def _placed(face: Typeface, cluster: Cluster) -> tuple[list[_Placed], list[_Placed]]:
    """Give the glyphs that take room, and the marks that do not; without the former, the marks alone."""
    at = 0
    spacing: list[_Placed] = []
    others: list[_Placed] = []
    for glyph in cluster.glyphs:
        placed = _Placed(glyph.number, at + glyph.right, glyph.up)
        (spacing if glyph.advance else others).append(placed)
        at += glyph.advance
    return (spacing, others) if spacing else (others, [])


class _Pen:
    """Draws glyphs where they belong, and knows where the page's own pen stands."""

    def __init__(self, face: Typeface, size: float) -> None:
        self._face, self._size, self._at = face, size, 0

    def draw(self, glyphs: list[_Placed]) -> bytes:
        """Write glyphs; the number that raises one stands apart from the operator before it."""
        return b"".join(map(self._glyph, glyphs)).lstrip(b" ")

    def move(self, to: int) -> bytes:
        """Write a move, in thousandths of the size from the start of the cluster."""
        moved, self._at = to - self._at, to
        return b"[%d]TJ" % -moved if moved else b""

    def _glyph(self, glyph: _Placed) -> bytes:
        shown = self.move(glyph.right) + b"%bTj" % escaped(glyph.number.to_bytes(2, "big"))
        self._at += self._face.advance_of(glyph.number)
        return b" %.3f Ts %b 0 Ts" % (glyph.up * self._size / 1000, shown) if glyph.up else shown

"""Ink on one PDF page: texts, lines and shapes, each part marked with its role for screen readers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aspire_desktop.documents.typesetting.lines import Run, TextLine
from aspire_desktop.documents.typesetting.pdf import escaped
from aspire_desktop.documents.typesetting.shaped_text import shaped_name, shown_run
from aspire_desktop.documents.typesetting.typefaces import typeface
from aspire_desktop.documents.typesetting.typesetting import line_of


@dataclass(frozen=True)
class Colour:
    """Red, green and blue from 0 to 255."""

    red: int
    green: int
    blue: int

    def operands(self) -> bytes:
        """Give what stands before rg or RG."""
        return b"%b %b %b" % (_figure(self.red / 255), _figure(self.green / 255), _figure(self.blue / 255))


@dataclass(frozen=True)
class Box:
    """A rectangle in points from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, eq=False)
class Mark:
    """A stretch of a page's content, by its number on that page."""

    ink: "Ink" = field(repr=False)
    number: int


@dataclass(eq=False)
class Part:
    """A part of a document, for screen readers: marks in the content of pages, or a group of other parts."""

    role: str
    """H1, P, Figure; Table, TR, TH, TD."""
    marks: list[Mark] = field(default_factory=list)
    """More than one where it goes on on another page, or stands in several pieces on one."""
    kids: list["Part"] = field(default_factory=list)
    alternative: str = ""
    """What a figure shows."""
    box: Box | None = None
    """Where a figure stands."""
    words: list[str] = field(default_factory=list)
    """The lines set in it, as they are read."""
    shaped: bool = False
    """Whether some of its lines are glyphs, which may not tell their words by themselves."""


@dataclass(eq=False)
class Link:
    """A place on a page that leads to another, given once the whole document is drawn."""

    part: Part
    """What it is in the document, with the words that are shown."""
    box: Box
    target: "tuple[Ink, float] | None" = None
    """A page, and points from its foot."""


@dataclass(eq=False)
class Ink:
    """A page being drawn. Distances are points from the top left corner."""

    width: float
    height: float
    whole: Part = field(default_factory=lambda: Part("Sect"))
    letters: dict[str, set[str]] = field(default_factory=dict)
    """By typeface, what is set letter by letter."""
    glyphs: dict[str, dict[int, str]] = field(default_factory=dict)
    """By typeface, the glyphs of shaped texts and what each reads as."""
    links: list[Link] = field(default_factory=list)
    _marks: int = 0
    _group: Part | None = None
    _marked: Part | None = None
    _operators: list[bytes] = field(default_factory=list)

    @contextmanager
    def part(self, role: str, alternative: str = "", box: Box | None = None) -> Iterator[None]:
        """Mark what is drawn inside as one part of the page's content."""
        part = Part(role, [], [], alternative, box)
        (self._group or self.whole).kids.append(part)
        self._operators.append(self.mark(part))
        yield
        self._operators.append(b"EMC")

    def mark(self, part: Part) -> bytes:
        """Give the operator that begins a stretch of the page as belonging to a part."""
        part.marks.append(Mark(self, self._marks))
        self._marks += 1
        self._marked = part
        return b"/%b<</MCID %d>>BDC" % (part.role.encode("ascii"), self._marks - 1)

    @contextmanager
    def group(self, role: str) -> Iterator[None]:
        """Hold the parts drawn inside together, as the rows of a table and the cells of a row."""
        outer, inner = self._group, Part(role)
        (outer or self.whole).kids.append(inner)
        self._group = inner
        yield
        self._group = outer

    @contextmanager
    def decoration(self, *, of_page: bool = False) -> Iterator[None]:
        """Mark what is drawn inside as something to pass over when the page is read out.

        `of_page` says that it belongs to the page, such as its number.
        """
        self.unmark()
        self._operators.append(b"/Artifact<</Type/Pagination>>BDC" if of_page else b"/Artifact BMC")
        yield
        self._operators.append(b"EMC")

    def unmark(self) -> None:
        """Let what comes next belong to no part."""
        self._marked = None

    def write(self, operators: bytes) -> None:
        """Add operators made elsewhere."""
        self._operators.append(operators)

    def text(self, words: str, left: float, baseline: float, face: str, size: float, colour: Colour) -> None:
        """Set one line of text; raise RuleBroken where a character has no glyph."""
        shown = self.line(words, left, self.height - baseline, face, size)
        self._operators.append(b"BT %b rg%b ET" % (colour.operands(), shown))

    def line(
        self, words: str, right: float, up: float, face: str, size: float, base: int | None = None
    ) -> bytes:
        """Give the operators that show a line of text in the part just marked, from where the page's zero is.

        `base` is the direction of the paragraph that it is a line of. Raises RuleBroken where a character
        has no glyph.
        """
        line, at = line_of(words, face, base), b"%b %b Td" % (_figure(right), _figure(up))
        if self._marked is not None:
            self._marked.words.append(words)
            self._marked.shaped |= bool(line.runs)
        if line.runs:
            return b" %b %b" % (at, b" ".join(self._run(run, size) for run in line.runs))
        self.letters.setdefault(face, set()).update(line.letters)
        return b"/%b %b Tf %b %b" % (face.encode("ascii"), _figure(size), at, _shown(line))

    def _run(self, run: Run, size: float) -> bytes:
        """Write a run, noting what its glyphs read as."""
        reads = self.glyphs.setdefault(run.face, {})
        for cluster in run.clusters:
            alone = len(cluster.glyphs) == 1
            for glyph in cluster.glyphs:
                own = typeface(run.face).reads(glyph.number) or (cluster.text if alone else "")
                reads[glyph.number] = reads.get(glyph.number) or own
        return b"/%b %b Tf %b" % (shaped_name(run.face), _figure(size), shown_run(run, size))

    def box(self, box: Box, colour: Colour) -> None:
        """Fill a rectangle."""
        edges = (box.left, self.height - box.bottom, box.right - box.left, box.bottom - box.top)
        self._operators.append(b"%b rg %b re f" % (colour.operands(), b" ".join(map(_figure, edges))))

    def disc(self, centre: float, middle: float, radius: float, colour: Colour) -> None:
        """Fill a circle, as a line of no length with a round end."""
        at = b"%b %b" % (_figure(centre), _figure(self.height - middle))
        self._operators.append(
            b"q 1 J %b w %b RG %b m %b l S Q" % (_figure(2 * radius), colour.operands(), at, at)
        )

    def path(self, operators: bytes, left: float, top: float, scale: float, colour: Colour) -> None:
        """Fill a path whose own units run down from (left, top), `scale` points each."""
        place = b" ".join(map(_figure, (scale, 0, 0, -scale, left, self.height - top)))
        self._operators.append(b"q %b cm %b rg %b f Q" % (place, colour.operands(), operators))

    def content(self) -> bytes:
        """Give the page's content stream."""
        return b"\n".join(self._operators)


def _shown(line: TextLine) -> bytes:
    """Write the operator that shows a line, its letters in runs between which nothing is kerned."""
    runs: list[bytes] = []
    start = 0
    for place, kern in enumerate(line.kerns):
        if kern:
            runs.append(b"%b%d" % (_code(line.letters[start : place + 1]), -kern))
            start = place + 1
    return b"[%b]TJ" % b"".join([*runs, _code(line.letters[start:])])


def _code(letters: str) -> bytes:
    return escaped(letters.encode("utf-16-be"))


def _figure(number: float) -> bytes:
    return (b"%.3f" % number).rstrip(b"0").rstrip(b".") or b"0"

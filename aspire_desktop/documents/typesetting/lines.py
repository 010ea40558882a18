"""What a text is once it is set as a line: letters one after another, or shaped glyphs in runs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Glyph:
    """One glyph of a shaped text, placed in thousandths of the size."""

    number: int
    advance: int
    right: int = 0
    """How far it is moved from where the one before it ended."""
    up: int = 0


@dataclass(frozen=True)
class Cluster:
    """Letters that are one shape, such as a letter and its marks, with the glyphs that show them."""

    text: str
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True)
class Run:
    """Clusters of one typeface, from left to right as they are seen."""

    face: str
    clusters: tuple[Cluster, ...]
    leftwards: bool = False
    """Whether it is read from right to left."""


@dataclass(frozen=True)
class TextLine:
    """A text as it is set. Widths are thousandths of the size.

    Most texts are `letters`: composed, with ligatures, kerned. One that needs more than that, or another
    typeface, is `runs`, and then its letters are the text alone.
    """

    letters: str
    kerns: tuple[int, ...]
    """How much wider each letter is set because of the one after it; mostly nought or less."""
    width: int
    runs: tuple[Run, ...] = ()

"""The house style of what is printed: A4, white with petrol, its margins, columns and named facts."""

from dataclasses import dataclass

from aspire_desktop.documents.typesetting.ink import Colour

MM = 72 / 25.4
MARGIN = 15 * MM
SHORT, LONG = 595.276, 841.89
BLACK = Colour(0, 0, 0)
GREY = Colour(0x42, 0x52, 0x5A)
PETROL = Colour(0x0A, 0x58, 0x68)
TINT = Colour(0xF1, 0xF4, 0xF4)
LINE = Colour(0x74, 0x83, 0x8A)
RULE = Colour(0xC4, 0xCE, 0xD2)
"""Lines between the rows and columns of a table that flows."""
FOOT = 8 * MM
"""What the foot of a page takes above its margin."""


@dataclass(frozen=True)
class PrintedColumn:
    """A column of a printed table: its title, its share of the page's width, and if it holds figures."""

    title: str
    share: float
    figures: bool = False


@dataclass(frozen=True)
class Fact:
    """A fact named at the head of a page, such as Venue: Dudley Council House."""

    name: str
    value: str

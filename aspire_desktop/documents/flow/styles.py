"""How the texts of a document that flows are set."""

from dataclasses import dataclass

from aspire_desktop.documents.typesetting.house import BLACK, GREY, PETROL
from aspire_desktop.documents.typesetting.ink import Colour
from aspire_desktop.documents.typesetting.typefaces import SANS, SEMIBOLD


@dataclass(frozen=True)
class Style:
    """Typeface, size, distance between baselines, room before and after and at the left, in points."""

    face: str = SANS
    size: float = 10.0
    leading: float = 14.0
    colour: Colour = BLACK
    before: float = 0.0
    after: float = 0.0
    indent: float = 0.0
    at_right: bool = False
    turns: bool = True
    """Whether a text that runs from right to left stands at the right; in a column all begin at the left."""


ABOVE = Style(SEMIBOLD, 10.0, 13.0, PETROL)
TITLE = Style(SEMIBOLD, 18.0, 22.0, before=1, after=10)
SECTION = Style(SEMIBOLD, 13.0, 17.0, PETROL, before=12, after=5)
SUBSECTION = Style(SEMIBOLD, 11.0, 14.0, before=8, after=3)
BODY = Style(after=7)
BULLET = Style(after=3)
FACT_NAME = Style(SEMIBOLD, colour=GREY, turns=False)
FACT = Style(turns=False)
CAPTION = Style(SEMIBOLD, 9.5, 13.0, GREY, before=8, after=4)
NOTE = Style(size=8.5, leading=11.0, colour=GREY, before=2, after=8)
CONTENTS = {2: Style(SEMIBOLD, 10.0, 13.0), 3: Style(size=9.5, leading=12.0, indent=14.0)}
CONTENTS_PAGE = Style(size=9.5, leading=12.0, at_right=True)

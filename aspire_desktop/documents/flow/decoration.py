"""Lines and tints of tables: shown, and passed over when a page is read out."""

from typing import cast

from reportlab.lib.colors import Color
from reportlab.platypus import Table
from reportlab.platypus.tables import TableRenderCB

from aspire_desktop.documents.flow.canvas import PageCanvas
from aspire_desktop.documents.typesetting.ink import Colour


def shade(colour: Colour) -> Color:
    """Give a colour as reportlab takes it."""
    return Color(colour.red / 255, colour.green / 255, colour.blue / 255)


def _decorate(drawn: Table, step: str, *_: object) -> None:
    """Mark lines and tints; the words of a table mark themselves."""
    canvas = drawn.canv
    assert isinstance(canvas, PageCanvas)
    if step in ("startBG", "startLines"):
        canvas.begin_decoration()
    elif step in ("endBG", "endLines"):
        canvas.end()


decorate = cast(TableRenderCB, _decorate)
"""What a table is given as its `renderCB`."""

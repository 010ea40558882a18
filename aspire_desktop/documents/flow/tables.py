"""Tables that go on over pages: headings repeated, rows as high as their texts, each cell marked."""

from collections.abc import Iterable, Sequence

from reportlab.platypus import Flowable, LongTable, Table, TableStyle

from aspire_desktop.documents.flow.canvas import Tag
from aspire_desktop.documents.flow.decoration import decorate, shade
from aspire_desktop.documents.flow.styles import BODY, BULLET, FACT, FACT_NAME, Style
from aspire_desktop.documents.flow.words import Words
from aspire_desktop.documents.typesetting.house import PETROL, RULE, TINT, Fact, PrintedColumn
from aspire_desktop.documents.typesetting.typefaces import SANS, SEMIBOLD
from aspire_desktop.documents.typesetting.typesetting import printable, width_of

_SIZE, _SMALLEST = 9.0, 6.5
_LEADING = 1.22
_SIDE, _ABOVE = 5.0, 3.5
"""Points around the words of a cell."""
_ANYWHERE = 1
"""A row that is higher than what is left of a page with no other row on it is parted between lines."""
_POINT = 12.0
"""Points for the sign before a point."""
_MOST = 4000
"""Letters of a cell; a longer text is cut where it says so."""
_GOES_ON = " … [goes on in the program]"


def table(columns: Sequence[PrintedColumn], rows: Iterable[Sequence[str]], width: float) -> Table:
    """Give a table as wide as said, in points; where a page is full it goes on on the next."""
    cut = [[_cut(words) for words in row] for row in rows]
    widths = [column.share * width for column in columns]
    size = _size(columns, cut, widths)
    whole = Tag("Table")
    titles = [column.title for column in columns]
    head = _row(columns, titles, whole, SEMIBOLD, size)
    body = [_row(columns, row, whole, SANS, size) for row in cut]
    return LongTable(
        [head, *body],
        colWidths=widths,
        style=_RULED,
        repeatRows=1,
        splitInRow=_ANYWHERE,
        renderCB=decorate,
        spaceBefore=4,
        spaceAfter=10,
    )


def facts(named: Sequence[Fact], width: float) -> Table:
    """Give named facts below one another, their values aligned."""
    indent = min(max(width_of(printable(fact.name), SEMIBOLD, FACT.size) for fact in named) + 14, width / 2)
    data = []
    for fact in named:
        tag = Tag("P")
        data.append([Words(fact.name, FACT_NAME, tag), Words(fact.value or "–", FACT, tag)])
    widths = [indent, width - indent]
    return Table(data, colWidths=widths, style=_BARE, spaceAfter=8, splitInRow=_ANYWHERE)


def points(texts: Iterable[str], width: float) -> list[Flowable]:
    """Give a list of points, each beside its sign."""
    whole = Tag("L")
    each = [_point(text, Tag("LI", whole), width) for text in texts]
    each[-1].spaceAfter = BODY.after
    return [*each]


def _point(text: str, item: Tag, width: float) -> Table:
    signed = [Words("•", BULLET, Tag("Lbl", item)), Words(text, BULLET, Tag("LBody", item))]
    widths = [_POINT, width - _POINT]
    return Table([signed], colWidths=widths, style=_BARE, spaceAfter=BULLET.after, splitInRow=_ANYWHERE)


def _row(
    columns: Sequence[PrintedColumn], words: Sequence[str], whole: Tag, face: str, size: float
) -> list[Words]:
    row = Tag("TR", whole)
    role = "TH" if face == SEMIBOLD else "TD"
    return [
        Words(text, Style(face, size, size * _LEADING, at_right=column.figures, turns=False), Tag(role, row))
        for column, text in zip(columns, words, strict=True)
    ]


def _size(columns: Sequence[PrintedColumn], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> float:
    """Give the size at which no heading is broken within a word, and no figure at all."""
    size = _SIZE
    for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
        widest = max((width_of(word, SEMIBOLD, 1) for word in printable(column.title).split()), default=0.1)
        if column.figures:
            widest = max([widest, *(width_of(printable(row[place]), SANS, 1) for row in rows)])
        size = min(size, (width - 2 * _SIDE) / widest)
    return max(_SMALLEST, int(2 * size) / 2)


def _cut(words: str) -> str:
    return words if len(words) <= _MOST else f"{words[:_MOST]}{_GOES_ON}"


_BARE = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
    ]
)
_RULED = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), _SIDE),
        ("RIGHTPADDING", (0, 0), (-1, -1), _SIDE),
        ("TOPPADDING", (0, 0), (-1, -1), _ABOVE),
        ("BOTTOMPADDING", (0, 0), (-1, -1), _ABOVE),
        ("BACKGROUND", (0, 0), (-1, 0), shade(TINT)),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, shade(RULE)),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, shade(PETROL)),
        ("LINEBEFORE", (1, 0), (-1, -1), 0.5, shade(RULE)),
    ]
)

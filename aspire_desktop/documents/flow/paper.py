"""Documents that flow: headings, paragraphs, tables and figures set over as many pages as they need."""

import io
from collections.abc import Iterable, Sequence

from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
)

from aspire_desktop.documents.flow import styles
from aspire_desktop.documents.flow.breaking import Span
from aspire_desktop.documents.flow.canvas import PageCanvas, Tag
from aspire_desktop.documents.flow.figures import ChartData, DrawnChart
from aspire_desktop.documents.flow.headings import Contents, FlowHeading
from aspire_desktop.documents.flow.packing import packed_file
from aspire_desktop.documents.flow.tables import facts, points, table
from aspire_desktop.documents.flow.words import Words
from aspire_desktop.documents.typesetting.binding import bind
from aspire_desktop.documents.typesetting.house import (
    FOOT,
    GREY,
    LONG,
    MARGIN,
    MM,
    SHORT,
    Fact,
    PrintedColumn,
)
from aspire_desktop.documents.typesetting.ink import Ink
from aspire_desktop.documents.typesetting.typefaces import SANS, SEMIBOLD
from aspire_desktop.documents.typesetting.typesetting import printable, width_of

_SMALL = 8.5
_RUNNING = 8 * MM
"""What the running head takes on every page but the first."""
_WITH_HEADING = 28 * MM
"""A heading stands on a page only with so much below it."""
_WITH_ANOTHER = 9 * MM
"""So much more where another heading follows at once."""
_LINE = 300
"""Letters that one small line never holds."""
_NONE = "None."
_CAPTION = 20 * MM
"""What a chart leaves for its title, which may take several lines."""


class _Template(BaseDocTemplate):
    canv: PageCanvas

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  # reportlab's name
        """Tell the contents of a heading and its page."""
        if isinstance(flowable, FlowHeading) and flowable.level > 1:
            self.notify("TOCEntry", (flowable.level, flowable.words, self.page))


class Paper:
    """A document in the making: everything flows in the order in which it is said.

    A letter that no typeface has never stops it: its number stands in its place, such as [U+1F600].
    """

    def __init__(self, title: str, foot: str = "", *, landscape: bool = False) -> None:
        """Begin; `foot` stands at the foot of every page: filters in force, date and time."""
        self._title, self._foot = printable(title), printable(foot)
        self._size = (LONG, SHORT) if landscape else (SHORT, LONG)
        self._story: list[Flowable] = []
        self._break: CondPageBreak | None = None

    @property
    def width(self) -> float:
        """How many points a line has."""
        return self._size[0] - 2 * MARGIN

    @property
    def _tallest(self) -> float:
        return self._size[1] - 2 * MARGIN - FOOT - _RUNNING

    def heading(self, words: str, above: str = "") -> None:
        """Set the document's title, and a smaller line above it."""
        if above:
            self._story.append(Words(above, styles.ABOVE, Tag("P")))
        self._story.append(FlowHeading(words, 1))

    def contents(self) -> None:
        """Set the headings of the whole document with the numbers of their pages."""
        self._story.append(Contents())

    def section(self, words: str) -> None:
        """Set a heading within the document."""
        self._head(FlowHeading(words, 2))

    def subsection(self, words: str) -> None:
        """Set a heading within a section."""
        self._head(FlowHeading(words, 3))

    def paragraph(self, words: str | Sequence[Span]) -> None:
        """Set a paragraph over the whole width, some of it in another typeface where it is said in spans."""
        self._story.append(Words(words, styles.BODY, Tag("P")))

    def points(self, texts: Iterable[str]) -> None:
        """Set a list of points."""
        self._story += points(texts, self.width)

    def note(self, words: str) -> None:
        """Set a small note, such as where figures come from."""
        self._story.append(Words(words, styles.NOTE, Tag("P")))

    def chart(self, chart: ChartData) -> None:
        """Set a chart below its title, kept together on a page."""
        title = Words(chart.title, styles.CAPTION, Tag("Caption"))
        self._story.append(KeepTogether([title, DrawnChart(chart, self.width, self._tallest - _CAPTION)]))

    def facts(self, named: Sequence[Fact]) -> None:
        """Set named facts below one another, their values aligned."""
        self._story.append(facts(named, self.width))

    def table(self, columns: Sequence[PrintedColumn], rows: Iterable[Sequence[str]]) -> None:
        """Set a table of any length; where it would be empty, that is said instead."""
        told = list(rows)
        self._story.append(table(columns, told, self.width) if told else Words(_NONE, styles.BODY, Tag("P")))

    def new_page(self) -> None:
        """Go on on a new page."""
        self._story.append(PageBreak())

    def finish(self) -> bytes:
        """Lay everything out, number the pages and give the PDF; the same words give the same bytes."""
        template = _Template(io.BytesIO(), pagesize=self._size, pageTemplates=self._pages())
        template.multiBuild(self._story, canvasmaker=PageCanvas)
        canvas = template.canv
        canvas.join_links()
        for place, ink in enumerate(canvas.pages):
            self._add_edges(ink, place, len(canvas.pages))
        return packed_file(bind(canvas.pages, self._title, parts=canvas.tree, headings=canvas.headings))

    def _head(self, heading: FlowHeading) -> None:
        """Set a heading with some of what it heads; one directly below another goes with that one."""
        if self._story and isinstance(self._story[-1], FlowHeading) and self._break is not None:
            self._break.height += _WITH_ANOTHER
        else:
            self._break = CondPageBreak(_WITH_HEADING)
            self._story.append(self._break)
        self._story.append(heading)

    def _pages(self) -> list[PageTemplate]:
        first = self._tallest + _RUNNING
        frames = [
            Frame(MARGIN, MARGIN + FOOT, self.width, tall, 0, 0, 0, 0) for tall in (first, first - _RUNNING)
        ]
        return [
            PageTemplate("first", [frames[0]], autoNextPageTemplate="later"),
            PageTemplate("later", [frames[1]]),
        ]

    def _add_edges(self, ink: Ink, place: int, of: int) -> None:
        number = f"Page {place + 1} of {of}"
        right, low = ink.width - MARGIN, ink.height - MARGIN + 2
        with ink.decoration(of_page=True):
            if place:
                head = f"{_shortened(self._title, SEMIBOLD, self.width - 60)} (continued)"
                ink.text(head, MARGIN, MARGIN + _SMALL, SEMIBOLD, _SMALL, GREY)
            if self._foot:
                foot = _shortened(self._foot, SANS, self.width - 70)
                ink.text(foot, MARGIN, low, SANS, _SMALL, GREY)
            ink.text(number, right - width_of(number, SANS, _SMALL), low, SANS, _SMALL, GREY)


def _shortened(words: str, face: str, width: float) -> str:
    """Give as much of a text as one small line holds; what is cut says so."""
    kept = words if len(words) <= _LINE else f"{words[:_LINE]}…"
    while width_of(kept, face, _SMALL) > width:
        kept = f"{kept.removesuffix('…')[:-4].rstrip()}…"
    return kept

"""Charts in a document that flows: drawn as lines and areas, their figures told to screen readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reportlab.graphics.charts.barcharts import HorizontalBarChart, VerticalBarChart
from reportlab.graphics.shapes import Drawing, Group, Rect, String
from reportlab.platypus import Flowable

from aspire_desktop.documents.flow.canvas import PageCanvas, Tag
from aspire_desktop.documents.flow.decoration import shade
from aspire_desktop.documents.typesetting.house import BLACK, LINE, PETROL
from aspire_desktop.documents.typesetting.ink import Box, Colour
from aspire_desktop.documents.typesetting.typefaces import SANS
from aspire_desktop.documents.typesetting.typesetting import printable, width_of

_SIZE = 8.5
_BAR = 17.0
"""Points of a bar and the room around it."""
_TALL = 170.0
_FILLS = (PETROL, Colour(0xE0, 0xA0, 0x30), Colour(0x9C, 0xC4, 0xCB), Colour(0x5C, 0x4B, 0x7D))
"""Told apart by their lightness too, on a grey printer."""


@dataclass(frozen=True)
class Series:
    """Figures that belong together, one for each category."""

    name: str
    values: tuple[Decimal, ...]


@dataclass(frozen=True)
class ChartData:
    """What a chart shows. `unit` stands before each figure, such as £."""

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""

    def told(self) -> str:
        """Tell all of its figures in words."""
        return f"{self.title}. {'; '.join(map(self._told, self.series))}."

    def _told(self, series: Series) -> str:
        figures = zip(self.categories, series.values, strict=True)
        return f"{series.name}: {', '.join(f'{name} {self.written(value)}' for name, value in figures)}"

    def written(self, value: Decimal | float) -> str:
        """Write a figure with its unit."""
        sign = "−" if value < 0 else ""
        return f"{sign}{self.unit}{abs(value):,.0f}"


class DrawnChart(Flowable):
    """A chart as wide as its room: bars from the left for one series, columns side by side for several."""

    canv: PageCanvas

    def __init__(self, chart: ChartData, width: float, tallest: float) -> None:
        super().__init__()
        single = len(chart.series) == 1
        self._drawing = _bars(chart, width, tallest) if single else _columns(chart, width)
        self._tag = Tag("Figure", alternative=chart.told())
        self.width, self.height = width, self._drawing.height
        self.spaceAfter = 10

    def wrap(self, _: float, __: float) -> tuple[float, float]:
        """Give the room that the chart takes, in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the chart, and note where it stands."""
        left, low = self.canv.absolutePosition(0, 0)
        tall = self.canv.ink.height
        with self.canv.marked(self._tag) as part:
            if part is not None:
                part.box = Box(left, tall - low - self.height, left + self.width, tall - low)
            self._drawing.drawOn(self.canv, 0, 0)


def _bars(chart: ChartData, width: float, tallest: float) -> Drawing:
    names = [printable(name) for name in chart.categories]
    [values] = [series.values for series in chart.series]
    indent = min(width / 2, max(width_of(name, SANS, _SIZE) for name in names) + 10)
    bar = min(_BAR, (tallest - 4) / len(names))
    bars: Any = HorizontalBarChart()
    bars.x, bars.y, bars.width, bars.height = indent, 2, width - indent - 60, bar * len(names)
    bars.categoryAxis.reverseDirection = 1
    bars.categoryAxis.labels.maxWidth = indent - 10
    bars.categoryAxis.labels.dx = -5
    bars.categoryAxis.labels.boxAnchor = "e"
    bars.valueAxis.visible = False
    bars.barLabels.boxAnchor, bars.barLabels.dx = "w", 4
    bars.data = [tuple(map(float, values))]
    bars.valueAxis.valueMax = max(1.0, *bars.data[0])
    _dress(bars, chart, names, min(_SIZE, bar * 0.8))
    return Drawing(width, bars.height + 4, bars)


def _columns(chart: ChartData, width: float) -> Drawing:
    columns: Any = VerticalBarChart()
    columns.x, columns.y, columns.width, columns.height = 45, 18, width - 50, _TALL - 44
    columns.data = [tuple(map(float, series.values)) for series in chart.series]
    columns.valueAxis.visibleGrid, columns.valueAxis.gridStrokeColor = True, shade(Colour(0xD8, 0xDE, 0xE0))
    columns.valueAxis.gridStrokeWidth, columns.valueAxis.visibleAxis = 0.5, False
    columns.valueAxis.visibleTicks, columns.valueAxis.labelTextFormat = False, chart.written
    columns.valueAxis.rangeRound = "both"
    columns.barLabels.visible = False
    columns.categoryAxis.labels.dy = -4
    columns.groupSpacing, columns.barSpacing = 12, 1
    _dress(columns, chart, [printable(name) for name in chart.categories], _SIZE)
    return Drawing(width, _TALL, columns, _legend(chart))


def _dress(bars: Any, chart: ChartData, names: Sequence[str], size: float) -> None:  # noqa: ANN401  # reportlab's charts have no types
    """Give a chart the house's look."""
    lowest = min(map(min, bars.data))
    bars.valueAxis.valueMin = min(0.0, lowest)
    bars.categoryAxis.categoryNames = list(names)
    bars.categoryAxis.visibleTicks = False
    bars.categoryAxis.strokeColor = shade(LINE)
    bars.barLabelFormat = chart.written
    for labels in (bars.categoryAxis.labels, bars.valueAxis.labels, bars.barLabels):
        labels.fontName, labels.fontSize, labels.fillColor = SANS, size, shade(BLACK)
    for place, _ in enumerate(chart.series):
        bars.bars[place].fillColor, bars.bars[place].strokeColor = shade(_fill(place)), None


def _fill(place: int) -> Colour:
    return _FILLS[place % len(_FILLS)]


def _legend(chart: ChartData) -> Group:
    """Name the series from left to right, each beside its colour."""
    legend, left = Group(), 45.0
    for place, series in enumerate(chart.series):
        name, middle = printable(series.name), _TALL - 12
        colour = Rect(left, middle, 8, 8)
        colour.fillColor, colour.strokeColor = shade(_fill(place)), None
        legend.add(colour)
        legend.add(String(left + 12, middle + 1, name, fontName=SANS, fontSize=_SIZE, fillColor=shade(BLACK)))
        left += 12 + width_of(name, SANS, _SIZE) + 18
    return legend

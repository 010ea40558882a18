"""The year end as lists: its sections with what each comes to, and the places and money behind one."""

from dataclasses import dataclass

from aspire_desktop.domain.money.funding import Tally
from aspire_desktop.domain.money.year_end import Section, YearEnd, YearEndRow, month_of
from aspire_desktop.domain.office.values import money, short_date
from aspire_desktop.ui.lists.fields import Field, count_field, day_field, money_field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.sifting import Filter, Grouping
from aspire_desktop.ui.widgets.cells import Cell


@dataclass(frozen=True)
class SectionTotal:
    """A section, and what its rows come to."""

    section: Section
    tally: Tally


@dataclass(frozen=True)
class SectionLine:
    """One row behind a section, in its place among them, under the heading of its month if it has one."""

    place: int
    row: YearEndRow
    heading: str = ""
    rank: int = 0

    @property
    def what(self) -> str:
        """Say what it is about; of what is unpaid, since when."""
        row = self.row
        return f"{row.what}, {short_date(row.on)}" if row.on and row.section is Section.UNPAID else row.what


def totals_of(facts: YearEnd) -> list[SectionTotal]:
    """Give each section with what it comes to."""
    return [SectionTotal(section, facts.total(section)) for section in Section]


def section_lines(facts: YearEnd, section: Section) -> list[SectionLine]:
    """Give the rows behind a section; those of the forecast under their months."""
    rows = facts.of(section)
    if section is not Section.FORECAST:
        return [SectionLine(number, row) for number, row in enumerate(rows)]
    months = facts.months()
    headings = [f"{month.words}: {month.tally}" for month in months]
    ranks = {month.first: rank for rank, month in enumerate(months)}
    placed = [(ranks[month_of(row.on, facts.on)], number, row) for number, row in enumerate(rows)]
    return [SectionLine(number, row, headings[rank], rank) for rank, number, row in placed]


SECTIONS = ListOf[SectionTotal](
    name="Sections of the year end",
    noun=("section", "sections"),
    key=lambda total: total.section,
    fields=(
        Field("Section", lambda total: total.section.value, Cell.STRONG, stretch=True),
        count_field("Places", lambda total: total.tally.places, 64),
        money_field("Amount", lambda total: total.tally.amount, 92, words=money),
    ),
    empty=Empty("calendar-check", "None"),
)
SECTION_LINES = ListOf[SectionLine](
    name="People behind the section",
    noun=("line", "lines"),
    key=lambda line: line.place,
    fields=(
        Field("Person", lambda line: line.row.person, Cell.STRONG, 150),
        Field("What", lambda line: line.what, stretch=True),
        Field("Organisation", lambda line: line.row.organisation, Cell.QUIET, 150, least=780, groups=True),
        Field("Cohort", lambda line: line.row.cohort, Cell.QUIET, 110, least=520, groups=True),
        Field("Place", lambda line: line.row.place, Cell.QUIET, 74, least=680),
        count_field("Places", lambda line: line.row.places, 60, least=600),
        money_field("Amount", lambda line: line.row.amount, 84, words=money),
        Field("Agreement", lambda line: line.row.agreement, width=120, groups=True, spare=True),
        day_field("On", lambda line: line.row.on, spare=True),
    ),
    filters=(Filter("Cohort", lambda line: line.row.cohort),),
    grouping=Grouping("Month", lambda line: line.heading, lambda line: line.rank, folds=False, counted=False),
    empty=Empty("calendar-check", "None on this date"),
)

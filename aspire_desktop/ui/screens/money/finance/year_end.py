"""The tab of the year end: five sections as at a date, and the people behind the one chosen."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
)

from aspire_desktop.domain.money.year_end import (
    DEFINITIONS,
    MonthTally,
    Section,
    YearEnd,
    YearEndRow,
    month_of,
)
from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.file_names import file_name
from aspire_desktop.domain.office.values import AgreementId, long_date, short_date
from aspire_desktop.services.money.year_end import WriteYearEnd
from aspire_desktop.storage.lookups.money.year_end import year_end
from aspire_desktop.ui.charts.pool import money
from aspire_desktop.ui.desk.signals import Destination, Told
from aspire_desktop.ui.desk.tabs import Bench
from aspire_desktop.ui.lists.board import BoardTable, Line, Shown
from aspire_desktop.ui.lists.give_way import GiveWay
from aspire_desktop.ui.looks.theme import CARD_GAP, CARD_PADDING, TypeRole, theme
from aspire_desktop.ui.screens.money.finance.tabs import AgreementTab
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.cells import Cell, Column, GroupHeading
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.field_row import FieldRow
from aspire_desktop.ui.widgets.file_dialogs import SaveAs
from aspire_desktop.ui.widgets.label import label

SECTION_HEADINGS = ("Section", "Places", "Amount")
SECTION_COLUMNS = (Column(Cell.STRONG, stretch=True), Column(Cell.FIGURE, 64), Column(Cell.FIGURE, 92))
ROW_HEADINGS = ("Person", "What", "Organisation", "Cohort", "Place", "Places", "Amount")
ROW_COLUMNS = (
    Column(Cell.STRONG, 150),
    Column(Cell.TEXT, stretch=True),
    Column(Cell.QUIET, 150),
    Column(Cell.QUIET, 110),
    Column(Cell.QUIET, 74),
    Column(Cell.FIGURE, 60),
    Column(Cell.FIGURE, 84),
)
NARROW = 350
FILTER = "Excel workbook (*.xlsx);;Comma separated values (*.csv)"
SAVED = SaveAs("Export the year end", FILTER)


class YearEndTab(AgreementTab):
    """Enter on a section goes to its people, Enter on somebody opens their record, Ctrl+E writes a file."""

    key: ClassVar[str] = "year-end"
    title: ClassVar[str] = "Year end"
    topics: ClassVar[frozenset[str]] = frozenset(
        {
            "agreements", "allotment_releases", "allotments", "charges", "cohorts", "enrolments", "marks",
            "organisation_names", "people", "places", "project_members", "projects", "queries",
            "remittance_shares", "remittances", "return_lines", "returns", "sessions", "steps", "versions",
        }
    )  # fmt: skip

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.facts: YearEnd | None = None
        self.section = Section.UNCLAIMED
        self.export_command = self.command("&Export the year end…", "Ctrl+E", "file-xls")
        self.export_command.triggered.connect(self._ask_where)
        self._make_parts()
        self._lay_out()
        self.panes = (self.sections, self.table)
        self.main = self.sections

    def _make_parts(self) -> None:
        self.on = DateField(self.desk.clock.today())
        self._at = self.on.day
        self.on.chosen.connect(self._show_at)
        self.every = QCheckBox("Every agreement, and council-paid places")
        self.every.clicked.connect(lambda _: self.load())
        self.sections = BoardTable("Sections of the year end", SECTION_HEADINGS, SECTION_COLUMNS)
        self.sections.selectionModel().currentRowChanged.connect(self._choose)
        self.table: BoardTable = BoardTable("People behind the section", ROW_HEADINGS, ROW_COLUMNS)
        self.table.opened.connect(self._open)
        self.sections.opened.connect(lambda _: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        GiveWay(self.table, {2: 780, 4: 680, 5: 600, 3: 520})
        self.meaning = label("", TypeRole.SMALL, "2", wraps=True)
        self.nothing = EmptyState("calendar-check", "None")

    def _lay_out(self) -> None:
        left, self.people = Card("Year end"), Card("People")
        self.left = left
        chosen = QVBoxLayout()
        chosen.setContentsMargins(CARD_PADDING, 2, CARD_PADDING, 8)
        chosen.setSpacing(8)
        chosen.addWidget(FieldRow("As &at the end of", self.on, beside=True))
        chosen.addWidget(self.every)
        left.body.addLayout(chosen)
        left.body.addWidget(self.sections, 1)
        export = Button("Export…", icon="file-xls", keys="Ctrl+E", small=True)
        export.clicked.connect(self.export_command.trigger)
        self.people.add_trailing(export)
        self._stack = QStackedWidget()
        for page in (self.table, self.nothing):
            self._stack.addWidget(page)
        self.people.body.addWidget(self._stack, 1)
        self.people.add_footer().addWidget(self.meaning, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        for number, card in enumerate((left, self.people)):
            splitter.addWidget(card)
            splitter.setStretchFactor(number, number)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(CARD_GAP)
        splitter.setSizes([NARROW, 800])
        self._give_room()
        theme().changed.connect(self._give_room)
        self.desk.memory.follow_splitter("finance year end", splitter)
        self.whole.addWidget(splitter, 1)

    def _give_room(self) -> None:
        """Let the sections be read whole, however large the text is."""
        self.left.setMinimumWidth((NARROW - 40) * theme().text_percent // 100)

    def _show_at(self, day: date) -> None:
        self._at = day
        self.load()

    def load(self) -> None:
        """Ask for the year end as at the date that was read last."""
        asked = year_end.about(self._at, self._agreement_id)
        self.desk.ask(asked, self.show_facts, subject="year end")

    @property
    def _agreement_id(self) -> AgreementId | None:
        return None if self.agreement is None or self.every.isChecked() else self.agreement.id

    def show_facts(self, facts: YearEnd) -> None:
        """Show the totals, and the people behind the section that was chosen."""
        self.facts = facts
        self.left.set_title("Year end", facts.agreement or "every agreement")
        model = self.sections.lines
        model.show_lines([_total_line(facts, section) for section in Section])
        row = model.row_of(self.section.name) or 0
        self.sections.setCurrentIndex(model.index(row, 0))
        self._show_section()

    def _choose(self, index: QModelIndex) -> None:
        line = self.sections.lines.line_at(index)
        if line is not None and Section[line.key] is not self.section:
            self.section = Section[line.key]
            self._show_section()

    def _show_section(self) -> None:
        if self.facts is None:
            return
        rows, total = self.facts.of(self.section), self.facts.total(self.section)
        places = "1 place" if total.places == 1 else f"{total.places} places"
        self.people.set_title(self.section.value, f"{places}, {money(total.amount)}")
        self.meaning.setText(DEFINITIONS[self.section])
        lines = _by_month(self.facts) if self.section is Section.FORECAST else _lines(rows)
        model = self.table.lines
        model.show_lines(lines)
        first = model.first_row()
        if first is not None:
            self.table.setCurrentIndex(model.index(first, 0))
        said = f"Nothing is {self.section.value.lower()} on {long_date(self.facts.on)}."
        self.nothing.say("None on this date", said)
        self._stack.setCurrentWidget(self.table if rows else self.nothing)

    def _open(self, index: QModelIndex) -> None:
        line = self.table.lines.line_at(index)
        if line is not None and line.place is not None:
            self.desk.go(line.place)

    def _ask_where(self) -> None:
        whose = self.facts.agreement if self.facts else ""
        offered = file_name("Year end", self._at.isoformat(), whose, ending=".xlsx")
        shown = WriteYearEnd(self._at, self._agreement_id)
        self.desk.export(SAVED, offered, shown, self._tell_written)

    def _tell_written(self, file: Path) -> None:
        self._tell(Explanation(f"The year end is in {file}", ""))

    def _tell(self, explanation: Explanation) -> None:
        self.desk.bell.told.emit(Told(explanation))


def _total_line(facts: YearEnd, section: Section) -> Line:
    total = facts.total(section)
    return Line(section.name, (Shown(section.value), Shown(str(total.places)), Shown(money(total.amount))))


def _lines(rows: Sequence[YearEndRow], begin: int = 0) -> list[Line]:
    return [_line(number, row) for number, row in enumerate(rows, start=begin)]


def _by_month(facts: YearEnd) -> list[Line]:
    """Put the forecast under a heading for each month."""
    rows, lines = facts.of(Section.FORECAST), list[Line]()
    for month in facts.months():
        lines.append(Line(f"month {month.first}", heading=_heading(month)))
        within = [row for row in rows if month_of(row.on, facts.on) == month.first]
        lines += _lines(within, len(lines))
    return lines


def _heading(month: MonthTally) -> GroupHeading:
    return GroupHeading(f"{month.words}, {money(month.tally.amount)}", month.tally.places)


def _line(number: int, row: YearEndRow) -> Line:
    cells = (
        Shown(row.person),
        Shown(row.what if row.on is None or row.section is not Section.UNPAID else _dated(row)),
        Shown(row.organisation),
        Shown(row.cohort),
        Shown(row.place),
        Shown(str(row.places)),
        Shown(money(row.amount)),
    )
    place = Destination("people", row.person_id) if row.person_id is not None else None
    return Line(f"{row.section.name} {number}", cells, place)


def _dated(row: YearEndRow) -> str:
    assert row.on is not None
    return f"{row.what}, {short_date(row.on)}"

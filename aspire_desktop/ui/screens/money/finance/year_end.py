"""The tab of the year end: five sections as at a date, and the people behind the one chosen."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QSplitter, QVBoxLayout

from aspire_desktop.domain.money.year_end import DEFINITIONS, Section, YearEnd
from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.file_names import file_name
from aspire_desktop.domain.office.values import AgreementId, long_date, short_date
from aspire_desktop.services.money.year_end import WriteYearEnd
from aspire_desktop.storage.lookups.money.year_end import year_end
from aspire_desktop.ui.desk.signals import Destination, Told
from aspire_desktop.ui.desk.tabs import Bench, button_of
from aspire_desktop.ui.lists.front_list import FrontList
from aspire_desktop.ui.lists.list_commands import ListCommands
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.looks.theme import CARD_GAP, CARD_PADDING, TypeRole, theme
from aspire_desktop.ui.screens.money.finance.tabs import AgreementTab
from aspire_desktop.ui.screens.money.finance.year_end_rows import (
    SECTION_LINES,
    SECTIONS,
    section_lines,
    totals_of,
)
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.field_row import FieldRow
from aspire_desktop.ui.widgets.file_dialogs import SaveAs
from aspire_desktop.ui.widgets.label import label

NARROW = 350
FILTER = "Excel workbook (*.xlsx);;Comma separated values (*.csv)"
SAVED = SaveAs("Export the year end", FILTER)


class YearEndTab(AgreementTab):
    """Enter on a section goes to its people, Enter on somebody opens their record."""

    key: ClassVar[str] = "year-end"
    title: ClassVar[str] = "Year end"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.facts: YearEnd | None = None
        self.section = Section.UNCLAIMED
        self.export_command = self.command("Export the &year end…", "Ctrl+Shift+E", "file-xls")
        self.export_command.triggered.connect(self._ask_where)
        self.desk.allow(self.export_command, WriteYearEnd)
        self._make_parts()
        self._lay_out()
        self.filter_field = self.list.tools.search
        self.panes = (self.sections, self.table)
        self.main = self.sections

    def _make_parts(self) -> None:
        self.on = DateField(self.desk.clock.today())
        self._at = self.on.day
        self.on.chosen.connect(self._show_at)
        self.every = QCheckBox("Every agreement, and council-paid places")
        self.every.clicked.connect(lambda _: self.load())
        self.totals, self.list = RowList(self.desk, SECTIONS), RowList(self.desk, SECTION_LINES)
        self.sections, self.table, self.nothing = self.totals.bare(), self.list.table, self.list.nothing
        for each in (self.totals, self.list):
            each.setParent(self)
        self.files = (ListCommands(self.totals), ListCommands(self.list))
        self.files[1].offer_for_rows([self.files[1].opening("&Open person")])
        FrontList(self, self.files, self.command, print_keys="")
        self.totals.followed.connect(self._choose)
        self.totals.opened.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list.opened.connect(self._open)
        self.meaning = label("", TypeRole.SMALL, "2", wraps=True)

    def _lay_out(self) -> None:
        left, self.people = Card("Year end"), self.list.card
        self.left = left
        chosen = QVBoxLayout()
        chosen.setContentsMargins(CARD_PADDING, 2, CARD_PADDING, 8)
        chosen.setSpacing(8)
        chosen.addWidget(FieldRow("As &at the end of", self.on, beside=True))
        chosen.addWidget(self.every)
        left.body.addLayout(chosen)
        left.body.addWidget(self.sections, 1)
        self.people.add_trailing(button_of(self.export_command, small=True))
        tools = QVBoxLayout()
        tools.setContentsMargins(CARD_PADDING, 2, CARD_PADDING, 8)
        tools.addWidget(self.list.tools)
        self.people.body.insertLayout(0, tools)
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
        for files in self.files:
            self.whole.addWidget(files.jobs)

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
        self.totals.title = f"Year end {self._of_when(facts)}"
        self.totals.take(totals_of(facts))
        self._show_section()

    def _choose(self) -> None:
        chosen = self.totals.current
        if chosen is not None and chosen.section is not self.section:
            self.section = chosen.section
            self.list.begin_at()
            self._show_section()

    def _show_section(self) -> None:
        facts, section = self.facts, self.section
        if facts is None:
            return
        self.meaning.setText(DEFINITIONS[section])
        self.people.set_title(section.value, str(facts.total(section)))
        said = f"Nothing is {section.value.lower()} on {long_date(facts.on)}."
        self.list.title = f"{section.value} {self._of_when(facts)}"
        self.list.empty = replace(SECTION_LINES.empty, sentences=said)
        self.list.take(section_lines(facts, section))

    @staticmethod
    def _of_when(facts: YearEnd) -> str:
        return f"on {short_date(facts.on)}, {facts.agreement or 'every agreement'}"

    def _open(self) -> None:
        chosen = self.list.current
        if chosen is not None and chosen.row.person_id is not None:
            self.desk.go(Destination("people", chosen.row.person_id))

    def _ask_where(self) -> None:
        whose = self.facts.agreement if self.facts else ""
        offered = file_name("Year end", self._at.isoformat(), whose, ending=".xlsx")
        shown = WriteYearEnd(self._at, self._agreement_id)
        self.desk.export(SAVED, offered, shown, self._tell_written)

    def _tell_written(self, file: Path) -> None:
        self._tell(Explanation(f"The year end is in {file}", ""))

    def _tell(self, explanation: Explanation) -> None:
        self.desk.bell.told.emit(Told(explanation))

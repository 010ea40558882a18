"""The tab of the ledger: what happened to the places of an agreement, and what was free after each step."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QStackedWidget

from aspire_desktop.domain.money.claims import AgreementRow
from aspire_desktop.domain.money.ledger import LedgerEntry, LedgerFilter
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.file_names import file_name
from aspire_desktop.domain.office.values import short_date
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.ledger import WriteLedger
from aspire_desktop.storage.lookups.money.ledger import ledger_balance, ledger_entries
from aspire_desktop.ui.desk.signals import Destination, Told
from aspire_desktop.ui.desk.tabs import Bench
from aspire_desktop.ui.lists.give_way import GiveWay
from aspire_desktop.ui.lists.rows_model import RowsModel
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.screens.money.finance.tabs import AgreementTab
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.cells import Cell, CellRole, Column
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.file_dialogs import SaveAs
from aspire_desktop.ui.widgets.filter_button import FilterButton, FilterChoice

ENTRY, DATE, WHAT, COHORT, WHOM, COMMITTED, CLAIMED, FREE, RETURN, BY = range(10)
HEADINGS = (
    "Entry", "Date", "What happened", "Cohort", "Person and organisation",
    "Committed", "Claimed", "Free after", "Return", "By",
)  # fmt: skip
COLUMNS = (
    Column(Cell.STRONG, 78),
    Column(Cell.QUIET, 100),
    Column(Cell.TEXT, 190),
    Column(Cell.STRONG, 112),
    Column(Cell.TEXT, stretch=True),
    Column(Cell.FIGURE, 88),
    Column(Cell.FIGURE, 72),
    Column(Cell.FIGURE, 80),
    Column(Cell.QUIET, 140),
    Column(Cell.QUIET, 100),
)
SAVED = SaveAs("Save the ledger", "Excel workbook (*.xlsx)")
NEVER = "Entries are never edited or deleted."


class LedgerTab(AgreementTab):
    """Filters leave entries out, never the balance: each entry keeps what was free after it."""

    key = "ledger"
    title = "Ledger"
    topics: ClassVar = frozenset(
        {
            "agreements", "allotments", "allotment_releases", "cohorts", "enrolments", "organisation_names",
            "people", "places", "return_lines", "returns",
        }
    )  # fmt: skip

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._entries: Sequence[LedgerEntry] = ()
        self.export_command = self.command("E&xport ledger…", "Ctrl+E", "file-xls")
        self.export_command.triggered.connect(self._ask_where)
        self.card = Card("Pool ledger")
        self.cohort, self.of_return = FilterButton("Cohort"), FilterButton("Return")
        for each in (self.cohort, self.of_return):
            each.chosen.connect(self._show)
            self.card.add_trailing(each)
        self.export_button = Button("Export ledger…", icon="file-xls", keys="Ctrl+E")
        self.export_button.clicked.connect(self.export_command.trigger)
        self.card.add_trailing(self.export_button)
        self.model: RowsModel[LedgerEntry] = RowsModel(HEADINGS, _cell, self)
        self.table = DataTable("Pool ledger", COLUMNS)
        self.table.setModel(self.model)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.search_column = WHOM
        self.table.opened.connect(self._open)
        GiveWay(self.table, {BY: 1090, RETURN: 990, DATE: 850, CLAIMED: 770})
        self.nothing = EmptyState("bank", "No entries match these filters", "", "Clear filters")
        self.nothing.button.clicked.connect(self.clear)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        self.card.body.addWidget(self._stack)
        self.whole.addWidget(self.card, 1)
        self.filter_field = self.cohort
        self.panes = (self.cohort, self.table)

    @staticmethod
    def note_of(agreement: AgreementRow, office: Office) -> str:
        """Count the entries."""
        return str(office.ask(ledger_balance, agreement.id).entries)

    @property
    def wanted(self) -> LedgerFilter:
        """Say which entries are wanted."""
        return LedgerFilter(self.cohort.key, self.of_return.key)

    def clear(self) -> None:
        """Show every entry again."""
        for each in (self.cohort, self.of_return):
            each.choose("")

    def load(self) -> None:
        """Ask for the ledger of the agreement."""
        if self.agreement is not None:
            self.desk.ask(
                ledger_entries.about(self.agreement.id, self.desk.clock.today()),
                self.show_entries,
                subject="entries",
            )

    def show_entries(self, entries: Sequence[LedgerEntry]) -> None:
        """Show the ledger; stay on the entry that was chosen."""
        self._entries = entries
        self.cohort.set_choices(_choices(entry.cohort for entry in entries))
        self.of_return.set_choices(_choices(entry.return_reference for entry in entries))
        self._show()

    def _show(self) -> None:
        before = self.model.row_at(self.table.currentIndex())
        rows = self.wanted.of(self._entries)
        self.model.show_rows(rows)
        number = before.number if before else 0
        place = self.model.place_of(lambda entry: entry.number == number, ENTRY)
        self.table.setCurrentIndex(place if place.isValid() else self.model.index(0, ENTRY))
        self._stack.setCurrentWidget(self.table if rows or not self.wanted.words else self.nothing)
        self.export_command.setEnabled(bool(rows))
        self.export_button.setEnabled(bool(rows))
        count = f"{len(rows)} of {len(self._entries)}" if self.wanted.words else f"{len(self._entries):,}"
        self.card.set_title("Pool ledger", f"{count} entries, newest first. {NEVER}")

    def _open(self, index: QModelIndex) -> None:
        entry = self.model.row_at(index)
        if entry is not None and entry.person_id is not None:
            self.desk.go(Destination("people", entry.person_id))

    def _ask_where(self) -> None:
        if self.agreement is not None:
            offered = file_name("Ledger", self.agreement.reference, ending=".xlsx")
            shown = WriteLedger(self.agreement, self.wanted)
            self.desk.export(SAVED, offered, shown, self._tell_written)

    def _tell_written(self, file: Path) -> None:
        self.desk.bell.told.emit(Told(Explanation(f"The ledger is saved as {file.name}.", "")))


def _choices(words: Iterable[str]) -> list[FilterChoice]:
    return [FilterChoice(each, each) for each in sorted({each for each in words if each})]


def _cell(entry: LedgerEntry, column: int, role: int) -> object:
    if role == CellRole.TONE:
        return Tone.BAD if column == CLAIMED and entry.claimed < 0 else None
    if role == Qt.ItemDataRole.AccessibleTextRole:
        words = _words(entry, column).strip()
        return f"{HEADINGS[column]}: {words or 'none'}"
    return _words(entry, column) if role == Qt.ItemDataRole.DisplayRole else None


def _words(entry: LedgerEntry, column: int) -> str:
    told = {
        ENTRY: entry.label,
        DATE: short_date(entry.at.astimezone(OFFICE_ZONE).date()),
        WHAT: entry.what,
        COHORT: entry.cohort,
        WHOM: ", ".join(part for part in (entry.person, entry.organisation) if part),
        COMMITTED: _signed(entry.committed),
        CLAIMED: _signed(entry.claimed),
        FREE: str(entry.free_after),
        RETURN: entry.return_reference,
        BY: entry.by,
    }
    return told[column]


def _signed(number: int) -> str:
    """Write a change: +1, −1, and an empty cell where there is none."""
    return f"{number:+}".replace("-", "−") if number else " "

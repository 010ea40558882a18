"""The tab of the ledger: what happened to the places of an agreement, and what was free after each step."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from aspire_desktop.domain.money.claims import AgreementRow
from aspire_desktop.domain.money.ledger import LedgerEntry, LedgerFilter
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.file_names import file_name
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.ledger import WriteLedger
from aspire_desktop.storage.lookups.money.ledger import ledger_balance, ledger_entries
from aspire_desktop.ui.desk.signals import Destination, Told
from aspire_desktop.ui.desk.tabs import Bench, button_of
from aspire_desktop.ui.lists.fields import Field, count_field, day_field
from aspire_desktop.ui.lists.list_commands import ListCommands
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.lists.sifting import Filter
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.screens.money.finance.tabs import AgreementTab
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.file_dialogs import SaveAs

SAVED = SaveAs("Save the ledger", "Excel workbook (*.xlsx)")
NEVER = "Entries are never edited or deleted."
WHOM = 4
"""The column in which typed letters jump."""


def _signed(number: int) -> str:
    """Write a change: +1, −1, and an empty cell where there is none."""
    return f"{number:+}".replace("-", "−") if number else " "


def _day(entry: LedgerEntry) -> date:
    return entry.at.astimezone(OFFICE_ZONE).date()


def _whom(entry: LedgerEntry) -> str:
    return ", ".join(part for part in (entry.person, entry.organisation) if part)


def _taken_back(entry: LedgerEntry) -> Tone | None:
    return Tone.BAD if entry.claimed < 0 else None


LEDGER = ListOf[LedgerEntry](
    name="Pool ledger",
    noun=("entry", "entries"),
    key=lambda entry: entry.number,
    fields=(
        Field("Entry", lambda entry: entry.label, Cell.STRONG, 78, order=lambda entry: entry.number),
        day_field("Date", _day, 100, least=850, cell=Cell.QUIET),
        Field("What happened", lambda entry: entry.what, width=190, groups=True),
        Field("Cohort", lambda entry: entry.cohort, Cell.STRONG, 112, groups=True),
        Field("Person and organisation", _whom, stretch=True),
        Field("Place", lambda entry: entry.place, Cell.QUIET, 84, spare=True),
        count_field("Committed", lambda entry: entry.committed, 88, words=_signed),
        count_field("Claimed", lambda entry: entry.claimed, 72, least=770, words=_signed, tone=_taken_back),
        count_field("Free after", lambda entry: entry.free_after),
        Field("Return", lambda entry: entry.return_reference, Cell.QUIET, 140, least=990, groups=True),
        Field("By", lambda entry: entry.by, Cell.QUIET, 100, least=1180, groups=True),
    ),
    filters=(
        Filter("Cohort", lambda entry: entry.cohort),
        Filter("Return", lambda entry: entry.return_reference),
    ),
    searched=lambda entry: entry.words,
    empty=Empty("bank", "Nothing has happened to these places yet"),
)


class LedgerTab(AgreementTab):
    """Filters leave entries out, never the balance: each entry keeps what was free after it."""

    key = "ledger"
    title = "Ledger"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.export_command = self.command("Export &ledger…", "Ctrl+Shift+E", "file-xls")
        self.export_command.triggered.connect(self._ask_where)
        self.desk.allow(self.export_command, WriteLedger, there=False)
        self.list = RowList(self.desk, LEDGER)
        self.list.setParent(self)
        self.lists = (self.list,)
        self.model, self.table, self.nothing = self.list.model, self.list.table, self.list.nothing
        self.card, tools = self.list.card, self.list.tools
        self.cohort, self.of_return = tools.filters.values()
        self.table.search_column = WHOM
        self.list.opened.connect(self._open)
        self.list.shown.connect(self._say)
        self.files = ListCommands(self.list)
        self.files.in_menu(self.command, print_keys="")
        self.files.offer_for_rows([self.files.opening("&Open person")])
        self.export_button = button_of(self.export_command)
        tools.add(self.export_button)
        for part in (tools, self.card, self.files.jobs):
            self.whole.addWidget(part)
        self.filter_field, self.main = tools.search, self.table
        self.panes = (tools.search, self.table)

    @staticmethod
    def note_of(agreement: AgreementRow, office: Office) -> str:
        """Count the entries."""
        return str(office.ask(ledger_balance, agreement.id).entries)

    @property
    def wanted(self) -> LedgerFilter:
        """Say which entries are wanted."""
        return LedgerFilter(self.cohort.key, self.of_return.key, self.list.wanted.text)

    def clear(self) -> None:
        """Show every entry again, except of the first agreement, where what was left is remembered."""
        if self.agreement is not None:
            self.list.clear_filters()

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
        self.list.take(entries)

    def _say(self) -> None:
        shown, total = len(self.list.sifted.rows), self.list.total
        self.desk.allow(self.export_command, WriteLedger, there=bool(shown))
        count = f"{shown} of {total}" if self.wanted.words else f"{total:,}"
        order = "" if self.list.wanted.order.heading else ", newest first"
        self.card.set_title("Pool ledger", f"{count} entries{order}. {NEVER}")

    def _open(self) -> None:
        entry = self.list.current
        if entry is not None and entry.person_id is not None:
            self.desk.go(Destination("people", entry.person_id))

    def _ask_where(self) -> None:
        if self.agreement is not None:
            offered = file_name("Ledger", self.agreement.reference, ending=".xlsx")
            shown = WriteLedger(self.agreement, self.wanted)
            self.desk.export(SAVED, offered, shown, self._tell_written)

    def _tell_written(self, file: Path) -> None:
        self.desk.bell.told.emit(Told(Explanation(f"The ledger is saved as {file.name}.", "")))

"""The tab of council-paid places: what is due, raised, invoiced, waived or credited."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QStackedWidget

from aspire_desktop.domain.money.charges import Charged, ChargeRow, ChargeState
from aspire_desktop.domain.office.file_names import file_name
from aspire_desktop.domain.office.values import EnrolmentId
from aspire_desktop.services.money.charges import RaiseCharge, SetPrice, WriteCharges, WrittenCharges
from aspire_desktop.storage.lookups.money.charges import charge_rows
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.desk.tabs import Bench, button_of
from aspire_desktop.ui.lists.give_way import GiveWay
from aspire_desktop.ui.lists.rows_model import RowsModel
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.screens.money.finance.charge_dialogs import (
    CreditDialog,
    InvoiceDialog,
    WaiveDialog,
    count_words,
    several,
)
from aspire_desktop.ui.screens.money.finance.charges_model import (
    COLUMNS,
    HEADINGS,
    ORGANISATION,
    PO,
    VAT,
    Sieve,
    cell,
    cohort_choices,
    note_of,
    state_choices,
    totals_words,
)
from aspire_desktop.ui.screens.money.finance.tabs import AgreementTab
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.file_dialogs import SaveAs
from aspire_desktop.ui.widgets.filter_button import FilterButton
from aspire_desktop.ui.widgets.label import label

TITLE = "Council-paid places and charges"


SAVED = SaveAs("Save the charges for the finance system", "Separated values (*.csv)")


class InvoicesTab(AgreementTab):
    """Enter opens the person; Ctrl+Enter raises what is due; F2 notes the invoice; Del waives."""

    key = "invoices"
    title = "Council-paid"
    topics: ClassVar = frozenset(
        {
            "charges", "cohorts", "enrolments", "organisation_names", "organisations", "people", "prices",
            "sessions", "settings", "steps", "versions",
        }
    )  # fmt: skip

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._rows: Sequence[ChargeRow] = ()
        self._chosen: Charged | None = None
        self._pointed: frozenset[EnrolmentId] = frozenset()
        self._make_commands()
        self._make_table()
        self._lay_out()
        self._follow_rows()

    def _make_commands(self) -> None:
        self.raise_command = self.command("&Raise charge", "Ctrl+Return", "currency-gbp")
        self.invoice_command = self.command("&Note invoice…", "F2", "receipt")
        self.waive_command = self.command("&Waive…", "Del", "minus")
        self.credit_command = self.command("&Credit…", "Ctrl+Shift+C", "arrow-u-up-left")
        self.export_command = self.command("E&xport charges…", "Ctrl+E", "file-csv")
        self.raise_command.triggered.connect(self._raise)
        self.invoice_command.triggered.connect(lambda: InvoiceDialog(self.desk, self.chosen).ask())
        self.waive_command.triggered.connect(lambda: WaiveDialog(self.desk, self.chosen).ask())
        self.credit_command.triggered.connect(lambda: CreditDialog(self.desk, self.chosen).ask())
        self.export_command.triggered.connect(self._ask_where)

    def _make_table(self) -> None:
        self.model: RowsModel[ChargeRow] = RowsModel(HEADINGS, cell, self)
        self.table = DataTable(TITLE, COLUMNS)
        self.table.setModel(self.model)
        GiveWay(self.table, {VAT: 1080, PO: 1000, ORGANISATION: 800})
        self.table.opened.connect(self._open_person)
        self.table.selectionModel().selectionChanged.connect(lambda: self._follow_rows())
        self.table.selectionModel().currentRowChanged.connect(self._remember)
        self.nothing = EmptyState("receipt", "")
        self.nothing.button.clicked.connect(self._do_best)

    def _lay_out(self) -> None:
        self.card = Card(TITLE)
        self.cohort, self.state = FilterButton("Cohort"), FilterButton("Status")
        for button in (self.cohort, self.state):
            button.chosen.connect(lambda _: self._show())
            self.card.add_trailing(button)
        self.card.add_trailing(button_of(self.export_command))
        self.stack = QStackedWidget()
        for page in (self.table, self.nothing):
            self.stack.addWidget(page)
        self.card.body.addWidget(self.stack)
        self.note, foot = label("", TypeRole.SMALL, "2", wraps=True), self.card.add_footer()
        foot.addWidget(self.note, 1)
        for command in (self.credit_command, self.waive_command, self.invoice_command):
            foot.addWidget(button_of(command))
        self.raise_button = Button(self.raise_command.text(), Kind.PRIMARY, keys="Ctrl+Enter")
        self.raise_button.clicked.connect(self.raise_command.trigger)
        self.raise_command.enabledChanged.connect(self.raise_button.setEnabled)
        foot.addWidget(self.raise_button)
        self.whole.addWidget(self.card, 1)
        self.filter_field = self.cohort
        self.panes = (self.cohort, self.table)

    def load(self) -> None:
        """Ask for every charge."""
        self.desk.ask(charge_rows.about(), self.show_charges, subject="charges")

    def show_charges(self, rows: Sequence[ChargeRow]) -> None:
        """Show the charges that pass the filters, and stay on the one that was chosen."""
        self._rows = rows
        self.cohort.set_choices(cohort_choices(rows))
        self.state.set_choices(state_choices(rows))
        self._show()
        if self._pointed:
            self._choose_invoiced(self._pointed)
            self._pointed = frozenset()

    def _choose_invoiced(self, enrolments: frozenset[EnrolmentId]) -> None:
        """Choose the first invoiced place of these, and the others on its invoice: one note credits them."""
        rows = [row for row in self.model.rows if row.is_invoiced_place]
        concerned = [row for row in rows if row.charge.charged.enrolment_id in enrolments]
        together = [row for row in concerned if row.charge.invoice == concerned[0].charge.invoice]
        if together:
            self.table.setCurrentIndex(self.model.place_of(lambda row: row is together[0]))
            self._choose_also({_name_of(row) for row in together})

    def _choose_also(self, names: Collection[tuple[Charged, str]]) -> None:
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for number, row in enumerate(self.model.rows):
            if _name_of(row) in names:
                self.table.selectionModel().select(self.model.index(number, 0), flags)

    def clear_filters(self) -> None:
        """Show every charge."""
        for button in (self.cohort, self.state):
            button.choose("")

    def point_at(self, enrolments: frozenset[EnrolmentId]) -> None:
        """Choose, when the charges are there, those of these places that stand on one invoice."""
        self.clear_filters()
        self._pointed = enrolments

    @property
    def chosen(self) -> list[ChargeRow]:
        """Give the charges that are chosen, in the order shown."""
        indexes = sorted(self.table.selectionModel().selectedRows(), key=QModelIndex.row)
        return [row for index in indexes if (row := self.model.row_at(index)) is not None]

    def _show(self) -> None:
        sieve, chosen = Sieve(self.cohort.key, self.state.key), self._chosen
        several_chosen = {_name_of(row) for row in self.chosen} if len(self.chosen) > 1 else ()
        shown = [row for row in self._rows if sieve.passes(row)]
        self.model.show_rows(shown)
        index = self.model.place_of(lambda row: row.charge.charged == chosen)
        self.table.setCurrentIndex(index if index.isValid() else self.model.index(0, 0))
        self._choose_also(several_chosen)
        self.card.set_title(TITLE, totals_words(shown))
        self.stack.setCurrentWidget(self.table if shown else self.nothing)
        if self._rows:
            self.nothing.say("No charges match these filters", action="Clear filters")
        else:
            why = "A place is listed here once somebody has it and their council pays for it."
            action = "Set prices" if self.desk.may(SetPrice) else ""
            self.nothing.say("No place is council-paid yet", why, action)
        self._follow_rows()

    def _do_best(self) -> None:
        if self._rows:
            self.clear_filters()
        else:
            self.desk.go(Destination("settings", tab="prices"))

    def _remember(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None:
            self._chosen = row.charge.charged

    def _follow_rows(self) -> None:
        """Let what is chosen decide what can be done, and say how it stands."""
        rows, may = self.chosen, self.desk.may(RaiseCharge)
        states = {row.state for row in rows}
        priced = bool(rows) and all(row.charge.sums for row in rows)
        one = len({row.organisation for row in rows}) == 1
        open_ones = priced and states <= {ChargeState.DUE, ChargeState.RAISED}
        invoices = {row.charge.invoice for row in rows}
        self.raise_command.setEnabled(may and priced and states == {ChargeState.DUE})
        self.invoice_command.setEnabled(may and open_ones and one)
        self.waive_command.setEnabled(may and open_ones)
        self.credit_command.setEnabled(may and states == {ChargeState.INVOICED} and len(invoices) == 1)
        self.export_command.setEnabled(bool(self._rows))
        self.note.setText(note_of(rows[0]) if len(rows) == 1 else _many(rows))

    def _raise(self) -> None:
        rows = self.chosen
        if self.raise_command.isEnabled():
            title = f"Raise {count_words(rows)}"
            self.desk.do(several(rows, title, lambda row: RaiseCharge(row.charge.charged)))

    def _open_person(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None:
            self.desk.go(Destination("people", row.person_id))

    def _ask_where(self) -> None:
        """Write what was raised, of the cohort that is chosen or of all."""
        offered = file_name("Charges", self.cohort.key, ending=".csv")
        cohort = next((row.cohort_id for row in self._rows if row.cohort == self.cohort.key), None)
        self.desk.export(SAVED, offered, WriteCharges(cohort), self._tell_written)

    def _tell_written(self, written: WrittenCharges) -> None:
        count = "1 charge" if written.charges == 1 else f"{written.charges} charges"
        self.note.setText(f"Saved {count} in {written.file.name}. What is only due or waived is not in it.")


def _name_of(row: ChargeRow) -> tuple[Charged, str]:
    """Tell a charge from a later one for the same, which is raised once the first is credited."""
    return row.charge.charged, row.charge.invoice


def _many(rows: Sequence[ChargeRow]) -> str:
    return f"{count_words(rows)}: {totals_words(rows)}" if rows else ""

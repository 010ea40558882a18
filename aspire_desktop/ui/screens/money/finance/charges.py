"""The tab of council-paid places: what is due, raised, invoiced, waived or credited."""

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy

from aspire_desktop.domain.money.charges import ChargeRow, ChargeState
from aspire_desktop.domain.office.file_names import file_name
from aspire_desktop.domain.office.values import EnrolmentId
from aspire_desktop.services.money.charges import (
    CreditCharge,
    NoteInvoice,
    RaiseCharge,
    SetPrice,
    WaiveCharge,
    WriteCharges,
    WrittenCharges,
)
from aspire_desktop.storage.lookups.money.charges import charge_rows
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.desk.tabs import Bench, button_of
from aspire_desktop.ui.lists.list_commands import ListCommands
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.screens.money.finance.charge_dialogs import (
    CreditDialog,
    InvoiceDialog,
    WaiveDialog,
    count_words,
    several,
)
from aspire_desktop.ui.screens.money.finance.charges_model import CHARGES, TITLE, note_of, totals_words
from aspire_desktop.ui.screens.money.finance.tabs import AgreementTab
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.file_dialogs import SaveAs
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.wrapping_row import WrappingRow

NOTE = 220
"""Pixels that what is said below the list keeps beside its buttons, which go below it for want of more."""
SAVED = SaveAs("Save the charges for the finance system", "Separated values (*.csv)")


class ChargesTab(AgreementTab):
    """Enter opens the person; Ctrl+Enter raises what is due; F2 notes the invoice; Del waives."""

    key = "invoices"
    title = "Council-paid"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._pointed: frozenset[EnrolmentId] = frozenset()
        self._make_commands()
        self._make_list()
        self._lay_out()
        self._follow_rows()

    def _make_commands(self) -> None:
        self.raise_command = self.command("&Raise charge", "Ctrl+Return", "currency-gbp")
        self.invoice_command = self.command("&Note invoice…", "F2", "receipt")
        self.waive_command = self.command("&Waive…", "Del", "minus")
        self.credit_command = self.command("&Credit…", "Ctrl+Shift+C", "arrow-u-up-left")
        self.export_command = self.command("Export to finance s&ystem…", "Ctrl+Shift+E", "file-csv")
        self.raise_command.triggered.connect(self._raise)
        self.invoice_command.triggered.connect(lambda: InvoiceDialog(self.desk, self.chosen).ask())
        self.waive_command.triggered.connect(lambda: WaiveDialog(self.desk, self.chosen).ask())
        self.credit_command.triggered.connect(lambda: CreditDialog(self.desk, self.chosen).ask())
        self.export_command.triggered.connect(self._ask_where)

    def _make_list(self) -> None:
        self.list = RowList(self.desk, CHARGES)
        self.list.setParent(self)
        self.model, self.table, self.stack = self.list.model, self.list.table, self.list.stack
        self.nothing, self.card = self.list.nothing, self.list.card
        self.cohort, self.state = self.list.tools.filters.values()
        self.list.add_words = "Set prices" if self.desk.may(SetPrice) else ""
        self.list.opened.connect(self._open_person)
        self.list.followed.connect(self._follow_rows)
        self.list.shown.connect(lambda: self.card.set_title(TITLE, totals_words(self.list.sifted.rows)))
        self.list.best_wanted.connect(lambda: self.desk.go(Destination("settings", tab="prices")))
        self.files = ListCommands(self.list)
        self.files.in_menu(self.command, print_keys="")
        self.files.offer_for_rows(
            (self.raise_command, self.invoice_command, self.waive_command, self.credit_command)
        )

    def _lay_out(self) -> None:
        self.list.tools.add(button_of(self.export_command))
        self.note, foot = label("", TypeRole.SMALL, "2", wraps=True), WrappingRow()
        self.note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.note.setMinimumWidth(NOTE)
        self.card.add_footer().addLayout(foot, 1)
        foot.addWidget(self.note)
        for command in (self.credit_command, self.waive_command, self.invoice_command):
            foot.addWidget(button_of(command))
        self.raise_button = Button(self.raise_command.text(), Kind.PRIMARY, keys="Ctrl+Enter")
        self.raise_button.stand_for(self.raise_command)
        foot.addWidget(self.raise_button)
        self.whole.addWidget(self.list.tools)
        self.whole.addWidget(self.card, 1)
        self.whole.addWidget(self.files.jobs)
        self.filter_field, self.main = self.list.tools.search, self.table
        self.panes = (self.list.tools.search, self.table)

    def load(self) -> None:
        """Ask for every charge."""
        self.desk.ask(charge_rows.about(), self.show_charges, subject="charges")

    def show_charges(self, rows: Sequence[ChargeRow]) -> None:
        """Show the charges that pass the filters, and stay on those that were chosen."""
        self.list.take(rows)
        if self._pointed:
            self._choose_invoiced(self._pointed)
            self._pointed = frozenset()

    def _choose_invoiced(self, enrolments: frozenset[EnrolmentId]) -> None:
        """Choose the first invoiced place of these, and the others on its invoice: one note credits them."""
        rows = [row for row in self.model.rows if row.is_invoiced_place]
        concerned = [row for row in rows if row.charge.charged.enrolment_id in enrolments]
        together = [row for row in concerned if row.charge.invoice == concerned[0].charge.invoice]
        self.list.choice.only(map(self.model.key, together))

    def clear_filters(self) -> None:
        """Show every charge."""
        self.list.clear_filters()

    def point_at(self, enrolments: frozenset[EnrolmentId]) -> None:
        """Choose, when the charges are there, those of these places that stand on one invoice."""
        self.clear_filters()
        self._pointed = enrolments

    @property
    def chosen(self) -> list[ChargeRow]:
        """Give the charges that are chosen, in the order shown."""
        return self.list.rows

    def _follow_rows(self) -> None:
        """Let what is chosen decide what can be done, and say how it stands."""
        rows, allow = self.chosen, self.desk.allow
        states = {row.state for row in rows}
        priced = bool(rows) and all(row.charge.sums for row in rows)
        one = len({row.organisation for row in rows}) == 1
        open_ones = priced and states <= {ChargeState.DUE, ChargeState.RAISED}
        invoices = {row.charge.invoice for row in rows}
        allow(self.raise_command, RaiseCharge, there=priced and states == {ChargeState.DUE})
        allow(self.invoice_command, NoteInvoice, there=open_ones and one)
        allow(self.waive_command, WaiveCharge, there=open_ones)
        invoiced = states == {ChargeState.INVOICED} and len(invoices) == 1
        allow(self.credit_command, CreditCharge, there=invoiced)
        allow(self.export_command, WriteCharges, there=bool(self.list.total))
        self.note.setText(note_of(rows[0]) if len(rows) == 1 else _many(rows))

    def _raise(self) -> None:
        rows = self.chosen
        if self.raise_command.isEnabled():
            title = f"Raise {count_words(rows)}"
            self.desk.do(several(rows, title, lambda row: RaiseCharge(row.charge.charged)))

    def _open_person(self) -> None:
        if self.list.current is not None:
            self.desk.go(Destination("people", self.list.current.person_id))

    def _ask_where(self) -> None:
        """Write what was raised, of the cohort that is chosen or of all."""
        offered = file_name("Charges", self.cohort.key, ending=".csv")
        cohort = next(
            (row.cohort_id for row in self.list.sifted.every if row.cohort == self.cohort.key), None
        )
        self.desk.export(SAVED, offered, WriteCharges(cohort), self._tell_written)

    def _tell_written(self, written: WrittenCharges) -> None:
        count = "1 charge" if written.charges == 1 else f"{written.charges} charges"
        self.note.setText(f"Saved {count} in {written.file.name}. What is only due or waived is not in it.")


def _many(rows: Sequence[ChargeRow]) -> str:
    return f"{count_words(rows)}: {totals_words(rows)}" if rows else ""

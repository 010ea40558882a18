"""Dialogs of charges: the invoice's number and date, a waiver with its reason, a credit note."""

from collections.abc import Callable, Sequence
from typing import Any

from aspire_desktop.domain.money.charges import ChargeRow
from aspire_desktop.domain.office.values import a_few, pounds
from aspire_desktop.domain.office.written import code_of
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.several import Several
from aspire_desktop.services.money.charges import CreditCharge, NoteInvoice, WaiveCharge
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form import GIVE_REASON
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.screens.money.finance.charges_model import sums_of
from aspire_desktop.ui.widgets.date_field import DateField


def count_words(rows: Sequence[ChargeRow]) -> str:
    """Count charges."""
    return "1 charge" if len(rows) == 1 else f"{len(rows)} charges"


def several(
    rows: Sequence[ChargeRow], title: str, made: Callable[[ChargeRow], Action[object]]
) -> Action[object]:
    """Give one step for all of the rows."""
    return Several(tuple(made(row) for row in rows), title)


class InvoiceDialog(FormDialog):
    """The number and date of the invoice for one or several charges of an organisation."""

    def __init__(self, desk: Desk, rows: Sequence[ChargeRow]) -> None:
        super().__init__(desk, f"Note the invoice for {count_words(rows)}", "Note invoice", _intro(rows))
        self._charges = tuple(rows)
        self.number, self.on = TextField(rule=code_of), DateField(desk.clock.today())
        hint, need = "As in the finance system", "Enter the number of the invoice"
        self.number_row = self.add("Invoice &number", self.number, hint, need=need, about="invoice")
        self.add("&Date of the invoice", self.on)

    def action(self) -> Action[Any]:
        """Note it."""
        number, on = self.number.given.strip(), self.on.given
        title = f"Note invoice {number}: {count_words(self._charges)}"
        return several(self._charges, title, lambda row: NoteInvoice(row.charge.charged, number, on))


class WaiveDialog(FormDialog):
    """Why somebody is let off."""

    def __init__(self, desk: Desk, rows: Sequence[ChargeRow]) -> None:
        super().__init__(desk, f"Waive {count_words(rows)}", f"Waive {count_words(rows)}", _intro(rows))
        self._charges = tuple(rows)
        self.reason = TextField()
        hint = "It stays on record with the charge"
        self.reason_row = self.add("&Reason", self.reason, hint, need=GIVE_REASON)

    def action(self) -> Action[Any]:
        """Waive it."""
        reason, title = self.reason.given.strip(), f"Waive {count_words(self._charges)}"
        return several(self._charges, title, lambda row: WaiveCharge(row.charge.charged, reason))


class CreditDialog(FormDialog):
    """The credit note that takes an invoice back; a place that is still council-paid is due again then."""

    def __init__(self, desk: Desk, rows: Sequence[ChargeRow]) -> None:
        intro = f"{_intro(rows)} The invoice stays on record beside its credit note."
        super().__init__(desk, f"Credit {rows[0].charge.invoice}", "Note credit note", intro)
        self._charges = tuple(rows)
        self.number, self.on = TextField(rule=code_of), DateField(desk.clock.today())
        hint, need = "As in the finance system", "Enter the number of the credit note"
        self.number_row = self.add("Credit note &number", self.number, hint, need=need, about="credit_note")
        self.add("&Date of the credit note", self.on)

    def action(self) -> Action[Any]:
        """Note it."""
        number, on = self.number.given.strip(), self.on.given
        actions = tuple(
            CreditCharge(row.charge.id, number, on) for row in self._charges if row.charge.id is not None
        )
        return Several(actions, f"Credit {self._charges[0].charge.invoice}: {count_words(self._charges)}")


def _intro(rows: Sequence[ChargeRow]) -> str:
    """Say who is charged how much, and what is missing."""
    sums, organisation = sums_of(rows), rows[0].organisation
    one = len({row.organisation for row in rows}) == 1
    whom = f"{organisation}: " if one else ""
    people = a_few(list(dict.fromkeys(row.person for row in rows)))
    warnings = list(dict.fromkeys(row.warning for row in rows if row.warning))
    told = f"{whom}{people}, {pounds(sums.net)} and {pounds(sums.vat)} VAT, {pounds(sums.gross)} in all."
    return " ".join([told, *(f"{warning}." for warning in warnings)])

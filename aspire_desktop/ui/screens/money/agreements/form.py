"""The form of an agreement: the usual few fields first, then its further terms, then what was handed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from aspire_desktop.domain.money.agreements import AgreementTerms
from aspire_desktop.domain.money.allotments import AllotmentRow
from aspire_desktop.domain.money.claims import AgreementRow
from aspire_desktop.domain.office.written import code_of
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.touched import with_facts
from aspire_desktop.services.money.funding import AddAgreement, ChangeAgreement, Covered
from aspire_desktop.ui.forms.organisation_choice import UNKNOWN, Choice
from aspire_desktop.ui.forms.pane_form import PaneForm
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.screens.money.agreements.covers import CoverBoxes
from aspire_desktop.ui.screens.money.agreements.handed_on import HandedOn
from aspire_desktop.ui.screens.money.agreements.terms import ABOUT, TermsFields
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.fields import MoneyField, NumberField


@dataclass(frozen=True)
class KnownAgreement:
    """An agreement with all that the form shows of it; `places` are those it names, whatever its pounds."""

    row: AgreementRow
    covered: Covered
    places: int
    terms: AgreementTerms
    allotments: Sequence[AllotmentRow]


class AgreementForm(PaneForm):
    """An agreement; its funder stays once it is added."""

    def __init__(self, today: date) -> None:
        super().__init__("Save", "Remove")
        self._year = _year_of(today)
        self.reference, self.funder, self.covers = TextField(rule=code_of), Choice(), CoverBoxes()
        self.places, self.unit = NumberField(1, 9999), MoneyField()
        self.begins, self.ends = DateField(today), DateField(today)
        self.months = NumberField(1, 24)
        letter, need = "The one on the grant letter", "Enter the reference of the agreement."
        self.reference_row = self.add("&Reference", self.reference, letter, need=need, about="reference")
        self.add("Fu&nder", self.funder, need=UNKNOWN)
        self.add("It pays for", self.covers, need="Tick at least one programme.", about="covers")
        places = self.add("&Places", self.places, about="places")
        need = "Enter the price of a place, like 350.00"
        unit = self.add("Pounds for one pl&ace", self.unit, "Like 350 or 350.00", need=need, about="unit")
        begins = self.add("Fr&om", self.begins, about="begins")
        ends = self.add("&Until", self.ends, check=self._wrong_way_round, about="ends")
        self.beside(places, unit)
        self.beside(begins, ends)
        quarter = "3 for a return each quarter"
        self.add("&Months in one return", self.months, quarter, about="period_months")
        self.terms, self.handed_on = TermsFields(self), HandedOn()
        self.fields.addWidget(self.handed_on)

    def show_row(self, known: KnownAgreement, others: Sequence[AgreementRow]) -> None:
        """Show an agreement; places may roll over into one of the others."""
        row = known.row
        self.turn(row.reference)
        self.funder.setEnabled(False)
        self.funder.setCurrentText(row.funder)
        self.terms.offer_next(others)
        self.handed_on.show_allotments(known.allotments)
        figures = (known.covered, known.places, row.unit, row.begins, row.ends, row.period_months)
        self.begin(ChangeAgreement(row.id, row.reference, *figures, known.terms))

    def show_new(self, funder: str, others: Sequence[AgreementRow]) -> None:
        """Start with the financial year that runs."""
        self.turn("A new agreement", "Add agreement")
        self.terms.offer_next(others)
        self.terms.show_terms(AgreementTerms())
        self.handed_on.hide()
        self.funder.setEnabled(True)
        self.funder.setCurrentText(funder)
        self.reference.put("")
        self.covers.put(())
        self.places.put(100)
        self.unit.put(None)
        self.begins.put(self._year[0])
        self.ends.put(self._year[1])
        self.months.put(3)

    def _wrong_way_round(self) -> str:
        backwards = not self.begins.trouble and self.ends.given < self.begins.given
        return "Choose a day after the first one." if backwards else ""

    def action(self) -> Action[Any] | None:
        """Give the agreement to add or change."""
        change = super().action() if self.read is not None else None
        if change is not None:
            return with_facts(change, {f"{ABOUT}sessions_needed": self.terms.sessions_needed})
        figures = (self.covers.given, self.places.given, self.unit.given or Decimal(0))
        dates = (self.begins.given, self.ends.given, self.months.given)
        name, funder = self.reference.given, self.funder.given
        return AddAgreement(name, funder, *figures, *dates, terms=self.terms.terms())


def _year_of(today: date) -> tuple[date, date]:
    """Give the financial year that holds a day: 1 April to 31 March."""
    first = today.year if today >= date(today.year, 4, 1) else today.year - 1
    return date(first, 4, 1), date(first + 1, 3, 31)

"""The form of an agreement: the usual few fields first, then its further terms, then what was handed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from aspire_desktop.domain.money.agreements import AgreementTerms
from aspire_desktop.domain.money.allotments import AllotmentRow
from aspire_desktop.domain.money.claims import AgreementRow
from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.money.funding import AddAgreement, ChangeAgreement, Covered
from aspire_desktop.ui.forms.form_row import FormRow
from aspire_desktop.ui.forms.organisation_choice import Choice
from aspire_desktop.ui.forms.pane_form import PaneForm
from aspire_desktop.ui.screens.office.settings.agreement_terms import TermsFields
from aspire_desktop.ui.screens.office.settings.covers import CoverBoxes
from aspire_desktop.ui.screens.office.settings.handed_on import HandedOn
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.fields import MoneyField, NumberField


@dataclass(frozen=True)
class Known:
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
        self._row: AgreementRow | None = None
        self._year = _year_of(today)
        self.reference, self.funder, self.covers = QLineEdit(), Choice(), CoverBoxes()
        self.places, self.unit = NumberField(1, 9999), MoneyField()
        self.begins, self.ends = DateField(today), DateField(today)
        self.months = NumberField(1, 24)
        self.reference_row = self.add("&Reference", self.reference, "The one on the grant letter")
        self.funder_row = self.add("Fu&nder", self.funder)
        self.covers_row = self.add("It pays for", self.covers)
        places_row = self.add("&Places", self.places)
        self.unit_row = self.add("Pounds for one pl&ace", self.unit, "Like 350 or 350.00")
        begins_row = self.add("Fr&om", self.begins)
        self.ends_row = self.add("&Until", self.ends)
        self._beside(places_row, self.unit_row)
        self._beside(begins_row, self.ends_row)
        self.add("&Months in one return", self.months, "3 for a return each quarter")
        self.terms, self.handed_on = TermsFields(), HandedOn()
        self.rows += self.terms.rows
        self.fields.addWidget(self.terms)
        self.fields.addWidget(self.handed_on)

    def _beside(self, *rows: FormRow) -> None:
        """Put two short fields side by side."""
        line = QHBoxLayout()
        line.setSpacing(12)
        for row in rows:
            self.fields.removeWidget(row)
            line.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        self.fields.addLayout(line)

    def show_row(self, known: Known, others: Sequence[AgreementRow]) -> None:
        """Show an agreement; places may roll over into one of the others."""
        row = self._row = known.row
        self.turn(row.reference)
        self.funder.setEnabled(False)
        self.funder.setCurrentText(row.funder)
        self.reference.setText(row.reference)
        self.terms.offer_next(others)
        self.terms.show_terms(known.terms)
        self.handed_on.show_allotments(known.allotments)
        dates = (row.begins, row.ends)
        self._show(known.covered, known.places, row.unit, dates, row.period_months)

    def show_new(self, funder: str, others: Sequence[AgreementRow]) -> None:
        """Start with the financial year that runs."""
        self._row = None
        self.terms.offer_next(others)
        self.terms.show_terms(AgreementTerms())
        self.handed_on.hide()
        self.turn("A new agreement", "Add agreement")
        self.funder.setEnabled(True)
        self.funder.setCurrentText(funder)
        self.reference.clear()
        self._show((), 100, None, self._year, 3)

    def _show(
        self, covered: Covered, places: int, unit: Decimal | None, dates: tuple[date, date], months: int
    ) -> None:
        self.covers.show_covered(covered)
        self.places.setValue(places)
        self.unit.show_amount(unit)
        self.begins.show_date(dates[0])
        self.ends.show_date(dates[1])
        self.months.setValue(months)

    def action(self) -> Action[object] | None:
        """Give the agreement to add or change."""
        unit, funder = self.unit.amount, self.funder.organisation
        complaints = (
            (not self.reference.text().strip(), "Enter the reference of the agreement.", self.reference_row),
            (self._row is None and funder is None, "Choose an organisation from the list.", self.funder_row),
            (not self.covers.covered(), "Tick at least one programme.", self.covers_row),
            (unit is None, "Enter the price of a place, like 350.00", self.unit_row),
            (self.ends.day < self.begins.day, "Choose a day after the first one.", self.ends_row),
        )
        wrong = [(words, row) for is_wrong, words, row in complaints if is_wrong]
        for words, row in wrong:
            self.complain(Explanation(words), row)
        if wrong or unit is None:
            return None
        terms = self.terms.terms()
        figures = (self.covers.covered(), self.places.value(), unit)
        dates = (self.begins.day, self.ends.day, self.months.value())
        name = self.reference.text()
        if self._row is not None:
            return ChangeAgreement(self._row.id, name, *figures, *dates, terms=terms)
        return None if funder is None else AddAgreement(name, funder, *figures, *dates, terms=terms)


def _year_of(today: date) -> tuple[date, date]:
    """Give the financial year that holds a day: 1 April to 31 March."""
    first = today.year if today >= date(today.year, 4, 1) else today.year - 1
    return date(first, 4, 1), date(first + 1, 3, 31)

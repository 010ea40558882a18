"""The section of agreements: what funders pay for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from aspire_desktop.domain.claims import AgreementRow
from aspire_desktop.domain.errors import Explanation
from aspire_desktop.domain.organisations import OrganisationRow
from aspire_desktop.domain.programmes import VersionRow
from aspire_desktop.domain.values import AgreementId, ProgrammeId, VersionId, short_date
from aspire_desktop.services.action import Action
from aspire_desktop.services.funding import (
    AddAgreement,
    ChangeAgreement,
    Covered,
    RemoveAgreement,
    agreement_rows,
    programmes_covered,
)
from aspire_desktop.services.office import Office
from aspire_desktop.services.organisations import organisation_rows
from aspire_desktop.services.programmes import version_rows
from aspire_desktop.ui.board import Line, Shown
from aspire_desktop.ui.desk import Desk
from aspire_desktop.ui.give_way import GiveWay
from aspire_desktop.ui.pool import money
from aspire_desktop.ui.screens.settings.amounts import amount
from aspire_desktop.ui.screens.settings.choice import Choice
from aspire_desktop.ui.screens.settings.section import EditForm, ListSection
from aspire_desktop.ui.widgets.cells import Cell, Column
from aspire_desktop.ui.widgets.fields import DateField, NumberField


@dataclass(frozen=True)
class Funders:
    """Agreements with what each covers, who may fund, and what may be covered."""

    rows: Sequence[AgreementRow]
    covered: Sequence[Covered]
    organisations: Sequence[OrganisationRow]
    versions: Sequence[VersionRow]


class CoverBoxes(QWidget):
    """A check box for each programme, and for each version of one that has several."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.boxes: dict[tuple[ProgrammeId, VersionId | None], QCheckBox] = {}

    def offer(self, versions: Sequence[VersionRow]) -> None:
        """Offer these programmes, and keep the ticks."""
        ticked = self.covered()
        for box in self.boxes.values():
            self._column.removeWidget(box)
            box.deleteLater()
        self.boxes = {}
        for programme_id in dict.fromkeys(row.programme_id for row in versions):
            own = [row for row in versions if row.programme_id == programme_id]
            several = len(own) > 1
            every = f"{own[0].programme}, every version" if several else own[0].programme
            self._add((programme_id, None), every)
            if several:
                for row in own:
                    self._add((programme_id, row.id), f"only {row.programme} version {row.label}", inset=True)
        self.show_covered(ticked)
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    def _add(self, key: tuple[ProgrammeId, VersionId | None], words: str, *, inset: bool = False) -> None:
        box = QCheckBox(words)
        box.setContentsMargins(24 if inset else 0, 0, 0, 0)
        box.setStyleSheet("margin-left: 22px" if inset else "")
        self.boxes[key] = box
        self._column.addWidget(box)

    def show_covered(self, covered: Covered) -> None:
        """Tick these."""
        for key, box in self.boxes.items():
            box.setChecked(key in covered)

    def covered(self) -> Covered:
        """Give what is ticked."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked())


class AgreementForm(EditForm):
    """An agreement; its funder stays once it is added."""

    def __init__(self, today: date) -> None:
        super().__init__("Save", "Remove")
        self._row: AgreementRow | None = None
        self._year = _year_of(today)
        self.reference, self.funder, self.covers = QLineEdit(), Choice(), CoverBoxes()
        self.places, self.unit = NumberField(1, 9999), QLineEdit()
        self.begins, self.ends = DateField(today), DateField(today)
        self.months = NumberField(1, 24)
        self.reference_row = self.add("&Reference", self.reference, "The one on the grant letter")
        self.funder_row = self.add("Fu&nder", self.funder)
        self.covers_row = self.add("It pays for", self.covers)
        self.add("&Places", self.places)
        self.unit_row = self.add("Pounds for one pl&ace", self.unit, "Like 350 or 350.00")
        self.add("Fr&om", self.begins)
        self.ends_row = self.add("&Until", self.ends)
        self.add("&Months in one return", self.months, "3 for a return each quarter")

    def show_row(self, row: AgreementRow, covered: Covered) -> None:
        """Show an agreement."""
        self._row = row
        self.turn(row.reference)
        self.funder.setEnabled(False)
        self.funder.setCurrentText(row.funder)
        self.reference.setText(row.reference)
        self._show(covered, row.places, f"{row.unit:.2f}", (row.begins, row.ends), row.period_months)

    def show_new(self, funder: str) -> None:
        """Start with the financial year that runs."""
        self._row = None
        self.turn("A new agreement", "Add agreement")
        self.funder.setEnabled(True)
        self.funder.setCurrentText(funder)
        self.reference.clear()
        self._show((), 100, "", self._year, 3)

    def _show(self, covered: Covered, places: int, unit: str, dates: tuple[date, date], months: int) -> None:
        self.covers.show_covered(covered)
        self.places.setValue(places)
        self.unit.setText(unit)
        self.begins.show_date(dates[0])
        self.ends.show_date(dates[1])
        self.months.setValue(months)

    def action(self) -> Action[object] | None:
        """Give the agreement to add or change."""
        unit, funder = amount(self.unit.text()), self.funder.organisation
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
        figures = (self.covers.covered(), self.places.value(), unit)
        dates = (self.begins.day, self.ends.day, self.months.value())
        if self._row is not None:
            return ChangeAgreement(self._row.id, self.reference.text(), *figures, *dates)
        return None if funder is None else AddAgreement(self.reference.text(), funder, *figures, *dates)


class Agreements(ListSection):
    """One line for each agreement, the one that ends last first."""

    key = "agreements"
    title = "Agreements"
    topics: ClassVar = frozenset({"agreements", "covers", "organisation_names", "versions", "returns"})
    add_words = "Add agreement"

    def __init__(self, desk: Desk) -> None:
        columns = (
            Column(Cell.STRONG, 140),
            Column(Cell.TEXT, stretch=True),
            Column(Cell.TEXT, 120),
            Column(Cell.FIGURE, 74),
            Column(Cell.FIGURE, 84),
            Column(Cell.QUIET, 190),
        )
        headings = ("Reference", "Funder", "Pays for", "Places", "Price", "Dates")
        self.agreement_form = AgreementForm(desk.clock.today())
        super().__init__(desk, headings, columns, self.agreement_form)
        GiveWay(self.table, {5: 760, 2: 560, 4: 480})
        self._funders = Funders((), (), (), ())

    def load(self) -> None:
        """Ask for every agreement."""
        self.desk.ask(_funders, self.show_funders, subject="agreements")

    def show_funders(self, found: Funders) -> None:
        """Show the agreements."""
        self._funders = found
        form = self.agreement_form
        form.funder.offer(found.organisations)
        form.covers.offer(found.versions)
        why = "Add what a funder pays for: how many places of which programmes, and at what price."
        self.nothing.say("There are no agreements yet", why, self.add_words)
        said = "Places are taken by cohorts that begin within its dates"
        self.show_lines([_line(row) for row in found.rows], said)

    def fill(self, key: str) -> None:
        """Show the agreement of a line."""
        for row, covered in zip(self._funders.rows, self._funders.covered, strict=True):
            if str(row.id) == key:
                self.agreement_form.show_row(row, covered)

    def empty(self) -> None:
        """Start with a new agreement, by the funder of the latest one."""
        self.agreement_form.show_new(self._funders.rows[0].funder if self._funders.rows else "")

    def removal(self, key: str) -> Action[object] | None:
        """Remove an agreement that was never used."""
        return RemoveAgreement(AgreementId(int(key)))


def _line(row: AgreementRow) -> Line:
    cells = (
        Shown(row.reference),
        Shown(row.funder),
        Shown(", ".join(row.covers)),
        Shown(str(row.places)),
        Shown(money(row.unit)),
        Shown(f"{short_date(row.begins)} – {short_date(row.ends)}"),
    )
    return Line(str(row.id), cells)


def _funders(office: Office) -> Funders:
    today = office.clock.today()
    rows = office.ask(agreement_rows, today)
    covered = [office.ask(programmes_covered, row.id) for row in rows]
    return Funders(rows, covered, office.ask(organisation_rows, today), office.ask(version_rows))


def _year_of(today: date) -> tuple[date, date]:
    """Give the financial year that holds a day: 1 April to 31 March."""
    first = today.year if today >= date(today.year, 4, 1) else today.year - 1
    return date(first, 4, 1), date(first + 1, 3, 31)

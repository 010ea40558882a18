"""The section of prices: what places, no-shows and late withdrawals cost from a day on, and VAT."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from aspire_desktop.domain.money.charges import ChargeKind, PriceRow, VatTerms
from aspire_desktop.domain.money.funding import Vat
from aspire_desktop.domain.office.values import VersionId, money
from aspire_desktop.domain.office.written import percent_of
from aspire_desktop.domain.programmes.programmes import VersionRow
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.charges import ChangeVat, RemovePrice, SetPrice
from aspire_desktop.storage.lookups.money.charges import price_rows, vat_terms
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.choices import OneOf
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.pane_form import PaneForm
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.lists.fields import Field, day_field, money_field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.section import ListSection
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.fields import FigureField, MoneyField, NumberOrNone
from aspire_desktop.ui.widgets.label import label

KINDS = {kind: kind.value.capitalize() for kind in ChargeKind}
VATS = {vat: vat.value.capitalize() for vat in Vat}
PAYERS = {True: "Members", False: "Others"}
_LONGEST_NOTICE = 365


@dataclass(frozen=True)
class PriceList:
    """Every price, the versions that may have one, and VAT."""

    rows: Sequence[PriceRow]
    versions: Sequence[VersionRow]
    vat: VatTerms


class PriceForm(PaneForm):
    """A price. What it is for and since when stays; another day makes another price."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Save price", "Remove")
        self._today = desk.clock.today()
        self.version, self.kind, self.payer = OneOf[VersionId]({}), OneOf(KINDS), OneOf(PAYERS)
        self.since, self.amount, self.vat = DateField(self._today), MoneyField(), OneOf(VATS)
        self.within = NumberOrNone("Not said", least=0, most=_LONGEST_NOTICE)
        self.within.setSuffix(" days")
        self.add("Progra&mme version", self.version, need="Choose a version.")
        self.add("Charged f&or", self.kind)
        self.add("&Payer", self.payer, "A member on the day of the cohort’s first session, or not")
        self.add("&Since", self.since, "For cohorts that begin on this day or later")
        like, need = "Like 495 or 495.00", "Enter the price, like 495.00"
        self.amount_row = self.add("Pounds without V&AT", self.amount, like, need=need, about="amount")
        self.add("VAT &rate", self.vat, about="vat")
        told = "A withdrawal told so many days before the first session, or fewer, costs this"
        need = "Say from how many days on it is late."
        self.within_row = self.add("&Late from", self.within, told, need=need, about="within_days")
        self.kind.currentIndexChanged.connect(lambda _: self._show_within())
        self._fixed = (self.version, self.kind, self.payer, self.since)
        self._own = (self.amount, self.vat, self.within)

    def offer(self, versions: Sequence[VersionRow]) -> None:
        """Offer these versions, and keep the one chosen."""
        self.version.offer({row.id: row.title for row in versions})

    def show_row(self, row: PriceRow) -> None:
        """Show a price; one at which something was raised stays as it is."""
        self.turn(f"{row.version}, {row.kind}")
        self.version.put(row.version_id)
        self.kind.put(row.kind)
        self.payer.put(row.member)
        self.since.put(row.since)
        figures = (row.amount, row.vat, row.since, row.within_days)
        self.begin(SetPrice(row.version_id, row.kind, row.member, *figures, shown=True))
        for fixed in self._fixed:
            fixed.setEnabled(False)
        for field in (*self._own, self.send_button, self.remove_button):
            field.setEnabled(not row.used)
        self.said.setText("Charges were raised at this price, so it stays. Add another from a later day.")
        self.said.setVisible(row.used)
        self._show_within()

    def show_new(self) -> None:
        """Start with a place of a member, from today on."""
        self.turn("A new price", "Add price")
        for field in (*self._fixed, *self._own):
            field.setEnabled(True)
        self.since.put(self._today)
        self.amount.put(None)
        self.vat.put(Vat.STANDARD)
        self.within.put(14)
        self.said.hide()
        self._show_within()

    def action(self) -> Action[Any] | None:
        """Give the price to set."""
        if self.read is not None:
            return super().action()
        kind = self.kind.given
        return SetPrice(
            self.version.given,
            kind,
            self.payer.given,
            self.amount.given or Decimal(0),
            self.vat.given,
            self.since.given,
            self.within.given if kind is ChargeKind.LATE_WITHDRAWAL else None,
            shown=False,
        )

    def _show_within(self) -> None:
        self.within_row.setVisible(self.kind.given is ChargeKind.LATE_WITHDRAWAL)


class VatDialog(FormDialog):
    """The standard rate, and how the finance system calls each kind of VAT."""

    def __init__(self, desk: Desk, terms: VatTerms) -> None:
        intro = "What was raised already keeps its VAT. The codes stand in the file for the finance system."
        super().__init__(desk, "VAT", "Save VAT", intro)
        self.percent = FigureField(percent_of)
        self.standard, self.zero, self.exempt, self.outside = (TextField() for _ in range(4))
        need = "Enter the rate, like 20 or 17.5"
        self.percent_row = self.add(
            "Standard rate in &percent", self.percent, need=need, about="terms.percent"
        )
        rows = [
            self.add("Code: &standard", self.standard, about="terms.standard"),
            self.add("Code: &zero rate", self.zero, about="terms.zero"),
            self.add("Code: e&xempt", self.exempt, about="terms.exempt"),
            self.add("Code: &outside", self.outside, about="terms.outside"),
        ]
        self.beside(*rows[:2])
        self.beside(*rows[2:])
        self.begin(ChangeVat(terms))


def _within(row: PriceRow) -> str:
    return "" if row.within_days is None else f"{row.within_days} days"


PRICES = ListOf[PriceRow](
    name="Prices",
    noun=("price", "prices"),
    key=lambda row: row.id,
    fields=(
        Field("Version", lambda row: row.version, Cell.STRONG, stretch=True, groups=True),
        Field("Charged for", lambda row: KINDS[row.kind], width=130, groups=True),
        Field("Payer", lambda row: PAYERS[row.member], width=84, groups=True),
        money_field("Price", lambda row: row.amount, 84, words=money),
        Field("VAT", lambda row: VATS[row.vat], width=134, least=640, groups=True),
        day_field("Since", lambda row: row.since, 104, cell=Cell.QUIET),
        Field("Late from", _within, Cell.QUIET, 104, least=780, order=lambda row: row.within_days or 0),
    ),
    empty=Empty(
        "currency-gbp",
        "There are no prices yet",
        "Without prices no place can be charged. A no-show or a late withdrawal costs what you set here.",
    ),
)


class Prices(ListSection[PriceRow]):
    """One line for each price; of several for the same the newest that has begun holds."""

    key = "prices"
    title = "Prices"
    roles = SetPrice.roles
    add_words = "Add price"

    def __init__(self, desk: Desk) -> None:
        self.price_form = PriceForm(desk)
        super().__init__(desk, PRICES, self.price_form)
        self._vat: VatTerms | None = None
        self.vat_button = Button("VAT…")
        self.vat_button.clicked.connect(self._change_vat)
        self.vat_words = label("", TypeRole.SMALL, "2", wraps=True)
        foot = self.card.add_footer()
        foot.addWidget(self.vat_words, 1)
        foot.addWidget(self.vat_button)

    def panes(self) -> Sequence[QWidget]:
        """Give the list, VAT and the form."""
        return (self.table, self.vat_button, self.form)

    def load(self) -> None:
        """Ask for every price."""
        self.desk.ask(_price_list, self.show_prices, subject="prices")

    def show_prices(self, found: PriceList) -> None:
        """List what programmes cost, offer their versions, and tell the rate of VAT."""
        self._vat = found.vat
        self.price_form.offer(found.versions)
        self.vat_words.setText(f"The standard rate of VAT is {found.vat.percent.normalize():f} %.")
        said = "The newest that has begun by the cohort’s first session holds"
        self.show_rows(found.rows, said)

    def fill(self, row: PriceRow) -> None:
        """Show a price."""
        self.price_form.show_row(row)

    def empty(self) -> None:
        """Start with a new price."""
        self.price_form.show_new()

    def removal(self, row: PriceRow) -> Action[object]:
        """Remove a price at which nothing was raised."""
        return RemovePrice(row.id)

    def _change_vat(self) -> None:
        if self._vat is not None:
            VatDialog(self.desk, self._vat).ask()


def _price_list(office: Office) -> PriceList:
    return PriceList(office.ask(price_rows), office.ask(version_rows), office.ask(vat_terms))

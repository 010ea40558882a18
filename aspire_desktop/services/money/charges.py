"""What may be done with prices and charges: set, raise, note the invoice, waive, credit, write out."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import ClassVar, Self

from sqlalchemy import Connection

from aspire_desktop.documents.money.charges import charges_csv, is_written
from aspire_desktop.domain.money.charges import (
    Charge,
    Charged,
    ChargeKind,
    ChargeRow,
    ChargeState,
    Price,
    Sums,
    VatTerms,
    check_percent,
    check_price,
    total,
)
from aspire_desktop.domain.money.funding import Vat
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.people import Person
from aspire_desktop.domain.office.staff import OFFICE, Role
from aspire_desktop.domain.office.values import (
    ChargeId,
    CohortId,
    PriceId,
    VersionId,
    long_date,
    pounds,
    tidy,
)
from aspire_desktop.domain.office.written import Code, Prose
from aspire_desktop.domain.programmes.enrolments import Enrolment
from aspire_desktop.domain.programmes.programmes import Version
from aspire_desktop.services.door.action import Action, Change, Effect
from aspire_desktop.services.door.export import Asked, Export, Tell
from aspire_desktop.services.office.settings import store_setting
from aspire_desktop.storage.files import write_file
from aspire_desktop.storage.lookups.money.charges import charge_rows, due_of, price_rows, vat_terms
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.tables.money.charges import charges, prices
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class SetPrice(Change[PriceId]):
    """Set what a version's places, no-shows or late withdrawals cost from a day on, for members or others.

    `shown` is whether whoever sets it was shown a price of this day for the same; None where nobody looked.
    """

    version_id: VersionId
    kind: ChargeKind
    member: bool
    amount: Decimal
    vat: Vat
    since: date
    within_days: int | None = None
    shown: bool | None = None
    roles: ClassVar[frozenset[Role]] = OFFICE

    def stored(self, work: UnitOfWork) -> Self:
        """Give what is on record of the price; what is wanted, where it was removed."""
        same = self._same(work)
        if same is None:
            return self
        return replace(self, amount=same.amount, vat=same.vat, within_days=same.within_days)

    def _same(self, work: UnitOfWork) -> Price | None:
        """Give the price of the same day for the same."""
        return work.first(
            Price,
            prices.c.version_id == self.version_id,
            prices.c.kind == self.kind,
            prices.c.member == self.member,
            prices.c.since == self.since,
        )

    def apply(self, work: UnitOfWork) -> Effect[PriceId]:
        """Put right a price of the same day that nothing was raised at yet; otherwise add one beside it.

        Refuse to put back one that somebody removed, and to change one that somebody added, unseen.
        """
        wanted = Price(
            self.version_id, self.kind, self.member, self.amount, self.vat, self.since, self.within_days
        )
        check_price(wanted)
        version = work.get(Version, self.version_id)
        same = self._same(work)
        title = f"Set the price of {version.title}, {self.kind}: {pounds(self.amount)}"
        if same is None:
            self._refuse_removed()
            return Effect(title, work.add(wanted).id)
        self._refuse_added(same)
        _refuse_used(work, same, "Set another from a later day.")
        same.amount, same.vat, same.within_days = self.amount, self.vat, self.within_days
        return Effect(title, same.id)

    def _refuse_removed(self) -> None:
        if self.shown:
            raise RuleBroken(
                "Somebody has removed this price meanwhile.", do="Add it anew if it is to hold after all."
            )

    def _refuse_added(self, same: Price) -> None:
        theirs = same.amount, same.vat, same.within_days
        if self.shown is False and theirs != (self.amount, self.vat, self.within_days):
            late = "" if same.within_days is None else f", late from {same.within_days} days"
            raise RuleBroken(
                f"Somebody has added this price already: {pounds(same.amount)}, VAT {same.vat}{late}.",
                do="Choose it in the list to change it.",
            )


@dataclass(frozen=True)
class RemovePrice(Action[None]):
    """Remove a price at which nothing was raised."""

    price_id: PriceId
    roles: ClassVar[frozenset[Role]] = OFFICE

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse one that charges rest on."""
        price = work.get(Price, self.price_id)
        _refuse_used(work, price, "It stays on record; set another from a later day.")
        work.delete(price)
        title = work.get(Version, price.version_id).title
        return Effect(f"Remove the price of {title}, {price.kind}: {pounds(price.amount)}", None)


@dataclass(frozen=True)
class ChangeVat(Change[None]):
    """Set the standard rate of VAT and the finance system's codes; what was raised keeps its own VAT."""

    terms: VatTerms
    roles: ClassVar[frozenset[Role]] = OFFICE

    def stored(self, work: UnitOfWork) -> Self:
        """Give the rate and codes that hold by now."""
        return replace(self, terms=work.ask(vat_terms))

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a rate that is none."""
        terms = self.terms
        check_percent(terms.percent)
        store_setting(work, "vat_percent", f"{terms.percent.normalize():f}")
        for key, code in (
            ("outside", terms.outside),
            ("exempt", terms.exempt),
            ("zero", terms.zero),
            ("standard", terms.standard),
        ):
            store_setting(work, f"vat_code_{key}", tidy(code))
        return Effect(f"Change VAT: {terms.percent.normalize():f} %", None)


@dataclass(frozen=True)
class RaiseCharge(Action[ChargeId]):
    """Charge for what is due, at the price that holds; the amount and its VAT stay from then on."""

    charged: Charged
    roles: ClassVar[frozenset[Role]] = OFFICE

    def apply(self, work: UnitOfWork) -> Effect[ChargeId]:
        """Refuse what is not due, or has no price."""
        charge = _raised(work, self.charged)
        return Effect(f"Charge {_whom(work, charge)}: {pounds(charge.amount)}", charge.id)


@dataclass(frozen=True)
class NoteInvoice(Action[ChargeId]):
    """Note the number and date of the invoice for a charge; what is only due is raised with it.

    A missing purchase order is warned of in the list and does not stand in the way.
    """

    charged: Charged
    invoice: Code
    invoiced_on: date
    roles: ClassVar[frozenset[Role]] = OFFICE

    def apply(self, work: UnitOfWork) -> Effect[ChargeId]:
        """Refuse a charge that is invoiced or waived, and the number of another organisation's invoice."""
        number = _number(self.invoice, "invoice")
        _refuse_future(work, self.invoiced_on)
        charge = _open(work, self.charged)
        enrolment = work.get(Enrolment, charge.enrolment_id)
        _refuse_others_invoice(work, number, enrolment)
        charge.invoice, charge.invoiced_on = number, self.invoiced_on
        charge.po_number = enrolment.po_number or charge.po_number
        return Effect(f"Note invoice {number}: {_whom(work, charge)}, {pounds(charge.amount)}", charge.id)


@dataclass(frozen=True)
class WaiveCharge(Action[ChargeId]):
    """Let somebody off a charge, with the reason."""

    charged: Charged
    reason: Prose
    roles: ClassVar[frozenset[Role]] = OFFICE

    def apply(self, work: UnitOfWork) -> Effect[ChargeId]:
        """Refuse it without a reason, and for a charge that is invoiced."""
        reason = tidy(self.reason)
        if not reason:
            raise RuleBroken("A charge is waived with a reason.", do="Say why.")
        charge = _open(work, self.charged)
        charge.waived_on, charge.waiver_reason = work.clock.today(), reason
        return Effect(f"Waive a charge: {_whom(work, charge)}, {pounds(charge.amount)}", charge.id)


@dataclass(frozen=True)
class CreditCharge(Action[None]):
    """Note the credit note that takes an invoiced charge back; both stay on record."""

    charge_id: ChargeId
    credit_note: Code
    credited_on: date
    roles: ClassVar[frozenset[Role]] = OFFICE

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse what is not invoiced, and a day before the invoice."""
        charge, number = work.get(Charge, self.charge_id), _number(self.credit_note, "credit note")
        if charge.state is not ChargeState.INVOICED or charge.invoiced_on is None:
            raise RuleBroken(f"This charge is {charge.state}, so there is no invoice to credit.")
        _refuse_future(work, self.credited_on)
        if self.credited_on < charge.invoiced_on:
            raise RuleBroken(f"The invoice is of {long_date(charge.invoiced_on)}; a credit note comes after.")
        charge.credit_note, charge.credited_on = number, self.credited_on
        return Effect(f"Credit invoice {charge.invoice}: {_whom(work, charge)}", None)


@dataclass(frozen=True)
class WrittenCharges:
    """A file for the finance system: how many charges are in it, and what those that stand come to."""

    file: Path
    charges: int
    sums: Sums


@asked_by(OFFICE)
def raised_charges(connection: Connection, cohort_id: CohortId | None) -> tuple[list[ChargeRow], VatTerms]:
    """Give what was raised, of a cohort or all, with the terms of VAT."""
    return charge_rows(connection, cohort_id), vat_terms(connection)


@dataclass(frozen=True)
class WriteCharges(Export[WrittenCharges]):
    """Write what was raised, of a cohort or all, as comma separated values for a finance system."""

    cohort_id: CohortId | None = None
    roles: ClassVar[frozenset[Role]] = raised_charges.roles
    ending: ClassVar[str] = ".csv"

    def write(self, office: Asked, target: Path, tell: Tell) -> WrittenCharges:
        """Write the file, and tell what is in it."""
        rows, terms = office.ask(raised_charges, self.cohort_id)
        file = write_file(target, charges_csv(rows, terms), private=True)
        return WrittenCharges(file, sum(is_written(row) for row in rows), total(row.charge for row in rows))


def _raised(work: UnitOfWork, charged: Charged) -> Charge:
    due = work.ask(due_of, charged)
    enrolment = work.get(Enrolment, charged.enrolment_id)
    name = work.get(Person, enrolment.person_id).full_name()
    if due is None:
        raise RuleBroken(f"Nothing is due for {name}: {charged.kind}.", do="Refresh the list.")
    if due.sums is None or due.vat is None:
        raise RuleBroken(f"There is no price for {name}: {charged.kind}.", do="Set the price in Settings.")
    return work.add(
        Charge(
            enrolment_id=charged.enrolment_id,
            kind=charged.kind,
            raised_on=work.clock.today(),
            amount=due.sums.net,
            vat=due.vat,
            vat_amount=due.sums.vat,
            po_number=enrolment.po_number,
        )
    )


def _open(work: UnitOfWork, charged: Charged) -> Charge:
    """Give the charge that is raised and not invoiced yet, or raise it; one that is settled is refused."""
    same = (charges.c.enrolment_id == charged.enrolment_id) & (charges.c.kind == charged.kind)
    for charge in work.all(Charge, same):
        if charge.state is ChargeState.RAISED:
            return charge
        if charge.state is ChargeState.INVOICED:
            raise RuleBroken(
                f"Invoice {charge.invoice} stands for this charge.", do="Credit the invoice to correct it."
            )
        if charge.state is ChargeState.WAIVED:
            raise RuleBroken(f"This charge was waived: {charge.waiver_reason}")
    return _raised(work, charged)


def _refuse_used(work: UnitOfWork, price: Price, do: str) -> None:
    if any(row.used for row in work.ask(price_rows) if row.id == price.id):
        raise RuleBroken(f"Charges were raised at {pounds(price.amount)}.", do=do)


def _refuse_others_invoice(work: UnitOfWork, number: str, enrolment: Enrolment) -> None:
    for other in work.all(Charge, charges.c.invoice == number):
        if work.get(Enrolment, other.enrolment_id).organisation_id != enrolment.organisation_id:
            raise RuleBroken(
                f"Invoice {number} went to another organisation already.", do="Look at the number again."
            )


def _refuse_future(work: UnitOfWork, day: date) -> None:
    if day > work.clock.today():
        raise RuleBroken(f"{long_date(day)} is still to come.", do="Give today or an earlier day.")


def _number(text: str, what: str) -> str:
    if not tidy(text):
        raise RuleBroken(f"The {what} needs a number.")
    return tidy(text)


def _whom(work: UnitOfWork, charge: Charge) -> str:
    enrolment = work.get(Enrolment, charge.enrolment_id)
    return f"{work.get(Person, enrolment.person_id).full_name()}, {charge.kind}"

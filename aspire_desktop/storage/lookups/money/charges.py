"""Dated prices, and what organisations are charged: due, raised, invoiced, waived or credited."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import Connection, func, select

from aspire_desktop.domain.money.charges import (
    STANDING,
    USUAL_PERCENT,
    Charged,
    ChargeFacts,
    ChargeKind,
    ChargeRow,
    ChargeState,
    PriceRow,
    Sums,
    VatTerms,
    charge_state,
    charge_warning,
    dues,
    price_for,
    still_owed,
    taxed,
    total,
)
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.domain.office.values import AgreementId, CohortId, EnrolmentId, PriceId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.money.charge_sources import ChargeSource, charge_sources, chargeable
from aspire_desktop.storage.lookups.office.names import DatedName, dated_names, named_on
from aspire_desktop.storage.lookups.office.settings import all_settings
from aspire_desktop.storage.lookups.office.successions import lineage
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.money.charges import charges, prices
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.tables.programmes.programmes import versions


@dataclass(frozen=True)
class Charging:
    """What is known of the money beside the subsidy of one place."""

    price: Decimal | None
    """Pounds without VAT that the place costs; None where no price is set."""
    standing: tuple[ChargeFacts, ...]
    """Raised or invoiced, and neither waived nor credited."""

    @property
    def sums(self) -> Sums | None:
        """Give what the organisation is charged; None where it is charged nothing."""
        return total(self.standing) if self.standing else None

    @property
    def invoices(self) -> str:
        """Give the numbers of the invoices."""
        return ", ".join(dict.fromkeys(each.invoice for each in self.standing if each.invoice))

    @property
    def po_number(self) -> str:
        """Give the purchase order that the invoices name."""
        return ", ".join(dict.fromkeys(each.po_number for each in self.standing if each.po_number))

    @property
    def invoiced_place(self) -> ChargeFacts | None:
        """Give the invoice for the place itself, where there is one."""
        places = (each for each in self.standing if each.charged.kind is ChargeKind.PLACE)
        return next((each for each in places if each.state is ChargeState.INVOICED), None)


UNCHARGED = Charging(None, ())


@asked_by(OFFICE)
def vat_terms(connection: Connection) -> VatTerms:
    """Give the rate of VAT and the finance system's codes as the office has set them."""
    known = all_settings(connection)
    outside, exempt, zero, standard = (
        known.get(f"vat_code_{each}", "") for each in ("outside", "exempt", "zero", "standard")
    )
    percent = known.get("vat_percent")
    return VatTerms(Decimal(percent) if percent else USUAL_PERCENT, outside, exempt, zero, standard)


@asked_by(OFFICE)
def price_rows(connection: Connection) -> list[PriceRow]:
    """Give every price, by version and kind, members before others, the newest first."""
    rows, used = _prices(connection), _used(connection)
    versions_in_order = list(dict.fromkeys(row.version_id for row in rows))
    kinds = list(ChargeKind)
    rows.sort(
        key=lambda row: (versions_in_order.index(row.version_id), kinds.index(row.kind), not row.member)
    )
    return [replace(row, used=row.id in used) for row in rows]


@asked_by(OFFICE)
def charge_rows(
    connection: Connection, cohort_id: CohortId | None = None, agreement_id: AgreementId | None = None
) -> list[ChargeRow]:
    """Give what is due and what was ever raised, by cohort and name; of one cohort or agreement, or all."""
    sources = charge_sources(connection, chargeable(cohort_id, agreement_id))
    stored = charges_of(connection, [source.enrolment_id for source in sources])
    known, percent = _prices(connection), vat_terms(connection).percent
    successors = lineage(connection)
    names = dated_names(connection, successors.everybody(source.organisation_id for source in sources))
    return [
        _row(charge, source, names[successors.one(source.organisation_id, charge.on)])
        for source in sources
        for charge in _charged(source, stored.get(source.enrolment_id, []), known, percent)
    ]


def charges_of(
    connection: Connection, enrolment_ids: Iterable[EnrolmentId]
) -> dict[EnrolmentId, list[ChargeFacts]]:
    """Give what was ever raised for the enrolments, in that order; those with nothing are left out."""
    query = (
        select(charges).where(among(connection, charges.c.enrolment_id, enrolment_ids)).order_by(charges.c.id)
    )
    found: dict[EnrolmentId, list[ChargeFacts]] = {}
    for row in connection.execute(query):
        charge = row_of(
            ChargeFacts,
            row,
            charged=Charged(row.enrolment_id, row.kind),
            state=charge_state(row.invoiced_on, row.waived_on, row.credited_on),
            on=row.invoiced_on or row.raised_on,
            sums=Sums(row.amount, row.vat_amount),
        )
        found.setdefault(row.enrolment_id, []).append(charge)
    return found


def due_of(connection: Connection, charged: Charged) -> ChargeFacts | None:
    """Give what would be raised for an enrolment now; None where nothing of the kind is due."""
    known, percent = _prices(connection), vat_terms(connection).percent
    stored = charges_of(connection, [charged.enrolment_id]).get(charged.enrolment_id, [])
    for source in charge_sources(connection, enrolments.c.id == charged.enrolment_id):
        for charge in _dues(source, stored, known, percent):
            if charge.charged == charged:
                return charge
    return None


def charging_of(connection: Connection, enrolment_ids: Sequence[EnrolmentId]) -> dict[EnrolmentId, Charging]:
    """Give the price and the standing charges of the enrolments; those with neither are left out."""
    known, stored = _prices(connection), charges_of(connection, enrolment_ids)
    priced: dict[EnrolmentId, PriceRow] = {}
    if known:
        for source in charge_sources(connection, among(connection, enrolments.c.id, enrolment_ids)):
            price = price_for(source.booked, ChargeKind.PLACE, known)
            if price is not None:
                priced[source.enrolment_id] = price
    return {
        id: Charging(
            price=priced[id].amount if id in priced else None,
            standing=tuple(each for each in stored.get(id, []) if each.state in STANDING),
        )
        for id in {*priced, *stored}
    }


def charged_once(connection: Connection, touched: frozenset[str]) -> None:
    """Raise RuleBroken where an enrolment would be charged twice for the same."""
    if "charges" not in touched:
        return
    query = (
        select(charges.c.enrolment_id)
        .where(charges.c.waived_on.is_(None), charges.c.credited_on.is_(None))
        .group_by(charges.c.enrolment_id, charges.c.kind)
        .having(func.count() > 1)
    )
    if connection.scalar(query.limit(1)) is not None:
        raise RuleBroken("Somebody would be charged twice for the same.", do="Credit the earlier one first.")


def _prices(connection: Connection) -> list[PriceRow]:
    query = (
        select(prices, versions.c.title.label("version"))
        .join(versions, versions.c.id == prices.c.version_id)
        .order_by(versions.c.programme_id, versions.c.position, prices.c.since.desc(), prices.c.id)
    )
    return [row_of(PriceRow, row, used=False) for row in connection.execute(query)]


def _used(connection: Connection) -> set[PriceId]:
    """Give the prices at which something was raised: those that hold for what was raised."""
    ids = list(connection.scalars(select(charges.c.enrolment_id).distinct()))
    known, stored = _prices(connection), charges_of(connection, ids)
    found: set[PriceId] = set()
    for source in charge_sources(connection, among(connection, enrolments.c.id, ids)):
        for charge in stored[source.enrolment_id]:
            price = price_for(source.booked, charge.charged.kind, known)
            found |= {price.id} if price else set()
    return found


def _charged(
    source: ChargeSource, stored: Sequence[ChargeFacts], known: Sequence[PriceRow], percent: Decimal
) -> list[ChargeFacts]:
    """Give the charges of one enrolment, what is still due last; before an invoice the booking's PO holds."""
    raised = [
        replace(each, po_number=source.po_number or each.po_number)
        if each.state is ChargeState.RAISED
        else each
        for each in stored
    ]
    return [*raised, *_dues(source, stored, known, percent)]


def _dues(
    source: ChargeSource, stored: Sequence[ChargeFacts], known: Sequence[PriceRow], percent: Decimal
) -> list[ChargeFacts]:
    first = source.booked.first_on
    return [
        ChargeFacts(
            id=None,
            charged=Charged(source.enrolment_id, due.kind),
            state=ChargeState.DUE,
            on=first,
            sums=taxed(due.price.amount, due.price.vat, percent) if due.price else None,
            vat=due.price.vat if due.price else None,
            po_number=source.po_number,
        )
        for due in dues(source.booked, known)
        if first is not None and still_owed(stored, due.kind)
    ]


def _row(charge: ChargeFacts, source: ChargeSource, names: Sequence[DatedName]) -> ChargeRow:
    name = named_on(names, charge.on)
    return ChargeRow(
        charge=charge,
        person_id=source.person_id,
        person=source.person,
        organisation=name.name,
        gss=name.gss or "",
        cohort_id=source.cohort_id,
        cohort=source.cohort,
        version=source.version,
        warning=charge_warning(charge, source.booked),
    )

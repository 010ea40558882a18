"""A place that is claimed and invoiced too: from the check that fails to the charge to be credited."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from busy_office import TODAY, BusyOffice

from aspire_desktop.domain.money.charges import Charged, ChargeKind
from aspire_desktop.domain.money.funding import Vat
from aspire_desktop.domain.office.values import EnrolmentId
from aspire_desktop.domain.programmes.enrolments import Funding
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.charges import NoteInvoice, SetPrice
from aspire_desktop.services.programmes.enrolments import ChangeFunding
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.ui.screens.money.finance.view import Finance
from tests.ui.bench import Bench
from tests.ui.cohort_bench import button


def invoice_places_of_the_draft(office: Office, busy: BusyOffice, *invoices: str) -> list[EnrolmentId]:
    """Give people's places, which their council paid for and the funder pays for after all."""
    [inspire] = [row.id for row in office.ask(version_rows) if row.title == "Inspire OD"]
    since = date(2026, 4, 1)
    for member in (True, False):
        office.do(SetPrice(inspire, ChargeKind.PLACE, member, Decimal("495.00"), Vat.STANDARD, since))
    places = busy.places["INS26-WM01"][: len(invoices)]
    for place, invoice in zip(places, invoices, strict=True):
        office.do(ChangeFunding(place, Funding.COUNCIL))
        office.do(NoteInvoice(Charged(place, ChargeKind.PLACE), invoice, TODAY))
        office.do(ChangeFunding(place, Funding.LGA))
    return places


def test_the_check_leads_to_the_charges_that_one_credit_note_answers(
    new_bench: Callable[[Office], Bench], opened: Office, busy: BusyOffice
) -> None:
    places = invoice_places_of_the_draft(opened, busy, "INV-20418", "INV-20419", "INV-20418")
    bench = new_bench(opened)
    screen = bench.go("finance", tab="invoices")
    assert isinstance(screen, Finance)
    screen.invoices.state.choose("due")
    bench.go("finance", tab="returns")
    bench.settle()
    button(screen.returns.checks, "Ask for a credit note").click()
    bench.settle()
    assert screen.tab is screen.invoices
    chosen = screen.invoices.chosen
    assert {row.charge.charged.enrolment_id for row in chosen} == {places[0], places[2]}
    assert len({row.charge.invoice for row in chosen}) == 1
    assert screen.invoices.credit_command.isEnabled()
    row = screen.invoices.table.visualRect(screen.invoices.table.currentIndex())
    assert screen.invoices.table.viewport().rect().contains(row)
